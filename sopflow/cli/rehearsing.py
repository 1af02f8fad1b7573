"""`sopflow test`: the scenarios beside an SOP, and how much of it they try."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sopflow.cli.authoring import Files, sop_files
from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, Json, emit, note, read_text, say, stop
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.compiler.diagnostics import Diagnostic
    from sopflow.domain.cover import Coverage, Part
    from sopflow.domain.machines import Machine
    from sopflow.domain.rehearsal import Rehearsal

SUFFIX = ".skenario.yaml"
PARTS = {
    "steps": Text("langkah", "steps"),
    "answers": Text("jawaban", "answers"),
    "roles": Text("pelaksana", "roles"),
    "deadlines": Text("batas waktu", "deadlines"),
    "obligations": Text("kewajiban", "obligations"),
}


@dataclass
class Trial:
    """One SOP with its scenario files, and what became of them."""

    sop: Path
    scenario_files: list[Path] = field(default_factory=list)
    machine: "Machine | None" = None
    coverage: "Coverage | None" = None
    rehearsals: list[tuple[Path, "Rehearsal"]] = field(default_factory=list)
    findings: list["Diagnostic"] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Something is wrong with the SOP, with a scenario file, or did not follow."""
        return any(d.is_error for d in self.findings)


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    cli.command(
        "test",
        help=say("Jalankan skenario di samping SOP.", "Run the scenarios beside an SOP."),
    )(try_)


