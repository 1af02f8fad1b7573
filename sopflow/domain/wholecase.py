"""What an SOP says about the whole case, whichever step is open (SPEC 2, L14, L18, L21)."""

from dataclasses import dataclass
from enum import StrEnum

from sopflow.domain.words import EndId, RoleId, StepId


class Opening(StrEnum):
    """Whose first row opens a case."""

    APPLICANT = "applicant"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The applicant may withdraw until the signature is given (SPEC 2, L18)."""

    until: StepId
    end: EndId


@dataclass(frozen=True, slots=True)
class Silence:
    """What the law says when the promise passes without a decision; never implied (L14)."""

    end: EndId
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Cancellation:
    """An official may cancel until the signature is given: `target` drafts the letter (L18)."""

    by: RoleId
    target: StepId
    until: StepId
