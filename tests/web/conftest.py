"""A sample office for each test, copied from one that is filled once a run."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from sopflow.store import tables as t
from sopflow.web.app import create_app
from sopflow.web.visits import SESSION_COOKIE
from sopflow.wiring import Runtime
from tests.web.office import begin_session, fill_office, give_password, open_office
from tests.web.pages import Browser

BY_PASSWORD = ("ani", "eko", "maya", "agus")
"""A password costs a third of a second, so only those have one who type it in some test."""


@dataclass(frozen=True)
class Filled:
    """A folder with a filled office, and a session of each official by username."""

    folder: Path
    sessions: dict[str, str]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The sample office with its SOPs in force; those who act are signed in already."""
    folder = tmp_path_factory.mktemp("office")
    runtime = open_office(folder)
    fill_office(runtime)
    for username in BY_PASSWORD:
        give_password(runtime, username)
    with runtime.store.reading() as connection:
        usernames = [str(row) for row in connection.scalars(select(t.accounts.c.username))]
    sessions = {username: begin_session(runtime, username) for username in usernames}
    runtime.close()
    return Filled(folder, sessions)


@pytest.fixture
def runtime(filled: Filled, tmp_path: Path) -> Iterator[Runtime]:
    folder = tmp_path / "office"
    shutil.copytree(filled.folder, folder)
    opened = open_office(folder)
    yield opened
    opened.close()


@pytest.fixture
def visitor(runtime: Runtime) -> Iterator[Callable[[], Browser]]:
    """A maker of browsers in which nobody is signed in."""
    app = create_app(runtime)
    clients: list[TestClient] = []

    def make() -> Browser:
        client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
        clients.append(client)
        return Browser(client)

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def official(visitor: Callable[[], Browser], filled: Filled) -> Callable[[str], Browser]:
    """A maker of browsers in which an official is signed in."""

    def make(username: str) -> Browser:
        browser = visitor()
        browser.client.cookies.set(SESSION_COOKIE, filled.sessions[username])
        return browser

    return make
