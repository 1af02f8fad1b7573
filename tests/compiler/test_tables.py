"""Decision tables: judged exactly, written as conditions, run like any rule."""

import random
from decimal import Decimal

import pytest

from sopflow.compiler.cells import Cell, Input, InputKind, Sample, Special, cell_of
from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.tables import DecisionTable, TooManyCombinations, judge
from sopflow.domain.expressions import choose, evaluate, values_of
from sopflow.domain.lookups import Policy
from sopflow.domain.words import StepId
from tests.compiler.broken import REKLAME, definition

SIZE = Input("formulir.luas", InputKind.NUMBER, None, Decimal(0), Decimal(12), is_whole=True)
SORT = Input("formulir.sifat", InputKind.TEXT, ("papan", "kain", "lampu"))
EVERY = [(Decimal(n), sort) for n in range(13) for sort in ("papan", "kain", "lampu")]
BOUNDS = ("-", "5", "< 3", "<= 3", "> 7", ">= 7", "2..6", "2..<6", "0..12", "9..12")
SORTS: tuple[tuple[str, ...], ...] = (("-",), ("papan",), ("kain", "lampu"), ("lampu",))


def _cell(over: Input, *texts: str) -> Cell:
    found = cell_of(texts, over)
    assert isinstance(found, Cell), found
    return found


def _random_table(chance: random.Random, policy: Policy) -> DecisionTable:
    rows = tuple(
        (_cell(SIZE, chance.choice(BOUNDS)), _cell(SORT, *chance.choice(SORTS)))
        for _ in range(chance.randrange(1, 6))
    )
    return DecisionTable(policy, (SIZE, SORT), rows)


def _holding(table: DecisionTable, values: tuple[Sample, ...]) -> list[int]:
    return [
        number
        for number, row in enumerate(table.rows)
        if all(cell.holds(value) for cell, value in zip(row, values, strict=True))
    ]


@pytest.mark.parametrize("policy", list(Policy))
def test_the_verdict_is_that_of_trying_every_value(policy: Policy) -> None:
    chance = random.Random(f"tables {policy}")
    for _ in range(400):
        table = _random_table(chance, policy)
        all_holding = [_holding(table, values) for values in EVERY]
        firsts = {holding[0] for holding in all_holding if holding}
        anywhere = {number for holding in all_holding for number in holding}

        verdict = judge(table)

        assert (verdict.gap is None) == all(all_holding)
        if verdict.gap is not None:
            assert not _holding(table, verdict.gap)
        deciding = firsts if policy is Policy.FIRST else anywhere
        assert set(verdict.idle) == set(range(len(table.rows))) - deciding
        together = {(h[0], other) for h in all_holding for other in h[1:]}
        assert {(a, b) for a, b, _ in verdict.overlaps} == (
            together if policy is Policy.UNIQUE else set()
        )
        for first, second, sample in verdict.overlaps:
            assert {first, second} <= set(_holding(table, sample))


def test_a_condition_holds_exactly_where_its_cells_do() -> None:
    chance = random.Random("conditions")
    for _ in range(300):
        table = _random_table(chance, Policy.FIRST)
        for number in range(len(table.rows)):
            condition = table.condition(number)
            for size, sort in EVERY:
                values = {SIZE.name: size, SORT.name: sort}
                holds = number in _holding(table, (size, sort))
                assert (condition is None or evaluate(condition, values) is True) == holds


def test_numbers_that_are_no_whole_numbers_have_values_between_two_bounds() -> None:
    exact = Input("formulir.luas", InputKind.NUMBER)
    rows = ((_cell(exact, "<= 5"),), (_cell(exact, ">= 6"),))

    verdict = judge(DecisionTable(Policy.UNIQUE, (exact,), rows))

    assert verdict.gap == (Decimal("5.5"),)


