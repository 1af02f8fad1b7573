"""A run told as a numbered story in the words of the SOP."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sopflow.domain.machines import Arc, Obligation
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import (
    LIMIT,
    OVERDUE,
    RETURN,
    VOTE,
    ActorClass,
    AnswerId,
    CaseAct,
    EndId,
    StepId,
    StepKind,
    Text,
    answer_in,
)


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One numbered sentence; `step` and `answer` are None where the story comes to its point."""

    number: int
    step: StepId | None
    answer: AnswerId | None
    text: Text


def tell(procedure: Procedure, arcs: Iterable[Arc], point: Text) -> tuple[TraceLine, ...]:
    """Tell a run, and what is wrong where it comes to."""
    lines = [
        TraceLine(number, arc.step, arc.answer, _sentence(procedure, arc))
        for number, arc in enumerate(arcs, start=1)
    ]
    return (*lines, TraceLine(len(lines) + 1, None, None, point))


def in_one_line(lines: Sequence[TraceLine]) -> Text:
    """Join a story to one line: `1 …; 2 …`."""
    return Text(
        "; ".join(f"{line.number} {line.text.id}" for line in lines),
        "; ".join(f"{line.number} {line.text.en}" for line in lines),
    )


def without(procedure: Procedure, end: EndId, obligations: Iterable[Obligation]) -> Text:
    """Say which end comes without whom: `izin terbit tanpa Kabid`."""
    label = procedure.end(end).label
    who = missed(procedure, obligations)
    return Text(f"{_small(label.id)} tanpa {who.id}", f"{_small(label.en)} without {who.en}")


def missed(procedure: Procedure, obligations: Iterable[Obligation]) -> Text:
    """Name the officials, with what they would have done."""
    named = [_duty(procedure, obligation) for obligation in obligations]
    return Text(", ".join(t.id for t in named), ", ".join(t.en for t in named))


def named(procedure: Procedure, steps: Sequence[StepId]) -> Text:
    """Name the officials of alternative steps, with what the first of them does."""
    names = [_name(procedure, procedure.step(step)) for step in steps]
    return _doing(procedure, list(dict.fromkeys(names)), steps)


def _duty(procedure: Procedure, obligation: Obligation) -> Text:
    roles = [procedure.role(role).name for role in obligation.roles]
    return _doing(procedure, roles, obligation.steps)


def _doing(procedure: Procedure, names: Sequence[Text], steps: Sequence[StepId]) -> Text:
    who = Text("/".join(n.id for n in names), "/".join(n.en for n in names))
    if not steps:
        return who
    activity = procedure.step(steps[0]).activity
    if not names:
        return Text(_small(activity.id), _small(activity.en))
    return Text(f"{who.id} ({_small(activity.id)})", f"{who.en} ({_small(activity.en)})")


def _sentence(procedure: Procedure, arc: Arc) -> Text:
    if arc.step is None:
        return _of_the_case(procedure, arc)
    step = procedure.step(arc.step)
    who, what = _who(procedure, step, arc), step.activity
    if arc.actor_class is ActorClass.RULE and arc.answer == OVERDUE:
        return Text(
            f"batas waktu {who.id} lewat ({_small(what.id)})",
            f"the term of {who.en} runs out ({_small(what.en)})",
        )
    told = Text(f"{who.id} {_small(what.id)}", f"{who.en}: {_small(what.en)}")
    return _with_answer(told, step, arc)


def _of_the_case(procedure: Procedure, arc: Arc) -> Text:
    name = procedure.role(arc.role).name if arc.role else Text("aturan", "the rule")
    match CaseAct(arc.answer):
        case CaseAct.WITHDRAW:
            return Text(f"{name.id} menarik permohonannya", f"{name.en} withdraws")
        case CaseAct.CANCEL:
            return Text(f"{name.id} membatalkan berkas", f"{name.en} cancels the case")
        case CaseAct.SILENCE:
            return Text("janji lewat tanpa keputusan", "the promise passes without a decision")


def _with_answer(told: Text, step: Step, arc: Arc) -> Text:
    answer = step.answer(arc.answer)
    if arc.trigger.endswith(VOTE):
        return _with_vote(told, step, arc)
    deciding = step.kind in (StepKind.DECISION, StepKind.RULES, StepKind.PANEL)
    says = deciding or step.kind.is_awaited or arc.answer == RETURN
    if answer is not None and says:
        told = Text(
            f"{told.id}: {_small(answer.label.id)}", f"{told.en}: {_small(answer.label.en)}"
        )
    if arc.trigger.endswith(LIMIT):
        told = Text(f"{told.id} (putaran habis)", f"{told.en} (rounds used up)")
    return told


def _who(procedure: Procedure, step: Step, arc: Arc) -> Text:
    if arc.actor_class is ActorClass.OFFICIAL and arc.role is not None:
        return procedure.role(arc.role).name
    return _name(procedure, step)


def _with_vote(told: Text, step: Step, arc: Arc) -> Text:
    voted = step.answer(answer_in(arc.trigger))
    assert voted is not None, arc
    return Text(
        f"{told.id}, suara “{_small(voted.label.id)}”",
        f"{told.en}, a vote for “{_small(voted.label.en)}”",
    )


def _name(procedure: Procedure, step: Step) -> Text:
    return procedure.role(step.role).name if step.role else Text("sistem", "the system")


def _small(words: str) -> str:
    """Begin with a small letter unless the first word is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
