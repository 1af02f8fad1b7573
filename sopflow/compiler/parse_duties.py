"""Duties of persons in the file: keys of a row, and `pemisahan` of the whole SOP."""

from dataclasses import dataclass

from sopflow.compiler.names import Names
from sopflow.compiler.reading import Table
from sopflow.domain.duties import Separation, Substitute
from sopflow.domain.words import RoleId, StepId

MOST_MAX = 99


@dataclass(frozen=True, slots=True)
class RowDuties:
    """What a row says of who may do it."""

    different_from: tuple[StepId, ...]
    same_as: tuple[StepId, ...]
    bars_conflict: bool


def duties_at(table: Table, steps: tuple[StepId, ...], names: Names) -> RowDuties:
    """Read the duties of a row, which hold for each level of a chain."""
    for name in ("different", "same", "conflict"):
        for step in steps:
            table.source.mark(table.key_at(name), name, step)
    return RowDuties(
        different_from=names.steps_at(table, "different"),
        same_as=names.steps_at(table, "same"),
        bars_conflict=table.flag("conflict", default=False),
    )


def substitutes(table: Table, role: RoleId) -> tuple[Substitute, ...]:
    """Read who stands in for a role, in order."""
    found: list[Substitute] = []
    for inner in table.tables("substitutes", "substitute"):
        position = inner.text("position")
        if position is not None:
            table.source.mark(inner.at("position"), "substitute", role, str(len(found)))
            found.append(Substitute(position, inner.text("condition", missing=None)))
    return tuple(found)


def separations(file: Table, names: Names) -> tuple[Separation, ...]:
    """Read `pemisahan`: of these steps one person performs at most so many."""
    found: list[Separation] = []
    for table in file.tables("separations", "separation"):
        scalars = table.scalars("steps", missing="SOP006")
        steps = dict.fromkeys(s for at in scalars for s in names.step_at(at, table, "steps"))
        most = table.number("most", 1, MOST_MAX) if table.text("most") is not None else None
        if steps and most is not None:
            table.source.mark(table.place, "separation", str(len(found)))
            found.append(Separation(tuple(steps), most))
    return tuple(found)
