"""Workbooks in and out as XLSX files."""

from sopflow.domain.books import Book, ReadBook, UnreadableBook


class Xlsx:
    """Reads and writes XLSX; the library is loaded on first use."""

    def write(self, book: Book) -> bytes:
        """Give the bytes of a file."""
        from sopflow.exchange.workbook_writing import write_book  # noqa: PLC0415

        return write_book(book)

    def read(self, data: bytes) -> ReadBook | UnreadableBook:
        """Read the bytes of a file, whatever they are."""
        from sopflow.exchange.workbook_reading import read_book  # noqa: PLC0415

        return read_book(data)
