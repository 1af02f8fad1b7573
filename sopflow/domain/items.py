"""What a case holds: papers that the applicant brings, fields, and papers that the case makes."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sopflow.domain.words import ItemId, Text


class FieldKind(StrEnum):
    """Types of form fields (SPEC 2, L15)."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    NIK = "nik"
    PHONE = "phone"
    EMAIL = "email"

    @property
    def is_contact(self) -> bool:
        """Contact data are judged by nobody (SPEC 3, P4)."""
        return self in (FieldKind.PHONE, FieldKind.EMAIL)


@dataclass(frozen=True, slots=True)
class Field:
    """A typed field of the form or of a step. Personal ones name their purpose."""

    id: ItemId
    label: Text
    kind: FieldKind
    is_required: bool
    is_personal: bool
    purpose: str | None
    choices: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EntryRequirement:
    """A paper that the applicant brings. `one_of` groups alternative evidence."""

    id: ItemId
    label: Text
    is_required: bool
    one_of: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that the case makes: drafts, letters, the permit."""

    id: ItemId
    label: Text
    template: str | None
    number_series: str | None
