"""The benchmark runs, says what it measured, and its floor writes what the services write."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from benchmarks import floor
from benchmarks.cases import case_id
from benchmarks.clients import carry_through
from benchmarks.office import ADVANCES
from benchmarks.report import as_json, as_table
from benchmarks.run import LOCKED, Bench, bench, measure

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

# Instants, what is computed from them, and what only one of two cases can have.
_OF_ITS_OWN = {
    "body_hash",
    "closed_at",
    "due_at",
    "hash",
    "number",
    "opened_at",
    "performed_at",
    "previous_hash",
    "promise_due_at",
    "recorded_at",
    "tracking_hash",
}


@pytest.fixture(scope="module")
def ready() -> Iterator[Bench]:
    with bench() as started:
        yield started


def test_every_way_is_measured_and_said_in_both_forms(ready: Bench) -> None:
    measured = measure(ready, seconds=0.2, rounds=1, say=lambda _: None)

    said = json.loads(json.dumps(as_json(measured)))
    assert {(r["way"], r["clients"]) for r in said["runs"]} == {
        (way, clients) for way in ("services", "floor", "unlocked") for clients in (1, 4)
    }
    for clients in ("1", "4"):
        assert all(value > 0 for value in said["clients"][clients].values())
        assert said["clients"][clients]["p50_ms"] <= said["clients"][clients]["p95_ms"]
    assert said["statements_per_advance"] == said["round_trips_per_advance"] == 2
    assert said["cases_audited"] > 0
    assert "services / floor" in as_table(measured)


def test_the_floor_writes_the_rows_that_the_services_write(ready: Bench) -> None:
    ours, floors = ready.open(LOCKED, 2)
    statement = floor.statement().replace(":number", "%(number)s").replace(":k", "%(k)s")
    with psycopg.connect(
        ready.server.dsn_of(LOCKED), autocommit=True, row_factory=dict_row
    ) as connection:
        for k in range(1, ADVANCES + 1):
            connection.execute(statement, {"number": floors, "k": k})
        assert len(list(carry_through(ready.stores[LOCKED], case_id(ours)))) == ADVANCES

        for table in ("cases", "facts", "receipts", "work_items", "jobs"):
            rows = [_rows(connection, table, case_id(number)) for number in (ours, floors)]
            assert rows[0] == rows[1], table


def _rows(connection: psycopg.Connection[Any], table: str, case: str) -> list[dict[str, Any]]:
    key = "id" if table == "cases" else "case_id"
    query = f"SELECT to_json(t) AS row FROM {table} t WHERE {key} = %s"
    if table != "cases":
        query += f" ORDER BY {'opened_seq' if table == 'work_items' else 'seq'}"
    found = connection.execute(query.encode(), [case]).fetchall()
    rows = [json.loads(json.dumps(row["row"]).replace(case, "case")) for row in found]
    return [_shared(row) for row in rows if row.get("seq") != 1 or table == "cases"]


def _shared(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shared(item) for key, item in value.items() if key not in _OF_ITS_OWN}
    return value
