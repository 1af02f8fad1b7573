"""The processes as they are started: what they say, how they end, how soon they follow."""

import re
import shutil
import signal
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from sopflow.domain.words import CaseId
from sopflow.server import Hands
from sopflow.settings import Settings
from sopflow.store.sql import as_instant
from sopflow.store.store import Store
from sopflow.wiring import Runtime, make_runtime
from tests.office import furnish, rows
from tests.servers.process import free_port
from tests.workers.playing import act, act_until, apply_for, facts, ways
from tests.workers.processes import running, wait_until

pytestmark = pytest.mark.slow
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


def test_up_says_where_it_is_and_lets_the_first_administrator_in(tmp_path: Path) -> None:
    env = {"SOPFLOW_DATA_DIR": str(tmp_path / "data")}
    with running("up", "--port", "0", log=tmp_path / "log", env=env) as up:
        up.wait_for("Stop with Ctrl-C")
        link = re.search(r"Open once: (http://\S+/masuk/pertama/\S+)", up.said())
        assert link is not None
        with urllib.request.urlopen(link[1], timeout=10) as page:
            assert page.status == 200
        assert up.stop(signal.SIGINT) == 0

    assert "Traceback" not in up.said()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert not (tmp_path / "data" / "sopflow.db-wal").exists()


def test_a_port_in_use_is_said_with_the_cure(tmp_path: Path) -> None:
    env = {"SOPFLOW_DATA_DIR": str(tmp_path / "data")}
    with running("up", "--port", "0", log=tmp_path / "log", env=env) as up:
        up.wait_for("Stop with Ctrl-C")
        port = ADDRESS.search(up.said())
        assert port is not None
        with running("serve", "--port", port[1], log=tmp_path / "other", env=env) as other:
            assert other.process.wait(30) == 6
            assert "--port" in other.said()


def test_serve_will_not_be_the_owner_of_the_tables(
    tmp_path: Path, new_postgres_database: Callable[..., str]
) -> None:
    url = new_postgres_database()
    env = {"SOPFLOW_DATA_DIR": str(tmp_path), "SOPFLOW_DATABASE_URL": url}
    with running("serve", "--port", "0", log=tmp_path / "log", env=env) as serve:
        assert serve.process.wait(30) == 6
        assert "sopflow db upgrade" in serve.said()
    furnish(url)
    with running("serve", "--port", "0", log=tmp_path / "log", env=env) as serve:
        assert serve.process.wait(30) == 6
        assert "owns the tables" in serve.said()
    env["SOPFLOW_ALLOW_OWNER"] = "true"
    with running("serve", "--port", "0", log=tmp_path / "log", env=env) as serve:
        serve.wait_for("Stop with Ctrl-C")
        assert serve.stop() == 0


def test_beat_ticks_and_ends(tmp_path: Path, redis_url: str) -> None:
    env = {"SOPFLOW_DATA_DIR": str(tmp_path), "SOPFLOW_BROKER_URL": redis_url}
    with running("beat", log=tmp_path / "log", env=env) as beat:
        beat.wait_for("look-automatic")
        assert beat.stop() == 0
    assert "Traceback" not in beat.said()


@dataclass
class Office:
    """A case that waits for the last signature, and the runtime of whoever gives it."""

    runtime: Runtime
    case: CaseId
    nudge: Callable[[], None]


@pytest.fixture(params=["one process", "folder", "redis"])
def office(
    request: pytest.FixtureRequest, tmp_path: Path, furnished_file: Path
) -> Iterator[Office]:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    shutil.copy(furnished_file, data / "sopflow.db")
    more = {"broker_url": request.getfixturevalue("redis_url")} if request.param == "redis" else {}
    settings = Settings(data_dir=data, **more)
    hands = Hands() if request.param == "one process" else None
    with ExitStack() as ends:
        if hands is None:
            env = {f"SOPFLOW_{key.upper()}": str(value) for key, value in more.items()}
            env["SOPFLOW_DATA_DIR"] = str(data)
            worker = ends.enter_context(running("worker", log=tmp_path / "log", env=env))
            worker.wait_for(" ready.")
        runtime = make_runtime(settings, nudge=hands)
        ends.callback(runtime.close)
        case = apply_for(runtime.store)
        act_until(runtime.store, case, "ttd", ways(data / "mailbox"))
        if hands is not None:
            hands.start(runtime)
        yield Office(runtime, case, runtime.nudge)


def test_the_next_automatic_step_follows_at_once(
    office: Office, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    store = office.runtime.store
    wait_until(lambda: not _waiting(store))
    office.nudge()  # the first one makes the connection, and takes its time
    sleep(1)
    act(store, office.case)
    office.nudge()
    wait_until(lambda: "nomori_izin:done" in _steps(store, office.case))

    recorded = _steps(store, office.case)
    delay = (recorded["nomori_izin:done"] - recorded["ttd:approve"]).total_seconds()
    with capsys.disabled():
        print(f"\n{request.node.callspec.id}: {delay * 1000:.0f} ms from commit to commit")  # noqa: T201
    assert delay < 2


def test_a_worker_is_found_by_no_hint_and_still_works(tmp_path: Path, furnished_file: Path) -> None:
    """Its broker is away, nobody ticks, and the rows are found all the same."""
    shutil.copy(furnished_file, tmp_path / "sopflow.db")
    away = f"redis://127.0.0.1:{free_port()}/0"
    env = {"SOPFLOW_DATA_DIR": str(tmp_path), "SOPFLOW_BROKER_URL": away}
    with running("worker", log=tmp_path / "log", env=env):
        runtime = make_runtime(Settings(data_dir=tmp_path))
        apply_for(runtime.store)
        wait_until(lambda: len(runtime.mailbox()) == 2)
        runtime.close()


def _steps(store: Store, case: CaseId) -> dict[str, datetime]:
    return {f["trigger"]: as_instant(f["recorded_at"]) for f in facts(store, case)}


def _waiting(store: Store) -> list[dict[str, Any]]:
    return rows(store, "SELECT id FROM jobs WHERE state = 'waiting' AND kind = 'notice'")
