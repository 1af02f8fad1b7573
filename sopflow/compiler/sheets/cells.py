"""One value in one cell, and back: what would not come back the same is not put there."""

import json
import re
from typing import Final

from sopflow.compiler.sheets.columns import Holds
from sopflow.compiler.sheets.plain import Path, Plain

LENGTH_MAX: Final = 32_000
_STRANGE: Final = re.compile(r"\r|_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Letters that a spreadsheet's file changes, or in which it writes such letters."""
_ID, _EN = "id", "en"
_LITERAL: Final = ("{}", "[]")


def is_cell_text(text: str) -> bool:
    """Say whether a text can stand in a cell as it is."""
    is_whole = 0 < len(text) <= LENGTH_MAX and text == text.strip()
    return is_whole and _STRANGE.search(text) is None


def to_cell(value: Plain, holds: Holds) -> str | None:
    """Write a value for a cell; None when it does not fit there."""
    text = _written(value, holds)
    if text is None or not is_cell_text(text):
        return None
    return text if _same(from_cell(text, holds), _part(value, holds)) else None


def from_cell(text: str, holds: Holds) -> Plain:
    """Read a cell that is not empty."""
    match holds:
        case Holds.LINES:
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            return lines[0] if len(lines) == 1 else [*lines]
        case Holds.REASONS:
            pairs = (line.partition(":") for line in text.split("\n") if line.strip())
            return {name.strip(): reason.strip() for name, _, reason in pairs}
        case _:
            return text


def words(local: str, english: str) -> Plain:
    """Join the two languages of a text."""
    if not english:
        return local
    return {_ID: local, _EN: english} if local else {_EN: english}


def is_words(value: Plain) -> bool:
    """Say whether a value is words for people that two cells can hold."""
    if isinstance(value, str):
        return True
    return isinstance(value, dict) and set(value) == {_ID, _EN}


def literal(value: Plain) -> str:
    """Write any text, or an empty list or table, so that a cell gives it back exactly."""
    if not isinstance(value, str):
        return "[]" if isinstance(value, list) else "{}"
    if is_cell_text(value) and value not in _LITERAL and not value.startswith('"'):
        return value
    return json.dumps(value).replace("_", "\\u005f")


def from_literal(text: str) -> Plain:
    """Read what `literal` wrote; what only looks like it is the text that it is."""
    if text == "{}":
        return {}
    if text == "[]":
        return []
    if text.startswith('"'):
        try:
            found = json.loads(text)
        except ValueError:
            return text
        return found if isinstance(found, str) else text
    return text


def spell(path: Path) -> str:
    """Write a path for a cell; places in lists count from one there."""
    return "/".join(f"#{name + 1}" if isinstance(name, int) else _escaped(name) for name in path)


def unspell(text: str) -> Path:
    """Read a path out of a cell."""
    return tuple(_name(part) for part in text.split("/"))


def _name(part: str) -> str | int:
    if re.fullmatch(r"#[1-9]\d{0,5}", part):
        return int(part[1:]) - 1
    return part.replace("~2", "#").replace("~1", "/").replace("~0", "~")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1").replace("#", "~2")


def _written(value: Plain, holds: Holds) -> str | None:
    part = _part(value, holds)
    match part:
        case str():
            return part
        case list() if holds is Holds.LINES and all(isinstance(item, str) for item in part):
            return "\n".join(str(item) for item in part)
        case dict() if holds is Holds.REASONS:
            return "\n".join(f"{name}: {reason}" for name, reason in part.items())
        case _:
            return None


def _part(value: Plain, holds: Holds) -> Plain | None:
    if holds in (Holds.LOCAL, Holds.ENGLISH) and isinstance(value, dict):
        return value.get(_ID if holds is Holds.LOCAL else _EN)
    return None if holds is Holds.ENGLISH else value


def _same(found: Plain, wanted: Plain | None) -> bool:
    """A list of one text is the text."""
    return found == wanted or (isinstance(wanted, list) and [found] == wanted)
