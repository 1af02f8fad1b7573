"""Services that an office can open a case of."""

from datetime import date, datetime

from sqlalchemy import select

from sopflow.domain.authority import CaseUnit
from sopflow.domain.errors import VersionNotFound
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import PersonId
from sopflow.reads.sight import Sight, sight_of
from sopflow.reads.views import ServiceRow
from sopflow.store import tables as t
from sopflow.store.store import Store


def services_of(store: Store, person: PersonId, *, now: datetime, on: date) -> list[ServiceRow]:
    """Services in force at the units where `person` holds a post, by unit and title.

    Of those that the office opens, the ones whose first row is the person's to perform.
    """
    with store.reading() as connection:
        sight = sight_of(connection, person, now=now)
        units = sorted(sight.units)
        rows = connection.execute(
            select(t.units).where(t.units.c.id.in_(units)).order_by(t.units.c.name)
        ).all()
        codes = list(connection.scalars(select(t.versions.c.sop_code).distinct()))
    answer = []
    for unit in rows:
        place = CaseUnit(unit.id, unit.kind, unit.parent_id)
        for code in sorted(codes):
            try:
                version = store.version_in_force(code, place, on=on)
            except VersionNotFound:
                continue
            procedure = store.machine(version).procedure
            if _may_open(procedure, place, sight):
                title = procedure.identity.title
                answer.append(ServiceRow(code, version, title, unit.id, unit.name))
    return answer


def _may_open(procedure: Procedure, unit: CaseUnit, sight: Sight) -> bool:
    """An applicant's case is entered by anybody of the unit, an office's by its own official."""
    role = procedure.role(procedure.start.role) if procedure.start.role else None
    if role is None or role.is_external:
        return True
    return (role.position_kind, unit.related(role)) in sight.posts
