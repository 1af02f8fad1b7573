"""Hints: sent after the commit, bounded, and never in anybody's way."""

from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import redis

from sopflow.settings import Settings
from sopflow.wiring import make_runtime
from tests.servers.process import free_port
from workers.app import hint_folder, make_app, make_hint_folder
from workers.hints import Hints, hints_of
from workers.queues import HINTS_WAITING_MAX, QUEUES, needs_hint
from workers.schedule import SCHEDULE
from workers.tasks import look

AWAY = f"redis://127.0.0.1:{free_port()}/0"


def settings(folder: Path, **more: str) -> Settings:
    return Settings(data_dir=folder, **more)  # type: ignore[arg-type]  # texts, as from the environment


def test_a_hint_reaches_redis_and_an_unread_queue_stays_short(
    tmp_path: Path, redis_url: str
) -> None:
    hints = hints_of(settings(tmp_path, broker_url=redis_url))
    assert hints is not None
    for _ in range(HINTS_WAITING_MAX * 3):
        hints.publish()
    hints.close()

    with redis.Redis.from_url(redis_url) as client:
        lengths = {kind: client.llen(f"sopflow:{QUEUES[kind]}") for kind in QUEUES}
    assert lengths == {
        "automatic": HINTS_WAITING_MAX,
        "notice": HINTS_WAITING_MAX,
        "timer": 0,
    }


def test_a_broker_that_is_away_is_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hints = hints_of(settings(tmp_path, broker_url=AWAY))
    assert hints is not None
    begun = monotonic()
    hints.publish()

    assert monotonic() - begun < 10
    assert "no hint could be sent" in caplog.text


def test_a_request_never_waits_for_the_broker(tmp_path: Path) -> None:
    runtime = make_runtime(settings(tmp_path, broker_url=AWAY))
    begun = monotonic()
    for _ in range(100):
        runtime.nudge()
    spent = monotonic() - begun
    runtime.close()

    assert spent < 1


def test_hints_go_through_the_folder_once_a_worker_has_made_it(tmp_path: Path) -> None:
    here = settings(tmp_path)
    assert hints_of(here) is None

    make_hint_folder(here)
    hints = hints_of(here)
    assert hints is not None
    for _ in range(HINTS_WAITING_MAX * 3):
        hints.publish()
    hints.close()

    folder = hint_folder(here)
    assert len([*folder.glob("*.sopflow.automatic.msg")]) == HINTS_WAITING_MAX
    with make_app(here).connection_for_read() as connection:
        channel: Any = connection.default_channel
        taken = channel.basic_get(QUEUES["automatic"], no_ack=True)
        assert taken is not None
        assert needs_hint(connection, "automatic")
    assert len([*folder.glob("*.sopflow.automatic.msg")]) == HINTS_WAITING_MAX - 1
    assert [file for file in folder.iterdir() if file.name.startswith(".")] == []


def test_half_a_message_is_left_alone(tmp_path: Path) -> None:
    here = settings(tmp_path)
    make_hint_folder(here)
    (hint_folder(here) / "0_a.sopflow.automatic.msg").write_text('{"half": ')

    with make_app(here).connection_for_read() as connection:
        channel: Any = connection.default_channel
        assert channel.basic_get(QUEUES["automatic"], no_ack=True) is None


def test_a_hint_of_tomorrow_is_swallowed(caplog: pytest.LogCaptureFixture) -> None:
    look(kind="seal", urgency=5)

    assert "unknown kind" in caplog.text


def test_every_queue_has_a_consumer_and_a_sweep(tmp_path: Path) -> None:
    app = make_app(settings(tmp_path))

    assert {q.name for q in app.conf.task_queues} == set(QUEUES.values())
    assert {entry["options"]["queue"] for entry in SCHEDULE.values()} == set(QUEUES.values())


def test_the_settings_promise_nothing_that_a_message_must_keep(tmp_path: Path) -> None:
    conf = make_app(settings(tmp_path)).conf

    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_ignore_result
    assert not conf.result_backend
    assert conf.accept_content == ["json"]
    assert not conf.task_create_missing_queues


def test_the_hints_of_a_process_share_one_connection(tmp_path: Path, redis_url: str) -> None:
    hints = Hints(make_app(settings(tmp_path, broker_url=redis_url)))
    with redis.Redis.from_url(redis_url) as client:
        hints.publish()
        before = client.info("clients")["connected_clients"]
        for _ in range(5):
            hints.publish()
        assert client.info("clients")["connected_clients"] == before
    hints.close()
