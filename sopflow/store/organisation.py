"""Units, positions, officials and appointments: what an organisation file says, put down.

Everything may be applied again. Names and superiors follow the file; what is part of a position's
identity, and every appointment, stays as it was recorded (the database sees to that).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sopflow.domain.evidence import digest
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.organisation import (
    LetterOfAppointment,
    Official,
    Organisation,
    Position,
    Unit,
)
from sopflow.domain.words import AppointmentId, UnitId
from sopflow.store import tables as t
from sopflow.store.calendars import calendar_to_json
from sopflow.store.sql import clock


def apply_organisation(connection: Connection, organisation: Organisation) -> None:
    """Put a whole file down, in the order in which things refer to each other.

    Raises:
        RecordRejected: It changes the kind or unit of a position, or an ended appointment.
    """
    upsert_units(connection, organisation.units)
    upsert_positions(connection, organisation.positions)
    upsert_officials(connection, organisation.officials)
    record_appointments(connection, organisation.appointments)


def upsert_units(connection: Connection, units: Iterable[Unit]) -> None:
    """Put units and their calendars down; a changed calendar becomes a new version."""
    units = tuple(units)
    rows = [
        {
            "id": u.id,
            "kind": u.kind,
            "name": u.name,
            "parent_id": u.parent,
            "zone": u.calendar.zone,
        }
        for u in units
    ]
    _upsert(connection, t.units, [row | {"parent_id": None} for row in rows], keep=("parent_id",))
    _upsert(connection, t.units, rows)
    for unit in units:
        record_calendar(connection, unit.id, unit.calendar)


def record_calendar(connection: Connection, unit: UnitId, calendar: OfficeCalendar) -> int:
    """Record the calendar of a unit if it says something new; give its version."""
    c = t.calendars.c
    query = select(c.version, c.body).where(c.unit_id == unit).order_by(c.version.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    body = calendar_to_json(calendar)
    if last is not None and last.body == body:
        return int(last.version)
    version = 1 if last is None else int(last.version) + 1
    row = {"unit_id": unit, "version": version, "body": body, "recorded_at": clock(connection)}
    connection.execute(insert(t.calendars).values(row))
    return version


def upsert_positions(connection: Connection, positions: Iterable[Position]) -> None:
    """Put positions down; their names and superiors may change, nothing else."""
    rows = [
        {
            "id": p.id,
            "unit_id": p.unit,
            "kind": p.kind,
            "name": p.name,
            "superior_id": p.superior,
        }
        for p in positions
    ]
    first = [row | {"superior_id": None} for row in rows]
    _upsert(connection, t.positions, first, keep=("superior_id",))
    _upsert(connection, t.positions, rows)


def upsert_officials(connection: Connection, officials: Iterable[Official]) -> None:
    """Put officials and their accounts down; passwords are left alone."""
    officials = tuple(officials)
    persons = [{"id": o.id, "kind": "official", "name": o.name} for o in officials]
    _upsert(connection, t.persons, persons)
    accounts = [
        {
            "person_id": o.id,
            "username": o.username,
            "email": o.email,
            "language": o.language,
            "is_admin": o.is_admin,
        }
        for o in officials
    ]
    _upsert(connection, t.accounts, accounts)


def record_appointments(connection: Connection, letters: Iterable[LetterOfAppointment]) -> None:
    """Record letters that are not on record; end those for which the file now gives a last day."""
    now = clock(connection)
    a = t.appointments.c
    for letter in letters:
        known = connection.execute(select(a.valid_until).where(a.id == appointment_id(letter)))
        row = known.one_or_none()
        if row is None:
            new = _appointment(letter) | {"recorded_at": now}
            connection.execute(insert(t.appointments).values(new))
        elif letter.valid_until is not None and letter.valid_until != row.valid_until:
            end_appointment(connection, appointment_id(letter), last_day=letter.valid_until)


def end_appointment(connection: Connection, appointment: AppointmentId, *, last_day: date) -> None:
    """End an appointment, once; `last_day` is included.

    Raises:
        RecordRejected: It was ended before, or the day lies after the end that it has.
    """
    now = clock(connection)
    change = update(t.appointments).where(t.appointments.c.id == appointment)
    connection.execute(change.values(valid_until=last_day, ended_recorded_at=now))


def appointment_id(letter: LetterOfAppointment) -> AppointmentId:
    """Name an appointment by what its letter says, so that a file may be applied twice."""
    parts = [letter.person, letter.position, letter.letter_number, letter.valid_from.isoformat()]
    return AppointmentId(digest(parts)[:20])


def count_units(connection: Connection) -> int:
    """How many units there are: none before the first file was applied."""
    return int(connection.execute(select(func.count()).select_from(t.units)).scalar_one())


def _appointment(letter: LetterOfAppointment) -> dict[str, Any]:
    return {
        "id": appointment_id(letter),
        "person_id": letter.person,
        "position_id": letter.position,
        "capacity": letter.capacity.value,
        "letter_number": letter.letter_number,
        "letter_date": letter.letter_on,
        "valid_from": letter.valid_from,
        "valid_until": letter.valid_until,
    }


def _upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    *,
    keep: tuple[str, ...] = (),
) -> None:
    """Insert, or change every given column but the key and those to `keep`."""
    if not rows:
        return
    of_dialect = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = of_dialect(table)
    key = [column.name for column in table.primary_key]
    changed = [name for name in rows[0] if name not in key and name not in keep]
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=key, set_={name: statement.excluded[name] for name in changed}
        ),
        list(rows),
    )
