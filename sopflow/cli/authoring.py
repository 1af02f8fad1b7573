"""What an author of SOPs asks: lint, explain, compile, prove."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, Json, emit, note, now, read_text, say, stop
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.cli.changing import Change
    from sopflow.compiler.compile import Compilation
    from sopflow.domain.machines import Machine

FILES_MAX = 1000
"""A folder with more SOP files than this is refused, not walked."""

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help=say("Berkas SOP, atau folder yang memuatnya.", "SOP files, or folders of them."),
    ),
]


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    cli.command(help=say("Periksa berkas SOP.", "Check SOP files."))(lint)
    cli.command(help=say("Jelaskan satu kode temuan.", "Explain the code of a finding."))(explain)
    cli.command(
        "compile", help=say("Susun mesin dari berkas SOP.", "Compile SOP files to machines.")
    )(compile_)
    cli.command(
        help=say(
            "Buktikan bahwa tak ada pejabat yang dapat dilewati.",
            "Prove that no official can be skipped.",
        )
    )(prove)


def lint(
    files: Files,
    as_json: Json = False,
    form: Annotated[
        str, typer.Option("--format", help=say("text atau json.", "text or json."))
    ] = "text",
    related: Annotated[
        bool,
        typer.Option(
            "--related",
            help=say(
                "Sebut juga SOP terkait yang tidak ada di antara berkas.",
                "Name the related SOPs that are not among the files, too.",
            ),
        ),
    ] = False,
) -> None:
    """Write every finding; an error gives exit code 1."""
    if form not in ("text", "json"):
        message = Text(f'bentuk "{form}" tidak dikenal', f'unknown format "{form}"')
        raise Failure(Exit.USAGE, message, Text("--format text|json", "--format text|json"))
    STATE.as_json = STATE.as_json or form == "json"
    from sopflow.compiler.library import review_together

    compiled = review_together([c for _, c in _compiled(files)], on=now().date(), related=related)
    findings = [d for c in compiled for d in c.diagnostics]
    emit([d.as_dict(STATE.language) for d in findings], _rendered(findings))
    errors, warnings, notes = (
        sum(d.severity.value == severity for d in findings)
        for severity in ("error", "warning", "info")
    )
    note(
        say(
            f"{len(compiled)} berkas, {errors} kesalahan, {warnings} peringatan, {notes} catatan",
            f"{len(compiled)} files, {errors} errors, {warnings} warnings, {notes} notes",
        )
    )
    if errors:
        stop(Exit.FOUND)


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="SOP301, SCN101, ORG006, …")],
    as_json: Json = False,
) -> None:
    """Say what a code means, with an example."""
    from sopflow.compiler.catalogue.scenario import SCENARIO
    from sopflow.compiler.diagnostics import CATALOGUE
    from sopflow.compiler.diagnostics import explain as explained
    from sopflow.compiler.organisation_codes import CODES

    found = explained(code) or CODES.get(code.upper())
    if found is None:
        from difflib import get_close_matches

        codes = [*CATALOGUE, *SCENARIO, *CODES]
        near = get_close_matches(code.upper(), codes, n=3) or ["sopflow lint"]
        message = Text(f'kode "{code}" tidak ada', f'there is no code "{code}"')
        cure = Text(f"mungkin: {', '.join(near)}", f"perhaps: {', '.join(near)}")
        raise Failure(Exit.NOT_FOUND, message, cure, code="code_not_found")
    language = STATE.language
    emit(
        found,
        f"{found.code} ({found.severity.words.in_(language)}): {found.meaning.in_(language)}\n"
        f"{say('Cara', 'Cure')}: {found.cure.in_(language)}\n\n{found.example}",
    )


def compile_(files: Files, as_json: Json = False) -> None:
    """Write what the compiler made of each file: the machine whole with `--json`."""
    from sopflow.domain.codec import encode

    machines = list(sound(files))
    emit(
        [{**_summary(m), "machine": encode(m.compiled)} for m in machines],
        "\n".join(_summary_line(m) for m in machines),
    )


def prove(
    files: Files,
    office: Annotated[
        Path | None,
        typer.Option(
            "--office",
            metavar="FILE",
            help=say(
                "Berkas organisasi: laporan kantor (P5, P6).",
                "An organisation file: the office report (P5, P6).",
            ),
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", help=say("Laporan per tanggal ini.", "Report for this day.")),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar=say("VERSI|BERKAS", "VERSION|FILE"),
            help=say(
                "Bandingkan dengan versi ini, atau berlaku (P9).",
                "Compare with this version, or berlaku: the one in force (P9).",
            ),
        ),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="DIR",
            help=say(
                "Tulis mesin dan sertifikat, untuk diperiksa sendiri.",
                "Write machine and certificate, to be checked elsewhere.",
            ),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write what holds for every path of each SOP; what fails gives exit code 1.

    With `--office` also what holds in that organisation: whether the duties can be met, whose
    absence stops the SOP, and whether the promised time can be kept. With `--against` also what
    changes from another version, and which running cases could move to this one.
    """
    from sopflow.cli.officereport import Office
    from sopflow.cli.proving import proof_document, proof_lines, write_apart
    from sopflow.compiler.library import checked_together

    looked_at = Office.read(office, on) if office is not None else None
    faulty, documents, lines = False, [], []
    read = list(_compiled(files))
    compilations = checked_together([compilation for _, compilation in read])
    for (path, _), compilation in zip(read, compilations, strict=True):
        errors = [d for d in compilation.diagnostics if d.is_error]
        if errors:
            faulty = True
            note(_rendered(errors))
        document, told = proof_document(compilation), proof_lines(compilation, str(path))
        if looked_at is not None and compilation.machine is not None:
            report = looked_at.report(compilation.machine)
            faulty = faulty or not report.holds
            document = document | {"office": looked_at.document(report)}
            told = "\n".join([told, *looked_at.lines(compilation.machine, report)])
        if against is not None and compilation.machine is not None:
            change = _change(compilation.machine, against)
            faulty = faulty or change.loses
            document = document | {"change": change.document()}
            told = "\n".join([told, *change.lines()])
        if export is not None and compilation.machine is not None:
            write_apart(compilation, export)
        documents.append(document)
        lines.append(told)
    emit(documents, "\n\n".join(lines))
    if faulty:
        stop(Exit.FOUND)


