"""Copies that an official has to take note of, and who has read the copies of a case."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from sopflow.domain.machines import Machine
from sopflow.domain.words import CaseId, PersonId, Text
from sopflow.reads.sight import Sight, sight_of
from sopflow.reads.views import CopyRow, CopySent
from sopflow.store import tables as t
from sopflow.store.store import Store

ROWS_MAX = 500


def copies_for(store: Store, person: PersonId, *, now: datetime, limit: int = 50) -> list[CopyRow]:
    """Acts that the person has still to confirm having read, oldest first, at most `limit`."""
    assert 1 <= limit <= ROWS_MAX, limit
    with store.reading() as connection:
        rows = connection.execute(_unread(sight_of(connection, person, now=now), limit)).all()
    return [_row(row, store.machine(row.version_id)) for row in rows]


def unread_in(
    connection: Connection, sight: Sight, case_id: CaseId, machine: Machine
) -> tuple[CopyRow, ...]:
    """The same for one case."""
    statement = _unread(sight, ROWS_MAX).where(t.copies.c.case_id == case_id)
    return tuple(_row(row, machine) for row in connection.execute(statement))


def copies_in(connection: Connection, case_id: CaseId, machine: Machine) -> tuple[CopySent, ...]:
    """Every copy of the case with the names of who has read it."""
    read = t.copies_read.c
    names = (
        select(t.copies.c.seq, t.copies.c.role, t.persons.c.name)
        .outerjoin(
            t.copies_read,
            and_(
                read.case_id == t.copies.c.case_id,
                read.of_seq == t.copies.c.seq,
                read.role == t.copies.c.role,
            ),
        )
        .outerjoin(t.persons, t.persons.c.id == read.person_id)
        .where(t.copies.c.case_id == case_id)
        .order_by(t.copies.c.seq, t.copies.c.role, read.seq)
    )
    found: dict[tuple[int, str], list[str]] = {}
    for seq, role, name in connection.execute(names):
        found.setdefault((seq, role), []).extend([name] if name else [])
    role_of = {r.id: r.name for r in machine.procedure.roles}
    return tuple(CopySent(seq, role_of[role], tuple(who)) for (seq, role), who in found.items())  # type: ignore[index]  # a role of the version


def _unread(sight: Sight, limit: int) -> Select[Any]:
    copies, facts = t.copies.c, t.facts.c
    return (
        select(
            copies.case_id,
            copies.seq,
            func.min(copies.copied_at).label("copied_at"),
            t.cases.c.number,
            t.cases.c.version_id,
            t.units.c.name.label("unit_name"),
            facts.step,
            facts.answer,
            facts.target,
        )
        .join(t.cases, t.cases.c.id == copies.case_id)
        .join(t.units, t.units.c.id == t.cases.c.unit_id)
        .join(t.facts, and_(facts.case_id == copies.case_id, facts.seq == copies.seq))
        .where(sight.is_informed(), ~_is_read(person=sight.person), _is_asked(sight.person))
        .group_by(
            copies.case_id,
            copies.seq,
            t.cases.c.number,
            t.cases.c.version_id,
            t.units.c.name,
            facts.step,
            facts.answer,
            facts.target,
        )
        .order_by(func.min(copies.copied_at), copies.case_id, copies.seq)
        .limit(limit)
    )


def _is_read(*, person: PersonId | None) -> ColumnElement[bool]:
    read, copies = t.copies_read.c, t.copies.c
    same = [read.case_id == copies.case_id, read.of_seq == copies.seq, read.role == copies.role]
    if person is not None:
        same.append(read.person_id == person)
    return exists().where(*same).correlate(t.copies)


def _is_asked(person: PersonId) -> ColumnElement[bool]:
    """Who held the post on the day of the act; a later holder only while nobody has read it."""
    held, posts, copies = t.appointments.c, t.positions.c, t.copies.c
    held_then = (
        exists()
        .where(
            held.person_id == person,
            posts.id == held.position_id,
            posts.kind == copies.position_kind,
            posts.unit_id == copies.unit_id,
            held.valid_from <= copies.legal_day,
        )
        .correlate(t.copies)
    )
    return or_(held_then, ~_is_read(person=None))


def _row(row: Row[Any], machine: Machine) -> CopyRow:
    step = machine.steps.get(row.step)
    answer = step.answer(row.answer) if step else None
    end = machine.markings[row.target].end
    label = machine.procedure.end(end).label if end else None
    activity = step.activity if step else label or Text("-", "-")
    return CopyRow(
        case_id=row.case_id,
        number=row.number,
        sop_title=machine.procedure.identity.title,
        unit_name=row.unit_name,
        of_seq=row.seq,
        activity=activity,
        answer_label=answer.label if answer and answer.id != "done" else None,
        end_label=label,
        copied_at=row.copied_at,
    )
