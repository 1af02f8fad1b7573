"""A sample office in a folder of its own: the sample organisation with its SOPs in force."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sopflow.compiler.organisation import read_organisation
from sopflow.domain.organisation import Organisation
from sopflow.domain.words import PersonId
from sopflow.services import signin
from sopflow.services.organisation import apply_organisation
from sopflow.services.signin import find_person, set_password
from sopflow.settings import Settings
from sopflow.store import accounts
from sopflow.wiring import Runtime, make_runtime
from tests.guards.sources import ROOT
from tests.office import DEFINITIONS, let_in_force

PASSWORD = "kata sandi contoh"
ORGANISATION = ROOT / "sopflow" / "cli" / "sample" / "organisation.yaml"


@dataclass
class Counted:
    """A nudge that only counts."""

    times: int = 0

    def __call__(self) -> None:
        self.times += 1

    def close(self) -> None: ...


def open_office(folder: Path, *, public_url: str = "http://testserver") -> Runtime:
    settings = Settings(data_dir=folder, public_url=public_url)
    return make_runtime(settings, nudge=Counted())


def fill_office(runtime: Runtime) -> None:
    read = read_organisation(ORGANISATION.read_text(), file=ORGANISATION.name)
    assert isinstance(read, Organisation), read
    apply_organisation(runtime.store, read)
    for path in DEFINITIONS:
        let_in_force(runtime.store, path.read_text())


def give_password(runtime: Runtime, username: str) -> PersonId:
    person = find_person(runtime.store, username)
    assert person is not None, username
    set_password(runtime.store, person, PASSWORD, now=datetime.now(UTC))
    return person


def begin_session(runtime: Runtime, username: str) -> str:
    """Sign somebody in without a password; gives the token of the session."""
    with runtime.store.reading() as connection:
        account = accounts.find_account(connection, username)
    assert account is not None, username
    return signin._begin(runtime.store, account, now=datetime.now(UTC), user_agent=None).token


def work_all(runtime: Runtime) -> int:
    """Let the worker do what is due until nothing is."""
    done = 0
    for _ in range(100):
        found = runtime.work(worker="test")
        done += found
        if found == 0:
            return done
    raise AssertionError("the worker finds no end")