def test_a_comma_is_a_point_in_cells_and_in_the_bounds_of_a_field() -> None:
    exact = Input("formulir.luas", InputKind.NUMBER)
    assert _cell(exact, "< 0,5") == _cell(exact, "< 0.5")

    bounds = TABLE.replace("isian.nilai_pajak", "formulir.luas").replace('"0"', '"0,5..0,5"')
    text = _text(bounds.replace('"> 0"', '"> 0,5"'), "")
    with_comma = text.replace("    min: 0.5\n", "    min: 0,5\n")
    in_a_step = TABLE.replace('"0"', '"< 1"').replace('"> 0"', '">= 1"')

    assert with_comma != text
    assert compile_text(with_comma, file="x.yaml").diagnostics == ()
    assert _found(in_a_step) == []


def test_an_empty_field_and_a_free_text_fall_through_rows_that_ask() -> None:
    empty = Input("formulir.sifat", InputKind.TEXT, ("papan",), may_be_empty=True)
    free = Input("formulir.nama", InputKind.TEXT)

    assert judge(DecisionTable(Policy.UNIQUE, (empty,), ((_cell(empty, "papan"),),))).gap == (
        Special.EMPTY,
    )
    assert judge(DecisionTable(Policy.UNIQUE, (free,), ((_cell(free, "ada"),),))).gap == (
        Special.OTHER,
    )


def test_a_table_of_too_many_combinations_is_not_tried() -> None:
    cells = tuple(_cell(SIZE, "2..6") for _ in range(9))

    with pytest.raises(TooManyCombinations):
        judge(DecisionTable(Policy.UNIQUE, (SIZE,) * 9, (cells,)))


@pytest.mark.parametrize("text", ["besar", "5..2", "3..<3", "< ", "1.000.000", "<5 dan >2", ""])
def test_what_is_no_cell_is_given_back(text: str) -> None:
    assert cell_of((text,), SIZE) == text


# In the file -----------------------------------------------------------------------------------

RULES = """    bila:
      - { jika: isian.nilai_pajak > 0, ke: bayar, id: terutang }
      - { selainnya: susun_izin, id: nihil }
"""
TABLE = """    tabel:
      cara: unik
      masukan: [isian.nilai_pajak]
      baris:
        - { bila: "> 0", ke: bayar, id: terutang }
        - { bila: "0", ke: susun_izin, id: nihil }
"""
STEP = StepId("cek_pajak")


def _text(table: str, top: str) -> str:
    text = definition(REKLAME)
    assert RULES in text
    return text.replace(RULES, table, 1).replace("\nlangkah:\n", f"\n{top}\nlangkah:\n", 1)


def with_tables() -> str:
    """Give a file that says everything that tables can say."""
    rest = TABLE.replace("      baris:", "      selainnya: susun_izin\n      baris:")
    rates = RATE.replace("    baris:", "    gabung: jumlah\n    selainnya: 0\n    baris:")
    return _text(rest, rates)


def _compiled(table: str = TABLE, *, top: str = "") -> Compilation:
    return compile_text(_text(table, top), file="x.yaml")


def _found(table: str, *, top: str = "") -> list[tuple[str, str]]:
    found = _compiled(table, top=top).diagnostics
    return [(d.code, d.message.en) for d in found]


def test_a_table_is_a_list_of_rules_without_an_else_where_it_is_complete() -> None:
    machine = _compiled().machine
    assert machine is not None
    rules = machine.procedure.step(STEP).rules

    assert [(r.condition, r.answer) for r in rules] == [
        ("isian.nilai_pajak > 0", "terutang"),
        (None, "nihil"),
    ]
    for tax, answer in ((0, "nihil"), (1, "terutang")):
        assert choose(rules, values_of(machine.procedure, {"nilai_pajak": tax}, {})) == answer


def test_a_gap_names_the_input_that_falls_through() -> None:
    rows = TABLE.replace('"0", ke: susun_izin', '"> 10", ke: susun_izin').replace(
        '"> 0"', '"1..10"'
    )

    ((code, words),) = _found(rows)

    assert code == "SOP453"
    assert "isian.nilai_pajak = 0" in words


def test_an_overlap_names_both_rows_and_an_input() -> None:
    ((code, words),) = _found(TABLE.replace('"0", ke', '"<= 5", ke'))

    assert code == "SOP454"
    assert "Rows 1 and 2" in words
    assert "isian.nilai_pajak = " in words


