"""Cases from the command line: open, advance, withdraw, cancel.

An operator names with `--as` for whom a command is given; the engine judges by that person's
posts, as everywhere.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import NAMESPACE_URL, uuid4, uuid5
from zoneinfo import ZoneInfo

import typer

from sopflow.cli.exits import OF_REFUSAL, Exit
from sopflow.cli.frame import (
    STATE,
    As,
    Failure,
    Json,
    Key,
    emit,
    now,
    read_text,
    say,
)
from sopflow.cli.moments import OFFICE_ZONE
from sopflow.cli.runtime import acting_as, runtime
from sopflow.domain.refusals import Refusal
from sopflow.domain.words import CaseId, ItemId, PersonId, Text, UnitId, WorkItemId

if TYPE_CHECKING:
    from sopflow.domain.cases import Receipt, Submission
    from sopflow.reads.views import CasePage
    from sopflow.wiring import Runtime

ANSWERS = {"selesai": "done", "setuju": "approve", "kembali": "return"}
"""Indonesian words for the answers that the language itself gives."""

Number = Annotated[str, typer.Argument(metavar=say("NOMOR", "NUMBER"))]
Note = Annotated[str | None, typer.Option("--note", help=say("Alasan.", "The reason."))]
Proof = Annotated[
    str | None,
    typer.Option(
        "--proof",
        help=say("Bagaimana pemohon dikenali di loket.", "How the applicant was identified."),
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="ID=…", help=say("Isian, boleh berulang.", "A field.")),
]
Papers = Annotated[
    list[str] | None,
    typer.Option(
        "--paper",
        metavar="ID",
        help=say("Persyaratan yang diserahkan, boleh berulang.", "A paper that was handed in."),
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        help=say(
            'Berkas JSON {"fields": {…}, "papers": […]}.', 'JSON {"fields": {…}, "papers": […]}.'
        ),
    ),
]

case = typer.Typer(no_args_is_help=True)


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    case.command("open", help=say("Buka berkas di loket.", "Open a case at the counter."))(open_)
    case.command(help=say("Jawab satu kegiatan.", "Answer a step."))(advance)
    case.command(help=say("Tarik permohonan.", "Withdraw the application."))(withdraw)
    case.command(help=say("Batalkan oleh kantor.", "Cancel in the office's name."))(cancel)
    case.command(help=say("Nyatakan benturan kepentingan.", "Declare a conflict of interest."))(
        conflict
    )
    cli.add_typer(case, name="case", help=say("Berkas: buka, jawab, lihat.", "Cases."))
    cli.add_typer(case, name="berkas", hidden=True)


def open_(
    sop: Annotated[str, typer.Argument(metavar="SOP", help=say("Kode SOP.", "Code of the SOP."))],
    as_: As,
    unit: Annotated[
        str | None,
        typer.Option("--unit", help=say("Unit yang melayani.", "The unit that serves.")),
    ] = None,
    data: Data = None,
    field: Fields = None,
    paper: Papers = None,
    proof: Proof = None,
    notices: Annotated[
        str, typer.Option("--notices", help=say("Bahasa surat: id, en.", "Letters in: id, en."))
    ] = "id",
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Open a case for an applicant who stands at the counter."""
    from sopflow.domain.authority import Caller
    from sopflow.domain.cases import Open
    from sopflow.services.cases import open_case

    submission = _submission(data, field, paper)
    with runtime() as made:
        person = acting_as(made, as_)
        key = key or uuid4().hex
        command = Open(
            case_id=CaseId(str(uuid5(NAMESPACE_URL, f"sopflow:{person}:{key}"))),
            key=key,
            submission=submission,
            proof=proof,
            language="en" if notices == "en" else "id",
        )
        where = UnitId(unit) if unit else _only_unit(made, sop, person)
        opened = open_case(made.store, command, sop_code=sop, unit=where, caller=Caller(person))
        if isinstance(opened, Refusal):
            raise refused(opened)
        receipt = opened.receipt
        emit(
            {**receipt_data(receipt), "tracking_code": opened.tracking_code},
            f"{receipt.number}   {_waits(receipt)}   "
            f"{say('kode lacak', 'tracking code')}: {opened.tracking_code}",
        )


