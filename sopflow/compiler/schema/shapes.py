"""What may stand under a key: how the parser reads it, and the same thing as JSON Schema."""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sopflow.compiler.parse_blocks import BRANCHES_MIN, section_of
from sopflow.compiler.reading import ID_FORM
from sopflow.compiler.vocabulary import (
    DURATION_UNITS,
    EVERYTHING,
    FIRST,
    LATE,
    MAJORITY,
    MONTHS,
    NONE,
    PLACEHOLDERS,
    RESERVED_ANSWERS,
    RESERVED_STEPS,
    YES_NO,
)

Json = dict[str, Any]

ID: Final = f"^{ID_FORM}$"
PAIR: Final = f"^{ID_FORM}\\.{ID_FORM}$"
_AMOUNT = r"\d{1,4} *(\([^()]{1,60}\) *)?"
_LENGTH = f"{_AMOUNT}({'|'.join(DURATION_UNITS)})"
DURATION: Final = f"^{_LENGTH}$"
MOMENT: Final = f"^(\\d{{1,3}}%|{LATE} {_LENGTH})$"
_MONTH = "|".join(f"[{month[0].upper()}{month[0]}]{month[1:]}" for month in MONTHS)
_DAY = f"\\d{{4}}-\\d{{1,2}}-\\d{{1,2}}|\\d{{1,2}} +({_MONTH}) +\\d{{4}}"
DAY: Final = f"^({_DAY})$"
DAY_OR_NONE: Final = f"^({_DAY}|{re.escape(NONE)})$"
_OTHERS = r"([^{}]|\{(tahun|bulan)\})*"
SERIES: Final = f"^{_OTHERS}\\{{urut(:[1-9])?\\}}{_OTHERS}$"
MESSAGE: Final = f"^([^{{}}]|\\{{({'|'.join(PLACEHOLDERS)})\\}})*$"
JOINS: Final = f"^({EVERYTHING}|{FIRST}|[2-9]|[1-9]\\d)$"
VOTES: Final = f"^({EVERYTHING}|{MAJORITY}|[1-9]\\d?)$"
DECIMAL: Final = r"^-?\d{1,15}([.,]\d{1,4})?$"

_TEXT: Final[Json] = {"type": ["string", "number"], "minLength": 1}


@dataclass(frozen=True, slots=True)
class Shape:
    """`reads` names the method of `Table` that the parser uses; `section` what stands inside.

    `choose` tells the section of an item by its keys, where items may be of several.
    """

    reads: str
    form: Json
    section: str | None = None
    choose: Callable[[Container[str]], str] | None = None

    def inside(self, words: Container[str]) -> str | None:
        """Name the section of something that holds these keys."""
        return self.choose(words) if self.choose else self.section


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a section: its shape, what it says to the author, examples."""

    shape: Shape
    says: str
    examples: tuple[Any, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Keys by their English names, in the order of the official form; `extra` joins the schema."""

    says: str
    keys: Mapping[str, Key]
    extra: Json | None = None


def must(shape: Shape, says: str, *examples: Any) -> Key:
    """Make a key that the parser asks for."""
    return Key(shape, says, examples, required=True)


def may(shape: Shape, says: str, *examples: Any) -> Key:
    """Make a key that may be left out."""
    return Key(shape, says, examples)


def text(pattern: str | None = None) -> Shape:
    """Take one text; a number that stands without quotes is a text too."""
    return Shape("text", _text(pattern))


def joins() -> Shape:
    """Take how many branches make a join: a word, or a number."""
    number: Json = {"type": "integer", "minimum": 2}
    return Shape("text", {"anyOf": [number, {"type": "string", "pattern": JOINS}]})


def votes() -> Shape:
    """Take how many votes a panel needs: a word, or a number."""
    number: Json = {"type": "integer", "minimum": 1}
    return Shape("text", {"anyOf": [number, {"type": "string", "pattern": VOTES}]})


