"""Scenario files: every fault at its place with a cure, and nothing raises."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.compiler.scenario import ScenarioFile, read_scenarios, sop_named_in
from sopflow.domain.checks import Aspect
from sopflow.domain.rehearsal import (
    DeedKind,
)
from sopflow.domain.words import Duration, DurationUnit, ItemId
from tests.domain.play import machine

PROCEDURE = machine("sktm").procedure
WHOLE = """\
skenario: 1
sop: 1.0.0.yaml
libur: [2026-12-25]
permohonan: { isian: { keperluan: kesehatan }, syarat: [ktp, kk] }
daftar:
  - nama: Berkas kurang
    mulai: 2026-11-23 09.00
    maka: { langkah: periksa, batas: 2026-11-23 09.05, pesan: dibuka }
    jalan:
      - { oleh: loket, pilih: kurang, alasan: KTP buram, maka: { langkah: ajukan, jam: berhenti } }
      - { setelah: 2 hari kalender, oleh: pemohon, syarat: pengantar, isian: { nama: Sari } }
      - { pada: 2026-12-01 10.30, oleh: pemohon, tarik: ya, maka: {akhir: dicabut, hasil: dicabut}}
      - { lewat: ajukan, maka: { ditolak: sudah_selesai } }
      - { sampaikan: ya }
    akhirnya: { pesan: [dibuka, ajukan.masuk, akhir] }
