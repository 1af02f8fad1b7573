"""The service clock of a case, recomputed from its record: when it stood still, when it ends.

It starts with the act that the SOP names, stands still while only rows that stop it are open, and
never starts anew (SPEC 8).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sopflow.domain.cases import PastAct
from sopflow.domain.machines import Machine, Marking
from sopflow.domain.officetime import OfficeCalendar, due_at, moved
from sopflow.domain.words import Trigger, answer_in


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stood still: from one act to another."""

    begins: datetime
    ends: datetime


def is_stopped(machine: Machine, marking: Marking) -> bool:
    """Say whether the service clock stands still there: only rows that stop it are open."""
    return bool(marking.open) and all(machine.steps[s].stops_clock for s in marking.open)


def starts_clock(machine: Machine, trigger: Trigger) -> bool:
    """Say whether this act is the one with which the service clock starts."""
    step = trigger.partition(":")[0]
    return machine.procedure.promise.starts_at == f"{step}.{answer_in(trigger)}"


def promise_end(
    machine: Machine, acts: Sequence[PastAct], calendar: OfficeCalendar
) -> datetime | None:
    """Say when the promised time ends as the record has it; None while the clock has not started.

    A stop that still lasts moves it only once it is over.
    """
    promise = machine.procedure.promise.duration
    start = next((a for a in acts if a.at is not None and starts_clock(machine, a.trigger)), None)
    if start is None or start.at is None:
        return None
    due = due_at(start.at, promise, calendar)
    for stop in _stops(machine, [a for a in acts if a.seq >= start.seq]):
        due = moved(due, promise.unit, stopped=stop.begins, resumed=stop.ends, calendar=calendar)
    return due


def _stops(machine: Machine, acts: Sequence[PastAct]) -> Iterator[Stop]:
    """Each act ends the time in the marking that it left, which began with the act before."""
    for earlier, later in pairwise(acts):
        left = machine.markings.get(later.source)
        if left is not None and is_stopped(machine, left):
            assert earlier.at is not None, earlier
            assert later.at is not None, later
            yield Stop(earlier.at, later.at)
