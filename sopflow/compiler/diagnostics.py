"""What the compiler says: a code, a place, the line itself, what is wrong and how to mend it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sopflow.compiler.catalogue.beside import BESIDE
from sopflow.compiler.catalogue.change import CHANGE
from sopflow.compiler.catalogue.data import DATA
from sopflow.compiler.catalogue.duties import DUTIES
from sopflow.compiler.catalogue.entry import Entry, Severity
from sopflow.compiler.catalogue.flow import FLOW
from sopflow.compiler.catalogue.form import FORM
from sopflow.compiler.catalogue.notices import NOTICES
from sopflow.compiler.catalogue.outside import OUTSIDE
from sopflow.compiler.catalogue.people import PEOPLE
from sopflow.compiler.catalogue.review import REVIEW
from sopflow.compiler.catalogue.scenario import SCENARIO
from sopflow.compiler.catalogue.syntax import SYNTAX
from sopflow.compiler.catalogue.tables import TABLES
from sopflow.compiler.catalogue.time import TIME
from sopflow.compiler.catalogue.whole import WHOLE
from sopflow.compiler.catalogue.workbook import WORKBOOK
from sopflow.domain.books import At
from sopflow.domain.words import Text

CATALOGUE: Mapping[str, Entry] = {
    **SYNTAX,
    **WORKBOOK,
    **FLOW,
    **BESIDE,
    **PEOPLE,
    **DUTIES,
    **TIME,
    **DATA,
    **NOTICES,
    **TABLES,
    **FORM,
    **REVIEW,
    **CHANGE,
    **WHOLE,
    **OUTSIDE,
}
SOP, SCN = "SOP", "SCN"
"""What the codes of the two kinds of file begin with."""
DIAGNOSTICS_MAX = 200
"""A file with more findings than this is not read any further."""


class Family(StrEnum):
    """What a code is about, by its first digit."""

    SYNTAX = "0"
    FLOW = "1"
    PEOPLE = "2"
    TIME = "3"
    DATA = "4"
    NOTICES = "5"
    FORM = "6"
    CHANGE = "7"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in the file; both count from one."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, in both languages.

    In a workbook `sheet` names the sheet, and line and column are those of the cell.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    source_line: str
    message: Text
    cure: Text
    sheet: str | None = None

    @property
    def is_error(self) -> bool:
        """The file is not accepted while this stands."""
        return self.severity is Severity.ERROR

    @property
    def family(self) -> Family:
        """What the finding is about."""
        return Family(self.code[len(SOP)])

    def as_dict(self, language: str = "id") -> dict[str, str | int]:
        """Give the JSON form of the finding in one language."""
        found: dict[str, str | int] = {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.message.in_(language),
            "cure": self.cure.in_(language),
        }
        if self.sheet is not None:
            found |= {"sheet": self.sheet, "cell": self._cell}
        return found

    def render(self, language: str = "id") -> str:
        """Give the finding as lines of text with a caret under the place."""
        severity = self.severity.words.in_(language)
        cure = "Cure" if language == "en" else "Cara"
        head = f"{self.code} {severity}: {self.message.in_(language)}"
        if self.sheet is not None:
            return f"{self.file} {self.where}: {head}\n    {cure}: {self.cure.in_(language)}"
        pad = "".join("\t" if c == "\t" else " " for c in self.source_line[: self.column - 1])
        lines = [
            f"{self.file}:{self.line}:{self.column}: {head}",
            f"    {self.source_line}",
            f"    {pad}^",
            f"    {cure}: {self.cure.in_(language)}",
        ]
        return "\n".join(lines if self.source_line.strip() else [lines[0], lines[3]])

    @property
    def where(self) -> str:
        """Name the place: line and column, or the cell; a whole sheet has no cell."""
        if self.sheet is None:
            return f"{self.line}:{self.column}"
        return f"[{self.sheet}!{self._cell}]" if self._cell else f"[{self.sheet}]"

    @property
    def _cell(self) -> str:
        return At(self.line, self.column).name if self.line else ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means, with an example of the fault and of its cure."""

    code: str
    severity: Severity
    meaning: Text
    cure: Text
    example: str


