"""Recording on PostgreSQL: one data-modifying statement, which commits by itself.

The UPDATE of the case compares its version and everything else hangs on the row it returns, so a
lost race writes nothing. Deferred keys and AFTER triggers judge what the statement wrote.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Connection

from sopflow.domain.codec import encode
from sopflow.store.besides import COLUMNS, postgresql_part
from sopflow.store.chain import UNDER_THE_HASH
from sopflow.store.columns import dump
from sopflow.store.errors import LostRace
from sopflow.store.recording import Entry
from sopflow.store.sql import driver_sql

_TYPES = {
    "seq": "integer",
    "format": "integer",
    "performed_at": "timestamptz",
    "recorded_at": "timestamptz",
    "legal_day": "date",
    "public": "jsonb",
}
_FACT = (*UNDER_THE_HASH, "previous_hash", "hash")
_VALUES = ", ".join(f"CAST(:{name} AS {_TYPES.get(name, 'text')})" for name in _FACT)

_STAYS = """
UPDATE cases SET seq = :seq WHERE id = :case_id AND seq = :seen RETURNING id"""
_MOVES = """
UPDATE cases SET seq = :seq, marking = :target, result = :result,
  closed_at = CASE WHEN :result <> '' THEN CAST(:recorded_at AS timestamptz) END
  {promise} WHERE id = :case_id AND seq = :seen RETURNING id"""
_OPENS = """
INSERT INTO cases (id, number, version_id, unit_id, applicant_id, marking, seq, result, opened_at,
  closed_at, promise_due_at, language, tracking_hash)
VALUES (:case_id, :number, :version_id, :unit_id, :applicant, :target, 1, :result,
  CAST(:recorded_at AS timestamptz),
  CASE WHEN :result <> '' THEN CAST(:recorded_at AS timestamptz) END,
  CAST(:promise_due_at AS timestamptz), :language, :tracking_hash) RETURNING id"""

_PARTS = {
    "applicant": """
INSERT INTO persons (id, kind) VALUES (:applicant, 'applicant') ON CONFLICT (id) DO NOTHING""",
    "private": """
INSERT INTO fact_private (case_id, seq, salt, body)
SELECT id, :seq, :salt, CAST(:private AS jsonb) FROM moved""",
    "closes": """
UPDATE work_items w SET closed_seq = :seq FROM moved
WHERE w.case_id = moved.id AND w.id = ANY(CAST(:closes AS text[])) AND w.closed_seq IS NULL
RETURNING w.id""",
    "drops": """
UPDATE jobs j SET state = 'dropped', finished_at = CAST(:recorded_at AS timestamptz) FROM moved
WHERE j.item_id = ANY(CAST(:closes AS text[])) AND j.state IN ('waiting', 'incident')""",
    "rises": """
UPDATE work_items w SET view = w.view + 1 FROM moved
WHERE w.case_id = moved.id AND w.id = ANY(CAST(:rises AS text[])) AND w.closed_seq IS NULL""",
    "opens": """
INSERT INTO work_items (id, case_id, step, role, unit_id, position_kind, opened_seq, opened_at,
  due_at, source, correlation)
SELECT x.id, moved.id, x.step, x.role, x.unit_id, x.position_kind, :seq,
  CAST(:recorded_at AS timestamptz), x.due_at, x.source, x.correlation
FROM moved {after}, jsonb_to_recordset(CAST(:opens AS jsonb))
  AS x(id text, step text, role text, unit_id text, position_kind text, due_at timestamptz,
       source text, correlation text)""",
    "jobs": """
INSERT INTO jobs (id, case_id, seq, kind, step, item_id, payload, due_at)
SELECT x.id, moved.id, :seq, x.kind, x.step, x.item_id, x.payload, x.due_at
FROM moved, jsonb_to_recordset(CAST(:jobs AS jsonb))
  AS x(id text, kind text, step text, item_id text, payload jsonb, due_at timestamptz)""",
    "requirements": """
INSERT INTO case_requirements (case_id, item, seq)
SELECT moved.id, x, :seq FROM moved, unnest(CAST(:requirements AS text[])) AS x
ON CONFLICT (case_id, item) DO UPDATE SET seq = excluded.seq""",
    "fields": """
INSERT INTO case_fields (case_id, item, value, seq)
SELECT moved.id, x.key, x.value, :seq FROM moved, jsonb_each(CAST(:fields AS jsonb)) AS x
ON CONFLICT (case_id, item) DO UPDATE SET value = excluded.value, seq = excluded.seq""",
    "claim": """
UPDATE work_items w SET claimed_by = :claimed_by FROM moved
WHERE w.case_id = moved.id AND w.id = :claimed AND w.closed_seq IS NULL""",
    "takes": """
UPDATE inbox i SET state = 'taken', case_id = moved.id, seq = :seq FROM moved
WHERE i.source = :message_source AND i.message_id = :message_id AND i.state = 'kept'
RETURNING i.seq""",
    "returns": """
