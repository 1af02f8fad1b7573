"""Accounts, one-time links and sessions. A token is stored as its hash alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, insert, select, update

from sopflow.domain.words import PersonId
from sopflow.store import tables as t


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in, by which name. Without a password hash only a link lets in."""

    person: PersonId
    name: str
    username: str
    email: str | None
    language: str
    is_admin: bool
    may_ratify: bool
    """Beside administrators: ratifies versions of SOPs and puts them in force."""
    password_hash: str | None
    is_disabled: bool


_ACCOUNT = select(t.accounts, t.persons.c.name).join(
    t.persons, t.persons.c.id == t.accounts.c.person_id
)


def find_account(connection: Connection, username: str) -> Account | None:
    """Find the account of a username."""
    query = _ACCOUNT.where(t.accounts.c.username == username)
    return _account(connection.execute(query).one_or_none())


def account_of(connection: Connection, person: PersonId) -> Account | None:
    """Find the account of a person."""
    query = _ACCOUNT.where(t.accounts.c.person_id == person)
    return _account(connection.execute(query).one_or_none())


def administrators(connection: Connection) -> list[Account]:
    """List those who may administer, by name of user."""
    query = _ACCOUNT.where(t.accounts.c.is_admin, t.accounts.c.disabled_at.is_(None)).order_by(
        t.accounts.c.username
    )
    return [found for row in connection.execute(query) if (found := _account(row)) is not None]


def set_password(connection: Connection, person: PersonId, password_hash: str) -> None:
    """Keep a new password's hash."""
    where = t.accounts.c.person_id == person
    connection.execute(update(t.accounts).where(where).values(password_hash=password_hash))


def add_link(
    connection: Connection,
    token_hash: str,
    person: PersonId,
    *,
    purpose: str,
    expires_at: datetime,
) -> None:
    """Keep a one-time link; earlier ones of the same person and purpose end."""
    links = t.sign_in_links.c
    earlier = (links.person_id == person) & (links.purpose == purpose) & links.used_at.is_(None)
    connection.execute(delete(t.sign_in_links).where(earlier))
    connection.execute(
        insert(t.sign_in_links).values(
            token_hash=token_hash, person_id=person, purpose=purpose, expires_at=expires_at
        )
    )


def account_of_link(connection: Connection, token_hash: str, *, now: datetime) -> Account | None:
    """Find whom a link is for while it is good."""
    links = t.sign_in_links.c
    query = _ACCOUNT.join(t.sign_in_links, links.person_id == t.accounts.c.person_id).where(
        links.token_hash == token_hash, links.used_at.is_(None), links.expires_at > now
    )
    return _account(connection.execute(query).one_or_none())


def use_link(connection: Connection, token_hash: str, *, now: datetime) -> PersonId | None:
    """Use a link up; None when it is unknown, used or too old."""
    links = t.sign_in_links.c
    used = connection.execute(
        update(t.sign_in_links)
        .where(links.token_hash == token_hash, links.used_at.is_(None), links.expires_at > now)
        .values(used_at=now)
    )
    if used.rowcount != 1:
        return None
    query = select(links.person_id).where(links.token_hash == token_hash)
    return PersonId(connection.execute(query).scalar_one())


def add_session(  # noqa: PLR0913  the parts of a session
    connection: Connection,
    token_hash: str,
    person: PersonId,
    *,
    now: datetime,
    expires_at: datetime,
    user_agent: str | None,
) -> None:
    """Begin a session."""
    connection.execute(
        insert(t.sessions).values(
            token_hash=token_hash,
            person_id=person,
            created_at=now,
            last_seen_at=now,
            expires_at=expires_at,
            user_agent=user_agent,
        )
    )


def find_session(
    connection: Connection, token_hash: str, *, now: datetime, idle_max: timedelta
) -> tuple[Account, datetime] | None:
    """Find whose session it is and when it was last seen; None when it has ended."""
    sessions = t.sessions.c
    query = (
        _ACCOUNT.add_columns(sessions.last_seen_at)
        .join(t.sessions, sessions.person_id == t.accounts.c.person_id)
        .where(
            sessions.token_hash == token_hash,
            sessions.revoked_at.is_(None),
            sessions.expires_at > now,
            sessions.last_seen_at > now - idle_max,
            t.accounts.c.disabled_at.is_(None),
        )
    )
    row = connection.execute(query).one_or_none()
    account = _account(row)
    return (account, row.last_seen_at) if row is not None and account is not None else None


def touch_session(connection: Connection, token_hash: str, *, now: datetime) -> None:
    """Note that the session was used."""
    where = t.sessions.c.token_hash == token_hash
    connection.execute(update(t.sessions).where(where).values(last_seen_at=now))


def revoke_session(connection: Connection, token_hash: str, *, now: datetime) -> None:
    """End a session; ending it again changes nothing."""
    sessions = t.sessions.c
    where = (sessions.token_hash == token_hash) & sessions.revoked_at.is_(None)
    connection.execute(update(t.sessions).where(where).values(revoked_at=now))


def revoke_sessions_of(connection: Connection, person: PersonId, *, now: datetime) -> None:
    """End every session of a person, as after a new password."""
    sessions = t.sessions.c
    where = (sessions.person_id == person) & sessions.revoked_at.is_(None)
    connection.execute(update(t.sessions).where(where).values(revoked_at=now))


def _account(row: Row[tuple[object, ...]] | None) -> Account | None:
    if row is None:
        return None
    return Account(
        person=row.person_id,
        name=row.name or "",
        username=row.username,
        email=row.email,
        language=row.language,
        is_admin=row.is_admin,
        may_ratify=row.is_admin or row.may_ratify,
        password_hash=row.password_hash,
        is_disabled=row.disabled_at is not None,
    )