def try_(
    files: Files,
    cover: Annotated[
        bool,
        typer.Option(
            "--cover",
            help=say(
                "Gagal bila ada jawaban tanpa skenario.", "Fail when an answer has no scenario."
            ),
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Run every scenario; one that fails gives exit code 1, at its line."""
    trials = list(_trials(files))
    for trial in trials:
        _run(trial)
    emit([_document(t) for t in trials], "\n\n".join(_lines(t) for t in trials))
    ran = sum(len(t.rehearsals) for t in trials)
    failed = sum(bool(r.mismatches) for t in trials for _, r in t.rehearsals)
    note(
        say(
            f"{len(trials)} SOP, {ran} skenario, {failed} gagal",
            f"{len(trials)} SOPs, {ran} scenarios, {failed} failed",
        )
    )
    gaps = cover and any(t.coverage is not None and t.coverage.answers.missing for t in trials)
    if gaps or any(t.failed for t in trials):
        stop(Exit.FOUND)


def _trials(named: Sequence[Path]) -> Iterator[Trial]:
    """Put scenario files to their SOP; the newest SOP of a folder is tried by default."""
    found: dict[Path, Trial] = {}
    for path in named:
        if path.is_dir():
            for folder in dict.fromkeys(p.parent for p in sop_files([path])):
                newest = _newest(folder)
                assert newest is not None, folder
                found.setdefault(newest, Trial(newest))
            scenarios = sorted(path.rglob(f"*{SUFFIX}"))
        elif path.name.endswith(SUFFIX):
            scenarios = [path]
        else:
            found.setdefault(path, Trial(path))
            beside = sorted(path.parent.glob(f"*{SUFFIX}"))
            scenarios = [p for p in beside if _sop_of(p) == path]
        for scenario in scenarios:
            sop = _sop_of(scenario)
            trial = found.setdefault(sop, Trial(sop))
            if scenario not in trial.scenario_files:
                trial.scenario_files.append(scenario)
    yield from found.values()


def _sop_of(scenario: Path) -> Path:
    """Find the SOP that a scenario file tests: the one that it names, else the newest beside it."""
    from sopflow.compiler.scenario import sop_named_in

    name = sop_named_in(read_text(scenario))
    sop = scenario.parent / name if name else _newest(scenario.parent)
    if sop is None or not sop.is_file():
        what = name or str(scenario.parent)
        message = Text(f"{scenario}: tidak ada SOP {what}", f"{scenario}: there is no SOP {what}")
        cure = Text("sopflow explain SCN110", "sopflow explain SCN110")
        raise Failure(Exit.NOT_FOUND, message, cure, code="SCN110")
    return sop


def _newest(folder: Path) -> Path | None:
    sops = [p for p in folder.glob("*.yaml") if ".skenario." not in p.name]
    return max(sops, key=lambda p: ([int(n) for n in re.findall(r"\d+", p.stem)], p.name),
               default=None)  # fmt: skip


def _run(trial: Trial) -> None:
    from sopflow.compiler.compile import compile_text
    from sopflow.domain.cover import cover

    compilation = compile_text(read_text(trial.sop), file=str(trial.sop))
    trial.machine = compilation.machine
    if trial.machine is None:
        trial.findings += [d for d in compilation.diagnostics if d.is_error]
        return
    for path in trial.scenario_files:
        _run_file(trial, trial.machine, path)
    stages = [r.stage for _, r in trial.rehearsals if r.stage is not None and not r.mismatches]
    trial.coverage = cover(trial.machine, stages)


def _run_file(trial: Trial, machine: "Machine", path: Path) -> None:
    from sopflow.compiler.scenario import read_scenarios
    from sopflow.compiler.scenario_report import report_failures
    from sopflow.domain.rehearsal import rehearse

    text = read_text(path)
    file = read_scenarios(text, machine.procedure, file=str(path))
    trial.findings += file.diagnostics
    if any(d.is_error for d in file.diagnostics):
        return
    rehearsals = [rehearse(machine, scenario) for scenario in file.scenarios]
    trial.rehearsals += [(path, r) for r in rehearsals]
    trial.findings += report_failures(rehearsals, machine.procedure, text, file=str(path))


def _document(trial: Trial) -> dict[str, Any]:
    procedure = trial.machine.procedure if trial.machine else None
    coverage = trial.coverage
    return {
        "sop": procedure.code if procedure else None,
        "version": procedure.version if procedure else None,
        "file": str(trial.sop),
        "scenarios": [
            {
                "name": r.scenario.name,
                "file": str(path),
                "line": r.scenario.line,
                "passed": not r.mismatches,
            }
            for path, r in trial.rehearsals
        ],
        "findings": [d.as_dict(STATE.language) for d in trial.findings],
        "coverage": (
            {f.name: _counted(getattr(coverage, f.name)) for f in fields(coverage)}
            if coverage
            else None
        ),
    }


def _counted(part: "Part") -> dict[str, Any]:
    return {"tried": len(part.tried), "total": part.total, "missing": part.missing}


def _lines(trial: Trial) -> str:
    lines = [d.render(STATE.language) + "\n" for d in trial.findings]
    if trial.machine is None or trial.coverage is None:
        words = say("belum dapat diuji", "cannot be tested yet")
        return "\n".join([*lines, f"{trial.sop}: {words}"])
    procedure, coverage = trial.machine.procedure, trial.coverage
    passed = sum(not r.mismatches for _, r in trial.rehearsals)
    lines.append(
        f"{procedure.code} {procedure.version}: {passed} {say('dari', 'of')} "
        f"{len(trial.rehearsals)} {say('skenario lulus', 'scenarios passed')}"
    )
    width = max(len(words.in_(STATE.language)) for words in PARTS.values())
    for name, heading in PARTS.items():
        part = getattr(coverage, name)
        lines.append(
            f"  {heading.in_(STATE.language):<{width}}  {len(part.tried)} "
            f"{say('dari', 'of')} {part.total}"
        )
    lines += _missing(coverage)
    return "\n".join(lines)


def _missing(coverage: "Coverage") -> Iterator[str]:
    """Name what no scenario tries; steps and deadlines show among the answers."""
    from sopflow.compiler.scenario_words import trigger_words

    if coverage.answers.missing:
        yield f"  {say('Jawaban tanpa skenario', 'Answers without a scenario')}:"
        for trigger in coverage.answers.missing:
            yield f"    {trigger_words(trigger).in_(STATE.language)}"
    if coverage.obligations.missing:
        yield f"  {say('Kewajiban yang tak pernah dipenuhi', 'Obligations never met')}:"
        yield from (f"    {obligation}" for obligation in coverage.obligations.missing)
