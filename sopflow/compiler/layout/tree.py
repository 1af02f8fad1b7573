"""A file as its author laid it out: entries with their places, to be given their comments."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)


@dataclass(slots=True)
class Leaf:
    """A text, its style in YAML (None for a plain one) and how it stands in the file."""

    value: str
    style: str | None
    source: str
    end: int


@dataclass(slots=True)
class Group:
    """A mapping or a list; `end` is where the bracket of a flow one closes.

    `is_apart` when a blank line stands between its entries.
    """

    entries: list["Entry"]
    is_mapping: bool
    is_flow: bool
    end: int
    is_apart: bool = False


@dataclass(slots=True, eq=False)
class Entry:
    """A key with its value, or an item of a list, and the comments that go with it.

    `head` and `foot` are lines of their own, blank ones included; `notes` end its line.
    """

    start: int
    column: int
    key: Leaf | None
    value: Leaf | Group
    owner: "Entry | None"
    is_in_flow: bool
    head: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)

    def owners(self) -> Iterator["Entry"]:
        """Go from this entry outwards."""
        entry: Entry | None = self
        while entry is not None:
            yield entry
            entry = entry.owner


@dataclass(slots=True)
class Layout:
    """A whole file. `prefix` are YAML's own directives; `covered` are the spans of its texts."""

    prefix: str
    root: Group
    order: list[Entry]
    covered: list[tuple[int, int]]


def read_layout(text: str) -> Layout:
    """Read a text that the compiler could read as one mapping without anchors, aliases and tags."""
    return _Builder(text).build()


class _Builder:
    def __init__(self, text: str) -> None:
        self._text = text
        self._events: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))
        self._order: list[Entry] = []
        self._covered: list[tuple[int, int]] = []
        self._last = 0

    def build(self) -> Layout:
        prefix = ""
        event = next(self._events)
        while not isinstance(event, MappingStartEvent):
            if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
                self._last = event.end_mark.index
                prefix = self._text[: self._last]
                self._covered.append((0, self._last))
            event = next(self._events)
        root = self._group(event, None)
        return Layout(prefix, root, self._order, self._covered)

    def _value(self, event: Any, owner: Entry) -> Leaf | Group:
        if isinstance(event, ScalarEvent):
            return self._leaf(event)
        return self._group(event, owner)

    def _leaf(self, event: ScalarEvent) -> Leaf:
        start, self._last = event.start_mark.index, event.end_mark.index
        source = self._text[start : self._last].rstrip()  # blank lines below it are no part of it
        end = start + len(source)
        self._covered.append((start, end))
        return Leaf(str(event.value), event.style, source, end)

    def _group(self, event: Any, owner: Entry | None) -> Group:
        self._last = event.end_mark.index
        is_mapping = isinstance(event, MappingStartEvent)
        group = Group([], is_mapping, bool(event.flow_style), event.start_mark.index)
        read = self._pair if is_mapping else self._item
        column = event.start_mark.column
        while not isinstance(inner := next(self._events), (MappingEndEvent, SequenceEndEvent)):
            group.entries.append(read(inner, group, column, owner))
        group.end = inner.end_mark.index
        self._last = max(self._last, group.end if group.is_flow else 0)
        return group

    def _pair(self, event: Any, group: Group, _: int, owner: Entry | None) -> Entry:
        assert isinstance(event, ScalarEvent)
        key = self._leaf(event)
        mark = event.start_mark
        entry = Entry(mark.index, mark.column, key, key, owner, group.is_flow)
        return self._fill(entry, next(self._events))

    def _item(self, event: Any, group: Group, column: int, owner: Entry | None) -> Entry:
        start = event.start_mark.index
        if not group.is_flow:
            start = self._dash(start)
        nothing = Leaf("", None, "", start)
        entry = Entry(start, column, None, nothing, owner, group.is_flow)
        return self._fill(entry, event)

    def _fill(self, entry: Entry, event: Any) -> Entry:
        self._order.append(entry)
        entry.value = self._value(event, entry)
        return entry

    def _dash(self, before: int) -> int:
        """Find the dash that opens an item; a dash in a comment between is none."""
        at, found = self._last, before
        while at < before:
            if self._text[at] == "#":
                at = self._text.find("\n", at)
            elif self._text[at] == "-":
                found = at
                break
            at += 1
        return found
