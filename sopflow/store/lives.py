"""What was recorded of the versions: read back, and added to."""

from sqlalchemy import Connection, insert, select

from sopflow.domain.lives import Life, LifeEvent, VersionState
from sopflow.domain.words import PersonId, VersionId
from sopflow.store import tables as t
from sopflow.store.sql import clock

NOTE_LENGTH_MAX = 10_000


def life_of(connection: Connection, version: VersionId) -> Life:
    """Read the life of a version, which must be there."""
    query = select(t.versions.c.submitted_by).where(t.versions.c.id == version)
    terms = t.version_terms.c
    term = connection.execute(
        select(terms.from_on, terms.until_on).where(terms.version_id == version)
    ).one_or_none()
    return Life(
        version=version,
        submitted_by=PersonId(connection.execute(query).scalar_one()),
        events=_events(connection, version),
        from_on=term.from_on if term else None,
        until_on=term.until_on if term else None,
    )


def add_event(  # noqa: PLR0913 - the columns of an event
    connection: Connection,
    version: VersionId,
    state: VersionState,
    *,
    seq: int,
    by: PersonId,
    note: str | None = None,
) -> None:
    """Record an event as the one of this number; the database judges it, and keeps its clock."""
    connection.execute(
        insert(t.version_events).values(
            version_id=version,
            seq=seq,
            state=state.value,
            person_id=by,
            note=(note or "").strip()[:NOTE_LENGTH_MAX] or None,
            recorded_at=clock(connection),
        )
    )


def _events(connection: Connection, version: VersionId) -> tuple[LifeEvent, ...]:
    events = t.version_events
    query = select(events).where(events.c.version_id == version).order_by(events.c.seq)
    return tuple(
        LifeEvent(VersionState(row.state), PersonId(row.person_id), row.note, row.recorded_at)
        for row in connection.execute(query)
    )
