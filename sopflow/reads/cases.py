"""A case as one person may see it, and lists of cases."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from sopflow.domain.authority import CaseUnit
from sopflow.domain.forms import missing_requirements
from sopflow.domain.machines import Machine, limit_of, times_taken
from sopflow.domain.procedures import Answer, Procedure, Step
from sopflow.domain.voting import trigger_at
from sopflow.domain.words import (
    WITHDRAW,
    ActorClass,
    CaseAct,
    CaseId,
    EndResult,
    ItemId,
    PersonId,
    Text,
    Trigger,
    trigger_of,
)
from sopflow.reads.bills import bills_of
from sopflow.reads.copies import copies_in, unread_in
from sopflow.reads.duties import free_items
from sopflow.reads.links import links_of
from sopflow.reads.sight import Sight, holders_of, sight_of
from sopflow.reads.trail import trail_of
from sopflow.reads.views import Action, CasePage, CaseRow, OpenStep, PaperRow
from sopflow.store import tables as t
from sopflow.store.store import Store

ROWS_MAX = 1000


def find_case_id(store: Store, number: str) -> CaseId | None:
    """Find the id of the case with this number."""
    with store.reading() as connection:
        found = connection.scalar(select(t.cases.c.id).where(t.cases.c.number == number))
        return CaseId(found) if found else None


def case_page(
    store: Store, number: str, *, person: PersonId | None, now: datetime
) -> CasePage | None:
    """Show a case to `person`; None when there is none or it is not theirs to see.

    Without a person (the machine's operator) everything is shown and no action is offered.
    """
    with store.reading() as connection:
        sight = sight_of(connection, person, now=now) if person else None
        statement = (
            select(t.cases, t.units.c.name.label("unit_name"))
            .join(t.units, t.units.c.id == t.cases.c.unit_id)
            .where(t.cases.c.number == number)
        )
        if sight is not None:
            statement = statement.where(sight.sees_case())
        row = connection.execute(statement).one_or_none()
        if row is None:
            return None
        return _page(connection, row, store.machine(row.version_id), sight=sight, now=now)


def list_cases(
    store: Store,
    *,
    person: PersonId | None,
    now: datetime,
    search: str | None = None,
    limit: int = 200,
) -> list[CaseRow]:
    """Cases that `person` may see, newest first, at most `limit`; `search` is part of a number."""
    assert 1 <= limit <= ROWS_MAX, limit
    with store.reading() as connection:
        statement = (
            select(t.cases, t.units.c.name.label("unit_name"))
            .join(t.units, t.units.c.id == t.cases.c.unit_id)
            .order_by(t.cases.c.opened_at.desc(), t.cases.c.id)
            .limit(limit)
        )
        if person is not None:
            statement = statement.where(sight_of(connection, person, now=now).sees_case())
        if search:
            statement = statement.where(t.cases.c.number.icontains(search, autoescape=True))
        rows = connection.execute(statement).all()
        items = _open_items(connection, [row.id for row in rows])
    return [_row(row, store.machine(row.version_id), items.get(row.id, []), now) for row in rows]


def _row(row: Row[Any], machine: Machine, items: Sequence[Row[Any]], now: datetime) -> CaseRow:
    marking = machine.markings[row.marking]
    due = min((i.due_at for i in items if i.due_at is not None), default=None)
    return CaseRow(
        id=row.id,
        number=row.number,
        sop_code=machine.procedure.code,
        sop_version=machine.procedure.version,
        sop_title=machine.procedure.identity.title,
        unit=row.unit_id,
        unit_name=row.unit_name,
        opened_at=row.opened_at,
        result=EndResult(row.result) if row.result else None,
        end_label=machine.procedure.end(marking.end).label if marking.end else None,
        open_activities=tuple(machine.steps[i.step].activity for i in items),
        due_at=due,
        is_late=due is not None and due < now,
    )


def _page(
    connection: Connection, row: Row[Any], machine: Machine, *, sight: Sight | None, now: datetime
) -> CasePage:
    procedure, case_id = machine.procedure, CaseId(row.id)
    facts = trail_of(connection, case_id, machine)
    items = _open_items(connection, [case_id]).get(case_id, [])
    taken = [trigger_of(f.step, f.answer) for f in facts if f.step and f.answer]
    received = received_of(connection, case_id)
    marking = machine.markings[row.marking]
    in_unit = sight is not None and row.unit_id in sight.units
    free = free_items(connection, machine, case_id, items, sight.person) if sight else []
    return CasePage(
        id=case_id,
        number=row.number,
        seq=row.seq,
        version=row.version_id,
        sop_code=procedure.code,
        sop_version=procedure.version,
        sop_title=procedure.identity.title,
        unit=row.unit_id,
        unit_name=row.unit_name,
        applicant=row.applicant_id,
        opened_at=row.opened_at,
        promise_due_at=row.promise_due_at,
        end_label=procedure.end(marking.end).label if marking.end else None,
        result=EndResult(row.result) if row.result else None,
        open_steps=open_steps(connection, machine, items, now=now),
        facts=facts,
        actions=tuple(_actions(machine, row, free, taken, sight)) if sight else (),
        may_withdraw=in_unit and machine.find_arc(row.marking, WITHDRAW) is not None,
        office_acts=tuple(_office_acts(connection, machine, row, sight)) if sight else (),
        requirements=tuple((r.id, r.label, r.id in received) for r in procedure.requirements),
        replaced=_replaced(procedure, received),
        fields=fields_of(connection, case_id, machine),
        documents=papers_of(connection, case_id, machine),
        bills=bills_of(connection, case_id, machine),
        links=links_of(connection, case_id),
        to_read=unread_in(connection, sight, case_id, machine) if sight else (),
        copies=copies_in(connection, case_id, machine),
    )


def _replaced(procedure: Procedure, received: frozenset[ItemId]) -> frozenset[str]:
    papers = procedure.requirements
    needed = received.union(missing_requirements(papers, received))
    return frozenset(paper.id for paper in papers if paper.id not in needed)


def _actions(
    machine: Machine,
    case: Row[Any],
    items: Iterable[Row[Any]],
    taken: list[Trigger],
    sight: Sight,
) -> Iterable[Action]:
    for item in items:
        step = machine.steps[item.step]
        role = step.answered_by
        external = role is not None and machine.procedure.role(role).is_external
        if external:
            is_theirs = case.unit_id in sight.units
        else:
            is_theirs = (item.position_kind, item.unit_id) in sight.posts
        if not is_theirs or step.kind.is_automatic:
            continue
        for answer in step.answers:
            if _is_open(machine, case, step, answer, taken):
                yield Action(item.id, item.view, step, answer, external)


def _office_acts(
    connection: Connection, machine: Machine, case: Row[Any], sight: Sight
) -> Iterator[CaseAct]:
    """What the office may do to the whole case, and this person in its name."""
    arcs = [a for a in machine.arcs_from(case.marking) if a.actor_class is ActorClass.OFFICIAL]
    acts = [(a.case_act, machine.procedure.role(a.role)) for a in arcs if a.case_act and a.role]
    if not acts:
        return
    unit = connection.execute(select(t.units).where(t.units.c.id == case.unit_id)).one()
    place = CaseUnit(unit.id, unit.kind, unit.parent_id)
    for act, role in acts:
        if (role.position_kind, place.related(role)) in sight.posts:
            yield act


def _is_open(
    machine: Machine, case: Row[Any], step: Step, answer: Answer, taken: list[Trigger]
) -> bool:
    trigger = trigger_at(machine, case.marking, step, answer.id)
    rounds_max = machine.rounds_max(trigger)
    if rounds_max is not None and times_taken(taken, trigger) >= rounds_max:
        trigger = limit_of(trigger)
    return machine.find_arc(case.marking, trigger) is not None


def open_steps(
    connection: Connection, machine: Machine, items: Sequence[Row[Any]], *, now: datetime
) -> tuple[OpenStep, ...]:
    """Whose turn it is: the open items with those who may act on them now."""
    posts = [(i.position_kind, i.unit_id) for i in items if i.position_kind]
    holders = holders_of(connection, posts, now=now)
    answer = []
    for item in items:
        step = machine.steps[item.step]
        answering = step.answered_by or step.role
        role = machine.procedure.role(answering) if answering else None
        answer.append(
            OpenStep(
                item=item.id,
                view=item.view,
                step=step.id,
                activity=step.activity,
                opened_seq=item.opened_seq,
                role=answering,
                role_name=role.name if role else None,
                unit_name=item.unit_name,
                holders=holders.get((item.position_kind, item.unit_id), ()),
                opened_at=item.opened_at,
                due_at=item.due_at,
                is_late=item.due_at is not None and item.due_at < now,
                claimed_by_name=item.claimed_by_name,
            )
        )
    return tuple(answer)


def _open_items(
    connection: Connection, cases: Sequence[CaseId]
) -> dict[CaseId, Sequence[Row[Any]]]:
    claimer = t.persons.alias("claimer")
    statement: Select[Any] = (
        select(
            t.work_items,
            t.units.c.name.label("unit_name"),
            claimer.c.name.label("claimed_by_name"),
        )
        .outerjoin(t.units, t.units.c.id == t.work_items.c.unit_id)
        .outerjoin(claimer, claimer.c.id == t.work_items.c.claimed_by)
        .where(t.work_items.c.case_id.in_(cases), t.work_items.c.closed_seq.is_(None))
        .order_by(t.work_items.c.opened_seq, t.work_items.c.id)
    )
    found: dict[CaseId, list[Row[Any]]] = {}
    for row in connection.execute(statement):
        found.setdefault(row.case_id, []).append(row)
    return dict(found)


def fields_of(
    connection: Connection, case_id: CaseId, machine: Machine
) -> tuple[tuple[str, Text, Text, bool], ...]:
    """What was filled in, in words: field id, label, value, and whether it is personal."""
    statement = select(t.case_fields.c.item, t.case_fields.c.value).where(
        t.case_fields.c.case_id == case_id
    )
    values = {row.item: row.value for row in connection.execute(statement)}
    procedure = machine.procedure
    known = [*procedure.form, *(f for s in procedure.steps for f in s.fields)]
    return tuple(
        (f.id, f.label, _shown(values[f.id]), f.is_personal)
        for f in known
        if values.get(f.id) is not None
    )


def received_of(connection: Connection, case_id: CaseId) -> frozenset[ItemId]:
    """Papers that were handed in."""
    statement = select(t.case_requirements.c.item).where(t.case_requirements.c.case_id == case_id)
    return frozenset(map(ItemId, connection.scalars(statement)))


def _shown(value: object) -> Text:
    if isinstance(value, bool):
        return Text("Ya", "Yes") if value else Text("Tidak", "No")
    return Text(str(value), str(value))


def papers_of(connection: Connection, case_id: CaseId, machine: Machine) -> tuple[PaperRow, ...]:
    """Documents that the case made, oldest first."""
    labels = {d.id: d.label for d in machine.procedure.documents}
    documents = t.documents.c
    statement = (
        select(documents.id, documents.item, documents.media_type, documents.made_at)
        .where(documents.case_id == case_id)
        .order_by(documents.made_at, documents.id)
    )
    return tuple(
        PaperRow(row.id, labels[row.item], row.media_type, row.made_at)
        for row in connection.execute(statement)
    )
