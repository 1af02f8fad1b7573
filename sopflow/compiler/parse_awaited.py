"""Rows that wait for somebody outside: what is awaited, and who may confirm it by hand."""

from sopflow.compiler.names import Names
from sopflow.compiler.reading import Table, is_id, near
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.awaited import Wait
from sopflow.domain.words import RoleId, StepKind

NOT_OUTSIDE = ("role", "judges", "changes", "stands", "fields", "requires", "clock")
"""What a row without a person cannot have, though somebody is awaited."""


def wait_of(table: Table, kind: StepKind, step: str, names: Names) -> Wait | None:
    """Read whose message is awaited, and what it is found by."""
    if kind is not StepKind.MESSAGE:
        return None
    source = table.text("source")
    if source is not None and not is_id(source):
        table.source.reporter.report("SOP008", table.at("source"), id=source)
    key = table.text("correlation", missing=None)
    known = {f"formulir.{item}" for item in names.form}
    known |= {f"isian.{item}" for item in names.step_fields}
    if key is not None and key not in known:
        table.report("SOP403", table.at("correlation"), name=key, **near(key, known))
        key = None
    table.source.mark(table.at("correlation"), "correlation", step)
    return Wait(source, key) if source else None


def confirmer_of(table: Table, kind: StepKind, step: str, names: Names) -> RoleId | None:
    """Read which official may confirm by hand what is awaited."""
    if not kind.is_awaited:
        return None
    table.source.mark(table.at("confirmed_by"), "confirmed_by", step)
    value = table.text("confirmed_by", missing=None)
    at = table.at("confirmed_by")
    return names.role_at(Scalar(value, at), table) if value is not None else None
