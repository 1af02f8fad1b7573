"""What happens beside the moves of a case, from the command line: copies to confirm."""

from typing import TYPE_CHECKING, Annotated
from uuid import uuid4
from zoneinfo import ZoneInfo

import typer

from sopflow.cli.cases import Number, case, names_in, page_of, receipt_data, refused
from sopflow.cli.frame import STATE, As, Json, Key, emit, note, now, say, table
from sopflow.cli.moments import at_words
from sopflow.cli.runtime import acting_as, runtime
from sopflow.domain.refusals import Refusal

if TYPE_CHECKING:
    from sopflow.domain.cases import Receipt
    from sopflow.reads.views import CasePage
    from sopflow.wiring import Runtime


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    case.command(help=say("Konfirmasi telah membaca tembusan.", "Confirm a copy."))(acknowledge)
    cli.command(help=say("Tembusan yang belum dikonfirmasi.", "Copies to confirm."))(copies)


def acknowledge(
    number: Number,
    as_: As,
    record: Annotated[
        int, typer.Option("--record", help=say("Catatan yang ditembuskan.", "The copied record."))
    ],
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Confirm, in person, having read what one record was copied for."""
    from sopflow.domain.authority import Caller
    from sopflow.domain.cases import Acknowledge
    from sopflow.services.besides import acknowledge as confirm

    with runtime() as made:
        person = acting_as(made, as_)
        page = page_of(made, number)
        command = Acknowledge(page.id, record, key or uuid4().hex)
        recorded(made, page, confirm(made.store, command, caller=Caller(person)))


def copies(
    as_: As,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    as_json: Json = False,
) -> None:
    """List what the person was informed of and has not confirmed yet, oldest first."""
    from sopflow.reads.copies import copies_for
    from sopflow.reads.posts import zones_of_cases

    with runtime() as made:
        rows = copies_for(made.store, acting_as(made, as_), now=now(), limit=limit)
        zones = zones_of_cases(made.store, [row.case_id for row in rows])
    if as_json:
        emit(rows)
        return
    if not rows:
        note(say("tidak ada tembusan yang menunggu", "no copy is waiting"))
        return
    table(
        [say("NOMOR", "NUMBER"), say("CATATAN", "RECORD"), say("TENTANG", "ABOUT"), ""],
        [
            [
                row.number,
                str(row.of_seq),
                (row.end_label or row.activity).in_(STATE.language),
                at_words(row.copied_at, ZoneInfo(zones[row.case_id])),
            ]
            for row in rows
        ],
    )


def recorded(made: "Runtime", page: "CasePage", outcome: "Receipt | Refusal") -> None:
    """Show the receipt of what moved no case, or fail with the engine's no."""
    if isinstance(outcome, Refusal):
        raise refused(outcome, names_in(made, page))
    emit(receipt_data(outcome), f"{outcome.number}   {say('dicatat', 'recorded')} {outcome.seq}")
