"""Tables of the file as rows of cells: what is written is taken out, so that the rest is seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from sopflow.compiler.sheets.cells import is_words, to_cell
from sopflow.compiler.sheets.columns import Column, Holds, short_of
from sopflow.compiler.sheets.listings import Listing
from sopflow.compiler.sheets.plain import Plain, at, take
from sopflow.compiler.sheets.words import CODE, spoken
from sopflow.domain.books import Cell, Choices, Ink, Sheet

CODE_WIDTH, WIDTH_MIN, WIDTH_MAX = 18, 14, 46


@dataclass(frozen=True, slots=True)
class Record:
    """One row below its headings: whose it is, its own code, and its cells."""

    owner: str
    code: str
    cells: tuple[str, ...]


def record_of(table: dict[str, Plain], columns: Sequence[Column]) -> tuple[str, ...]:
    """Write what fits into cells, taking it out of the table; the rest stays in it."""
    cells = [_cell(table, column) for column in columns]
    for column, text in zip(columns, cells, strict=True):
        if text:
            take(table, column.path)
    return tuple(cells)


def as_table(value: Plain, section: str) -> dict[str, Plain] | None:
    """Take a section, or the text that is short for it; None for anything else."""
    if isinstance(value, str):
        return {short_of(section): value}
    return value if isinstance(value, dict) else None


def records_sheet(listing: Listing, records: list[Record]) -> Sheet:
    """Lay records out below their headings."""
    columns, is_named = listing.columns, listing.collection.is_named
    ahead = [Cell(spoken(listing.owner), Ink.HEADING)] if listing.owner else []
    ahead += [Cell(CODE, Ink.HEADING)] * is_named
    headings = [*ahead, *(Cell(c.heading, Ink.HEADING, c.says) for c in columns)]
    rows = [
        [Cell(record.owner)] * bool(listing.owner)
        + [Cell(record.code)] * is_named
        + [Cell(text) for text in record.cells]
        for record in records
    ]
    widths = (width_of(c, records, n) for n, c in enumerate(columns))
    return Sheet(
        name=listing.sheet,
        rows=tuple(map(tuple, [headings, *rows])),
        widths=(*[CODE_WIDTH] * len(ahead), *widths),
        choices=offers(columns, first=len(ahead) + 1, top=2),
        heading_columns=len(ahead),
    )


def offers(columns: Sequence[Column], *, first: int, top: int) -> tuple[Choices, ...]:
    """Offer the fixed words of the columns that have such."""
    return tuple(
        Choices(number, top, column.offers)
        for number, column in enumerate(columns, start=first)
        if column.offers
    )


def width_of(column: Column, records: Sequence[Record], number: int) -> int:
    """Make a column as wide as its longest line, within reason."""
    lines = [line for r in records for line in r.cells[number].split("\n")]
    longest = max((len(line) for line in [*lines, *column.heading.split()]), default=0)
    return min(max(longest + 2, WIDTH_MIN), WIDTH_MAX)


def _cell(table: dict[str, Plain], column: Column) -> str:
    value = at(table, column.path)
    if value is None or (column.holds in (Holds.LOCAL, Holds.ENGLISH) and not _fit(value)):
        return ""
    return to_cell(value, column.holds) or ""


def _fit(value: Plain) -> bool:
    """Both languages stand in cells, or neither does."""
    if not is_words(value) or isinstance(value, str):
        return isinstance(value, str)
    return all(to_cell(value, holds) for holds in (Holds.LOCAL, Holds.ENGLISH))
