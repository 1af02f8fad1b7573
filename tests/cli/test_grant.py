"""The role that serves: it may work with the tables, and `serve` does not start as their owner."""

from collections.abc import Callable

import psycopg
from sqlalchemy.engine import make_url

from sopflow.store.store import Store
from tests.cli.conftest import in_a_process


def test_the_role_that_serves_is_granted_its_part(
    new_postgres_database: Callable[..., str],
) -> None:
    owner = make_url(new_postgres_database())
    plain = owner.set(drivername="postgresql").render_as_string(hide_password=False)
    name = f"melayani_{owner.database}"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE ROLE "{name}" LOGIN')
    url = owner.render_as_string(hide_password=False)

    done = in_a_process("db", "upgrade", "--grant", name, SOPFLOW_DATABASE_URL=url)

    assert done.code == 0, done
    store = Store.open(owner.set(username=name).render_as_string(hide_password=False))
    assert not store.is_owner()
    assert list(store.all_chains()) == []
    store.close()
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP OWNED BY "{name}"')
        connection.execute(f'DROP ROLE "{name}"')


def test_a_role_that_is_not_there_is_said_with_its_cure(
    new_postgres_database: Callable[..., str],
) -> None:
    done = in_a_process(
        "db", "upgrade", "--grant", "tidak_ada", SOPFLOW_DATABASE_URL=new_postgres_database()
    )

    assert done.code == 6
    assert "tidak_ada" in done.err
    assert "Traceback" not in done.err
