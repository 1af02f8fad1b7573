"""Past the engine: what somebody with the database in hand tries, and what the database answers."""

import sqlite3
from typing import TYPE_CHECKING, Any

from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.wiring import Runtime

JUMP = """
INSERT INTO facts (case_id, seq, version_id, unit_id, kind, source, target, trigger, step, answer,
  role, actor_class, result, person_id, position_id, position_kind, position_name, appointment_id,
  capacity, medium, performed_at, recorded_at, legal_day, public, format, previous_hash, hash)
SELECT f.case_id, l.seq + 1, f.version_id, f.unit_id, f.kind, l.target,
  (SELECT m.id FROM markings m WHERE m.version_id = f.version_id AND m.result = 'granted'),
  'serah:done', 'serah', 'done', f.role, f.actor_class, 'granted', f.person_id, f.position_id,
  f.position_kind, f.position_name, f.appointment_id, f.capacity, f.medium, :now, :now,
  f.legal_day, f.public, f.format, l.hash, f.hash
FROM cases c
JOIN facts l ON l.case_id = c.id AND l.seq = c.seq
JOIN facts f ON f.case_id = c.id AND f.trigger = 'periksa:lengkap'
WHERE c.id = :case
"""
REWRITE = "UPDATE facts SET person_id = 'ratna' WHERE case_id = :case AND seq = 2"
FINISH = """
UPDATE cases SET result = 'granted', closed_at = :now, marking =
  (SELECT m.id FROM markings m WHERE m.version_id = cases.version_id AND m.result = 'granted')
WHERE id = :case
"""
LOCKS = {
    "fact_is_an_arc": Text(
        "basis data sendiri menolak: SOP ini tidak punya jalan itu",
        "the database itself refuses: the SOP has no such way",
    ),
    "facts_are_kept_for_ever": Text(
        "basis data sendiri menolak: catatan tidak pernah diubah",
        "the database itself refuses: a record is never changed",
    ),
    "case_follows_its_last_fact": Text(
        "basis data sendiri menolak: berkas berada di tempat catatan terakhirnya",
        "the database itself refuses: a case stands where its last record left it",
    ),
}
"""What the locks that the demo rattles at say."""


def past_the_engine(made: "Runtime", statement: str, values: dict[str, Any]) -> tuple[str, str]:
    """Run a statement on the database as its own tool would; give the lock's name and words.

    `:name` stands for a value. Nothing is left behind, whatever happens.
    """
    if made.store.dialect == "sqlite":
        return _past_in_sqlite(made, statement, values)
    return _past_in_postgresql(made, statement, values)


def _past_in_sqlite(made: "Runtime", statement: str, values: dict[str, Any]) -> tuple[str, str]:
    connection = sqlite3.connect(made.settings.data_dir / "sopflow.db", isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement, values)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return str(error).split(":", 1)[0], str(error)
    finally:
        connection.close()
    raise AssertionError("the database took what it must refuse")


def _past_in_postgresql(made: "Runtime", statement: str, values: dict[str, Any]) -> tuple[str, str]:
    import re

    import psycopg

    address = made.settings.store_url.replace("postgresql+psycopg://", "postgresql://", 1)
    plain = re.sub(r"(?<![:\w]):([a-z_]+)\b", r"%(\1)s", statement)
    try:
        with psycopg.connect(address) as connection:
            connection.execute(plain, values)
    except psycopg.Error as error:
        name = error.diag.constraint_name or type(error).__name__
        return name, error.diag.message_primary or str(error)
    raise AssertionError("the database took what it must refuse")
