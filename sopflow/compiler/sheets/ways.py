"""The ways on from a row as words in a cell: `Lengkap → 4`, one way on a line."""

import re
from dataclasses import dataclass
from typing import Final

ARROW: Final = "→"
_ARROWS: Final = re.compile(r"\s*(?:→|⇒|➔|➜|=>|->)\s*")
_BETWEEN: Final = re.compile(r"\n|;")
_PERHAPS: Final = re.compile(r"(\s/\s|,)")
"""What stands between two ways, or inside of one."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where an answer leads; the way on that asks nothing has no label."""

    label: str
    target: str


def write_ways(ways: list[Way]) -> str:
    """Write ways for a cell."""
    return "\n".join(f"{way.label} {ARROW} {way.target}".strip() for way in ways)


def read_ways(text: str) -> list[Way]:
    """Read ways that are written with an arrow; parts without one are none."""
    found = []
    for line in _BETWEEN.split(text):
        for part in _parts(line):
            if _ARROWS.search(part):
                label, target = _ARROWS.split(part.strip(), maxsplit=1)
                found.append(Way(label.strip(), target.strip()))
    return found


def _parts(line: str) -> list[str]:
    """Split a line between ways; a comma before the first arrow belongs to the label."""
    found = [""]
    for piece in _PERHAPS.split(line):
        if _PERHAPS.fullmatch(piece) and _ARROWS.search(found[-1]):
            found.append("")
        else:
            found[-1] += piece
    return found
