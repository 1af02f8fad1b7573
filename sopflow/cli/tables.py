"""`sopflow sop export` and `sop import`: SOP files as the workbooks that the bureau works in."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sopflow.cli.authoring import Files, sop_files
from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, Json, emit, note, read_text, say, stop
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.compiler.diagnostics import Diagnostic
    from sopflow.compiler.sheets.workbook import Imported

SUFFIX = ".xlsx"

Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        help=say("Timpa berkas yang sudah ada.", "Write over a file that is there."),
    ),
]


def export(
    files: Files,
    xlsx: Annotated[
        Path,
        typer.Option(
            "--xlsx",
            metavar=say("TUJUAN", "TARGET"),
            help=say(
                "Buku kerja yang dibuat; untuk beberapa berkas, foldernya.",
                "The workbook to make; a folder for several files.",
            ),
        ),
    ],
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Write each SOP file as a workbook with the official table and everything else it says."""
    sources = sop_files(files)
    if xlsx.suffix.lower() == SUFFIX and len(sources) > 1:
        message = Text(f"{xlsx}: satu buku kerja, banyak SOP", f"{xlsx}: one workbook, many SOPs")
        raise Failure(Exit.USAGE, message, Text("--xlsx FOLDER", "--xlsx FOLDER"))
    documents, lines = [], []
    for source in sources:
        document, line = _export(source, _target(xlsx, source), replace)
        documents.append(document)
        lines.append(line)
    emit(documents, "\n".join(lines))
    if any(document["findings"] for document in documents):
        stop(Exit.FOUND)


def import_(
    workbook: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE.yaml",
            help=say(
                "Berkas SOP yang ditulis; tanpa ini ke layar.", "SOP file to write, else stdout."
            ),
        ),
    ] = None,
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Read a workbook as an SOP file, and say what was guessed, is missing and was left out."""
    from sopflow.services.tables import import_sop
    from sopflow.wiring import make_spreadsheets

    data = _read_bytes(workbook)
    if out is not None:
        _refuse_to_replace(out, replace)
    found = import_sop(data, file=str(workbook), spreadsheets=make_spreadsheets())
    if found.text is not None and out is not None:
        _write(out, found.text.encode("utf-8"))
    said = [*found.findings, *found.lint]
    words = "\n\n".join(_about(code, said) for code in dict.fromkeys(d.code for d in said))
    if out is None and found.text is not None and not STATE.as_json:
        sys.stderr.write(words + "\n" if words else "")
        emit(None, found.text)
    else:
        emit(_document(workbook, out, found), words)
    note(_summary(out, found))
    if found.text is None or any(d.is_error for d in said):
        stop(Exit.FOUND)


def _export(source: Path, target: Path, replace: bool) -> tuple[dict[str, Any], str]:
    from sopflow.services.tables import export_sop
    from sopflow.wiring import make_spreadsheets

    _refuse_to_replace(target, replace)
    made = export_sop(read_text(source), file=str(source), spreadsheets=make_spreadsheets())
    findings = [d.as_dict(STATE.language) for d in made.findings]
    document: dict[str, Any] = {"file": str(source), "xlsx": None, "findings": findings}
    if made.data is None:
        return document, "\n\n".join(d.render(STATE.language) for d in made.findings)
    _write(target, made.data)
    if made.comments:
        note(
            say(
                f"{source}: {made.comments} baris catatan (#) tidak ada di buku kerja",
                f"{source}: {made.comments} lines of remarks (#) are not in the workbook",
            )
        )
    return document | {"xlsx": str(target)}, f"{source} -> {target}"


def _target(xlsx: Path, source: Path) -> Path:
    """Name the workbook of a file: `izin-reklame-1.0.0.xlsx` in a folder."""
    if xlsx.suffix.lower() == SUFFIX:
        return xlsx
    return xlsx / f"{source.resolve().parent.name}-{source.stem}{SUFFIX}"


def _refuse_to_replace(target: Path, replace: bool) -> None:
    if target.exists() and not replace:
        message = Text(f"{target}: sudah ada", f"{target}: is there already")
        cure = Text("beri nama lain, atau --replace", "give another name, or --replace")
        raise Failure(Exit.CONFLICT, message, cure)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        message = Text(f"{path}: tidak ada berkas itu", f"{path}: no such file")
        cure = Text("periksa nama dan foldernya", "check the name and the folder")
        raise Failure(Exit.NOT_FOUND, message, cure) from None
    except OSError as error:
        message = Text(f"{path}: tidak terbaca ({error})", f"{path}: not readable ({error})")
        raise Failure(Exit.USAGE, message) from None


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(f".{target.name}.baru")
        new.write_bytes(data)
        new.replace(target)
    except OSError as error:
        message = Text(
            f"{target}: tidak dapat ditulis ({error})", f"{target}: not writable ({error})"
        )
        cure = Text("periksa izin foldernya", "check the permissions of its folder")
        raise Failure(Exit.NOT_PERMITTED, message, cure) from None


def _about(code: str, said: "Sequence[Diagnostic]") -> str:
    """Say all that has one code together; the cure once, where it is the same for all."""
    found = [d for d in said if d.code == code]
    cures = list(dict.fromkeys(d.cure.in_(STATE.language) for d in found))
    cure = say("Cara", "Cure")
    lines = [f"{code} {found[0].severity.words.in_(STATE.language)}"]
    for finding in found:
        lines.append(f"  {finding.where}: {finding.message.in_(STATE.language)}")
        if len(cures) > 1:
            lines.append(f"    {cure}: {finding.cure.in_(STATE.language)}")
    return "\n".join([*lines, f"  {cure}: {cures[0]}"] if len(cures) == 1 else lines)


def _document(workbook: Path, out: Path | None, found: "Imported") -> dict[str, Any]:
    def listed(findings: "Sequence[Diagnostic]") -> list[dict[str, Any]]:
        return [dict(d.as_dict(STATE.language)) for d in findings]

    return {
        "file": str(workbook),
        "out": str(out) if out is not None and found.text is not None else None,
        "text": found.text,
        "hash": found.hash,
        "exported_as": found.exported_as,
        "findings": listed(found.findings),
        "lint": listed(found.lint),
    }


def _summary(out: Path | None, found: "Imported") -> str:
    if found.text is None:
        return say("tidak ada yang ditulis", "nothing was written")
    codes = [d.code for d in found.findings]
    guessed, missing, dropped = (codes.count(c) for c in ("SOP071", "SOP072", "SOP073"))
    faults = sum(d.is_error for d in found.lint)
    lines = [
        say(
            f"{guessed} tebakan, {missing} harus diisi, {dropped} tidak dibawa; "
            f"{faults} kesalahan menurut lint",
            f"{guessed} guesses, {missing} to fill in, {dropped} left out; {faults} errors by lint",
        )
    ]
    if found.hash is not None and found.exported_as == found.hash:
        lines.append(
            say("isinya sama dengan versi yang diekspor", "the same as the version exported")
        )
    if out is not None:
        written, next_ = say("ditulis", "written"), say("berikutnya", "next")
        lines.append(f"{written}: {out}; {next_}: sopflow lint {out}")
    return "\n".join(lines)
