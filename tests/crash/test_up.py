"""`sopflow up` killed in the middle: the state is right after a restart."""

import shutil
import time
from pathlib import Path

import pytest

from sopflow.domain.words import CaseId
from sopflow.services.audit import verify
from sopflow.settings import Settings
from sopflow.wiring import Runtime, make_runtime
from tests.crash.conftest import CASES
from tests.crash.test_hops import AFTERWARDS, is_done, left
from tests.office import rows
from tests.workers.playing import EMAIL, act, facts, jobs, let_leases_run_out, triggers
from tests.workers.processes import Running, running, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
KILLED_AFTER_SECONDS = (0.0, 0.03, 0.1)


@pytest.mark.parametrize("seconds", KILLED_AFTER_SECONDS)
def test_everything_is_right_after_a_kill_and_a_restart(
    waiting_file: Path, tmp_path: Path, seconds: float
) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    shutil.copy(waiting_file, data / "sopflow.db")
    env = {"SOPFLOW_DATA_DIR": str(data)}
    runtime = make_runtime(Settings(data_dir=data))
    for case in CASES:
        act(runtime.store, CaseId(case))
    with running("up", "--port", "0", log=tmp_path / "first", env=env) as up:
        wait_until(lambda: begun(runtime), up.said)
        time.sleep(seconds)
        up.kill()
    let_leases_run_out(runtime.store)

    with running("up", "--port", "0", log=tmp_path / "second", env=env) as up:
        finish(runtime, up)
        up.kill()
    check(runtime)
    runtime.close()


def begun(runtime: Runtime) -> bool:
    return bool(rows(runtime.store, "SELECT job_id FROM issued_numbers"))


def finish(runtime: Runtime, up: Running) -> None:
    wait_until(lambda: is_done(runtime.store), lambda: (left(runtime.store), up.said()))


def check(runtime: Runtime) -> None:
    store = runtime.store
    assert verify(store).is_whole
    assert [n["number"] for n in rows(store, "SELECT number FROM issued_numbers ORDER BY 1")] == [
        1,
        2,
    ]
    told = {entry.key: entry for entry in runtime.mailbox()}
    for case in map(CaseId, CASES):
        done = list(triggers(store, case))
        assert done[-3:] == AFTERWARDS
        assert len(done) == len(set(done))
        seq = facts(store, case)[-1]["seq"]
        notices = [j["id"] for j in jobs(store, case) if j["kind"] == "notice" and j["seq"] == seq]
        assert len(notices) == 2
        assert set(notices) <= set(told)
        assert EMAIL in {told[key].to for key in notices}
        assert len([f for f in facts(store, case, "notice") if f["seq"] > seq]) == 1
