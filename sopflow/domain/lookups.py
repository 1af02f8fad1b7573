"""Tables that give a number: tariffs and the like, used by name in conditions and amounts."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sopflow.domain.words import ItemId, Text


class Policy(StrEnum):
    """Which of the rows that hold decide: the hit policies of DMN."""

    UNIQUE = "unique"
    FIRST = "first"
    COLLECT = "collect"


class Combine(StrEnum):
    """How the numbers of all rows that hold become one."""

    SUM = "sum"
    LARGEST = "largest"
    SMALLEST = "smallest"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class LookupRow:
    """A number that holds under a condition; without one it holds always."""

    condition: str | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class LookupTable:
    """A named table of numbers with the legal basis of its rates."""

    id: ItemId
    label: Text
    basis: str | None
    rows: tuple[LookupRow, ...]
    otherwise: Decimal | None = None
    combine: Combine | None = None
    """None: the first row that holds gives the number."""

    def of(self, holding: tuple[Decimal, ...]) -> Decimal | None:
        """Give the number of a case for which rows with these numbers hold; None is empty."""
        if not holding:
            return self.otherwise
        match self.combine:
            case None:
                return holding[0]
            case Combine.SUM:
                return sum(holding, Decimal(0))
            case Combine.LARGEST:
                return max(holding)
            case Combine.SMALLEST:
                return min(holding)
            case Combine.COUNT:
                return Decimal(len(holding))
