"""A case that would move to another version of its SOP, and where it would stand there."""

from collections.abc import Mapping
from dataclasses import dataclass

from sopflow.domain.authority import CaseUnit
from sopflow.domain.cases import PastAct
from sopflow.domain.words import CaseId, ItemId, MarkingId, StepId, VersionId


@dataclass(frozen=True, slots=True)
class Running:
    """A case that runs, as far as moving it needs it. `under` says of each act its version."""

    version: VersionId
    unit: CaseUnit
    marking: MarkingId
    acts: tuple[PastAct, ...]
    under: Mapping[int, VersionId]
    changed: tuple[tuple[int, ItemId], ...]
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class NamedCase:
    """A case that runs, with its number."""

    id: CaseId
    number: str
    running: Running


@dataclass(frozen=True, slots=True)
class Move:
    """Where a case would stand. `steps` names each open step of before as it is called then."""

    target: MarkingId
    steps: Mapping[StepId, StepId]
