"""From rows of the table to steps of the file: codes, performers, kinds, times and ways on.

What a row of our own workbook says is taken as it is. Where a row has no code somebody wrote it by
hand, and what it leaves open is guessed from its words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sopflow.compiler.blanks import is_blank
from sopflow.compiler.sheets.columns import Holds
from sopflow.compiler.sheets.context import Context, Table
from sopflow.compiler.sheets.grid import Grid
from sopflow.compiler.sheets.guesses import Work, time_of, unit_of, work_of
from sopflow.compiler.sheets.pages import fill
from sopflow.compiler.sheets.plain import Plain, put
from sopflow.compiler.sheets.rows import ID
from sopflow.compiler.sheets.rows_reading import PaperRow, lines_of
from sopflow.compiler.sheets.spots import Said, Spot
from sopflow.compiler.sheets.table import (
    ACTIVITY_AT,
    DURATION_AT,
    INPUTS_AT,
    KIND,
    LEVELS,
    OUTPUT_AT,
    REMARK_AT,
    ROLE,
    official_columns,
)
from sopflow.compiler.sheets.words import DURATION
from sopflow.compiler.vocabulary import PAYMENT, STEP_KINDS, key
from sopflow.domain.words import StepKind, Text

_ORDER: Final = re.compile(r"\d{1,2}")
_OUR_MARK: Final = re.compile(r"\S \d{1,2}")
_QUALITY: Final = key("step", "standard")
_WORDS: Final = {kind: word for word, kind in reversed([*STEP_KINDS.items()])}
_KINDS: Final = {
    Work.INITIAL: _WORDS[StepKind.INITIALS],
    Work.SIGN: _WORDS[StepKind.SIGNATURE],
    Work.HAND_OVER: _WORDS[StepKind.HANDOVER],
}
_BY_VERB: Final = Text("dari kata kerjanya", "by its verb")


@dataclass(slots=True)
class ReadStep:
    """A step with the row it comes from; `is_new` when the row had no code."""

    id: str
    row: PaperRow
    table: Table
    is_new: bool

    @property
    def role(self) -> str | None:
        """Name who does it; of a chain the first level."""
        found = self.table.get(ROLE) or self.table.get(LEVELS)
        first = found[0] if isinstance(found, list) and found else found
        return str(first) if isinstance(first, str) else None

    @property
    def kind(self) -> str:
        """Name the kind that the row states."""
        found = self.table.get(KIND)
        return found if isinstance(found, str) else ""

    @property
    def branch(self) -> str:
        """Name the block and branch that it stands in."""
        return self.row.branch or ""


def read_steps(grid: Grid, rows: Sequence[PaperRow], context: Context) -> list[ReadStep]:
    """Make a step of each row; ways on come later, when every row has its code."""
    lanes = {column: context.role_named(name) for column, name in grid.lanes.items()}
    context.taken |= {row.code for row in rows if row.code}
    reader = _Reader(grid, lanes, context)
    steps = [reader.step(row) for row in rows]
    reader.guess_kinds(steps)
    return steps


class _Reader:
    def __init__(self, grid: Grid, lanes: dict[int, str], context: Context) -> None:
        self._grid = grid
        self._lanes = lanes
        self._context = context
        self._findings = context.findings
        self._official = official_columns()
        self._seen: set[str] = set()

    def step(self, row: PaperRow) -> ReadStep:
        """Read everything of a row but where it leads."""
        is_ours = self._grid.code is not None
        table: Table = {ID: self._code(row)}
        fill(table, [(self._official[ACTIVITY_AT], row.activity), *row.details])
        made = ReadStep(str(table[ID]), row, table, is_new=row.code is None)
        self._performer(made)
        for path, role in ((INPUTS_AT, "inputs"), (OUTPUT_AT, "output"), (REMARK_AT, "remark")):
            column = self._official[path]
            lines: list[Plain] = [*lines_of(row.texts.get(role, []), is_ours=is_ours)]
            if lines and column.holds is Holds.LINES:
                put(table, path, lines if len(lines) > 1 else lines[0])
            elif (said := row.text(role)) is not None:
                put(table, path, said)
        self._duration(made)
        return made

    def guess_kinds(self, steps: Sequence[ReadStep]) -> None:
        """Say what kind of row each is that nobody gave a code."""
        last = None
        for step in steps:
            if work_of(step.row.activity) is Work.HAND_OVER and not self._is_external(step):
                last = step
        for step in steps:
            work = work_of(step.row.activity)
            if not step.is_new or step.kind or LEVELS in step.table:
                continue
            if self._is_external(step):
                if work is Work.PAY:
                    self._guess_kind(step, PAYMENT)
            elif work in _KINDS and (work is not Work.HAND_OVER or step is last):
                self._guess_kind(step, _KINDS[work])

    def _guess_kind(self, step: ReadStep, word: str) -> None:
        what = Text(f"jenis baris {step.id}", f"the kind of row {step.id}")
        step.table[KIND] = self._findings.guess(what, word, _BY_VERB, step.row.spot)

    def _is_external(self, step: ReadStep) -> bool:
        return self._context.is_external(step.role)

    def _code(self, row: PaperRow) -> Said:
        """Take the row's code, or make one of its words; ids are for ever, so it is said."""
        if row.code is not None and row.code not in self._seen:
            self._seen.add(row.code)
            return row.code
        code = self._context.new_code(row.activity)
        what = Text("kode baris", "the code of the row")
        why = Text("baris ini belum punya kode sendiri", "the row has no code of its own")
        return self._findings.guess(what, code, why, row.spot)

    def _performer(self, step: ReadStep) -> None:
        row, table = step.row, step.table
        if row.performer is not None:
            names = [
                Said.of(n.strip(), row.performer.spot) for n in re.split(r"[\n;/]", row.performer)
            ]
            roles = [self._context.role_named(name) for name in names if name]
            marks = [Said.of(role, row.performer.spot) for role in roles]
        else:
            marks = [Said.of(self._lanes[n], said.spot) for n, said in row.marks.items()]
        if self._is_chain(step):
            order = sorted(marks, key=lambda m: self._order(row, m))
            table[LEVELS] = [*order]
        elif len(marks) == 1:
            table[ROLE] = marks[0]
        elif marks:
            self._several(step, marks)
        elif step.is_new:
            what = Text(f"pelaksana baris {row.number}", f"the performer of row {row.number}")
            table[ROLE] = self._findings.missing(what, row.spot)

    def _is_chain(self, step: ReadStep) -> bool:
        """Say whether the marks are levels: numbered as we number them, or several who initial."""
        marks = step.row.marks.values()
        if any(_OUR_MARK.fullmatch(mark) for mark in marks):
            return True
        is_numbered = len({m[0] for mark in marks if (m := _ORDER.search(mark))}) == len(marks)
        is_initials = step.is_new and work_of(step.row.activity) is Work.INITIAL
        return len(marks) > 1 and (is_numbered or is_initials)

    def _order(self, row: PaperRow, mark: Said) -> tuple[int, int]:
        assert mark.spot is not None
        column = mark.spot.at.column
        number = _ORDER.search(row.marks.get(column, Said.of("", None)))
        return (int(number[0]) if number else 0, column)

    def _several(self, step: ReadStep, marks: list[Said]) -> None:
        """Take one performer of a row that marks several: the language has one for each row."""
        officials = [m for m in marks if not self._context.is_external(m)]
        chosen = (officials or marks)[0]
        what = Text(f"pelaksana baris {step.id}", f"the performer of row {step.id}")
        why = Text(
            "beberapa kolom bertanda, padahal satu baris satu pelaksana; pecah barisnya bila perlu",
            "several columns are marked, but a row has one performer; split the row if need be",
        )
        spot = chosen.spot or step.row.spot
        step.table[ROLE] = self._findings.guess(what, chosen, why, spot)

    def _duration(self, step: ReadStep) -> None:
        said = step.row.text("duration")
        if said is None:
            if step.is_new and step.role and not self._is_external(step):
                what = Text(f"waktu {step.id}", f"the time of {step.id}")
                put(
                    step.table, DURATION_AT, self._findings.missing(what, self._duration_spot(step))
                )
            return
        spot = said.spot or step.row.spot
        time = time_of(said, self._unit())
        if is_blank(said) or (time is None and not step.is_new):
            put(step.table, DURATION_AT, said)
        elif time is None:
            what = Text(f'waktu {step.id} (tertulis "{said}")', f'the time of {step.id} ("{said}")')
            put(step.table, DURATION_AT, self._findings.missing(what, spot))
        elif time.why is None:
            put(step.table, DURATION_AT, Said.of(time.value, spot))
        else:
            what = Text(f"waktu {step.id}", f"the time of {step.id}")
            put(step.table, DURATION_AT, self._findings.guess(what, time.value, time.why, spot))

    def _unit(self) -> str | None:
        page, top = self._grid.page, self._grid.top
        column = self._grid.at.get("duration", 0)
        titles = [page.said(row, column) or DURATION for row in (top, top + 1)]
        return next((unit for title in titles if (unit := unit_of(title))), None)

    def _duration_spot(self, step: ReadStep) -> Spot:
        return self._grid.page.spot(step.row.row, self._grid.at.get("duration", 1))
