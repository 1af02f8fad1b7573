"""Messages from outside, from the command line: take one in, list those that nothing used."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sopflow.cli.cases import refused
from sopflow.cli.exits import Exit
from sopflow.cli.frame import Failure, Json, emit, note, read_text, say, table
from sopflow.cli.runtime import runtime
from sopflow.domain.refusals import Refusal
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.services.events import Received

event = typer.Typer(no_args_is_help=True)


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    event.command(help=say("Terima satu kabar dari luar.", "Take in a message."))(receive)
    event.command(
        "list", help=say("Kabar yang belum terpakai.", "Messages that nothing has used.")
    )(list_)
    event.command(help=say("Terima satu pembayaran.", "Take in a payment."))(pay)
    cli.add_typer(event, name="event", help=say("Kabar dari luar.", "Messages from outside."))
    cli.add_typer(event, name="kabar", hidden=True)


def receive(
    source: Annotated[str, typer.Option("--source", help=say("Sumbernya.", "Its source."))],
    id_: Annotated[
        str, typer.Option("--id", help=say("Namanya pada sumber.", "Its name at the source."))
    ],
    about: Annotated[
        str, typer.Option("--about", help=say("Nomor berkas atau kuncinya.", "Case or key."))
    ],
    outcome: Annotated[str, typer.Option("--outcome", help=say("Hasilnya.", "Its outcome."))],
    body: Annotated[
        Path | None, typer.Option("--body", help=say("Isinya, JSON.", "What else, JSON."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Take in a message as its source would send it; sending it again changes nothing."""
    from sopflow.domain.outside import Incoming, MessageId
    from sopflow.services.events import receive_event

    message = Incoming(MessageId(source, id_), about, outcome, _body(body) if body else {})
    with runtime() as made:
        received = receive_event(made.store, message)
        if isinstance(received, Refusal):
            raise refused(received)
        made.nudge()
    emit(received, _words(received))


def pay(
    source: Annotated[str, typer.Option("--source", help=say("Banknya.", "The bank."))],
    reference: Annotated[
        str, typer.Option("--reference", help=say("Nomor transaksinya.", "Its reference."))
    ],
    bill: Annotated[str, typer.Option("--bill", help=say("Nomor tagihan.", "The bill."))],
    amount: Annotated[int, typer.Option("--amount", help=say("Rupiah.", "Whole rupiah."))],
    as_json: Json = False,
) -> None:
    """Take in a payment as the bank would confirm it; the same reference counts once."""
    from sopflow.services.payments import receive_payment

    with runtime() as made:
        received = receive_payment(
            made.store, source=source, reference=reference, bill=bill, amount=amount
        )
        if isinstance(received, Refusal):
            raise refused(received)
        made.nudge()
    emit(received, _words(received))


def list_(
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 200,
    as_json: Json = False,
) -> None:
    """List messages that no case has used, oldest first."""
    from sopflow.reads.inbox import unused_messages

    with runtime() as made:
        rows = unused_messages(made.store, limit=limit)
    if as_json:
        emit(rows)
        return
    if not rows:
        note(say("semua kabar terpakai", "every message was used"))
        return
    table(
        [say("SUMBER", "SOURCE"), "ID", say("TENTANG", "ABOUT"), say("HASIL", "OUTCOME"), ""],
        [[r.source, r.message_id, r.key, r.outcome, r.standing.value] for r in rows],
    )


def _body(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(read_text(path))
    except ValueError as error:
        message = Text(f"{path}: bukan JSON ({error})", f"{path}: not JSON ({error})")
        raise Failure(Exit.USAGE, message) from None
    if not isinstance(read, dict):
        raise Failure(Exit.USAGE, Text(f"{path}: bukan objek JSON", f"{path}: no JSON object"))
    return read


def _words(received: "Received") -> str:
    from sopflow.services.events import Fate

    words = {
        Fate.TAKEN: say("terpakai: tercatat pada berkasnya", "used: it is recorded in its case"),
        Fate.KEPT: say("disimpan: belum ada yang menunggunya", "kept: nothing waits for it yet"),
        Fate.LATE: say("disimpan: datang terlambat", "kept: it came too late"),
    }
    return words[received.fate]
