"""The cells of a decision table: what each means, and which values it tells apart.

A cell is `-` (anything), a value, a list of values, a bound (`< 10`, `>= 5`) or a range (`10..50`
with both ends, `10..<50` without the upper one). An input is seen as few samples: one for each
value that the cells tell apart, so that a table is checked by trying every combination of samples.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final, TypeAlias

from sopflow.compiler.amounts import exact_number

NUMBER: Final = r"-?\d{1,15}(?:[.,]\d{1,6})?"
_BOUND: Final = re.compile(rf"(<=|>=|<|>)\s*({NUMBER})")
_RANGE: Final = re.compile(rf"({NUMBER})\s*\.\.\s*(<?)\s*({NUMBER})")
_PLAIN: Final = re.compile(NUMBER)
_WORD: Final = re.compile(r"[^'\"\\]{1,100}")
ANYTHING: Final = "-"


class Special(StrEnum):
    """Samples that are no value: an empty field, and any text that no cell names."""

    EMPTY = "kosong"
    OTHER = "lainnya"


Sample: TypeAlias = Decimal | str | Special


class InputKind(StrEnum):
    """How an input is compared."""

    NUMBER = "number"
    TEXT = "text"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Input:
    """A value that a table looks at, by its full name, with all that is known of its domain."""

    name: str
    kind: InputKind
    values: tuple[str, ...] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    is_whole: bool = False
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers between two bounds; a bound that is None is none."""

    low: Decimal | None
    high: Decimal | None
    with_low: bool = True
    with_high: bool = True

    def holds(self, number: Decimal) -> bool:
        """Say whether a number lies in it."""
        above = self.low is None or number > self.low or (self.with_low and number == self.low)
        below = self.high is None or number < self.high or (self.with_high and number == self.high)
        return above and below

    def condition(self, name: str) -> str:
        """Write it in the language of conditions."""
        parts = []
        if self.low is not None and self.low == self.high:
            return f"{name} = {_plain(self.low)}"
        if self.low is not None:
            parts.append(f"{name} {'>=' if self.with_low else '>'} {_plain(self.low)}")
        if self.high is not None:
            parts.append(f"{name} {'<=' if self.with_high else '<'} {_plain(self.high)}")
        return " dan ".join(parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: nothing asked, some texts, or ranges of numbers."""

    texts: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it looks at the input at all."""
        return bool(self.texts or self.ranges)

    def holds(self, sample: Sample) -> bool:
        """Say whether the cell admits a value."""
        if not self.asks:
            return True
        if isinstance(sample, Special):
            return False
        if isinstance(sample, Decimal):
            return any(r.holds(sample) for r in self.ranges)
        return sample in self.texts

    def condition(self, over: Input) -> str | None:
        """Write it in the language of conditions; None where it asks nothing."""
        if not self.asks:
            return None
        bare = over.kind is InputKind.YES_NO
        parts = [f"{over.name} = {text if bare else _quoted(text)}" for text in self.texts]
        parts += [r.condition(over.name) for r in self.ranges]
        return parts[0] if len(parts) == 1 else f"({' atau '.join(f'({p})' for p in parts)})"


def cell_of(texts: tuple[str, ...], over: Input) -> Cell | str:
    """Read a cell; a text is given back that does not fit the input."""
    if texts == (ANYTHING,):
        return Cell()
    if over.kind is not InputKind.NUMBER:
        unfit = (t for t in texts if not _WORD.fullmatch(t) or _is_foreign(t, over))
        return next(unfit, Cell(texts=texts))
    ranges: list[Range] = []
    for text in texts:
        found = _range_of(text)
        if found is None:
            return text
        ranges.append(found)
    return Cell(ranges=tuple(ranges))


def _is_foreign(text: str, over: Input) -> bool:
    return over.values is not None and text not in over.values


def _range_of(text: str) -> Range | None:
    if (bound := _BOUND.fullmatch(text)) is not None:
        sign, number = bound[1], _exact(bound[2])
        if sign.startswith("<"):
            return Range(None, number, with_high=sign == "<=")
        return Range(number, None, with_low=sign == ">=")
    if (ends := _RANGE.fullmatch(text)) is not None:
        low, high = _exact(ends[1]), _exact(ends[3])
        is_empty = low > high or (low == high and ends[2] == "<")
        return None if is_empty else Range(low, high, with_high=not ends[2])
    if _PLAIN.fullmatch(text) is not None:
        return Range(_exact(text), _exact(text))
    return None


def _exact(text: str) -> Decimal:
    number = exact_number(text)
    assert number is not None, text
    return number


def samples_of(over: Input, cells: Iterable[Cell]) -> tuple[Sample, ...]:
    """Give one value of each kind that the cells tell apart, in a fixed order."""
    empty: tuple[Sample, ...] = (Special.EMPTY,) if over.may_be_empty else ()
    if over.kind is InputKind.NUMBER:
        return (*_numbers(over, cells), *empty)
    if over.values is not None:
        return (*over.values, *empty)
    named = sorted({text for cell in cells for text in cell.texts})
    return (*named, Special.OTHER, *empty)


def _numbers(over: Input, cells: Iterable[Cell]) -> tuple[Decimal, ...]:
    ends = {end for cell in cells for r in cell.ranges for end in (r.low, r.high)}
    edges = sorted(e for e in {*ends, over.low, over.high} if e is not None)
    if not edges:
        return (Decimal(0),)
    one = Decimal(1)
    between = (_between(low, high, over) for low, high in pairwise(edges))
    points = [edges[0] - one, *edges, *(b for b in between if b is not None), edges[-1] + one]
    within = Range(over.low, over.high)
    return tuple(sorted(p for p in points if within.holds(p)))


def _between(low: Decimal, high: Decimal, over: Input) -> Decimal | None:
    if not over.is_whole:
        return (low + high) / 2
    return low + 1 if high - low > 1 else None


def spell(over: Input, sample: Sample) -> str:
    """Say what a sample stands for, in the words of the file."""
    return f"{over.name} = {_plain(sample) if isinstance(sample, Decimal) else sample}"


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _quoted(text: str) -> str:
    return f"'{text}'"
