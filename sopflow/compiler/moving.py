"""Whether a case that runs may move to another version of its SOP, and where to (SPEC 3, P9).

It moves to the marking with the same open steps, if the new version ever stands there, and only
where nothing would be lost: on every way on from there each deciding end finds its obligations met
and fresh, by acts that still mean the same or by acts that nobody goes round.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from sopflow.compiler.diagnostics import worded
from sopflow.compiler.moving_ahead import Ahead, Story
from sopflow.domain.cases import PastAct
from sopflow.domain.machines import Machine, Marking
from sopflow.domain.migrating import Move, Running
from sopflow.domain.obligations import fresh_acts
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.renames import renames
from sopflow.domain.words import (
    VOTE,
    AnswerId,
    MarkingId,
    Nature,
    StepId,
    Text,
    Trigger,
    VersionId,
    answer_in,
)

NOT_ANSWERED = Text("belum dijawab", "not answered")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case cannot move: a code of the family 7xx, explained like any other."""

    code: str
    message: Text
    cure: Text


def carried(old: Machine, new: Machine) -> frozenset[Trigger]:
    """Say which acts done under the old version count in the new one: those that mean the same.

    The step has the same name, is done by the same post, judged no less, and its answer speaks in
    the same sense.
    """
    return frozenset(_carried(old, new))


def _carried(old: Machine, new: Machine) -> Iterator[Trigger]:
    for arc in old.compiled.arcs:
        step = new.steps.get(arc.step) if arc.step else None
        if step is None or arc.step is None:
            continue
        before = old.steps[arc.step]
        given, taken = before.answer(arc.answer), step.answer(arc.answer)
        if (
            (given is not None and taken is not None and given.nature is taken.nature)
            and (before.kind, before.panel) == (step.kind, step.panel)
            and set(step.judges) <= set(before.judges)
            and _post(old.procedure, before.role) == _post(new.procedure, step.role)
        ):
            yield arc.trigger


def _post(procedure: Procedure, role_id: str | None) -> tuple[object, ...] | None:
    role = next((r for r in procedure.roles if r.id == role_id), None)
    if role is None:
        return None
    return (role.is_external, role.position_kind, role.relation, role.named_unit)


def reaches(old: Machine, new: Machine) -> Iterator[tuple[MarkingId, MarkingId]]:
    """Pair each marking of the old version with those of the new one that it may become.

    Which of several it is depends on the answers of the case.
    """
    now = renames(old.procedure, new.procedure)
    for source in old.compiled.markings:
        if source.end is None:
            for target in _alike(new, source, now):
                yield source.id, target.id


def _alike(new: Machine, source: Marking, now: Mapping[StepId, StepId]) -> Iterator[Marking]:
    wanted = {now.get(step, step) for step in source.open}
    return (m for m in new.compiled.markings if m.end is None and set(m.open) == wanted)


