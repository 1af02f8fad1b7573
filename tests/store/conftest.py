"""A store on each database, with a sample office, and one machine published."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import make_url

from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.organisation import (
    LetterOfAppointment,
    Official,
    Organisation,
    Position,
    Unit,
)
from sopflow.domain.words import Capacity, PersonId, PositionId, UnitId
from sopflow.store.organisation import apply
from sopflow.store.store import Store
from sopflow.store.upgrading import upgrade
from tests.store.attacks import Attacker
from tests.store.machines import machine
from tests.store.playing import put_in_force

ZONE = "Asia/Jakarta"
CALENDAR = OfficeCalendar(
    zone=ZONE,
    hours={day: ((time(8), time(16)),) for day in range(7)},
    holidays={date(2026, 8, 17): "Kemerdekaan"},
)
LONG_AGO = date(2020, 1, 1)


def official(name: str) -> Official:
    return Official(
        PersonId(name),
        name.title(),
        name,
        f"{name}@kota.example",
        "id",
        is_admin=False,
        may_ratify=name in {"hadi", "rudi", "dewi"},
    )


def letter(person: str, position: str, **more: Any) -> LetterOfAppointment:
    values: dict[str, Any] = {
        "capacity": Capacity.DEFINITIVE,
        "letter_number": f"SK-{person}-{position}",
        "letter_on": LONG_AGO,
        "valid_from": LONG_AGO,
        "valid_until": None,
    }
    return LetterOfAppointment(PersonId(person), PositionId(position), **(values | more))


def position(unit: str, kind: str, superior: str | None = None) -> Position:
    above = PositionId(superior) if superior else None
    return Position(PositionId(f"{unit}-{kind}"), UnitId(unit), kind, kind.title(), above)


ORGANISATION = Organisation(
    units=(
        Unit(UnitId("kota"), "kota", "Kota", None, CALENDAR),
        Unit(UnitId("dpmptsp"), "opd", "DPMPTSP", UnitId("kota"), CALENDAR),
        Unit(UnitId("dinkes"), "opd", "Dinas Kesehatan", UnitId("kota"), CALENDAR),
    ),
    positions=(
        position("kota", "head"),
        position("dpmptsp", "kasi", "kota-head"),
        position("dpmptsp", "clerk", "dpmptsp-kasi"),
        position("dinkes", "kasi"),
        position("dinkes", "head"),
    ),
    officials=tuple(official(n) for n in ("siti", "budi", "hadi", "dewi", "rudi")),
    appointments=(
        letter("siti", "dpmptsp-clerk"),
        letter("budi", "dpmptsp-kasi"),
        letter("hadi", "kota-head"),
        letter("dewi", "dinkes-kasi"),
        letter("rudi", "dinkes-head"),
        letter("dewi", "dpmptsp-kasi", valid_until=date(2021, 1, 1)),
    ),
)


@dataclass(frozen=True)
class Templates:
    """Migrated and filled databases to copy: a file, and the name of a PostgreSQL database."""

    sqlite: Path
    postgresql: str


def fill(url: str) -> None:
    upgrade(url)
    store = Store.open(url)
    with store.changing() as change:
        apply(change, ORGANISATION, dry_run=False)
    put_in_force(store, machine())
    store.close()


@pytest.fixture(scope="session")
def templates(
    tmp_path_factory: pytest.TempPathFactory, postgres_admin_url: str
) -> Iterator[Templates]:
    path = tmp_path_factory.mktemp("template") / "store.db"
    fill(f"sqlite:///{path}")
    name = f"store_template_{secrets.token_hex(6)}"
    url = make_url(postgres_admin_url)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        fill(url.set(database=name).render_as_string(hide_password=False))
        yield Templates(path, name)
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def sqlite_url(tmp_path: Path, templates: Templates) -> str:
    shutil.copy(templates.sqlite, tmp_path / "store.db")
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def postgresql_url(templates: Templates, new_postgres_database: Callable[..., str]) -> str:
    return new_postgres_database(template=templates.postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    yield from opened_store(url)


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    yield from opened_store(sqlite_url)


@pytest.fixture
def postgresql_store(postgresql_url: str) -> Iterator[Store]:
    yield from opened_store(postgresql_url)


def opened_store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def attacker(url: str) -> Iterator[Attacker]:
    somebody = Attacker(url)
    yield somebody
    somebody.close()
