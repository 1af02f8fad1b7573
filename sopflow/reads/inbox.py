"""Messages from outside that no case has used, so that none is swallowed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import case, exists, select

from sopflow.store import outside_tables as o
from sopflow.store import tables as t
from sopflow.store.inbox import KEPT, LATE, TAKEN
from sopflow.store.store import Store

ROWS_MAX = 1000


class Standing(StrEnum):
    """Why a message has not been used."""

    WAITS = "waits"
    """Its case is there and open, and the step that it answers has yet to open."""
    UNMATCHED = "unmatched"
    """No open case is found by its key, or its outcome is no answer of the step."""
    LATE = "late"
    """The step was answered before it came."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message without its body, which may name persons."""

    source: str
    message_id: str
    key: str
    outcome: str
    received_at: datetime
    standing: Standing


def unused_messages(store: Store, *, limit: int = 200) -> list[MessageRow]:
    """Messages that were not used, oldest first, at most `limit`."""
    assert 1 <= limit <= ROWS_MAX, limit
    i, c, w = o.inbox.c, t.cases.c, t.work_items.c
    is_there = exists().where(c.number == i.key, c.closed_at.is_(None))
    is_open = exists().where(w.source == i.source, w.correlation == i.key, w.closed_seq.is_(None))
    standing = case(
        (i.state == LATE, Standing.LATE.value),
        (is_open, Standing.UNMATCHED.value),
        (is_there, Standing.WAITS.value),
        else_=Standing.UNMATCHED.value,
    )
    statement = (
        select(i.source, i.message_id, i.key, i.outcome, i.received_at, standing.label("standing"))
        .where(i.state != TAKEN)
        .order_by(i.state != KEPT, i.received_at, i.source, i.message_id)
        .limit(limit)
    )
    with store.reading() as connection:
        rows = connection.execute(statement).all()
    return [
        MessageRow(r.source, r.message_id, r.key, r.outcome, r.received_at, Standing(r.standing))
        for r in rows
    ]
