"""The rows of the procedure in one flat table: those of branches below their block."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopflow.compiler.sheets.cells import is_cell_text
from sopflow.compiler.sheets.plain import Path, Plain, at, take
from sopflow.compiler.vocabulary import key

STEPS = key("file", "steps")
ID = key("step", "id")
BRANCHES = (key("step", "parallel"), key("block", "branches"))
BRANCH_ROWS = key("branch", "steps")
BRANCH_ID = key("branch", "id")
BETWEEN = "/"


@dataclass(slots=True)
class FlatRow:
    """A row of its own: `branch` is the block it stands in, and the branch where that has an id.

    `rest` holds what is not written yet, `path` where that stands in the file.
    """

    id: str
    branch: str
    rest: dict[str, Plain]
    path: Path


def flat_rows(steps: Plain | None) -> list[FlatRow] | None:
    """Lay the rows out; None when the steps are no list of tables."""
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        return None
    return list(_below(steps, ""))


def _below(steps: list[Plain], branch: str) -> Iterator[FlatRow]:
    for number, step in enumerate(steps):
        assert isinstance(step, dict)
        name = step.get(ID)
        is_named = isinstance(name, str) and is_cell_text(name)
        row = FlatRow(str(name) if is_named else "", branch, step, ())
        row.path = (STEPS, row.id if is_named else number)
        yield row
        yield from _branches(row)


def _branches(block: FlatRow) -> Iterator[FlatRow]:
    """Lay out the rows of a block's branches, when all of them can stand in the table."""
    branches = at(block.rest, BRANCHES)
    if not block.id or not isinstance(branches, list) or not all(map(_is_plain, branches)):
        return
    take(block.rest, BRANCHES)
    for branch in branches:
        assert isinstance(branch, dict)
        rows = branch.get(BRANCH_ROWS)
        if isinstance(rows, list):
            yield from _below(rows, f"{block.id}{BETWEEN}{branch[BRANCH_ID]}")
        else:
            yield from _below([branch], block.id)


def _is_plain(branch: Plain) -> bool:
    """Say whether a branch is a row, or an id with rows and nothing else."""
    if not isinstance(branch, dict):
        return False
    rows = branch.get(BRANCH_ROWS)
    if rows is None:
        return True
    name = branch.get(BRANCH_ID)
    is_named = isinstance(name, str) and is_cell_text(name) and BETWEEN not in name
    is_listed = isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows)
    return bool(is_named and is_listed and set(branch) == {BRANCH_ID, BRANCH_ROWS})
