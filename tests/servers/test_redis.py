import pytest
import redis

from tests.servers.process import CannotStart
from tests.servers.redis import running_redis


def test_it_forgets_everything_over_a_restart_a_kill_and_a_flush() -> None:
    with running_redis() as server:
        port = server.port

        def die_and_rise() -> None:
            server.kill()
            server.start()

        for forget in (server.restart, die_and_rise, server.flush):
            with redis.Redis.from_url(server.url) as client:
                client.set("hint", "1")
                forget()
            with redis.Redis.from_url(server.url) as client:
                assert client.dbsize() == 0
        process = server.process
        assert server.port == port

    assert process is not None
    assert process.poll() is not None


def test_a_machine_without_one_is_told_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(CannotStart, match="SOPFLOW_TEST_REDIS_URL"), running_redis():
        pass


def test_each_test_gets_an_empty_database(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("left", "behind")


def test_what_a_test_leaves_behind_is_gone(redis_url: str) -> None:
    test_each_test_gets_an_empty_database(redis_url)
