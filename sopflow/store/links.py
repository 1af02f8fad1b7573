"""Which case comes from which other, and how it ended."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sopflow.domain.calling import CALLED
from sopflow.domain.words import CaseId, EndResult, PersonId, VersionId, WorkItemId
from sopflow.store import outside_tables as o
from sopflow.store import tables as t


@dataclass(frozen=True, slots=True)
class CalledCase:
    """A case that a step waits for; without a result it has not ended."""

    id: CaseId
    number: str
    version: VersionId
    result: EndResult | None


def called_by(connection: Connection, item: WorkItemId) -> CalledCase | None:
    """Find the case that was opened for this item."""
    link, c = o.links.c, t.cases.c
    row = connection.execute(
        select(c.id, c.number, c.version_id, c.result)
        .join(o.links, link.case_id == c.id)
        .where(link.item_id == item, link.kind == CALLED)
    ).one_or_none()
    return _called(row) if row else None


def applicant_of_case(connection: Connection, case_id: CaseId) -> PersonId:
    """The applicant of a case, which must be there."""
    found = connection.execute(select(t.cases.c.applicant_id).where(t.cases.c.id == case_id))
    return PersonId(found.scalar_one())


def must_act_of(connection: Connection, version: VersionId) -> frozenset[str]:
    """The steps that no grant of this version can go round, by its certificate."""
    found = connection.execute(
        select(t.versions.c.certificate).where(t.versions.c.id == version)
    ).scalar_one()
    return frozenset(must["step"] for must in found.get("must_act", ()))


def papers_of_case(connection: Connection, case_id: CaseId) -> frozenset[str]:
    """Papers of the case that were handed in."""
    r = t.case_requirements.c
    return frozenset(connection.scalars(select(r.item).where(r.case_id == case_id)))


def _called(row: Any) -> CalledCase:
    result = EndResult(row.result) if row.result else None
    return CalledCase(CaseId(row.id), row.number, VersionId(row.version_id), result)
