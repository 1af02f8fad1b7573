"""A workbook as values: what stands in its cells, and how a sheet looks on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LETTERS = 26


class Ink(StrEnum):
    """How a cell looks: what is read back is `TEXT`, what is only shown is `SHOWN`."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    CENTRED = "centred"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `note` is shown when the pointer rests on it."""

    text: str = ""
    ink: Ink = Ink.TEXT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Cells that are drawn as one; rows and columns count from one, both ends are in it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The words that a column, or one cell of it, offers from a list."""

    column: int
    top: int
    words: tuple[str, ...]
    bottom: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to write.

    The first `heading_rows` stay in view and stand on every printed page; columns beyond
    `printed_columns` are left out on paper.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    spans: tuple[Span, ...] = ()
    choices: tuple[Choices, ...] = ()
    heading_rows: int = 1
    heading_columns: int = 0
    printed_columns: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook to write."""

    title: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, order=True)
class At:
    """Where a cell stands; rows and columns count from one."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """Name it as people do: `C7`."""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, LETTERS)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet as it was read: the cells that hold something.

    `computed` holds a formula and is read as the value that was last computed; `uncomputed`
    holds a formula without one, and so nothing.
    """

    name: str
    cells: Mapping[At, str]
    computed: tuple[At, ...] = ()
    uncomputed: tuple[At, ...] = ()

    def text(self, row: int, column: int) -> str:
        """Give what stands there; empty where nothing does."""
        return self.cells.get(At(row, column), "")


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A workbook as it was read. `hidden` sheets were not; `left_out` is what no cell holds."""

    pages: tuple[Page, ...]
    hidden: tuple[str, ...] = ()
    left_out: tuple["LeftOut", ...] = ()


class LeftOut(StrEnum):
    """What a workbook may bring along that is never read."""

    MACROS = "macros"
    EXTERNAL_LINKS = "external_links"
    DRAWINGS = "drawings"


class BookProblem(StrEnum):
    """Why a workbook cannot be read at all."""

    TOO_BIG = "too_big"
    OLD_OR_LOCKED = "old_or_locked"
    OPEN_DOCUMENT = "open_document"
    NO_WORKBOOK = "no_workbook"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class UnreadableBook:
    """Nothing was read."""

    problem: BookProblem
