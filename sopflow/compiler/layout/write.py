"""Writing a layout out again: two spaces a level, brackets only where they fit on the line."""

from typing import Final

from sopflow.compiler.layout.texts import in_line, in_lines
from sopflow.compiler.layout.tree import Entry, Group, Layout, Leaf

WIDTH_MAX: Final = 140
"""What stands in brackets and would end beyond this column is written below each other."""
STEP: Final = "  "


def write(layout: Layout, end: list[str]) -> str:
    """Write a whole file, with the comments that stand at its end."""
    _settle(layout.root, "")
    lines = [layout.prefix] if layout.prefix else []
    lines += _group(layout.root, "")
    tail = _tidy(end, is_first=True)
    return "\n".join([*lines, *([""] if tail else []), *tail]).rstrip("\n") + "\n"


def _settle(group: Group, indent: str) -> None:
    """Open the brackets that do not fit or hold comments; lift comments above their dash."""
    group.is_flow = False
    for entry in group.entries:
        value = entry.value
        if not isinstance(value, Group) or _fits(entry, value, indent):
            continue
        _settle(value, indent + STEP)
        if entry.key is None:
            first = value.entries[0]
            entry.head += [*entry.notes, *first.head]
            entry.notes, first.head = [], []


def _fits(entry: Entry, group: Group, indent: str) -> bool:
    if not group.entries:
        return True
    if not group.is_flow or _has_comments(group):
        return False
    return len(indent + _name(entry) + _in_brackets(group)) <= WIDTH_MAX


def _has_comments(group: Group) -> bool:
    return any(
        any(entry.head)
        or entry.notes
        or entry.foot
        or (isinstance(entry.value, Group) and _has_comments(entry.value))
        for entry in group.entries
    )


def _group(group: Group, indent: str) -> list[str]:
    lines: list[str] = []
    for number, entry in enumerate(group.entries):
        head = _tidy(entry.head, is_first=number == 0 or group.is_apart)
        if number and group.is_apart:
            head = ["", *head]
        foot = _tidy(entry.foot, is_first=False)
        lines += [*_indented(head, indent), *_entry(entry, indent), *_indented(foot, indent)]
    return lines


def _entry(entry: Entry, indent: str) -> list[str]:
    name, value = _name(entry), entry.value
    note = "".join(f"  {note}" for note in entry.notes)
    if isinstance(value, Leaf):
        first, *rest = in_lines(value, indent + STEP, note)
        return [f"{indent}{name}{first}".rstrip(), *rest]
    if value.is_flow or not value.entries:
        return [f"{indent}{name}{_in_brackets(value)}{note}"]
    below = _group(value, indent + STEP)
    if entry.key is None:
        return [indent + name + below[0].removeprefix(indent + STEP), *below[1:]]
    return [f"{indent}{name.rstrip()}{note}", *below]


def _name(entry: Entry) -> str:
    return "- " if entry.key is None else f"{in_line(entry.key, in_brackets=False)}: "


def _in_brackets(value: Leaf | Group) -> str:
    if isinstance(value, Leaf):
        return in_line(value, in_brackets=True)
    parts = [
        ("" if e.key is None else f"{in_line(e.key, in_brackets=True)}: ") + _in_brackets(e.value)
        for e in value.entries
    ]
    inside = ", ".join(parts)
    if not value.is_mapping:
        return f"[{inside}]"
    return f"{{ {inside} }}" if inside else "{}"


def _tidy(lines: list[str], *, is_first: bool) -> list[str]:
    """Keep at most one blank line between others, and none at the very first."""
    found: list[str] = []
    for line in lines:
        if line or (found and found[-1]) or (not found and not is_first):
            found.append(line)
    return found


def _indented(lines: list[str], indent: str) -> list[str]:
    return [f"{indent}{line}" if line else "" for line in lines]
