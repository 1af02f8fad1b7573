"""Who may see and act: one predicate for lists, counts, pages and deeds.

A post is a kind of position in a unit that a person holds now. An item is theirs to act on when it
waits for such a post; a case is theirs to see when it, or an item of it, belongs to their units.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, and_, exists, false, not_, or_, select, tuple_

from sopflow.domain.words import PersonId, UnitId
from sopflow.reads.duties import kept_away
from sopflow.store import tables as t


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person holds at an instant: posts as (kind of position, unit), and the units."""

    person: PersonId
    posts: frozenset[tuple[str, UnitId]]
    is_admin: bool

    @property
    def units(self) -> frozenset[UnitId]:
        """Units in which the person holds any post."""
        return frozenset(unit for _, unit in self.posts)

    def acts_on(self) -> ColumnElement[bool]:
        """Items that wait for one of the posts, and from which no duty keeps the person."""
        return and_(self.holds(), not_(kept_away(self.person)))

    def holds(self) -> ColumnElement[bool]:
        """Items that wait for one of the posts."""
        if not self.posts:
            return false()
        items = t.work_items.c
        return tuple_(items.position_kind, items.unit_id).in_(sorted(self.posts))

    def sees_case(self) -> ColumnElement[bool]:
        """Cases of the units, and cases that ever had an item or a copy for one of the posts."""
        if self.is_admin:
            return t.cases.c.id.is_not(None)
        if not self.posts:
            return false()
        touched = (
            exists()
            .where(t.work_items.c.case_id == t.cases.c.id, self.holds())
            .correlate(t.cases)  # a query may well ask for work items itself
        )
        informed = (
            exists()
            .where(t.copies.c.case_id == t.cases.c.id, self.is_informed())
            .correlate(t.cases)
        )
        return or_(t.cases.c.unit_id.in_(sorted(self.units)), touched, informed)

    def is_informed(self) -> ColumnElement[bool]:
        """Copies that were sent to one of the posts."""
        if not self.posts:
            return false()
        copies = t.copies.c
        return tuple_(copies.position_kind, copies.unit_id).in_(sorted(self.posts))


def sight_of(connection: Connection, person: PersonId, *, now: datetime) -> Sight:
    """Read which posts the person holds at `now`, by the legal day of each unit."""
    held = select(
        t.positions.c.kind,
        t.positions.c.unit_id,
        t.units.c.zone,
        t.appointments.c.valid_from,
        t.appointments.c.valid_until,
    ).where(
        t.appointments.c.person_id == person,
        t.appointments.c.recorded_at <= now,
        t.positions.c.id == t.appointments.c.position_id,
        t.units.c.id == t.positions.c.unit_id,
    )
    posts = frozenset(
        (kind, UnitId(unit))
        for kind, unit, zone, begins, ends in connection.execute(held)
        if begins <= (day := now.astimezone(ZoneInfo(zone)).date())
        and (ends is None or day <= ends)
    )
    admin = select(t.accounts.c.is_admin).where(t.accounts.c.person_id == person)
    return Sight(person, posts, bool(connection.scalar(admin)))


def holders_of(
    connection: Connection, posts: Iterable[tuple[str, UnitId]], *, now: datetime
) -> dict[tuple[str, UnitId], tuple[str, ...]]:
    """Names of the officials who hold each post at `now`."""
    wanted = sorted(set(posts))
    if not wanted:
        return {}
    statement = (
        select(
            t.positions.c.kind,
            t.positions.c.unit_id,
            t.units.c.zone,
            t.appointments.c.valid_from,
            t.appointments.c.valid_until,
            t.persons.c.name,
        )
        .where(
            tuple_(t.positions.c.kind, t.positions.c.unit_id).in_(wanted),
            t.appointments.c.position_id == t.positions.c.id,
            t.appointments.c.recorded_at <= now,
            t.persons.c.id == t.appointments.c.person_id,
            t.units.c.id == t.positions.c.unit_id,
        )
        .order_by(t.persons.c.name)
    )
    names: dict[tuple[str, UnitId], list[str]] = {}
    for kind, unit, zone, begins, ends, name in connection.execute(statement):
        day = now.astimezone(ZoneInfo(zone)).date()
        if begins <= day and (ends is None or day <= ends):
            names.setdefault((kind, UnitId(unit)), []).append(name)
    return {post: tuple(people) for post, people in names.items()}
