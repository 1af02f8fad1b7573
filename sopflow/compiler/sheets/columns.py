"""The columns of a section of the file, out of the schema: a key that is new there is new here."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sopflow.compiler.schema.generate import ROOT, SECTIONS
from sopflow.compiler.schema.shapes import Key, Shape
from sopflow.compiler.sheets.words import IN_ENGLISH, heading_of
from sopflow.compiler.vocabulary import key

DEPTH_MAX = 8
"""A section that stands inside itself would have columns without end."""
_TEXT = "text"


class Holds(StrEnum):
    """What a cell of the column is read as."""

    TEXT = "text"
    LINES = "lines"
    REASONS = "reasons"
    LOCAL = "local"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class Column:
    """A text, a list or a pair of texts of a section. `path` is in the author's words."""

    path: tuple[str, ...]
    heading: str
    holds: Holds
    offers: tuple[str, ...] = ()
    says: str = ""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """Named things, or a list of things, inside a section: a sheet of its own."""

    path: tuple[str, ...]
    section: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """How a section is spread over one row, and what needs sheets of its own."""

    columns: tuple[Column, ...]
    collections: tuple[Collection, ...]


@cache
def plan_of(section: str, above: tuple[str, ...] = ()) -> Plan:
    """Spread a section out; `above` is the way to it where its keys stand in a sheet of others."""
    parts = list(_parts(section, above, is_required=True))
    columns = tuple(part for part in parts if isinstance(part, Column))
    assert len({c.heading.casefold() for c in columns}) == len(columns), section
    return Plan(columns, tuple(part for part in parts if isinstance(part, Collection)))


def roots() -> Iterator[tuple[str, Shape]]:
    """Give the parts of a file, each with its word."""
    for name, entry in SECTIONS[ROOT].keys.items():
        yield key(ROOT, name), entry.shape


def short_of(section: str) -> str:
    """Name the key that a bare text stands for where a section was expected."""
    return key(section, next(iter(SECTIONS[section].keys)))


def is_either(shape: Shape) -> bool:
    """Say whether a text may stand for the section."""
    return shape.reads == "table" and "anyOf" in shape.form


def _parts(
    section: str, path: tuple[str, ...], *, is_required: bool
) -> Iterator[Column | Collection]:
    for name, entry in SECTIONS[section].keys.items():
        here = (*path, key(section, name))
        shape = entry.shape
        is_needed = is_required and entry.required
        if shape.section == _TEXT:
            yield from _words(here, entry, is_required=is_needed)
        elif shape.section is None or is_either(shape):
            heading = heading_of(here)
            yield Column(here, heading, _holds(shape), _offers(shape), entry.says, is_needed)
        elif shape.reads == "table":
            assert len(here) < DEPTH_MAX, here
            yield from _parts(shape.section, here, is_required=is_needed)
        elif shape.choose is None:
            yield Collection(here, shape.section, is_named=shape.reads == "entries")


def _words(path: tuple[str, ...], entry: Key, *, is_required: bool) -> Iterator[Column]:
    heading = heading_of(path)
    yield Column(path, heading, Holds.LOCAL, (), entry.says, is_required)
    yield Column(path, f"{heading}{IN_ENGLISH}", Holds.ENGLISH, (), entry.says)


def _holds(shape: Shape) -> Holds:
    match shape.reads:
        case "lines":
            return Holds.LINES
        case "entries":
            return Holds.REASONS
        case _:
            return Holds.TEXT


def _offers(shape: Shape) -> tuple[str, ...]:
    if shape.reads == "flag":
        return ("ya", "tidak")
    if shape.reads == "choice":
        return tuple(shape.form["enum"])
    return ()
