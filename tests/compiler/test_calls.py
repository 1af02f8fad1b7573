"""Calls of other SOPs: read, in the certificate, and checked against what is called."""

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.library import checked_together, review_together
from sopflow.compiler.scenario import read_scenarios
from sopflow.domain.awaited import Call
from sopflow.domain.cover import cover
from sopflow.domain.differences import differences
from sopflow.domain.rehearsal import rehearse
from sopflow.domain.words import EndResult, StepId, UnitId
from tests.awaiting import BANTUAN, compiled
from tests.compiler.broken import SKTM, definition

GIVEN = "      alamat: formulir.alamat\n"


def findings(*texts: str) -> list[tuple[str, str]]:
    read = [compile_text(text, file=f"{n}.yaml") for n, text in enumerate(texts)]
    found = checked_together(read)[0].diagnostics
    lines = texts[0].splitlines()
    return [(d.code, lines[d.line - 1].strip()) for d in found if d.is_error]


def test_a_call_is_read_with_what_it_gives_and_assumes() -> None:
    machine = compiled(BANTUAN.replace("    sop: sktm\n", "    sop: sktm\n    unit: dinsos\n"))

    call = machine.steps[StepId("minta")].call

    assert isinstance(call, Call)
    assert (call.sop, call.unit) == ("sktm", UnitId("dinsos"))
    assert call.assumes == ("ttd", "serah")
    assert call.gives["keperluan"] == "'kesehatan'"
    assert call.results[EndResult.GRANTED] == "disetujui"
    arcs = [a for a in machine.compiled.arcs if a.step == "minta"]
    assert {(a.actor_class.value, a.role) for a in arcs} == {("system", None), ("rule", None)}


def test_the_certificate_names_the_call_with_what_it_rests_on() -> None:
    certificate = compile_text(BANTUAN, file="x.yaml").certificate

    assert certificate is not None
    assert certificate.certificate is not None
    assert certificate.as_dict()["must_act"][2] == {
        "step": "minta",
        "role": None,
        "via": {"sop": "sktm", "steps": ["ttd", "serah"]},
    }


def test_a_call_is_an_obligation_of_the_grant() -> None:
    around = BANTUAN.replace("bila_lewat: telusuri", "bila_lewat: tutup")

    assert findings(around) == [("SOP201", "bila_lewat: tutup")]


def test_caller_and_called_fit() -> None:
    assert findings(BANTUAN, definition(SKTM)) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("wajib: [ttd, serah]", "wajib: [ttd, arahan_surat]", "SOP145", "wajib:"),
        ("wajib: [ttd, serah]", "wajib: [tt, serah]", "SOP145", "wajib:"),
        (GIVEN, "", "SOP147", "sop: sktm"),
        (GIVEN, GIVEN + "      kota: formulir.alamat\n", "SOP146", "kota: formulir.alamat"),
        (
            "      gugur: { ke: telusuri, sifat: menentang }\n",
            "",
            "SOP144",
            "sop: sktm",
        ),
        (
            "      gugur: {",
            "      selesai: { ke: telusuri, sifat: netral }\n      gugur: {",
            "SOP149",
            "selesai",
        ),
        ("hasil:\n      disetujui", "hasil:\n      setuju", "SOP007", "setuju: {"),
        ("disetujui: { ke: tutup, sifat: mendukung }", "disetujui: { ke: tutup }", "SOP112", "dis"),
        ("nama: formulir.nama\n", "nama: formulir.nma\n", "SOP403", "nama: formulir.nma"),
        ("nama: formulir.nama\n", "nama: formulir.nama +\n", "SOP402", "nama: formulir.nama +"),
        ("ktp: persyaratan.ktp", "ktp: persyaratan.sim", "SOP401", "ktp: persyaratan.sim"),
        ("nama: formulir.nama\n", "nama: [x]\n", "SOP004", "nama: [x]"),
        ("    sop: sktm\n", "", "SOP006", "- id: minta"),
        (
            "    batas: 10 hari kerja\n    bila_lewat: telusuri\n",
            "",
            "SOP140",
            "- id: minta",
        ),
        ("    sop: sktm\n", "    sop: sktm\n    konfirmasi: kasi\n", "SOP115", "konfirmasi: kasi"),
        ("    sop: sktm\n", "    sop: sktm\n    ke: tutup\n", "SOP115", "ke: tutup"),
        ("    sop: sktm\n", "    sop: sktm\n    pelaksana: kasi\n", "SOP115", "pelaksana: kasi"),
    ],
)
def test_a_call_that_cannot_work_is_refused(old: str, new: str, code: str, line: str) -> None:
    at = BANTUAN.index("  - id: minta")
    text = BANTUAN[:at] + BANTUAN[at:].replace(old, new, 1)
    read = [compile_text(t, file="x.yaml") for t in (text, definition(SKTM))]
    lines = text.splitlines()

    found = [(d.code, lines[d.line - 1].strip()) for d in checked_together(read)[0].diagnostics]

    assert any(c == code and shown.startswith(line) for c, shown in found), found


