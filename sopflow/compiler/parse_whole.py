"""What the file says about the whole case: who opens it, and how it may be taken back."""

from sopflow.compiler.names import Names
from sopflow.compiler.parse_answers import target_at
from sopflow.compiler.reading import Table, near
from sopflow.compiler.vocabulary import OPENINGS
from sopflow.domain.procedures import Step
from sopflow.domain.wholecase import Opening, Withdrawal
from sopflow.domain.words import EndId, StepId, StepKind


def opening(service: Table | None) -> Opening:
    """Read whose first row opens a case: the applicant's unless the office is named."""
    if service is None:
        return Opening.APPLICANT
    service.source.mark(service.at("opening"), "opening")
    return service.choice("opening", OPENINGS) or Opening.APPLICANT


def check_first_row(step: Step, opens: Opening, names: Names, table: Table) -> None:
    """Report a first row that cannot open a case."""
    place = table.source.place("step", step.id)
    is_theirs = step.role is None or step.role not in names.roles
    is_theirs = is_theirs or names.roles[step.role].is_external  # type: ignore[index]  # a role
    if opens is Opening.APPLICANT and not is_theirs:
        table.source.reporter.report("SOP110", place, step=step.id)
    if opens is Opening.OFFICE and (is_theirs or step.kind is not StepKind.TASK):
        table.source.reporter.report("SOP130", place, step=step.id)


def withdrawal(file: Table, names: Names) -> Withdrawal | None:
    """Read until when, and to which end, the applicant may withdraw."""
    table = file.table("withdrawal", "withdrawal", missing=None)
    if table is None:
        return None
    until: tuple[StepId, ...] = ()
    for scalar in table.scalars("until", missing="SOP006"):
        until = names.step_at(scalar, table, "until")
    table.source.mark(table.place, "withdrawal")
    target = target_at(table, "target", names)
    if target is not None and target not in names.ends:
        table.report("SOP101", table.at("target"), target=target, **near(target, names.ends))
    if not until or target is None:
        return None
    return Withdrawal(until[-1], EndId(target))