INSERT INTO jobs (id, case_id, seq, kind, step, item_id, payload, due_at)
SELECT l.item_id || '.returned', l.parent_id, l.parent_seq, 'automatic', w.step, l.item_id,
  jsonb_build_object('step', w.step, 'child', moved.id), CAST(:recorded_at AS timestamptz)
FROM moved JOIN links l ON l.case_id = moved.id AND l.kind = 'called'
  JOIN work_items w ON w.id = l.item_id""",
    "finishes": """
UPDATE jobs j SET state = 'done', finished_at = CAST(:recorded_at AS timestamptz),
  lease_until = NULL
FROM moved WHERE j.id = :job AND j.epoch = :epoch AND j.state = 'running' RETURNING j.id""",
    **{table: postgresql_part(table) for table in COLUMNS},
}


def record(
    connection: Connection,
    entry: Entry,
    *,
    finishes: tuple[str, int] | None = None,
) -> None:
    """Put the entry down if its case is still where it was.

    Raises:
        LostRace: The case moved on, or the job is not ours any more.
    """
    first = "_MOVES" if entry.moves else "_STAYS"
    values = _values(entry)
    if finishes is not None:
        values["job"], values["epoch"] = finishes
    parts = _parts(entry) + (("finishes",) if finishes else ())
    _run(connection, _statement(first, parts, promise=entry.promise_due_at is not None), values)


def open_case(connection: Connection, entry: Entry, case: dict[str, Any]) -> None:
    """Put the case, its applicant and its first fact down."""
    statement = _statement("_OPENS", ("applicant", *_parts(entry)), promise=False)
    _run(connection, statement, _values(entry) | case)


def _run(connection: Connection, statement: str, values: dict[str, Any]) -> None:
    if connection.exec_driver_sql(statement, values).scalar_one() != 1:
        raise LostRace("the case moved on")


def _parts(entry: Entry) -> tuple[str, ...]:
    wanted = {
        "private": entry.private is not None,
        "closes": bool(entry.closes),
        "drops": bool(entry.closes),
        "rises": bool(entry.rises),
        "opens": bool(entry.opens),
        "jobs": bool(entry.jobs),
        "requirements": bool(entry.requirements),
        "fields": bool(entry.fields),
        "claim": entry.claim is not None,
        "takes": entry.takes is not None,
        "returns": bool(entry.fact["result"]),
    }
    wanted |= dict.fromkeys(entry.besides, True)
    return tuple(name for name, is_wanted in wanted.items() if is_wanted)


def _values(entry: Entry) -> dict[str, Any]:
    fact = dict(entry.fact)
    besides = {table: dump(rows) for table, rows in entry.besides.items()}
    return (
        fact
        | besides
        | {
            "public": dump(fact["public"]),
            "seen": entry.seq - 1,
            "salt": entry.private and entry.private["salt"],
            "private": entry.private and dump(entry.private["body"]),
            "closes": list(entry.closes),
            "rises": list(entry.rises),
            "opens": dump(entry.opens),
            "jobs": dump(entry.jobs),
            "requirements": list(entry.requirements),
            "fields": dump(entry.fields),
            "promise_due_at": entry.promise_due_at,
            "message_source": entry.takes and entry.takes.source,
            "message_id": entry.takes and entry.takes.id,
            "claimed": entry.claim and entry.claim[0],
            "claimed_by": entry.claim and entry.claim[1],
            "actor_id": entry.actor_id,
            "key": entry.key,
            "body_hash": entry.body_hash,
            "receipt": dump(encode(entry.receipt)),
        }
    )


@cache
def _statement(first: str, parts: tuple[str, ...], *, promise: bool) -> str:
    """One statement per shape, so that the driver prepares each of them once."""
    sets = ", promise_due_at = CAST(:promise_due_at AS timestamptz)" if promise else ""
    begin: Callable[..., str] = {"_STAYS": _STAYS, "_MOVES": _MOVES, "_OPENS": _OPENS}[first].format
    ctes = [f"moved AS ({begin(promise=sets)})"]
    columns = ", ".join(_FACT)
    ctes.append(f"noted AS (INSERT INTO facts ({columns}) SELECT {_VALUES} FROM moved)")  # noqa: S608 - our own words alone
    ctes.append(
        "kept AS (INSERT INTO receipts (actor_id, key, case_id, seq, body_hash, receipt) "
        "SELECT :actor_id, :key, id, :seq, :body_hash, CAST(:receipt AS jsonb) FROM moved)"
    )
    # A step may close and open again: counting what was closed makes that happen first.
    after = "CROSS JOIN (SELECT count(*) FROM closes_) AS closed" if "closes" in parts else ""
    ctes.extend(f"{name}_ AS ({_PARTS[name].replace('{after}', after)})" for name in parts)
    count = "SELECT count(*) FROM moved"
    # A record that may not finish its job, or use its message, undoes itself.
    for name in ("finishes", "takes"):
        if name in parts:
            count = (
                f"SELECT CASE WHEN (SELECT count(*) FROM moved) > (SELECT count(*) FROM {name}_) "  # noqa: S608 - our own words alone
                f"THEN lost_race() ELSE ({count}) END"
            )
    return driver_sql("postgresql", f"WITH {', '.join(ctes)} {count}")
