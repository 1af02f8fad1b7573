"""The posts that a person holds now, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from sopflow.domain.words import Capacity, PersonId
from sopflow.store import tables as t
from sopflow.store.store import Store

_ABBREVIATED = {Capacity.PLT: "Plt.", Capacity.PLH: "Plh."}


def posts_of(store: Store, person: PersonId, *, now: datetime) -> tuple[str, ...]:
    """Names of the positions in force at `now`, with Plt. or Plh. before an acting one's."""
    held = t.appointments.c
    statement = (
        select(t.positions.c.name, held.capacity, held.valid_from, held.valid_until, t.units.c.zone)
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
        f"{_ABBREVIATED.get(row.capacity, '')} {row.name}".strip()
        for row in rows
        if row.valid_from <= (day := now.astimezone(ZoneInfo(row.zone)).date())
        and (row.valid_until is None or day <= row.valid_until)
    )
