"""Fields of the paper form that stand around the table: a label, and its value beside or below."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sopflow.compiler.sheets.columns import Column
from sopflow.compiler.sheets.grid import Grid
from sopflow.compiler.sheets.pages import Sheetful, by_heading, heading
from sopflow.compiler.sheets.spots import Said
from sopflow.compiler.sheets.words import LABELS

BESIDE_MAX = 6
"""So many columns to the right of a label its value is looked for."""
_TITLE = re.compile(
    r"^(?:sop|standar(?:d)?\s+operasional\s+prosedur)\b(?:\s*\(sop\))?[\s:\u2013-]*", re.IGNORECASE
)


def fields_around(
    grid: Grid, pages: Sequence[Sheetful], columns: Sequence[Column]
) -> dict[tuple[str, ...], list[Said]]:
    """Find the fields that are labelled outside of the table; of two of a name the first."""
    known = by_heading(columns)
    labels = known | {name: known[heading(ours)] for name, ours in LABELS.items()}
    found: dict[tuple[str, ...], list[Said]] = {}
    for page, row, number, said in _cells(grid, pages):
        label, colon, rest = said.partition(":")
        column = labels.get(heading(label)) or labels.get(heading(said))
        if column is None or column.path in found:
            continue
        if colon and rest.strip() and heading(label) in labels:
            found[column.path] = [Said.of(rest.strip(), said.spot)]
        elif values := _values(page, row, number, labels):
            found[column.path] = values
    return found


def title_above(grid: Grid) -> Said | None:
    """Find what the table is about in the lines above it."""
    lines = [
        said
        for row in grid.page.rows()
        if row < grid.top
        for said in grid.page.row(row).values()
        if heading(said.partition(":")[0]) not in LABELS
    ]
    for number, said in enumerate(lines):
        if _TITLE.match(said):
            rest = _TITLE.sub("", said).strip()
            following = lines[number + 1] if number + 1 < len(lines) else None
            return Said.of(rest, said.spot) if rest else following
    return lines[0] if lines else None


def _cells(grid: Grid, pages: Sequence[Sheetful]) -> Iterator[tuple[Sheetful, int, int, Said]]:
    for page in pages:
        for row in page.rows():
            if page is not grid.page or row < grid.top:
                for number, said in page.row(row).items():
                    yield page, row, number, said


def _values(page: Sheetful, row: int, number: int, labels: Mapping[str, Column]) -> list[Said]:
    """Take the value beside a label and what goes on below it; else what stands below."""
    for beside in range(number + 1, number + 1 + BESIDE_MAX):
        said = page.said(row, beside)
        if said is None or said == ":":
            continue
        if _is_label(said, labels):
            break
        plain = said.removeprefix(":").strip()
        below = _below(page, row, beside, number, labels)
        return [Said.of(plain, said.spot), *below] if plain else below
    return _below(page, row, number, None, labels)


def _below(
    page: Sheetful, row: int, number: int, label: int | None, labels: Mapping[str, Column]
) -> list[Said]:
    found: list[Said] = []
    below = row + 1
    while (said := page.said(below, number)) is not None:
        is_next = label is not None and page.said(below, label) is not None
        if is_next or _is_label(said, labels):
            break
        found.append(said)
        below += 1
    return found


def _is_label(said: Said, labels: Mapping[str, Column]) -> bool:
    return heading(said.partition(":")[0]) in labels
