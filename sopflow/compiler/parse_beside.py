"""What happens beside the moves: who is informed of an act or an end."""

import re

from sopflow.compiler.names import Names
from sopflow.compiler.reading import Table
from sopflow.domain.procedures import Step
from sopflow.domain.words import RoleId, StepKind

_COUNTERSIGNED = re.compile(r"\s*mengetahui\b", re.IGNORECASE)


def copied_to(table: Table, names: Names, *, of: str) -> tuple[RoleId, ...]:
    """Read the officials who are informed (`tembusan`); the applicant is told by a notice."""
    found: list[RoleId] = []
    for scalar in table.scalars("copied_to"):
        role = names.role_at(scalar, table)
        if role is None:
            continue
        if names.roles[role].is_external:
            table.report("SOP150", scalar.place, role=role, of=of)
        found.append(role)
    return tuple(dict.fromkeys(found))


def report_copies(table: Table, step: Step) -> None:
    """Report a copy to who acted himself, and a countersignature that is only a copy."""
    if step.role in step.copied_to:
        table.report("SOP151", table.at("copied_to"), role=step.role, step=step.id)
    words = (step.activity.id, step.standard.output or "", step.remark or "")
    signs = step.kind in (StepKind.SIGNATURE, StepKind.INITIALS)
    if step.copied_to and not signs and any(map(_COUNTERSIGNED.match, words)):
        table.report("SOP152", table.key_at("copied_to"), step=step.id)