def test_with_the_first_that_holds_an_overlap_is_no_fault_but_an_idle_row_is() -> None:
    first = TABLE.replace("unik", "pertama")

    assert _found(first.replace('"0", ke', '"-", ke')) == []
    idle = [
        words for code, words in _found(first.replace('"> 0", ke', '"-", ke')) if code == "SOP456"
    ]
    assert "Row 2" in idle[0]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"> 0"', "banyak", "SOP450"),
        ('bila: "> 0"', 'bila: ["> 0", "-"]', "SOP452"),
        ("[isian.nilai_pajak]", "[isian.nilai_paja]", "SOP403"),
        ("cara: unik", "cara: unikk", "SOP007"),
        ("cara: unik", "cara: kumpul", "SOP458"),
        ("cara: unik", "selainnya: susun_izin\n      cara: unik", "SOP457"),
        ("    tabel:", f"{RULES}    tabel:", "SOP115"),
    ],
)
def test_faults_of_a_table_are_named(old: str, new: str, code: str) -> None:
    assert code in {found for found, _ in _found(TABLE.replace(old, new, 1))}


def test_a_rest_is_left_to_selainnya() -> None:
    table = TABLE.replace('        - { bila: "0", ke: susun_izin, id: nihil }\n', "")

    compilation = _compiled(
        table.replace("      baris:", "      selainnya: susun_izin\n      baris:")
    )

    assert compilation.diagnostics == ()
    assert compilation.machine is not None
    assert [r.answer for r in compilation.machine.procedure.step(STEP).rules] == [
        "terutang",
        "otherwise",
    ]


# Tables of numbers -----------------------------------------------------------------------------

RATE = """tabel:
  tarif:
    nama: { id: Tarif pajak, en: Rate of the tax }
    dasar: Peraturan Daerah Kota Contoh Nomor 5 Tahun 2023
    cara: unik
    masukan: [formulir.luas]
    baris:
      - { bila: "<= 4", nilai: 100000 }
      - { bila: "> 4", nilai: 250000 }
"""
ASKING = RULES.replace("isian.nilai_pajak > 0", "formulir.luas * tabel.tarif > 300000")


def test_a_table_of_numbers_is_a_name_in_conditions() -> None:
    machine = _compiled(ASKING, top=RATE).machine
    assert machine is not None
    rules = machine.procedure.step(STEP).rules

    for size, answer in ((3, "nihil"), (4, "terutang"), (5, "terutang")):
        assert choose(rules, values_of(machine.procedure, {"luas": size}, {})) == answer


@pytest.mark.parametrize(
    ("combine", "number"), [("jumlah", 350), ("terbesar", 250), ("terkecil", 100), ("banyak", 2)]
)
def test_all_rows_that_hold_are_put_together(combine: str, number: int) -> None:
    rows = (
        RATE.replace("cara: unik", f"cara: kumpul\n    gabung: {combine}")
        .replace("100000", "100")
        .replace("250000", "250")
        .replace('"<= 4"', '"-"')
    )
    machine = _compiled(ASKING, top=rows).machine

    assert machine is not None
    assert values_of(machine.procedure, {"luas": 9}, {})["tabel.tarif"] == number


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"> 4"', '"> 5"', "SOP453"),
        ("100000", "Rp100.000", "SOP459"),
        ("[formulir.luas]", "[jawaban.kelayakan]", "SOP451"),
        ("cara: unik", "gabung: jumlah\n    cara: unik", "SOP458"),
    ],
)
def test_faults_of_a_table_of_numbers_are_named(old: str, new: str, code: str) -> None:
    assert code in {found for found, _ in _found(ASKING, top=RATE.replace(old, new, 1))}


def test_an_unknown_table_is_named_with_the_nearest() -> None:
    (found,) = _compiled(ASKING.replace("tabel.tarif", "tabel.tarip"), top=RATE).diagnostics

    assert found.code == "SOP403"
    assert "`tabel.tarif`" in found.cure.en
