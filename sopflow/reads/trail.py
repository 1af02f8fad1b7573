"""The record of a case, told with the names a reader needs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from sopflow.domain.machines import Machine
from sopflow.domain.procedures import Step
from sopflow.domain.words import CANCEL, SILENCE, VOTE, WITHDRAW, AnswerId, CaseId, Text
from sopflow.reads.views import FactRow
from sopflow.store import tables as t

FACTS_MAX = 2000
_OF_THE_CASE: Mapping[str, Text] = {
    WITHDRAW: Text("Permohonan ditarik", "Application withdrawn"),
    CANCEL: Text("Dibatalkan kantor", "Cancelled by the office"),
    SILENCE: Text("Janji lewat tanpa keputusan", "The promise passed without a decision"),
}


def trail_of(connection: Connection, case_id: CaseId, machine: Machine) -> tuple[FactRow, ...]:
    """Every fact of the case in order, at most `FACTS_MAX`."""
    clerk, unit = t.persons.alias("clerk"), t.units.alias("position_unit")
    facts = t.facts.c
    statement = (
        select(
            t.facts,
            t.persons.c.name.label("person_name"),
            clerk.c.name.label("entered_by_name"),
            unit.c.name.label("unit_name"),
            t.fact_private.c.body,
        )
        .join(t.persons, t.persons.c.id == facts.person_id)
        .outerjoin(clerk, clerk.c.id == facts.entered_by)
        .outerjoin(t.positions, t.positions.c.id == facts.position_id)
        .outerjoin(unit, unit.c.id == t.positions.c.unit_id)
        .outerjoin(
            t.fact_private,
            (t.fact_private.c.case_id == facts.case_id) & (t.fact_private.c.seq == facts.seq),
        )
        .where(facts.case_id == case_id)
        .order_by(facts.seq)
        .limit(FACTS_MAX)
    )
    return tuple(_fact(row, machine) for row in connection.execute(statement))


def _fact(row: Row[Any], machine: Machine) -> FactRow:
    step = machine.steps.get(row.step) if row.step else None
    answer = step.answer(row.answer) if step and row.answer else None
    role = machine.procedure.role(row.role) if row.role else None
    body = row.body or {}
    return FactRow(
        seq=row.seq,
        kind=row.kind,
        step=row.step or None,
        activity=step.activity if step else None,
        answer=row.answer or None,
        answer_label=answer.label if answer else _label_of(row.trigger, step),
        role=row.role or None,
        role_name=role.name if role else None,
        actor_class=row.actor_class,
        person=row.person_id,
        person_name=row.person_name,
        entered_by_name=row.entered_by_name,
        position_name=row.position_name,
        unit_name=row.unit_name,
        capacity=row.capacity,
        performed_at=row.performed_at,
        recorded_at=row.recorded_at,
        note=body.get("note"),
        is_erased=row.body is None and row.commitment is not None,
        public=row.public or {},
        hash=row.hash,
    )


def _label_of(trigger: str | None, step: Step | None) -> Text | None:
    if trigger is None:
        return None
    if step is not None and trigger.endswith(VOTE):
        voted = step.answer(AnswerId(trigger.partition(":")[2].removesuffix(VOTE)))
        assert voted is not None, trigger
        return Text(f"Suara: {voted.label.id}", f"Vote: {voted.label.en}")
    if trigger in _OF_THE_CASE:
        return _OF_THE_CASE[trigger]
    if trigger.endswith(":overdue"):
        return Text("Batas waktu lewat", "Time limit passed")
    return None
