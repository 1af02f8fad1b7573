"""Stored versions of SOPs: what each is now, and how it came to be."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from sopflow.domain.lives import Life, VersionState
from sopflow.domain.words import PersonId, Text, VersionId
from sopflow.store import tables as t
from sopflow.store.lives import life_of
from sopflow.store.store import Store
from sopflow.store.versions import find_numbered

ROWS_MAX = 1000


@dataclass(frozen=True, slots=True)
class VersionEvent:
    """One event of a version, by name."""

    state: VersionState
    person: PersonId
    name: str
    note: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with where and since when it is in force, and who did what for it.

    `until_on` is the day from which the next one took its place, or will.
    """

    version_id: VersionId
    sop: str
    version: str
    title: Text
    unit: str | None
    unit_kind: str | None
    state: VersionState
    effective_on: date
    until_on: date | None
    submitted_by: str
    events: tuple[VersionEvent, ...]
    certificate: dict[str, Any]

    @property
    def ratified_by(self) -> tuple[str, ...]:
        """The names of those who ratified it, in order."""
        return tuple(e.name for e in self.events if e.state is VersionState.RATIFIED)


def stored_versions(store: Store, *, on: date, sop: str | None = None) -> list[VersionRow]:
    """Every stored version as it is on a day, by SOP and newest first, at most `ROWS_MAX`."""
    versions = t.versions.c
    statement = select(t.versions).order_by(
        versions.sop_code, versions.effective_on.desc(), versions.submitted_at.desc(), versions.id
    )
    if sop is not None:
        statement = statement.where(versions.sop_code == sop)
    with store.reading() as connection:
        rows = connection.execute(statement.limit(ROWS_MAX)).all()
        lives = {row.id: life_of(connection, VersionId(row.id)) for row in rows}
        names = {row.id: row.name or row.id for row in connection.execute(_NAMES)}
    return [
        VersionRow(
            version_id=VersionId(row.id),
            sop=row.sop_code,
            version=row.sop_version,
            title=store.machine(row.id).procedure.identity.title,
            unit=row.scope_unit,
            unit_kind=row.scope_unit_kind,
            state=lives[row.id].state_on(on),
            effective_on=row.effective_on,
            until_on=lives[row.id].until_on,
            submitted_by=names[row.submitted_by],
            events=_events(lives[row.id], names),
            certificate=row.certificate,
        )
        for row in rows
    ]


def source_of(store: Store, sop: str, version: str) -> str | None:
    """The text of a version as it was submitted; None when there is no such version."""
    with store.reading() as connection:
        found = find_numbered(connection, sop, version)
        if found is None:
            return None
        query = select(t.versions.c.source).where(t.versions.c.id == found)
        return str(connection.execute(query).scalar_one())


_NAMES = select(t.persons.c.id, t.persons.c.name).where(
    t.persons.c.id.in_(select(t.version_events.c.person_id))
)


def _events(life: Life, names: dict[str, str]) -> tuple[VersionEvent, ...]:
    return tuple(
        VersionEvent(e.state, e.person, names[e.person], e.note, e.recorded_at) for e in life.events
    )
