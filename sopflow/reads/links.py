"""Cases that a case comes from, and those that come from it."""

from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from sopflow.domain.words import CaseId, EndResult
from sopflow.store import outside_tables as o
from sopflow.store import tables as t


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another case of this one's: `is_from` when this one comes from it. No result: it runs."""

    number: str
    kind: str
    is_from: bool
    sop_code: str
    result: EndResult | None


def links_of(connection: Connection, case_id: CaseId) -> tuple[LinkRow, ...]:
    """Every linked case, in the order in which the links were made."""
    link, c, v = o.links.c, t.cases.c, t.versions.c
    is_other = or_(
        (link.case_id == case_id) & (c.id == link.parent_id),
        (link.parent_id == case_id) & (c.id == link.case_id),
    )
    statement = (
        select(c.number, link.kind, link.case_id, v.sop_code, c.result)
        .join(t.cases, is_other)
        .join(t.versions, v.id == c.version_id)
        .order_by(link.made_at, c.number)
    )
    return tuple(
        LinkRow(
            row.number,
            row.kind,
            row.case_id == case_id,
            row.sop_code,
            EndResult(row.result) if row.result else None,
        )
        for row in connection.execute(statement)
    )
