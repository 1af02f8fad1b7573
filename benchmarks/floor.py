"""The floor: pgbench with one data-modifying statement that writes the rows of an advance.

It writes what the services write, seal included, and its cases pass the same audit. What it
leaves out is deciding: no look, no check beyond those of the database.
"""

import json
import math
import re
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from benchmarks.cases import TooFewCases
from benchmarks.office import (
    ADVANCES,
    CLERK,
    END,
    EXAMINER,
    UNIT,
    ZONE,
    machine,
    organisation,
    step_id,
)
from sopflow.domain.evidence import FORMAT
from sopflow.domain.words import DONE
from sopflow.store.chain import UNDER_THE_HASH
from sopflow.store.organisation import appointment_id
from tests.servers.postgres import PostgresServer

_STEP = "langkah"
assert step_id(7) == f"{_STEP}7"

# Each client takes every `clients`-th case from `first` on and carries it from opening to end.
_SCRIPT = r"""
\set n :n + 1
\set number :first + (:n / {advances}) * :clients + :client_id
\set k :n % {advances} + 1
{statement};
"""

# A colon before a letter would be a variable of pgbench, also between quotes.
_STATEMENT = """
WITH s AS (
  UPDATE cases c SET seq = n.seq, marking = n.target, result = n.result,
    closed_at = CASE WHEN n.result <> '' THEN n.at END,
    promise_due_at = CASE WHEN CAST(:k AS integer) = 1 THEN n.at + interval '3 days'
      ELSE c.promise_due_at END
  FROM (
    SELECT t.*, CASE WHEN is_last THEN '{clerk}' ELSE '{examiner}' END AS person,
      CASE WHEN is_last THEN 'loket' ELSE 'pemeriksa' END AS role,
      CASE WHEN is_last THEN 'petugas_loket' ELSE 'kepala_seksi' END AS position,
      CASE WHEN is_last THEN 'Petugas Loket' ELSE 'Kepala Seksi' END AS position_name,
      CASE WHEN is_last THEN '{clerk_appointment}' ELSE '{examiner_appointment}' END AS appointment,
      CASE WHEN is_last THEN 'granted' ELSE '' END AS result,
      CASE WHEN is_last THEN '{end}' ELSE '{step}' || CAST(:k AS integer) + 1 END AS target,
      to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US') AS instant,
      (at AT TIME ZONE '{zone}')::date AS day
    FROM (
      SELECT i.id, i.seq + 1 AS seq, i.marking AS step, f.hash AS previous_hash,
        CAST(:k AS integer) = {advances} AS is_last,
        greatest(clock_timestamp(), f.recorded_at) AS at
      FROM cases i JOIN facts f ON f.case_id = i.id AND f.seq = i.seq
      WHERE i.id = '00000000-0000-4000-8000-' || lpad(CAST(:number AS text), 12, '0')
        AND i.marking = '{step}' || CAST(:k AS integer)) t) n
  WHERE c.id = n.id AND c.seq = n.seq - 1
  RETURNING n.*, c.number,
    encode(sha256(decode(previous_hash, 'hex') || convert_to({canonical}, 'UTF8')), 'hex') AS hash),
noted AS (
  INSERT INTO facts ({columns}, previous_hash, hash)
  SELECT {values}, previous_hash, hash FROM s),
kept AS (
  INSERT INTO receipts (actor_id, key, case_id, seq, body_hash, receipt)
  SELECT person, id || '.' || seq, id, seq, hash,
    jsonb_build_object('case_id', id, 'number', number, 'seq', seq, 'marking', target,
      'open_steps', CASE WHEN is_last THEN jsonb '[]' ELSE jsonb_build_array(target) END,
      'recorded_at', instant || '+00:00', 'hash', hash)
  FROM s),
closed AS (
  UPDATE work_items w SET closed_seq = s.seq FROM s
  WHERE w.case_id = s.id AND w.id = s.id || '.' || s.seq - 1 || '.' || s.step
    AND w.closed_seq IS NULL),
opened AS (
  INSERT INTO work_items (id, case_id, step, role, unit_id, position_kind, opened_seq, opened_at,
    due_at)
  SELECT id || '.' || seq || '.' || target, id, target,
    CASE WHEN target = '{last}' THEN 'loket' ELSE 'pemeriksa' END, '{unit}',
    CASE WHEN target = '{last}' THEN 'petugas_loket' ELSE 'kepala_seksi' END, seq,
    at, at + interval '2 hours'
  FROM s WHERE NOT is_last),
told AS (
  INSERT INTO jobs (id, case_id, seq, kind, payload, due_at)
  SELECT id || '.' || seq || '.job0', id, seq, 'notice',
    jsonb_build_object('to', CASE WHEN target = '{last}' THEN 'loket' ELSE 'pemeriksa' END,
      'rule', NULL, 'step', target, 'event', step || ':' || '{done}', 'result', NULL),
    at
  FROM s WHERE NOT is_last)
SELECT 1 / count(*) FROM s"""

