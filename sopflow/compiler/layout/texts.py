"""One text of an SOP file as it is written: plain where it can be, else in double quotes."""

import json
import re
from typing import Final

from sopflow.compiler.layout.tree import Leaf

_STARTS: Final = re.compile(r"[-?:](\s|$)|[,\[\]{}#&*!|>'\"%@`]")
_INSIDE: Final = re.compile(r":(\s|$)|\s#|\n")
_BRACKETS: Final = re.compile(r"[,\[\]{}]")
_HEADER: Final = re.compile(r"([|>])[+-]?[ \t]*(#.*)?")


def in_line(leaf: Leaf, *, in_brackets: bool) -> str:
    """Write a text on one line."""
    value = leaf.value
    if leaf.style is not None:
        return _quoted(value)
    if not value:
        return '""' if in_brackets else ""
    is_plain = not (_STARTS.match(value) or _INSIDE.search(value))
    if is_plain and not (in_brackets and _BRACKETS.search(value)):
        return value
    return _quoted(value)


def in_lines(leaf: Leaf, indent: str, note: str) -> list[str]:
    """Write a text that may keep its author's lines; the first goes beside its key.

    Args:
        leaf: The text.
        indent: What the lines after the first begin with.
        note: The comment that goes with it.
    """
    if "\n" in leaf.source and leaf.style is None:
        first, *rest = (line.strip() for line in leaf.source.split("\n"))
        return [first, *_indented(rest[:-1], indent), f"{indent}{rest[-1]}{note}"]
    if leaf.style in ("|", ">") and (block := _block(leaf, indent, note)) is not None:
        return block
    return [in_line(leaf, in_brackets=False) + note]


def _block(leaf: Leaf, indent: str, note: str) -> list[str] | None:
    """Write a text below its key; None when its spaces would not survive."""
    header, *lines = leaf.source.rstrip().split("\n")
    form = _HEADER.fullmatch(header.rstrip())
    first = next((line for line in lines if line.strip()), "")
    margin = len(first) - len(first.lstrip(" "))
    is_even = all(not line[:margin].strip() for line in lines)
    if form is None or not first or not is_even or "\t" in leaf.source:
        return None
    comment = f"  {form[2]}" if form[2] else ""
    body = [line[margin:].rstrip() for line in lines]
    return [f"{form[1]}{comment}{note}", *_indented(body, indent)]


def _indented(lines: list[str], indent: str) -> list[str]:
    return [f"{indent}{line}" if line else "" for line in lines]


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
