"""Publishing a version of an SOP: only what compiles and proves, never one number twice."""

from dataclasses import dataclass
from datetime import date, datetime

from sopflow.compiler.compile import compile_text
from sopflow.compiler.diagnostics import Diagnostic
from sopflow.domain.words import PersonId, VersionId
from sopflow.store import accounts, versions
from sopflow.store.store import Store


@dataclass(frozen=True, slots=True)
class Published:
    """A version that is in force from `effective_on`; `is_new` is False when it was there."""

    version_id: VersionId
    sop: str
    version: str
    effective_on: date
    is_new: bool
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class NotPublished:
    """The text does not compile or does not prove: every reason, with its line and cure."""

    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """Another text was published under this number; a published version is never edited."""

    sop: str
    version: str


@dataclass(frozen=True, slots=True)
class MayNotPublish:
    """Only an administrator puts a procedure in force."""

    person: PersonId


def publish(
    store: Store, text: str, *, file: str, by: PersonId, now: datetime
) -> Published | NotPublished | NumberTaken | MayNotPublish:
    """Put a version in force; the same text again changes nothing."""
    with store.reading() as connection:
        account = accounts.account_of(connection, by)
    if account is None or not account.is_admin or account.is_disabled:
        return MayNotPublish(by)
    compilation = compile_text(text, file=file)
    machine, certificate = compilation.machine, compilation.certificate
    if machine is None or certificate is None or certificate.certificate is None:
        return NotPublished(compilation.diagnostics)
    procedure = machine.procedure
    with store.reading() as connection:
        there = versions.numbered(connection, procedure.code, procedure.version)
    if there and machine.id not in there:
        return NumberTaken(procedure.code, procedure.version)
    if not there:
        store.publish(machine, text, certificate.as_dict(), by=by, now=now)
    return Published(
        version_id=machine.id,
        sop=procedure.code,
        version=procedure.version,
        effective_on=procedure.identity.effective_on,
        is_new=not there,
        warnings=compilation.diagnostics,
    )
