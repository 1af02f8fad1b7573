"""Duties of persons: what the machine carries, and what may not be written."""

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.compiler.scenario import read_scenarios
from sopflow.domain.cover import cover
from sopflow.domain.differences import differences
from sopflow.domain.duties import Duties, Separation
from sopflow.domain.machines import Machine
from sopflow.domain.rehearsal import rehearse
from sopflow.domain.words import StepId
from tests.compiler.dutiful import SEPARATION, WHOLE, dutiful

LEVELS = (StepId("paraf_kasi"), StepId("paraf_sekcam"), StepId("ttd"))


def made(text: str) -> Machine:
    found = compile_text(text, file="x.yaml")
    assert found.machine is not None, found.diagnostics
    return found.machine


def test_the_machine_carries_the_duties_and_whoever_must_differ_differs_in_either_order() -> None:
    assert made(dutiful()).compiled.duties == Duties(
        different={
            StepId("verifikasi"): (StepId("periksa"), StepId("ttd")),
            StepId("periksa"): (StepId("verifikasi"),),
            StepId("ttd"): (StepId("verifikasi"),),
        },
        same={StepId("serah"): (StepId("susun_surat"),)},
        separations=(Separation(LEVELS, 1),),
        barred=(StepId("ttd"),),
    )


def test_a_file_without_duties_keeps_its_hash_and_carries_none() -> None:
    plain = made(WHOLE)

    assert plain.compiled.duties == Duties()
    assert made(WHOLE + "# pemisahan: []\n").id == plain.id


def test_a_chain_gives_its_duty_to_each_level() -> None:
    duties = made(dutiful(paraf="    orang_berbeda: [periksa]\n")).compiled.duties

    assert duties.different[StepId("periksa")] == ("paraf_kasi", "paraf_sekcam")


@pytest.mark.parametrize(
    ("rows", "separation", "code", "words"),
    [
        ({"ttd": "    orang_berbeda: [periksaa]\n"}, "", "SOP209", "periksaa"),
        ({"ttd": "    orang_berbeda: [ttd]\n"}, "", "SOP241", "ttd"),
        ({"ttd": "    orang_sama: [ttd]\n"}, "", "SOP241", "ttd"),
        ({"ttd": "    orang_berbeda: [ajukan]\n"}, "", "SOP242", "ajukan"),
        ({"ttd": "    orang_berbeda: [nomori_surat]\n"}, "", "SOP242", "nomori_surat"),
        ({"ajukan": "    orang_sama: [periksa]\n"}, "", "SOP242", "ajukan"),
        ({"ajukan": "    benturan_kepentingan: ya\n"}, "", "SOP242", "ajukan"),
        ({"nomori_surat": "    orang_sama: [periksa]\n"}, "", "SOP115", "orang_sama"),
        (
            {"ttd": "    orang_sama: [periksa]\n    orang_berbeda: [periksa]\n"},
            "", "SOP240", "periksa",
        ),
        (
            {
                "ttd": "    orang_sama: [verifikasi]\n    orang_berbeda: [periksa]\n",
                "verifikasi": "    orang_sama: [periksa]\n",
            },
            "", "SOP240", "periksa",
        ),
        ({"ttd": "    orang_sama: [paraf]\n"}, SEPARATION, "SOP240", "paraf_kasi"),
        ({"ttd": ""}, "pemisahan: [{ langkah: [ajukan, ttd], paling_banyak: 1 }]", "SOP242", "aju"),
        ({"ttd": ""}, "pemisahan: [{ langkah: [ttd], paling_banyak: 1 }]", "SOP243", "ttd"),
        ({"ttd": ""}, "pemisahan: [{ langkah: [paraf, ttd], paling_banyak: 3 }]", "SOP243", "3"),
        ({"ttd": ""}, "pemisahan: [{ langkah: [paraf, ttd] }]", "SOP006", "paling_banyak"),
        ({"ttd": ""}, "pemisahan: [{ paling_banyak: 1 }]", "SOP006", "langkah"),
        ({"ttd": ""}, "pemisahan: [{ langkah: [parf], paling_banyak: 1 }]", "SOP209", "parf"),
        ({"ttd": ""}, "pemisahan: [{ langkah: [paraf, ttd], paling_banyak: 0 }]", "SOP013", "0"),
    ],
)  # fmt: skip
def test_what_nobody_could_keep_is_refused(
    rows: dict[str, str], separation: str, code: str, words: str
) -> None:
    text = dutiful(**rows).replace(SEPARATION, "") + separation

    found = compile_text(text, file="x.yaml")

    assert found.machine is None
    assert {d.code for d in found.diagnostics} == {code}
    assert any(words in d.message.id for d in found.diagnostics)


