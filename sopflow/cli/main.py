"""The command `sopflow`: every noun and verb, and the one place where a failure meets a person."""

import os
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from sopflow.cli import (
    authoring,
    besides,
    cases,
    demo,
    events,
    keeping,
    looking,
    office,
    processes,
    rehearsing,
    versions,
    walking,
    writing,
)
from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, fail, language_asked, language_first, now, say
from sopflow.domain import errors
from sopflow.domain.words import Text

cli = typer.Typer(
    name="sopflow",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "Menjalankan SOP sebagai berkas hidup: tak satu pun pejabat dapat dilewati.",
        "Runs an office's SOP as live cases in which no official can be skipped.",
    ),
)
USAGE = (
    (r"No such command '(.+?)'\.", r"perintah '\1' tidak ada."),
    (r"No such option: (\S+)", r"pilihan \1 tidak ada"),
    (r"Missing argument '(.+?)'\.", r"\1 belum disebut."),
    (r"Missing option '(.+?)'\.", r"pilihan \1 belum disebut."),
    (r"Got unexpected extra argument\S* \((.+)\)", r"terlalu banyak: \1"),
    (r"Option '?(\S+?)'? requires an argument\.", r"pilihan \1 belum diisi."),
    (r"Invalid value for '(.+?)': .*integer.*", r"nilai \1 harus angka bulat."),
    (r"Invalid value for '(.+?)': ", r"nilai \1 tidak sah: "),
)

ROOMS = (
    demo,
    processes,
    cases,
    besides,
    events,
    looking,
    authoring,
    rehearsing,
    versions,
    walking,
    writing,
    versions,
    office,
    keeping,
)
for room in ROOMS:
    room.register(cli)


@cli.callback()
def options(
    lang: Annotated[
        str, typer.Option("--lang", help=say("Bahasa: id atau en.", "Language: id or en."))
    ] = STATE.language,
    quiet: Annotated[
        bool,
        typer.Option("-q", "--quiet", help=say("Tanpa keterangan jalannya.", "No progress.")),
    ] = False,
) -> None:
    """Take what stands before the noun."""
    if lang not in ("id", "en"):
        message = Text(f'bahasa "{lang}" tidak dikenal', f'unknown language "{lang}"')
        raise Failure(Exit.USAGE, message, Text("--lang id atau --lang en", "--lang id or en"))
    STATE.language = lang
    STATE.quiet = quiet


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; no exception leaves, whatever happened."""
    STATE.language, STATE.quiet = language_asked(arguments), False
    STATE.as_json = "--json" in arguments
    arguments = language_first(arguments)
    try:
        code = typer.main.get_command(cli).main(
            args=list(arguments), prog_name="sopflow", standalone_mode=False
        )
        return code if isinstance(code, int) else Exit.DONE
    except Failure as failure:
        return fail(failure)
    except TyperException as error:
        return _usage(error)
    except (Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away
        return Exit.DONE
    except errors.SopflowError as error:
        return fail(_known(error))
    except Exception:  # noqa: BLE001  nobody above this line
        return _unexpected()


def app() -> None:
    """Be the program."""
    sys.exit(run(sys.argv[1:]))


def _usage(error: TyperException) -> Exit:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "sopflow"
    if context is not None and not message:  # no arguments: the help was asked for
        sys.stdout.write(context.get_help() + "\n")
        return Exit.USAGE
    cure = Text(f"{where} --help", f"{where} --help")
    return fail(Failure(Exit.USAGE, Text(_in_indonesian(message), message), cure))


def _in_indonesian(message: str) -> str:
    """Say what the library says about wrong usage; what is not known here stays English."""
    for pattern, words in USAGE:
        if (found := re.match(pattern, message)) is not None:
            return found.expand(words) + message[found.end() :]
    return message


def _known(error: errors.SopflowError) -> Failure:
    """Word a failure that the project raises on purpose."""
    detail = str(error)
    match error:
        case errors.CaseNotFound():
            message = Text("berkas itu tidak ada", "there is no such case")
            cure = Text("periksa nomornya: sopflow case list", "check it: sopflow case list")
            return Failure(Exit.NOT_FOUND, message, cure, code="case_not_found")
        case errors.VersionNotFound():
            message = Text(
                "SOP itu tidak ada, atau belum berlaku di unit ini",
                "no such SOP, or none in force at this unit",
            )
            cure = Text("lihat: sopflow sop list", "see: sopflow sop list")
            return Failure(Exit.NOT_FOUND, message, cure, code="version_not_found")
        case errors.StoreUnavailable():
            message = Text(
                f"basis data belum siap: {detail}", f"the database is not ready: {detail}"
            )
            cure = Text(
                "sopflow db upgrade; periksa SOPFLOW_DATABASE_URL",
                "sopflow db upgrade; check SOPFLOW_DATABASE_URL",
            )
            return Failure(Exit.CONFIGURATION, message, cure, code="store_unavailable")
        case errors.ConfigurationError():
            cure = Text("sopflow doctor", "sopflow doctor")
            return Failure(Exit.CONFIGURATION, Text(detail, detail), cure, code="configuration")
        case errors.RecordRejected():
            message = Text(f"ditolak basis data: {detail}", f"refused by the database: {detail}")
            cure = Text(
                "laporkan: mesin dan basis data tidak sepakat",
                "report it: the engine and the database disagree",
            )
            return Failure(Exit.FAULT, message, cure, code="record_rejected")
        case _:
            return Failure(Exit.FAULT, Text(detail, detail), code=type(error).__name__)


def _unexpected() -> Exit:
    """Keep the details for whoever mends it, and give the person a code to quote."""
    reference = token_hex(4)
    entry = f"{now().isoformat()} {reference}\n{traceback.format_exc()}\n"
    path = None
    for folder in (Path(os.environ.get("SOPFLOW_DATA_DIR", "sopflow-data")), Path(gettempdir())):
        try:
            if folder.is_dir():
                path = folder / "sopflow.log"
                with path.open("a", encoding="utf-8") as log:
                    log.write(entry)
                break
        except OSError:
            path = None
    message = Text(
        f"kesalahan tak terduga, kode rujukan {reference}",
        f"unexpected fault, reference {reference}",
    )
    cure = Text(
        f"kirim {path} kepada yang merawat sopflow", f"send {path} to who maintains sopflow"
    )
    return fail(Failure(Exit.FAULT, message, cure, code=f"unexpected:{reference}"))
