"""Messages from outside: kept first, used once, never lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from sopflow.domain.outside import Incoming, MessageId
from sopflow.domain.words import CaseId, StepId, VersionId, WorkItemId
from sopflow.store import outside_tables as o
from sopflow.store import tables as t
from sopflow.store.columns import dump
from sopflow.store.sql import run

KEPT, TAKEN, LATE = "kept", "taken", "late"
MESSAGES_MAX = 100
"""How many messages are looked at for one step that opens."""


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message as it is kept; `case_id` and `seq` name the fact that used it."""

    id: MessageId
    key: str
    outcome: str
    body: Mapping[str, Any]
    body_hash: str
    received_at: datetime
    state: str
    case_id: CaseId | None
    seq: int | None


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A work item that waits, or waited, for messages of a source under a key."""

    case_id: CaseId
    version: VersionId
    item: WorkItemId
    step: StepId
    is_open: bool
    case_is_open: bool


def keep(connection: Connection, message: Incoming, *, body_hash: str) -> KeptMessage:
    """Keep a message, unless one of this name is kept already; give what is kept."""
    if (earlier := find(connection, message.id)) is not None:
        return earlier
    kind = "jsonb" if connection.dialect.name == "postgresql" else "text"
    run(
        connection,
        "INSERT INTO inbox (source, message_id, key, outcome, body_hash, body, received_at)"  # noqa: S608 - our own words alone
        f" VALUES (:source, :id, :key, :outcome, :body_hash, CAST(:body AS {kind}), {{now}})"
        " ON CONFLICT (source, message_id) DO NOTHING",
        source=message.id.source,
        id=message.id.id,
        key=message.key,
        outcome=message.outcome,
        body_hash=body_hash,
        body=dump(dict(message.body)),
    )
    kept = find(connection, message.id)
    assert kept is not None, message
    return kept


def find(connection: Connection, message: MessageId) -> KeptMessage | None:
    """Find a message by its name."""
    i = o.inbox.c
    statement = select(o.inbox).where(i.source == message.source, i.message_id == message.id)
    row = connection.execute(statement).one_or_none()
    return _kept(row) if row is not None else None


def awaiting(connection: Connection, source: str, key: str) -> tuple[Awaiting, ...]:
    """Every work item that waits or waited for this source and key, the newest first."""
    w, c = t.work_items.c, t.cases.c
    statement = (
        select(w.case_id, c.version_id, w.id, w.step, w.closed_seq, c.closed_at)
        .join(t.cases, c.id == w.case_id)
        .where(w.source == source, w.correlation == key)
        .order_by(w.opened_at.desc(), w.id)
        .limit(MESSAGES_MAX)
    )
    return tuple(
        Awaiting(
            CaseId(row.case_id),
            VersionId(row.version_id),
            WorkItemId(row.id),
            StepId(row.step),
            row.closed_seq is None,
            row.closed_at is None,
        )
        for row in connection.execute(statement)
    )


def waiting_for(connection: Connection, item: WorkItemId) -> tuple[KeptMessage, ...]:
    """Messages that came for this item before it was opened, the oldest first.

    One that came before the case was opened cannot be about it.
    """
    i, w, c = o.inbox.c, t.work_items.c, t.cases.c
    statement = (
        select(o.inbox)
        .join(t.work_items, (w.source == i.source) & (w.correlation == i.key))
        .join(t.cases, c.id == w.case_id)
        .where(w.id == item, i.state == KEPT, i.received_at >= c.opened_at)
        .order_by(i.received_at, i.message_id)
        .limit(MESSAGES_MAX)
    )
    return tuple(_kept(row) for row in connection.execute(statement))


def set_late(connection: Connection, message: MessageId) -> None:
    """Say that the message came when nobody waited for it any more."""
    run(
        connection,
        "UPDATE inbox SET state = 'late'"
        " WHERE source = :source AND message_id = :id AND state = 'kept'",
        source=message.source,
        id=message.id,
    )


def _kept(row: Row[Any]) -> KeptMessage:
    return KeptMessage(
        id=MessageId(row.source, row.message_id),
        key=row.key,
        outcome=row.outcome,
        body=row.body or {},
        body_hash=row.body_hash,
        received_at=row.received_at,
        state=row.state,
        case_id=CaseId(row.case_id) if row.case_id else None,
        seq=row.seq,
    )
