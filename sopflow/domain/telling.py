"""What the applicant must be told when a case moves, whoever writes the words (SPEC 3, P8).

An SOP writes notices of its own; where it is silent the machine carries a rule without words, for
which the unit's standard text is sent. A rule of the SOP about the same moment, or about the
answer that led to it, takes the place of the standard one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sopflow.domain.audience import Audience
from sopflow.domain.machines import Arc, Machine
from sopflow.domain.words import StepId

APPLICANT = "applicant"
OPENED, ENDED, DELAYED = "opened", "ended", "delayed"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that the applicant must be told; a rule about one of the moments tells it."""

    event: str
    told_by: frozenset[str]


def entered(step: StepId) -> str:
    """Name the moment at which a step opens."""
    return f"{step}.entered"


def left(step: StepId) -> str:
    """Name the moment at which the service clock runs again after a step of the applicant's."""
    return f"{step}.left"


def answered(arc: Arc) -> str:
    """Name the moment of the act itself."""
    return f"{arc.step or 'case'}.{arc.answer}"


def events_of(arc: Arc, *, opening: bool) -> tuple[str, ...]:
    """Name every moment that a move brings about and that an SOP can write a notice for."""
    act = OPENED if opening else answered(arc)
    ended = (ENDED,) if arc.result is not None else ()
    return (act, *(entered(step) for step in arc.opens), *ended)


def occasions(
    audience: Audience, arc: Arc, open_after: Iterable[StepId], *, opening: bool
) -> Iterator[Occasion]:
    """Say what a move must tell: the opening, each step that is theirs, the end, and the clock.

    The clock stood still while they had the file, and runs again when no such step is open. A
    case that the office opens begins with a paper of its own.
    """
    if not audience.exists:
        return
    own = () if opening else (answered(arc),)
    if opening and audience.opens_cases:
        yield Occasion(OPENED, frozenset({OPENED}))
    for step in arc.opens:
        if step in audience.theirs:
            yield Occasion(entered(step), frozenset({entered(step), *own}))
    if arc.result is not None:
        yield Occasion(ENDED, frozenset({ENDED, *own}))
    elif not opening and audience.stopping.isdisjoint(open_after):
        for step in arc.closes:
            if step in audience.stopping:
                moments = events_of(arc, opening=opening)
                yield Occasion(left(step), frozenset({left(step), *moments}))


def standard_moments(machine: Machine, arc: Arc, *, opening: bool) -> frozenset[str]:
    """Name the moments of a move that the SOP leaves to the standard text."""
    moments = events_of(arc, opening=opening)
    own = {
        rule.event
        for rule in machine.procedure.notices
        if rule.to == APPLICANT and rule.event in moments
    }
    open_after = machine.markings[arc.target].open
    return frozenset(
        occasion.event
        for occasion in occasions(machine.audience, arc, open_after, opening=opening)
        if not own & occasion.told_by
    )
