"""Bills by their number, for whoever names nothing else."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sopflow.domain.words import CaseId
from sopflow.store import outside_tables as o


@dataclass(frozen=True, slots=True)
class BillRow:
    """Whose bill it is, and who may confirm payments on it."""

    number: str
    case_id: CaseId
    source: str


def find_bill(connection: Connection, number: str) -> BillRow | None:
    """Find the bill with this number."""
    b = o.bills.c
    row = connection.execute(
        select(b.number, b.case_id, b.source).where(b.number == number)
    ).one_or_none()
    return BillRow(row.number, CaseId(row.case_id), row.source) if row else None
