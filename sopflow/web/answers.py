"""Answers as people give them: what stands on the button, and what follows from it."""

from dataclasses import dataclass

from sopflow.domain.procedures import Answer, Procedure, Step
from sopflow.domain.words import DONE, JOIN, RETURN, AnswerId, EndId, Nature, StepId, StepKind
from sopflow.reads.views import Action, CasePage
from sopflow.web.visits import Visit

_DONE_WORDS = {StepKind.HANDOVER: "answer.handed_over", StepKind.APPLICANT: "answer.submit"}


@dataclass(frozen=True, slots=True)
class Way:
    """An answer as a button, with what follows from it."""

    id: AnswerId
    label: str
    nature: Nature
    leads_to: str


def way_of(visit: Visit, page: CasePage, procedure: Procedure, action: Action) -> Way:
    """Say an answer and where it leads, after as many rounds as the case has had."""
    answer, step = action.answer, action.step
    rounds = sum(1 for f in page.facts if f.step == step.id and f.answer == answer.id)
    is_over = answer.rounds_max is not None and rounds >= answer.rounds_max
    target = answer.limit_target if is_over and answer.limit_target else answer.target
    return Way(
        id=answer.id,
        label=label_of(visit, procedure, step, answer),
        nature=answer.nature,
        leads_to=_leads_to(visit, procedure, step, _joined(page, procedure, step, target)),
    )


def label_of(visit: Visit, procedure: Procedure, step: Step, answer: Answer) -> str:
    """The words of the SOP; where it left them out, those of the office for the kind of step."""
    if answer.id == DONE:
        return visit.say(_DONE_WORDS.get(step.kind, "answer.forward"))
    target = next((s for s in procedure.steps if s.id == answer.target), None)
    if answer.id == RETURN and target is not None and target.role is not None:
        role = visit.word(procedure.role(target.role).name)
        return visit.say("answer.back_to", role=role)
    return visit.word(answer.label)


def _joined(
    page: CasePage, procedure: Procedure, step: Step, target: StepId | EndId
) -> StepId | EndId:
    """Where the join of a branch's block leads, once this is the last branch that it waits for."""
    block = procedure.block_of(step.id)
    if target != JOIN or block is None:
        return target
    running = sum(1 for s in page.open_steps if block.branch_of(s.step) is not None)
    done = len(block.branches) - running + 1
    return block.target if done >= block.needed else target


def _leads_to(visit: Visit, procedure: Procedure, step: Step, target: StepId | EndId) -> str:
    if target == JOIN:
        return visit.say("answer.waits_for_others")
    for block in procedure.blocks:
        if block.id == target:
            return visit.say("answer.leads_side_by_side", activity=visit.word(block.activity))
    return _leads_on(visit, procedure, step, target)


def _leads_on(visit: Visit, procedure: Procedure, step: Step, target: str) -> str:
    places = {str(s.id): number for number, s in enumerate(procedure.steps)}
    if target not in places:
        end = next(e for e in procedure.ends if e.id == target)
        return visit.say("answer.ends", end=visit.word(end.label))
    follower = procedure.steps[places[target]]
    activity = visit.word(follower.activity)
    if follower.role is None:
        return visit.say("answer.leads_system", activity=activity)
    role = visit.word(procedure.role(follower.role).name)
    key = "answer.leads_back" if places[target] < places[str(step.id)] else "answer.leads"
    return visit.say(key, role=role, activity=activity)
