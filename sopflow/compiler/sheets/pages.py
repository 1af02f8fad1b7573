"""Reading forms and lists of a workbook: cells under known headings become parts of the file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sopflow.compiler.sheets.cells import from_cell, words
from sopflow.compiler.sheets.columns import Column, Holds
from sopflow.compiler.sheets.plain import Plain, at, put
from sopflow.compiler.sheets.spots import Findings, Said, Spot
from sopflow.compiler.yamltree import UNREADABLE
from sopflow.domain.books import At, Page
from sopflow.domain.words import Text

_EDGES: Final = " \t\n.:;*"
NO_PLACE: Final = Text("kolom ini tidak dikenal", "this column is not known")


class Sheetful:
    """A page with its texts made fit for a file, row by row."""

    def __init__(self, page: Page) -> None:
        self.name = page.name
        self._rows: dict[int, dict[int, Said]] = {}
        for place, text in sorted(page.cells.items()):
            if fit := UNREADABLE.sub(" ", text).strip():
                said = Said.of(fit, Spot(page.name, place))
                self._rows.setdefault(place.row, {})[place.column] = said

    def spot(self, row: int, column: int) -> Spot:
        """Give the place of a cell."""
        return Spot(self.name, At(row, column))

    def said(self, row: int, column: int) -> Said | None:
        """Give what a cell says, None where it is empty."""
        return self._rows.get(row, {}).get(column)

    def rows(self) -> list[int]:
        """List the rows that hold something."""
        return [*self._rows]

    def row(self, number: int) -> dict[int, Said]:
        """Give the cells of a row that hold something, by their columns."""
        return self._rows.get(number, {})


def heading(text: str) -> str:
    """Bring a heading to the form in which headings are compared."""
    return re.sub(r"\s+", " ", text).strip(_EDGES).casefold()


def by_heading(columns: Sequence[Column]) -> dict[str, Column]:
    """Find columns by their headings."""
    return {heading(c.heading): c for c in columns}


def value_of(said: Said, holds: Holds) -> Plain:
    """Read a cell as its column says; every text in it knows the cell."""
    found = from_cell(said, holds)
    match found:
        case str():
            return Said.of(found, said.spot, said.guess)
        case list():
            return [Said.of(str(item), said.spot, said.guess) for item in found]
        case _:
            return {name: Said.of(str(item), said.spot, said.guess) for name, item in found.items()}


def fill(table: dict[str, Plain], cells: Sequence[tuple[Column, Said]]) -> None:
    """Put the cells of one row where they belong; the two languages of a text are joined."""
    english = {c.path: said for c, said in cells if c.holds is Holds.ENGLISH}
    local = {c.path: said for c, said in cells if c.holds is Holds.LOCAL}
    for column, said in cells:
        if column.holds not in (Holds.LOCAL, Holds.ENGLISH):
            put(table, column.path, value_of(said, column.holds))
        else:
            pair = words(local.get(column.path, ""), english.get(column.path, ""))
            put(table, column.path, pair)


def read_form(
    page: Sheetful, columns: Mapping[str, Column], passed: frozenset[str], findings: Findings
) -> dict[str, Plain]:
    """Read a sheet of labels with a value beside each; a value below without label goes on."""
    found: dict[str, tuple[Column, Said]] = {}
    last = ""
    for row in page.rows():
        label, said = page.said(row, 1), page.said(row, 2)
        _beyond(page, row, 3, findings)
        if label is not None:
            last = heading(label)
        if said is None or last in passed:
            continue
        if last not in columns:
            where = page.spot(row, 1 if label else 2)
            findings.dropped(quoted(label or said), NO_PLACE, where)
        elif last in found:
            column, before = found[last]
            found[last] = column, Said.of(f"{before}\n{said}", before.spot)
        else:
            found[last] = columns[last], said
    table: dict[str, Plain] = {}
    fill(table, list(found.values()))
    return table


def read_headings(
    page: Sheetful, columns: Mapping[str, Column], ahead: Sequence[str], findings: Findings
) -> tuple[dict[int, Column], dict[str, int]]:
    """Find the columns of a list in its first row; `ahead` are headings of another kind."""
    known: dict[int, Column] = {}
    others: dict[str, int] = {}
    for number, said in page.row(1).items():
        name = heading(said)
        if name in ahead:
            others[name] = number
        elif name in columns:
            known[number] = columns[name]
        elif any(page.said(row, number) for row in page.rows()[1:]):
            findings.dropped(quoted(said), NO_PLACE, page.spot(1, number))
    return known, others


def read_rows(
    page: Sheetful, known: Mapping[int, Column]
) -> Iterator[tuple[int, list[tuple[Column, Said]]]]:
    """Go through the rows of a list that say something."""
    for row in page.rows():
        if row > 1:
            said = [(column, page.said(row, number)) for number, column in known.items()]
            yield row, [(column, text) for column, text in said if text is not None]


def first_words(table: dict[str, Plain], columns: Sequence[Column]) -> str:
    """Give the words that name a thing, to make its code from."""
    for column in columns:
        if column.holds is Holds.LOCAL and (found := at(table, column.path)) is not None:
            return str(found.get("id", "")) if isinstance(found, dict) else str(found)
    return ""


def _beyond(page: Sheetful, row: int, first: int, findings: Findings) -> None:
    for number, said in page.row(row).items():
        if number >= first:
            findings.dropped(quoted(said), NO_PLACE, page.spot(row, number))


def quoted(text: str) -> Text:
    """Quote a text for a finding, shortened."""
    short = text if len(text) <= 60 else f"{text[:57]}..."
    return Text(f'"{short}"', f'"{short}"')
