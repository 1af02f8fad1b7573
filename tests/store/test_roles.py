"""The runtime role serves and cannot touch the lock."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.engine import make_url

from sopflow.domain.errors import ConfigurationError
from sopflow.store.outside_tables import EVERY
from sopflow.store.roles import CHANGED, ERASABLE, KEPT, READ, grant_runtime
from sopflow.store.store import Store
from sopflow.store.tables import VIEWS
from tests.store.playing import opened, play


@pytest.fixture
def runtime_url(postgresql_url: str) -> Iterator[str]:
    role = f"runtime_{secrets.token_hex(4)}"
    url = make_url(postgresql_url)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
        grant_runtime(postgresql_url, role)
        yield url.set(username=role).render_as_string(hide_password=False)
        owner.execute(f"DROP OWNED BY {role}")
        owner.execute(f"DROP ROLE {role}")


def test_the_runtime_role_runs_a_case_and_is_no_owner(runtime_url: str) -> None:
    store = Store.open(runtime_url)
    case = opened(store)
    for trigger, person in (
        ("check:return", "siti"),
        ("fix:done", "applicant"),
        ("check:approve", "siti"),
        ("initials:approve", "budi"),
        ("sign:approve", "hadi"),
    ):
        play(store, case, trigger, person)
    [job] = store.claim_jobs(["automatic"], limit=5, lease_seconds=30, worker="w")

    assert store.finish_job(job)
    assert not store.is_owner()
    store.close()


def test_the_owner_knows_that_it_is_one(store: Store) -> None:
    assert store.is_owner()


REPLACED_GUARD = (
    "CREATE OR REPLACE FUNCTION public.guard_fact() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RETURN NULL; END $$"
)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE facts DISABLE TRIGGER ALL",
        "DROP TRIGGER facts_guarded ON facts",
        "DELETE FROM facts",
        "UPDATE facts SET target = 'granted'",
        "TRUNCATE facts CASCADE",
        "ALTER TABLE facts DROP CONSTRAINT fact_is_an_arc",
        "SET session_replication_role = replica",
        REPLACED_GUARD,
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$",
        "UPDATE arcs SET target = 'granted'",
        "DELETE FROM cases",
        "UPDATE secrets SET value = 'x'",
        "DELETE FROM alembic_version",
    ],
)
def test_the_runtime_role_cannot_reach_the_lock(runtime_url: str, statement: str) -> None:
    plain = make_url(runtime_url).set(drivername="postgresql")
    with (
        psycopg.connect(plain.render_as_string(hide_password=False)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_every_table_has_its_rights() -> None:
    named = [*KEPT, *CHANGED, *ERASABLE, *READ]

    assert sorted(named) == sorted([*EVERY.tables, *VIEWS.tables, "alembic_version"])


def test_an_owner_is_no_runtime_role(postgresql_url: str) -> None:
    with pytest.raises(ConfigurationError, match="switch the lock off"):
        grant_runtime(postgresql_url, str(make_url(postgresql_url).username))


def test_a_role_must_exist(postgresql_url: str, sqlite_url: str) -> None:
    with pytest.raises(ConfigurationError, match="no role"):
        grant_runtime(postgresql_url, "nobody_here")
    with pytest.raises(ConfigurationError, match="only PostgreSQL"):
        grant_runtime(sqlite_url, "nobody_here")
