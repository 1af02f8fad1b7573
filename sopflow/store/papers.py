"""Papers that a case made: kept once per job, under their digest."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from sopflow.domain.words import CaseId, ItemId
from sopflow.store import tables as t
from sopflow.store.sql import clock


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a paper is kept and what it is: `sha256` of its bytes, in hex."""

    id: str
    revision: int
    sha256: str


def find_kept(connection: Connection, paper_id: str) -> Kept | None:
    """Find a paper that was made already."""
    d = t.documents.c
    row = connection.execute(select(d.revision, d.sha256).where(d.id == paper_id)).one_or_none()
    return Kept(paper_id, row.revision, row.sha256) if row else None


def keep(  # noqa: PLR0913  what a paper is kept with
    connection: Connection,
    paper_id: str,
    body: bytes,
    *,
    case_id: CaseId,
    item: ItemId,
    seq: int,
    media_type: str,
) -> Kept:
    """Keep the bytes as the next revision of the case's paper, unless the id is kept already."""
    if (kept := find_kept(connection, paper_id)) is not None:
        return kept
    d = t.documents.c
    highest = select(func.max(d.revision)).where(d.case_id == case_id, d.item == item)
    revision = (connection.scalar(highest) or 0) + 1
    sha256 = hashlib.sha256(body).hexdigest()
    connection.execute(
        insert(t.documents).values(
            id=paper_id,
            case_id=case_id,
            item=item,
            revision=revision,
            seq=seq,
            media_type=media_type,
            sha256=sha256,
            body=body,
            made_at=clock(connection),
        )
    )
    return Kept(paper_id, revision, sha256)
