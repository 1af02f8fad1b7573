"""What must follow an act of a scenario: one look at the stage for each thing that is said."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sopflow.domain.refusals import Refusal
from sopflow.domain.rehearsal_besides import unread
from sopflow.domain.stage import Stage


class Aspect(StrEnum):
    """What of a case is looked at after an act."""

    STEPS = "steps"
    END = "end"
    RESULT = "result"
    DUE = "due"
    PROMISE = "promise"
    NOTICES = "notices"
    CLOCK = "clock"
    REFUSED = "refused"
    COPIES = "copies"
    """Roles that have a copy which nobody has read."""
    TURN = "turn"
    """Whose turn it is: the act names no step, and none or several could be meant."""
    TIME = "time"
    """The clock of a scenario never goes back."""


@dataclass(frozen=True, slots=True)
class Check:
    """What must follow. `line` and `column` say where the scenario says so.

    `wanted` is a frozenset of steps or of notices, an end, a result, instants by step, an instant,
    whether the clock stands still, or the code of a refusal.
    """

    aspect: Aspect
    wanted: object
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that did not follow; `got` is a `Refusal` where an act was refused."""

    aspect: Aspect
    wanted: object
    got: object
    line: int
    column: int


def refused(
    checks: Iterable[Check], refusal: Refusal, line: int, column: int
) -> tuple[Mismatch, ...]:
    """Compare a refusal with the one that the scenario expects, if it does."""
    wanted = next((c for c in checks if c.aspect is Aspect.REFUSED), None)
    if wanted is None:
        return (Mismatch(Aspect.REFUSED, None, refusal, line, column),)
    if wanted.wanted == refusal.code:
        return ()
    return (Mismatch(Aspect.REFUSED, wanted.wanted, refusal, wanted.line, wanted.column),)


def found_amiss(
    checks: Iterable[Check], stage: Stage, *, told: tuple[str, ...]
) -> tuple[Mismatch, ...]:
    found = []
    for check in checks:
        got = _LOOK[check.aspect](replace(stage, told=told), check)
        if got != check.wanted:
            found.append(Mismatch(check.aspect, check.wanted, got, check.line, check.column))
    return tuple(found)


def _steps(stage: Stage, _check: Check) -> object:
    return frozenset(i.step for i in stage.case.items)


def _end(stage: Stage, _check: Check) -> object:
    return stage.end


def _result(stage: Stage, _check: Check) -> object:
    return stage.machine.markings[stage.case.marking].result


def _dues(stage: Stage, check: Check) -> object:
    """Instants of the steps that are asked about; without names, of all that are open."""
    assert isinstance(check.wanted, Mapping), check
    dues = {i.step: _minute(i.due_at) for i in stage.case.items}
    if set(check.wanted) == {None}:
        return {None: next(iter(dues.values()))} if len(dues) == 1 else dues
    return {step: dues.get(step) for step in check.wanted}


def _promise(stage: Stage, _check: Check) -> object:
    return _minute(stage.promise_due_at)


def _minute(at: datetime | None) -> datetime | None:
    """Scenarios are written to the minute; a calendar day ends within its last one."""
    return at.replace(second=0, microsecond=0) if at is not None else None


def _notices(stage: Stage, _check: Check) -> object:
    return frozenset(stage.told)


def _clock(stage: Stage, _check: Check) -> object:
    return all(stage.machine.steps[i.step].stops_clock for i in stage.case.items)


def _copies(stage: Stage, _check: Check) -> object:
    return unread(stage)


def _no_refusal(_stage: Stage, _check: Check) -> object:
    return None


_LOOK: Mapping[Aspect, Callable[[Stage, Check], object]] = {
    Aspect.STEPS: _steps,
    Aspect.END: _end,
    Aspect.RESULT: _result,
    Aspect.DUE: _dues,
    Aspect.PROMISE: _promise,
    Aspect.NOTICES: _notices,
    Aspect.CLOCK: _clock,
    Aspect.REFUSED: _no_refusal,
    Aspect.COPIES: _copies,
}
