"""YAML text to a tree of nodes with their places; every scalar stays the text it was written as.

Built from parser events, so that nothing is converted (`01` stays `01`), aliases cannot blow the
tree up, and size and depth have a bound. Two parsers read: libyaml, fifteen times as fast, where it
is known to give the same events at the same places, and ruamel's own, whose word is the rule,
everywhere else and for every fault (tests/compiler/test_two_parsers.py compares them).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sopflow.compiler.diagnostics import Place, Reporter
from sopflow.domain.words import Text

LENGTH_MAX: Final = 1_000_000
NODES_MAX: Final = 20_000
DEPTH_MAX: Final = 20
SCALAR_LENGTH_MAX: Final = 20_000
UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(slots=True)
class Scalar:
    """A text as written; `is_quoted` tells `"-"` from a bare `-`."""

    value: str
    place: Place
    is_quoted: bool = False


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list["Node"]
    place: Place


@dataclass(slots=True)
class Mapping:
    """Pairs in the order of the file; keys are texts and stand once."""

    pairs: dict[str, tuple[Scalar, "Node"]]
    place: Place


Node = Scalar | Sequence | Mapping


class _OutOfBounds(Exception):
    def __init__(self, place: Place, problem: Text) -> None:
        self.place = place
        self.problem = problem


def read(text: str, reporter: Reporter) -> Mapping | None:
    """Read the one mapping that a file holds; None when there is something else, reported."""
    try:
        _check_text(text)
        root = _Builder(reporter).build(_events(text))
    except _OutOfBounds as over:
        reporter.report("SOP002", over.place, problem=over.problem)
        return None
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        reporter.report("SOP001", place, **_hint(str(fault.problem or ""), text, place))
        return None
    except (YAMLError, ValueError, RecursionError, OverflowError) as fault:
        reporter.report("SOP001", Place(1, 1), **_hint(type(fault).__name__, text, Place(1, 1)))
        return None
    if not isinstance(root, Mapping):
        reporter.report("SOP012", Place(1, 1))
        return None
    return root


def _check_text(text: str) -> None:
    if len(text) > LENGTH_MAX:
        raise _OutOfBounds(
            Place(1, 1),
            Text(f"lebih dari {LENGTH_MAX} huruf", f"more than {LENGTH_MAX} characters"),
        )
    if bad := UNREADABLE.search(text):
        before = text[: bad.start()]
        place = Place(before.count("\n") + 1, bad.start() - before.rfind("\n"))
        raise _OutOfBounds(
            place, Text("huruf yang bukan teks UTF-8", "a character that is no UTF-8 text")
        )


_EVENTS_MAX: Final = 2 * NODES_MAX
_ONLY_BY_THE_RULE = re.compile("[\t\r\x85\u2028\u2029\ufeff]|^%", re.MULTILINE)
"""What the two parsers read differently: tabs, rare ends of lines, marks of order, directives."""


def _events(text: str) -> Iterator[Any]:
    fast = None if _ONLY_BY_THE_RULE.search(text) else _fast_events(text)
    return iter(fast) if fast is not None else YAML(typ="safe", pure=True).parse(text)


def _fast_events(text: str) -> list[Any] | None:
    """Give libyaml's events; None where they may differ, and where it finds a fault."""
    try:
        events = list(islice(YAML(typ="safe").parse(text), _EVENTS_MAX))
    except (YAMLError, ValueError):
        return None
    is_sure = len(events) < _EVENTS_MAX and not any(_may_differ(event) for event in events)
    return events if is_sure else None


def _may_differ(event: Any) -> bool:
    """An empty value is placed elsewhere, and a block of text may begin in other ways."""
    if not isinstance(event, ScalarEvent):
        return isinstance(event, NodeEvent) and event.anchor is not None
    return event.anchor is not None or event.style in ("|", ">") or not (event.style or event.value)


