"""Signing in: Argon2 passwords, one-time links, and sessions in a table that can be revoked.

A browser or a letter holds a token, the table only its hash. Counting failures is the edge's
(`sopflow.web.limits`): it knows the address that they come from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sopflow.domain.organisation import Official, Organisation
from sopflow.domain.words import PersonId
from sopflow.store import accounts, organisation
from sopflow.store.accounts import Account
from sopflow.store.store import Store

SESSION_MAX = timedelta(hours=12)
IDLE_MAX = timedelta(minutes=30)
LINK_MAX = timedelta(hours=24)
TOUCH_AFTER = timedelta(minutes=1)
"""A session is noted as used this often at most, so that reading writes seldom."""
PASSWORD_LENGTH_MIN = 10
PASSWORD_LENGTH_MAX = 1000
FIRST_ADMIN = "admin"
_FIRST = "first"


@dataclass(frozen=True, slots=True)
class Session:
    """A new session: the token goes into the cookie and nowhere else."""

    token: str
    account: Account
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link for a person; `token` goes into the address."""

    token: str
    username: str
    expires_at: datetime


def sign_in(
    store: Store, username: str, password: str, *, now: datetime, user_agent: str | None = None
) -> Session | None:
    """Begin a session; None for a wrong name or password, in the same time for both."""
    with store.reading() as connection:
        account = accounts.find_account(connection, username.strip().lower())
    known = account.password_hash if account is not None else None
    matches = _matches(known or _nobodys_hash(), password)
    if account is None or known is None or account.is_disabled or not matches:
        return None
    if _hasher().check_needs_rehash(known):
        set_password(store, account.person, password, now=now, ends_sessions=False)
    return _begin(store, account, now=now, user_agent=user_agent)


def person_of_session(store: Store, token: str | None, *, now: datetime) -> Account | None:
    """Find who is signed in with `token`; None when the session ended, or was idle too long."""
    if not token:
        return None
    token_hash = _hash(token)
    with store.reading() as connection:
        found = accounts.find_session(connection, token_hash, now=now, idle_max=IDLE_MAX)
    if found is None:
        return None
    account, last_seen_at = found
    if now - last_seen_at >= TOUCH_AFTER:
        with store.changing() as connection:
            accounts.touch_session(connection, token_hash, now=now)
    return account


def sign_out(store: Store, token: str, *, now: datetime) -> None:
    """End the session of `token`."""
    with store.changing() as connection:
        accounts.revoke_session(connection, _hash(token), now=now)


def set_password(
    store: Store, person: PersonId, password: str, *, now: datetime, ends_sessions: bool = True
) -> None:
    """Set a password, of at least `PASSWORD_LENGTH_MIN` characters; every session ends."""
    assert is_long_enough(password)
    hashed = _hasher().hash(password)
    with store.changing() as connection:
        accounts.set_password(connection, person, hashed)
        if ends_sessions:
            accounts.revoke_sessions_of(connection, person, now=now)


def set_one_password(store: Store, persons: Iterable[PersonId], password: str) -> None:
    """Give several persons the same password, hashed once: for trials with invented people."""
    assert is_long_enough(password)
    hashed = _hasher().hash(password)
    with store.changing() as connection:
        for person in persons:
            accounts.set_password(connection, person, hashed)


def is_long_enough(password: str) -> bool:
    """Say whether a password may be set."""
    return PASSWORD_LENGTH_MIN <= len(password) <= PASSWORD_LENGTH_MAX


def make_link(store: Store, username: str, *, now: datetime) -> Link | None:
    """Make a one-time link with which a person sets a password; None for an unknown name."""
    with store.changing() as connection:
        account = accounts.find_account(connection, username)
        if account is None or account.is_disabled:
            return None
        link = Link(token_urlsafe(32), account.username, now + LINK_MAX)
        accounts.add_link(
            connection,
            _hash(link.token),
            account.person,
            purpose=_FIRST,
            expires_at=link.expires_at,
        )
        return link


def first_admin_link(store: Store, now: datetime) -> Link | None:
    """Make the link for the first administrator; None when one has a password already.

    An empty database gets an account `admin`, bound to no position.
    """
    with store.reading() as connection:
        found = accounts.administrators(connection)
    if any(admin.password_hash for admin in found):
        return None
    if not found:
        first = Official(
            PersonId(FIRST_ADMIN), "Administrator", FIRST_ADMIN, None, "id", is_admin=True
        )
        with store.changing() as connection:
            organisation.apply(connection, Organisation((), (), (first,), ()), dry_run=False)
    return make_link(store, found[0].username if found else FIRST_ADMIN, now=now)


def person_of_link(store: Store, token: str, *, now: datetime) -> Account | None:
    """Find whom a link is for, without using it up."""
    with store.reading() as connection:
        return accounts.account_of_link(connection, _hash(token), now=now)


def redeem_link(
    store: Store, token: str, password: str, *, now: datetime, user_agent: str | None = None
) -> Session | None:
    """Use a link up: set the password and begin a session; None when the link is no good."""
    assert is_long_enough(password)
    hashed = _hasher().hash(password)
    with store.changing() as connection:
        person = accounts.use_link(connection, _hash(token), now=now)
        if person is None:
            return None
        accounts.set_password(connection, person, hashed)
        accounts.revoke_sessions_of(connection, person, now=now)
        account = accounts.account_of(connection, person)
    assert account is not None
    return _begin(store, account, now=now, user_agent=user_agent)


def find_person(store: Store, username: str) -> PersonId | None:
    """Find the person of a username."""
    with store.reading() as connection:
        account = accounts.find_account(connection, username.strip().lower())
    return account.person if account is not None else None


def has_admin(store: Store) -> bool:
    """Say whether an administrator can sign in."""
    with store.reading() as connection:
        return any(admin.password_hash for admin in accounts.administrators(connection))


def _begin(store: Store, account: Account, *, now: datetime, user_agent: str | None) -> Session:
    session = Session(token_urlsafe(32), account, now + SESSION_MAX)
    with store.changing() as connection:
        accounts.add_session(
            connection,
            _hash(session.token),
            account.person,
            now=now,
            expires_at=session.expires_at,
            user_agent=(user_agent or "")[:200] or None,
        )
    return session


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(token_urlsafe(16))


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password[:PASSWORD_LENGTH_MAX])
    except (VerificationError, InvalidHashError):
        return False
