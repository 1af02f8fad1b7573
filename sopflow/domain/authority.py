"""Who acts: persons, their appointments, and whether one carries a role for a case's unit."""

from dataclasses import dataclass
from datetime import date, datetime

from sopflow.domain.procedures import Relation, Role
from sopflow.domain.words import (
    ActorClass,
    AppointmentId,
    Capacity,
    CaseId,
    PersonId,
    PositionId,
    UnitId,
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person holds a position for a period, by a letter.

    `valid_from` and `valid_until` are legal days in the zone of the unit, both included;
    `recorded_at` is the aware instant at which the letter was entered.
    """

    id: AppointmentId
    person: PersonId
    position: PositionId
    position_kind: str
    position_name: str
    unit: UnitId
    capacity: Capacity
    letter: str
    valid_from: date
    valid_until: date | None
    recorded_at: datetime

    def is_in_force(self, *, on: date, at: datetime) -> bool:
        """Say whether it covers the day and was on record by then."""
        begun = self.valid_from <= on and self.recorded_at <= at
        return begun and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever gives a command. Officials bring their appointments; applicants their file.

    `entered_by` is the official who types for an applicant at the counter.
    """

    actor_class: ActorClass
    person: PersonId
    name: str
    appointments: tuple[Appointment, ...] = ()
    entered_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is signed in at an edge: an official, or an applicant with the case's tracking code."""

    person: PersonId
    actor_class: ActorClass = ActorClass.OFFICIAL


def applicant_of(case_id: CaseId) -> PersonId:
    """Name the applicant, or the other side, of a case; who that is can be erased."""
    return PersonId(f"applicant:{case_id}")


MAY_ACT = frozenset({Capacity.DEFINITIVE})
"""Capacities in which an office lets somebody act for a role."""
SYSTEM = Actor(ActorClass.SYSTEM, PersonId("system"), "sopflow")
RULE = Actor(ActorClass.RULE, PersonId("rule"), "sopflow")


@dataclass(frozen=True, slots=True)
class CaseUnit:
    """The unit that handles a case, as roles see it."""

    id: UnitId
    kind: str
    parent: UnitId | None

    def related(self, role: Role) -> UnitId | None:
        """Give the unit in which `role` is held for a case of this unit."""
        match role.relation:
            case Relation.UNIT:
                return self.id
            case Relation.PARENT:
                return self.parent
            case Relation.NAMED:
                return role.named_unit


def appointment_for(
    actor: Actor, role: Role, unit: CaseUnit, *, on: date, at: datetime
) -> Appointment | None:
    """Find the appointment by which `actor` carries `role`; a definitive one comes first."""
    where = unit.related(role)
    held = [
        a
        for a in actor.appointments
        if a.position_kind == role.position_kind and a.unit == where and a.is_in_force(on=on, at=at)
    ]
    held.sort(key=lambda a: (a.capacity is not Capacity.DEFINITIVE, a.id))
    return held[0] if held else None
