"""XLSX in and out: what was written is read again, and no bytes whatever break the reader."""

import random
from collections.abc import Callable
from datetime import date, time
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from sopflow.domain.books import (
    At,
    Book,
    BookProblem,
    Cell,
    Choices,
    Ink,
    LeftOut,
    ReadBook,
    Sheet,
    Span,
    UnreadableBook,
)
from sopflow.exchange import workbook_reading
from sopflow.exchange.workbooks import Xlsx

XLSX = Xlsx()
SEEDS = 300
SHEET = Sheet(
    name="Prosedur",
    rows=(
        (Cell("Judul", Ink.TITLE),),
        (Cell("No", Ink.HEADING, "Nomor baris"), Cell("Jenis", Ink.HEADING)),
        (Cell("01"), Cell("paraf")),
        (Cell("=1+1", Ink.SHOWN), Cell("satu\ndua")),
        (Cell("-", Ink.CENTRED), Cell("◇ 1")),
    ),
    widths=(5, 20),
    spans=(Span(1, 1, 1, 2),),
    choices=(Choices(2, 3, ("biasa", "paraf")), Choices(1, 3, ("x" * 300,))),
    heading_rows=2,
    heading_columns=1,
    printed_columns=2,
)


def written(*sheets: Sheet) -> bytes:
    return XLSX.write(Book("Contoh", sheets or (SHEET,)))


def made(fill: Callable[[Any], None]) -> bytes:
    """A workbook as somebody else's program writes it."""
    book = openpyxl.Workbook()
    fill(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, edit: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The same parts, edited, and more of them."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()


def cells(data: bytes) -> dict[str, str]:
    found = XLSX.read(data)
    assert isinstance(found, ReadBook)
    return {at.name: text for page in found.pages for at, text in page.cells.items()}


def test_what_was_written_is_read_as_the_same_texts() -> None:
    assert cells(written()) == {
        "A1": "Judul",
        "A2": "No",
        "B2": "Jenis",
        "A3": "01",
        "B3": "paraf",
        "A4": "=1+1",
        "B4": "satu\ndua",
        "A5": "-",
        "B5": "◇ 1",
    }


def test_a_sheet_is_set_up_for_the_screen_and_for_paper() -> None:
    sheet = openpyxl.load_workbook(BytesIO(written()))["Prosedur"]

    assert sheet.freeze_panes == "B3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.print_area == "'Prosedur'!$A$1:$B$5"
    assert [str(span) for span in sheet.merged_cells.ranges] == ["A1:B1"]
    assert sheet["A2"].comment.text == "Nomor baris"
    assert {cell.number_format for row in sheet["A3:B5"] for cell in row} == {"@"}
    assert sheet["A4"].data_type == "s"
    assert sheet["A4"].quotePrefix
    [offer] = sheet.data_validations.dataValidation
    assert (offer.formula1, str(offer.sqref)) == ('"biasa,paraf"', "B3:B505")


def test_values_of_other_kinds_are_read_as_they_would_be_typed() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet["A1"], sheet["A2"], sheet["A3"] = 3, 2.5, True
        sheet["A4"], sheet["A5"] = date(2026, 3, 2), time(8, 30)
        sheet["A6"], sheet["A6"].number_format = 1, "0%"
        sheet["A7"] = "  rapi\r\nlagi "

    found = cells(made(fill))

    assert list(found.values()) == ["3", "2.5", "true", "2026-03-02", "08:30", "100%", "rapi\nlagi"]


def test_formulas_are_read_as_their_last_value_and_named() -> None:
    def with_value(name: str, part: bytes) -> bytes:
        return part.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
        )

    def fill(book: Any) -> None:
        book.active["A1"], book.active["A2"] = "=1+1", "=B9"

    found = XLSX.read(repacked(made(fill), with_value))

    assert isinstance(found, ReadBook)
    assert found.pages[0].cells == {At(1, 1): "2"}
    assert found.pages[0].computed == (At(1, 1),)
    assert found.pages[0].uncomputed == (At(2, 1),)


def test_hidden_sheets_are_named_and_not_read() -> None:
    def fill(book: Any) -> None:
        hidden = book.create_sheet("Rahasia")
        hidden["A1"], hidden.sheet_state = "x", "hidden"

    found = XLSX.read(made(fill))

    assert isinstance(found, ReadBook)
    assert found.hidden == ("Rahasia",)
    assert [page.name for page in found.pages] == ["Sheet"]


