"""Looking at a case, or at an office, once: everything a decision needs, in one statement."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection

from sopflow.domain.authority import Appointment, CaseUnit
from sopflow.domain.bills import bills_in
from sopflow.domain.cases import Beside, CaseView, OpenItem, PastAct, Receipt
from sopflow.domain.codec import decode
from sopflow.domain.errors import CaseNotFound, ConfigurationError
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.words import Capacity, CaseId, FactKind, PersonId, UnitId, VersionId
from sopflow.store.sql import as_instant, driver_sql

CalendarOf = Callable[[UnitId, int], OfficeCalendar]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier command under the same key recorded."""

    body_hash: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Look:
    """A case, the calendar of its unit, and who asks, all of one instant.

    `appointments` are those of `person` that are in force or will be.
    """

    case: CaseView
    calendar: OfficeCalendar
    person: PersonId
    person_name: str
    appointments: tuple[Appointment, ...]
    earlier: Earlier | None


@dataclass(frozen=True, slots=True)
class OfficeLook:
    """An office before there is a case, and who asks."""

    unit: CaseUnit
    calendar: OfficeCalendar
    now: datetime
    person: PersonId
    person_name: str
    appointments: tuple[Appointment, ...]
    earlier: Earlier | None


_WHO = """
  (SELECT p.name FROM persons p WHERE p.id = :person) AS person_name,
  (SELECT {list}({row}(a.id, a.position_id, p.kind, p.name, p.unit_id, a.capacity,
                       a.letter_number, a.valid_from, a.valid_until, a.recorded_at))
   FROM appointments a JOIN positions p ON p.id = a.position_id
   WHERE a.person_id = :person
     AND (a.valid_until IS NULL OR a.valid_until >= {yesterday})) AS appointments,
  (SELECT {row}(r.body_hash, {json}(r.receipt))
   FROM receipts r WHERE r.actor_id = :person AND r.key = :key) AS earlier,
  (SELECT max(k.version) FROM calendars k WHERE k.unit_id = u.id) AS calendar,
  u.id, u.kind, u.parent_id, {{now}} AS now"""

_CASE = """
SELECT c.id AS case_id, c.number, c.version_id, c.applicant_id, c.marking, c.seq,
  f.hash, f.recorded_at,
  (SELECT {list}({row}(w.opened_seq, w.id, w.step, w.view, w.opened_at, w.due_at, w.claimed_by))
   FROM work_items w WHERE w.case_id = c.id AND w.closed_seq IS NULL) AS items,
  (SELECT {list}({row}(a.seq, a.kind, a.trigger, a.step, {json}(a.public),
                       a.person_id, a.source, a.recorded_at))
   FROM facts a WHERE a.case_id = c.id AND a.kind NOT IN ('note', 'claim')) AS facts,
  (SELECT {list}({row}(d.seq, d.item)) FROM changed d WHERE d.case_id = c.id) AS changed,
  (SELECT {list}(q.item) FROM case_requirements q WHERE q.case_id = c.id) AS requirements,
  (SELECT {list}({row}(e.item, {json}(e.value)))
   FROM case_fields e WHERE e.case_id = c.id) AS fields,
  {who}
FROM cases c
JOIN units u ON u.id = c.unit_id
JOIN facts f ON f.case_id = c.id AND f.seq = c.seq
WHERE c.id = :case_id"""

_OFFICE = "SELECT {who} FROM units u WHERE u.id = :unit_id"

_WORDS = {
    "postgresql": {
        "list": "json_agg",
        "row": "json_build_array",
        "json": "",
        "yesterday": "(clock_timestamp() AT TIME ZONE 'UTC')::date - 1",
    },
    "sqlite": {
        "list": "json_group_array",
        "row": "json_array",
        "json": "json",
        "yesterday": "date('now', '-1 day')",
    },
}


@cache
def _sql(dialect: str, text: str) -> str:
    words = _WORDS[dialect]
    text = driver_sql(dialect, text.format(**words, who=_WHO.format(**words)))
    if dialect == "sqlite":
        return text
    return f"SELECT row_to_json(look) FROM ({text}) AS look"  # noqa: S608 - our own words alone


def _ask(connection: Connection, text: str, values: dict[str, str]) -> Mapping[str, Any] | None:
    """Give the one row, by the names of its columns.

    PostgreSQL sends it as one JSON value: driver and SQLAlchemy cost their time by the column.
    """
    found = connection.exec_driver_sql(_sql(connection.dialect.name, text), values)
    if connection.dialect.name == "sqlite":
        return found.mappings().one_or_none()  # type: ignore[return-value]  # keyed by text alone
    row: Mapping[str, Any] | None = found.scalar_one_or_none()
    return row