def words() -> Shape:
    """Take words for people: one text, or one in each language."""
    return Shape("words", {"anyOf": [_TEXT, _ref("text")]}, "text")


def lines(pattern: str | None = None, known: tuple[str, ...] = ()) -> Shape:
    """Take a list of texts, or a single one."""
    item: Json = {"enum": list(known)} if known else _text(pattern)
    return Shape("lines", {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]})


def choice(known: Mapping[str, Any]) -> Shape:
    """Take one of a closed set of words."""
    return Shape("choice", {"enum": list(known)})


def flag() -> Shape:
    """Take yes or no."""
    return Shape("flag", {"enum": [*YES_NO, True, False]})


def number(low: int, high: int) -> Shape:
    """Take a whole number within bounds."""
    whole: Json = {"type": "integer", "minimum": low, "maximum": high}
    return Shape("number", {"anyOf": [whole, {"type": "string", "pattern": r"^[1-9]\d?$"}]})


def decimal() -> Shape:
    """Take an exact number, with a point or a comma."""
    return Shape("text", {"anyOf": [{"type": "number"}, {"type": "string", "pattern": DECIMAL}]})


def table(section: str) -> Shape:
    """Take a section."""
    return Shape("table", {"allOf": [_ref(section)]}, section)


def text_or_table(pattern: str, section: str) -> Shape:
    """Take a text that is short for a section."""
    return Shape("table", {"anyOf": [_text(pattern), _ref(section)]}, section)


def tables(section: str) -> Shape:
    """Take a list of sections."""
    return Shape("tables", {"type": "array", "items": _ref(section), "minItems": 1}, section)


def branches() -> Shape:
    """Take branches: rows, or ids with rows of their own."""
    items: Json = {"anyOf": [_ref("step"), _ref("branch")]}
    form: Json = {"type": "array", "items": items, "minItems": BRANCHES_MIN}
    return Shape("tables", form, "step", section_of)


def entries(section: str, *, is_short: bool = False, required: tuple[str, ...] = ()) -> Shape:
    """Take named things: ids, and a section under each (a text where `is_short`)."""
    inner = _ref(section) if not required else {"allOf": [_ref(section)], "required": [*required]}
    value: Json = {"anyOf": [_TEXT, inner]} if is_short else inner
    return Shape("entries", {**_named(RESERVED_STEPS), "additionalProperties": value}, section)


def answers(section: str, required: tuple[str, ...]) -> Shape:
    """Take answers: ids that are no words of the system, and a section under each."""
    inner = {"allOf": [_ref(section)], "required": [*required]}
    form = {**_named(RESERVED_ANSWERS), "additionalProperties": inner, "minProperties": 2}
    return Shape("entries", form, section)


def message() -> Shape:
    """Take words in both languages, with placeholders."""
    form = {"allOf": [_ref("text")], "additionalProperties": {"pattern": MESSAGE}}
    return Shape("table", form, "text")


def cells() -> Shape:
    """Take the cells of a row of a decision table: texts, or lists of texts."""
    item: Json = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
    return Shape("cells", {"anyOf": [_TEXT, {"type": "array", "items": item, "minItems": 1}]})


def reasons() -> Shape:
    """Take references with a reason for each."""
    form: Json = {
        "type": "object",
        "propertyNames": {"pattern": ID},
        "additionalProperties": _TEXT,
        "minProperties": 1,
    }
    return Shape("entries", form)


def _named(reserved: frozenset[str]) -> Json:
    names: Json = {"pattern": ID, "not": {"enum": sorted(reserved)}}
    return {"type": "object", "propertyNames": names, "minProperties": 1}


def _text(pattern: str | None) -> Json:
    return dict(_TEXT) if pattern is None else {"type": "string", "pattern": pattern}


def _ref(section: str) -> Json:
    return {"$ref": f"#/definitions/{section}"}
