"""Duties of persons: who must differ from whom, whom an interest bars (SPEC 2, L17)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sopflow.domain.words import AnswerId, StepId


@dataclass(frozen=True, slots=True)
class Substitute:
    """A kind of position that stands in for a role's own, in the order of the file (SPEC 2, L5).

    `condition` says in words when; it is for people to read.
    """

    position_kind: str
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Separation:
    """One person performs at most `most` of these steps in one case."""

    steps: tuple[StepId, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Panel:
    """`members` distinct persons of one role may vote; `needed` votes make the supporting answer.

    With `is_majority` just half of the votes is a tie. With `veto` one opposing vote decides.
    `tie` is the answer that counts when no answer prevails.
    """

    members: int
    needed: int
    is_majority: bool = False
    veto: bool = False
    tie: AnswerId | None = None


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of a version by step, as the engine and the database lock judge them.

    `different` is symmetric: two steps that must not be of one person are apart in either order.
    `same` binds the step that declares it to whoever acted at the others. `barred` are steps at
    which nobody acts who declared a conflict of interest.
    """

    different: Mapping[StepId, tuple[StepId, ...]] = field(default_factory=dict)
    same: Mapping[StepId, tuple[StepId, ...]] = field(default_factory=dict)
    separations: tuple[Separation, ...] = ()
    barred: tuple[StepId, ...] = ()

    @property
    def steps(self) -> frozenset[StepId]:
        """Every step that some duty is about."""
        apart = (*self.different, *self.same, *(s for group in self.same.values() for s in group))
        return frozenset((*apart, *(s for group in self.separations for s in group.steps)))


NO_DUTIES = Duties()
