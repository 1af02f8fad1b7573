"""A file as plain values: texts, lists, and texts by their keys; and its parts by their paths."""

from collections.abc import Iterator

from sopflow.compiler.yamltree import Node, Scalar, Sequence

Plain = str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]
"""The way to a part: keys, and places in lists that count from zero."""


def plain_of(node: Node) -> Plain:
    """Give what a node says, without places."""
    match node:
        case Scalar(value):
            return value
        case Sequence(items):
            return [plain_of(item) for item in items]
        case _:
            return {name: plain_of(value) for name, (_, value) in node.pairs.items()}


def at(tree: Plain, path: Path) -> Plain | None:
    """Find a part; None where there is none."""
    part: Plain | None = tree
    for name in path:
        match part:
            case dict():
                part = part.get(str(name))
            case list() if isinstance(name, int) and name < len(part):
                part = part[name]
            case _:
                return None
    return part


def put(tree: dict[str, Plain], path: Path, value: Plain) -> None:
    """Put a text, a list or a table at a path of keys; what stands in the way gives way."""
    inner = tree
    for name in path[:-1]:
        found = inner.get(str(name))
        if not isinstance(found, dict):
            found = {}
            inner[str(name)] = found
        inner = found
    inner[str(path[-1])] = value


def take(tree: dict[str, Plain], path: Path) -> None:
    """Take a part out, and the tables that are empty without it."""
    inner = tree.get(str(path[0]))
    if len(path) > 1 and isinstance(inner, dict):
        take(inner, path[1:])
        if inner:
            return
    tree.pop(str(path[0]), None)


def leaves(tree: Plain, path: Path = ()) -> Iterator[tuple[Path, Plain]]:
    """Give every text, and every empty list or table, with its path."""
    match tree:
        case dict() if tree:
            for name, value in tree.items():
                yield from leaves(value, (*path, name))
        case list() if tree:
            for number, value in enumerate(tree):
                yield from leaves(value, (*path, number))
        case _:
            yield path, tree
