"""Decision tables of the file: cells read, rows turned into rules, gaps and overlaps reported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sopflow.compiler.amounts import exact_number
from sopflow.compiler.cells import Cell, Input, InputKind, Sample, cell_of, spell
from sopflow.compiler.names import Names
from sopflow.compiler.reading import Table, near
from sopflow.compiler.tables import (
    COMBINATIONS_MAX,
    DecisionTable,
    TooManyCombinations,
    Verdict,
    judge,
)
from sopflow.compiler.vocabulary import COMBINES, FIELD_KINDS, KEYS, POLICIES, YES_NO
from sopflow.compiler.yamltree import Mapping as YamlMapping
from sopflow.compiler.yamltree import Node, Scalar, Sequence
from sopflow.domain.items import Field, FieldKind
from sopflow.domain.lookups import Combine, LookupRow, LookupTable, Policy
from sopflow.domain.words import ItemId, Text

ROWS_MAX: Final = 200
_NUMBERS: Final = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY)


def inputs_of(form: Iterable[Field], rows: Iterable[Table]) -> Mapping[str, Input]:
    """Gather what a table may look at: fields of the form and of steps, answers of decisions.

    The fields and answers of steps are looked at before the rows are read, so that a table may
    stand before or after them.
    """
    found = {f"formulir.{f.id}": _of_field(f"formulir.{f.id}", f) for f in form}
    for row in rows:
        for scalar, node in row.entries("fields"):
            name = f"isian.{scalar.value}"
            found[name] = _of_node(name, node)
        step = row.text("id", missing=None)
        answers = _answers(row)
        if step is not None and answers:
            name = f"jawaban.{step}"
            found[name] = Input(name, InputKind.TEXT, answers)
    return found


def _of_field(name: str, field: Field) -> Input:
    return _input(
        name,
        field.kind,
        field.choices,
        field.minimum,
        field.maximum,
        may_be_empty=not field.is_required,
    )


def _input(  # noqa: PLR0913  the parts of a field, each named by its caller
    name: str,
    kind: FieldKind,
    choices: tuple[str, ...],
    low: Decimal | None,
    high: Decimal | None,
    *,
    may_be_empty: bool,
) -> Input:
    if kind in _NUMBERS:
        is_whole = kind is not FieldKind.DECIMAL
        return Input(name, InputKind.NUMBER, None, low, high, is_whole, may_be_empty)
    if kind is FieldKind.YES_NO:
        return Input(name, InputKind.YES_NO, ("ya", "tidak"), may_be_empty=may_be_empty)
    return Input(name, InputKind.TEXT, choices or None, may_be_empty=may_be_empty)


def _of_node(name: str, node: Node) -> Input:
    """Read of a step's field what tells its domain; its faults are reported where it is read."""
    pairs = node.pairs if isinstance(node, YamlMapping) else {}
    words = KEYS["field"]
    kind = FIELD_KINDS.get(_plain(pairs, words["kind"]), FieldKind.TEXT)
    choices = pairs.get(words["choices"])
    listed = choices[1].items if choices and isinstance(choices[1], Sequence) else []
    return _input(
        name,
        kind,
        tuple(item.value for item in listed if isinstance(item, Scalar)),
        exact_number(_plain(pairs, words["minimum"])),
        exact_number(_plain(pairs, words["maximum"])),
        may_be_empty=not YES_NO.get(_plain(pairs, words["required"]), False),
    )


def _plain(pairs: Mapping[str, tuple[Scalar, Node]], word: str) -> str:
    node = pairs.get(word, (None, None))[1]
    return node.value.lower() if isinstance(node, Scalar) else ""