def advance(
    number: Number,
    answer: Annotated[str, typer.Argument(metavar=say("JAWABAN", "ANSWER"))],
    as_: As,
    step: Annotated[
        str | None,
        typer.Option("--step", help=say("Kegiatannya, bila lebih dari satu.", "Which step.")),
    ] = None,
    note_: Note = None,
    data: Data = None,
    field: Fields = None,
    paper: Papers = None,
    proof: Proof = None,
    if_version: Annotated[
        int | None,
        typer.Option("--if-version", help=say("Hanya bila berkas masih di sini.", "Only if so.")),
    ] = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Answer a step that waits, as its official or for the applicant at the counter."""
    from sopflow.domain.authority import Caller
    from sopflow.domain.cases import Advance
    from sopflow.domain.words import AnswerId
    from sopflow.services.cases import advance_case

    submission = _submission(data, field, paper)
    with runtime() as made:
        person = acting_as(made, as_)
        page = page_of(made, number)
        if if_version is not None and if_version != page.seq:
            raise Failure(
                Exit.CONFLICT,
                Text(
                    f"berkas sudah di catatan {page.seq}, bukan {if_version}",
                    f"the case is at record {page.seq}, not {if_version}",
                ),
                Text(f"sopflow case show {number}", f"sopflow case show {number}"),
                code="stale_view",
            )
        answer = _known_answer(made, page, answer, step)
        item, view = _item(made, page, answer, step)
        command = Advance(
            case_id=page.id,
            item=item,
            seen_view=view,
            answer=AnswerId(answer),
            key=key or uuid4().hex,
            note=note_,
            submission=submission,
            proof=proof,
        )
        receipt = advance_case(made.store, command, caller=Caller(person))
        _answer(made, page, receipt)


def withdraw(
    number: Number,
    as_: As,
    note_: Note = None,
    proof: Proof = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Take an application back, entered for the applicant at the counter."""
    from sopflow.domain.authority import Caller
    from sopflow.domain.cases import Withdraw
    from sopflow.services.cases import withdraw_case

    with runtime() as made:
        person = acting_as(made, as_)
        page = page_of(made, number)
        command = Withdraw(page.id, page.seq, key or uuid4().hex, note=note_, proof=proof)
        receipt = withdraw_case(made.store, command, caller=Caller(person))
        _answer(made, page, receipt)


def cancel(
    number: Number,
    as_: As,
    note_: Note = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Cancel a case in the office's name; the letter that says so is drafted next."""
    from sopflow.domain.authority import Caller
    from sopflow.domain.cases import Cancel
    from sopflow.services.whole import cancel_case

    with runtime() as made:
        person = acting_as(made, as_)
        page = page_of(made, number)
        command = Cancel(page.id, page.seq, key or uuid4().hex, note=note_)
        receipt = cancel_case(made.store, command, caller=Caller(person))
        _answer(made, page, receipt)


def conflict(
    number: Number,
    as_: As,
    note_: Note = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Say that the official has an interest in the case; it cannot be taken back."""
    from sopflow.domain.authority import Caller
    from sopflow.domain.cases import DeclareConflict
    from sopflow.services.cases import declare_conflict

    with runtime() as made:
        person = acting_as(made, as_)
        page = page_of(made, number)
        command = DeclareConflict(page.id, key or uuid4().hex, note=note_)
        receipt = declare_conflict(made.store, command, caller=Caller(person))
        _answer(made, page, receipt)


def refused(refusal: Refusal, names: dict[str, str] | None = None) -> Failure:
    """Turn the engine's no into what the person reads, with its exit code."""
    from sopflow.domain.catalogue import worded

    words = worded(refusal, names)
    exit_ = OF_REFUSAL[refusal.code]
    return Failure(exit_, words.message, words.cure, code=refusal.code.value)


def _answer(made: "Runtime", page: "CasePage", outcome: "Receipt | Refusal") -> None:
    """Say what became of a command, or why it was refused."""
    if isinstance(outcome, Refusal):
        raise refused(outcome, names_in(made, page))
    emit(receipt_data(outcome), f"{outcome.number}   {_waits(outcome)}")


def names_in(made: "Runtime", page: "CasePage") -> dict[str, str]:
    """Give the words for every id that a refusal about this case may name."""
    procedure = made.store.machine(page.version).procedure
    language = STATE.language
    names = {str(r.id): r.name.in_(language) for r in procedure.roles}
    names |= {str(s.id): s.activity.in_(language) for s in procedure.steps}
    names |= {str(r.id): r.label.in_(language) for r in procedure.requirements}
    names |= {str(f.id): f.label.in_(language) for f in procedure.form}
    names |= {str(f.id): f.label.in_(language) for s in procedure.steps for f in s.fields}
    return names | {str(f.person): f.person_name for f in page.facts if f.person_name}


def page_of(made: "Runtime", number: str) -> "CasePage":
    """Read a case whole, to name its items; what may be done is the engine's to say."""
    from sopflow.reads.cases import case_page

    page = case_page(made.store, number, person=None, now=now())
    if page is None:
        raise no_case(number)
    return page


def _known_answer(made: "Runtime", page: "CasePage", answer: str, step: str | None) -> str:
    """Take `selesai`, `setuju`, `kembali` for the answers that every SOP has."""
    steps = made.store.machine(page.version).steps
    here = [s.step for s in page.open_steps if step in (None, s.step)]
    if any(a.id == answer for s in here for a in steps[s].answers):
        return answer
    return ANSWERS.get(answer.lower(), answer)


def _item(
    made: "Runtime", page: "CasePage", answer: str, step: str | None
) -> tuple[WorkItemId, int]:
    """Find the waiting item that the answer is for; one that waits not is refused by the engine."""
    steps = made.store.machine(page.version).steps
    if step is not None:
        fitting = [s for s in page.open_steps if s.step == step]
    else:
        fitting = [
            s for s in page.open_steps if any(a.id == answer for a in steps[s.step].answers)
        ] or list(page.open_steps)
    if step is None and len(fitting) > 1:
        names = ", ".join(s.step for s in fitting)
        message = Text(f"beberapa kegiatan menunggu: {names}", f"several steps wait: {names}")
        raise Failure(Exit.USAGE, message, Text("sebut dengan --step", "name it with --step"))
    if not fitting:
        return WorkItemId(f"none:{step or answer}"), 0
    return fitting[0].item, fitting[0].view


def _submission(
    data: Path | None, field: list[str] | None, paper: list[str] | None
) -> "Submission":
    from sopflow.domain.cases import Submission

    fields: dict[str, Any] = {}
    papers: list[str] = []
    if data is not None:
        fields, papers = _read_data(data)
    for pair in field or ():
        name, equals, value = pair.partition("=")
        if not equals:
            message = Text(f'--field "{pair}" tanpa =', f'--field "{pair}" lacks =')
            raise Failure(Exit.USAGE, message, Text("--field nama=nilai", "--field name=value"))
        fields[name] = value
    return Submission(fields, frozenset(ItemId(p) for p in [*papers, *(paper or ())]))


def _read_data(path: Path) -> tuple[dict[str, Any], list[str]]:
    cure = Text('tulis {"fields": {…}, "papers": […]}', 'write {"fields": {…}, "papers": […]}')
    try:
        read = json.loads(read_text(path))
    except ValueError as error:
        message = Text(f"{path}: bukan JSON ({error})", f"{path}: not JSON ({error})")
        raise Failure(Exit.USAGE, message, cure) from None
    if not isinstance(read, dict) or not set(read) <= {"fields", "papers"}:
        message = Text(f"{path}: isinya tidak dikenal", f"{path}: unknown content")
        raise Failure(Exit.USAGE, message, cure)
    fields, papers = read.get("fields", {}), read.get("papers", [])
    if not isinstance(fields, dict) or not isinstance(papers, list):
        message = Text(f"{path}: fields atau papers salah bentuk", f"{path}: wrong form")
        raise Failure(Exit.USAGE, message, cure)
    return fields, [str(p) for p in papers]


def _only_unit(made: "Runtime", sop: str, person: PersonId) -> UnitId:
    from sopflow.reads.posts import posts_of
    from sopflow.reads.services import services_of

    at = now()
    posts = posts_of(made.store, person, now=at)
    zone = ZoneInfo(posts[0].zone) if posts else OFFICE_ZONE
    rows = services_of(made.store, person, now=at, on=at.astimezone(zone).date())
    units = [row.unit for row in rows if row.sop_code == sop]
    if len(units) == 1:
        return units[0]
    names = ", ".join(units) or "-"
    message = Text(f"unit belum disebut (ada: {names})", f"no unit given (there are: {names})")
    raise Failure(Exit.USAGE, message, Text("tambahkan --unit", "add --unit"), code="unit_missing")


def receipt_data(receipt: "Receipt") -> dict[str, Any]:
    """Give a receipt as data."""
    return {
        "number": receipt.number,
        "case_id": receipt.case_id,
        "seq": receipt.seq,
        "open_steps": receipt.open_steps,
        "recorded_at": receipt.recorded_at,
        "hash": receipt.hash,
    }


def _waits(receipt: "Receipt") -> str:
    if not receipt.open_steps:
        return say("selesai", "finished")
    return f"{say('menunggu', 'waiting')}: {', '.join(receipt.open_steps)}"


def no_case(number: str) -> Failure:
    return Failure(
        Exit.NOT_FOUND,
        Text(f"berkas {number} tidak ada", f"there is no case {number}"),
        Text("periksa nomornya: sopflow case list", "check the number: sopflow case list"),
        code="case_not_found",
    )
