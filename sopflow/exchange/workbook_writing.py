"""A workbook of values to the bytes of an XLSX file."""

from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sopflow.domain.books import Book, Cell, Choices, Ink, Sheet

ROWS_OFFERED: Final = 500
"""So many rows below the last one still offer the words of their column."""
LIST_LENGTH_MAX: Final = 255
"""A longer list of words is not accepted by spreadsheet programs."""
NOTE_SIZE: Final = (320, 120)
_THIN = Side(style="thin", color="FF9AA5B1")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILLS = {Ink.HEADING: "FFDCE6F1", Ink.SHOWN: "FFF2F2F2"}
_TEXT = "@"
"""The number format of a cell in which whatever is typed stays the text that was typed."""


def write_book(book: Book) -> bytes:
    """Write every cell as text, so that nothing in it is ever computed."""
    made = Workbook()
    made.remove(made.active)
    made.properties.title = book.title
    made.properties.creator = "sopflow"
    for sheet in book.sheets:
        _write(sheet, made.create_sheet(sheet.name))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _write(sheet: Sheet, page: Worksheet) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row, start=1):
            _fill(page.cell(number, column), cell)
    for number, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    for span in sheet.spans:
        page.merge_cells(
            start_row=span.top, end_row=span.bottom, start_column=span.left, end_column=span.right
        )
    for choices in sheet.choices:
        _offer(choices, page, len(sheet.rows))
    page.freeze_panes = page.cell(sheet.heading_rows + 1, sheet.heading_columns + 1)
    _set_up_page(sheet, page)


def _fill(target: Any, cell: Cell) -> None:
    target.value = cell.text or None
    if cell.text:
        target.data_type = "s"
        target.quotePrefix = cell.text[0] in "=+-@"
    target.number_format = _TEXT
    is_bold = cell.ink in (Ink.TITLE, Ink.HEADING)
    target.font = Font(bold=is_bold, size=14 if cell.ink is Ink.TITLE else 10)
    is_centred = cell.ink in (Ink.CENTRED, Ink.HEADING)
    target.alignment = Alignment(
        horizontal="center" if is_centred else "left",
        vertical="center" if is_centred else "top",
        wrap_text=cell.ink is not Ink.TITLE,
    )
    if cell.ink in _FILLS:
        target.fill = PatternFill("solid", fgColor=_FILLS[cell.ink])
    if cell.ink is not Ink.TITLE:
        target.border = _BOX
    if cell.note:
        target.comment = Comment(cell.note, "sopflow", width=NOTE_SIZE[0], height=NOTE_SIZE[1])


def _offer(choices: Choices, page: Worksheet, rows: int) -> None:
    formula = f'"{",".join(choices.words)}"'
    if len(formula) > LIST_LENGTH_MAX:
        return
    offer = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(choices.column)
    bottom = choices.bottom or max(rows, choices.top) + ROWS_OFFERED
    offer.add(f"{letter}{choices.top}:{letter}{bottom}")
    page.add_data_validation(offer)


def _set_up_page(sheet: Sheet, page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"1:{sheet.heading_rows}"
    page.oddFooter.center.text = "&A - &P / &N"
    if sheet.printed_columns is not None:
        letter = get_column_letter(sheet.printed_columns)
        page.print_area = f"A1:{letter}{max(len(sheet.rows), 1)}"
