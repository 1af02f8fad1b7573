"""Versions of an SOP from draft to withdrawal: only what compiles and proves, by two people."""

from dataclasses import dataclass
from datetime import date

from sopflow.compiler.compile import compile_text
from sopflow.compiler.diagnostics import Diagnostic
from sopflow.domain.errors import RecordRejected, VersionNotFound
from sopflow.domain.lives import Life, VersionState, WhyNot, may_follow
from sopflow.domain.words import PersonId, VersionId
from sopflow.store import accounts, versions
from sopflow.store.store import Store

TRIES_MAX = 3
"""How often somebody else's event that came first is read and judged again."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A version that is stored for ever; `is_new` is False when it was there."""

    version_id: VersionId
    sop: str
    version: str
    effective_on: date
    is_new: bool
    state: VersionState
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class NotSound:
    """The text does not compile or does not prove: every reason, with its line and cure."""

    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """Another text was stored under this number; a stored version is never edited."""

    sop: str
    version: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A version with what was recorded last; `is_new` is False when it was so already."""

    version_id: VersionId
    life: Life
    effective_on: date
    is_new: bool


@dataclass(frozen=True, slots=True)
class NotMoved:
    """Why this person may not do that with the version now."""

    person: PersonId
    why: WhyNot
    life: Life | None = None


def submit(
    store: Store, text: str, *, file: str, by: PersonId, is_draft: bool = False
) -> Submitted | NotSound | NumberTaken | NotMoved:
    """Store a version and hand it in for review, or keep it as a draft; again changes nothing.

    Whoever has an account may submit: it binds nobody before two others agree.
    """
    with store.reading() as connection:
        account = accounts.account_of(connection, by)
    if account is None or account.is_disabled:
        return NotMoved(by, WhyNot.NO_RIGHT)
    compilation = compile_text(text, file=file)
    machine, certificate = compilation.machine, compilation.certificate
    if machine is None or certificate is None or certificate.certificate is None:
        return NotSound(compilation.diagnostics)
    procedure = machine.procedure
    there = _numbered(store, procedure.code, procedure.version)
    is_new = there is None
    if is_new:
        try:
            store.add_version(machine, text, certificate.as_dict(), by=by)
        except RecordRejected:  # somebody else may have done it meanwhile
            if _numbered(store, procedure.code, procedure.version) != machine.id:
                return NumberTaken(procedure.code, procedure.version)
    elif there != machine.id:
        return NumberTaken(procedure.code, procedure.version)
    state = store.life_of(machine.id).last
    if not is_draft and state in (VersionState.DRAFT, VersionState.TRIAL):
        moved = _move(store, machine.id, VersionState.REVIEW, by=by)
        if isinstance(moved, NotMoved):
            return moved
        state = moved.life.last
    return Submitted(
        version_id=machine.id,
        sop=procedure.code,
        version=procedure.version,
        effective_on=procedure.identity.effective_on,
        is_new=is_new,
        state=state,
        warnings=compilation.diagnostics,
    )


def try_out(store: Store, sop: str, version: str, *, by: PersonId) -> Moved | NotMoved:
    """Begin the trial of a version: it is played in scenarios and walks, never with live cases.

    Raises:
        VersionNotFound: No such version.
    """
    return _move(store, _get(store, sop, version), VersionState.TRIAL, by=by)


def ratify(
    store: Store, sop: str, version: str, *, by: PersonId, note: str | None = None
) -> Moved | NotMoved:
    """Ratify a version that is in review: the first, or the second person.

    Raises:
        VersionNotFound: No such version.
    """
    return _move(store, _get(store, sop, version), VersionState.RATIFIED, by=by, note=note)


def put_in_force(store: Store, sop: str, version: str, *, by: PersonId) -> Moved | NotMoved:
    """Let a version that two have ratified be in force from its day; again changes nothing.

    Raises:
        VersionNotFound: No such version.
    """
    found = _get(store, sop, version)
    if (life := store.life_of(found)).last is VersionState.IN_FORCE:
        return Moved(found, life, _effective_on(store, found), is_new=False)
    return _move(store, found, VersionState.IN_FORCE, by=by)


def withdraw(
    store: Store, sop: str, version: str, *, by: PersonId, reason: str
) -> Moved | NotMoved:
    """Withdraw a version: no case opens under it any more; those that run stay on it.

    Raises:
        VersionNotFound: No such version.
    """
    return _move(store, _get(store, sop, version), VersionState.WITHDRAWN, by=by, note=reason)


def _move(
    store: Store, version: VersionId, state: VersionState, *, by: PersonId, note: str | None = None
) -> Moved | NotMoved:
    for tried in range(1, TRIES_MAX + 1):
        life = store.life_of(version)
        if (no := _why_not(store, life, state, by=by, note=note)) is not None:
            return NotMoved(by, no, life)
        try:
            store.add_to_life(life, state, by=by, note=note)
        except RecordRejected:
            if tried == TRIES_MAX or store.life_of(version) == life:
                raise
        else:
            break
    after = store.life_of(version)
    return Moved(version, after, _effective_on(store, version), is_new=True)


def _why_not(
    store: Store, life: Life, state: VersionState, *, by: PersonId, note: str | None
) -> WhyNot | None:
    with store.reading() as connection:
        account = accounts.account_of(connection, by)
    if account is None or account.is_disabled:
        return WhyNot.NO_RIGHT
    no = may_follow(life, state, by=by, may_ratify=account.may_ratify, note=note)
    if no is None and state is VersionState.IN_FORCE and _is_late(store, life.version):
        return WhyNot.NEVER_IN_FORCE
    return no


def _is_late(store: Store, version: VersionId) -> bool:
    """Say whether a newer one is in force already, so that this one never would be."""
    with store.reading() as connection:
        until = versions.end_of_term(connection, version)
    return until is not None and until <= store.now().date()


def _get(store: Store, sop: str, version: str) -> VersionId:
    found = _numbered(store, sop, version)
    if found is None:
        raise VersionNotFound(f"{sop} {version} is not stored")
    return found


def _numbered(store: Store, sop: str, version: str) -> VersionId | None:
    with store.reading() as connection:
        return versions.find_numbered(connection, sop, version)


def _effective_on(store: Store, version: VersionId) -> date:
    return store.machine(version).procedure.identity.effective_on
