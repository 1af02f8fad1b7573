"""Text to a procedure, with the place of everything in it, and every fault of form reported."""

from dataclasses import dataclass, replace

from sopflow.compiler.acceptance import acceptances
from sopflow.compiler.messages import notices
from sopflow.compiler.names import Names, gather_rows
from sopflow.compiler.parse_awaited import with_judging_bills
from sopflow.compiler.parse_beside import copied_to
from sopflow.compiler.parse_blocks import Entry, Frame, blocks_of, lay_out, lines, rows_in
from sopflow.compiler.parse_duties import separations
from sopflow.compiler.parse_form import (
    case_number,
    documents,
    fields,
    identity,
    promise,
    requirements,
    roles,
    scope,
    standard,
)
from sopflow.compiler.parse_former import check_former
from sopflow.compiler.parse_ladders import ladder
from sopflow.compiler.parse_steps import Row, steps_of
from sopflow.compiler.parse_tables import inputs_of, lookup_tables
from sopflow.compiler.parse_whole import (
    cancellation,
    check_first_row,
    opening,
    silence,
    withdrawal,
)
from sopflow.compiler.reading import Source, Table
from sopflow.compiler.references import Events, check_conditions
from sopflow.compiler.vocabulary import RESULTS
from sopflow.compiler.yamltree import Mapping
from sopflow.domain.identity import Identity
from sopflow.domain.procedures import End, Procedure, Rung, Step
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import EndId, EndResult, Text

FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read: complete only when nothing was reported as an error."""

    procedure: Procedure
    source: Source


def parse(root: Mapping, source: Source) -> Draft | None:
    """Read a whole file; None when there is no row to speak of."""
    file = Table(root, "file", source)
    version = file.text("format")
    if version not in (FORMAT, None):
        source.reporter.report("SOP011", file.at("format"), value=version)
    names = Names()
    for section in ("roles", "requirements", "notices"):
        source.mark(file.key_at(section), section)
    names.roles = roles(file, source)
    entries = lay_out(file.tables("steps", "step", missing="SOP006"), source)
    rows = rows_in(entries)
    names.blocks = tuple(e.id for e in entries if isinstance(e, Frame) and e.id)
    names.take_rows(gather_rows(rows, source))
    names.step_fields = tuple(s.value for row in rows for s, _ in row.entries("fields"))
    names.ends = tuple(_end_ids(file, source))
    names.requirements = requirements(file, source)
    names.form = fields(file, "form", source)
    names.documents = documents(file, source)
    names.inputs = inputs_of(names.form.values(), rows)
    tables = lookup_tables(file, names)
    service_standard = standard(_section(file, "standard", source))
    if (table := file.table("standard", "standard", missing=None)) is not None:
        source.mark(table.at("complaints"), "complaints")
        source.mark(table.at("fee"), "fee")
    names.is_free = service_standard.is_free
    head = _section(file, "identity", source)
    service = _section(file, "service", source)
    opens = opening(service)
    steps = _steps(file, entries, names, opens)
    if not steps:
        return None
    acceptances(file)
    events = Events(steps, names, source)
    window = promise(service, source)
    starts = events.clock(service, window.starts_at)
    check_conditions(steps, source)
    check_former(steps, source)
    code, revision, who = _identity(head, file)
    procedure = Procedure(
        code=code,
        version=revision,
        identity=who,
        scope=scope(_section(file, "scope", source, missing=None), file),
        standard=service_standard,
        promise=replace(window, starts_at=starts),
        case_number=case_number(service),
        roles=tuple(names.roles.values()),
        requirements=tuple(names.requirements.values()),
        form=tuple(names.form.values()),
        documents=tuple(names.documents.values()),
        steps=tuple(steps),
        ends=tuple(_ends(file, names)),
        withdrawal=withdrawal(file, names),
        notices=notices(file, events, names),
        blocks=blocks_of(entries, names),
        opening=opens,
        separations=separations(file, names),
        cancellation=cancellation(file, names),
        tables=tables,
        silence=silence(service, names),
    )
    return Draft(with_judging_bills(procedure), source)


def _section(
    file: Table, name: str, source: Source, *, missing: str | None = "SOP006"
) -> Table | None:
    table = file.table(name, name, missing=missing)
    source.mark(file.key_at(name), name)
    return table


def _identity(head: Table | None, file: Table) -> tuple[str, str, Identity]:
    if head is None:
        head = Table(Mapping({}, file.place), "identity", file.source)
    code = head.text("code") or ""
    version = head.text("version") or ""
    head.source.mark(head.at("code"), "code")
    head.source.mark(head.key_at("dates"), "dates")
    for name in ("number", "title", "legal_basis", "ratified_by", "warning", "records", "related"):
        head.source.mark(head.at(name), name)
    for number, scalar in enumerate(head.scalars("legal_basis")):
        head.source.mark(scalar.place, "legal_basis", str(number))
    return code, version, identity(head)


def _end_ids(file: Table, source: Source) -> list[EndId]:
    found = []
    for scalar, _ in file.entries("ends", missing="SOP006"):
        if source.claim(scalar.value, scalar.place):
            source.mark(scalar.place, "end", scalar.value)
            found.append(EndId(scalar.value))
    return found


def _ends(file: Table, names: Names) -> list[End]:
    found = []
    for scalar, node in file.entries("ends"):
        table = file.entry(node, "end", about=scalar.value, short=None)
        if table is None or scalar.value not in names.ends:
            continue
        result = table.choice("result", RESULTS, missing="SOP006")
        label = table.words("label") or Text(scalar.value, scalar.value)
        must = names.steps_at(table, "must")
        copies = copied_to(table, names, of=scalar.value)
        found.append(End(EndId(scalar.value), result or EndResult.CLOSED, label, must, copies))
    return found


def _steps(file: Table, entries: tuple[Entry, ...], names: Names, opens: Opening) -> list[Step]:
    everywhere: tuple[Rung, ...] = ()
    if (escalation := file.table("escalation", "escalation", missing=None)) is not None:
        everywhere = ladder(escalation, "all", names)
    steps: list[Step] = []
    for table, following in lines(entries, names):
        row_id = table.text("id")
        if row_id is not None and row_id in names.rows:
            row = Row(table, row_id, names.rows[row_id], following)
            steps += steps_of(row, names, everywhere)
    if entries and isinstance(entries[0], Frame):
        first = entries[0]
        code = "SOP110" if opens is Opening.APPLICANT else "SOP130"
        file.source.reporter.report(code, first.table.at("id"), step=first.id or "?")
    elif steps:
        check_first_row(steps[0], opens, names, file)
    return steps
