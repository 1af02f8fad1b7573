"""The head of an SOP: the identity block of the official form, and the service standard."""

from dataclasses import dataclass
from datetime import date

from sopflow.domain.words import Text


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who ratified the SOP: competent official with name, rank and NIP (DOMAIN 1.3)."""

    position: str
    name: str
    rank: str | None
    nip: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """The thirteen identity fields of Permenpan RB 35/2012."""

    unit_name: str
    number: str
    made_on: date
    revised_on: date | None
    effective_on: date
    ratified_by: Signatory
    title: Text
    legal_basis: tuple[str, ...]
    related: tuple[str, ...]
    warning: str
    qualifications: tuple[str, ...]
    equipment: tuple[str, ...]
    records: str
    changes: tuple[str, ...] = ()
    """What this version changed against the one before it."""


@dataclass(frozen=True, slots=True)
class ServiceStandard:
    """What UU 25/2009 art. 21 asks beside the SOP: the fourteen components.

    Requirements, procedure and legal basis come from the procedure itself.
    """

    fee: str
    is_free: bool
    product: str
    complaints: str
    facilities: str
    competence: str
    supervision: str
    staff: str
    service_guarantee: str
    safety_guarantee: str
    evaluation: str