def test_the_place_of_a_contradiction_is_the_line_that_says_it() -> None:
    text = dutiful(ttd="    orang_sama: [periksa]\n    orang_berbeda: [periksa]\n")

    (found,) = compile_text(text, file="x.yaml").diagnostics

    assert found.source_line.strip() == "orang_berbeda: [periksa]"


def test_two_versions_differ_in_their_duties() -> None:
    old = made(WHOLE.replace("kode: sktm", "kode: sktm-terpisah"))
    found = differences(old, made(dutiful()))
    told = [(d.what.en, d.after.en if d.after else None) for d in found]

    separated = dict(told)["separation of persons"]
    assert separated is not None
    assert separated.startswith("at most 1 of Initial the draft certificate (Head of the service")
    assert any("other person than at" in what for what, _ in told)
    assert any("same person as at" in what for what, _ in told)
    assert any("conflict of interest" in what for what, _ in told)


SCENARIOS = """\
skenario: 1
permohonan: { isian: { keperluan: kesehatan } }
daftar:
  - nama: Siapa yang memeriksa tidak memverifikasi, dan satu orang satu jenjang
    mulai: 2026-11-23 09.00
    jalan:
      - { oleh: loket#ani, pilih: lengkap }
      - { oleh: loket#2, pilih: terdaftar }
      - { oleh: kasi#ani, pilih: benar, maka: { ditolak: orang_yang_sama } }
      - { oleh: kasi, pilih: benar }
      - { oleh: loket#2, langkah: susun_surat }
      - { oleh: kasi#eko, langkah: paraf_kasi }
      - { oleh: sekcam#eko, langkah: paraf_sekcam, maka: { ditolak: terlalu_banyak } }
      - { oleh: sekcam, langkah: paraf_sekcam }
      - { oleh: camat#kasi, langkah: ttd, maka: { ditolak: orang_yang_sama } }
      - { oleh: camat#eko, langkah: ttd, maka: { ditolak: terlalu_banyak } }
      - { oleh: camat#maya, benturan: ya, alasan: Pemohon adalah kerabat }
      - { oleh: camat#maya, langkah: ttd, maka: { ditolak: benturan_kepentingan } }
      - { oleh: camat, langkah: ttd }
      - { oleh: loket#ani, langkah: serah, maka: { ditolak: orang_yang_lain } }
      - { oleh: loket#2, langkah: serah, maka: { akhir: terbit } }
  - nama: Yang dihitung adalah pelaku yang terakhir
    mulai: 2026-11-23 09.00
    jalan:
      - { oleh: loket#ani, pilih: lengkap }
      - { oleh: loket, pilih: terdaftar }
      - { oleh: kasi, pilih: salah, alasan: KTP buram }
      - { oleh: pemohon, langkah: ajukan }
      - { oleh: loket#kasi, pilih: lengkap, maka: { ditolak: orang_yang_sama } }
      - { oleh: loket, pilih: lengkap }
      - { oleh: loket, pilih: terdaftar }
      - { oleh: kasi#ani, pilih: benar, maka: { langkah: susun_surat } }
"""


def test_scenarios_try_the_duties_with_several_persons_of_one_role() -> None:
    machine = made(dutiful())
    file = read_scenarios(SCENARIOS, machine.procedure, file="x.skenario.yaml")
    assert file.diagnostics == ()

    played = [rehearse(machine, scenario) for scenario in file.scenarios]

    assert [r.mismatches for r in played] == [(), ()]
    stages = [r.stage for r in played if r.stage is not None]
    assert "ttd:approve" in cover(machine, stages).answers.tried


def test_a_person_that_is_none_is_refused_with_the_way_to_write_it() -> None:
    text = SCENARIOS.replace("oleh: loket#2, pilih: terdaftar", "oleh: loket#Ani, pilih: terdaftar")

    (found,) = read_scenarios(text, made(dutiful()).procedure, file="x").diagnostics

    assert (found.code, found.line) == ("SCN113", 8)
    assert "loket#2" in found.cure.id
