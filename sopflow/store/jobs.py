"""Jobs: rows for the workers, claimed with a lease and a fencing epoch (SPEC 9)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from sopflow.domain.words import CaseId, StepId, WorkItemId
from sopflow.store.sql import as_instant, run

ATTEMPTS_MAX = 10
ERROR_LENGTH_MAX = 2000


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it was claimed. `epoch` must still be the row's when it is finished."""

    id: str
    case_id: CaseId
    seq: int
    kind: str
    step: StepId | None
    item_id: WorkItemId | None
    payload: Mapping[str, Any]
    due_at: datetime
    attempts: int
    epoch: int


_AHEAD = {
    "postgresql": "clock_timestamp() + make_interval(secs => CAST(:seconds AS double precision))",
    "sqlite": "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', :seconds || ' seconds')",
}
_COLUMNS = "id, case_id, seq, kind, step, item_id, payload, due_at, attempts, epoch"
_FREE = "((state = 'waiting' AND due_at <= {now}) OR (state = 'running' AND lease_until < {now}))"


def claim(  # noqa: PLR0913 - one claim has these terms
    connection: Connection,
    kinds: Iterable[str],
    *,
    limit: int,
    lease_seconds: float,
    worker: str,
    attempts_max: int,
) -> list[Job]:
    """Take due jobs, and those whose worker let the lease run out; the attempt counts at once.

    A job whose every attempt killed its worker becomes an incident here.
    """
    dialect = connection.dialect.name
    run(
        connection,
        "UPDATE jobs SET state = 'incident', last_error = 'its worker died at every attempt',"
        " finished_at = {now}, lease_until = NULL"
        " WHERE state = 'running' AND lease_until < {now} AND attempts >= :most",
        most=attempts_max,
    )
    lock = "FOR UPDATE SKIP LOCKED" if dialect == "postgresql" else ""
    found = run(
        connection,
        f"UPDATE jobs SET state = 'running', attempts = attempts + 1, epoch = epoch + 1,"  # noqa: S608 - our own words alone
        f" worker = :worker, lease_until = {_AHEAD[dialect]}"
        f" WHERE id IN (SELECT id FROM jobs WHERE kind IN (:a, :b, :c) AND {_FREE}"
        f" ORDER BY due_at, id LIMIT :limit {lock}) RETURNING {_COLUMNS}",
        worker=worker,
        seconds=lease_seconds,
        limit=limit,
        **_three(kinds),
    )
    return sorted((_job(row) for row in found.mappings()), key=lambda job: (job.due_at, job.id))


def is_anything_due(connection: Connection) -> bool:
    """Say whether there is anything to claim, without writing."""
    return run(connection, f"SELECT 1 FROM jobs WHERE {_FREE} LIMIT 1").first() is not None  # noqa: S608 - our own words alone


def finish(connection: Connection, job: Job) -> bool:
    """Mark it done; False if somebody else has it now."""
    return _end(connection, job, "state = 'done', finished_at = {now}, lease_until = NULL")


def fail(  # noqa: PLR0913 - what can become of a failed job
    connection: Connection,
    job: Job,
    error: str,
    *,
    retry_in_seconds: float,
    attempts_max: int,
    counts: bool = True,
) -> bool:
    """Let it wait for another attempt, or make it an incident; False if somebody else has it.

    One that does not count was no failure: the world is not ready, and it may wait for ever.
    """
    words = error[:ERROR_LENGTH_MAX]
    if counts and job.attempts >= attempts_max:
        change = "state = 'incident', finished_at = {now}"
        return _end(
            connection, job, f"{change}, last_error = :error, lease_until = NULL", error=words
        )
    ahead = _AHEAD[connection.dialect.name]
    change = f"state = 'waiting', due_at = {ahead}, last_error = :error, lease_until = NULL"
    if not counts:
        change += ", attempts = attempts - 1"
    return _end(connection, job, change, error=words, seconds=retry_in_seconds)


def extend(connection: Connection, job: Job, *, lease_seconds: float) -> bool:
    """Keep it for longer; False if somebody else has it now."""
    ahead = _AHEAD[connection.dialect.name]
    return _end(connection, job, f"lease_until = {ahead}", seconds=lease_seconds)


def try_anew(connection: Connection, job_id: str) -> bool:
    """Let an incident be tried anew from its first attempt; False if it is none."""
    changed = run(
        connection,
        "UPDATE jobs SET state = 'waiting', attempts = 0, due_at = {now}, finished_at = NULL"
        " WHERE id = :id AND state = 'incident' RETURNING id",
        id=job_id,
    )
    return changed.first() is not None


def _end(connection: Connection, job: Job, change: str, **values: Any) -> bool:
    changed = run(
        connection,
        f"UPDATE jobs SET {change}"  # noqa: S608 - our own words alone
        " WHERE id = :id AND epoch = :epoch AND state = 'running' RETURNING id",
        id=job.id,
        epoch=job.epoch,
        **values,
    )
    return changed.first() is not None


def _three(kinds: Iterable[str]) -> dict[str, str]:
    wanted = [*kinds]
    assert 1 <= len(wanted) <= 3, wanted
    return dict(zip("abc", (wanted * 3)[:3], strict=True))


def _job(row: RowMapping) -> Job:
    payload = row["payload"]
    return Job(
        id=row["id"],
        case_id=row["case_id"],
        seq=row["seq"],
        kind=row["kind"],
        step=row["step"],
        item_id=row["item_id"],
        payload=json.loads(payload) if isinstance(payload, str) else payload,
        due_at=as_instant(row["due_at"]),
        attempts=row["attempts"],
        epoch=row["epoch"],
    )
