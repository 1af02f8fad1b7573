"""What the workers read of a case before they write to somebody or make a paper of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, tuple_

from sopflow.domain.authority import CaseUnit
from sopflow.domain.bills import bills_in
from sopflow.domain.errors import CaseNotFound
from sopflow.domain.outside import BillView
from sopflow.domain.words import (
    VOTE,
    AnswerId,
    CaseId,
    MarkingId,
    PersonId,
    StepId,
    Trigger,
    UnitId,
    VersionId,
    WorkItemId,
)
from sopflow.store import tables as t
from sopflow.store.sql import clock

UNITS_DEEP_MAX = 10
Post = tuple[str, UnitId]
"""A kind of position in a unit."""


@dataclass(frozen=True, slots=True)
class DoneAct:
    """An act of the case with the names that stand on record, and its note while it is kept."""

    seq: int
    trigger: Trigger
    step: StepId | None
    answer: AnswerId | None
    actor_class: str
    name: str | None
    position: str | None
    capacity: str
    performed_at: datetime
    legal_day: date
    public: Mapping[str, Any]
    note: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """An open work item and the post it waits for, if any."""

    id: WorkItemId
    step: StepId
    opened_seq: int
    due_at: datetime | None
    post: Post | None
    claimed_by: PersonId | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case with its office. `unit_names` run from the top of the tree down to the unit."""

    id: CaseId
    number: str
    version: VersionId
    marking: MarkingId
    language: str
    unit: CaseUnit
    unit_names: tuple[str, ...]
    unit_address: str | None
    zone: str
    promise_due_at: datetime | None
    fields: Mapping[str, Any]
    acts: tuple[DoneAct, ...]
    items: tuple[WaitingItem, ...]
    bills: tuple[BillView, ...]
    now: datetime

    def act(self, seq: int) -> DoneAct:
        """Get the act with this number, which must be one."""
        return next(a for a in self.acts if a.seq == seq)

    def last_answers(self) -> dict[StepId, AnswerId]:
        """The answer of each step's last act."""
        given = (a for a in self.acts if not a.trigger.endswith(VOTE))
        return {a.step: a.answer for a in given if a.step and a.answer}


@dataclass(frozen=True, slots=True)
class Addressee:
    """An official who can be written to."""

    person: PersonId
    name: str
    email: str
    language: str


def dossier_of(connection: Connection, case_id: CaseId) -> Dossier:
    """Read a case with everything that is said about it outside.

    Raises:
        CaseNotFound: No case has that id.
    """
    row = connection.execute(select(t.cases).where(t.cases.c.id == case_id)).one_or_none()
    if row is None:
        raise CaseNotFound(case_id)
    units = _line_of(connection, row.unit_id)
    own = units[-1]
    values = select(t.case_fields.c.item, t.case_fields.c.value)
    fields = connection.execute(values.where(t.case_fields.c.case_id == case_id))
    return Dossier(
        id=case_id,
        number=row.number,
        version=VersionId(row.version_id),
        marking=MarkingId(row.marking),
        language=row.language,
        unit=CaseUnit(UnitId(own.id), own.kind, UnitId(own.parent_id) if own.parent_id else None),
        unit_names=tuple(unit.name for unit in units),
        unit_address=own.address,
        zone=own.zone,
        promise_due_at=row.promise_due_at,
        fields={row.item: row.value for row in fields},
        acts=_acts(connection, case_id),
        items=_items(connection, case_id),
        bills=_bills(connection, case_id),
        now=clock(connection),
    )


def addressees(
    connection: Connection, posts: Iterable[Post], *, now: datetime
) -> tuple[Addressee, ...]:
    """Officials with an address who hold one of these posts now, each once, by name."""
    wanted = sorted(set(posts))
    if not wanted:
        return ()
    p = t.positions.c
    positions = select(p.id).where(tuple_(p.kind, p.unit_id).in_(wanted))
    return _holders(connection, connection.scalars(positions).all(), now=now)


