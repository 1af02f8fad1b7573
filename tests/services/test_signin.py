from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sopflow.services import signin
from sopflow.store.store import Store
from sopflow.store.upgrading import upgrade
from tests.office import opened, person, rows

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PASSWORD = "kata sandi contoh"


@pytest.fixture
def with_password(office: Store) -> Store:
    signin.set_one_password(office, [person("sari")], PASSWORD)
    return office


def session(store: Store, now: datetime = NOW) -> signin.Session:
    begun = signin.sign_in(store, "sari", PASSWORD, now=now)
    assert begun is not None
    return begun


def test_the_right_password_begins_a_session(with_password: Store) -> None:
    begun = session(with_password)

    who = signin.person_of_session(with_password, begun.token, now=NOW)
    assert who is not None
    assert (who.person, who.name, who.is_admin) == ("sari", "Sari Contoh", False)


@pytest.mark.parametrize(
    ("username", "password"),
    [("sari", "salah"), ("siapa", PASSWORD), ("rudi", PASSWORD), ("sari", "")],
)
def test_a_wrong_name_or_password_begins_none(
    with_password: Store, username: str, password: str
) -> None:
    assert signin.sign_in(with_password, username, password, now=NOW) is None


def test_neither_token_nor_password_is_in_the_tables(with_password: Store) -> None:
    token = session(with_password).token

    found = rows(with_password, "SELECT token_hash FROM sessions")
    assert token not in {row["token_hash"] for row in found}
    (row,) = rows(with_password, "SELECT password_hash FROM accounts WHERE person_id = 'sari'")
    assert row["password_hash"].startswith("$argon2id$")


def test_a_session_ends_when_idle_and_after_twelve_hours(with_password: Store) -> None:
    token = session(with_password).token
    for minutes in range(20, 12 * 60, 20):
        at = NOW + timedelta(minutes=minutes)
        assert signin.person_of_session(with_password, token, now=at) is not None

    assert signin.person_of_session(with_password, token, now=NOW + timedelta(hours=12)) is None
    idle = session(with_password).token
    assert signin.person_of_session(with_password, idle, now=NOW + timedelta(minutes=31)) is None


def test_signing_out_and_a_new_password_end_sessions(with_password: Store) -> None:
    one, two = session(with_password).token, session(with_password).token
    signin.sign_out(with_password, one, now=NOW)
    assert signin.person_of_session(with_password, one, now=NOW) is None
    assert signin.person_of_session(with_password, two, now=NOW) is not None

    signin.set_password(with_password, person("sari"), "kata sandi baru", now=NOW)
    assert signin.person_of_session(with_password, two, now=NOW) is None


def test_nobody_is_signed_in_without_a_token(with_password: Store) -> None:
    assert signin.person_of_session(with_password, None, now=NOW) is None
    assert signin.person_of_session(with_password, "", now=NOW) is None
    assert signin.person_of_session(with_password, "rekaan", now=NOW) is None


def test_a_link_lets_in_once_and_sets_the_password(office: Store) -> None:
    link = signin.make_link(office, "dewi", now=NOW)
    assert link is not None
    who = signin.person_of_link(office, link.token, now=NOW)
    assert who is not None
    assert who.username == "dewi"

    begun = signin.redeem_link(office, link.token, PASSWORD, now=NOW)
    assert begun is not None
    assert signin.redeem_link(office, link.token, PASSWORD, now=NOW) is None
    assert signin.person_of_link(office, link.token, now=NOW) is None
    assert signin.sign_in(office, "dewi", PASSWORD, now=NOW) is not None


def test_a_link_ends_after_a_day_and_with_the_next_one(office: Store) -> None:
    old = signin.make_link(office, "hasan", now=NOW)
    new = signin.make_link(office, "hasan", now=NOW)
    assert old is not None
    assert new is not None

    assert signin.redeem_link(office, old.token, PASSWORD, now=NOW) is None
    late = NOW + timedelta(hours=24)
    assert signin.redeem_link(office, new.token, PASSWORD, now=late) is None
    assert signin.make_link(office, "siapa", now=NOW) is None


def test_the_first_administrator_comes_in_by_a_link_until_one_has_a_password(
    office: Store,
) -> None:
    first = signin.first_admin_link(office, NOW)
    assert first is not None
    assert first.username == "admin"
    assert not signin.has_admin(office)

    signin.redeem_link(office, first.token, PASSWORD, now=NOW)
    assert signin.has_admin(office)
    assert signin.first_admin_link(office, NOW) is None


def test_a_person_is_found_by_username(office: Store) -> None:
    assert signin.find_person(office, " Sari ") == "sari"
    assert signin.find_person(office, "siapa") is None


def test_an_empty_database_gets_its_first_administrator(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    upgrade(url)
    with opened(url) as store:
        link = signin.first_admin_link(store, NOW)
        assert link is not None
        begun = signin.redeem_link(store, link.token, PASSWORD, now=NOW)

    assert begun is not None
    assert begun.account.is_admin
