"""Messages from outside: kept under the name that the source gave them, then used once.

Keeping commits first, so that a sender who got no answer may send again; using a message is one
transaction with the act that it brings. A message that comes before its step opens is taken by
the job that comes with the opening, which looks after the step is there as this looks after the
message is: one of the two sees both.
"""

from dataclasses import dataclass
from enum import StrEnum

from sopflow.domain.awaited import CALLED
from sopflow.domain.cases import Carry, Receipt
from sopflow.domain.evidence import digest
from sopflow.domain.forms import LONG_TEXT_LENGTH_MAX, TEXT_LENGTH_MAX, storable
from sopflow.domain.outside import Incoming, MessageId
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import AnswerId, CaseId, WorkItemId
from sopflow.services.cases import carry_step
from sopflow.services.dying import point
from sopflow.store import inbox
from sopflow.store.columns import dump
from sopflow.store.inbox import Awaiting, KeptMessage
from sopflow.store.jobs import Job
from sopflow.store.store import Store

_LOST_TO_OTHERS = frozenset({RefusalCode.ITEM_NOT_OPEN, RefusalCode.CASE_CLOSED})


class Fate(StrEnum):
    """What became of a message."""

    TAKEN = "taken"
    KEPT = "kept"
    """No step waits for it yet, or none ever will: it is shown until one takes it."""
    LATE = "late"
    """Its step was answered before it came."""


@dataclass(frozen=True, slots=True)
class Received:
    """The message is kept; `case_id` and `seq` name the act that used it."""

    fate: Fate
    case_id: CaseId | None = None
    seq: int | None = None


def receive_event(store: Store, message: Incoming) -> Received | Refusal:
    """Take a message in: the same one twice is told the same, with other content it is refused.

    A refusal for a lost race asks the sender to send it again.
    """
    kept = kept_message(store, message)
    if isinstance(kept, Refusal):
        return kept
    if kept.state != inbox.KEPT:
        return Received(Fate(kept.state), kept.case_id, kept.seq)
    return _use(store, kept)


def kept_message(store: Store, message: Incoming) -> KeptMessage | Refusal:
    """Keep a message under its name; what was kept under it before, if it says the same."""
    tidy = _tidied(message)
    if isinstance(tidy, Refusal):
        return tidy
    body_hash = digest([tidy.key, tidy.outcome, dict(tidy.body)])
    with store.changing() as connection:
        kept = inbox.keep(connection, tidy, body_hash=body_hash)
    point("before record")
    return kept if kept.body_hash == body_hash else Refusal(RefusalCode.KEY_REUSED)


def _use(store: Store, kept: KeptMessage) -> Received | Refusal:
    """Give the message to the step that waits for it, if one does."""
    with store.reading() as connection:
        found = inbox.awaiting(connection, kept.id.source, kept.key)
    fitting = [a for a in found if a.is_open and _knows(store, a, kept.outcome)]
    if len({a.case_id for a in fitting}) == 1:
        return _used(store, kept, fitting[0])
    if found and not any(a.is_open for a in found):
        return _late(store, kept)
    return Received(Fate(kept.state))


def take_waiting(store: Store, item: WorkItemId, *, finishes: Job) -> Receipt | Refusal | None:
    """Answer a step that has just opened with the oldest message that came for it before."""
    with store.reading() as connection:
        messages = inbox.waiting_for(connection, item)
        found = {m.id: inbox.awaiting(connection, m.id.source, m.key) for m in messages}
    for kept in messages:
        place = next((a for a in found[kept.id] if a.item == item and a.is_open), None)
        if place is not None and _knows(store, place, kept.outcome):
            return carry_step(store, _carry(kept, place), finishes=finishes)
    return None


def _tidied(message: Incoming) -> Incoming | Refusal:
    texts = {
        "source": message.id.source,
        "message": message.id.id,
        "key": message.key,
        "outcome": message.outcome,
    }
    faults = {
        name: "too_long" if text else "required"
        for name, text in texts.items()
        if not 0 < len(text) <= TEXT_LENGTH_MAX
    }
    if len(dump(dict(message.body))) > LONG_TEXT_LENGTH_MAX:
        faults["body"] = "too_long"
    if CALLED in message.id.source:
        faults["source"] = "unknown"
    if faults:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": faults})
    source, name, key, outcome = (storable(text) for text in texts.values())
    return Incoming(MessageId(source, name), key, outcome, message.body)


def _knows(store: Store, place: Awaiting, outcome: str) -> bool:
    step = store.machine(place.version).steps[place.step]
    return step.answer(AnswerId(outcome)) is not None


def _used(store: Store, kept: KeptMessage, place: Awaiting) -> Received | Refusal:
    outcome = carry_step(store, _carry(kept, place))
    if isinstance(outcome, Receipt):
        return Received(Fate.TAKEN, outcome.case_id, outcome.seq)
    return _late(store, kept) if outcome.code in _LOST_TO_OTHERS else outcome


def _carry(kept: KeptMessage, place: Awaiting) -> Carry:
    return Carry(
        place.case_id,
        place.item,
        AnswerId(kept.outcome),
        key=f"message:{digest([kept.id.source, kept.id.id])}",
        results={"source": kept.id.source, "message": kept.id.id},
        message=kept.id,
        body={"body": dict(kept.body)} if kept.body else {},
    )


def _late(store: Store, kept: KeptMessage) -> Received:
    with store.changing() as connection:
        inbox.set_late(connection, kept.id)
        now = inbox.find(connection, kept.id)
    assert now is not None, kept.id
    return Received(Fate(now.state), now.case_id, now.seq)