def _answers(row: Table) -> tuple[str, ...]:
    decision = row.node("decision")
    pairs = decision.pairs if isinstance(decision, YamlMapping) else {}
    answers = pairs.get(KEYS["decision"]["answers"], (None, None))[1]
    return tuple(answers.pairs) if isinstance(answers, YamlMapping) else ()


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A decision table as it was read: its rows with their cells, and what else holds."""

    table: DecisionTable
    rows: tuple[Table, ...]
    has_else: bool


def read_table(table: Table, names: Names, *, about: str) -> ReadTable | None:
    """Read inputs and rows; None when a fault leaves nothing to judge."""
    policy = table.choice("policy", POLICIES, missing="SOP006")
    inputs = _inputs(table, names, about=about)
    kind = "table_row" if table.section == "rule_table" else "value_row"
    listed = table.tables("rows", kind, missing="SOP006")
    if len(listed) > ROWS_MAX:
        table.report("SOP455", table.key_at("rows"), about=about, maximum=f"{ROWS_MAX} baris")
        return None
    rows = [(row, _cells(row, inputs, about)) for row in listed] if inputs else []
    whole = [(row, cells) for row, cells in rows if cells is not None]
    if policy is None or not whole or len(whole) < len(listed):
        return None
    decision = DecisionTable(policy, inputs, tuple(cells for _, cells in whole))
    return ReadTable(decision, tuple(row for row, _ in whole), table.has("otherwise"))


def _inputs(table: Table, names: Names, *, about: str) -> tuple[Input, ...]:
    """Read what the table looks at; a table of numbers cannot ask for answers."""
    found = []
    for scalar in table.scalars("inputs", missing="SOP006"):
        over = names.inputs.get(scalar.value)
        if over is not None and over.name.startswith("jawaban.") and table.section == "value_table":
            table.report("SOP451", scalar.place, name=scalar.value, about=about)
            return ()
        if over is None:
            known = near(scalar.value, names.inputs)
            table.report("SOP403", scalar.place, name=scalar.value, **known)
            return ()
        found.append(over)
    return tuple(found)


def _cells(row: Table, inputs: tuple[Input, ...], about: str) -> tuple[Cell, ...] | None:
    written = row.cells("when")
    if written and len(written) != len(inputs):
        details = {"about": about, "found": len(written), "wanted": len(inputs)}
        row.report("SOP452", row.at("when"), **details)
    if len(written) != len(inputs):
        return None
    found: list[Cell] = []
    for texts, over in zip(written, inputs, strict=True):
        cell = cell_of(tuple(text.value for text in texts), over)
        if isinstance(cell, str):
            known = near(cell, over.values or ())
            row.report("SOP450", texts[0].place, value=cell, input=over.name, **known)
            return None
        found.append(cell)
    return tuple(found)


def report_verdict(read: ReadTable, table: Table, *, about: str) -> None:
    """Report what falls through, what two rows decide at once, and what never decides."""
    try:
        verdict = judge(read.table)
    except TooManyCombinations:
        most = f"{COMBINATIONS_MAX} paduan"
        table.report("SOP455", table.key_at("inputs"), about=about, maximum=most)
        return
    _report_gap(read, table, verdict, about)
    for first, second, sample in verdict.overlaps:
        details = {"about": about, "first": first + 1, "second": second + 1}
        place = read.rows[second].place
        table.report("SOP454", place, sample=_spelt(read.table, sample), **details)
    for number in verdict.idle:
        table.report("SOP456", read.rows[number].place, about=about, row=number + 1)


def _report_gap(read: ReadTable, table: Table, verdict: Verdict, about: str) -> None:
    if read.has_else and verdict.gap is None:
        table.report("SOP457", table.key_at("otherwise"), about=about)
    elif not read.has_else and verdict.gap is not None:
        sample = _spelt(read.table, verdict.gap)
        table.report("SOP453", table.key_at("rows"), about=about, sample=sample)


def _spelt(table: DecisionTable, samples: Iterable[Sample]) -> str:
    pairs = zip(table.inputs, samples, strict=True)
    return ", ".join(spell(over, sample) for over, sample in pairs)


def lookup_tables(file: Table, names: Names) -> tuple[LookupTable, ...]:
    """Read the named tables of numbers; each may use those above it."""
    found = []
    for scalar, node in file.entries("tables"):
        table = file.entry(node, "value_table", about=scalar.value, short=None)
        if table is None or not table.source.claim(scalar.value, scalar.place):
            continue
        table.source.mark(scalar.place, "table", scalar.value)
        lookup = _lookup(ItemId(scalar.value), table, names)
        found += [lookup] if lookup else []
        name = f"tabel.{scalar.value}"
        names.inputs = {**names.inputs, name: Input(name, InputKind.NUMBER, may_be_empty=True)}
        names.tables = (*names.tables, scalar.value)
    return tuple(found)


def _lookup(item: ItemId, table: Table, names: Names) -> LookupTable | None:
    combine = table.choice("combine", COMBINES)
    read = read_table(table, names, about=item)
    otherwise = _amount(table, "otherwise") if table.has("otherwise") else None
    if read is None:
        return None
    collects = read.table.policy is Policy.COLLECT
    if collects != (combine is not None):
        table.report("SOP458", table.at("policy"), about=item)
    if combine not in (Combine.SUM, Combine.COUNT):
        report_verdict(read, table, about=item)
    rows = [
        LookupRow(read.table.condition(number), value)
        for number, row in enumerate(read.rows)
        if (value := _amount(row, "value")) is not None
    ]
    none_holds = Decimal(0) if collects and otherwise is None else otherwise
    return LookupTable(
        id=item,
        label=table.words("label", missing=None) or Text(item, item),
        basis=table.text("basis", missing=None),
        rows=tuple(rows),
        otherwise=none_holds,
        combine=combine,
    )


def _amount(table: Table, name: str) -> Decimal | None:
    text = table.text(name)
    number = exact_number(text) if text is not None else None
    if text is not None and number is None:
        table.report("SOP459", table.at(name), value=text)
        return None
    return number
