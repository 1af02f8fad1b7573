"""Rows of a scenario in which somebody does what moves no case."""

from sopflow.compiler.reading import Table
from sopflow.compiler.scenario_names import Cast
from sopflow.domain.rehearsal_besides import BesideDeed, Reading

KINDS = ("read",)
"""The keys that make such a row."""


def beside_deed(row: Table, cast: Cast) -> BesideDeed | None:
    """Read what the row says is done beside the moves; None where it says nothing of the kind."""
    if (of := cast.step_or_end(row, "read")) is not None:
        return Reading(of)
    return None
