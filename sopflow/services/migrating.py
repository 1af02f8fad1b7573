"""Moving running cases to another version of their SOP: only where no obligation would be lost."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sopflow.compiler.moving import Mover, Reason
from sopflow.domain.errors import VersionNotFound
from sopflow.domain.machines import Machine
from sopflow.domain.migrating import Move, NamedCase
from sopflow.domain.words import CaseId, MarkingId, StepId, VersionId
from sopflow.store.running import running_under
from sopflow.store.store import Store
from sopflow.store.versions import find_numbered


@dataclass(frozen=True, slots=True)
class CasePlan:
    """What would become of one case: `move`, or the reasons why it stays."""

    case_id: CaseId
    number: str
    marking: MarkingId
    open_steps: tuple[StepId, ...]
    move: Move | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """Every running case of a version, and whether it could move to another one."""

    sop: str
    from_version: str
    to_version: str
    cases: tuple[CasePlan, ...]

    @property
    def moving(self) -> tuple[CasePlan, ...]:
        """The cases that could move."""
        return tuple(case for case in self.cases if case.move is not None)

    @property
    def staying(self) -> tuple[CasePlan, ...]:
        """The cases that stay on their version."""
        return tuple(case for case in self.cases if case.move is None)

    def ways(self) -> Mapping[tuple[MarkingId, MarkingId], int]:
        """How many cases would go from where to where."""
        return Counter((c.marking, c.move.target) for c in self.cases if c.move is not None)


def plan(
    store: Store, sop: str, from_version: str, to_version: str, *, number: str | None = None
) -> MigrationPlan:
    """Judge every running case of a version, or the one of this number; nothing is recorded.

    Raises:
        VersionNotFound: One of the two is not stored.
    """
    old, new = _stored(store, sop, from_version), _stored(store, sop, to_version)
    return plan_for(store, old, store.machine(new), number=number)


def plan_for(
    store: Store, old: VersionId, new: Machine, *, number: str | None = None
) -> MigrationPlan:
    """Judge the running cases of a stored version for a machine that need not be stored."""
    before = store.machine(old)
    machines = {new.id: new}
    mover = Mover(new, lambda version: machines.get(version) or store.machine(version))
    with store.reading() as connection:
        cases = list(running_under(connection, old, number=number))
    return MigrationPlan(
        sop=before.procedure.code,
        from_version=before.procedure.version,
        to_version=new.procedure.version,
        cases=tuple(_judged(mover, before, case) for case in cases),
    )


def _judged(mover: Mover, old: Machine, case: NamedCase) -> CasePlan:
    verdict = mover.judge(case.running)
    return CasePlan(
        case_id=case.id,
        number=case.number,
        marking=case.running.marking,
        open_steps=old.markings[case.running.marking].open,
        move=verdict if isinstance(verdict, Move) else None,
        reasons=() if isinstance(verdict, Move) else verdict,
    )


def _stored(store: Store, sop: str, version: str) -> VersionId:
    with store.reading() as connection:
        found = find_numbered(connection, sop, version)
    if found is None:
        raise VersionNotFound(f"{sop} {version} is not stored")
    return found
