"""The office report: what of a version depends on the office that would work by it (P5, P6).

P5 asks whether the duties of persons can be met with the people there are, on every path, and
whose absence would stop it. P6 asks whether the steps fit into the promised time. Both belong to
an organisation on a day, so the report names them and is made again when they change.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sopflow.compiler.durations import office_minutes
from sopflow.compiler.flatten import Graph
from sopflow.compiler.obligations import is_internal
from sopflow.compiler.search import shortest
from sopflow.compiler.stories import TraceLine, tell
from sopflow.compiler.timing import normal_minutes
from sopflow.domain.authority import MAY_ACT, CaseUnit
from sopflow.domain.fulfilment import Staffing, can_be_met, core_of, unmanned
from sopflow.domain.machines import Arc, Machine
from sopflow.domain.organisation import Organisation, Unit
from sopflow.domain.voting import votes_max
from sopflow.domain.words import PersonId, RoleId, StepId, Text

CORES_MAX = 10
"""As many ways in which the duties cannot be met are looked for; the author mends one by one."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Steps of one run that nobody could do together, though any fewer of them could be.

    `holders` are those who may do each of them; `story` is a shortest run on which all are asked.
    """

    steps: tuple[StepId, ...]
    holders: Mapping[StepId, tuple[PersonId, ...]]
    story: tuple[TraceLine, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody without whom a case can no longer be done, and the steps that then fail."""

    person: PersonId
    steps: tuple[StepId, ...]


@dataclass(frozen=True, slots=True)
class UnitReport:
    """P5 for one unit in which the version would be in force."""

    unit: Unit
    shortages: tuple[Shortage, ...]
    absences: tuple[Absence, ...]

    @property
    def holds(self) -> bool:
        """The duties can be met on every path."""
        return not self.shortages


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """What holds of a version in an organisation on a day."""

    on: date
    units: tuple[UnitReport, ...]
    needed_minutes: int
    promised_minutes: int

    @property
    def holds(self) -> bool:
        """P5 in every unit, of which there is one, and P6."""
        return self.fits and bool(self.units) and all(u.holds for u in self.units)

    @property
    def fits(self) -> bool:
        """The longest normal path takes no longer than was promised (P6)."""
        return self.needed_minutes <= self.promised_minutes


def report_on(machine: Machine, organisation: Organisation, *, on: date) -> OfficeReport:
    """Judge a version by the organisation as it is on a day."""
    scope, procedure = machine.procedure.scope, machine.procedure
    units = (
        unit
        for unit in organisation.units
        if (scope.unit or unit.id) == unit.id and (scope.unit_kind or unit.kind) == unit.kind
    )
    judge = _Judge(machine)
    return OfficeReport(
        on=on,
        units=tuple(judge.of(unit, _holders(machine, organisation, unit, on)) for unit in units),
        needed_minutes=normal_minutes(procedure),
        promised_minutes=office_minutes(procedure.promise.duration),
    )


def _holders(
    machine: Machine, organisation: Organisation, unit: Unit, on: date
) -> Mapping[RoleId, frozenset[PersonId]]:
    """Who holds each role for a case of the unit, by letters in force on the day."""
    case_unit = CaseUnit(unit.id, unit.kind, unit.parent)
    posts = {p.id: (p.kind, p.unit) for p in organisation.positions}
    held: dict[tuple[str, str], set[PersonId]] = {}
    for letter in organisation.appointments:
        begun = letter.valid_from <= on
        if begun and letter.capacity in MAY_ACT and on <= (letter.valid_until or on):
            held.setdefault(posts[letter.position], set()).add(letter.person)
    return {
        role.id: frozenset(held.get((role.position_kind, case_unit.related(role) or ""), ()))
        for role in machine.procedure.roles
    }


class _Judge:
    """Asks one machine about one office after the other."""

    def __init__(self, machine: Machine) -> None:
        compiled = machine.compiled
        self._machine = machine
        self._duties = compiled.duties
        self._graph = Graph(compiled.start, compiled.markings, compiled.arcs)
        self._steps = tuple(
            s.id for s in machine.procedure.steps if is_internal(machine.procedure, s)
        )

    def of(self, unit: Unit, holders: Mapping[RoleId, frozenset[PersonId]]) -> UnitReport:
        roles = {step: self._machine.steps[step].role for step in self._steps}
        able = {step: holders[role] for step, role in roles.items() if role is not None}
        seats = {step: votes_max(self._machine.steps[step]) for step in self._steps}
        staffing = Staffing(able, seats)
        cores = tuple(self._cores(staffing))
        return UnitReport(
            unit,
            tuple(self._shortage(core, staffing) for core in cores),
            tuple(self._absences(staffing, cores)),
        )

    def _shortage(self, core: tuple[StepId, ...], staffing: Staffing) -> Shortage:
        holders = {step: tuple(sorted(staffing.able[step])) for step in core}
        names = ", ".join(f"`{step}`" for step in core)
        point = Text(f"tidak ada orang untuk {names}", f"nobody can do {names}")
        run = self._run(core)
        assert run is not None, core
        return Shortage(core, holders, tell(self._machine.procedure, run, point))

    def _cores(self, staffing: Staffing) -> Iterator[tuple[StepId, ...]]:
        """Steps that cannot be done together and are asked on one run; each way once."""
        waiting = [self._steps]
        seen = {self._steps}
        found: set[tuple[StepId, ...]] = set()
        while waiting and len(found) < CORES_MAX and len(seen) < CORES_MAX * len(self._steps):
            steps = waiting.pop(0)
            if can_be_met(self._duties, staffing, steps):
                continue
            core = core_of(self._duties, staffing, steps)
            if core not in found and self._run(core) is not None:
                found.add(core)
                yield core
            for step in core:
                rest = tuple(s for s in steps if s != step)
                if rest not in seen:
                    seen.add(rest)
                    waiting.append(rest)

    def _run(self, steps: Collection[StepId]) -> tuple[Arc, ...] | None:
        """Find a shortest run to an end on which an official acts at each of the steps."""
        wanted = frozenset(steps)
        ends = {m.id for m in self._graph.markings if m.end is not None}
        none: frozenset[StepId] = frozenset()
        run = shortest(
            self._graph,
            none,
            lambda done, arc: done | (wanted & {arc.step}) if arc.role is not None else done,
            lambda marking, done: marking in ends and done == wanted,
        )
        return run.arcs if run is not None else None

    def _absences(
        self, staffing: Staffing, cores: tuple[tuple[StepId, ...], ...]
    ) -> Iterator[Absence]:
        """Everybody whose absence makes something impossible that was possible."""
        alike: dict[frozenset[StepId], list[PersonId]] = {}
        for person in sorted(frozenset[PersonId]().union(*staffing.able.values())):
            can = frozenset(s for s, persons in staffing.able.items() if person in persons)
            alike.setdefault(can, []).append(person)
        for persons in alike.values():
            away = staffing.without(persons[0])
            alone = set(unmanned(away, self._steps)) - set(unmanned(staffing, self._steps))
            lost = tuple(s for s in self._steps if s in alone)
            if not lost:
                lost = next((core for core in self._cores(away) if core not in cores), ())
            if lost:
                yield from (Absence(person, lost) for person in persons)
