"""Bills: their formula, what it may ask for, and payments in scenarios."""

from decimal import Decimal

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.compiler.scenario import read_scenarios
from sopflow.domain.awaited import Bill, BillKind, Rounding
from sopflow.domain.bills import AMOUNT_MAX, amount_of
from sopflow.domain.cover import cover
from sopflow.domain.differences import differences
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.prospects import prospects
from sopflow.domain.rehearsal import perform, rehearse
from sopflow.domain.stage import Stage, begun
from sopflow.domain.words import Nature, StepId, StepKind
from tests.awaiting import CHECK, CLOSE, FIRST, MEASURE, PAY, RETRIBUSI, TOLD, compiled, sop
from tests.domain.play import CALENDAR, MONDAY

BEGUN = """      - { oleh: loket, pilih: lengkap }
      - { oleh: loket, langkah: rekam, isian: { luas: '10,5' } }"""


def findings(text: str) -> list[tuple[str, str]]:
    lines = text.splitlines()
    found = compile_text(text, file="x.yaml").diagnostics
    return [(d.code, lines[d.line - 1].strip()) for d in found]


def test_a_bill_makes_the_payment_the_act_of_the_system_or_of_who_confirms_it() -> None:
    machine = compiled(RETRIBUSI)
    step = machine.steps[StepId("bayar")]

    arcs = {a.trigger: (a.actor_class.value, a.role) for a in machine.compiled.arcs
            if a.step == "bayar"}  # fmt: skip
    assert arcs == {
        "bayar:lunas": ("system", None),
        "bayar:lunas!manual": ("official", "kasi"),
        "bayar:overdue": ("rule", None),
    }
    assert step.kind is StepKind.PAYMENT
    assert step.bill == Bill("isian.luas * 12500", "bank", ("qris", "va"), BillKind.RETRIBUTION)
    assert [a.nature for a in step.answers] == [Nature.SUPPORTS]
    assert "beres/bayar" in {o.id for o in machine.compiled.obligations}


def test_without_a_bill_the_applicant_says_that_they_have_paid() -> None:
    plain = PAY.replace(
        "    tagihan: { rumus: isian.luas * 12500, jenis: retribusi, sumber: bank, "
        "kanal: [qris, va] }\n    konfirmasi: kasi\n",
        "",
    )
    machine = compiled(sop("retribusi", CHECK, MEASURE, plain, CLOSE) + TOLD.removeprefix("\n"))

    assert machine.steps[StepId("bayar")].kind is StepKind.APPLICANT


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("    konfirmasi: kasi\n", "", "SOP142", "- id: bayar"),
        (
            "    batas: 30 hari kalender\n    bila_lewat: gugur\n",
            "",
            "SOP140",
            "- id: bayar",
        ),
        ("isian.luas * 12500", "isian.luass * 12500", "SOP403", "tagihan"),
        ("isian.luas * 12500", "isian.luas **", "SOP402", "tagihan"),
        ("isian.luas * 12500", "formulir.nama * 2", "SOP441", "tagihan"),
        ("sumber: bank", "sumber: Bank", "SOP008", "tagihan"),
        ("jenis: retribusi", "jenis: denda", "SOP007", "tagihan"),
        ("pelaksana: pemohon\n    tagihan", "pelaksana: kasi\n    tagihan", "SOP115", "pelaksana"),
        ("    jam: berhenti\n", "    mengubah: [ktp]\n", "SOP115", "mengubah: [ktp]"),
        ("jenis: bayar", "jenis: hadir", "SOP115", "tagihan"),
        ("biaya: Sesuai tarif daerah", "biaya: Gratis", "SOP605", "jenis: bayar"),
    ],
)
def test_a_bill_that_nobody_could_pay_or_compute_is_refused(
    old: str, new: str, code: str, line: str
) -> None:
    at = RETRIBUSI.index(PAY) if old in PAY else 0
    text = RETRIBUSI[:at] + RETRIBUSI[at:].replace(old, new, 1)

    assert any(c == code and found.startswith(line) for c, found in findings(text)), findings(text)


def test_a_formula_over_a_field_that_may_be_empty_breaks_p7() -> None:
    text = RETRIBUSI.replace("jenis: angka, wajib: ya, min: 0", "jenis: angka, min: 0")

    assert [code for code, _ in findings(text)] == ["SOP430"]


