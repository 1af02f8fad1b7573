"""Looking from the command line: a case, lists of cases, a worklist, what is stuck."""

from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from sopflow.cli.cases import Number, case, no_case
from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, As, Json, emit, note, now, say, stop, table
from sopflow.cli.moments import at_words, due_words
from sopflow.cli.runtime import acting_as, runtime
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.domain.words import CaseId
    from sopflow.reads.views import CasePage
    from sopflow.wiring import Runtime

ROWS_MAX = 1000

Viewer = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar=say("PENGGUNA", "USERNAME"),
        help=say("Lihat sebagai pengguna ini; tanpa ini, semua.", "See as this user; else all."),
    ),
]


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    case.command(help=say("Lihat satu berkas.", "Look at a case."))(show)
    case.command("list", help=say("Daftar berkas.", "List cases."))(list_)
    cli.command(help=say("Berkas di meja seseorang.", "What waits on a desk."))(worklist)
    cli.command(help=say("Berkas yang tertahan, dengan sebabnya.", "Stuck cases."))(stuck)


def show(number: Number, as_: Viewer = None, as_json: Json = False) -> None:
    """Show where a case stands, what happened, and (with --as) what that person may do."""
    from sopflow.cli.casepage import page_lines
    from sopflow.reads.cases import case_page

    with runtime() as made:
        person = acting_as(made, as_) if as_ else None
        page = case_page(made.store, number, person=person, now=now())
        if page is None:
            raise no_case(number)
        zone = _zones(made, [page.id])[page.id]
        emit(masked(page), page_lines(page, now(), zone))


def list_(
    as_: Viewer = None,
    search: Annotated[
        str | None, typer.Option("--search", help=say("Bagian nomor.", "Part of a number."))
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=ROWS_MAX)] = 200,
    as_json: Json = False,
) -> None:
    """List cases, newest first."""
    from sopflow.reads.cases import list_cases

    with runtime() as made:
        person = acting_as(made, as_) if as_ else None
        at = now()
        rows = list_cases(made.store, person=person, now=at, search=search, limit=limit)
        zones = _zones(made, [row.id for row in rows])
    if as_json:
        emit(rows)
        return
    table(
        [say("NOMOR", "NUMBER"), "SOP", "UNIT", say("KEADAAN", "STATE"), say("BATAS", "DUE")],
        [
            [
                row.number,
                f"{row.sop_code} {row.sop_version}",
                row.unit,
                _state(row.end_label, row.open_activities),
                due_words(row.due_at, at, zones[row.id]),
            ]
            for row in rows
        ],
    )


def worklist(
    as_: As,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    as_json: Json = False,
) -> None:
    """List exactly what the person may act on now, earliest due first."""
    from sopflow.reads.worklist import worklist as work_of

    with runtime() as made:
        at = now()
        rows = work_of(made.store, acting_as(made, as_), now=at, limit=limit)
        zones = _zones(made, [row.case_id for row in rows])
    if as_json:
        emit(rows)
        return
    if not rows:
        note(say("tidak ada yang menunggu", "nothing is waiting"))
        return
    table(
        [say("NOMOR", "NUMBER"), say("KEGIATAN", "STEP"), "", say("BATAS", "DUE")],
        [
            [
                row.number,
                row.step,
                row.activity.in_(STATE.language),
                due_words(row.due_at, at, zones[row.case_id]),
            ]
            for row in rows
        ],
    )


def stuck(
    as_: Viewer = None,
    fail: Annotated[
        bool,
        typer.Option("--fail", help=say("Kode 1 bila ada.", "Exit code 1 when there are any.")),
    ] = False,
    as_json: Json = False,
) -> None:
    """List open cases that do not move, each once, with its cause and its owner."""
    from sopflow.reads.stuck import stuck_cases

    with runtime() as made:
        person = acting_as(made, as_) if as_ else None
        rows = stuck_cases(made.store, person=person, now=now())
        zones = _zones(made, [row.case_id for row in rows])
    if as_json:
        emit(rows)
    elif not rows:
        note(say("tidak ada yang tertahan", "nothing is stuck"))
    else:
        table(
            [
                say("NOMOR", "NUMBER"),
                say("KEGIATAN", "STEP"),
                say("SEBAB", "CAUSE"),
                say("PADA", "OWNER"),
                say("SEJAK", "SINCE"),
            ],
            [
                [
                    row.number,
                    row.activity.in_(STATE.language),
                    CAUSES.get(row.cause, Text(row.cause, row.cause)).in_(STATE.language),
                    row.owner,
                    at_words(row.since, zones[row.case_id]),
                ]
                for row in rows
            ],
        )
    if fail and rows:
        stop(Exit.FOUND)


CAUSES = {
    "overdue": Text("terlambat", "overdue"),
    "nobody_holds": Text("jabatan kosong", "nobody holds the post"),
    "incident": Text("langkah otomatis menyerah", "an automatic step gave up"),
    "notice_undelivered": Text("pemberitahuan tidak sampai", "a notice is not delivered"),
    "waiting_applicant": Text("menunggu pemohon", "waiting for the applicant"),
}


def masked(page: "CasePage") -> dict[str, Any]:
    """Show a case as data with personal fields covered."""
    shown = {name: getattr(page, name) for name in page.__dataclass_fields__}
    shown["fields"] = [
        {"id": id_, "label": label, "value": "•••" if personal else value, "personal": personal}
        for id_, label, value, personal in page.fields
    ]
    shown["requirements"] = [
        {"id": id_, "label": label, "received": received}
        for id_, label, received in page.requirements
    ]
    shown["actions"] = [
        {
            "item": a.item,
            "view": a.view,
            "step": a.step.id,
            "answer": a.answer.id,
            "label": a.answer.label,
            "for_applicant": a.is_for_applicant,
        }
        for a in page.actions
    ]
    return shown


def _zones(made: "Runtime", case_ids: "list[CaseId]") -> dict["CaseId", ZoneInfo]:
    """The clock of each case: that of the unit which handles it."""
    from sopflow.reads.posts import zones_of_cases

    return {id_: ZoneInfo(zone) for id_, zone in zones_of_cases(made.store, case_ids).items()}


def _state(end: Text | None, activities: tuple[Text, ...]) -> str:
    if end is not None:
        return end.in_(STATE.language)
    return "; ".join(a.in_(STATE.language) for a in activities)
