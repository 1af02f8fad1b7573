"""The organisation in the tables: what a file would change, and changing it.

Nothing is deleted. An appointment is never rewritten: it is entered once, and may be given its
last day once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, insert, select, update

from sopflow.domain.organisation import (
    Action,
    Change,
    LetterOfAppointment,
    Official,
    Organisation,
)
from sopflow.domain.words import AppointmentId
from sopflow.store import tables as t
from sopflow.store.calendars import calendar_to_json
from sopflow.store.sql import clock

Values = Mapping[str, Any]
T = TypeVar("T")
_PLACE = ("kind", "parent_id", "zone")
"""What a unit that has cases keeps: who may act for it, and which day an act is of."""


@dataclass(frozen=True, slots=True)
class _Step:
    change: Change
    write: Callable[[Connection], object]


def apply(connection: Connection, organisation: Organisation, *, dry_run: bool) -> list[Change]:
    """Bring the tables to what the file says and list every change; impossible ones undo all."""
    steps = list(_steps(connection, organisation))
    changes = [step.change for step in steps]
    if not dry_run and all(c.action is not Action.IMPOSSIBLE for c in changes):
        for step in steps:
            step.write(connection)
    return changes


def _steps(connection: Connection, organisation: Organisation) -> Iterator[_Step]:
    at = clock(connection)
    yield from _units(connection, organisation)
    yield from _calendars(connection, organisation, at)
    yield from _positions(connection, organisation)
    yield from _officials(connection, organisation)
    yield from _appointments(connection, organisation, at)


def _units(connection: Connection, organisation: Organisation) -> Iterator[_Step]:
    there = _rows(connection, t.units)
    busy = set(connection.scalars(select(t.cases.c.unit_id).distinct()))
    for unit in _above_first(organisation.units, lambda u: u.id, lambda u: u.parent):
        wanted = {
            "kind": unit.kind,
            "name": unit.name,
            "parent_id": unit.parent,
            "zone": unit.calendar.zone,
        }
        old = there.get(unit.id)
        moved = [n for n in _PLACE if old is not None and getattr(old, n) != wanted[n]]
        if moved and unit.id in busy:
            yield _refused("unit", unit.id, ", ".join(f"{n}: {getattr(old, n)}" for n in moved))
            continue
        yield from _row(t.units, "unit", unit.id, wanted, old)


def _calendars(connection: Connection, organisation: Organisation, at: datetime) -> Iterator[_Step]:
    """A calendar that differs is a new version; deadlines name the version they were made with."""
    latest: dict[str, Row[Any]] = {}
    for row in connection.execute(select(t.calendars).order_by(t.calendars.c.version)):
        latest[row.unit_id] = row
    for unit in organisation.units:
        body, last = calendar_to_json(unit.calendar), latest.get(unit.id)
        if last is not None and last.body == body:
            continue
        version = last.version + 1 if last is not None else 1
        values = {"unit_id": unit.id, "version": version, "body": body, "recorded_at": at}
        action = Action.CHANGED if last is not None else Action.ADDED
        yield _insert(t.calendars, Change(action, "calendar", unit.id, f"v{version}"), values)


def _positions(connection: Connection, organisation: Organisation) -> Iterator[_Step]:
    there = _rows(connection, t.positions)
    for position in _above_first(organisation.positions, lambda p: p.id, lambda p: p.superior):
        wanted = {
            "unit_id": position.unit,
            "kind": position.kind,
            "name": position.name,
            "superior_id": position.superior,
        }
        old = there.get(position.id)
        if old is not None and (old.unit_id, old.kind) != (position.unit, position.kind):
            yield _refused("position", position.id, f"kind: {old.kind}")
            continue
        yield from _row(t.positions, "position", position.id, wanted, old)


def _officials(connection: Connection, organisation: Organisation) -> Iterator[_Step]:
    persons = _rows(connection, t.persons)
    accounts = {row.person_id: row for row in connection.execute(select(t.accounts))}
    usernames = {row.username: row.person_id for row in accounts.values()}
    for official in organisation.officials:
        old = persons.get(official.id)
        if old is not None and old.kind != "official":
            yield _refused("official", official.id, f"kind: {old.kind}")
            continue
        if usernames.get(official.username, official.id) != official.id:
            yield _refused("account", official.username, f"{usernames[official.username]}")
            continue
        wanted = {"kind": "official", "name": official.name}
        yield from _row(t.persons, "official", official.id, wanted, old)
        yield from _account(official, accounts.get(official.id))


def _account(official: Official, old: Row[Any] | None) -> Iterator[_Step]:
    wanted = {
        "username": official.username,
        "email": official.email,
        "language": official.language,
        "is_admin": official.is_admin,
        "may_ratify": official.may_ratify,
    }
    yield from _row(t.accounts, "account", official.id, wanted, old, key="person_id")


def _appointments(
    connection: Connection, organisation: Organisation, at: datetime
) -> Iterator[_Step]:
    there = _rows(connection, t.appointments)
    for letter in organisation.appointments:
        id_ = appointment_id(letter)
        name = f"{letter.person} -> {letter.position} ({letter.letter_number})"
        old = there.get(id_)
        if old is None:
            days = f"{letter.valid_from} - {letter.valid_until or '…'}"
            values = {
                "id": id_,
                "person_id": letter.person,
                "position_id": letter.position,
                "capacity": letter.capacity.value,
                "letter_number": letter.letter_number,
                "letter_date": letter.letter_on,
                "valid_from": letter.valid_from,
                "valid_until": letter.valid_until,
                "recorded_at": at,
            }
            yield _insert(t.appointments, Change(Action.ADDED, "appointment", name, days), values)
        elif old.letter_date != letter.letter_on:
            yield _refused("appointment", name, f"letter: {old.letter_date}")
        elif old.valid_until != letter.valid_until:
            yield _end(old, letter.valid_until, name, at)


def _end(old: Row[Any], last_day: date | None, name: str, at: datetime) -> _Step:
    earlier = old.valid_until is None or (last_day is not None and last_day < old.valid_until)
    if last_day is None or not earlier or old.ended_recorded_at is not None:
        return _refused("appointment", name, f"until: {old.valid_until}")
    values = {"valid_until": last_day, "ended_recorded_at": at}
    statement = update(t.appointments).where(t.appointments.c.id == old.id).values(values)
    change = Change(Action.ENDED, "appointment", name, f"- {last_day}")
    return _Step(change, lambda connection: connection.execute(statement))


def appointment_id(letter: LetterOfAppointment) -> AppointmentId:
    """Name an appointment by what its letter says, so that the same letter is entered once."""
    parts = (
        letter.person,
        letter.position,
        letter.capacity.value,
        letter.letter_number,
        letter.valid_from.isoformat(),
    )
    return AppointmentId(sha256("\0".join(parts).encode()).hexdigest()[:32])


def _row(  # noqa: PLR0913  a row has these parts
    table: Table,
    kind: str,
    id_: str,
    wanted: Values,
    old: Row[Any] | None,
    *,
    key: str = "id",
) -> Iterator[_Step]:
    if old is None:
        yield _insert(table, Change(Action.ADDED, kind, id_), {key: id_, **wanted})
        return
    different = {name: value for name, value in wanted.items() if getattr(old, name) != value}
    if different:
        statement = update(table).where(table.c[key] == id_).values(different)
        change = Change(Action.CHANGED, kind, id_, ", ".join(different))
        yield _Step(change, lambda connection: connection.execute(statement))


def _insert(table: Table, change: Change, values: Values) -> _Step:
    statement = insert(table).values(values)
    return _Step(change, lambda connection: connection.execute(statement))


def _refused(kind: str, id_: str, detail: str) -> _Step:
    return _Step(Change(Action.IMPOSSIBLE, kind, id_, detail), lambda _: None)


def _rows(connection: Connection, table: Table) -> dict[str, Row[Any]]:
    return {row.id: row for row in connection.execute(select(table))}


def _above_first(
    values: Iterable[T], name: Callable[[T], str], above: Callable[[T], str | None]
) -> list[T]:
    """Order a tree so that everything comes after what is above it."""
    left = {name(value): value for value in values}
    ordered: list[T] = []
    while left:
        ready = [v for v in left.values() if above(v) not in left]
        assert ready, "the file was read without a circle"
        for value in ready:
            ordered.append(value)
            del left[name(value)]
    return ordered