"""


def read(text: str) -> ScenarioFile:
    return read_scenarios(text, PROCEDURE, file="x.skenario.yaml")


def test_a_scenario_is_read_whole() -> None:
    found = read(WHOLE)

    assert found.diagnostics == ()
    (scenario,) = found.scenarios
    assert scenario.name == "Berkas kurang"
    assert scenario.start == datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert scenario.fields == {"keperluan": "kesehatan"}
    assert scenario.papers == frozenset({ItemId("ktp"), ItemId("kk")})
    assert [deed.kind for deed in scenario.deeds] == [
        DeedKind.ANSWER,
        DeedKind.ANSWER,
        DeedKind.WITHDRAW,
        DeedKind.OVERDUE,
        DeedKind.SERVE,
    ]
    assert scenario.deeds[1].after == Duration(2, DurationUnit.CALENDAR_DAY)
    assert scenario.deeds[1].papers == {"pengantar"}
    assert [c.aspect for c in scenario.deeds[0].checks] == [Aspect.STEPS, Aspect.CLOCK]
    assert scenario.deeds[0].line == 10
    assert scenario.finally_[0].wanted == {"opened", "ajukan.entered", "ended"}


def test_a_file_names_its_sop_or_none() -> None:
    assert sop_named_in(WHOLE) == "1.0.0.yaml"
    assert sop_named_in(WHOLE.replace("sop: 1.0.0.yaml\n", "")) is None
    assert sop_named_in("[") is None
    assert sop_named_in("a: 1\n" * 500) is None


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "cure"),
    [
        ("pilih: kurang", "plih: kurang", "SCN003", 10, "`pilih`"),
        ("oleh: loket,", "oleh: lokett,", "SCN102", 10, "`loket`"),
        ("pilih: kurang", "pilih: kurng", "SCN103", 10, "`kurang`"),
        ("langkah: ajukan,", "langkah: ajukn,", "SCN101", 10, "`ajukan`"),
        ("lewat: ajukan", "lewat: ajuan", "SCN101", 13, "`ajukan`"),
        ("syarat: pengantar", "syarat: pengatar", "SCN104", 11, "`pengantar`"),
        ("isian: { nama: Sari }", "isian: { nma: Sari }", "SCN104", 11, "`nama`"),
        ("isian: { nama: Sari }", "isian: { nama: [Sari] }", "SCN004", 11, ""),
        ("akhir: dicabut", "akhir: dicabt", "SCN105", 12, "`dicabut`"),
        ("hasil: dicabut", "hasil: dicabt", "SCN007", 12, "`dicabut`"),
        ("ditolak: sudah_selesai", "ditolak: selesai", "SCN007", 13, "sudah_selesai"),
        ("09.05", "pagi", "SCN106", 8, "09.00"),
        ("mulai: 2026-11-23 09.00", "mulai: Senin", "SCN106", 7, "09.00"),
        ("pada: 2026-12-01 10.30", "pada: 2026-12-01 25.30", "SCN106", 12, "09.00"),
        ("libur: [2026-12-25]", "libur: [Natal]", "SCN106", 3, ""),
        ("pesan: dibuka }", "pesan: dibka }", "SCN107", 8, "`dibuka`"),
        ("{ sampaikan: ya }", "{ alasan: lupa }", "SCN108", 14, "`oleh`"),
        ("{ sampaikan: ya }", "{ sampaikan: ya, oleh: kasi }", "SCN108", 14, "`oleh`"),
        ("2 hari kalender", "2 hari", "SCN301", 11, "hari kerja"),
        ("    mulai: 2026-11-23 09.00\n", "", "SCN006", 6, "mulai"),
        ("skenario: 1", "skenario: 2", "SCN011", 1, ""),
        ("09.05, pesan: dibuka }", "09.05", "SCN001", 9, ""),
        ("batas: 2026-11-23 09.05", "batas: [besok]", "SCN004", 8, ""),
        ("batas: 2026-11-23 09.05", "batas: { perksa: 2026-11-23 9.05 }", "SCN101", 8, "`periksa`"),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_its_line_and_a_cure(
    old: str, new: str, code: str, line: int, cure: str
) -> None:
    assert WHOLE.count(old) == 1
    found = read(WHOLE.replace(old, new))

    faults = [d for d in found.diagnostics if d.code == code]
    assert [d.line for d in faults] == [line], found.diagnostics
    assert cure in faults[0].cure.id


def test_two_scenarios_of_one_name_are_a_fault() -> None:
    twice = WHOLE + WHOLE[WHOLE.index("  - nama") :]

    assert [(d.code, d.line) for d in read(twice).diagnostics] == [("SCN109", 16)]


def test_an_answer_that_must_be_refused_may_be_unknown() -> None:
    row = "{ oleh: loket, pilih: terserah, maka: { ditolak: jawaban_tak_ada } }"

    assert read(WHOLE.replace("{ sampaikan: ya }", row)).diagnostics == ()


def test_all_papers_can_be_handed_in_with_an_answer() -> None:
    found = read(WHOLE.replace("syarat: pengantar", "syarat: semua"))

    assert found.scenarios[0].deeds[1].papers == {r.id for r in PROCEDURE.requirements}


def test_a_promise_that_is_no_instant_is_a_fault() -> None:
    found = read(WHOLE.replace("09.05, pesan: dibuka }", "09.05, janji: [besok] }"))

    assert [(d.code, d.line) for d in found.diagnostics] == [("SCN004", 8)]


def test_a_chain_of_initials_stands_for_its_first_level() -> None:
    found = read(WHOLE.replace("langkah: ajukan,", "langkah: paraf,"))

    assert found.scenarios[0].deeds[0].checks[0].wanted == {"paraf_kasi"}


def test_several_due_times_are_named_by_step() -> None:
    found = read(WHOLE.replace("batas: 2026-11-23 09.05", "batas: { periksa: 2026-11-23 09.05 }"))

    due = next(c for c in found.scenarios[0].opening if c.aspect is Aspect.DUE)
    assert due.wanted == {"periksa": datetime(2026, 11, 23, 2, 5, tzinfo=UTC)}


@pytest.mark.parametrize(
    "text",
    ["", "a", "[", "- a", "skenario: 1", "skenario: 1\ndaftar: {}", "skenario: 1\ndaftar: [1]",
     "skenario: 1\ndaftar: [{}]", "daftar: [{jalan: [{}]}]", "daftar: [{maka: [], jalan: a}]",
     "skenario: 1\n" + "k: 1\n" * 3000, "permohonan: []\nlibur: {a: b}", "a: *b", "\x00",
     "daftar:\n" + "  - { nama: a, mulai: b }\n" * 500],
)  # fmt: skip
def test_garbage_is_a_finding_and_never_an_exception(text: str) -> None:
    found = read(text)

    assert any(d.is_error for d in found.diagnostics)
    assert all(d.render() and d.render("en") and d.family for d in found.diagnostics)


@given(st.data())
def test_a_mutated_file_is_answered(data: st.DataObject) -> None:
    lines = WHOLE.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    cut = data.draw(st.integers(0, len(lines[at])))
    mark = data.draw(st.sampled_from([*"{}[]:-&*!|>'\"@,#", "\t", "  ", "oleh: ", "maka: "]))
    lines[at] = lines[at][:cut] + mark + lines[at][cut:]

    assert isinstance(read("\n".join(lines)), ScenarioFile)
