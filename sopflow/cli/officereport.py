"""The office report of a version, as data and as lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, now, say
from sopflow.cli.moments import OFFICE_ZONE
from sopflow.domain.words import PersonId, Text

if TYPE_CHECKING:
    from sopflow.compiler.office import OfficeReport, Shortage, UnitReport
    from sopflow.domain.machines import Machine
    from sopflow.domain.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation file and the day for which it is looked at."""

    file: Path
    organisation: "Organisation"
    on: date

    @classmethod
    def read(cls, file: Path, on: str | None) -> "Office":
        """Read it; faults of the file end the command."""
        from sopflow.cli.office import read_organisation_file
        from sopflow.compiler.durations import day

        when = now().astimezone(OFFICE_ZONE).date() if on is None else day(on)
        if when is None:
            message = Text(f'"{on}" bukan tanggal', f'"{on}" is no date')
            raise Failure(Exit.USAGE, message, Text("--on 2026-11-25", "--on 2026-11-25"))
        return cls(file, read_organisation_file(file), when)

    def report(self, machine: "Machine") -> "OfficeReport":
        """Judge a version by it."""
        from sopflow.compiler.office import report_on

        return report_on(machine, self.organisation, on=self.on)

    def document(self, report: "OfficeReport") -> dict[str, Any]:
        """Give the report as data."""
        return {
            "organisation": str(self.file),
            "on": self.on.isoformat(),
            "properties": {
                "P5": {"holds": bool(report.units) and all(u.holds for u in report.units)},
                "P6": {
                    "holds": report.fits,
                    "needed_minutes": report.needed_minutes,
                    "promised_minutes": report.promised_minutes,
                },
            },
            "units": [self._unit(unit) for unit in report.units],
        }

    def _unit(self, unit: "UnitReport") -> dict[str, Any]:
        return {
            "unit": unit.unit.id,
            "holds": unit.holds,
            "shortages": [
                {
                    "steps": shortage.steps,
                    "holders": shortage.holders,
                    "story": [f"{x.number} {x.text.in_(STATE.language)}" for x in shortage.story],
                }
                for shortage in unit.shortages
            ],
            "absences": [
                {"person": absence.person, "steps": absence.steps} for absence in unit.absences
            ],
        }

    def lines(self, machine: "Machine", report: "OfficeReport") -> Iterator[str]:
        """Give the report as lines."""
        from sopflow.compiler.durations import spell

        yield f"  {say('Laporan kantor', 'Office report')} {self.on.isoformat()}: {self.file}"
        if not report.units:
            yield f"  P5  {_verdict(holds=False)}  " + say(
                "tidak ada unit tempat SOP ini berlaku", "there is no unit where it is in force"
            )
        for unit in report.units:
            yield f"  P5  {_verdict(holds=unit.holds)}  " + say(
                f"kewajiban orang dapat dipenuhi di {unit.unit.name}",
                f"duties of persons can be met at {unit.unit.name}",
            )
            for shortage in unit.shortages:
                yield from self._shortage(machine, shortage)
            for absence in unit.absences:
                steps = _activities(machine, absence.steps)
                yield "        " + say(
                    f"bila {self._name(absence.person)} tidak ada, terhenti: {steps}",
                    f"without {self._name(absence.person)} this stops: {steps}",
                )
        needed, promised = spell(report.needed_minutes), spell(report.promised_minutes)
        yield f"  P6  {_verdict(holds=report.fits)}  " + say(
            f"jalan biasa yang terpanjang {needed}, janji {promised}",
            f"the longest normal path takes {needed}, the promise is {promised}",
        )

    def _shortage(self, machine: "Machine", shortage: "Shortage") -> Iterator[str]:
        yield f"        {say('tidak dapat bersama', 'cannot be done together')}:"
        for step in shortage.steps:
            persons = ", ".join(self._name(p) for p in shortage.holders[step]) or say(
                "tidak ada pejabatnya", "nobody holds it"
            )
            yield f"          {_activities(machine, [step])}: {persons}"
        for line in shortage.story:
            yield f"        {line.number} {line.text.in_(STATE.language)}"

    def _name(self, person: PersonId) -> str:
        return next((o.name for o in self.organisation.officials if o.id == person), person)


def _verdict(*, holds: bool) -> str:
    return f"{say('terbukti', 'holds') if holds else say('GAGAL', 'FAILS'):<8}"


def _activities(machine: "Machine", steps: Iterable[str]) -> str:
    found = (s for s in machine.procedure.steps if s.id in set(steps))
    return "; ".join(f"{s.activity.in_(STATE.language)} ({s.id})" for s in found)