def test_without_the_called_file_the_assumption_stands() -> None:
    text = BANTUAN.replace("wajib: [ttd, serah]", "wajib: [entah]")

    assert findings(text) == []


def test_calls_in_a_circle_are_refused_at_each_call() -> None:
    there = BANTUAN.replace("sop: sktm", "sop: balik")
    back = BANTUAN.replace("kode: bantuan", "kode: balik").replace("sop: sktm", "sop: bantuan")
    own = BANTUAN.replace("sop: sktm", "sop: bantuan")

    assert ("SOP143", "sop: balik") in findings(there, back)
    assert ("SOP143", "sop: bantuan") in findings(back, there)
    assert ("SOP143", "sop: bantuan") in findings(own)


def test_the_newest_version_of_the_called_sop_is_looked_at() -> None:
    sktm = definition(SKTM)
    older = sktm.replace("versi: 1.0.0", "versi: 0.9.0").replace(
        "berlaku: 2 Maret", "berlaku: 1 Maret"
    )
    odd = older.replace("  nama:\n    label:", "  nama_lain:\n    label:", 1)

    assert findings(BANTUAN, odd, sktm) == []
    assert findings(BANTUAN, sktm, odd) == []


def test_a_file_that_only_together_is_wrong_has_no_sealed_certificate() -> None:
    wrong = BANTUAN.replace("wajib: [ttd, serah]", "wajib: [entah]")
    read = [compile_text(t, file="x.yaml") for t in (wrong, definition(SKTM))]

    alone, checked = read[0], checked_together(read)[0]
    reviewed: tuple[Compilation, ...] = review_together(read)

    assert alone.machine is not None
    assert checked.machine is None
    assert checked.certificate is not None
    assert checked.certificate.certificate is None
    assert reviewed[0].machine is None


def test_every_result_is_played_and_covered() -> None:
    machine = compiled(BANTUAN)
    recorded = "      - { oleh: loket, pilih: lengkap }\n      - { oleh: loket, langkah: rekam }\n"
    text = "skenario: 1\ndaftar:\n" + "".join(
        f"  - nama: Hasil {n}\n    mulai: 2026-11-23 09.00\n    jalan:\n{recorded}"
        f"      - {{ kabar: minta, pilih: {result}, maka: {{ langkah: {step} }} }}\n"
        for n, (result, step) in enumerate(
            (("disetujui", "tutup"), ("dicabut", "telusuri"), ("gugur", "telusuri"))
        )
    )
    again = "      - { kabar: minta, pilih: ditolak }\n      - { oleh: loket, langkah: rekam }\n"
    text += (
        f"  - nama: Dua kali\n    mulai: 2026-11-23 09.00\n    jalan:\n{recorded}{again}"
        "      - { kabar: minta, pilih: ditolak, maka: { langkah: telusuri } }\n"
        f"  - nama: Sunyi\n    mulai: 2026-11-23 09.00\n    jalan:\n{recorded}"
        "      - { lewat: minta, maka: { langkah: telusuri } }\n"
    )
    found = read_scenarios(text, machine.procedure, file="x.skenario.yaml")
    assert found.diagnostics == (), found.diagnostics

    plays = [rehearse(machine, scenario) for scenario in found.scenarios]

    assert [p.mismatches for p in plays] == [()] * 5
    tried = cover(machine, [p.stage for p in plays if p.stage]).answers
    assert {t for t in tried.missing if t.startswith("minta")} == set()


def test_a_version_that_calls_otherwise_says_so() -> None:
    other = BANTUAN.replace("wajib: [ttd, serah]", "wajib: [ttd]").replace(
        "    sop: sktm\n", "    sop: sktm\n    unit: dinsos\n"
    )

    (change,) = [
        d for d in differences(compiled(BANTUAN), compiled(other)) if "ditunggu" in d.what.id
    ]

    assert change.after is not None
    assert change.after.id.startswith("hasil SOP sktm, di dinsos, nama = formulir.nama")
    assert change.after.en.endswith("with ttd")
