"""What every command shares: its language, results on stdout, all else on stderr, and failing well.

A result is written once, as lines for people or as one JSON document (`--json`). A `Failure` says
what is wrong, where, and the cure, and carries the exit code.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TextIO

import typer

from sopflow.cli.exits import Exit
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from rich.console import Console

    from sopflow.settings import Settings

PIPE_WIDTH = 1000
"""Columns of a table that no terminal shows: nothing is folded."""


class Failure(Exception):
    """The command cannot go on. `code` is a stable word for scripts."""

    def __init__(
        self, exit_: Exit, message: Text, cure: Text | None = None, *, code: str | None = None
    ) -> None:
        super().__init__(message.id)
        self.exit = exit_
        self.message = message
        self.cure = cure
        self.code = code or exit_.name.lower()


@dataclass
class _State:
    """What the options said, for the one command that this process runs."""

    language: str = "id"
    as_json: bool = False
    quiet: bool = False


def language_asked(arguments: Sequence[str]) -> str:
    """Look for the language before anything is parsed, since help texts are worded in it."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return "en" if argument.endswith("=en") else "id"
        if argument == "--lang" and at + 1 < len(arguments):
            return "en" if arguments[at + 1] == "en" else "id"
    return "en" if os.environ.get("SOPFLOW_LANGUAGE") == "en" else "id"


def language_first(arguments: Sequence[str]) -> list[str]:
    """Bring `--lang` to the front, so that it may stand anywhere before a lone `--`."""
    left = list(arguments)
    end = left.index("--") if "--" in left else len(left)
    for at, argument in enumerate(left[:end]):
        if argument.startswith("--lang="):
            return [argument, *left[:at], *left[at + 1 :]]
        if argument == "--lang" and at + 1 < end:
            return [argument, left[at + 1], *left[:at], *left[at + 2 :]]
    return left


STATE = _State(language=language_asked(sys.argv[1:]))


def say(indonesian: str, english: str) -> str:
    """Give the words in the language of this run."""
    return english if STATE.language == "en" else indonesian


def _remember_json(value: bool) -> bool:
    STATE.as_json = STATE.as_json or value
    return value


Json = Annotated[
    bool,
    typer.Option(
        "--json",
        callback=_remember_json,
        help=say("Hasil sebagai satu dokumen JSON.", "The result as one JSON document."),
    ),
]
As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar=say("PENGGUNA", "USERNAME"),
        help=say(
            "Bertindak sebagai pengguna ini; jabatannya tetap mengikat.",
            "Act as this user, bound by the posts that they hold.",
        ),
    ),
]
Key = Annotated[
    str | None,
    typer.Option(
        "--idempotency-key",
        help=say(
            "Kunci pengiriman: mengulang dengan kunci yang sama tidak mengubah apa-apa.",
            "Key of this command: repeating it with the same key changes nothing.",
        ),
    ),
]


def emit(value: Any, lines: str | None = None) -> None:
    """Write the result: JSON when asked for, else `lines`."""
    if STATE.as_json or lines is None:
        sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")
    elif lines:
        sys.stdout.write(lines.rstrip("\n") + "\n")


def note(words: str) -> None:
    """Tell the person what goes on; never the result."""
    if not STATE.quiet:
        sys.stderr.write(words + "\n")


def fail(failure: Failure) -> Exit:
    """Say what is wrong and how to mend it; with `--json` also as a document on stdout."""
    message = failure.message.in_(STATE.language)
    cure = failure.cure.in_(STATE.language) if failure.cure else None
    if STATE.as_json:
        emit({"error": {"code": failure.code, "message": message, "cure": cure}})
    red, back = ("\x1b[31m", "\x1b[0m") if colours(sys.stderr) else ("", "")
    sys.stderr.write(f"{red}{say('gagal', 'error')}:{back} {message}\n")
    if cure:
        sys.stderr.write(f"{say('Cara', 'Cure')}: {cure}\n")
    return failure.exit


def stop(exit_: Exit) -> NoReturn:
    """End the command with this exit code, its result being written already."""
    raise typer.Exit(exit_)


def plain(value: Any) -> Any:
    """Turn a result into JSON values; instants become RFC 3339 in UTC."""
    if isinstance(value, Text):
        return value.in_(STATE.language)
    if is_dataclass(value) and not isinstance(value, type):
        names = value.__dataclass_fields__
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if value is None or isinstance(value, (str, int, float)):
        return str(value) if isinstance(value, str) else value
    return str(value)


def colours(stream: TextIO) -> bool:
    """Say whether colours are welcome there."""
    dull = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not dull


def console() -> "Console":
    """Give a console for tables: the terminal's width, or none at all when piped."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(
        file=sys.stdout,
        width=width,
        no_color=not colours(sys.stdout),
        highlight=False,
        soft_wrap=False,
    )


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows under headings, aligned; nothing but the rows decides the width."""
    from rich.table import Table
    from rich.text import Text as RichText

    found = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for heading in headings:
        found.add_column(heading, overflow="fold")
    for row in rows:
        found.add_row(*(RichText(cell) for cell in row))
    with console() as out, out.capture() as captured:
        out.print(found)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def now() -> datetime:
    """Read the clock, once at the edge."""
    return datetime.now(UTC)


def settings() -> "Settings":
    """Read the environment, or say which variable is wrong."""
    from pydantic import ValidationError

    from sopflow.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "SOPFLOW_" + str(first["loc"][0]).upper()
        raise Failure(
            Exit.CONFIGURATION,
            Text(f"{name} tidak terbaca: {first['msg']}", f"{name}: {first['msg']}"),
            Text("perbaiki variabel itu; lihat README", "mend that variable; see the README"),
        ) from None


def read_text(path: Path) -> str:
    """Read a file that the person named."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = Text(f"{path}: tidak ada berkas itu", f"{path}: no such file")
        cure = Text("periksa nama dan foldernya", "check the name and the folder")
        raise Failure(Exit.NOT_FOUND, message, cure) from None
    except (OSError, UnicodeDecodeError) as error:
        message = Text(f"{path}: tidak terbaca ({error})", f"{path}: not readable ({error})")
        cure = Text("simpan sebagai teks UTF-8", "save it as UTF-8 text")
        raise Failure(Exit.USAGE, message, cure) from None
