"""What an author has while writing: the schema for the editor, and the normal form of a file."""

import sys
from difflib import unified_diff
from pathlib import Path
from shutil import copymode
from typing import Annotated, Any

import typer

from sopflow.cli.authoring import Files, sop_files
from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, Json, emit, note, read_text, say, stop
from sopflow.domain.words import Text

Check = Annotated[
    bool,
    typer.Option(
        "--check",
        help=say(
            "Jangan menulis; katakan apa yang akan berubah.",
            "Write nothing; say what would change.",
        ),
    ),
]


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    cli.command(help=say("Cetak JSON Schema berkas SOP.", "Print the JSON Schema of an SOP file."))(
        schema
    )
    cli.command(
        help=say(
            "Rapikan berkas SOP; isi dan catatannya tetap.",
            "Lay SOP files out in one way; content and comments stay.",
        )
    )(fmt)


def schema(as_json: Json = False) -> None:
    """Write the schema that editors check an SOP file with."""
    from sopflow.compiler.schema.generate import schema_text

    sys.stdout.write(schema_text())


def fmt(files: Files, check: Check = False, as_json: Json = False) -> None:
    """Lay each file out; one that cannot be read is left alone with its findings."""
    documents, parts = [], []
    for path in sop_files(files):
        document, part = _format(path, check)
        documents.append(document)
        parts += part
    emit(documents, "\n\n".join(parts))
    changed = sum(d["changed"] for d in documents)
    unreadable = sum(bool(d["findings"]) for d in documents)
    note(_summary(len(documents), changed, unreadable, check))
    if unreadable or (check and changed):
        stop(Exit.FOUND)


def _format(path: Path, check: bool) -> tuple[dict[str, Any], list[str]]:
    from sopflow.compiler.layout.form import format_text

    text = read_text(path)
    found = format_text(text, file=str(path))
    changed = found.text != text
    diff = _diff(text, found.text, str(path)) if check and changed else ""
    if changed and not check:
        _replace(path, found.text)
    findings = [d.as_dict(STATE.language) for d in found.findings]
    document = {"file": str(path), "changed": changed, "diff": diff, "findings": findings}
    words = [d.render(STATE.language) for d in found.findings]
    return document, [*words, *([diff] if diff else [])]


def _diff(before: str, after: str, name: str) -> str:
    lines = unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=1)
    return "\n".join(lines)


def _replace(path: Path, text: str) -> None:
    """Put the new text in the file's place in one step: nobody ever finds half a file."""
    target = path.resolve()
    new = target.with_name(f".{target.name}.baru")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        copymode(target, new)
        new.replace(target)
    except OSError as error:
        new.unlink(missing_ok=True)
        message = Text(f"{path}: tidak dapat ditulis ({error})", f"{path}: not writable ({error})")
        cure = Text("periksa izin foldernya", "check the permissions of its folder")
        raise Failure(Exit.NOT_PERMITTED, message, cure) from None


def _summary(files: int, changed: int, unreadable: int, check: bool) -> str:
    done = say("akan berubah", "would change") if check else say("dirapikan", "changed")
    return say(
        f"{files} berkas, {changed} {done}, {unreadable} tidak terbaca",
        f"{files} files, {changed} {done}, {unreadable} not readable",
    )
