"""What the file says about the whole case: who opens it, and how it may be taken back."""

from sopflow.compiler.names import Names
from sopflow.compiler.parse_answers import target_at
from sopflow.compiler.reading import Table, near
from sopflow.compiler.vocabulary import OPENINGS, key
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.procedures import Step
from sopflow.domain.wholecase import Cancellation, Opening, Silence, Withdrawal
from sopflow.domain.words import EndId, RoleId, StepId, StepKind


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
    table = _section(file, "withdrawal")
    if table is None:
        return None
    until = _until(table, names)
    target = target_at(table, "target", names)
    if target is not None and target not in names.ends:
        table.report("SOP101", table.at("target"), target=target, **near(target, names.ends))
    if until is None or target is None:
        return None
    return Withdrawal(until, EndId(target))


def cancellation(file: Table, names: Names) -> Cancellation | None:
    """Read who of the office may cancel until when, and which step drafts the letter."""
    table = _section(file, "cancellation")
    if table is None:
        return None
    by = _official(table, "by", names)
    until = _until(table, names)
    target = target_at(table, "target", names)
    table.source.mark(table.at("target"), "cancellation", "target")
    table.source.mark(table.at("until"), "cancellation", "until")
    if by is None or until is None or target is None:
        return None
    return Cancellation(by, StepId(target), until)


def silence(service: Table | None, names: Names) -> Silence | None:
    """Read what the law says when the promise passes without a decision, with its basis."""
    table = service.table("on_silence", "silence", missing=None) if service else None
    if table is None:
        return None
    table.source.mark(table.place, "silence")
    target = target_at(table, "target", names)
    basis = table.text("legal_basis", missing="SOP330")
    if target is None or basis is None:
        return None
    if target not in names.ends:
        table.report("SOP101", table.at("target"), target=target, **near(target, names.ends))
        return None
    return Silence(EndId(target), basis)


def _section(file: Table, name: str) -> Table | None:
    table = file.table(name, name, missing=None)
    if table is not None:
        table.source.mark(table.place, name)
    return table


def _until(table: Table, names: Names) -> StepId | None:
    until: tuple[StepId, ...] = ()
    for scalar in table.scalars("until", missing="SOP006"):
        until = names.step_at(scalar, table, "until")
    return until[-1] if until else None


def _official(table: Table, name: str, names: Names) -> RoleId | None:
    """Read the one role of an official; somebody from outside is reported."""
    value = table.text(name)
    role = names.role_at(Scalar(value, table.at(name)), table) if value else None
    if role is not None and names.roles[role].is_external:
        table.report("SOP134", table.at(name), section=_word(table), role=role)
        return None
    return role


def _word(table: Table) -> str:
    return key("file", table.section)
