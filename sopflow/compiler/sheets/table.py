"""The official table: one row for each activity, a column for each performer, the quality standard.

What the official form has no column for stands to the right of it and is not printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sopflow.compiler.sheets.cells import is_cell_text, to_cell
from sopflow.compiler.sheets.columns import Column, Holds, plan_of
from sopflow.compiler.sheets.pages import heading
from sopflow.compiler.sheets.plain import Plain, at, take
from sopflow.compiler.sheets.records import Record, offers, record_of, width_of
from sopflow.compiler.sheets.rows import ID, FlatRow
from sopflow.compiler.sheets.ways import Way, read_ways, write_ways
from sopflow.compiler.sheets.words import (
    ACTIVITY,
    BRANCH,
    CHOICE,
    CODE,
    DETAILS,
    DURATION,
    INPUTS,
    NUMBER,
    OUTPUT,
    PERFORMER,
    PROCEDURE,
    QUALITY,
    REMARK,
    RETURNED,
    START,
    WAYS,
    WORK,
)
from sopflow.compiler.vocabulary import key
from sopflow.domain.books import Cell, Ink, Sheet, Span

ROLE: Final = key("step", "role")
LEVELS: Final = key("step", "levels")
NEXT: Final = key("step", "next")
KIND: Final = key("step", "kind")
ANSWERS: Final = (key("step", "decision"), key("decision", "answers"))
TARGET: Final = key("answer", "target")
LABEL: Final = key("answer", "label")
RETURN: Final = (key("step", "on_return"), TARGET)
_RULES: Final = key("step", "rules")
_STANDARD: Final = key("step", "standard")
ACTIVITY_AT: Final = (key("step", "activity"),)
INPUTS_AT: Final = (_STANDARD, key("quality", "inputs"))
DURATION_AT: Final = (_STANDARD, key("quality", "duration"))
OUTPUT_AT: Final = (_STANDARD, key("quality", "output"))
REMARK_AT: Final = (key("step", "remark"),)
OFFICIAL: Final = (ACTIVITY_AT, INPUTS_AT, DURATION_AT, OUTPUT_AT, REMARK_AT)
"""What stands under the headings of the official form."""
_ELSEWHERE: Final = ((ID,), (ROLE,), (LEVELS,), (NEXT,), RETURN)
TOP: Final = 4
"""The last row of the headings."""
LANE_WIDTH: Final = 12
_WIDTHS = {INPUTS_AT: 30, DURATION_AT: 14, OUTPUT_AT: 28, REMARK_AT: 24}


@dataclass(frozen=True, slots=True)
class Lane:
    """A performer's column."""

    role: str
    name: str


def detail_columns() -> tuple[Column, ...]:
    """What of a row stands to the right of the official form."""
    columns = plan_of("step").columns
    official = {c for c in columns if c.path in OFFICIAL and c.holds is not Holds.ENGLISH}
    return tuple(c for c in columns if c not in official and c.path not in _ELSEWHERE)


def official_columns() -> dict[tuple[str, ...], Column]:
    """The columns under the headings of the official form, by their paths."""
    found = {c.path: c for c in plan_of("step").columns if c.holds is not Holds.ENGLISH}
    return {path: found[path] for path in OFFICIAL}


def procedure_sheet(title: str, rows: Sequence[FlatRow], lanes: Sequence[Lane]) -> Sheet:
    """Write the rows; what they hold is taken out of them but for the rest."""
    return _Writer(title, rows, lanes).sheet()


