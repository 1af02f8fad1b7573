"""Finding the official table on a sheet: its headings in their variants, and its columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sopflow.compiler.sheets.columns import Column
from sopflow.compiler.sheets.pages import Sheetful, by_heading, heading
from sopflow.compiler.sheets.spots import Findings, Said
from sopflow.compiler.sheets.table import detail_columns
from sopflow.compiler.sheets.words import BRANCH, CODE, DETAILS, NAMES, WAYS
from sopflow.domain.words import Text

HEADINGS_MIN: Final = 3
"""So many known headings make a row the heading of a table."""
_OF_FORM: Final = {name: role for role, names in NAMES.items() for name in names}
_GROUPS: Final = ("performer", "quality")
_QUALITY: Final = ("inputs", "duration", "output", "remark")
_NOT_READ: Final = Text("judul kolom ini tidak dikenal", "this heading is not known")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a sheet. `at` has the columns of the form, by their English names.

    `lanes` are the performers' columns with their names; where the form has one column that
    holds names instead, `at` has it as `performer`.
    """

    page: Sheetful
    top: int
    first: int
    at: dict[str, int]
    lanes: dict[int, Said]
    details: dict[int, Column]
    code: int | None
    branch: int | None

    def said(self, row: int, role: str) -> Said | None:
        """Give what a row says under a heading of the form."""
        return self.page.said(row, self.at[role]) if role in self.at else None


def find_grid(pages: Sequence[Sheetful], findings: Findings) -> Grid | None:
    """Find the table that looks most like the official form."""
    best: tuple[int, Sheetful, int] | None = None
    for page in pages:
        for row in page.rows():
            count = _count(page, row)
            if count >= HEADINGS_MIN and (best is None or count > best[0]):
                best = count, page, row
    return None if best is None else _grid(best[1], best[2], findings)


def _count(page: Sheetful, row: int) -> int:
    """Count the headings of the form in a row and, when it names the activity, below it."""
    upper = {_OF_FORM.get(heading(said)) for said in page.row(row).values()} - {None}
    if "activity" not in upper:
        return 0
    lower = {_OF_FORM.get(heading(said)) for said in page.row(row + 1).values()} - {None}
    return len(upper | lower)


def _grid(page: Sheetful, top: int, findings: Findings) -> Grid:
    heads = _Headings(page, top)
    lanes = heads.lanes()
    if not lanes and heads.group is not None:
        heads.known["performer"] = heads.group
    details = heads.details()
    code, branch = heads.ours_named(CODE), heads.ours_named(BRANCH)
    taken = {*heads.known.values(), *lanes, *details, code, branch, heads.group}
    _name_unread([heads.upper, heads.lower], taken, findings)
    return Grid(page, top, heads.first, heads.known, lanes, details, code, branch)


class _Headings:
    """One row of headings, or two where groups of columns share one."""

    def __init__(self, page: Sheetful, top: int) -> None:
        self.upper, self.lower = page.row(top), page.row(top + 1)
        names = {heading(said): n for n, said in self.upper.items()}
        start = names.get(heading(DETAILS))
        self.ours = [] if start is None else [n for n in self.lower if n >= start]
        """The columns to the right of the form that our own workbooks have."""
        self.group = next((n for name, n in names.items() if name in NAMES["performer"]), None)
        self.known: dict[str, int] = {}
        self._learn(self.upper)
        if not self._is_double():
            self.lower = {}
        self._learn(self.lower)
        self.first = top + 1 + bool(self.lower)

    def lanes(self) -> dict[int, Said]:
        """Find the performers' columns: below their heading, or between the other columns."""
        start = self.group if self.group is not None else self.known["activity"] + 1
        named = [n for role, n in self.known.items() if n > start and role in (*_QUALITY, "ways")]
        if self.group is not None and self.lower:
            named += [n for n in self.upper if n > start]
        last = max([*self.upper, *self.lower, start])
        end = min([*named, *self.ours], default=last + 1)
        labels = {n: s for n, s in self.upper.items() if n != self.group} | self.lower
        taken = self.known.values()
        return {n: labels[n] for n in range(start, end) if n in labels and n not in taken}

    def details(self) -> dict[int, Column]:
        """Find the columns to the right of the form by their headings."""
        columns = by_heading(detail_columns())
        return {n: columns[h] for n in self.ours if (h := heading(self.lower[n])) in columns}

    def ours_named(self, name: str) -> int | None:
        """Find one more column to the right of the form."""
        return next((n for n in self.ours if heading(self.lower[n]) == heading(name)), None)

    def _learn(self, row: dict[int, Said]) -> None:
        for number, said in row.items():
            role = _OF_FORM.get(heading(said))
            if role is not None and role not in _GROUPS and number not in self.ours:
                self.known.setdefault(role, number)

    def _is_double(self) -> bool:
        """Say whether the row below holds headings too, and is not the first activity."""
        if is_numbering(self.lower):
            return False
        activity = self.lower.get(self.known["activity"])
        number = self.lower.get(self.known.get("number", 0))
        if activity is not None and heading(activity) not in _OF_FORM:
            return number is not None and not number[:1].isdigit()
        groups = [n for n, s in self.upper.items() if _OF_FORM.get(heading(s)) in _GROUPS]
        return any(n not in self.upper or n in groups for n in self.lower)


def is_numbering(row: dict[int, Said]) -> bool:
    """Say whether a row does nothing but number the columns."""
    return all(re.fullmatch(r"\(?\d{1,2}\)?", cell) for cell in row.values())


def _name_unread(
    rows: Sequence[dict[int, Said]], taken: set[int | None], findings: Findings
) -> None:
    passed = {*_OF_FORM, heading(DETAILS), heading(WAYS)}
    for row in rows:
        for number, said in row.items():
            if number not in taken and heading(said) not in passed:
                assert said.spot is not None
                what = Text(f'kolom "{said}"', f'column "{said}"')
                findings.dropped(what, _NOT_READ, said.spot)
