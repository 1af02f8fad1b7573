"""How one attempt at a job can end."""

from dataclasses import dataclass
from typing import TypeAlias

from sopflow.domain.cases import Receipt
from sopflow.domain.refusals import Refusal, RefusalCode

_NOTHING_LEFT_TO_DO = frozenset({RefusalCode.CASE_CLOSED, RefusalCode.ITEM_NOT_OPEN})


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing is left to do. `is_recorded` when the act's own commit ended the job."""

    is_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """To be tried again, `why` in words for the incident.

    With `waits` the world is not ready yet, which never becomes an incident.
    """

    why: str
    in_seconds: float | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class GiveUp:
    """No further attempt would help until somebody mends it: an incident at once, with `why`."""

    why: str


JobOutcome: TypeAlias = Done | Again | GiveUp


def outcome_of(answer: Receipt | Refusal) -> JobOutcome:
    """Read what a service said about the act that would have ended the job.

    The case may have moved on without it: then the job has nothing left to do.
    """
    if isinstance(answer, Receipt):
        return Done(is_recorded=True)
    if answer.code in _NOTHING_LEFT_TO_DO:
        return Done()
    if answer.code is RefusalCode.LOST_RACE:
        return Again(answer.code.value, in_seconds=1.0, waits=True)
    return Again(answer.code.value)
