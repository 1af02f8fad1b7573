"""Decision tables: whether exactly the right rows hold for every input (SPEC 2, L3; 3, P7).

The hit policies are those of DMN: with `unik` no two rows may hold at once, with `pertama` the
first that holds decides, with `kumpul` all that hold are put together. Every combination of samples
is tried, which is exact, because no cell tells two values apart that have the same sample.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from sopflow.compiler.cells import Cell, Input, Sample, samples_of
from sopflow.domain.lookups import Policy

COMBINATIONS_MAX: Final = 20_000


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rows of cells over inputs, in the order of the file."""

    policy: Policy
    inputs: tuple[Input, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def condition(self, row: int) -> str | None:
        """Write a row in the language of conditions; None where it asks nothing."""
        cells = zip(self.rows[row], self.inputs, strict=True)
        parts = [c for cell, over in cells if (c := cell.condition(over)) is not None]
        return " dan ".join(parts) or None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What trying every combination showed.

    `gap` is an input for which no row holds, `overlaps` two rows with an input for which both do,
    `idle` rows that never decide.
    """

    gap: tuple[Sample, ...] | None
    overlaps: tuple[tuple[int, int, tuple[Sample, ...]], ...]
    idle: tuple[int, ...]


class TooManyCombinations(Exception):
    """The table tells more than `COMBINATIONS_MAX` combinations apart."""


def judge(table: DecisionTable) -> Verdict:
    """Try every combination of samples.

    Raises:
        TooManyCombinations: There are more than may be tried.
    """
    gap: tuple[Sample, ...] | None = None
    overlaps: dict[tuple[int, int], tuple[Sample, ...]] = {}
    deciding: set[int] = set()
    for combination in _combinations(table):
        holding = _holding(table.rows, combination)
        if not holding:
            gap = gap or combination
        elif table.policy is Policy.COLLECT:
            deciding.update(holding)
        else:
            deciding.add(holding[0])
        if table.policy is Policy.UNIQUE:
            for other in holding[1:]:
                overlaps.setdefault((holding[0], other), combination)
                deciding.add(other)
    found = tuple((*rows, combination) for rows, combination in overlaps.items())
    return Verdict(gap, found, tuple(n for n in range(len(table.rows)) if n not in deciding))


def _combinations(table: DecisionTable) -> Iterator[tuple[Sample, ...]]:
    columns = list(zip(*table.rows, strict=True)) or [() for _ in table.inputs]
    samples = [samples_of(over, column) for over, column in zip(table.inputs, columns, strict=True)]
    count = 1
    for column in samples:
        count *= len(column)
        if count > COMBINATIONS_MAX:
            raise TooManyCombinations
    return product(*samples)


def _holding(rows: Sequence[tuple[Cell, ...]], combination: tuple[Sample, ...]) -> list[int]:
    return [
        number
        for number, row in enumerate(rows)
        if all(cell.holds(sample) for cell, sample in zip(row, combination, strict=True))
    ]
