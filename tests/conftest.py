"""One real PostgreSQL and one real Redis for the whole run, and no way out of this machine.

The process that leads the run starts them when somebody first needs them and stops them at its
end. Under xdist that is the controller, which hands their addresses to its workers.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy.engine import make_url

from tests.outside import close_the_network
from tests.servers.postgres import running_postgres
from tests.servers.process import CannotStart
from tests.servers.redis import DATABASES, running_redis
from tests.servers.smtp import SmtpServer, running_smtp

settings.register_profile("ci", deadline=None, print_blob=True)
settings.register_profile("quick", deadline=None, print_blob=True, max_examples=25)
settings.load_profile("ci")


class Servers:
    """The servers of this run: those that a setting names, else our own, started when asked."""

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known
        self.ours = ExitStack()

    def postgres_url(self) -> str:
        if "postgres_url" not in self.known:
            self.known["postgres_url"] = self.ours.enter_context(running_postgres()).url
        return self.known["postgres_url"]

    def redis_url(self) -> str:
        if "redis_url" not in self.known:
            self.known["redis_url"] = self.ours.enter_context(running_redis()).url
        return self.known["redis_url"]

    def all(self) -> dict[str, str]:
        try:
            return {"postgres_url": self.postgres_url(), "redis_url": self.redis_url()}
        except CannotStart as error:
            pytest.exit(f"The tests need a real PostgreSQL and a real Redis. {error}", returncode=1)


_SERVERS = pytest.StashKey[Servers]()


def pytest_configure(config: pytest.Config) -> None:
    given = {
        "postgres_url": os.environ.get("SOPFLOW_TEST_DATABASE_URL", ""),
        "redis_url": os.environ.get("SOPFLOW_TEST_REDIS_URL", ""),
    }
    from_controller = getattr(config, "workerinput", {}).get("servers", {})
    known = {name: url for name, url in (given | from_controller).items() if url}
    config.stash[_SERVERS] = Servers(known)
    close_the_network()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # xdist has no types to name
    node.workerinput["servers"] = node.config.stash[_SERVERS].all()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _SERVERS in config.stash:
        config.stash[_SERVERS].ours.close()


@pytest.fixture(scope="session")
def postgres_admin_url(pytestconfig: pytest.Config) -> str:
    """The maintenance database of a real PostgreSQL, as its superuser."""
    return pytestconfig.stash[_SERVERS].postgres_url()


@pytest.fixture
def new_postgres_database(postgres_admin_url: str) -> Iterator[Callable[..., str]]:
    """A maker of databases, each dropped when the test ends, whoever is still connected to it.

    Called with nothing it makes an empty one; with `template="name"` a copy of that one, in some
    35 ms. It returns the address for SQLAlchemy.
    """
    url = make_url(postgres_admin_url)
    made: list[str] = []

    def make(template: str = "template1") -> str:
        name = f"test_{token_hex(6)}"
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        made.append(name)
        return url.set(database=name).render_as_string(hide_password=False)

    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        yield make
        for name in made:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def redis_url(pytestconfig: pytest.Config) -> Iterator[str]:
    """An empty database of a real Redis that no other test uses meanwhile."""
    import redis  # noqa: PLC0415 - a third of a second that most tests need not spend

    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw-1")
    number = int(worker.removeprefix("gw")) + 1
    assert number < DATABASES
    address = pytestconfig.stash[_SERVERS].redis_url().rsplit("/", 1)[0] + f"/{number}"
    with redis.Redis.from_url(address) as client:
        client.flushdb()
        yield address
        client.flushdb()


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """A real SMTP server that keeps what it is given."""
    with running_smtp() as server:
        yield server
