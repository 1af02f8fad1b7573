"""The bytes of a document that a case made."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from sopflow.domain.words import CaseId, PersonId
from sopflow.reads.sight import sight_of
from sopflow.store import tables as t
from sopflow.store.store import Store


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it was made; `sha256` is over `body`."""

    case_id: CaseId
    item: str
    media_type: str
    sha256: str
    body: bytes


def paper_for_official(
    store: Store, document: str, *, person: PersonId, now: datetime
) -> Paper | None:
    """Give a document of a case that `person` may see; None when it is not theirs."""
    with store.reading() as connection:
        sight = sight_of(connection, person, now=now)
        row = connection.execute(
            select(t.documents)
            .join(t.cases, t.cases.c.id == t.documents.c.case_id)
            .where(t.documents.c.id == document, sight.sees_case())
        ).one_or_none()
    return Paper(row.case_id, row.item, row.media_type, row.sha256, row.body) if row else None


def paper_of_case(store: Store, document: str, *, case_id: CaseId) -> Paper | None:
    """Give a document of a case that has ended, to who proved to be its applicant."""
    with store.reading() as connection:
        row = connection.execute(
            select(t.documents)
            .join(t.cases, t.cases.c.id == t.documents.c.case_id)
            .where(
                t.documents.c.id == document,
                t.documents.c.case_id == case_id,
                t.cases.c.result != "",
            )
        ).one_or_none()
    return Paper(row.case_id, row.item, row.media_type, row.sha256, row.body) if row else None
