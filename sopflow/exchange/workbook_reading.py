"""The bytes of an XLSX file to a workbook of values; whatever the bytes, an answer in bounded time.

Nothing is computed or run: of a formula the last computed value is read, macros, links to other
files and drawings are left out and named.
"""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any, Final
from zipfile import ZipFile, is_zipfile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from sopflow.domain.books import At, BookProblem, LeftOut, Page, ReadBook, UnreadableBook

BYTES_MAX: Final = 10_000_000
PARTS_MAX: Final = 2_000
UNPACKED_MAX: Final = 40_000_000
"""Bytes of all parts that are read, unpacked; pictures are not read and not counted."""
SHEETS_MAX: Final = 60
ROWS_MAX: Final = 3_000
COLUMNS_MAX: Final = 200
CELLS_MAX: Final = 40_000
_OLD = b"\xd0\xcf\x11\xe0"
"""How files of the old binary format begin, and those that are locked with a password."""
_PICTURES = ("xl/media/", "xl/embeddings/")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_BRINGS = {
    "xl/vbaProject": LeftOut.MACROS,
    "xl/externalLinks/": LeftOut.EXTERNAL_LINKS,
    "xl/drawings/drawing": LeftOut.DRAWINGS,
}


class _TooBig(Exception):
    pass


def read_book(data: bytes) -> ReadBook | UnreadableBook:
    """Read the visible sheets of a workbook."""
    if len(data) > BYTES_MAX:
        return UnreadableBook(BookProblem.TOO_BIG)
    if data.startswith(_OLD):
        return UnreadableBook(BookProblem.OLD_OR_LOCKED)
    if not is_zipfile(BytesIO(data)):
        return UnreadableBook(BookProblem.NO_WORKBOOK)
    try:
        problem, left_out = _look(data)
        return UnreadableBook(problem) if problem else _read(data, left_out)
    except _TooBig:
        return UnreadableBook(BookProblem.TOO_BIG)
    except Exception:  # noqa: BLE001  a broken file makes the library raise whatever it likes
        return UnreadableBook(BookProblem.BROKEN)


def _look(data: bytes) -> tuple[BookProblem | None, tuple[LeftOut, ...]]:
    """Look at the parts before anything is unpacked for good."""
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        names = [part.filename for part in parts]
        if "content.xml" in names:
            return BookProblem.OPEN_DOCUMENT, ()
        if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
            return BookProblem.NO_WORKBOOK, ()
        read = [part for part in parts if not part.filename.startswith(_PICTURES)]
        if len(parts) > PARTS_MAX or sum(part.file_size for part in read) > UNPACKED_MAX:
            return BookProblem.TOO_BIG, ()
        for part in read:
            if part.filename.endswith((".xml", ".rels")) and _declares(archive.read(part)):
                return BookProblem.BROKEN, ()
    found = (what for start, what in _BRINGS.items() if any(n.startswith(start) for n in names))
    return None, tuple(found)


def _declares(xml: bytes) -> bool:
    """Say whether a part defines entities, as no spreadsheet program writes it."""
    plain = xml.replace(b"\0", b"")
    return any(word in plain for word in _DECLARATIONS)


def _read(data: bytes, left_out: tuple[LeftOut, ...]) -> ReadBook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formulas = _open(data, computed=False)
        values = _open(data, computed=True)
        shown = [sheet for sheet in formulas.worksheets if sheet.sheet_state == "visible"]
        hidden = [s.title for s in formulas.worksheets if s.sheet_state != "visible"]
        if len(shown) > SHEETS_MAX:
            raise _TooBig
        pages, cells = [], 0
        for sheet in shown:
            page = _page(sheet, values[sheet.title])
            cells += len(page.cells)
            if cells > CELLS_MAX:
                raise _TooBig
            pages.append(page)
    return ReadBook(tuple(pages), tuple(hidden), left_out)


def _open(data: bytes, *, computed: bool) -> Workbook:
    return load_workbook(BytesIO(data), read_only=True, data_only=computed, keep_links=False)


def _page(sheet: Any, values: Any) -> Page:
    cells: dict[At, str] = {}
    computed: list[At] = []
    uncomputed: list[At] = []
    known = {At(c.row, c.column): c for c in _cells(values)}
    for cell in _cells(sheet):
        at = At(cell.row, cell.column)
        value = cell
        if cell.data_type == "f":
            value = known.get(at)
            (computed if value is not None else uncomputed).append(at)
        if value is not None and (text := _text(value)):
            cells[at] = text
        if len(cells) > CELLS_MAX:
            raise _TooBig
    return Page(sheet.title, cells, tuple(computed), tuple(uncomputed))


def _cells(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=ROWS_MAX, max_col=COLUMNS_MAX)
    for row in islice(rows, ROWS_MAX):
        yield from (cell for cell in row if cell.value is not None)


def _text(cell: Any) -> str:
    """Give a value as the text that a person would have typed."""
    match cell.value:
        case bool(value):
            return str(value).lower()
        case datetime() | date() as value:
            return value.strftime("%Y-%m-%d")
        case time() as value:
            return value.strftime("%H:%M")
        case int() | float() as value:
            is_percent = str(cell.number_format).endswith("%")
            return _number(value * 100) + "%" if is_percent else _number(value)
        case value:
            return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _number(value: float) -> str:
    whole = round(value, 6)
    return str(int(whole)) if whole == int(whole) else format(Decimal(str(whole)).normalize(), "f")
