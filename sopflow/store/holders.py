"""Who holds the roles of an SOP for a case now: read only where duties of persons ask for it."""

from collections.abc import Mapping

from sqlalchemy import Connection, or_, select, tuple_

from sopflow.domain.authority import MAY_ACT
from sopflow.domain.machines import Machine
from sopflow.domain.words import PersonId, RoleId
from sopflow.store import tables as t
from sopflow.store.looks import Look


def holders(
    connection: Connection, machine: Machine, look: Look
) -> Mapping[RoleId, frozenset[PersonId]]:
    """Persons who may act for each role of officials on the legal day of the case's unit."""
    day, unit = look.calendar.day_of(look.case.now), look.case.unit
    roles = [role for role in machine.procedure.roles if not role.is_external]
    posts = {role.id: (role.position_kind, unit.related(role) or "") for role in roles}
    a, p = t.appointments.c, t.positions.c
    statement = (
        select(p.kind, p.unit_id, a.person_id)
        .join(t.positions, p.id == a.position_id)
        .where(
            tuple_(p.kind, p.unit_id).in_(sorted(set(posts.values()))),
            a.capacity.in_(sorted(MAY_ACT)),
            a.recorded_at <= look.case.now,
            a.valid_from <= day,
            or_(a.valid_until.is_(None), a.valid_until >= day),
        )
    )
    held: dict[tuple[str, str], set[PersonId]] = {}
    for kind, unit_id, person in connection.execute(statement):
        held.setdefault((kind, unit_id), set()).add(PersonId(person))
    return {role: frozenset(held.get(post, ())) for role, post in posts.items()}
