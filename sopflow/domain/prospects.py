"""What may happen next to a case on a stage: whose turn it is, which ways are open, and whereto."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sopflow.domain.machines import Arc, limit_of, times_taken
from sopflow.domain.procedures import Step
from sopflow.domain.rehearsal import Deed, DeedKind
from sopflow.domain.stage import Stage
from sopflow.domain.words import OVERDUE, WITHDRAW, AnswerId, EndId, RoleId, StepId, trigger_of


class Way(StrEnum):
    """How a case may move on."""

    ANSWER = "answer"
    OVERDUE = "overdue"
    WITHDRAW = "withdraw"
    MESSAGE = "message"


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

    def deed(self, *, note: str | None = None, fields: Mapping[str, str] | None = None) -> Deed:
        """Say it as an act; a time that must pass passes."""
        kinds = {
            Way.ANSWER: DeedKind.ANSWER,
            Way.OVERDUE: DeedKind.OVERDUE,
            Way.WITHDRAW: DeedKind.WITHDRAW,
            Way.MESSAGE: DeedKind.MESSAGE,
        }
        return Deed(
            kinds[self.way],
            1,
            1,
            role=self.role,
            step=self.step,
            answer=self.answer,
            note=note,
            fields=fields or {},
        )


def prospects(stage: Stage) -> tuple[Prospect, ...]:
    """List every way on, step by step in the order in which they were opened."""
    return tuple(_all(stage))


def _all(stage: Stage) -> Iterator[Prospect]:
    for item in stage.case.items:
        step = stage.machine.steps[item.step]
        yield from _answers(stage, step)
        if step.kind.is_awaited and step.confirmed_by is not None:
            yield from _answers(stage, step, by_hand=True)
        if step.limit is not None:
            arc = stage.machine.find_arc(stage.case.marking, trigger_of(step.id, OVERDUE))
            if arc is not None:
                yield _prospect(stage, arc, Way.OVERDUE, step)
    arc = stage.machine.find_arc(stage.case.marking, WITHDRAW)
    if arc is not None:
        yield _prospect(stage, arc, Way.WITHDRAW, None)


def _answers(stage: Stage, step: Step, *, by_hand: bool = False) -> Iterator[Prospect]:
    way = Way.MESSAGE if step.kind.is_awaited and not by_hand else Way.ANSWER
    for answer in step.answers:
        trigger = trigger_of(step.id, answer.id, by_hand=by_hand)
        rounds_max = stage.machine.rounds_max(trigger)
        taken = times_taken((act.trigger for act in stage.case.acts), trigger)
        is_limit = rounds_max is not None and taken >= rounds_max
        arc = stage.machine.find_arc(stage.case.marking, limit_of(trigger) if is_limit else trigger)
        if arc is not None:
            found = _prospect(stage, arc, way, step)
            asks = answer.reason_required and way is Way.ANSWER
            yield replace(found, is_limit=is_limit, reason_required=asks)


def _prospect(stage: Stage, arc: Arc, way: Way, step: Step | None) -> Prospect:
    return Prospect(
        way=way,
        step=step.id if step is not None else None,
        role=arc.role if way is Way.ANSWER else (step or stage.machine.procedure.start).role,
        answer=arc.answer if way in (Way.ANSWER, Way.MESSAGE) else None,
        is_limit=False,
        reason_required=False,
        opens=arc.opens,
        end=stage.machine.markings[arc.target].end,
    )
