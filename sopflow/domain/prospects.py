"""What may happen next to a case on a stage: whose turn it is, which ways are open, and whereto."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sopflow.domain.cases import OpenItem
from sopflow.domain.machines import Arc, limit_of, times_taken
from sopflow.domain.persons import actors_of, hindrance
from sopflow.domain.procedures import Step
from sopflow.domain.rehearsal import Deed, DeedKind
from sopflow.domain.stage import Stage
from sopflow.domain.voting import trigger_at
from sopflow.domain.words import (
    OVERDUE,
    ActorClass,
    AnswerId,
    EndId,
    PersonId,
    RoleId,
    StepId,
    trigger_of,
)

PERSONS_MAX = 40
"""As many invented persons of one role are tried; no panel is as large."""


class Way(StrEnum):
    """How a case may move on."""

    ANSWER = "answer"
    OVERDUE = "overdue"
    WITHDRAW = "withdraw"
    MESSAGE = "message"
    CANCEL = "cancel"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Prospect:
    """One way on. `opens` are the steps that it opens, `end` the end that it enters.

    At `is_limit` the rounds of the answer are used up, so that it leads elsewhere.
    """

    way: Way
    step: StepId | None
    role: RoleId | None
    answer: AnswerId | None
    is_limit: bool
    reason_required: bool
    opens: tuple[StepId, ...]
    end: EndId | None
    person: PersonId | None = None
    """Who may act in the role, where it matters who."""

    def deed(self, *, note: str | None = None, fields: Mapping[str, str] | None = None) -> Deed:
        """Say it as an act; a time that must pass passes."""
        return Deed(
            DeedKind(self.way.value),
            1,
            1,
            role=self.role,
            step=self.step,
            answer=self.answer,
            note=note,
            fields=fields or {},
            person=self.person,
        )


def prospects(stage: Stage) -> tuple[Prospect, ...]:
    """List every way on, step by step in the order in which they were opened."""
    return tuple(_all(stage))


def _all(stage: Stage) -> Iterator[Prospect]:
    for item in stage.case.items:
        step = stage.machine.steps[item.step]
        yield from _answers(stage, item, step)
        if step.kind.is_awaited and step.confirmed_by is not None:
            yield from _answers(stage, item, step, by_hand=True)
        if step.limit is not None:
            arc = stage.machine.find_arc(stage.case.marking, trigger_of(step.id, OVERDUE))
            if arc is not None:
                yield _prospect(stage, arc, Way.OVERDUE, step)
    for arc in stage.machine.arcs_from(stage.case.marking):
        if arc.step is None:
            found = _prospect(stage, arc, Way(arc.answer), None)
            yield replace(found, reason_required=arc.actor_class is ActorClass.OFFICIAL)


def _answers(
    stage: Stage, item: OpenItem, step: Step, *, by_hand: bool = False
) -> Iterator[Prospect]:
    way = Way.MESSAGE if step.kind.is_awaited and not by_hand else Way.ANSWER
    person = _who(stage, item, step)
    for answer in step.answers:
        trigger = trigger_of(step.id, answer.id, by_hand=by_hand)
        if step.panel is not None:
            trigger = trigger_at(stage.machine, stage.case.marking, step, answer.id)
        rounds_max = stage.machine.rounds_max(trigger)
        taken = times_taken((act.trigger for act in stage.case.acts), trigger)
        is_limit = rounds_max is not None and taken >= rounds_max
        arc = stage.machine.find_arc(stage.case.marking, limit_of(trigger) if is_limit else trigger)
        if arc is not None:
            found = _prospect(stage, arc, way, step)
            asks = answer.reason_required and way is Way.ANSWER
            yield replace(
                found,
                answer=answer.id,
                is_limit=is_limit,
                reason_required=asks,
                person=person,
            )


def _who(stage: Stage, item: OpenItem, step: Step) -> PersonId | None:
    """Find somebody of the role whom neither a duty nor a vote keeps from acting."""
    role, duties = step.answered_by, stage.machine.compiled.duties
    if role is None:
        return None
    bound = {
        person
        for other in duties.same.get(step.id, ())
        for person in actors_of(stage.machine, other, stage.case.acts)
    }
    others = (PersonId(f"{role}#{number}") for number in range(2, PERSONS_MAX))
    for person in (PersonId(role), *sorted(bound), *others):
        no = hindrance(stage.machine, item.step, item.opened_seq, person, stage.case)
        if no is None:
            return person
    return None


def _prospect(stage: Stage, arc: Arc, way: Way, step: Step | None) -> Prospect:
    return Prospect(
        way=way,
        step=step.id if step is not None else None,
        role=step.role if step is not None and way is not Way.ANSWER else arc.role,
        answer=arc.answer if way in (Way.ANSWER, Way.MESSAGE) else None,
        is_limit=False,
        reason_required=False,
        opens=arc.opens,
        end=stage.machine.markings[arc.target].end,
    )
