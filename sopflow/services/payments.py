"""Payments that a bank confirms: kept like every message, counted once, and then the step is paid.

The fact of the payment commits with the message and, when it fills the bill, with a job by which
a worker carries the step.
"""

from sopflow.domain.authority import SYSTEM
from sopflow.domain.bills import AMOUNT_MAX
from sopflow.domain.cases import Decision, Receipt
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.evidence import digest
from sopflow.domain.machines import Machine
from sopflow.domain.outside import Incoming, MessageId, Pay
from sopflow.domain.paying import decide_payment
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.services.events import Fate, Received, kept_message
from sopflow.services.once import once
from sopflow.store.bills import find_bill
from sopflow.store.inbox import KEPT, KeptMessage
from sopflow.store.looks import Look
from sopflow.store.store import Store

OUTCOME = "paid"
"""The outcome word under which a payment is kept."""


def receive_payment(
    store: Store, *, source: str, reference: str, bill: str, amount: int
) -> Received | Refusal:
    """Count a payment on the bill of this number, once for every reference of the source.

    `amount` is whole rupiah, more than nothing. A wrong number, or a bill of another source, is
    kept and shown. A refusal for a lost race asks the sender to send it again.
    """
    if not 0 < amount <= AMOUNT_MAX:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": {"amount": "not_a_number"}})
    message = Incoming(MessageId(source, reference), bill, OUTCOME, {"amount": amount})
    kept = kept_message(store, message)
    if isinstance(kept, Refusal):
        return kept
    if kept.state != KEPT:
        return Received(Fate(kept.state), kept.case_id, kept.seq)
    return _count(store, kept, amount)


def _count(store: Store, kept: KeptMessage, amount: int) -> Received | Refusal:
    with store.reading() as connection:
        found = find_bill(connection, kept.key)
    if found is None or found.source != kept.id.source:
        return Received(Fate.KEPT)
    key = f"payment:{digest([kept.id.source, kept.id.id])}"
    command = Pay(found.case_id, found.number, amount, kept.id, key)
    outcome = once(store, command, SYSTEM.person, _decide)
    if isinstance(outcome, Receipt):
        return Received(Fate.TAKEN, outcome.case_id, outcome.seq)
    return outcome


def _decide(tidy: Pay, machine: Machine, look: Look, moment: OfficeMoment) -> Decision | Refusal:
    return decide_payment(machine, look.case, tidy, actor=SYSTEM, moment=moment)
