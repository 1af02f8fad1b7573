"""From a decision to the rows it records: numbered, committed to, chained. No database here.

Both writers (`postgresql`, `sqlite`) put the same `Entry` down. Instants and days are text in
the form that goes under the hash; both databases read it.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sopflow.domain.authority import Appointment, CaseUnit
from sopflow.domain.bills import numbered
from sopflow.domain.cases import Decision, NewItem, NewJob, OpenItem, Receipt
from sopflow.domain.codec import encode
from sopflow.domain.evidence import FORMAT, chain, commitment, instant
from sopflow.domain.machines import Machine
from sopflow.domain.outside import MessageId
from sopflow.domain.words import CaseId, PersonId, StepId, VersionId, WorkItemId
from sopflow.store.besides import Rows, added
from sopflow.store.chain import public_body

SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands before the entry, and the posts of who asks."""

    case_id: CaseId
    number: str
    version: VersionId
    unit: CaseUnit
    seq: int
    last_hash: str
    items: tuple[OpenItem, ...]
    appointments: tuple[Appointment, ...]
    now: datetime
    legal_day: date


@dataclass(frozen=True, slots=True)
class Entry:
    """Every row of one record."""

    case_id: str
    seq: int
    fact: Mapping[str, Any]
    private: Mapping[str, Any] | None
    closes: tuple[str, ...]
    rises: tuple[str, ...]
    opens: tuple[Mapping[str, Any], ...]
    jobs: tuple[Mapping[str, Any], ...]
    requirements: tuple[str, ...]
    fields: Mapping[str, Any]
    claim: tuple[WorkItemId, PersonId | None] | None
    takes: MessageId | None
    promise_due_at: str | None
    besides: Mapping[str, Rows]
    actor_id: str
    key: str
    body_hash: str
    receipt: Receipt

    @property
    def moves(self) -> bool:
        """Only an act moves the case; the others only number it on."""
        return bool(self.fact["kind"] == "act")


def entry_of(  # noqa: PLR0913 - what is recorded, and for whom
    machine: Machine,
    place: Place,
    decision: Decision,
    *,
    person: PersonId,
    key: str,
    body_hash: str,
) -> Entry:
    """Number, hash and lay out what was decided; the receipt is `person`'s."""
    seq = place.seq + 1
    salt = secrets.token_hex(SALT_BYTES)
    private = dict(encode(decision.fact.private))
    fact = _fact(place, decision, commitment(salt, private) if private else None)
    digest = chain(place.last_hash, public_body(fact))
    kept = [i for i in place.items if i.id not in decision.closes]
    opens = [_item(machine, place, item, seq) for item in decision.opens]
    receipt = Receipt(
        case_id=place.case_id,
        number=place.number,
        seq=seq,
        marking=decision.fact.target,
        open_steps=tuple(i.step for i in kept) + tuple(i.step for i in decision.opens),
        recorded_at=place.now,
        hash=digest,
    )
    return Entry(
        case_id=place.case_id,
        seq=seq,
        fact={**fact, "previous_hash": place.last_hash, "hash": digest},
        private={"salt": salt, "body": private} if private else None,
        closes=tuple(decision.closes),
        rises=_rises(machine, kept, decision),
        opens=tuple(opens),
        jobs=tuple(_jobs(place, decision.jobs, opens, seq)),
        requirements=tuple(sorted(decision.requirements)),
        fields=encode(decision.fields),
        claim=decision.claims,
        takes=decision.takes,
        promise_due_at=instant(decision.promise_due_at) if decision.promise_due_at else None,
        besides=added(machine, place.unit, decision, fact),
        actor_id=person,
        key=key,
        body_hash=body_hash,
        receipt=receipt,
    )


def _fact(place: Place, decision: Decision, committed: str | None) -> dict[str, Any]:
    fact = decision.fact
    holder = next((a for a in place.appointments if a.id == fact.appointment), None)
    return {
        "case_id": place.case_id,
        "seq": place.seq + 1,
        "version_id": place.version,
        "unit_id": place.unit.id,
        "kind": fact.kind.value,
        "source": fact.source,
        "target": fact.target,
        "trigger": fact.trigger,
        "step": fact.step or "",
        "answer": fact.answer or "",
        "role": fact.role or "",
        "actor_class": fact.actor_class.value,
        "result": fact.result or "",
        "person_id": fact.person,
        "entered_by": fact.entered_by,
        "position_id": fact.position,
        "position_kind": holder.position_kind if holder and fact.position else None,
        "position_name": fact.position_name,
        "appointment_id": fact.appointment,
        "capacity": fact.capacity.value,
        "medium": fact.medium.value,
        "performed_at": instant(fact.performed_at),
        "recorded_at": instant(place.now),
        "legal_day": place.legal_day.isoformat(),
        "public": encode(fact.public) | _bills(place, decision),
        "commitment": committed,
        "format": FORMAT,
    }


def _bills(place: Place, decision: Decision) -> dict[str, Any]:
    bills = numbered(decision.bills, case_number=place.number, seq=place.seq + 1)
    return {"bills": list(bills)} if bills else {}


def _item(machine: Machine, place: Place, item: NewItem, seq: int) -> dict[str, Any]:
    role = machine.procedure.role(item.role) if item.role else None
    return {
        "id": f"{place.case_id}.{seq}.{item.step}",
        "step": item.step,
        "role": item.role,
        "unit_id": place.unit.related(role) if role else None,
        "position_kind": role.position_kind if role and not role.is_external else None,
        "due_at": instant(item.due_at) if item.due_at else None,
        "source": item.source,
        "correlation": (place.number if item.key is None else item.key) if item.source else None,
    }


def _jobs(
    place: Place, jobs: tuple[NewJob, ...], opens: list[dict[str, Any]], seq: int
) -> list[dict[str, Any]]:
    """Rows for the workers; a job of a step belongs to the item that is, or now becomes, open."""
    items = {StepId(i.step): str(i.id) for i in place.items} | {
        StepId(item["step"]): item["id"] for item in opens
    }
    return [
        {
            "id": f"{place.case_id}.{seq}.job{number}",
            "kind": job.kind,
            "step": job.step,
            "item_id": items.get(job.step) if job.step else None,
            "payload": encode(job.payload),
            "due_at": instant(job.due_at),
        }
        for number, job in enumerate(jobs)
    ]


def _rises(machine: Machine, kept: list[OpenItem], decision: Decision) -> tuple[str, ...]:
    """Open items whose step judges what this record changes: their pages are stale now."""
    changed: set[str] = {*decision.requirements, *decision.fields}
    if decision.fact.trigger is not None:
        changed |= set(machine.compiled.changes.get(decision.fact.trigger, ()))
    judges = machine.compiled.judges
    return tuple(i.id for i in kept if changed & set(judges.get(i.step, ())))
