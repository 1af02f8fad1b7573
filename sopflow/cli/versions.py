"""Versions of SOPs: submitted, tried, ratified by two people, in force, withdrawn."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sopflow.cli.comparing import diff
from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, As, Failure, Json, emit, note, now, read_text, say, stop, table
from sopflow.cli.migrating import migrate
from sopflow.cli.moments import OFFICE_ZONE, at_words
from sopflow.cli.runtime import acting_as, runtime
from sopflow.cli.tables import export, import_
from sopflow.cli.version_words import STATES, WHY_NOT
from sopflow.domain.lives import VersionState
from sopflow.domain.words import PersonId, Text

if TYPE_CHECKING:
    from sopflow.reads.versions import VersionRow
    from sopflow.services.publishing import Moved, NotMoved, NumberTaken
    from sopflow.wiring import Runtime

sop = typer.Typer(no_args_is_help=True)

Code = Annotated[str, typer.Argument(metavar=say("KODE", "CODE"))]
Number = Annotated[str, typer.Argument(metavar=say("VERSI", "VERSION"))]
Move = Callable[["Runtime", PersonId], "Moved | NotMoved"]


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    sop.command(help=say("Ajukan satu versi untuk direviu.", "Hand a version in."))(submit)
    sop.command("try", help=say("Mulai uji coba.", "Begin the trial of a version."))(try_)
    sop.command(help=say("Sahkan; perlu dua orang.", "Ratify; it takes two people."))(ratify)
    sop.command(help=say("Berlakukan yang sudah disahkan.", "Put in force what two ratified."))(
        publish
    )
    sop.command(help=say("Cabut satu versi.", "Withdraw a version."))(withdraw)
    sop.command(help=say("Bandingkan dua versi SOP.", "Compare two versions of an SOP."))(diff)
    sop.command(help=say("Pindahkan berkas berjalan.", "Move running cases."))(migrate)
    sop.command("list", help=say("Semua versi yang tersimpan.", "Every stored version."))(list_)
    sop.command(help=say("Riwayat satu versi.", "The life of a version."))(show)
    sop.command(help=say("Tulis SOP sebagai tabel Excel.", "Write SOPs as Excel tables."))(export)
    sop.command("import", help=say("Baca tabel Excel sebagai SOP.", "Read an Excel table."))(
        import_
    )
    cli.add_typer(sop, name="sop", help=say("Versi-versi SOP.", "Versions of SOPs."))


def submit(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    as_: As,
    draft: Annotated[
        bool,
        typer.Option("--draft", help=say("Simpan sebagai draf dulu.", "Keep it as a draft yet.")),
    ] = False,
    as_json: Json = False,
) -> None:
    """Store a version for review: only one that compiles and proves, never one number twice."""
    from sopflow.services.publishing import NotMoved, NotSound, NumberTaken
    from sopflow.services.publishing import submit as submit_text

    text = read_text(file)
    with runtime() as made:
        by = acting_as(made, as_)
        outcome = submit_text(made.store, text, file=str(file), by=by, is_draft=draft)
    if isinstance(outcome, NotSound):
        found = outcome.diagnostics
        emit(
            [d.as_dict(STATE.language) for d in found],
            "\n\n".join(d.render(STATE.language) for d in found),
        )
        note(say("tidak disimpan", "not stored"))
        stop(Exit.FOUND)
    if isinstance(outcome, NotMoved):
        raise _refused(as_, outcome)
    if isinstance(outcome, NumberTaken):
        raise _taken(outcome)
    for warning in outcome.warnings:
        note(warning.render(STATE.language))
    words = say("tersimpan", "stored") if outcome.is_new else say("sudah ada", "was there")
    emit(
        {
            "sop": outcome.sop,
            "version": outcome.version,
            "hash": outcome.version_id,
            "effective_on": outcome.effective_on,
            "is_new": outcome.is_new,
            "state": outcome.state,
        },
        f"{outcome.sop} {outcome.version} {words}: {STATES[outcome.state].in_(STATE.language)}",
    )


def try_(code: Code, version: Number, as_: As, as_json: Json = False) -> None:
    """Begin the trial: the version is played in scenarios and walks, never with live cases."""
    from sopflow.services.publishing import try_out

    _move(code, version, as_, lambda made, by: try_out(made.store, code, version, by=by))
    note(
        say(
            "mainkan dengan sopflow test dan sopflow walk; berkas sungguhan tidak dapat dibuka",
            "play it with sopflow test and sopflow walk; no real case can be opened",
        )
    )


def ratify(
    code: Code,
    version: Number,
    as_: As,
    words: Annotated[
        str | None, typer.Option("--note", help=say("Catatan.", "A note for the record."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Ratify a version in review: two different people, and the second did not submit it."""
    from sopflow.services.publishing import ratify as ratify_version

    _move(
        code,
        version,
        as_,
        lambda made, by: ratify_version(made.store, code, version, by=by, note=words),
    )


