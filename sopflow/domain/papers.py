"""What a paper of the office says, before it is set on a page."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is: names from the top of the tree of units down, and the unit's address."""

    names: tuple[str, ...]
    address: str | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as it stands on record. `at` is the wall clock of the unit."""

    position: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActOnPaper:
    """A line of the list of officials who acted. `at` is the wall clock of the unit."""

    activity: str
    answer: str
    name: str
    position: str
    capacity: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seal:
    """By what the paper can be checked: the case, its last fact and that fact's hash."""

    case_number: str
    seq: int
    hash: str
    address: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter or permit with everything that stands on it; words are in `language`.

    `template` names one of the shipped page layouts. `made_on` is the legal day of the fact
    that the paper follows from, `zone` the name of the unit's clock (WIB, WITA, WIT).
    """

    template: str | None
    language: str
    letterhead: Letterhead
    title: str
    number: str | None
    made_on: date
    zone: str
    result: str | None
    reason: str | None
    """What the deciding official wrote, where the paper must give reasons."""
    about: tuple[tuple[str, str], ...]
    """Label and value of what the applicant applied with."""
    acts: tuple[ActOnPaper, ...]
    signer: Signer | None
    service: str
    legal_basis: tuple[str, ...]
    seal: Seal