def test_a_field_that_changes_after_the_payment_makes_it_stale() -> None:
    head = RETRIBUSI.partition("\nlangkah:")[0]
    form = head.replace(
        "formulir:\n", "formulir:\n  luas:\n    label: Luas\n    jenis: bulat\n    wajib: ya\n"
    )
    back = CLOSE.replace(
        "    ke: beres\n",
        "    putusan:\n      jawab:\n        ya: { ke: beres, sifat: mendukung }\n"
        "        ulang: { ke: ajukan, sifat: netral, maks_putaran: 1, "
        "bila_putaran_habis: tutup }\n",
    )
    tail = RETRIBUSI[RETRIBUSI.index("\nakhir:") :]
    pay = PAY.replace("isian.luas", "formulir.luas")
    once = form + "\nlangkah:" + FIRST + CHECK.replace("ke: rekam", "ke: bayar") + pay + back + tail

    assert compiled(once).steps[StepId("bayar")].judges == ("luas",)
    around = once.replace("{ ke: ajukan, sifat: netral, maks_putaran: 1, ", "{ ke: betulkan, "
                          "sifat: netral, maks_putaran: 1, ").replace(
        "\nakhir:",
        "\n  - id: betulkan\n    kegiatan: Membetulkan data\n    pelaksana: pemohon\n"
        "    mengubah: [luas]\n    tetap: { periksa: Diukur lagi oleh petugas. }\n"
        "    jam: berhenti\n    batas: 7 hari kalender\n    bila_lewat: gugur\n"
        "    ke: tutup\n\nakhir:", 1,
    )  # fmt: skip
    assert ("SOP203", "mengubah: [luas]") in findings(around)


def test_amounts_are_exact_and_rounded_as_the_bill_says() -> None:
    def amount(formula: str, rounding: Rounding = Rounding.NEAREST, **values: object) -> int | None:
        named = {f"isian.{name}": value for name, value in values.items()}
        return amount_of(Bill(formula, "bank", rounding=rounding), named)

    assert amount("isian.x * 0.1", x=Decimal("0.3")) == 0
    assert amount("isian.x * 12500", x=Decimal("10.5")) == 131_250
    assert amount("5 / 2") == 3
    assert amount("5 / 2", Rounding.DOWN) == 2
    assert amount("1 / 3", Rounding.UP) == 1
    assert amount("2 - 3") is None
    assert amount("isian.x * 2") is None
    assert amount("'teks'") is None
    assert amount("1 / 0") is None
    assert amount(f"{AMOUNT_MAX} + 1") is None
    assert amount("0") == 0


def test_payments_in_parts_are_played_and_every_answer_is_tried() -> None:
    machine = compiled(RETRIBUSI)
    text = f"""skenario: 1
daftar:
  - nama: Dua kali bayar
    mulai: 2026-11-23 09.00
    jalan:
{BEGUN}
      - {{ kabar: bayar, jumlah: 100000, maka: {{ langkah: bayar }} }}
      - {{ kabar: bayar, jumlah: 31250, maka: {{ langkah: tutup }} }}
  - nama: Lunas sekaligus
    mulai: 2026-11-23 09.00
    jalan:
{BEGUN}
      - {{ kabar: bayar, maka: {{ langkah: tutup }} }}
  - nama: Dipastikan bendahara
    mulai: 2026-11-23 09.00
    jalan:
{BEGUN}
      - {{ oleh: kasi, langkah: bayar, maka: {{ langkah: tutup }} }}
  - nama: Tidak dibayar
    mulai: 2026-11-23 09.00
    jalan:
{BEGUN}
      - {{ lewat: bayar, maka: {{ akhir: gugur }} }}
  - nama: Pemohon tidak dapat menjawab sendiri
    mulai: 2026-11-23 09.00
    jalan:
{BEGUN}
      - {{ oleh: pemohon, langkah: bayar, maka: {{ ditolak: bukan_pelaksananya }} }}
"""
    found = read_scenarios(text, machine.procedure, file="x.skenario.yaml")
    assert found.diagnostics == (), found.diagnostics

    plays = [rehearse(machine, scenario) for scenario in found.scenarios]

    assert [p.mismatches for p in plays] == [()] * len(plays)
    tried = cover(machine, [p.stage for p in plays if p.stage]).answers
    assert {t for t in tried.missing if t.startswith("bayar")} == set()


def test_a_walk_pays_the_whole_bill() -> None:
    stage = begun(compiled(RETRIBUSI), OfficeMoment(MONDAY, CALENDAR))
    for word, fields in (("lengkap", {}), ("done", {"luas": "2"}), ("lunas", {})):
        ways = [w for w in prospects(stage) if w.answer == word]
        moved = perform(stage, ways[0].deed(fields=fields))
        assert isinstance(moved, Stage), moved
        stage = moved

    assert [(b.amount, b.paid) for b in stage.case.bills] == [(25_000, 25_000)]
    assert {i.step for i in stage.case.items} == {"tutup"}


def test_a_version_with_another_tariff_says_so() -> None:
    text = RETRIBUSI.replace("12500", "15000").replace(
        "jenis: retribusi, sumber", "jenis: pajak, sumber"
    )

    (change,) = [
        d for d in differences(compiled(RETRIBUSI), compiled(text)) if "ditunggu" in d.what.id
    ]

    assert change.before is not None
    assert change.after is not None
    assert change.before.id.startswith("retribusi, isian.luas * 12500, dibulatkan")
    assert change.after.en.startswith("tax, isian.luas * 15000, rounded to the nearest rupiah")
