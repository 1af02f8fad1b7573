"""The sample office on each database; a module shares one, since every case is its own."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from sopflow.store.store import Store
from tests.office import furnish, opened
from tests.store.attacks import Attacker


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    postgres_admin_url: str,
) -> Iterator[Store]:
    """A store with the sample agency and the shipped procedures."""
    if request.param == "sqlite":
        folder: Path = tmp_path_factory.mktemp("office")
        url = f"sqlite:///{folder / 'sopflow.db'}"
        furnish(url)
        with opened(url) as store:
            yield store
        return
    name = f"office_{secrets.token_hex(6)}"
    admin_url = make_url(postgres_admin_url)
    plain = admin_url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        url = admin_url.set(database=name).render_as_string(hide_password=False)
        furnish(url)
        with opened(url) as store:
            yield store
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def attacker(office: Store) -> Iterator[Attacker]:
    """Somebody with a connection of his own to the database of the office."""
    somebody = Attacker(office._database.engine.url.render_as_string(hide_password=False))
    yield somebody
    somebody.close()
