"""An SOP file as a workbook: the official form first, and a place for everything that it says."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Final

from sopflow.compiler.sheets.cells import is_cell_text, literal, spell
from sopflow.compiler.sheets.columns import Column, plan_of, roots
from sopflow.compiler.sheets.listings import Listing, listings
from sopflow.compiler.sheets.plain import Path, Plain, at, leaves, take
from sopflow.compiler.sheets.records import Record, as_table, record_of, records_sheet
from sopflow.compiler.sheets.rows import STEPS, FlatRow, flat_rows
from sopflow.compiler.sheets.table import Lane, procedure_sheet, told_apart
from sopflow.compiler.sheets.words import (
    COMPONENTS,
    HASH,
    IDENTITY,
    OTHERS,
    PART,
    SEE,
    STANDARD,
    TERMS,
    VALUE,
)
from sopflow.compiler.vocabulary import key
from sopflow.domain.books import Book, Cell, Choices, Ink, Sheet

FORMS: Final = {
    IDENTITY: (key("file", "identity"), key("file", "scope")),
    STANDARD: (key("file", "service"), key("file", "standard")),
}
"""The sections that the two forms hold; all others stand under the terms."""
ROLES: Final = key("file", "roles")
_NAME: Final = key("role", "name")
_TITLE: Final = (key("file", "identity"), key("identity", "title"))
_IN_INDONESIAN: Final = key("text", "id")
_FORM_WIDTHS: Final = (34, 90, 60)


def book_of(tree: dict[str, Plain], *, version: str | None = None) -> Book:
    """Write a file as a workbook.

    Args:
        tree: The file's values.
        version: The hash of the version, to be shown.
    """
    return _Exporter(deepcopy(tree), version).book()


class _Exporter:
    def __init__(self, tree: dict[str, Plain], version: str | None) -> None:
        self._tree = tree
        self._version = version
        self._others: list[tuple[Path, Plain]] = []
        self._inside: dict[tuple[str, str], dict[str, Plain]] = {}
        """What is left of the named things, by the part they stand in and by their names."""
        self._title = _indonesian(at(tree, _TITLE)) or PART

    def book(self) -> Book:
        """Take the tree apart; what is left at the end stands under its path."""
        rows = flat_rows(self._tree.get(STEPS)) or []
        lanes = _lanes(self._tree.get(ROLES))
        procedure = procedure_sheet(self._title, rows, lanes)
        self._inside |= {(STEPS, row.id): row.rest for row in rows if row.id}
        lists = [*self._lists()]
        forms = [*self._forms()]
        self._keep_rest(rows)
        sheets = (*forms[:2], procedure, *lists, *forms[2:], *self._others_sheet())
        return Book(self._title, sheets)

    def _lists(self) -> Iterator[Sheet]:
        """Give the sheets that hold something, and those that an author looks for."""
        for listing in listings():
            records: list[Record] = []
            if listing.owner is None:
                records += self._records(listing, self._tree, "")
            for (owner, code), table in [*self._inside.items()]:
                if owner == listing.owner:
                    records += self._records(listing, table, code)
            if records or listing.is_looked_for:
                yield records_sheet(listing, records)

    def _records(self, listing: Listing, table: dict[str, Plain], owner: str) -> Iterator[Record]:
        """Write a list or named things; what does not fit is kept under its path."""
        collection = listing.collection
        found = at(table, collection.path)
        if not isinstance(found, dict if collection.is_named else list) or not found:
            return
        take(table, collection.path)
        for name, value in found.items() if isinstance(found, dict) else enumerate(found):
            path = (*listing.at(owner), name)
            own = as_table(value, collection.section)
            if own is None or (isinstance(name, str) and not is_cell_text(name)):
                self._others += leaves(value, path)
                continue
            code = name if isinstance(name, str) else ""
            yield Record(owner, code, record_of(own, listing.columns))
            if code and len(listing.path) == 1:
                self._inside[listing.path[0], code] = own
            else:
                self._others += leaves(own, path) if own else ()

    def _forms(self) -> Iterator[Sheet]:
        """Write the sections that stand once."""
        named = {word for words in FORMS.values() for word in words}
        others = tuple(word for word in form_words() if word not in named)
        for name, words in {**FORMS, TERMS: others}.items():
            columns = [c for word in words for c in form_columns(word)]
            yield self._form(name, columns)

    def _form(self, name: str, columns: Sequence[Column]) -> Sheet:
        rows = [(Cell(PART, Ink.HEADING), Cell(VALUE, Ink.HEADING))]
        if name == STANDARD:
            rows += [
                (Cell(c, Ink.SHOWN), Cell(SEE.format(sheet=s), Ink.SHOWN)) for c, s in COMPONENTS
            ]
        first = len(rows) + 1
        cells = record_of(self._tree, columns)
        rows += [
            (Cell(column.heading, Ink.HEADING, column.says), Cell(text))
            for column, text in zip(columns, cells, strict=True)
        ]
        if name == IDENTITY and self._version:
            rows.append((Cell(HASH, Ink.SHOWN), Cell(self._version, Ink.SHOWN)))
        offered = tuple(
            Choices(2, row, column.offers, row)
            for row, column in enumerate(columns, start=first)
            if column.offers
        )
        return Sheet(name, tuple(rows), _FORM_WIDTHS[:2], choices=offered, heading_columns=1)

    def _keep_rest(self, rows: Sequence[FlatRow]) -> None:
        if flat_rows(self._tree.get(STEPS)) is not None:
            self._tree.pop(STEPS)
        self._others += [leaf for row in rows if row.rest for leaf in leaves(row.rest, row.path)]
        for (word, code), table in self._inside.items():
            if word != STEPS and table:
                self._others += leaves(table, (word, code))
        self._others += leaves(self._tree) if self._tree else ()

    def _others_sheet(self) -> Iterator[Sheet]:
        rows = [(Cell(PART, Ink.HEADING), Cell(VALUE, Ink.HEADING))]
        rows += [(Cell(spell(path)), Cell(literal(value))) for path, value in self._others]
        yield Sheet(OTHERS, tuple(rows), _FORM_WIDTHS[1:][::-1], heading_columns=1)


def form_words() -> tuple[str, ...]:
    """Name the parts of the file that stand once and so on a form."""
    return tuple(w for w, s in roots() if s.reads == "table" or s.section is None)


def form_columns(word: str) -> tuple[Column, ...]:
    """Give what a form asks of one part of the file."""
    shape = dict(roots())[word]
    if shape.section is None:
        return tuple(c for c in plan_of("file").columns if c.path == (word,))
    return plan_of(shape.section, (word,)).columns


def _lanes(roles: Plain | None) -> list[Lane]:
    """Name the performers' columns; two of one name are told apart by their codes."""
    if not isinstance(roles, dict):
        return []
    names = {role: _indonesian(_name_of(value)) or role for role, value in roles.items()}
    return [Lane(role, name) for role, name in told_apart(names).items()]


def _name_of(role: Plain) -> Plain | None:
    return role if isinstance(role, str) else at(role, (_NAME,))


def _indonesian(words: Plain | None) -> str:
    found = at(words, (_IN_INDONESIAN,)) if isinstance(words, dict) else words
    return found if isinstance(found, str) and is_cell_text(found) else ""
