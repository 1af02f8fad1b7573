"""Death between every two hops: nothing is lost, nothing is done twice, nobody untold.

A real worker process dies as by `kill -9` at a named point, once. Redis, where there is one, is
emptied. Then a fresh worker comes, and everything is counted.
"""

from pathlib import Path
from time import sleep

import pytest

from sopflow.domain.words import CaseId
from sopflow.services.audit import verify
from sopflow.services.dying import POINTS
from sopflow.store.store import Store
from tests.crash.conftest import CASES, Office
from tests.office import rows
from tests.workers.playing import EMAIL, act, facts, jobs, let_leases_run_out, triggers
from tests.workers.processes import running, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
AFTERWARDS = ["ttd:approve", "nomori_izin:done", "cetak_izin:done"]
CLERKS = {"rudi@dpmptsp.example", "sari@dpmptsp.example"}


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_that_dies_between_two_hops_loses_and_doubles_nothing(
    office: Office, point: str, tmp_path: Path
) -> None:
    mark = tmp_path / "died"
    sign_all(office)
    with running(
        "worker", log=office.log(), env=office.env | {"SOPFLOW_CRASH_AT": f"{point}={mark}"}
    ) as worker:
        wait_until(lambda: hint(office) or worker.died(), worker.said)
    assert mark.exists()
    if office.redis is not None:
        office.redis.flush()
    let_leases_run_out(office.store)

    with running("worker", log=office.log(), env=office.env) as successor:
        wait_until(lambda: is_done(office.store), lambda: (left(office.store), successor.said()))
        successor.kill()  # as rudely: all that matters is in the tables

    count_everything(office)


def test_a_child_that_dies_is_replaced_and_its_job_is_done(office: Office, tmp_path: Path) -> None:
    """The pool of processes: its parent lives on, and no connection outlived a fork."""
    mark = tmp_path / "died"
    with running(
        "worker",
        "--pool",
        "prefork",
        "--concurrency",
        "2",
        log=office.log(),
        env=office.env | {"SOPFLOW_CRASH_AT": f"before record={mark}"},
    ) as worker:
        worker.wait_for(" ready.")
        sleep(
            1
        )  # a parent whose child dies before the pool stands gives up, and is to be restarted
        sign_all(office)
        wait_until(lambda: hint(office) or mark.exists(), worker.said)
        let_leases_run_out(office.store)
        wait_until(lambda: is_done(office.store), lambda: (left(office.store), worker.said()))
        assert worker.process.poll() is None

    count_everything(office)


def test_an_emptied_redis_costs_a_sweep_and_nothing_else(office: Office) -> None:
    with running("worker", log=office.log(), env=office.env) as worker:
        worker.wait_for(" ready.")
        sign_all(office)
        for _ in range(5):
            hint(office)
            if office.redis is not None:
                office.redis.flush()
        wait_until(lambda: is_done(office.store), lambda: (left(office.store), worker.said()))

    count_everything(office)


def sign_all(office: Office) -> None:
    """The head signs; what follows is the workers' business."""
    office.mail.received.clear()
    for case in CASES:
        act(office.store, CaseId(case))


def hint(office: Office) -> bool:
    """Nudge now and again, as commits would."""
    office.runtime.nudge()
    sleep(0.2)
    return False


def is_done(store: Store) -> bool:
    """Both permits are there, and every notice about them has ended."""
    waiting = "SELECT id FROM jobs WHERE state IN ('waiting', 'running') AND kind <> 'timer'"
    made = len(rows(store, "SELECT id FROM documents"))
    return made == len(CASES) and not rows(store, waiting)


def left(store: Store) -> list[dict[str, object]]:
    return rows(
        store,
        "SELECT id, kind, state, attempts, last_error, lease_until FROM jobs"
        " WHERE state IN ('waiting', 'running', 'incident') AND kind <> 'timer'",
    )


def count_everything(office: Office) -> None:
    store = office.store
    for case in map(CaseId, CASES):
        done = list(triggers(store, case))
        assert done[-3:] == AFTERWARDS
        assert len(done) == len(set(done))
        assert jobs(store, case, "incident", "running") == []
        count_notices(office, case)
    numbers = rows(store, "SELECT number, text FROM issued_numbers ORDER BY number")
    assert [n["number"] for n in numbers] == [1, 2]
    assert len(rows(store, "SELECT id FROM documents")) == len(CASES)
    assert verify(store).is_whole


def count_notices(office: Office, case: CaseId) -> None:
    """Each notice went out at least once, always under its one key, and is recorded once."""
    seq = facts(office.store, case)[-1]["seq"]
    notices = [job for job in jobs(office.store, case) if job["kind"] == "notice"]
    after = [job for job in notices if job["seq"] == seq]
    assert {job["state"] for job in notices} == {"done"}
    assert len(after) == 2
    sent = {job["id"]: messages_of(office, job["id"]) for job in after}
    assert all(sent.values())
    told = {frozenset(r for message in messages for r in message) for messages in sent.values()}
    assert told == {frozenset({EMAIL}), frozenset(CLERKS)}
    recorded = [f for f in facts(office.store, case, "notice") if f["seq"] > seq]
    assert len(recorded) == 1


def messages_of(office: Office, job: str) -> list[tuple[str, ...]]:
    return [
        received.recipients
        for received in office.mail.received
        if str(received.message["Message-ID"]).startswith(f"<{job}@")
    ]
