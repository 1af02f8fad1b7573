"""The life of a version of an SOP: draft, trial, review, ratified by two, in force, withdrawn.

What a version is follows from what was recorded of it. Nothing is skipped: nobody puts in force
alone, and who submitted a version is not the second who ratifies it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sopflow.domain.words import PersonId, VersionId

RATIFIERS_MIN = 2


class VersionState(StrEnum):
    """Where a version stands. `SUPERSEDED` is never recorded: it follows from the next one."""

    DRAFT = "draft"
    TRIAL = "trial"
    REVIEW = "review"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class WhyNot(StrEnum):
    """Why an event of a life is refused."""

    NO_RIGHT = "no_right"
    OUT_OF_ORDER = "out_of_order"
    SAME_PERSON = "same_person"
    ONE_SIGNATURE = "one_signature"
    NO_REASON = "no_reason"
    NEVER_IN_FORCE = "never_in_force"
    """A newer version is in force already, from a later day."""


_AFTER: Mapping[VersionState, tuple[VersionState, ...]] = {
    VersionState.TRIAL: (VersionState.DRAFT, VersionState.REVIEW),
    VersionState.REVIEW: (VersionState.DRAFT, VersionState.TRIAL),
    VersionState.RATIFIED: (VersionState.REVIEW, VersionState.RATIFIED),
    VersionState.IN_FORCE: (VersionState.RATIFIED,),
    VersionState.WITHDRAWN: (
        VersionState.DRAFT,
        VersionState.TRIAL,
        VersionState.REVIEW,
        VersionState.RATIFIED,
        VersionState.IN_FORCE,
    ),
}
_OF_THE_DRAFTER = (VersionState.TRIAL, VersionState.REVIEW, VersionState.WITHDRAWN)
"""What who submitted a version may do with it while nobody has ratified it."""


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One recorded event."""

    state: VersionState
    person: PersonId
    note: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Life:
    """What was recorded of a version, first to last, and the term in which it is in force.

    `from_on` is None until it was put in force, and once it is withdrawn; `until_on` is the day
    from which the next one is.
    """

    version: VersionId
    submitted_by: PersonId
    events: tuple[LifeEvent, ...]
    from_on: date | None = None
    until_on: date | None = None

    @property
    def last(self) -> VersionState:
        """The last event."""
        return self.events[-1].state

    @property
    def ratified_by(self) -> tuple[PersonId, ...]:
        """Who ratified it, in order."""
        return tuple(e.person for e in self.events if e.state is VersionState.RATIFIED)

    def state_on(self, day: date) -> VersionState:
        """Say what it is on a day; one whose day has not come is ratified."""
        if self.last is not VersionState.IN_FORCE:
            return self.last
        assert self.from_on is not None, self.version
        if self.until_on is not None and self.until_on <= day:
            return VersionState.SUPERSEDED
        return VersionState.IN_FORCE if self.from_on <= day else VersionState.RATIFIED


def may_follow(
    life: Life, state: VersionState, *, by: PersonId, may_ratify: bool, note: str | None
) -> WhyNot | None:
    """Say why the event may not be recorded, or None when it may.

    `may_ratify` is the right of `by`: an administrator's, or one that the account was given.
    """
    own = by == life.submitted_by and state in _OF_THE_DRAFTER and not life.ratified_by
    if not (may_ratify or own):
        return WhyNot.NO_RIGHT
    if state is VersionState.RATIFIED and by in life.ratified_by:
        return WhyNot.SAME_PERSON
    if life.last not in _AFTER[state] or _is_enough(life, state):
        return WhyNot.OUT_OF_ORDER
    if state is VersionState.IN_FORCE and len(set(life.ratified_by)) < RATIFIERS_MIN:
        return WhyNot.ONE_SIGNATURE
    if state is VersionState.WITHDRAWN and not (note or "").strip():
        return WhyNot.NO_REASON
    return None


def _is_enough(life: Life, state: VersionState) -> bool:
    return state is VersionState.RATIFIED and len(life.ratified_by) >= RATIFIERS_MIN
