"""Which parts of a file are lists or hold named things: each is a sheet of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sopflow.compiler.sheets.columns import Collection, Column, plan_of, roots
from sopflow.compiler.sheets.plain import Path
from sopflow.compiler.sheets.rows import STEPS
from sopflow.compiler.sheets.words import sheet_of
from sopflow.compiler.vocabulary import key

ANSWERS: Final = (STEPS, key("step", "decision"), key("decision", "answers"))
_TARGET: Final = key("answer", "target")
_LOOKED_FOR: Final = (
    *((key("file", name),) for name in ("roles", "requirements", "form", "documents", "ends")),
    (key("file", "notices"),),
    ANSWERS,
    (STEPS, key("step", "fields")),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """The sheet of one collection. `owner` is the part whose named things it belongs to."""

    sheet: str
    owner: str | None
    collection: Collection
    columns: tuple[Column, ...]

    @property
    def path(self) -> tuple[str, ...]:
        """The way to it, without the names of owners."""
        return (*([self.owner] if self.owner else []), *self.collection.path)

    @property
    def is_looked_for(self) -> bool:
        """An author looks for this sheet even while it is empty."""
        return self.path in _LOOKED_FOR

    def at(self, owner: str) -> Path:
        """Give the way to the collection of one owner."""
        return (*([self.owner, owner] if self.owner else []), *self.collection.path)


@cache
def listings() -> tuple[Listing, ...]:
    """Give every sheet that there may be, in the order of the file."""
    found = tuple(_listings())
    assert len({listing.sheet.casefold() for listing in found}) == len(found)
    return found


def _listings() -> Iterator[Listing]:
    for word, shape in roots():
        if shape.section is None:
            continue
        if word != STEPS and shape.reads == "table":
            yield from (_listing(None, c) for c in plan_of(shape.section, (word,)).collections)
            continue
        is_named = shape.reads == "entries"
        if word != STEPS:
            yield _listing(None, Collection((word,), shape.section, is_named))
        if word == STEPS or is_named:
            yield from (_listing(word, c) for c in plan_of(shape.section).collections)


def _listing(owner: str | None, collection: Collection) -> Listing:
    path = (*([owner] if owner else []), *collection.path)
    is_elsewhere = path == ANSWERS  # where an answer leads stands in the row itself
    columns = plan_of(collection.section).columns
    kept = tuple(c for c in columns if not (is_elsewhere and c.path == (_TARGET,)))
    return Listing(sheet_of(path), owner, collection, kept)
