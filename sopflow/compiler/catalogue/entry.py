"""The shape of an entry in the catalogue of diagnostics."""

from dataclasses import dataclass
from enum import StrEnum

from sopflow.domain.words import Text


class Severity(StrEnum):
    """An error keeps the SOP from being published; a warning asks for a reason."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def words(self) -> Text:
        """Name it for people."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Severity.ERROR: Text("kesalahan", "error"),
    Severity.WARNING: Text("peringatan", "warning"),
    Severity.INFO: Text("catatan", "note"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: its words with holes for details, and an example of the fault and the cure.

    `breaks_flow` marks what leaves steps, answers or ends unknown, so that nothing can be said
    about the flow until it is mended.
    """

    severity: Severity
    message: Text
    cure: Text
    example: str
    breaks_flow: bool = False

    @property
    def meaning(self) -> Text:
        """Give the message with its holes shown as dots."""
        return _without_holes(self.message)

    @property
    def general_cure(self) -> Text:
        """Give the cure with its holes shown as dots."""
        return _without_holes(self.cure)


def error(
    message: tuple[str, str], cure: tuple[str, str], example: str, *, breaks_flow: bool = False
) -> Entry:
    """Make an entry that keeps the SOP from being published."""
    return Entry(Severity.ERROR, Text(*message), Text(*cure), example, breaks_flow)


def warning(message: tuple[str, str], cure: tuple[str, str], example: str) -> Entry:
    """Make an entry that asks the author for a second look."""
    return Entry(Severity.WARNING, Text(*message), Text(*cure), example)


def note(message: tuple[str, str], cure: tuple[str, str], example: str) -> Entry:
    """Make an entry that only informs."""
    return Entry(Severity.INFO, Text(*message), Text(*cure), example)


class _Dots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _without_holes(words: Text) -> Text:
    return Text(words.id.format_map(_Dots()), words.en.format_map(_Dots()))
