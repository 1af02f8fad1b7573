"""The office report of a change (P9): what differs, and which running cases could move."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sopflow.cli.difference_lines import difference_document, difference_lines
from sopflow.cli.exits import Exit
from sopflow.cli.frame import Failure, now, say
from sopflow.cli.migrating import plan_document, plan_lines
from sopflow.cli.moments import OFFICE_ZONE, at_words
from sopflow.cli.runtime import runtime
from sopflow.domain.lives import VersionState
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.domain.differences import Difference
    from sopflow.domain.machines import Machine
    from sopflow.services.migrating import MigrationPlan
    from sopflow.wiring import Runtime

IN_FORCE = "berlaku"
"""Stands for the number of the version that is in force."""


@dataclass(frozen=True, slots=True)
class Change:
    """A version beside an earlier one, as the cases stood at an instant.

    `plan` is None beside a file: which cases run is known of stored versions alone.
    """

    old: "Machine"
    new: "Machine"
    differences: tuple["Difference", ...]
    plan: "MigrationPlan | None"
    at: datetime

    @property
    def loses(self) -> bool:
        """Somebody who had to act before an end no longer has to."""
        return any(d.is_loss for d in self.differences)

    def document(self) -> dict[str, Any]:
        """Give the report as data."""
        return difference_document(self.old, self.new, self.differences) | {
            "at": self.at,
            "running": plan_document(self.plan) if self.plan is not None else None,
        }

    def lines(self) -> Iterator[str]:
        """Give the report as lines."""
        when = at_words(self.at, OFFICE_ZONE)
        yield f"  P9  {say('perubahan, dilihat', 'the change, as of')} {when}"
        yield from difference_lines(self.old, self.new, self.differences)
        if self.plan is not None:
            yield ""
            yield from plan_lines(self.plan)


def beside_a_file(old: "Machine", new: "Machine") -> Change:
    """Compare with a version that need not be stored."""
    from sopflow.domain.differences import differences

    return Change(old, new, differences(old, new), None, now())


def beside_stored(new: "Machine", against: str) -> Change:
    """Compare with a stored version by its number, or with the one that is in force."""
    from sopflow.domain.differences import differences

    with runtime() as made:
        old, plan = _stored(made, new, against)
    return Change(old, new, differences(old, new), plan, now())


def _stored(made: "Runtime", new: "Machine", against: str) -> tuple["Machine", "MigrationPlan"]:
    from sopflow.reads.versions import stored_versions
    from sopflow.services.migrating import plan_for

    scope = new.procedure.scope
    today = now().astimezone(OFFICE_ZONE).date()
    for row in stored_versions(made.store, on=today, sop=new.procedure.code):
        is_meant = row.version == against or (
            against == IN_FORCE
            and row.state is VersionState.IN_FORCE
            and (row.unit, row.unit_kind) == (scope.unit, scope.unit_kind)
        )
        if is_meant:
            return made.store.machine(row.version_id), plan_for(made.store, row.version_id, new)
    raise Failure(
        Exit.NOT_FOUND,
        Text(
            f"tidak ada {new.procedure.code} {against}",
            f"there is no {new.procedure.code} {against}",
        ),
        Text("lihat: sopflow sop list", "see: sopflow sop list"),
        code="version_not_found",
    )