def superiors(
    connection: Connection, posts: Iterable[Post], *, now: datetime
) -> tuple[Addressee, ...]:
    """Officials with an address who now hold a position set above one of these posts."""
    wanted = sorted(set(posts))
    if not wanted:
        return ()
    p = t.positions.c
    above = select(p.superior_id).where(
        tuple_(p.kind, p.unit_id).in_(wanted), p.superior_id.is_not(None)
    )
    return _holders(connection, connection.scalars(above).all(), now=now)


def _holders(
    connection: Connection, positions: Iterable[str | None], *, now: datetime
) -> tuple[Addressee, ...]:
    a = t.appointments.c
    statement = (
        select(
            t.persons.c.id,
            t.persons.c.name,
            t.accounts.c.email,
            t.accounts.c.language,
            t.units.c.zone,
            a.valid_from,
            a.valid_until,
        )
        .join(t.positions, t.positions.c.id == a.position_id)
        .join(t.units, t.units.c.id == t.positions.c.unit_id)
        .join(t.persons, t.persons.c.id == a.person_id)
        .join(t.accounts, t.accounts.c.person_id == a.person_id)
        .where(
            a.position_id.in_(sorted({p for p in positions if p is not None})),
            a.recorded_at <= now,
            t.accounts.c.email.is_not(None),
            t.accounts.c.disabled_at.is_(None),
        )
        .order_by(t.persons.c.name, t.persons.c.id)
    )
    found = {}
    for row in connection.execute(statement):
        day = now.astimezone(ZoneInfo(row.zone)).date()
        if row.valid_from <= day and (row.valid_until is None or day <= row.valid_until):
            found[row.id] = Addressee(PersonId(row.id), row.name, row.email, row.language)
    return tuple(found.values())


def _line_of(connection: Connection, unit_id: str) -> list[Any]:
    """Rows of the unit and of those above it, the topmost first."""
    line: list[Any] = []
    above: str | None = unit_id
    for _ in range(UNITS_DEEP_MAX):
        if above is None:
            break
        row = connection.execute(select(t.units).where(t.units.c.id == above)).one()
        line.insert(0, row)
        above = row.parent_id
    return line


def _acts(connection: Connection, case_id: CaseId) -> tuple[DoneAct, ...]:
    f, private = t.facts.c, t.fact_private.c
    statement = (
        select(t.facts, t.persons.c.name.label("person_name"), private.body)
        .join(t.persons, t.persons.c.id == f.person_id)
        .outerjoin(t.fact_private, (private.case_id == f.case_id) & (private.seq == f.seq))
        .where(f.case_id == case_id, f.kind == "act")
        .order_by(f.seq)
    )
    return tuple(
        DoneAct(
            seq=row.seq,
            trigger=Trigger(row.trigger),
            step=StepId(row.step) if row.step else None,
            answer=AnswerId(row.answer) if row.answer else None,
            actor_class=row.actor_class,
            name=row.person_name,
            position=row.position_name,
            capacity=row.capacity,
            performed_at=row.performed_at,
            legal_day=row.legal_day,
            public=row.public,
            note=(row.body or {}).get("note"),
            hash=row.hash,
        )
        for row in connection.execute(statement)
    )


def _bills(connection: Connection, case_id: CaseId) -> tuple[BillView, ...]:
    f = t.facts.c
    statement = select(f.seq, f.kind, f.public).where(
        f.case_id == case_id, f.kind.in_(("act", "payment"))
    )
    return bills_in(tuple(row) for row in connection.execute(statement.order_by(f.seq)))


def _items(connection: Connection, case_id: CaseId) -> tuple[WaitingItem, ...]:
    w = t.work_items.c
    statement = (
        select(t.work_items)
        .where(w.case_id == case_id, w.closed_seq.is_(None))
        .order_by(w.opened_seq, w.id)
    )
    return tuple(
        WaitingItem(
            id=WorkItemId(row.id),
            step=StepId(row.step),
            opened_seq=row.opened_seq,
            due_at=row.due_at,
            post=(row.position_kind, UnitId(row.unit_id)) if row.position_kind else None,
            claimed_by=PersonId(row.claimed_by) if row.claimed_by else None,
        )
        for row in connection.execute(statement)
    )
