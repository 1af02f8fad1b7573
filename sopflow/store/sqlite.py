"""Recording on SQLite: statement by statement inside the one writing transaction.

The trigger of the fact judges it and moves the case row; nothing else can.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from sopflow.domain.codec import encode
from sopflow.store.besides import sqlite_statement
from sopflow.store.chain import UNDER_THE_HASH
from sopflow.store.columns import dump
from sopflow.store.errors import LostRace
from sopflow.store.recording import Entry

_FACT = (*UNDER_THE_HASH, "previous_hash", "hash")
_HOLES = ", ".join(f":{name}" for name in _FACT)
_INSERT_FACT = f"INSERT INTO facts ({', '.join(_FACT)}) VALUES ({_HOLES})"  # noqa: S608 - our own words alone
_INSERT_CASE = """
INSERT INTO cases (id, number, version_id, unit_id, applicant_id, marking, seq, opened_at,
  promise_due_at, language, tracking_hash)
VALUES (:case_id, :number, :version_id, :unit_id, :applicant, :source, 0, :recorded_at,
  :promise_due_at, :language, :tracking_hash)"""


_RECEIPT = """
INSERT INTO receipts (actor_id, key, case_id, seq, body_hash, receipt)
VALUES (:actor_id, :key, :case_id, :seq, :body_hash, :receipt)"""
_PRIVATE = """
INSERT INTO fact_private (case_id, seq, salt, body) VALUES (:case_id, :seq, :salt, :body)"""
_CLOSES = """
UPDATE work_items SET closed_seq = :seq
WHERE case_id = :case_id AND id = :id AND closed_seq IS NULL"""
_DROPS = """
UPDATE jobs SET state = 'dropped', finished_at = :at
WHERE item_id = :id AND state IN ('waiting', 'incident')"""
_RISES = """
UPDATE work_items SET view = view + 1
WHERE case_id = :case_id AND id = :id AND closed_seq IS NULL"""
_OPENS = """
INSERT INTO work_items (id, case_id, step, role, unit_id, position_kind, opened_seq, opened_at,
  due_at, source, correlation)
VALUES (:id, :case_id, :step, :role, :unit_id, :position_kind, :seq, :at, :due_at, :source,
  :correlation)"""
_JOBS = """
INSERT INTO jobs (id, case_id, seq, kind, step, item_id, payload, due_at)
VALUES (:id, :case_id, :seq, :kind, :step, :item_id, :payload, :due_at)"""
_REQUIREMENTS = """
INSERT INTO case_requirements (case_id, item, seq) VALUES (:case_id, :item, :seq)
ON CONFLICT (case_id, item) DO UPDATE SET seq = excluded.seq"""
_FIELDS = """
INSERT INTO case_fields (case_id, item, value, seq) VALUES (:case_id, :item, :value, :seq)
ON CONFLICT (case_id, item) DO UPDATE SET value = excluded.value, seq = excluded.seq"""
_CLAIM = """
UPDATE work_items SET claimed_by = :by
WHERE case_id = :case_id AND id = :id AND closed_seq IS NULL"""
_RETURNS = """
INSERT INTO jobs (id, case_id, seq, kind, step, item_id, payload, due_at)
SELECT l.item_id || '.returned', l.parent_id, l.parent_seq, 'automatic', w.step, l.item_id,
  json_object('step', w.step, 'child', l.case_id), :at
