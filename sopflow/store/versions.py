"""Stored versions as rows to choose from."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from sopflow.domain.lives import VersionState
from sopflow.domain.words import VersionId
from sopflow.store import tables as t


def find_numbered(connection: Connection, sop_code: str, sop_version: str) -> VersionId | None:
    """Find what was stored under a number of an SOP: the database gives a number once."""
    versions = t.versions.c
    query = select(versions.id).where(
        versions.sop_code == sop_code, versions.sop_version == sop_version
    )
    found = connection.scalars(query).one_or_none()
    return VersionId(found) if found is not None else None


def end_of_term(connection: Connection, version: VersionId) -> date | None:
    """From which day another version would take, or has taken, the place of this one.

    It is the twin of `until_on` in the view `version_terms`, asked before this one is in force.
    """
    versions, events = t.versions.c, t.version_events
    own = connection.execute(select(t.versions).where(versions.id == version)).one()
    withdrawn = events.alias()
    query = (
        select(versions.effective_on, withdrawn.c.recorded_at.label("withdrawn_at"))
        .join(events, events.c.version_id == versions.id)
        .outerjoin(
            withdrawn,
            (withdrawn.c.version_id == versions.id)
            & (withdrawn.c.state == VersionState.WITHDRAWN.value),
        )
        .where(events.c.state == VersionState.IN_FORCE.value)
        .where(versions.sop_code == own.sop_code, versions.effective_on > own.effective_on)
        .where(versions.scope_unit.is_not_distinct_from(own.scope_unit))
        .where(versions.scope_unit_kind.is_not_distinct_from(own.scope_unit_kind))
    )
    days = [row.effective_on for row in connection.execute(query) if _was_in_force(row)]
    return min(days, default=None)


def _was_in_force(row: Row[Any, Any]) -> bool:
    return row.withdrawn_at is None or row.withdrawn_at.date() >= row.effective_on