class Mover:
    """Judges cases that would move to one version; `machine_of` gives that of any version."""

    def __init__(self, new: Machine, machine_of: Callable[[VersionId], Machine]) -> None:
        self._new = new
        self._machine_of = machine_of
        self._ahead = Ahead(new)
        self._counts: dict[VersionId, frozenset[Trigger]] = {}

    def judge(self, case: Running) -> Move | tuple[Reason, ...]:
        """Say where the case would stand, or every reason why it stays."""
        old = self._machine_of(case.version)
        now = renames(old.procedure, self._new.procedure)
        open_steps = old.markings[case.marking].open
        before = tuple(self._before(old, case, open_steps))
        if before:
            return before
        marking, reasons = self._target(old, case, now)
        if marking is None:
            return reasons
        reasons = (*reasons, *self._lost(case, marking))
        return reasons or Move(marking.id, {s: now.get(s, s) for s in open_steps})

    def counted(self, case: Running) -> tuple[PastAct, ...]:
        """Give the acts of a case, those that mean something else now marked as not counting."""
        return tuple(
            act
            if self._does_count(case.under[act.seq], act.trigger)
            else replace(act, counts=False)
            for act in case.acts
        )

    def _does_count(self, version: VersionId, trigger: Trigger) -> bool:
        if version == self._new.id:
            return True
        if version not in self._counts:
            self._counts[version] = carried(self._machine_of(version), self._new)
        return trigger in self._counts[version]

    def _before(
        self, old: Machine, case: Running, open_steps: tuple[StepId, ...]
    ) -> Iterator[Reason]:
        scope = self._new.procedure.scope
        unit = case.unit
        if scope.unit not in (None, unit.id) or scope.unit_kind not in (None, unit.kind):
            yield self._reason("SOP720", unit=unit.id)
        former = {name: step.id for step in self._new.procedure.steps for name in step.formerly}
        for step in sorted({a.step for a in case.acts if a.step} & set(former)):
            yield self._reason("SOP716", name=step, step=former[step])
        for step in open_steps:
            if old.steps[step].kind.is_automatic:
                yield self._reason("SOP717", step=step)
            elif step not in self._new.steps and step not in former:
                yield self._reason("SOP710", step=step)
            elif _under_way(old.steps[step]) != _under_way(self._new.steps.get(step)):
                yield self._reason("SOP721", step=step)

    def _target(
        self, old: Machine, case: Running, now: Mapping[StepId, StepId]
    ) -> tuple[Marking | None, tuple[Reason, ...]]:
        source = old.markings[case.marking]
        alike = list(_alike(self._new, source, now))
        if not alike:
            steps = ", ".join(f"`{now.get(s, s)}`" for s in source.open)
            return None, (self._reason("SOP711", steps=steps),)
        given = last_answers(case.acts)
        votes = {e for e in source.memory if e[0] not in old.steps}
        fitting = [m for m in alike if not _unlike(m, given, votes)]
        if not fitting:
            step = next(iter(_unlike(max(alike, key=lambda m: len(m.memory)), given, votes)))
            return None, (self._asked(source, step, given),)
        target = max(fitting, key=lambda m: len(m.memory))
        known = {entry[0] for entry in target.memory}
        untold = self._ahead.asked(target.id, {s for s in given if s not in known})
        reasons = [self._reason("SOP712", rule=r, step=s, answer=given[s]) for r, s in untold]
        return target, tuple(reasons)

    def _asked(self, source: Marking, step: str, given: Mapping[StepId, AnswerId]) -> Reason:
        answer = given.get(StepId(step), NOT_ANSWERED)
        return self._reason("SOP712", rule=", ".join(source.open), step=step, answer=answer)

    def _lost(self, case: Running, target: Marking) -> Iterator[Reason]:
        acts = self.counted(case)
        fresh = fresh_acts(self._new, acts, case.changed)
        last = {a.step: a.trigger for a in acts if a.step and a.counts}
        yield from self._told("SOP713", self._ahead.missed(target.id, fresh))
        yield from self._told("SOP714", self._ahead.too_early(target.id, last, fresh))
        yield from self._told("SOP715", self._ahead.overruled(target.id, self._opposed(case)))
        for rule, name in self._ahead.untold(target.id, case.fields, self._known(case)):
            yield self._reason("SOP718", rule=rule, name=name)
        for step in sorted(self._new.compiled.duties.steps):
            done = sum(a.step == step for a in case.acts)
            if done > 1 or (done and step in target.open):
                yield self._reason("SOP719", step=step)

    def _opposed(self, case: Running) -> frozenset[StepId]:
        """Give the steps whose opposing answer stands and was not overruled by whom it takes."""
        found: set[StepId] = set()
        for act in self.counted(case):
            if act.step is None or act.trigger.endswith(VOTE):
                continue
            step = self._machine_of(case.under[act.seq]).steps[act.step]
            answer = step.answer(answer_in(act.trigger))
            if answer is None:
                continue
            found.discard(act.step)
            if answer.nature is Nature.OPPOSES:
                found.add(act.step)
            elif answer.nature is Nature.SUPPORTS and act.counts:
                found -= set(self._new.steps[act.step].decides_over)
        return frozenset(found)

    def _known(self, case: Running) -> frozenset[str]:
        """Give the fields of the form that the case was asked for, answered or not."""
        return frozenset(
            f.id
            for v in {case.version, *case.under.values()}
            for f in self._machine_of(v).procedure.form
        )

    def _told(self, code: str, stories: Iterator[Story]) -> Iterator[Reason]:
        return (self._reason(code, **story) for story in stories)

    def _reason(self, code: str, **details: object) -> Reason:
        message, cure = worded(code, version=self._new.procedure.version, **details)
        return Reason(code, message, cure)


def last_answers(acts: tuple[PastAct, ...]) -> dict[StepId, AnswerId]:
    """Give the last answer of each step; a vote that decides nothing is none."""
    answers = (act for act in acts if not act.trigger.endswith(VOTE))
    return {act.step: answer_in(act.trigger) for act in answers if act.step is not None}


def _under_way(step: Step | None) -> tuple[object, ...]:
    """What goes on at an open step beside its answer: votes, a payment, a message, another case."""
    going_on = (step.panel, step.waits, step.bill, step.call) if step else ()
    return going_on if any(part is not None for part in going_on) else ()


def _unlike(
    marking: Marking, given: Mapping[StepId, AnswerId], votes: Collection[tuple[str, ...]]
) -> list[str]:
    """Name the steps whose remembered answer, or votes, are not those of the case."""
    wrong = [e for e in marking.memory if e not in votes and given.get(StepId(e[0])) != e[1]]
    return [e[0] for e in (*wrong, *(v for v in votes if v not in marking.memory))]
