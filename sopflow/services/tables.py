"""SOP files and the workbooks that the bureau works in."""

from dataclasses import dataclass

from sopflow.compiler.diagnostics import Diagnostic
from sopflow.compiler.sheets.workbook import Imported, export_text, import_book
from sopflow.services.ports import Spreadsheets


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """The bytes of a workbook, or what keeps the file from being shown as one."""

    data: bytes | None
    findings: tuple[Diagnostic, ...]
    comments: int
    """So many remarks of the file are not in the workbook."""


def export_sop(text: str, *, file: str, spreadsheets: Spreadsheets) -> ExportedFile:
    """Make a workbook of an SOP file; `file` is the name to show with each finding."""
    exported = export_text(text, file=file)
    data = spreadsheets.write(exported.book) if exported.book is not None else None
    return ExportedFile(data, exported.findings, exported.comments)


def import_sop(data: bytes, *, file: str, spreadsheets: Spreadsheets) -> Imported:
    """Make an SOP file of a workbook; `file` is the name to show with each finding."""
    return import_book(spreadsheets.read(data), file=file)
