"""What the applicant has to pay: computed when the step opens, in whole rupiah."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from sopflow.domain.awaited import Bill, Rounding
from sopflow.domain.cases import CaseView, NewItem, OpenItem
from sopflow.domain.expressions import evaluate
from sopflow.domain.machines import Machine
from sopflow.domain.outside import BillView, NewBill
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import FactKind, StepId

AMOUNT_MAX = 10**15
"""A thousand million million rupiah: more than any public service may ask."""
_ROUNDINGS = {
    Rounding.NEAREST: ROUND_HALF_UP,
    Rounding.DOWN: ROUND_FLOOR,
    Rounding.UP: ROUND_CEILING,
}


def amount_of(bill: Bill, values: Mapping[str, Any]) -> int | None:
    """Compute the whole rupiah; None when a value is missing or the amount makes no sense."""
    value = evaluate(bill.formula, values)
    if not isinstance(value, Decimal) or not 0 <= value <= AMOUNT_MAX:
        return None
    return int(value.quantize(Decimal(1), rounding=_ROUNDINGS[bill.rounding]))


def bills_of(
    machine: Machine, items: Iterable[NewItem], values: Mapping[str, Any]
) -> tuple[NewBill, ...] | Refusal:
    """Make the bill of each step that opens with one, or say which cannot be computed."""
    found = []
    for item in items:
        bill = machine.steps[item.step].bill
        if bill is None:
            continue
        amount = amount_of(bill, values)
        if amount is None:
            return Refusal(RefusalCode.AMOUNT_UNKNOWN, {"step": item.step})
        found.append(NewBill(item.step, bill.kind, bill.source, amount, item.due_at))
    return tuple(found)


def numbered(
    bills: Iterable[NewBill], *, case_number: str, seq: int
) -> tuple[dict[str, str | int], ...]:
    """Give the public part of bills that the act `seq` makes, each with its own number."""
    return tuple(
        {
            "number": f"{case_number}-T{seq}" + (f".{place}" if place else ""),
            "step": bill.step,
            "kind": bill.kind.value,
            "amount": bill.amount,
        }
        for place, bill in enumerate(bills)
    )


def bills_in(happened: Iterable[tuple[int, str, Mapping[str, Any]]]) -> tuple[BillView, ...]:
    """Read the bills of a case from its facts: number of the fact, its kind, its public part."""
    found: dict[str, BillView] = {}
    for seq, kind, public in happened:
        for bill in public.get("bills", ()) if kind == FactKind.ACT else ():
            view = BillView(bill["number"], StepId(bill["step"]), seq, bill["amount"], 0)
            found[view.number] = view
        if kind == FactKind.PAYMENT and (paid := found.get(public["bill"])) is not None:
            found[paid.number] = replace(paid, paid=paid.paid + public["amount"])
    return tuple(found.values())


def open_item_of(case: CaseView, bill: BillView) -> OpenItem | None:
    """Find the open item that a bill was made for."""
    return next((i for i in case.items if (i.step, i.opened_seq) == (bill.step, bill.seq)), None)


def unpaid(case: CaseView, item: OpenItem) -> int:
    """Whole rupiah that are still to pay for the item; zero when it has no bill."""
    return sum(b.rest for b in case.bills if (b.step, b.seq) == (item.step, item.opened_seq))
