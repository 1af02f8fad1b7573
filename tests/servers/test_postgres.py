import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.servers.postgres import find_programs, running_postgres
from tests.servers.process import CannotStart

WAYS = ("namespace", "user") if os.geteuid() == 0 else ("plain",)


def ask(dsn: str, statement: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(statement).fetchone()
        assert row is not None
        return row[0]


@pytest.mark.parametrize("way", WAYS)
def test_it_starts_for_root_and_for_others(way: str) -> None:
    with running_postgres(way=way) as server:
        assert ask(server.dsn_of("postgres"), "SELECT 1") == 1
        assert ask(server.dsn_of("postgres"), "SHOW fsync") == "off"
        process = server.process
        home = server.home

    assert process is not None
    assert process.poll() is not None
    assert not home.exists()


def test_what_was_committed_is_there_after_a_restart_and_after_a_kill() -> None:
    with running_postgres() as server:
        dsn = server.dsn_of("postgres")
        with psycopg.connect(dsn) as connection:
            connection.execute("CREATE TABLE kept (n int)")
        with psycopg.connect(dsn) as connection:
            connection.execute("INSERT INTO kept VALUES (1)")
        server.restart()
        with psycopg.connect(dsn) as connection:
            connection.execute("INSERT INTO kept VALUES (2)")
        with psycopg.connect(dsn) as connected:
            server.kill()
            with pytest.raises(psycopg.OperationalError):
                connected.execute("SELECT 1")
        server.start()

        assert ask(dsn, "SELECT sum(n) FROM kept") == 3


def test_a_durable_server_waits_for_the_disk() -> None:
    with running_postgres(durable=True) as server:
        dsn = server.dsn_of("postgres")
        assert ask(dsn, "SHOW fsync") == "on"
        assert ask(dsn, "SHOW synchronous_commit") == "on"
        assert ask(dsn, "SHOW full_page_writes") == "on"


def test_a_folder_without_postgres_is_refused_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOPFLOW_TEST_POSTGRES_BIN", str(tmp_path))

    with pytest.raises(CannotStart, match="SOPFLOW_TEST_POSTGRES_BIN"):
        find_programs()


def test_a_database_can_be_made_from_a_template(new_postgres_database: Callable[..., str]) -> None:
    template = new_postgres_database()
    with psycopg.connect(template.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")

    copy = new_postgres_database(template=template.rsplit("/", 1)[1])

    assert copy != template
    assert ask(copy.replace("+psycopg", ""), "SELECT n FROM kept") == 7