def look(
    connection: Connection,
    calendar_of: CalendarOf,
    case_id: CaseId,
    *,
    person: PersonId,
    key: str,
) -> Look:
    """Read a case.

    Raises:
        CaseNotFound: No case has that id.
        ConfigurationError: The unit has no calendar.
    """
    row = _ask(connection, _CASE, {"case_id": case_id, "person": person, "key": key})
    if row is None:
        raise CaseNotFound(case_id)
    unit = _unit(row)
    return Look(
        case=_case(row, unit),
        calendar=_calendar(row, calendar_of),
        person=person,
        person_name=row["person_name"] or "",
        appointments=_appointments(row, person),
        earlier=_earlier(row),
    )


def look_at_office(
    connection: Connection,
    calendar_of: CalendarOf,
    unit_id: UnitId,
    *,
    person: PersonId,
    key: str,
) -> OfficeLook:
    """Read an office.

    Raises:
        ConfigurationError: No such unit, or it has no calendar.
    """
    row = _ask(connection, _OFFICE, {"unit_id": unit_id, "person": person, "key": key})
    if row is None:
        raise ConfigurationError(f"no unit has the id {unit_id}")
    return OfficeLook(
        unit=_unit(row),
        calendar=_calendar(row, calendar_of),
        now=as_instant(row["now"]),
        person=person,
        person_name=row["person_name"] or "",
        appointments=_appointments(row, person),
        earlier=_earlier(row),
    )


def _case(row: Mapping[str, Any], unit: CaseUnit) -> CaseView:
    recorded_at = as_instant(row["recorded_at"])
    happened = sorted(_list(row["facts"]))
    return CaseView(
        id=row["case_id"],
        number=row["number"],
        version=VersionId(row["version_id"]),
        unit=unit,
        applicant=row["applicant_id"],
        marking=row["marking"],
        seq=row["seq"],
        last_hash=row["hash"],
        last_recorded_at=recorded_at,
        now=max(as_instant(row["now"]), recorded_at),
        items=tuple(
            OpenItem(id_, step, view, seq, as_instant(at), as_instant(due) if due else None, by)
            for seq, id_, step, view, at, due, by in sorted(_list(row["items"]))
        ),
        acts=tuple(
            PastAct(seq, trigger, step or None, person, source, at=as_instant(at))
            for seq, kind, trigger, step, _, person, source, at in happened
            if kind == "act"
        ),
        changed=tuple((seq, item) for seq, item in sorted(_list(row["changed"]))),
        requirements=frozenset(_list(row["requirements"])),
        fields=dict(_list(row["fields"])),
        delivered=frozenset(
            public["of_seq"] for _, kind, _, _, public, *_ in happened if kind == "notice"
        ),
        besides=tuple(
            Beside(seq, FactKind(kind), person, as_instant(at), public)
            for seq, kind, _, _, public, person, _, at in happened
            if kind not in ("act", "notice")
        ),
        bills=bills_in((seq, kind, public) for seq, kind, _, _, public, *_ in happened),
        conflicted=frozenset(
            person for _, kind, *_, person, _, _ in happened if kind == "conflict"
        ),
    )


def _unit(row: Mapping[str, Any]) -> CaseUnit:
    return CaseUnit(row["id"], row["kind"], row["parent_id"])


def _calendar(row: Mapping[str, Any], calendar_of: CalendarOf) -> OfficeCalendar:
    if row["calendar"] is None:
        raise ConfigurationError(f"the unit {row['id']} has no calendar")
    return calendar_of(row["id"], row["calendar"])


def _appointments(row: Mapping[str, Any], person: PersonId) -> tuple[Appointment, ...]:
    return tuple(
        Appointment(
            id=id_,
            person=person,
            position=position,
            position_kind=kind,
            position_name=name,
            unit=unit,
            capacity=Capacity(capacity),
            letter=letter,
            valid_from=date.fromisoformat(begin),
            valid_until=date.fromisoformat(end) if end else None,
            recorded_at=as_instant(recorded),
        )
        for id_, position, kind, name, unit, capacity, letter, begin, end, recorded in sorted(
            _list(row["appointments"])
        )
    )


def _earlier(row: Mapping[str, Any]) -> Earlier | None:
    if row["earlier"] is None:
        return None
    body_hash, receipt = _list(row["earlier"])
    return Earlier(body_hash, decode(Receipt, receipt))


def _list(value: Any) -> list[Any]:
    """A JSON list: parsed by PostgreSQL's driver, text from SQLite, None when nothing was there."""
    if isinstance(value, str):
        return json.loads(value)  # type: ignore[no-any-return]  # we asked for a list
    return value or []
