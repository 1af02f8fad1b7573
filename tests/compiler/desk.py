"""A workbook on somebody's desk: read without a file, and edited as a person would."""

from dataclasses import dataclass, field

from sopflow.compiler.sheets.workbook import Imported, export_text, import_book
from sopflow.domain.books import At, Book, Page, ReadBook

NAME = "meja.xlsx"


@dataclass
class Desk:
    """Sheets by their names, each a list of rows of texts."""

    sheets: dict[str, list[list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book) -> "Desk":
        return cls({s.name: [[cell.text for cell in row] for row in s.rows] for s in book.sheets})

    @classmethod
    def exported(cls, text: str) -> "Desk":
        """Export an SOP file."""
        book = export_text(text, file="x.yaml").book
        assert book is not None
        return cls.of(book)

    def read(self) -> ReadBook:
        """What a reader of the file would give."""
        return ReadBook(tuple(_page(name, rows) for name, rows in self.sheets.items()))

    def imported(self) -> Imported:
        return import_book(self.read(), file=NAME)

    def row(self, sheet: str, text: str) -> list[str]:
        """Find the first row with this text in one of its cells."""
        return next(row for row in self.sheets[sheet] if text in row)

    def column(self, sheet: str, heading: str, *, line: int = 0) -> int:
        """Find a column by its heading, counting from zero."""
        return self.sheets[sheet][line].index(heading)

    def write(self, sheet: str, row: list[str], heading: str, text: str, *, line: int = 0) -> None:
        """Write into a row, below a heading."""
        column = self.column(sheet, heading, line=line)
        row.extend([""] * (column + 1 - len(row)))
        row[column] = text


def _page(name: str, rows: list[list[str]]) -> Page:
    cells = {
        At(row, column): text
        for row, cells in enumerate(rows, start=1)
        for column, text in enumerate(cells, start=1)
        if text
    }
    return Page(name, cells)


def codes(imported: Imported) -> dict[str, int]:
    """Count what was said about a workbook."""
    found: dict[str, int] = {}
    for finding in imported.findings:
        found[finding.code] = found.get(finding.code, 0) + 1
    return found


def said(imported: Imported, code: str) -> list[tuple[str, str]]:
    """Give what was said under a code, each with its place."""
    return [(d.where, d.message.id) for d in imported.findings if d.code == code]
