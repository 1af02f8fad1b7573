"""Bills of a case: what was asked, what was paid, and how each stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, select

from sopflow.domain.machines import Machine
from sopflow.domain.words import MANUAL, CaseId, StepId, Text
from sopflow.store import outside_tables as o
from sopflow.store import tables as t


class Standing(StrEnum):
    """How a bill stands."""

    OPEN = "open"
    PAID = "paid"
    CONFIRMED = "confirmed"
    """Said to be paid by an official, with proof."""
    UNPAID = "unpaid"
    """Its step was left, or its term ran out, before it was paid."""


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill in whole rupiah. `surplus` is to be given back."""

    number: str
    step: StepId
    activity: Text
    kind: str
    channels: tuple[str, ...]
    amount: int
    paid: int
    rest: int
    surplus: int
    due_at: datetime | None
    standing: Standing


def bills_of(connection: Connection, case_id: CaseId, machine: Machine) -> tuple[BillRow, ...]:
    """Every bill of the case, oldest first."""
    b, w, f, p = o.bills.c, t.work_items.c, t.facts.c, o.payments.c
    paid = select(func.coalesce(func.sum(p.amount), 0)).where(p.bill == b.number)
    statement = (
        select(o.bills, w.closed_seq, f.trigger, paid.scalar_subquery().label("paid"))
        .outerjoin(
            t.work_items, (w.case_id == b.case_id) & (w.step == b.step) & (w.opened_seq == b.seq)
        )
        .outerjoin(t.facts, (f.case_id == b.case_id) & (f.seq == w.closed_seq))
        .where(b.case_id == case_id)
        .order_by(b.seq, b.number)
    )
    found = []
    for row in connection.execute(statement):
        step = machine.steps[StepId(row.step)]
        standing = _standing(row.amount, int(row.paid), row.closed_seq is None, row.trigger)
        asked = row.amount if standing in (Standing.OPEN, Standing.PAID) else 0
        found.append(
            BillRow(
                number=row.number,
                step=step.id,
                activity=step.activity,
                kind=row.kind,
                channels=step.bill.channels if step.bill else (),
                amount=row.amount,
                paid=int(row.paid),
                rest=max(row.amount - int(row.paid), 0) if standing is Standing.OPEN else 0,
                surplus=max(int(row.paid) - asked, 0),
                due_at=row.due_at,
                standing=standing,
            )
        )
    return tuple(found)


def _standing(amount: int, paid: int, is_open: bool, trigger: str | None) -> Standing:
    if is_open:
        return Standing.OPEN
    if MANUAL in (trigger or ""):
        return Standing.CONFIRMED
    return Standing.PAID if paid >= amount else Standing.UNPAID
