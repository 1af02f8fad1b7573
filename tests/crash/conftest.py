"""A case that waits for the last signature: from there on the workers have most to do."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from sopflow.settings import Settings
from sopflow.store.store import Store
from sopflow.wiring import Runtime, make_runtime
from tests.office import furnish, opened
from tests.servers.redis import RedisServer, running_redis
from tests.servers.smtp import SmtpServer
from tests.workers.playing import act_until, apply_for, ways

CASES = ("case-1", "case-2")


@dataclass
class Office:
    """An installation, its settings as an environment, and what its mail server was given."""

    runtime: Runtime
    env: dict[str, str]
    mail: SmtpServer
    redis: RedisServer | None
    folder: Path
    logs: list[Path] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.runtime.store

    def log(self) -> Path:
        self.logs.append(self.folder / f"log{len(self.logs)}")
        return self.logs[-1]


@pytest.fixture(scope="session")
def waiting_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("waiting")
    prepare(f"sqlite:///{folder / 'sopflow.db'}", folder / "mail")
    return folder / "sopflow.db"


@pytest.fixture(scope="session")
def waiting_postgres(
    postgres_admin_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    name = f"waiting_{secrets.token_hex(6)}"
    url = make_url(postgres_admin_url)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        mail = tmp_path_factory.mktemp("waiting") / "mail"
        prepare(url.set(database=name).render_as_string(hide_password=False), mail)
        yield name
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def own_redis() -> Iterator[RedisServer]:
    """A Redis that a test may empty without harm to another."""
    with running_redis() as server:
        yield server


@pytest.fixture(params=["embedded", "postgresql and redis"])
def office(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    smtp_server: SmtpServer,
    new_postgres_database: Callable[..., str],
) -> Iterator[Office]:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    given: dict[str, str] = {
        "data_dir": str(data),
        "smtp_host": smtp_server.host,
        "smtp_port": str(smtp_server.port),
    }
    redis = None
    if request.param == "embedded":
        shutil.copy(request.getfixturevalue("waiting_file"), data / "sopflow.db")
    else:
        redis = request.getfixturevalue("own_redis")
        redis.flush()
        template = request.getfixturevalue("waiting_postgres")
        given["database_url"] = new_postgres_database(template=template)
        given["broker_url"] = redis.url
    env = {f"SOPFLOW_{name.upper()}": value for name, value in given.items()}
    with ExitStack() as ends:
        runtime = make_runtime(Settings(**given))  # type: ignore[arg-type]  # texts, as from the environment
        ends.callback(runtime.close)
        yield Office(runtime, env, smtp_server, redis, tmp_path)


def prepare(url: str, mail: Path) -> None:
    furnish(url)
    with opened(url) as store:
        for case in CASES:
            act_until(store, apply_for(store, case), "ttd", ways(mail))
