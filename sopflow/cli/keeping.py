"""Keeping it healthy: the record's check, the tables, and what a doctor would look at."""

from typing import Annotated

import typer

from sopflow.cli.exits import Exit
from sopflow.cli.frame import Json, emit, note, say, settings, stop
from sopflow.cli.runtime import runtime
from sopflow.domain.words import Text

audit = typer.Typer(no_args_is_help=True)
db = typer.Typer(no_args_is_help=True)

WHY = {
    "order": Text("urutannya putus", "out of order"),
    "broken_link": Text("tidak menyambung ke catatan sebelumnya", "does not continue the chain"),
    "altered": Text("isinya diubah", "was altered"),
    "private_altered": Text("catatan atau data pribadinya diubah", "its private part was altered"),
    "case_row": Text("baris berkas tidak sama dengan catatannya", "the case row differs"),
    "unknown_version": Text(
        "versi SOP-nya hilang atau diubah", "its SOP version is lost or altered"
    ),
    "not_an_arc": Text("bukan jalan dalam SOP", "is no move of the SOP"),
    "wrong_result": Text("hasilnya bukan hasil SOP", "its result is not the SOP's"),
}


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    audit.command(help=say("Hitung ulang semua catatan.", "Recompute every record."))(verify)
    cli.add_typer(audit, name="audit", help=say("Keutuhan catatan.", "Integrity of the record."))
    db.command(help=say("Siapkan atau perbarui tabel.", "Make or update the tables."))(upgrade)
    cli.add_typer(db, name="db", help=say("Basis data.", "The database."))
    cli.command(help=say("Periksa kesehatan pemasangan.", "Check the installation."))(doctor)


def verify(as_json: Json = False) -> None:
    """Recompute every chain and replay every case; the first bad record of a case is named."""
    from sopflow.services.audit import verify as verify_record

    with runtime() as made:
        report = verify_record(made.store)
    lines = [
        say(
            f"{bad.number} catatan {bad.seq}: {WHY[bad.why].id}",
            f"{bad.number} record {bad.seq}: {WHY[bad.why].en}",
        )
        for bad in report.bad
    ]
    whole = say("utuh", "whole") if report.is_whole else say("BERUBAH", "ALTERED")
    lines.append(
        say(
            f"{report.records} catatan dalam {report.cases} berkas diperiksa: {whole}",
            f"{report.records} records in {report.cases} cases checked: {whole}",
        )
    )
    emit(report, "\n".join(lines))
    if not report.is_whole:
        note(say("Cara: bandingkan dengan cadangan terakhir", "Cure: compare with the last backup"))
        stop(Exit.FOUND)


def upgrade(
    grant: Annotated[
        str | None,
        typer.Option(
            "--grant",
            metavar="ROLE",
            help=say(
                "Peran PostgreSQL yang boleh melayani, tanpa memiliki tabel.",
                "A PostgreSQL role that may serve without owning the tables.",
            ),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Bring the database to the tables of this version; doing it again changes nothing."""
    from sopflow.services.keeping import grant_serving, upgrade_database

    chosen = settings()
    if chosen.is_embedded:
        chosen.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    upgrade_database(chosen.store_url)
    if grant is not None:
        grant_serving(chosen.store_url, grant)
    kind = "sqlite" if chosen.is_embedded else "postgresql"
    emit({"database": kind, "current": True}, say("tabel sudah terkini", "the tables are current"))


def doctor(as_json: Json = False) -> None:
    """Look at everything that must be right, one line each, with the cure for what is not."""
    from sopflow.cli.doctor import State, examine

    findings = examine(settings())
    words = {
        State.OK: say("ok", "ok"),
        State.CAUTION: say("awas", "caution"),
        State.FAILED: say("gagal", "failed"),
    }
    cure = say("Cara", "Cure")
    lines = [
        f"{words[f.state]:<8}{f.what:<14}{f.found}" + (f" {cure}: {f.cure}" if f.cure else "")
        for f in findings
    ]
    counts = ", ".join(f"{sum(f.state is s for f in findings)} {w}" for s, w in words.items())
    emit({"findings": findings}, "\n".join([*lines, counts]))
    if any(f.state is State.FAILED for f in findings):
        stop(Exit.CONFIGURATION)
