"""Putting the rows of branches back into their blocks."""

from collections.abc import Sequence

from sopflow.compiler.sheets.plain import Plain, at, put
from sopflow.compiler.sheets.rows import BETWEEN, BRANCH_ID, BRANCH_ROWS, BRANCHES
from sopflow.compiler.sheets.spots import Findings, Spot
from sopflow.compiler.sheets.steps_reading import ReadStep


def nest(steps: Sequence[ReadStep], findings: Findings) -> list[Plain]:
    """Give the rows of the file; a row of a branch whose block is gone stands where it was."""
    blocks = {step.id: step for step in steps}
    outer: list[Plain] = []
    for step in steps:
        block, _, branch = step.branch.partition(BETWEEN)
        holder = blocks.get(block)
        if not block:
            outer.append(step.table)
        elif holder is None or holder is step or _holds(step, holder, blocks):
            spot = step.row.branch.spot if step.row.branch else None
            findings.report("SOP075", spot or Spot(""), way=step.branch, target=block)
            outer.append(step.table)
        else:
            _add(holder, branch, step)
    return outer


def _holds(step: ReadStep, holder: ReadStep, blocks: dict[str, ReadStep]) -> bool:
    """Say whether a row is a block around its own block, so that both would hang in the air."""
    seen: set[str] = set()
    inner: ReadStep | None = holder
    while inner is not None and inner.id not in seen:
        if inner is step:
            return True
        seen.add(inner.id)
        inner = blocks.get(inner.branch.partition(BETWEEN)[0])
    return inner is not None


def _add(holder: ReadStep, branch: str, step: ReadStep) -> None:
    found = at(holder.table, BRANCHES)
    branches = found if isinstance(found, list) else []
    put(holder.table, BRANCHES, branches)
    if not branch:
        branches.append(step.table)
        return
    for known in branches:
        rows = at(known, (BRANCH_ROWS,))
        if isinstance(rows, list) and at(known, (BRANCH_ID,)) == branch:
            rows.append(step.table)
            return
    branches.append({BRANCH_ID: branch, BRANCH_ROWS: [step.table]})
