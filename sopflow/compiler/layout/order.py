"""The keys of every section in the order of the official form."""

from sopflow.compiler.layout.tree import Entry, Group, Leaf
from sopflow.compiler.schema.generate import ROOT, SECTIONS
from sopflow.compiler.schema.shapes import Shape
from sopflow.compiler.vocabulary import key

_APART = key(ROOT, "steps")


def put_in_order(root: Group) -> None:
    """Sort the keys of a file; named things and lists stay as their author ordered them."""
    root.is_apart = True
    top, root.entries[0].head = root.entries[0].head, []
    _sort(root, ROOT)
    root.entries[0].head[:0] = top
    for entry in root.entries:
        if isinstance(entry.value, Group) and _word(entry) == _APART:
            entry.value.is_apart = True


def _sort(group: Group, section: str) -> None:
    shapes = {key(section, name): entry.shape for name, entry in SECTIONS[section].keys.items()}
    rank = {word: number for number, word in enumerate(shapes)}
    group.entries.sort(key=lambda entry: rank[_word(entry)])
    for entry in group.entries:
        _go_in(entry.value, shapes[_word(entry)])


def _go_in(value: Leaf | Group, shape: Shape) -> None:
    if shape.section is None or isinstance(value, Leaf):
        return
    inside = [e.value for e in value.entries] if shape.reads in ("tables", "entries") else [value]
    for group in inside:
        if isinstance(group, Group) and group.is_mapping:
            section = shape.inside({_word(entry) for entry in group.entries})
            assert section is not None, shape
            _sort(group, section)


def _word(entry: Entry) -> str:
    assert entry.key is not None
    return entry.key.value.strip()
