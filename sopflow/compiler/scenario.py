"""The scenario file beside an SOP: who does what when, and what must follow, in YAML."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sopflow.compiler import yamltree
from sopflow.compiler.diagnostics import SCN, Diagnostic, Reporter, TooManyFindings
from sopflow.compiler.durations import day, duration
from sopflow.compiler.reading import Source, Table
from sopflow.compiler.scenario_besides import KINDS, beside_deed
from sopflow.compiler.scenario_names import Cast
from sopflow.compiler.scenario_parts import Parts, bounded, section_of
from sopflow.compiler.scenario_then import checks
from sopflow.compiler.scenario_words import KEYS
from sopflow.compiler.vocabulary import EVERYTHING, NONE
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.checks import Aspect
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.procedures import Procedure
from sopflow.domain.rehearsal import (
    Deed,
    DeedKind,
    Scenario,
)
from sopflow.domain.words import Duration, ItemId, Text

FORMAT = "1"
SUFFIX = ".skenario.yaml"
ZONE = "Asia/Jakarta"
_LONG_DAY = ((time(8), time(12)), (time(13), time(16)))
_FRIDAY = ((time(8), time(11, 30)), (time(13, 30), time(16, 30)))
HOURS = {0: _LONG_DAY, 1: _LONG_DAY, 2: _LONG_DAY, 3: _LONG_DAY, 4: _FRIDAY}
"""Opening hours of the invented office; only its holidays are the file's own."""
_OF_A_ROLE = (DeedKind.WITHDRAW, DeedKind.CANCEL, DeedKind.CONFLICT)
"""What a role does beside answering, named by its own key."""
_INSTANT = re.compile(r"(.+?)\s+(\d{1,2})[.:](\d{2})")


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """What was read: the scenarios are complete exactly when no diagnostic is an error."""

    scenarios: tuple[Scenario, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Application:
    """What the applicant hands in; papers None stands for all of them."""

    fields: dict[str, str]
    papers: frozenset[ItemId] | None


def read_scenarios(text: str, procedure: Procedure, *, file: str) -> ScenarioFile:
    """Read a scenario file for one SOP; never raises, whatever the text."""
    reporter = Reporter(text, file, family=SCN)
    try:
        scenarios = _read(text, procedure, reporter)
    except TooManyFindings:
        scenarios = ()
    return ScenarioFile(scenarios, reporter.diagnostics)


def sop_named_in(text: str) -> str | None:
    """Find which SOP file a scenario file names; None where it names none, or is unreadable."""
    reporter = Reporter(text, "", family=SCN)
    try:
        root = yamltree.read(text, reporter)
    except TooManyFindings:
        return None
    pair = root.pairs.get(KEYS["file"]["sop"]) if root is not None else None
    return pair[1].value or None if pair and isinstance(pair[1], Scalar) else None


def instant(table: Table, scalar: Scalar) -> datetime | None:
    """Read `2026-11-24 09.00` or `24 November 2026 09.00`: a wall clock of the office."""
    form = _INSTANT.fullmatch(scalar.value)
    on = day(form[1]) if form else None
    if form is None or on is None or int(form[2]) > 23 or int(form[3]) > 59:
        table.report("SCN106", scalar.place, value=scalar.value)
        return None
    at = datetime.combine(on, time(int(form[2]), int(form[3])), ZoneInfo(ZONE))
    return at.astimezone(UTC)


def _read(text: str, procedure: Procedure, reporter: Reporter) -> tuple[Scenario, ...]:
    root = yamltree.read(text, reporter)
    if root is None:
        return ()
    file = Table(root, "file", Source(reporter, KEYS))
    version = file.text("format")
    if version not in (FORMAT, None):
        file.report("SOP011", file.at("format"), value=version)
    calendar = OfficeCalendar(ZONE, HOURS, _holidays(file))
    reader = _Reader(procedure, calendar)
    common = reader.application(file, _Application({}, None))
    reader.read_parts(file)
    found = []
    names: dict[str, int] = {}
    for table in file.tables("scenarios", "scenario", missing="SOP006"):
        scenario = reader.scenario(table, common)
        if scenario is None:
            continue
        if scenario.name in names:
            details = {"name": scenario.name, "line": names[scenario.name]}
            table.report("SCN109", table.at("name"), **details)
        names.setdefault(scenario.name, scenario.line)
        found.append(scenario)
    return tuple(found)


def _holidays(file: Table) -> dict[date, str]:
    found = {}
    for scalar in file.scalars("holidays"):
        on = day(scalar.value)
        if on is None:
            file.report("SCN106", scalar.place, value=scalar.value)
        else:
            found[on] = scalar.value
    return found


class _Reader:
    """Reads scenarios for one SOP in one office."""

    def __init__(self, procedure: Procedure, calendar: OfficeCalendar) -> None:
        self._cast = Cast(procedure)
        self._calendar = calendar
        self._parts = Parts(self._cast, instant)

    def read_parts(self, file: Table) -> None:
        """Read the parts that scenarios go through by name."""
        for scalar, node in file.entries("parts"):
            rows = file.rows(node, section_of, about=scalar.value)
            self._parts.add(scalar.value, bounded(file, scalar.place, self._flat(rows)))

    def application(self, table: Table, common: _Application) -> _Application:
        """Read what is handed in; what is not said stays as the file says for all."""
        inner = table.table("application", "application", missing=None)
        if inner is None:
            return common
        fields = common.fields | self._cast.fields(inner)
        papers = self._papers(inner) if inner.has("papers") else common.papers
        return _Application(fields, papers)

    def scenario(self, table: Table, common: _Application) -> Scenario | None:
        name = table.text("name")
        start = self._instant(table, "start", missing="SOP006")
        application = self.application(table, common)
        opening = checks(table, "then", self._cast, instant)
        rows = table.tables("deeds", section_of)
        deeds = bounded(table, table.at("deeds"), self._flat(rows))
        last = checks(table, "finally", self._cast, instant)
        delivers = table.flag("delivers", default=True)
        if name is None or start is None:
            return None
        return Scenario(
            name=name,
            line=table.place.line,
            column=table.place.column,
            start=start,
            calendar=self._calendar,
            delivers=delivers,
            fields=application.fields,
            papers=application.papers,
            opening=opening,
            deeds=deeds,
            finally_=last,
        )

    def _flat(self, rows: Iterable[Table]) -> Iterator[Deed]:
        for row in rows:
            if row.section == "replay":
                yield from self._parts.deeds(row)
            elif (deed := self._deed(row)) is not None:
                yield deed

    def _deed(self, row: Table) -> Deed | None:
        kind = self._kind(row)
        then = checks(row, "then", self._cast, instant)
        role, person = self._cast.actor(row, "role")
        names = {DeedKind.OVERDUE: "overdue", DeedKind.MESSAGE: "message"}
        step = self._cast.step(row, names.get(kind, "step") if kind else "step")
        is_refused = any(c.aspect is Aspect.REFUSED for c in then)
        answer = self._cast.answer(row, role, step, is_refused=is_refused)
        beside = beside_deed(row, self._cast) if kind is DeedKind.BESIDE else None
        if kind is None or (kind is DeedKind.BESIDE and (role is None or beside is None)):
            return None
        return Deed(
            kind=kind,
            line=row.place.line,
            column=row.place.column,
            role=role,
            person=person,
            step=step,
            answer=answer,
            note=row.text("note", missing=None),
            amount=row.number("amount", 1, 999_999_999),
            fields=self._cast.fields(row),
            papers=self._deed_papers(row),
            after=self._after(row),
            at=self._instant(row, "at", missing=None),
            checks=then,
            beside=beside,
        )

    def _kind(self, row: Table) -> DeedKind | None:
        """Say what the row does: exactly one of somebody acting, a limit passing, a serving."""
        kinds = {
            DeedKind.ANSWER: row.has("role"),
            DeedKind.OVERDUE: row.has("overdue"),
            DeedKind.SERVE: row.flag("serve", default=False),
            DeedKind.SILENCE: row.flag("silence", default=False),
            DeedKind.MESSAGE: row.has("message"),
        }
        found = [kind for kind, is_said in kinds.items() if is_said]
        if len(found) == 1:
            return self._deed_of_a_role(row) if found[0] is DeedKind.ANSWER else found[0]
        words = Text("tidak satu pun", "none") if not found else Text("beberapa", "several")
        row.report("SCN108", row.place, found=words)
        return None

    def _deed_of_a_role(self, row: Table) -> DeedKind:
        if any(row.has(key) for key in KINDS):
            return DeedKind.BESIDE
        named = (kind for kind in _OF_A_ROLE if row.flag(kind.value, default=False))
        return next(named, DeedKind.ANSWER)

    def _papers(self, table: Table) -> frozenset[ItemId] | None:
        """Read papers: a list, `semua`, or `-` for none."""
        scalars = table.scalars("papers")
        if any(s.value == EVERYTHING for s in scalars):
            return None
        return self._cast.papers(table, [s for s in scalars if s.value != NONE])

    def _deed_papers(self, row: Table) -> frozenset[ItemId]:
        papers = self._papers(row)
        return self._cast.every_paper if papers is None else papers

    def _after(self, row: Table) -> Duration | None:
        value = row.text("after", missing=None)
        if value is None:
            return None
        return duration(value, row.at("after"), row.source.reporter)

    def _instant(self, table: Table, name: str, *, missing: str | None) -> datetime | None:
        if table.text(name, missing=missing) is None:
            return None
        node = table.node(name)
        assert isinstance(node, Scalar)
        return instant(table, node)