class _Writer:
    def __init__(self, title: str, rows: Sequence[FlatRow], lanes: Sequence[Lane]) -> None:
        self._title = title
        self._rows = rows
        self._lanes = lanes
        self._numbers = {row.id: str(n) for n, row in enumerate(rows, start=1) if row.id}
        self._official = official_columns()
        self._details = detail_columns()
        self._quality = 3 + len(lanes)
        self._beside = self._quality + 5

    def sheet(self) -> Sheet:
        """Lay out headings and rows."""
        records = [self._record(number, row) for number, row in enumerate(self._rows, start=1)]
        details = [Record("", "", r[self._beside + 1 :]) for r in records]
        columns = self._details
        marks = range(2, 2 + len(self._lanes))
        rows = [
            tuple(
                Cell(text, Ink.CENTRED if n in marks or n == 0 else Ink.TEXT)
                for n, text in enumerate(record)
            )
            for record in records
        ]
        widths = (
            5, 34, *[LANE_WIDTH] * len(self._lanes), *_WIDTHS.values(), 26, 18, 18,
            *(width_of(c, details, n) for n, c in enumerate(columns)),
        )  # fmt: skip
        return Sheet(
            name=PROCEDURE,
            rows=(*self._headings(), *rows),
            widths=widths,
            spans=tuple(self._spans()),
            choices=offers(columns, first=self._beside + 2, top=TOP + 1),
            heading_rows=TOP,
            heading_columns=2,
            printed_columns=self._beside - 1,
        )

    def _record(self, number: int, row: FlatRow) -> tuple[str, ...]:
        first = number == 1
        symbol = self._symbol(row.rest, is_first=first, is_last=number == len(self._rows))
        marks = self._marks(row.rest, symbol)
        ways = self._ways(row.rest)
        quality = [record_of(row.rest, [self._official[path]])[0] for path in OFFICIAL[1:]]
        columns = [self._official[ACTIVITY_AT], *self._details]
        activity, *details = record_of(row.rest, columns)
        if row.id:
            take(row.rest, (ID,))
        return (str(number), activity, *marks, *quality, ways, row.id, row.branch, *details)

    def _symbol(self, step: dict[str, Plain], *, is_first: bool, is_last: bool) -> str:
        if ANSWERS[0] in step or _RULES in step:
            return CHOICE
        return START if is_first or is_last else WORK

    def _marks(self, step: dict[str, Plain], symbol: str) -> list[str]:
        """Put the symbol into the performer's column; levels of initials are numbered."""
        ids = [lane.role for lane in self._lanes]
        role, levels = step.get(ROLE), step.get(LEVELS)
        if levels is not None and role is None:
            levels = [levels] if isinstance(levels, str) else levels
            assert isinstance(levels, list)
            if all(level in ids for level in levels) and len(set(map(str, levels))) == len(levels):
                take(step, (LEVELS,))
                return [f"{symbol} {levels.index(i) + 1}" if i in levels else "" for i in ids]
        elif isinstance(role, str) and role in ids:
            take(step, (ROLE,))
            return [symbol if i == role else "" for i in ids]
        return ["" for _ in ids]

    def _ways(self, step: dict[str, Plain]) -> str:
        """Put all ways on into one cell, where it gives them back."""
        answers = self._answers(step)
        ways = [way for way, _ in answers]
        for _, answer in answers:
            take(answer, (TARGET,))
        for label, path in [("", (NEXT,))] + ([] if answers else [(RETURNED, RETURN)]):
            if (way := self._way(label, at(step, path))) is not None:
                ways.append(way)
                take(step, path)
        return write_ways(ways)

    def _answers(self, step: dict[str, Plain]) -> list[tuple[Way, dict[str, Plain]]]:
        answers = at(step, ANSWERS)
        if not isinstance(answers, dict):
            return []
        labels = _labels(answers)
        found = []
        for name, answer in answers.items():
            way = self._way(labels[name], at(answer, (TARGET,)))
            if way is None or not isinstance(answer, dict) or not way.label:
                return []
            found.append((way, answer))
        return found

    def _way(self, label: str, target: Plain | None) -> Way | None:
        """Write one way on; None where its cell would not give it back."""
        if not isinstance(target, str) or not is_cell_text(target) or target.isdigit():
            return None
        way = Way(label, self._numbers.get(target, target))
        return way if read_ways(write_ways([way])) == [way] else None

    def _headings(self) -> Iterator[tuple[Cell, ...]]:
        lanes = [lane.name for lane in self._lanes]
        groups = {3: PERFORMER, self._quality: QUALITY, self._beside: DETAILS}
        tall = {1: NUMBER, 2: ACTIVITY, self._quality + 3: REMARK, self._quality + 4: WAYS}
        width = self._beside + 1 + len(self._details)
        upper = {**groups, **tall}
        details = [c.heading for c in self._details]
        lower = ["", "", *lanes, INPUTS, DURATION, OUTPUT, "", "", CODE, BRANCH, *details]
        notes = {self._beside + 2 + n: c.says for n, c in enumerate(self._details)}
        yield (Cell(self._title, Ink.TITLE),)
        yield ()
        yield tuple(Cell(upper.get(n, ""), Ink.HEADING) for n in range(1, width + 1))
        yield tuple(
            Cell(text, Ink.HEADING, notes.get(n, "")) for n, text in enumerate(lower, start=1)
        )

    def _spans(self) -> Iterator[Span]:
        upper = TOP - 1
        for column in (1, 2, self._quality + 3, self._quality + 4):
            yield Span(upper, column, TOP, column)
        if len(self._lanes) > 1:
            yield Span(upper, 3, upper, self._quality - 1)
        yield Span(upper, self._quality, upper, self._quality + 2)
        yield Span(upper, self._beside, upper, self._beside + 1 + len(self._details))


def _labels(answers: dict[str, Plain]) -> dict[str, str]:
    """Name each answer by its label where that tells it from the others, else by its id."""
    found = {}
    for name, answer in answers.items():
        label = at(answer, (LABEL,))
        text = to_cell(label, Holds.LOCAL) if label is not None else None
        found[name] = text or name
    return told_apart(found)


def told_apart(names: dict[str, str]) -> dict[str, str]:
    """Give things their names, but those that share one with another thing their codes."""

    def is_own(code: str, name: str) -> bool:
        others = [word for c, n in names.items() if c != code for word in (c, n)]
        return heading(name) not in (heading(word) for word in others)

    return {code: name if is_own(code, name) else code for code, name in names.items()}
