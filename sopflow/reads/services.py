"""Services that an office can open a case of."""

from datetime import date, datetime

from sqlalchemy import select

from sopflow.domain.authority import CaseUnit
from sopflow.domain.errors import VersionNotFound
from sopflow.domain.words import PersonId
from sopflow.reads.sight import sight_of
from sopflow.reads.views import ServiceRow
from sopflow.store import tables as t
from sopflow.store.store import Store


def services_of(store: Store, person: PersonId, *, now: datetime, on: date) -> list[ServiceRow]:
    """Services in force at the units where `person` holds a post, by unit and title."""
    with store.reading() as connection:
        units = sorted(sight_of(connection, person, now=now).units)
        rows = connection.execute(
            select(t.units).where(t.units.c.id.in_(units)).order_by(t.units.c.name)
        ).all()
        codes = list(connection.scalars(select(t.versions.c.sop_code).distinct()))
    answer = []
    for unit in rows:
        for code in sorted(codes):
            try:
                version = store.version_in_force(
                    code, CaseUnit(unit.id, unit.kind, unit.parent_id), on=on
                )
            except VersionNotFound:
                continue
            title = store.machine(version).procedure.identity.title
            answer.append(ServiceRow(code, version, title, unit.id, unit.name))
    return answer
