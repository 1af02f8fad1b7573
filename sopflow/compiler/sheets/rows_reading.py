"""The rows of the official table as they stand on the sheet, before anything is made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sopflow.compiler.sheets.columns import Column
from sopflow.compiler.sheets.grid import Grid, is_numbering
from sopflow.compiler.sheets.pages import heading, quoted
from sopflow.compiler.sheets.spots import Findings, Said, Spot
from sopflow.compiler.sheets.words import CHOICE
from sopflow.domain.words import Text

_LISTS: Final = ("inputs", "output", "remark", "duration")
_BULLET: Final = re.compile(r"^\s*(?:[-•*\u2013]\s*|\d{1,2}[.)]\s+|[a-z][.)]\s+)")
_STARTS: Final = ("mulai", "selesai", "start", "end")
_DIAMONDS: Final = (CHOICE, "◆", "<>", "⋄")
_BELOW: Final = Text("baris ini di bawah tabel", "this row is below the table")
_HABIT: Final = Text(
    "mulai dan selesai ditandai pada kegiatannya", "start and end are marked on the activity itself"
)


@dataclass(slots=True)
class PaperRow:
    """One row. `marks` are the performers' cells that hold something, by their columns."""

    row: int
    activity: Said
    number: str
    marks: dict[int, Said]
    performer: Said | None
    texts: dict[str, list[Said]] = field(default_factory=dict)
    details: list[tuple[Column, Said]] = field(default_factory=list)
    code: Said | None = None
    branch: Said | None = None

    @property
    def spot(self) -> Spot:
        """Give the place of the activity."""
        assert self.activity.spot is not None
        return self.activity.spot

    @property
    def is_diamond(self) -> bool:
        """The row is marked as a decision."""
        return any(said.startswith(_DIAMONDS) for said in self.marks.values())

    def text(self, role: str) -> Said | None:
        """Give what stands under a heading, lines of one cell or of several as one text."""
        found = self.texts.get(role, [])
        return Said.of("\n".join(found), found[0].spot) if found else None


def paper_rows(grid: Grid, findings: Findings) -> list[PaperRow]:
    """Read the rows; one without an activity goes on with the one above it."""
    found: list[PaperRow] = []
    previous, is_over = grid.first - 1, False
    for row in [r for r in grid.page.rows() if r >= grid.first]:
        gap, previous = row - previous > 1, row
        activity = grid.said(row, "activity")
        number = grid.said(row, "number")
        if is_numbering(grid.page.row(row)) and not found:
            continue
        is_over |= gap and bool(found) and grid.code is None and not _is_number(number)
        if is_over or (activity is None and not found):
            _drop_row(grid, row, findings)
        elif activity is None:
            _go_on(found[-1], grid, row)
        elif heading(activity) in _STARTS:
            findings.dropped(quoted(activity), _HABIT, activity.spot or grid.page.spot(row, 1))
        else:
            found.append(_row(grid, row, activity, number))
    return found


def _row(grid: Grid, row: int, activity: Said, number: Said | None) -> PaperRow:
    page = grid.page
    made = PaperRow(
        row=row,
        activity=activity,
        number=re.sub(r"\D+$", "", number or ""),
        marks={n: said for n in grid.lanes if (said := page.said(row, n)) is not None},
        performer=grid.said(row, "performer"),
        code=page.said(row, grid.code) if grid.code is not None else None,
        branch=page.said(row, grid.branch) if grid.branch is not None else None,
    )
    made.details = [(c, s) for n, c in grid.details.items() if (s := page.said(row, n)) is not None]
    for role in (*_LISTS, "ways", "yes", "no"):
        if (said := grid.said(row, role)) is not None:
            made.texts[role] = [said]
    return made


def _go_on(above: PaperRow, grid: Grid, row: int) -> None:
    """Add what a row without activity says to the row above: one cell spread over several."""
    for role in _LISTS:
        if (said := grid.said(row, role)) is not None:
            above.texts.setdefault(role, []).append(said)


def _drop_row(grid: Grid, row: int, findings: Findings) -> None:
    for said in grid.page.row(row).values():
        assert said.spot is not None
        findings.dropped(quoted(said), _BELOW, said.spot)


def _is_number(number: Said | None) -> bool:
    return number is not None and number[:1].isdigit()


def lines_of(said: list[Said], *, is_ours: bool) -> list[Said]:
    """Split cells into their lines; on a table that is not ours, bullets and numbers go."""
    return [line for text in said for line in _lines(text, is_ours=is_ours)]


def _lines(said: Said, *, is_ours: bool) -> Iterator[Said]:
    for line in said.split("\n"):
        plain = line.strip() if is_ours else _BULLET.sub("", line).strip(" ;,")
        if plain:
            yield Said.of(plain, said.spot)
