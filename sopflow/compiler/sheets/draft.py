"""A file of plain values as the text of an SOP file, with a remark beside each guess."""

from collections.abc import Iterator
from typing import Final

from sopflow.compiler.layout.tree import Entry, Group, Layout, Leaf
from sopflow.compiler.layout.write import write
from sopflow.compiler.sheets.plain import Plain
from sopflow.compiler.sheets.spots import Said
from sopflow.compiler.vocabulary import key

GUESS: Final = "# tebakan: "
_SECTIONS_DEEP: Final = 1
_ACTIVITY: Final = key("step", "activity")
_APART: Final = key("file", "steps")
_FLAT_DEPTH: Final = 2
_FLAT_KEYS: Final = 4


def text_of(tree: dict[str, Plain], *, head: str) -> str:
    """Write a file; `head` is the comment on top."""
    root = _group(tree, 0)
    root.is_apart = True
    for entry in root.entries:
        steps = entry.value
        if entry.key is not None and entry.key.value == _APART and isinstance(steps, Group):
            steps.is_apart = True
    root.entries[0].head[:0] = [f"# {line}" for line in head.split("\n")]
    return write(Layout("", root, [], []), [])


def _group(value: dict[str, Plain] | list[Plain], depth: int) -> Group:
    group = Group([], isinstance(value, dict), depth > _SECTIONS_DEEP and _is_flat(value), 0)
    group.entries.extend(_entries(value, depth))
    return group


def _entries(value: dict[str, Plain] | list[Plain], depth: int) -> Iterator[Entry]:
    pairs = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for name, inner in pairs:
        key_leaf = None if name is None else Leaf(name, None, name, 0)
        leaf = inner if isinstance(inner, str) else None
        written = _leaf(leaf) if leaf is not None else _group_of(inner, depth + 1)
        entry = Entry(0, 0, key_leaf, written, None, is_in_flow=False)
        if isinstance(leaf, Said) and leaf.guess:
            entry.notes.append(f"{GUESS}{' '.join(leaf.guess.split())}")
        yield entry


def _group_of(value: Plain, depth: int) -> Group:
    assert not isinstance(value, str)
    return _group(value, depth)


def _leaf(text: str) -> Leaf:
    """Quote what another reader of YAML would not take for a text."""
    is_number = text.replace(".", "").replace("_", "").isdigit() and len(text) > 1
    is_odd = any(letter in text for letter in "\r\t")
    style = '"' if is_odd or (is_number and text.startswith("0")) else None
    return Leaf(str(text), style, "", 0)


def _is_flat(value: Plain) -> bool:
    """Say whether a table or list is short enough in kind to stand in brackets."""
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    is_short = isinstance(value, dict) and _ACTIVITY not in value and len(value) <= _FLAT_KEYS
    return is_short and _depth(value) <= _FLAT_DEPTH


def _depth(value: Plain) -> int:
    if isinstance(value, str):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max((_depth(item) for item in inner), default=0)
