"""What a case waits for from outside: a message, a payment, the result of another SOP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sopflow.domain.words import AnswerId, EndResult, StepId, UnitId


@dataclass(frozen=True, slots=True)
class Wait:
    """A message of a registered source, found by the number of the case or by a field of it.

    `key` is the full name of the field, such as `isian.nomor_rekaman`.
    """

    source: str
    key: str | None = None


class BillKind(StrEnum):
    """What the money is: a tax, a retribution, or a deposit that goes back."""

    TAX = "tax"
    RETRIBUTION = "retribution"
    DEPOSIT = "deposit"


class Rounding(StrEnum):
    """How an amount becomes whole rupiah."""

    NEAREST = "nearest"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Bill:
    """What the applicant has to pay: computed when the step opens, in whole rupiah.

    Halves go up with `NEAREST`. Confirmations come from `source`.
    """

    formula: str
    source: str
    channels: tuple[str, ...] = ()
    kind: BillKind = BillKind.RETRIBUTION
    rounding: Rounding = Rounding.NEAREST


CALLED = "sop:"
"""What the source of an item begins with that waits for the result of another SOP."""


@dataclass(frozen=True, slots=True)
class Call:
    """Another SOP, run as a case of its own in the version in force when the step opens.

    `gives` says what goes into which field or paper of it; `assumes` which of its steps no grant
    of it can go round; `results` which answer each of its results gives here.
    """

    sop: str
    results: Mapping[EndResult, AnswerId]
    gives: Mapping[str, str] = field(default_factory=dict)
    assumes: tuple[StepId, ...] = ()
    unit: UnitId | None = None
