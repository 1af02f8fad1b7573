"""The two doors of this folder: an SOP file to a workbook, and a workbook to an SOP file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from sopflow.compiler import yamltree
from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.diagnostics import Diagnostic, Place, Reporter, TooManyFindings
from sopflow.compiler.layout.comments import give_comments
from sopflow.compiler.layout.form import UNREADABLE, format_text
from sopflow.compiler.layout.tree import read_layout
from sopflow.compiler.parse import parse
from sopflow.compiler.reading import Source
from sopflow.compiler.sheets.draft import text_of
from sopflow.compiler.sheets.export import book_of
from sopflow.compiler.sheets.importing import read_table
from sopflow.compiler.sheets.plain import Plain, plain_of
from sopflow.compiler.sheets.spots import Findings, Said, Spot
from sopflow.compiler.yamltree import Mapping, Node, Sequence
from sopflow.domain.books import Book, BookProblem, ReadBook, UnreadableBook
from sopflow.domain.words import Text, VersionId

CANNOT_BE_SHOWN: Final = (UNREADABLE - {"SOP003"}) | {"SOP010"}
"""Where one of these stands it is not known what a row or a name is; a new key is only carried."""
_HEAD: Final = (
    "Dibuat dari {file} dengan `sopflow sop import`.\n"
    "Periksa setiap `# tebakan`, isi setiap `[isi: …]`, lalu jalankan `sopflow lint`."
)
_PROBLEMS: Final = {
    BookProblem.TOO_BIG: (
        Text("terlalu besar", "it is too big"),
        Text(
            "Paling besar 10 MB dan 40.000 sel berisi; hapus gambar dan lembar lain.",
            "At most 10 MB and 40,000 cells in use; remove pictures and other sheets.",
        ),
    ),
    BookProblem.OLD_OR_LOCKED: (
        Text("berbentuk lama (.xls) atau berkata sandi", "it is in the old form or locked"),
        Text(
            "Simpan sebagai Buku Kerja Excel (*.xlsx) tanpa kata sandi.",
            "Save it as an Excel workbook (*.xlsx) without a password.",
        ),
    ),
    BookProblem.OPEN_DOCUMENT: (
        Text("berbentuk OpenDocument (.ods)", "it is an OpenDocument sheet (.ods)"),
        Text("Simpan sebagai Excel 2007-365 (*.xlsx).", "Save it as Excel 2007-365 (*.xlsx)."),
    ),
    BookProblem.NO_WORKBOOK: (
        Text("bukan berkas Excel (*.xlsx)", "it is no Excel file (*.xlsx)"),
        Text("Pilih berkas yang disimpan sebagai *.xlsx.", "Choose a file saved as *.xlsx."),
    ),
    BookProblem.BROKEN: (
        Text("isinya rusak", "its content is damaged"),
        Text("Buka di Excel dan simpan ulang.", "Open it in Excel and save it again."),
    ),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook, or what keeps the file from being shown as one.

    `comments` counts the remarks of the file, which a workbook has no place for.
    """

    book: Book | None
    findings: tuple[Diagnostic, ...]
    comments: int


@dataclass(frozen=True, slots=True)
class Imported:
    """The text of an SOP file, when there was a table; what was read, guessed, missing, dropped.

    `findings` are about the workbook, `lint` is what the compiler says of the file, at the cells
    it comes from. `exported_as` is the version that the workbook was made of.
    """

    text: str | None
    findings: tuple[Diagnostic, ...]
    lint: tuple[Diagnostic, ...]
    hash: VersionId | None
    exported_as: str | None


def export_text(text: str, *, file: str) -> Exported:
    """Show an SOP file as a workbook; never raises, whatever the text."""
    root, findings = _read(text, file)
    if root is None or findings:
        return Exported(None, findings, 0)
    tree = plain_of(root)
    assert isinstance(tree, dict)
    version = _hash(compile_text(text, file=file))
    return Exported(book_of(tree, version=version), (), _comments(text) if root.pairs else 0)


def import_book(book: ReadBook | UnreadableBook, *, file: str) -> Imported:
    """Read a workbook as an SOP file; never raises, whatever stands in its cells."""
    findings = Findings(file)
    if isinstance(book, UnreadableBook):
        problem, hint = _PROBLEMS[book.problem]
        findings.report("SOP070", Spot(""), problem=problem, hint=hint)
        return Imported(None, findings.all, (), None, None)
    found = read_table(book, findings)
    if found.tree is None:
        return Imported(None, findings.all, (), None, None)
    text = format_text(text_of(found.tree, head=_HEAD.format(file=_name(file))), file=file).text
    compilation = compile_text(text, file=file)
    lint = tuple(_at_cells(compilation.diagnostics, text, found.tree, findings))
    return Imported(text, findings.all, lint, _hash(compilation), found.exported_as)


def _read(text: str, file: str) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    reporter = Reporter(text, file)
    try:
        root = yamltree.read(text, reporter)
        if root is not None:
            parse(root, Source(reporter))
    except TooManyFindings:
        return None, reporter.diagnostics
    return root, tuple(d for d in reporter.diagnostics if d.code in CANNOT_BE_SHOWN)


def _hash(compilation: Compilation) -> VersionId | None:
    return compilation.certificate.hash if compilation.certificate else None


def _comments(text: str) -> int:
    """Count the remarks of a file, but for the line that names its schema."""
    layout = read_layout(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [
        *give_comments(text.replace("\r\n", "\n").replace("\r", "\n"), layout),
        *(line for e in layout.order for line in (*e.head, *e.notes, *e.foot)),
    ]
    return sum(line.startswith("#") and "yaml-language-server" not in line for line in lines)


def _name(file: str) -> str:
    """Name a file without its folder, on one line."""
    return " ".join(file.replace("\\", "/").rpartition("/")[2].split())


def _at_cells(
    diagnostics: tuple[Diagnostic, ...], text: str, tree: Plain, findings: Findings
) -> Iterator[Diagnostic]:
    """Give what the compiler says the places that its reader knows: cells instead of lines."""
    root = yamltree.read(text, Reporter(text, ""))
    said = dict(_places(root, tree)) if root is not None else {}
    for found in diagnostics:
        leaf = said.get(Place(found.line, found.column))
        if leaf is not None and leaf in findings.asked:
            continue
        spot = (leaf.spot if leaf is not None else None) or Spot("")
        yield replace(
            found, line=spot.at.row, column=spot.at.column, sheet=spot.sheet, source_line=""
        )


def _places(node: Node, value: Plain) -> Iterator[tuple[Place, Said]]:
    """Pair the places of a file with the texts there, or the first in there: they know cells."""
    first = _first(value)
    if first is not None:
        yield node.place, first
    if isinstance(node, Mapping) and isinstance(value, dict):
        for name, (written, inner) in node.pairs.items():
            below = _first(value[name])
            if below is not None:
                yield written.place, below
            yield from _places(inner, value[name])
    elif isinstance(node, Sequence) and isinstance(value, list):
        for item, inner_value in zip(node.items, value, strict=True):
            yield from _places(item, inner_value)


def _first(value: Plain) -> Said | None:
    match value:
        case Said():
            return value
        case str():
            return None
        case _:
            inner = value.values() if isinstance(value, dict) else value
            return next((said for item in inner if (said := _first(item))), None)
