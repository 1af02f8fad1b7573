"""Published versions as rows to choose from."""

from sqlalchemy import Connection, select

from sopflow.domain.words import VersionId
from sopflow.store import tables as t


def numbered(connection: Connection, sop_code: str, sop_version: str) -> list[VersionId]:
    """List what was published under one number of an SOP: one at most, unless scopes differ."""
    versions = t.versions.c
    query = select(versions.id).where(
        versions.sop_code == sop_code, versions.sop_version == sop_version
    )
    return [VersionId(found) for found in connection.scalars(query)]
