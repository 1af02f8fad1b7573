"""The posts that a person holds now, in words; and the clock that a case's unit goes by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from sopflow.domain.words import Capacity, CaseId, PersonId, UnitId
from sopflow.store import tables as t
from sopflow.store.store import Store

CASES_MAX = 5000
_ABBREVIATED = {Capacity.PLT: "Plt. ", Capacity.PLH: "Plh. "}


@dataclass(frozen=True, slots=True)
class Post:
    """A position in force, with Plt. or Plh. before an acting one's name; `zone` is the unit's."""

    name: str
    unit: UnitId
    zone: str


def posts_of(store: Store, person: PersonId, *, now: datetime) -> tuple[Post, ...]:
    """Posts that `person` holds at `now`, by the legal day of each unit."""
    held = t.appointments.c
    statement = (
        select(
            t.positions.c.name,
            t.positions.c.unit_id,
            t.units.c.zone,
            held.capacity,
            held.valid_from,
            held.valid_until,
        )
        .where(
            held.person_id == person,
            held.recorded_at <= now,
            t.positions.c.id == held.position_id,
            t.units.c.id == t.positions.c.unit_id,
        )
        .order_by(t.positions.c.name, held.id)
    )
    with store.reading() as connection:
        rows = connection.execute(statement).all()
    return tuple(
        Post(f"{_ABBREVIATED.get(row.capacity, '')}{row.name}", UnitId(row.unit_id), row.zone)
        for row in rows
        if row.valid_from <= (day := now.astimezone(ZoneInfo(row.zone)).date())
        and (row.valid_until is None or day <= row.valid_until)
    )


def zone_of_case(store: Store, case_id: CaseId) -> str:
    """The IANA zone of the unit that handles the case, which must exist."""
    return zones_of_cases(store, [case_id])[case_id]


def zones_of_cases(store: Store, case_ids: Sequence[CaseId]) -> Mapping[CaseId, str]:
    """The IANA zone of the unit that handles each of at most `CASES_MAX` cases."""
    assert len(case_ids) <= CASES_MAX
    statement = select(t.cases.c.id, t.units.c.zone).where(
        t.cases.c.id.in_(case_ids), t.units.c.id == t.cases.c.unit_id
    )
    with store.reading() as connection:
        return {CaseId(row.id): str(row.zone) for row in connection.execute(statement)}