class _Builder:
    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._nodes = 0
        self._documents = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise _OutOfBounds(
                        _place(event), Text("lebih dari satu dokumen", "more than one document")
                    )
            elif isinstance(
                event, (ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent)
            ):
                root = self._node(event, events, 0)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self._nodes += 1
        place = _place(event)
        if self._nodes > NODES_MAX or depth > DEPTH_MAX:
            raise _OutOfBounds(place, Text("terlalu banyak isian", "too many nodes"))
        if isinstance(event, AliasEvent):
            self._reporter.report("SOP009", place)
            return Scalar("", place)
        if event.anchor is not None or _has_tag(event):
            self._reporter.report("SOP009", place)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(place, events, depth)
        return self._mapping(place, events, depth)

    def _scalar(self, event: Any, place: Place) -> Scalar:
        value = str(event.value)
        if len(value) > SCALAR_LENGTH_MAX:
            raise _OutOfBounds(place, Text("teks terlalu panjang", "a text is too long"))
        if UNREADABLE.search(value):
            raise _OutOfBounds(
                place, Text("huruf yang bukan teks UTF-8", "a character that is no UTF-8 text")
            )
        return Scalar(value.strip(), place, event.style not in (None, ""))

    def _sequence(self, place: Place, events: Iterator[Any], depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            items.append(self._node(event, events, depth + 1))
        return Sequence(items, place)

    def _mapping(self, place: Place, events: Iterator[Any], depth: int) -> Mapping:
        mapping = Mapping({}, place)
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._reporter.report(
                    "SOP004", key.place, key="?", **shape(Text("teks", "a text"), key)
                )
            elif key.value in mapping.pairs:
                first = mapping.pairs[key.value][0].place
                self._reporter.report("SOP005", key.place, key=key.value, line=first.line)
            else:
                mapping.pairs[key.value] = (key, value)
        return mapping


def shape(wanted: Text, found: Node) -> dict[str, Text]:
    """Give the details of SOP004: what was wanted, what stands there, what to do."""
    quote = Text(
        "Bila teks memuat tanda titik dua, beri tanda kutip.", "Quote a text that holds a colon."
    )
    match found:
        case Scalar(value=""):
            return {"wanted": wanted, "found": Text("kosong", "nothing"), "hint": _DASH}
        case Scalar():
            return {"wanted": wanted, "found": Text("teks", "a text"), "hint": _FILL}
        case Sequence():
            return {"wanted": wanted, "found": Text("daftar", "a list"), "hint": _FILL}
        case Mapping():
            found_words = Text("pasangan kunci dan isi", "keys with values")
            return {"wanted": wanted, "found": found_words, "hint": quote}


_DASH = Text('Isian kosong ditulis "-" dalam tanda kutip.', 'Write an empty value as "-".')
_FILL = Text("Perbaiki isinya seperti contoh pada `explain`.", "Mend it as `explain` shows.")


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _has_tag(event: Any) -> bool:
    return event.tag is not None and str(event.tag) != "!"


def _hint(problem: str, text: str, place: Place) -> dict[str, Any]:
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    rest = line[place.column - 1 :]
    if rest[:1] in ("@", "`", "%"):
        hint = Text(
            f"Teks yang diawali `{rest[0]}` diberi tanda kutip.",
            f"Quote a text beginning {rest[0]}",
        )
    elif "\t" in line:
        hint = Text("Ganti tab dengan spasi.", "Replace tabs by spaces.")
    elif "sequence entries" in problem:
        hint = _DASH
    elif "mapping values" in problem:
        hint = Text(
            "Teks yang memuat titik dua diberi tanda kutip.", "Quote a text that holds a colon."
        )
    else:
        hint = Text(
            "Periksa lekuk, tanda kutip dan kurung pada baris ini dan di atasnya.",
            "Check indentation, quotes and brackets on this line and above.",
        )
    known = {
        "sequence entries": "tanda hubung membuka daftar di tempat yang bukan daftar",
        "mapping values": "titik dua di dalam teks tanpa tanda kutip",
        "cannot start any token": "tanda ini tidak dapat mengawali teks",
        "block end": "lekuk baris ini tidak cocok dengan baris di atasnya",
        "unexpected end of stream": "tanda kutip atau kurung tidak ditutup",
    }
    local = next((words for part, words in known.items() if part in problem), problem)
    return {"problem": Text(local or "susunan tidak dikenal", problem or "unknown"), "hint": hint}
