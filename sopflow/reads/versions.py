"""Published versions of SOPs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from sopflow.domain.words import Text, VersionId
from sopflow.store import tables as t
from sopflow.store.store import Store

ROWS_MAX = 1000


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with where and since when it is in force, and who published it."""

    version_id: VersionId
    sop: str
    version: str
    title: Text
    unit: str | None
    unit_kind: str | None
    effective_on: date
    published_at: datetime
    published_by: str
    certificate: dict[str, Any]


def published_versions(store: Store) -> list[VersionRow]:
    """Every published version, by SOP and newest first, at most `ROWS_MAX`."""
    versions = t.versions.c
    statement = (
        select(t.versions, t.persons.c.name)
        .join(t.persons, t.persons.c.id == versions.published_by)
        .order_by(versions.sop_code, versions.effective_on.desc(), versions.id)
        .limit(ROWS_MAX)
    )
    with store.reading() as connection:
        rows = connection.execute(statement).all()
    return [
        VersionRow(
            version_id=VersionId(row.id),
            sop=row.sop_code,
            version=row.sop_version,
            title=store.machine(row.id).procedure.identity.title,
            unit=row.scope_unit,
            unit_kind=row.scope_unit_kind,
            effective_on=row.effective_on,
            published_at=row.published_at,
            published_by=row.name or row.published_by,
            certificate=row.certificate,
        )
        for row in rows
    ]
