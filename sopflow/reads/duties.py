"""Who may not act on an item because of what he did before: the duties of SPEC 2, L17, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, exists, func, or_, select

from sopflow.domain.cases import PastAct
from sopflow.domain.machines import Machine
from sopflow.domain.persons import hindrance
from sopflow.domain.words import CaseId, MarkingId, PersonId, Trigger
from sopflow.store import tables as t


def kept_away(person: PersonId) -> ColumnElement[bool]:
    """Work items from which a duty or a vote keeps `person`, as the database would refuse it."""
    duties, items = t.duties.c, t.work_items.c
    of_version = select(t.cases.c.version_id).where(t.cases.c.id == items.case_id)
    broken = exists().where(
        duties.version_id == of_version.correlate(t.work_items).scalar_subquery(),
        duties.step == items.step,
        case(
            (duties.kind == "different", _acted(duties.other, person)),
            (
                duties.kind == "same",
                and_(_acted(duties.other), ~_acted(duties.other, person)),
            ),
            (duties.kind == "separation", duties.most <= _steps_done(person)),
            else_=_declared(person),
        ),
    )
    return or_(_has_voted(person), broken)


@dataclass(frozen=True, slots=True)
class _Past:
    """What duties look at of a case."""

    acts: tuple[PastAct, ...] = ()
    conflicted: frozenset[PersonId] = frozenset()


def free_items(
    connection: Connection,
    machine: Machine,
    case_id: CaseId,
    items: Sequence[Row[Any]],
    person: PersonId,
) -> list[Row[Any]]:
    """Items that nobody else has taken on and from which nothing keeps `person`."""
    duties = machine.compiled.duties
    asks = duties.steps or duties.barred or any(machine.steps[i.step].panel for i in items)
    past = _past(connection, case_id) if asks else _Past()
    return [
        item
        for item in items
        if hindrance(machine, item.step, item.opened_seq, person, past) is None
        and (
            item.claimed_by in (None, person)
            or (item.step in duties.barred and item.claimed_by in past.conflicted)
        )
    ]


def _past(connection: Connection, case_id: CaseId) -> _Past:
    f = t.facts.c
    statement = (
        select(f.seq, f.kind, f.trigger, f.step, f.person_id, f.source)
        .where(f.case_id == case_id, or_(f.kind == "act", f.kind == "conflict"))
        .order_by(f.seq)
    )
    rows = connection.execute(statement).all()
    acts = (
        PastAct(r.seq, Trigger(r.trigger), r.step or None, r.person_id, MarkingId(r.source))
        for r in rows
        if r.kind == "act"
    )
    return _Past(tuple(acts), frozenset(r.person_id for r in rows if r.kind == "conflict"))


def _has_voted(person: PersonId) -> ColumnElement[bool]:
    """Whoever acted at the step since it was opened has voted: another act would have closed it."""
    f, items = t.facts.c, t.work_items.c
    return exists().where(
        f.case_id == items.case_id,
        f.seq > items.opened_seq,
        f.step == items.step,
        f.person_id == person,
    )


def _acted(step: ColumnElement[str], person: PersonId | None = None) -> ColumnElement[bool]:
    actors = t.actors.c
    asked = [actors.case_id == t.work_items.c.case_id, actors.step == step]
    return exists().where(*asked, *([actors.person_id == person] if person else []))


def _steps_done(person: PersonId) -> ColumnElement[int]:
    duties, group, actors = t.duties.c, t.duties.alias("group_"), t.actors.c
    counted = select(func.count(actors.step.distinct())).where(
        group.c.version_id == duties.version_id,
        group.c.step == duties.step,
        group.c.kind == duties.kind,
        group.c.number == duties.number,
        actors.step == group.c.other,
        actors.case_id == t.work_items.c.case_id,
        actors.person_id == person,
    )
    return counted.correlate(t.duties, t.work_items).scalar_subquery()


def _declared(person: PersonId) -> ColumnElement[bool]:
    f = t.facts.c
    return exists().where(
        f.case_id == t.work_items.c.case_id, f.kind == "conflict", f.person_id == person
    )
