"""Parts of scenarios that are told once and gone through by name, such as a letter's way."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from sopflow.compiler.diagnostics import Place
from sopflow.compiler.reading import Table, near
from sopflow.compiler.scenario_names import Cast
from sopflow.compiler.scenario_then import Instant, checks
from sopflow.compiler.scenario_words import KEYS
from sopflow.compiler.yamltree import Mapping
from sopflow.domain.rehearsal import Deed

DEEDS_MAX = 1000
"""Parts may hold earlier parts, so a short file could tell an endless scenario."""
TIMES_MAX = 9


def section_of(row: Mapping) -> str:
    """Say whether a row of a scenario is an act or goes through a part."""
    return "replay" if KEYS["replay"]["part"] in row.pairs else "deed"


def bounded(table: Table, place: Place, deeds: Iterator[Deed]) -> tuple[Deed, ...]:
    """Take the acts of a scenario or of a part; none at all where they are too many."""
    found = tuple(islice(deeds, DEEDS_MAX + 1))
    if len(found) <= DEEDS_MAX:
        return found
    table.report("SCN112", place, bound=DEEDS_MAX)
    return ()


class Parts:
    """The parts of one file; each can go through those above it."""

    def __init__(self, cast: Cast, instant: Instant) -> None:
        self._cast = cast
        self._instant = instant
        self._known: dict[str, tuple[Deed, ...]] = {}

    def add(self, name: str, deeds: tuple[Deed, ...]) -> None:
        """Keep a part that was read."""
        self._known[name] = deeds

    def deeds(self, row: Table) -> Iterable[Deed]:
        """Give the acts of the part that a row names; what must follow, follows the last one."""
        name = row.text("part")
        times = row.number("times", 1, TIMES_MAX) or 1
        then = checks(row, "then", self._cast, self._instant)
        if name is None:
            return ()
        if name not in self._known:
            details = {"part": name, "known": ", ".join(self._known) or "-"}
            row.report("SCN111", row.at("part"), **details, **near(name, self._known))
            return ()
        deeds = self._known[name] * times
        return (*deeds[:-1], *(replace(d, checks=d.checks + then) for d in deeds[-1:]))