def explain(code: str) -> Explanation | None:
    """Explain a code such as `SOP301` or `SCN102`; None for a code that does not exist."""
    entry = {**CATALOGUE, **SCENARIO}.get(code.upper())
    if entry is None:
        return None
    return Explanation(
        code.upper(), entry.severity, entry.meaning, entry.general_cure, entry.example
    )


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A warning that the author accepts with a reason: at every place, or about one name."""

    code: str
    about: str | None
    reason: str
    place: Place


def worded(code: str, **details: Any) -> tuple[Text, Text]:
    """Give message and cure of a code about something that is no file."""
    entry = CATALOGUE[code]
    return filled(entry.message, details), filled(entry.cure, details)


class TooManyFindings(Exception):
    """The file has `DIAGNOSTICS_MAX` findings already; there is no use in reading on."""


_BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line in YAML, and so in the places that its reader gives."""


class Reporter:
    """Collects findings about one file, each once, in the order of the file.

    A scenario file is read with the same tools as an SOP; its findings have codes of their own.
    """

    def __init__(self, text: str, file: str, *, family: str = SOP) -> None:
        self._family = family
        self._lines = _BREAK.split(text)
        self._file = file
        self._found: dict[tuple[str, Place, str], Diagnostic] = {}
        self._about: dict[tuple[str, Place, str], frozenset[str]] = {}
        self._accepted: list[Acceptance] = []
        self.breaks_flow = False

    def accept(self, acceptance: Acceptance) -> None:
        """Make notes of the warnings that an author's acceptance means, said before or after."""
        self._accepted.append(acceptance)

    def unused(self) -> tuple[Acceptance, ...]:
        """Give the acceptances that meet no finding."""
        return tuple(a for a in self._accepted if not any(self._means(a, k) for k in self._found))

    def _means(self, acceptance: Acceptance, key: tuple[str, Place, str]) -> bool:
        is_about = acceptance.about is None or acceptance.about in self._about[key]
        return key[0] == acceptance.code and is_about

    def report(self, code: str, place: Place, about_flow: bool = True, /, **details: Any) -> None:
        """Report one finding; a `Text` among the details is said in the reader's language.

        Raises:
            TooManyFindings: There is no use in reading on.
        """
        code = code.replace(SOP, self._family)
        entry = CATALOGUE[code] if self._family == SOP else SCENARIO[code]
        self.breaks_flow |= entry.breaks_flow and about_flow
        if len(self._found) >= DIAGNOSTICS_MAX:
            raise TooManyFindings
        finding = Diagnostic(
            code=code,
            severity=entry.severity,
            file=self._file,
            line=place.line,
            column=place.column,
            source_line=self._line(place.line),
            message=filled(entry.message, details),
            cure=filled(entry.cure, details),
        )
        key = (code, place, finding.message.id)
        self._found.setdefault(key, finding)
        self._about.setdefault(key, frozenset(v for v in details.values() if isinstance(v, str)))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings, in the order of the file."""
        shown = (self._shown(key, finding) for key, finding in self._found.items())
        return tuple(sorted(shown, key=lambda d: (d.line, d.column, d.code)))

    def _shown(self, key: tuple[str, Place, str], finding: Diagnostic) -> Diagnostic:
        accepted = next((a for a in self._accepted if self._means(a, key)), None)
        if accepted is None:
            return finding
        message = Text(
            f"{finding.message.id} Diterima: {accepted.reason}",
            f"{finding.message.en} Accepted: {accepted.reason}",
        )
        return replace(finding, severity=Severity.INFO, message=message)

    @property
    def codes(self) -> frozenset[str]:
        """Which codes were reported so far."""
        return frozenset(d.code for d in self._found.values())

    @property
    def has_errors(self) -> bool:
        """The file is not accepted."""
        return any(d.is_error for d in self._found.values())

    def _line(self, number: int) -> str:
        line = self._lines[number - 1] if 0 < number <= len(self._lines) else ""
        return line.rstrip("\r")[:200]


def filled(template: Text, details: Mapping[str, Any]) -> Text:
    """Put details into words; a `Text` among them is said in the reader's language."""

    def fill(words: str, language: str) -> str:
        return words.format_map(
            {k: v.in_(language) if isinstance(v, Text) else v for k, v in details.items()}
        )

    return Text(fill(template.id, "id"), fill(template.en, "en"))