# The columns of the fact that differ: how they stand under the hash, and in the row.
_TEXT_OF = {
    "appointment_id": "to_json(appointment)::text",
    "case_id": "to_json(n.id)::text",
    "legal_day": "'\"' || day || '\"'",
    "performed_at": "'\"' || instant || 'Z\"'",
    "person_id": "to_json(person)::text",
    "position_id": "to_json(position)::text",
    "position_kind": "to_json(position)::text",
    "position_name": "to_json(position_name)::text",
    "recorded_at": "'\"' || instant || 'Z\"'",
    "result": "to_json(n.result)::text",
    "role": "to_json(role)::text",
    "seq": "n.seq::text",
    "source": "to_json(step)::text",
    "step": "to_json(step)::text",
    "target": "to_json(target)::text",
    "trigger": f"to_json(step || ':' || '{DONE}')::text",
}
_VALUE_OF = {
    "appointment_id": "appointment",
    "case_id": "id",
    "legal_day": "day",
    "performed_at": "at",
    "person_id": "person",
    "position_id": "position",
    "position_kind": "position",
    "position_name": "position_name",
    "public": "jsonb '{}'",
    "recorded_at": "at",
    "result": "result",
    "role": "role",
    "seq": "seq",
    "source": "step",
    "step": "step",
    "target": "target",
    "trigger": f"step || ':' || '{DONE}'",
}


def statement() -> str:
    """The statement; `:number` is the case's and `:k` the step that is answered."""
    constants: dict[str, Any] = {
        "version_id": machine().id,
        "unit_id": UNIT,
        "kind": "act",
        "answer": DONE,
        "actor_class": "official",
        "entered_by": None,
        "capacity": "definitive",
        "medium": "system",
        "public": {},
        "commitment": None,
        "format": FORMAT,
    }
    parts = [
        f"'\"{name}\":' || " + (_TEXT_OF.get(name) or f"'{json.dumps(constants[name])}'")
        for name in sorted(UNDER_THE_HASH)
    ]
    values = [
        _VALUE_OF.get(name) or (f"'{constants[name]}'" if constants[name] is not None else "NULL")
        for name in UNDER_THE_HASH
    ]
    appointments = {str(a.person): appointment_id(a) for a in organisation().appointments}
    return _STATEMENT.format(
        advances=ADVANCES,
        canonical="'{' || " + " || ',' || ".join(parts) + " || '}'",
        clerk=CLERK,
        clerk_appointment=appointments[CLERK],
        columns=", ".join(UNDER_THE_HASH),
        done=DONE,
        end=END,
        examiner=EXAMINER,
        examiner_appointment=appointments[EXAMINER],
        last=step_id(ADVANCES),
        step=_STEP,
        unit=UNIT,
        values=", ".join(values),
        zone=ZONE,
    )


def run(
    server: PostgresServer, database: str, *, first: int, clients: int, seconds: float
) -> tuple[int, float]:
    """Advance the cases from number `first` on: how many advances, and how many each second.

    Raises:
        TooFewCases: They came to an end before the time did.
        RuntimeError: pgbench failed.
    """
    script = server.home / "floor.sql"
    one_line = " ".join(statement().split())
    script.write_text(_SCRIPT.format(advances=ADVANCES, statement=one_line))
    command: list[str | Path] = [server.programs / "pgbench", "-h", "127.0.0.1", "-U", "sopflow"]
    command += ["-p", str(server.port), "-M", "prepared", "-n", "-f", script]
    command += ["-c", str(clients), "-j", str(clients), "-T", str(max(1, math.ceil(seconds)))]
    command += ["-D", "n=-1", "-D", f"first={first}", "-D", f"clients={clients}", database]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    count = re.search(r"actually processed: (\d+)", done.stdout)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    if "division by zero" in done.stderr:  # the statement found no case to move
        raise TooFewCases
    if done.returncode != 0 or count is None or rate is None:
        raise RuntimeError(f"pgbench failed:\n{done.stdout}{done.stderr}")
    return int(count.group(1)), float(rate.group(1))


def unlock(connection: Connection) -> None:
    """Take every trigger and foreign key away; keys, indexes and checks stay."""
    triggers = connection.execute(
        text("SELECT tgrelid::regclass, quote_ident(tgname) FROM pg_trigger WHERE NOT tgisinternal")
    )
    for table, name in triggers.all():
        connection.execute(text(f"DROP TRIGGER {name} ON {table}"))
    keys = connection.execute(
        text(
            "SELECT conrelid::regclass, quote_ident(conname) FROM pg_constraint"
            " WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
        )
    )
    for table, name in keys.all():
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
