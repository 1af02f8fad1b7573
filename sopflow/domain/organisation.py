"""An organisation as one file says it: units, positions, officials and their appointments."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.words import Capacity, PersonId, PositionId, UnitId


@dataclass(frozen=True, slots=True)
class Unit:
    """An agency, sub-district or village office; `parent` makes the tree."""

    id: UnitId
    kind: str
    name: str
    parent: UnitId | None
    calendar: OfficeCalendar


@dataclass(frozen=True, slots=True)
class Position:
    """A post in a unit; roles of an SOP bind to its `kind`."""

    id: PositionId
    unit: UnitId
    kind: str
    name: str
    superior: PositionId | None


@dataclass(frozen=True, slots=True)
class Official:
    """A person in office. `username` is for signing in, `email` for notices."""

    id: PersonId
    name: str
    username: str
    email: str | None
    language: str
    is_admin: bool
    may_ratify: bool = False
    """Ratifies versions of SOPs, as administrators may anyway."""


@dataclass(frozen=True, slots=True)
class LetterOfAppointment:
    """A person holds a position by a letter, from the first to the last day, both included."""

    person: PersonId
    position: PositionId
    capacity: Capacity
    letter_number: str
    letter_on: date
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything one organisation file says."""

    units: tuple[Unit, ...]
    positions: tuple[Position, ...]
    officials: tuple[Official, ...]
    appointments: tuple[LetterOfAppointment, ...]


class Action(StrEnum):
    """What happens to a row of the organisation."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    IMPOSSIBLE = "impossible"
    """The file asks for what is kept for ever; nothing of the file is applied."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the file and the tables; `detail` names the columns or days."""

    action: Action
    kind: str
    id: str
    detail: str = ""
