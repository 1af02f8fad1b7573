"""Reading one section of the file: typed values out of nodes, every fault reported at its place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from sopflow.compiler import yamltree
from sopflow.compiler.diagnostics import Place, Reporter
from sopflow.compiler.vocabulary import (
    KEYS,
    RESERVED_ANSWERS,
    RESERVED_STEPS,
    YES_NO,
    nearest,
)
from sopflow.compiler.yamltree import Node, Scalar, Sequence, shape
from sopflow.domain.words import Text

V = TypeVar("V")
TEXT: Final = Text("teks", "a text")
LIST: Final = Text("daftar", "a list")
TABLE: Final = Text("pasangan kunci dan isi", "keys with values")
ID_FORM: Final = "[a-z][a-z0-9_]{0,39}"
_ID = re.compile(ID_FORM)
_FLOW = frozenset(
    {
        "file",
        "role",
        "step",
        "block",
        "branch",
        "decision",
        "answer",
        "overdue",
        "rule",
        "end",
        "withdrawal",
        "cancellation",
        "silence",
        "separation",
        "substitute",
    }
)


@dataclass(slots=True)
class Source:
    """What every part of the parser shares: the findings, and where each thing stands."""

    reporter: Reporter
    keys: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: KEYS)
    """The author's words for the keys of each section of this kind of file."""
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)
    names: dict[str, Place] = field(default_factory=dict)

    def mark(self, place: Place, *path: str) -> None:
        """Remember where something stands."""
        self.places[path] = place

    def place(self, *path: str) -> Place:
        """Find where something stands, or where its nearest container does."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[:-1]
        return Place(1, 1)

    def claim(self, name: str, place: Place) -> bool:
        """Take a name for one thing of the file; names are shared by all kinds of things."""
        if not is_id(name) or name in RESERVED_STEPS:
            self.reporter.report("SOP008", place, id=name)
            return False
        if name in self.names:
            self.reporter.report("SOP010", place, id=name, line=self.names[name].line)
            return False
        self.names[name] = place
        return True


def is_id(name: str) -> bool:
    """Say whether a text may serve as an id."""
    return _ID.fullmatch(name) is not None


def is_answer_id(name: str) -> bool:
    """Say whether a text may name an answer."""
    return is_id(name) and name not in RESERVED_ANSWERS


def near(word: str, words: Any) -> dict[str, str]:
    """Give the details `near` and `near_en` for a misspelt word."""
    found = nearest(word, words)
    return {
        "near": f"Maksud Anda `{found}`? " if found else "",
        "near_en": f"Did you mean `{found}`? " if found else "",
    }


class Table:
    """One mapping of the file, read by the English names of its keys."""

    def __init__(self, node: yamltree.Mapping, section: str, source: Source) -> None:
        self._pairs = node.pairs
        self.section = section
        self.source = source
        self.place = node.place
        self._refuse_unknown_keys()

    def report(self, code: str, place: Place, **details: Any) -> None:
        """Report a finding about this section."""
        self.source.reporter.report(code, place, self.section in _FLOW, **details)

    def word(self, name: str) -> str:
        """Give the author's word for a key of this section."""
        return self.source.keys[self.section][name]

    def has(self, name: str) -> bool:
        """Say whether the author wrote this key."""
        return self.word(name) in self._pairs

    def node(self, name: str) -> Node | None:
        """Find the value of a key."""
        pair = self._pairs.get(self.word(name))
        return pair[1] if pair else None

    def at(self, name: str) -> Place:
        """Find where a value stands, or where this section begins."""
        node = self.node(name)
        return node.place if node is not None else self.place

    def key_at(self, name: str) -> Place:
        """Find where a key stands, or where this section begins."""
        pair = self._pairs.get(self.word(name))
        return pair[0].place if pair else self.place

    def text(self, name: str, *, missing: str | None = "SOP006") -> str | None:
        """Read a text; `missing` is the code for none, or None where it may be left out."""
        node = self.node(name)
        if node is None or (isinstance(node, Scalar) and node.value == ""):
            self._missing(name, missing)
            return None
        if not isinstance(node, Scalar):
            self._misshapen(name, TEXT, node)
            return None
        return node.value

    def words(self, name: str, *, missing: str | None = "SOP006") -> Text | None:
        """Read words for people: one text, or one in each language."""
        node = self.node(name)
        if isinstance(node, yamltree.Mapping):
            table = Table(node, "text", self.source)
            local = table.text("id", missing=missing)
            english = table.text("en", missing=missing)
            return Text(local, english) if local and english else None
        plain = self.text(name, missing=missing)
        return Text(plain, plain) if plain else None

    def lines(self, name: str, *, missing: str | None = None) -> tuple[str, ...]:
        """Read a list of texts; a single text is a list of one."""
        return tuple(scalar.value for scalar in self.scalars(name, missing=missing))

    def scalars(self, name: str, *, missing: str | None = None) -> tuple[Scalar, ...]:
        """Read a list of texts with their places."""
        node = self.node(name)
        if isinstance(node, Scalar) and node.value:
            return (node,)
        if not isinstance(node, Sequence):
            if node is None or isinstance(node, Scalar):
                self._missing(name, missing)
            else:
                self._misshapen(name, LIST, node)
            return ()
        found = []
        for item in node.items:
            if isinstance(item, Scalar) and item.value:
                found.append(item)
            else:
                self.report("SOP004", item.place, key=self.word(name), **shape(TEXT, item))
        if not node.items:
            self._missing(name, missing)
        return tuple(found)

    def cells(self, name: str) -> tuple[tuple[Scalar, ...], ...]:
        """Read a list whose items are texts or lists of texts; a single text is a list of one."""
        node = self.node(name)
        if node is None:
            self._missing(name, "SOP006")
            return ()
        found = []
        for item in node.items if isinstance(node, Sequence) else [node]:
            parts = item.items if isinstance(item, Sequence) else [item]
            texts = tuple(part for part in parts if isinstance(part, Scalar) and part.value)
            if len(texts) < len(parts) or not texts:
                self._misshapen(name, TEXT, item)
                return ()
            found.append(texts)
        return tuple(found)

    def choice(self, name: str, words: Mapping[str, V], *, missing: str | None = None) -> V | None:
        """Read one of a closed set of words."""
        value = self.text(name, missing=missing)
        if value is None:
            return None
        if value.lower() not in words:
            self.report(
                "SOP007",
                self.at(name),
                value=value,
                key=self.word(name),
                known=", ".join(words),
                **near(value, words),
            )
            return None
        return words[value.lower()]

    def flag(self, name: str, *, default: bool) -> bool:
        """Read yes or no."""
        found = self.choice(name, YES_NO)
        return default if found is None else found

    def number(self, name: str, low: int, high: int) -> int | None:
        """Read a whole number within bounds."""
        value = self.text(name, missing=None)
        if value is None:
            return None
        if not re.fullmatch(r"\d{1,9}", value) or not low <= int(value) <= high:
            details = {"value": value, "key": self.word(name), "low": low, "high": high}
            self.report("SOP013", self.at(name), **details)
            return None
        return int(value)

    def table(self, name: str, section: str, *, missing: str | None = "SOP006") -> "Table | None":
        """Read a section inside this one."""
        node = self.node(name)
        if isinstance(node, yamltree.Mapping):
            return Table(node, section, self.source)
        if node is None or (isinstance(node, Scalar) and node.value == ""):
            self._missing(name, missing)
        else:
            self._misshapen(name, TABLE, node)
        return None

    def tables(
        self,
        name: str,
        section: str | Callable[[yamltree.Mapping], str],
        *,
        missing: str | None = None,
    ) -> list["Table"]:
        """Read a list of sections, all of one kind or each as its keys tell."""
        node = self.node(name)
        if node is None or (isinstance(node, Scalar) and node.value == ""):
            self._missing(name, missing)
            return []
        return self.rows(node, section, about=self.word(name))

    def rows(
        self, node: Node, section: str | Callable[[yamltree.Mapping], str], *, about: str
    ) -> list["Table"]:
        """Read a list of sections that stands under the key `about`."""
        if not isinstance(node, Sequence):
            self.report("SOP004", node.place, key=about, **shape(LIST, node))
            return []
        found = []
        for item in node.items:
            if isinstance(item, yamltree.Mapping):
                kind = section if isinstance(section, str) else section(item)
                found.append(Table(item, kind, self.source))
            else:
                self.report("SOP004", item.place, key=about, **shape(TABLE, item))
        return found

    def entries(self, name: str, *, missing: str | None = None) -> Iterator[tuple[Scalar, Node]]:
        """Go through named things: their ids and what stands under each."""
        node = self.node(name)
        if isinstance(node, yamltree.Mapping):
            yield from node.pairs.values()
        elif node is None or (isinstance(node, Scalar) and node.value == ""):
            self._missing(name, missing)
        else:
            self._misshapen(name, TABLE, node)

    def entry(self, node: Node, section: str, *, about: str, short: str | None) -> "Table | None":
        """Read what stands under an id; a bare text is short for its key `short`."""
        if isinstance(node, yamltree.Mapping):
            return Table(node, section, self.source)
        if isinstance(node, Scalar) and node.value and short is not None:
            word = self.source.keys[section][short]
            pairs: dict[str, tuple[Scalar, Node]] = {word: (node, node)}
            return Table(yamltree.Mapping(pairs, node.place), section, self.source)
        self.report("SOP004", node.place, key=about, **shape(TABLE, node))
        return None

    def _missing(self, name: str, code: str | None) -> None:
        if code is not None:
            self.report(code, self.key_at(name), key=self.word(name))

    def _misshapen(self, name: str, wanted: Text, node: Node) -> None:
        self.report("SOP004", node.place, key=self.word(name), **shape(wanted, node))

    def _refuse_unknown_keys(self) -> None:
        known = self.source.keys[self.section].values()
        for name, (scalar, _) in self._pairs.items():
            if name not in known:
                self.report(
                    "SOP003", scalar.place, key=name, known=", ".join(known), **near(name, known)
                )
