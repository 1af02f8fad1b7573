"""The sample agency with the shipped procedures, a fresh copy of it for each test."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from sopflow.store.store import Store
from tests.office import copied, furnish, opened


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("furnished") / "sopflow.db"
    furnish(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def furnished_postgres(postgres_admin_url: str) -> Iterator[str]:
    """The name of a database to copy."""
    name = f"furnished_{secrets.token_hex(6)}"
    url = make_url(postgres_admin_url)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        furnish(url.set(database=name).render_as_string(hide_password=False))
        yield name
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def store(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    furnished_file: Path,
    new_postgres_database: Callable[..., str],
) -> Iterator[Store]:
    if request.param == "sqlite":
        url = copied(furnished_file, tmp_path / "sopflow.db")
    else:
        url = new_postgres_database(template=request.getfixturevalue("furnished_postgres"))
    with opened(url) as found:
        yield found
