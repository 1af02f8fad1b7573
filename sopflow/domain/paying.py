"""Payments: facts that move no case until the bill is filled; what is beyond it is a surplus."""

from collections.abc import Iterator
from dataclasses import replace

from sopflow.domain.acting import Desk, standing
from sopflow.domain.authority import Actor
from sopflow.domain.bills import AMOUNT_MAX, open_item_of
from sopflow.domain.cases import CaseView, Decision, NewJob, OpenItem
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.outside import BillView, Pay
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import ActorClass, FactKind

REST, SURPLUS = "bill:rest", "bill:surplus"
"""What a notice about a payment tells: the applicant of the rest, the office of a surplus."""


def decide_payment(
    machine: Machine, case: CaseView, command: Pay, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what a payment that was confirmed would record."""
    desk = Desk(machine, case, actor, moment)
    if actor.actor_class is not ActorClass.SYSTEM:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": None})
    bill = next((b for b in case.bills if b.number == command.bill), None)
    if bill is None:
        return Refusal(RefusalCode.ITEM_NOT_OPEN, {"bill": command.bill})
    if not 0 < command.amount <= AMOUNT_MAX:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": {"amount": "not_a_number"}})
    paid = replace(bill, paid=bill.paid + command.amount)
    item = open_item_of(case, bill)
    expected = bill.rest if item is not None else 0
    public = {
        "bill": bill.number,
        "amount": command.amount,
        "paid": paid.paid,
        "rest": paid.rest if item is not None else 0,
        "surplus": max(command.amount - expected, 0),
        "source": command.message.source,
        "message": command.message.id,
    }
    fact = standing(FactKind.PAYMENT, desk, public)
    jobs = tuple(_jobs(desk, paid, item, public["surplus"]))
    return Decision(fact, jobs=jobs, takes=command.message)


def _jobs(desk: Desk, bill: BillView, item: OpenItem | None, surplus: object) -> Iterator[NewJob]:
    now, step = desk.moment.now, desk.machine.steps[bill.step]
    if item is not None and bill.rest == 0:
        yield NewJob("automatic", now, step.id, {"step": step.id})
    elif item is not None:
        yield NewJob("notice", now, None, _told("applicant", REST, bill))
    if surplus and step.confirmed_by is not None:
        yield NewJob("notice", now, None, _told(step.confirmed_by, SURPLUS, bill))


def _told(to: str, event: str, bill: BillView) -> dict[str, object]:
    return {"to": to, "rule": None, "step": bill.step, "event": event, "result": None}
