"""The term of a row, and where its passing leads."""

from sopflow.compiler.durations import duration
from sopflow.compiler.names import Names
from sopflow.compiler.parse_answers import target_at
from sopflow.compiler.reading import Table
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.procedures import Limit
from sopflow.domain.words import StepId


def limit_of(table: Table, steps: tuple[StepId, ...], names: Names) -> Limit | None:
    """Read the row's term and where its passing leads."""
    if table.has("limit") != table.has("on_overdue"):
        present, absent = ("limit", "on_overdue") if table.has("limit") else ("on_overdue", "limit")
        words = {"present": table.word(present), "absent": table.word(absent)}
        table.report("SOP307", table.key_at(present), step=table.text("id") or "?", **words)
        return None
    value = table.text("limit", missing=None)
    if value is None:
        return None
    length = duration(value, table.at("limit"), table.source.reporter)
    inner, name = table, "on_overdue"
    if not isinstance(table.node("on_overdue"), Scalar):
        nested = table.table("on_overdue", "overdue")
        if nested is None:
            return None
        inner, name = nested, "target"
    for step in steps:
        table.source.mark(inner.at(name), "overdue", step)
    target = target_at(inner, name, names)
    return Limit(length, target) if length and target else None