def publish(code: Code, version: Number, as_: As, as_json: Json = False) -> None:
    """Put a version that two ratified in force, from the day that its file names."""
    from sopflow.services.publishing import put_in_force

    _move(code, version, as_, lambda made, by: put_in_force(made.store, code, version, by=by))


def withdraw(
    code: Code,
    version: Number,
    as_: As,
    reason: Annotated[str, typer.Option("--reason", help=say("Alasannya.", "Why."))] = "",
    as_json: Json = False,
) -> None:
    """Withdraw a version: no case opens under it any more, those that run stay on it."""
    from sopflow.services.publishing import withdraw as withdraw_version

    _move(
        code,
        version,
        as_,
        lambda made, by: withdraw_version(made.store, code, version, by=by, reason=reason),
    )


def _move(code: str, version: str, username: str, move: Move) -> None:
    from sopflow.services.publishing import NotMoved

    with runtime() as made:
        outcome = move(made, acting_as(made, username))
    if isinstance(outcome, NotMoved):
        raise _refused(username, outcome)
    state = outcome.life.state_on(today())
    words = STATES[state].in_(STATE.language)
    if state is VersionState.RATIFIED and outcome.life.from_on is None:
        words += f" ({len(outcome.life.ratified_by)}/2)"
    elif outcome.life.from_on is not None:
        words += f", {say('mulai', 'from')} {outcome.life.from_on}"
    emit(
        {
            "sop": code,
            "version": version,
            "hash": outcome.version_id,
            "effective_on": outcome.effective_on,
            "is_new": outcome.is_new,
            "state": state,
        },
        f"{code} {version}: {words}",
    )


def _refused(username: str, refused: "NotMoved") -> Failure:
    exit_, message, cure = WHY_NOT[refused.why]
    state = STATES[refused.life.state_on(today())] if refused.life else Text("", "")
    return Failure(
        exit_,
        Text(
            message.id.format(who=username, state=state.id),
            message.en.format(who=username, state=state.en),
        ),
        cure,
        code=refused.why.value,
    )


def _taken(taken: "NumberTaken") -> Failure:
    return Failure(
        Exit.CONFLICT,
        Text(
            f"{taken.sop} {taken.version} sudah tersimpan dengan isi lain",
            f"{taken.sop} {taken.version} is stored with another text",
        ),
        Text("naikkan versi: di berkas SOP", "raise versi: in the SOP file"),
        code="number_taken",
    )


def list_(as_json: Json = False) -> None:
    """List stored versions, newest first for each SOP, with what each is today."""
    from sopflow.reads.versions import stored_versions

    with runtime() as made:
        rows = stored_versions(made.store, on=today())
    if as_json:
        emit(rows)
        return
    headings = (
        Text("SOP", "SOP"),
        Text("VERSI", "VERSION"),
        Text("NAMA", "NAME"),
        Text("KEADAAN", "STATE"),
        Text("BERLAKU DI", "AT"),
        Text("MULAI", "FROM"),
        Text("DISAHKAN OLEH", "RATIFIED BY"),
    )
    table([h.in_(STATE.language) for h in headings], [_row(row) for row in rows])


def _row(row: "VersionRow") -> list[str]:
    return [
        row.sop,
        row.version,
        row.title.in_(STATE.language),
        STATES[row.state].in_(STATE.language),
        row.unit or say(f"tiap {row.unit_kind}", f"every {row.unit_kind}"),
        row.effective_on.isoformat(),
        ", ".join(row.ratified_by) or "-",
    ]


def show(
    code: Code,
    version: Number,
    source: Annotated[
        bool, typer.Option("--source", help=say("Tulis teksnya.", "Write its text."))
    ] = False,
    as_json: Json = False,
) -> None:
    """Show who did what for a version and when, or write the text that was submitted."""
    from sopflow.reads.versions import source_of, stored_versions

    with runtime() as made:
        text = source_of(made.store, code, version)
        rows = stored_versions(made.store, on=today(), sop=code)
    row = next((r for r in rows if r.version == version), None)
    if text is None or row is None:
        message = Text(f"{code} {version} tidak ada", f"there is no {code} {version}")
        cure = Text("lihat: sopflow sop list", "see: sopflow sop list")
        raise Failure(Exit.NOT_FOUND, message, cure, code="version_not_found")
    emit({"source": text} if source else row, text if source else _shown(row))


def _shown(row: "VersionRow") -> str:
    language = STATE.language
    lines = [f"{row.sop} {row.version}  {row.title.in_(language)}  ({row.version_id})"]
    for event in row.events:
        told = f": {event.note}" if event.note else ""
        state = STATES[event.state].in_(language)
        lines.append(f"  {at_words(event.recorded_at, OFFICE_ZONE)}  {state:<9} {event.name}{told}")
    until = f" - {row.until_on}" if row.until_on else ""
    lines.append(f"  {say('sekarang', 'now')} {STATES[row.state].in_(language)}; "
                 f"{say('berlaku', 'in force')} {row.effective_on}{until}")  # fmt: skip
    return "\n".join(lines)


def today() -> date:
    """The day on the office's clock."""
    return now().astimezone(OFFICE_ZONE).date()