FROM links l JOIN work_items w ON w.id = l.item_id
WHERE l.case_id = :case_id AND l.kind = 'called'"""
_TAKES = """
UPDATE inbox SET state = 'taken', case_id = :case_id, seq = :seq
WHERE source = :source AND message_id = :id AND state = 'kept' RETURNING seq"""
_FINISHES = """
UPDATE jobs SET state = 'done', finished_at = :at, lease_until = NULL
WHERE id = :id AND epoch = :epoch AND state = 'running' RETURNING id"""


def record(
    connection: Connection,
    entry: Entry,
    *,
    finishes: tuple[str, int] | None = None,
) -> None:
    """Put the entry down if its case is still where it was.

    Raises:
        LostRace: The case moved on, the message was used, or the job is not ours any more.
    """
    seen = {"id": entry.case_id, "seq": entry.seq - 1}
    if not _any(connection, "SELECT 1 FROM cases WHERE id = :id AND seq = :seq", seen):
        raise LostRace("the case moved on")
    _put(connection, entry)
    if entry.promise_due_at is not None:
        connection.exec_driver_sql(
            "UPDATE cases SET promise_due_at = :at WHERE id = :id",
            {"at": entry.promise_due_at, "id": entry.case_id},
        )
    if entry.takes is not None:
        message = {"source": entry.takes.source, "id": entry.takes.id}
        if not _any(connection, _TAKES, {**message, "case_id": entry.case_id, "seq": entry.seq}):
            raise LostRace("the message was used already")
    if finishes is not None:
        job = {"id": finishes[0], "epoch": finishes[1], "at": entry.fact["recorded_at"]}
        if not _any(connection, _FINISHES, job):
            raise LostRace("the job is not ours any more")


def open_case(connection: Connection, entry: Entry, case: Mapping[str, Any]) -> None:
    """Put the case, its applicant and its first fact down."""
    values = {**entry.fact, **case, "promise_due_at": entry.promise_due_at}
    connection.exec_driver_sql(
        "INSERT INTO persons (id, kind) VALUES (:applicant, 'applicant') ON CONFLICT DO NOTHING",
        {"applicant": case["applicant"]},
    )
    connection.exec_driver_sql(_INSERT_CASE, values)
    _put(connection, entry)


def _put(connection: Connection, entry: Entry) -> None:
    case_id, seq, at = entry.case_id, entry.seq, entry.fact["recorded_at"]
    base = {"case_id": case_id, "seq": seq, "at": at}
    connection.exec_driver_sql(_INSERT_FACT, {**entry.fact, "public": dump(entry.fact["public"])})
    connection.exec_driver_sql(
        _RECEIPT,
        {
            **base,
            "actor_id": entry.actor_id,
            "key": entry.key,
            "body_hash": entry.body_hash,
            "receipt": dump(encode(entry.receipt)),
        },
    )
    if entry.private is not None:
        connection.exec_driver_sql(
            _PRIVATE,
            {**base, "salt": entry.private["salt"], "body": dump(entry.private["body"])},
        )
    for statement, rows in _lists(entry, base):
        if rows:
            connection.exec_driver_sql(statement, rows)


def _lists(entry: Entry, base: dict[str, Any]) -> Sequence[tuple[str, list[dict[str, Any]]]]:
    """Statements in the order in which they must run, each with its rows."""
    closes = [{**base, "id": item} for item in entry.closes]
    claims = [{**base, "id": entry.claim[0], "by": entry.claim[1]}] if entry.claim else []
    return (
        (_CLOSES, closes),
        (_DROPS, closes),
        (_RISES, [{**base, "id": item} for item in entry.rises]),
        (_OPENS, [{**base, **item} for item in entry.opens]),
        (_JOBS, [{**base, **job, "payload": dump(job["payload"])} for job in entry.jobs]),
        (_REQUIREMENTS, [{**base, "item": item} for item in entry.requirements]),
        (_FIELDS, [{**base, "item": key, "value": dump(v)} for key, v in entry.fields.items()]),
        (_CLAIM, claims),
        (_RETURNS, [base] if entry.fact["result"] else []),
        *(
            (sqlite_statement(table), [{**base, **row} for row in rows])
            for table, rows in entry.besides.items()
        ),
    )


def _any(connection: Connection, statement: str, values: dict[str, Any]) -> bool:
    return connection.exec_driver_sql(statement, values).first() is not None
