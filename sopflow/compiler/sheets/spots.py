"""Where each text of a workbook was read, and what the import has to say about it."""

from dataclasses import dataclass, field
from typing import Any, Final, Self

from sopflow.compiler.blanks import blank
from sopflow.compiler.diagnostics import CATALOGUE, Diagnostic, filled
from sopflow.domain.books import At
from sopflow.domain.words import Text

FINDINGS_MAX: Final = 500
"""More is not said about one workbook."""
NOWHERE: Final = At(0, 0)
_CODES = {"guess": "SOP071", "missing": "SOP072", "dropped": "SOP073"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet; without `at` the whole sheet, without `sheet` the whole workbook."""

    sheet: str
    at: At = NOWHERE


class Said(str):
    """A text with the cell that it was read from; `guess` is why, when nobody wrote it there."""

    spot: Spot | None
    guess: str

    @classmethod
    def of(cls, text: str, spot: Spot | None, guess: str = "") -> Self:
        """Keep where a text comes from."""
        made = cls(text)
        made.spot, made.guess = spot, guess
        return made


@dataclass(slots=True)
class Findings:
    """What is said about one workbook."""

    file: str
    found: dict[tuple[str, Spot, str], Diagnostic] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """The texts that stand where somebody has to write, as far as it was said."""

    def report(self, code: str, spot: Spot, **details: Any) -> None:
        """Say something about a cell, once."""
        entry = CATALOGUE[code]
        finding = Diagnostic(
            code=code,
            severity=entry.severity,
            file=self.file,
            line=spot.at.row,
            column=spot.at.column,
            source_line="",
            message=filled(entry.message, details),
            cure=filled(entry.cure, details),
            sheet=spot.sheet,
        )
        if len(self.found) < FINDINGS_MAX:
            self.found.setdefault((code, spot, finding.message.id), finding)

    def guess(self, what: Text, value: str, why: Text, spot: Spot) -> Said:
        """Give a value that nobody wrote, and say so."""
        self.report(_CODES["guess"], spot, what=what, value=value, why=why)
        return Said.of(value, spot, why.id)

    def missing(self, what: Text, spot: Spot) -> Said:
        """Give the text that stands where somebody has to write; lint refuses it."""
        value = blank(what.id)
        self.asked.add(value)
        self.report(_CODES["missing"], spot, what=what)
        return Said.of(value, spot)

    def dropped(self, what: Text, why: Text, spot: Spot) -> None:
        """Say what is not carried over."""
        self.report(_CODES["dropped"], spot, what=what, why=why)

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """Give what was said, errors first."""
        return tuple(sorted(self.found.values(), key=lambda d: not d.is_error))
