"""What an arc brings with it: work items with their due time, timers, notices and worker jobs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sopflow.domain.awaited import CALLED
from sopflow.domain.cases import NewItem, NewJob
from sopflow.domain.machines import Arc, Machine
from sopflow.domain.officetime import OfficeCalendar, due_at, share_of
from sopflow.domain.procedures import Step
from sopflow.domain.telling import DELAYED, events_of, standard_moments
from sopflow.domain.words import AnswerId, EndId, Nature, RoleId, StepId


@dataclass(frozen=True, slots=True)
class OfficeMoment:
    """An aware instant together with the office calendar of the unit that it falls in."""

    now: datetime
    calendar: OfficeCalendar

    @property
    def day(self) -> date:
        """The legal day in the unit's zone."""
        return self.calendar.day_of(self.now)


def items_of(
    machine: Machine, arc: Arc, moment: OfficeMoment, *, fields: Mapping[str, Any]
) -> tuple[NewItem, ...]:
    """Work items that the arc opens, each with its due time and what it waits for from outside."""
    return tuple(_item(machine.steps[step], moment, fields) for step in arc.opens)


def _item(step: Step, moment: OfficeMoment, fields: Mapping[str, Any]) -> NewItem:
    item = NewItem(step.id, step.answered_by, _due(step, moment))
    if step.call is not None:
        return replace(item, source=f"{CALLED}{step.call.sop}", key="")
    if step.waits is None:
        return item
    named = step.waits.key.partition(".")[2] if step.waits.key else None
    key = None if named is None else str(fields.get(named) or "")
    return replace(item, source=step.waits.source, key=key)


def jobs_of(
    machine: Machine, arc: Arc, moment: OfficeMoment, *, opening: bool = False
) -> tuple[NewJob, ...]:
    """Rows for the workers that the arc brings: automatic steps, timers and notices."""
    jobs: list[NewJob] = []
    for step_id in arc.opens:
        step = machine.steps[step_id]
        if step.kind.is_automatic or step.kind.is_awaited:
            jobs.append(NewJob("automatic", moment.now, step_id, {"step": step_id}))
        jobs.extend(_timers(step, moment))
    jobs.extend(_notices(machine, arc, moment, opening=opening))
    for role in copies_by(machine, arc):
        payload = {"to": role, "rule": None, "about": "copy", **_about(arc)}
        jobs.append(NewJob("notice", moment.now, None, payload))
    return tuple(jobs)


def copies_by(machine: Machine, arc: Arc) -> tuple[RoleId, ...]:
    """Roles that are informed of the act: its step was affirmed, or it ended the case."""
    return copied_to(machine, arc.step, arc.answer, machine.markings[arc.target].end)


def copied_to(
    machine: Machine, step: StepId | None, answer: AnswerId, end: EndId | None
) -> tuple[RoleId, ...]:
    """Roles that are informed of an answer and of the end that it entered, each once."""
    roles: list[RoleId] = []
    if step is not None and (given := machine.steps[step].answer(answer)) is not None:
        roles += machine.steps[step].copied_to if given.nature is Nature.SUPPORTS else ()
    if end is not None:
        roles += machine.procedure.end(end).copied_to
    return tuple(dict.fromkeys(roles))


def promise_of(machine: Machine, arc: Arc, moment: OfficeMoment) -> datetime | None:
    """When the promised time ends, if this arc starts the service clock (SPEC 8)."""
    promise = machine.procedure.promise
    if arc.step is None or promise.starts_at != f"{arc.step}.{arc.answer}":
        return None
    return due_at(moment.now, promise.duration, moment.calendar)


def promised(
    machine: Machine, arc: Arc, promise: datetime | None, *, is_new: bool
) -> Iterator[NewJob]:
    """Timers of the promised end, where the clock begins to run: who is told, what silence means.

    Whoever is told of a delay is told when the promised time is over, if the case is not; a timer
    for that end need not be set twice.
    """
    if promise is None:
        return
    for number, rule in enumerate(machine.notices):
        if is_new and rule.event == DELAYED:
            payload = {"to": rule.to, "rule": number, "promise": promise.isoformat(), **_about(arc)}
            yield NewJob("timer", promise, None, {"action": "delay", **payload})
    if machine.procedure.silence is not None:
        yield NewJob("timer", promise, None, {"action": "silence"})


def _due(step: Step, moment: OfficeMoment) -> datetime | None:
    allowance = step.limit.duration if step.limit else step.standard.duration
    if allowance is None or step.kind.is_automatic:
        return None
    return due_at(moment.now, allowance, moment.calendar)


def _timers(step: Step, moment: OfficeMoment) -> Iterator[NewJob]:
    due = _due(step, moment)
    if due is None:
        return
    if step.limit is not None:
        yield NewJob("timer", due, step.id, {"action": "expire", "step": step.id})
    for number, rung in enumerate(step.ladder):
        if rung.percent is not None:
            at = share_of(moment.now, due, rung.percent, moment.calendar)
        else:
            assert rung.late_by is not None
            at = due_at(due, rung.late_by, moment.calendar)
        payload = {"action": "tell", "step": step.id, "rung": number, "tell": list(rung.tell)}
        yield NewJob("timer", at, step.id, payload)


def _notices(
    machine: Machine, arc: Arc, moment: OfficeMoment, *, opening: bool
) -> Iterator[NewJob]:
    own, standard = len(machine.procedure.notices), standard_moments(machine, arc, opening=opening)
    events = events_of(arc, opening=opening)
    for number, rule in enumerate(machine.notices):
        if rule.event in (events if number < own else standard):
            yield NewJob("notice", moment.now, None, {"to": rule.to, "rule": number, **_about(arc)})
    for step_id in arc.opens:
        if _waits_for_official(machine, step_id):
            step = machine.steps[step_id]
            payload = {"to": step.role, "rule": None, "step": step_id, **_about(arc)}
            yield NewJob("notice", moment.now, None, payload)


def _waits_for_official(machine: Machine, step_id: StepId) -> bool:
    role = machine.steps[step_id].role
    return role is not None and not machine.procedure.role(role).is_external


def _about(arc: Arc) -> dict[str, str | None]:
    return {"event": arc.trigger, "result": arc.result}