def test_macros_links_and_drawings_are_named_and_never_opened() -> None:
    parts = {
        "xl/vbaProject.bin": b"\0",
        "xl/externalLinks/externalLink1.xml": b"<a/>",
        "xl/drawings/drawing1.xml": b"<a/>",
    }

    found = XLSX.read(repacked(written(), lambda _, part: part, **parts))

    assert isinstance(found, ReadBook)
    assert set(found.left_out) == set(LeftOut)


def test_cells_far_away_and_huge_merged_cells_cost_nothing() -> None:
    def edit(name: str, part: bytes) -> bytes:
        return part.replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"')

    def far(book: Any) -> None:
        book.active["A1"], book.active["XFD1048576"] = "dekat", "jauh"

    assert cells(repacked(written(), edit))["A1"] == "Judul"
    assert cells(made(far)) == {"A1": "dekat"}


def test_an_archive_that_unpacks_to_more_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(written(), lambda _, part: part, **{"xl/big.xml": b"0" * 60_000_000})

    assert len(bomb) < workbook_reading.BYTES_MAX
    assert XLSX.read(bomb) == UnreadableBook(BookProblem.TOO_BIG)


def test_more_cells_or_sheets_than_an_sop_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    two = (SHEET, Sheet("Lain", SHEET.rows, SHEET.widths))
    monkeypatch.setattr(workbook_reading, "CELLS_MAX", 8)
    assert XLSX.read(written()) == UnreadableBook(BookProblem.TOO_BIG)
    monkeypatch.setattr(workbook_reading, "CELLS_MAX", 12)
    assert XLSX.read(written(*two)) == UnreadableBook(BookProblem.TOO_BIG)
    monkeypatch.setattr(workbook_reading, "SHEETS_MAX", 1)
    assert XLSX.read(written(*two)) == UnreadableBook(BookProblem.TOO_BIG)


def test_what_is_no_xlsx_is_told_apart() -> None:
    def zipped(**parts: str) -> bytes:
        out = BytesIO()
        with ZipFile(out, "w") as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        return out.getvalue()

    expected = {
        b"No;Kegiatan\n1;Memeriksa\n": BookProblem.NO_WORKBOOK,
        b"": BookProblem.NO_WORKBOOK,
        b"\xd0\xcf\x11\xe0" + b"\0" * 600: BookProblem.OLD_OR_LOCKED,
        b"0" * (workbook_reading.BYTES_MAX + 1): BookProblem.TOO_BIG,
        zipped(**{"content.xml": "<a/>"}): BookProblem.OPEN_DOCUMENT,
        zipped(**{"word/document.xml": "<a/>"}): BookProblem.NO_WORKBOOK,
        zipped(**{"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<"}): BookProblem.BROKEN,
    }

    assert {data: XLSX.read(data) for data in expected} == {
        data: UnreadableBook(problem) for data, problem in expected.items()
    }


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_parts_that_define_entities_are_refused(coding: str) -> None:
    evil = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(coding)

    found = XLSX.read(repacked(written(), lambda _, part: part, **{"xl/evil.xml": evil}))

    assert found == UnreadableBook(BookProblem.BROKEN)


@pytest.mark.parametrize("seed", range(0, SEEDS, 20))
def test_damaged_files_get_an_answer_and_no_exception(seed: int) -> None:
    data = written()
    for number in range(seed, seed + 20):
        chance = random.Random(number)
        if number % 2:
            damaged = bytearray(data)
            for _ in range(chance.randint(1, 40)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            found = XLSX.read(bytes(damaged)[: chance.randint(1, len(damaged))])
        else:
            found = XLSX.read(repacked(data, partial(_damaged, chance)))
        assert isinstance(found, (ReadBook, UnreadableBook))


def _damaged(chance: random.Random, name: str, part: bytes) -> bytes:
    """Change digits, names and brackets inside of a part that stays a part."""
    changed = bytearray(part)
    for _ in range(chance.randint(0, 3)):
        place = chance.randrange(len(changed))
        changed[place : place + 1] = chance.choice([b"", b"9", b"<", b">", b'"', b"-", b"e9"])
    return bytes(changed)
