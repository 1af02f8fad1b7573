"""The office itself: its organisation file, and who may sign in."""

import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, Json, emit, note, now, read_text, say, stop
from sopflow.cli.runtime import acting_as, runtime
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.compiler.organisation_sheet import Finding
    from sopflow.domain.organisation import Change, Organisation

LINK_PATH = "/masuk/pertama/"
"""Where the pages take a one-time link."""

org = typer.Typer(no_args_is_help=True)
user = typer.Typer(no_args_is_help=True)

Username = Annotated[str, typer.Argument(metavar=say("PENGGUNA", "USERNAME"))]


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    org.command(help=say("Pasang berkas organisasi.", "Apply an organisation file."))(apply)
    org.command(help=say("Tulis berkas contoh.", "Write a sample file."))(sample)
    cli.add_typer(org, name="org", help=say("Unit, jabatan, pejabat.", "Units, posts, officials."))
    user.command(help=say("Tetapkan kata sandi.", "Set a password."))(password)
    user.command(help=say("Buat tautan masuk sekali pakai.", "Make a one-time link."))(link)
    cli.add_typer(user, name="user", help=say("Akun pengguna.", "Accounts."))


def read_organisation_file(path: Path) -> "Organisation":
    """Read an organisation file, or write every finding and end the command."""
    from sopflow.compiler.organisation import read_organisation

    read = read_organisation(read_text(path), file=str(path))
    if isinstance(read, tuple):
        emit([_finding(f) for f in read], "\n\n".join(_finding_lines(f) for f in read))
        note(
            say(
                f"{len(read)} kesalahan, tidak ada yang dipasang",
                f"{len(read)} errors, nothing done",
            )
        )
        stop(Exit.FOUND)
    return read


def _finding(finding: "Finding") -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": "error",
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "cure": finding.cure,
    }


def _finding_lines(finding: "Finding") -> str:
    place = f"{finding.file}:{finding.line}:{finding.column}"
    message, cure = finding.message.in_(STATE.language), finding.cure.in_(STATE.language)
    return (
        f"{place}: {finding.code} {say('kesalahan', 'error')}: {message}\n"
        f"    {finding.source}\n    {' ' * (finding.column - 1)}^\n"
        f"    {say('Cara', 'Cure')}: {cure}"
    )


def apply(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=say("Hanya tunjukkan.", "Only show what would change.")),
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring units, posts, officials and letters to what the file says; appointments only grow."""
    from sopflow.domain.errors import OrganisationInvalid
    from sopflow.services.organisation import apply_organisation

    organisation = read_organisation_file(file)
    with runtime() as made:
        try:
            changes = apply_organisation(made.store, organisation, dry_run=dry_run)
        except OrganisationInvalid as error:
            names = ", ".join(f"{c.kind} {c.id} ({c.detail})" for c in error.args)
            raise Failure(
                Exit.CONFLICT,
                Text(f"tidak dapat diubah lagi: {names}", f"cannot be rewritten: {names}"),
                Text(
                    "buat jabatan atau surat baru; yang lama diakhiri dengan sampai:",
                    "make a new post or letter; end the old one with sampai:",
                ),
                code="organisation_conflict",
            ) from None
    emit({"dry_run": dry_run, "changes": changes}, "\n".join(_change_line(c) for c in changes))
    done = say("akan berubah", "would change") if dry_run else say("berubah", "changed")
    note(f"{len(changes)} {done}" if changes else say("tidak ada yang berubah", "nothing changed"))


def _change_line(change: "Change") -> str:
    words = {
        "added": say("baru", "new"),
        "changed": say("ubah", "change"),
        "ended": say("akhiri", "end"),
    }
    kinds = {
        "unit": "unit",
        "calendar": say("kalender", "calendar"),
        "position": say("jabatan", "position"),
        "official": say("pejabat", "official"),
        "account": say("akun", "account"),
        "appointment": say("penunjukan", "appointment"),
    }
    line = f"{words[change.action]:<7} {kinds[change.kind]:<11} {change.id}"
    return f"{line}  {change.detail}" if change.detail else line


def sample() -> None:
    """Write the sample organisation file to stdout."""
    sys.stdout.write(sample_organisation())


def sample_organisation() -> str:
    """Give the text of the sample city."""
    return (files("sopflow.cli") / "sample" / "organisation.yaml").read_text(encoding="utf-8")


def password(
    username: Username,
    from_stdin: Annotated[
        bool, typer.Option("--stdin", help=say("Baca dari masukan.", "Read it from stdin."))
    ] = False,
) -> None:
    """Set a password, typed twice or read from stdin; never an argument."""
    from sopflow.services.signin import PASSWORD_LENGTH_MIN, is_long_enough, set_password

    if from_stdin or not sys.stdin.isatty():
        secret = sys.stdin.readline().rstrip("\n")
    else:
        secret = typer.prompt(say("Kata sandi", "Password"), hide_input=True, err=True)
        if secret != typer.prompt(say("Sekali lagi", "Once more"), hide_input=True, err=True):
            message = Text("kedua kata sandi berbeda", "the two passwords differ")
            raise Failure(Exit.USAGE, message, Text("ulangi", "try again"))
    if not is_long_enough(secret):
        message = Text("kata sandi terlalu pendek", "the password is too short")
        cure = f"{PASSWORD_LENGTH_MIN}"
        raise Failure(
            Exit.USAGE,
            message,
            Text(f"paling sedikit {cure} huruf", f"at least {cure} characters"),
        )
    with runtime() as made:
        set_password(made.store, acting_as(made, username), secret, now=now())
    note(say("kata sandi diganti; semua sesi berakhir", "password set; every session ended"))


def link(username: Username, as_json: Json = False) -> None:
    """Make a one-time link with which the person sets a password."""
    from sopflow.services.signin import make_link

    with runtime() as made:
        person = acting_as(made, username)
        made_link = make_link(made.store, username, now=now())
        if made_link is None:
            message = Text(f"akun {person} dinonaktifkan", f"the account {person} is disabled")
            raise Failure(Exit.NOT_PERMITTED, message)
        address = f"{made.settings.public_url}{LINK_PATH}{made_link.token}"
    emit({"url": address, "expires_at": made_link.expires_at}, address)