def _change(new: "Machine", against: str) -> "Change":
    from sopflow.cli.changing import beside_a_file, beside_stored

    if not Path(against).is_file():
        return beside_stored(new, against)
    (old,) = sound([Path(against)])
    return beside_a_file(old, new)


def _compiled(files: Sequence[Path]) -> Iterator[tuple[Path, "Compilation"]]:
    from sopflow.compiler.compile import compile_text

    for path in sop_files(files):
        yield path, compile_text(read_text(path), file=str(path))


def sound(files: Sequence[Path]) -> Iterator["Machine"]:
    """Give the machines; the first file that has none ends the command."""
    for _, compilation in _compiled(files):
        if compilation.machine is None:
            errors = [d for d in compilation.diagnostics if d.is_error]
            emit([d.as_dict(STATE.language) for d in errors], _rendered(errors))
            stop(Exit.FOUND)
        yield compilation.machine


def sop_files(named: Sequence[Path]) -> list[Path]:
    """List the SOP files that were named, and those in the folders that were named."""
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*.yaml") if ".skenario." not in p.name)
            if not inside:
                message = Text(f"{path}: tidak ada berkas SOP", f"{path}: no SOP files")
                cure = Text("berkas SOP berakhiran .yaml", "SOP files end in .yaml")
                raise Failure(Exit.NOT_FOUND, message, cure)
            found += inside
        else:
            found.append(path)
    if len(found) > FILES_MAX:
        message = Text(f"lebih dari {FILES_MAX} berkas", f"more than {FILES_MAX} files")
        raise Failure(Exit.USAGE, message, Text("sebut foldernya saja", "name the folder alone"))
    return found


def _rendered(findings: Sequence[Any]) -> str:
    return "\n\n".join(finding.render(STATE.language) for finding in findings)


def _summary(machine: "Machine") -> dict[str, Any]:
    compiled = machine.compiled
    return {
        "sop": machine.procedure.code,
        "version": machine.procedure.version,
        "hash": machine.id,
        "steps": len(machine.procedure.steps),
        "markings": len(compiled.markings),
        "arcs": len(compiled.arcs),
        "obligations": len(compiled.obligations),
    }


def _summary_line(machine: "Machine") -> str:
    return say(
        "{sop} {version}: {steps} kegiatan, {markings} keadaan, {arcs} jalan, "
        "{obligations} kewajiban, sidik {hash:.12}",
        "{sop} {version}: {steps} steps, {markings} markings, {arcs} arcs, "
        "{obligations} obligations, hash {hash:.12}",
    ).format(**_summary(machine))
