"""What an applicant sees with number and tracking code: no official's name, no inner note."""

from collections.abc import Sequence
from datetime import datetime
from hmac import compare_digest
from typing import Any

from sqlalchemy import Connection, Row, select

from sopflow.domain.machines import Machine
from sopflow.domain.procedures import Step
from sopflow.domain.words import WITHDRAW, CaseId, EndResult, StepId, StepKind, Text
from sopflow.reads.bills import bills_of
from sopflow.reads.cases import fields_of, papers_of, received_of
from sopflow.reads.trail import trail_of
from sopflow.reads.views import FactRow, OwnItem, TrackedCase
from sopflow.store import tables as t
from sopflow.store.store import Store


def track(store: Store, number: str, code: str, *, now: datetime) -> TrackedCase | None:  # noqa: ARG001  the clock will explain the promise
    """Show a case to who has its number and tracking code; None when they do not fit."""
    with store.reading() as connection:
        row = connection.execute(
            select(t.cases, t.units.c.name.label("unit_name"))
            .join(t.units, t.units.c.id == t.cases.c.unit_id)
            .where(t.cases.c.number == number)
        ).one_or_none()
        if row is None or not compare_digest(row.tracking_hash, store.tracking_hash(code)):
            return None
        return _tracked(connection, row, store.machine(row.version_id))


def _tracked(connection: Connection, row: Row[Any], machine: Machine) -> TrackedCase:
    procedure, case_id = machine.procedure, CaseId(row.id)
    facts = trail_of(connection, case_id, machine)
    marking = machine.markings[row.marking]
    items = connection.execute(
        select(t.work_items)
        .where(t.work_items.c.case_id == case_id, t.work_items.c.closed_seq.is_(None))
        .order_by(t.work_items.c.opened_seq, t.work_items.c.id)
    ).all()
    own = next((i for i in items if _is_applicants(machine, i.step)), None)
    step = machine.steps[own.step] if own else None
    values = {name: shown for name, _, shown, _ in fields_of(connection, case_id, machine)}
    received = received_of(connection, case_id)
    return TrackedCase(
        id=case_id,
        number=row.number,
        seq=row.seq,
        version=row.version_id,
        sop_title=procedure.identity.title,
        unit_name=row.unit_name,
        applicant=row.applicant_id,
        opened_at=row.opened_at,
        promise_due_at=row.promise_due_at,
        result=EndResult(row.result) if row.result else None,
        end_label=procedure.end(marking.end).label if marking.end else None,
        waiting_for=_waiting_for(machine, items),
        own=_own(own, step, facts) if own and step else None,
        form=tuple((f, values.get(f.id)) for f in _own_fields(machine, step)),
        filed=frozenset(values),
        papers=tuple(
            (r.id, r.label, r.id in received)
            for r in procedure.requirements
            if step is not None and r.id in step.changes
        ),
        may_withdraw=machine.find_arc(row.marking, WITHDRAW) is not None,
        history=tuple((f.recorded_at, _told(f)) for f in facts if f.kind == "act"),
        documents=papers_of(connection, case_id, machine) if row.result else (),
        bills=bills_of(connection, case_id, machine),
    )


def _waiting_for(machine: Machine, items: Sequence[Row[Any]]) -> Text | None:
    """What is done now; of several things side by side the name of the whole."""
    if not items:
        return None
    step = machine.steps[items[0].step]
    block = machine.procedure.block_of(step.id) if len(items) > 1 else None
    return block.activity if block else step.activity


def _is_applicants(machine: Machine, step: StepId) -> bool:
    role = machine.steps[step].answered_by
    return role is not None and machine.procedure.role(role).is_external


def _own(item: Row[Any], step: Step, facts: tuple[FactRow, ...]) -> OwnItem:
    reason = next((f.note for f in facts if f.seq == item.opened_seq), None)
    return OwnItem(item.id, item.view, step, item.due_at, reason)


def _own_fields(machine: Machine, step: Step | None) -> list[Any]:
    """The fields that `domain.acting.filled_fields` takes at this step."""
    if step is None:
        return []
    form = machine.procedure.form
    if step.kind is not StepKind.APPLICANT:
        return list(step.fields)
    return [*step.fields, *(f for f in form if f.id in step.changes or f.kind.is_contact)]


def _told(fact: FactRow) -> Text:
    if fact.activity is not None:
        return fact.activity
    return fact.answer_label or Text(fact.kind, fact.kind)
