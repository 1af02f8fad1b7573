"""Substitutes of a role: read in order, published, refused where they cannot be."""

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.compiler.scenario import read_scenarios
from sopflow.domain.differences import differences
from sopflow.domain.duties import Substitute
from sopflow.domain.machines import Machine
from sopflow.domain.rehearsal import rehearse
from sopflow.domain.words import Capacity, RoleId
from sopflow.store.publishing import rows_of
from sopflow.store.tables import may_act
from tests.compiler.broken import SKTM, definition

WHOLE = definition(SKTM)


def standing_in(**substitutes: str) -> str:
    """The shipped certificate in which these roles name substitutes."""
    lines = WHOLE.split("\n")
    for role, listed in substitutes.items():
        (number,) = [n for n, line in enumerate(lines) if line.startswith(f"  {role}: {{ nama: ")]
        lines[number] = f"{lines[number].removesuffix(' }')}, pengganti: {listed} }}"
    return "\n".join(lines)


TWO = standing_in(
    camat="[{ jabatan: asisten, syarat: Camat cuti }, { jabatan: sekcam }]",
    sekcam="[{ jabatan: kasi_umum }]",
)


def made(text: str) -> Machine:
    found = compile_text(text, file="x.yaml")
    assert found.machine is not None, found.diagnostics
    return found.machine


def test_substitutes_are_read_in_order_with_their_condition() -> None:
    role = made(TWO).procedure.role(RoleId("camat"))

    assert role.substitutes == (Substitute("asisten", "Camat cuti"), Substitute("sekcam"))


def test_they_are_published_in_their_order_behind_the_holder() -> None:
    rows = dict(rows_of(made(TWO)))[may_act]

    posts = [(r["rank"], r["position_kind"], r["capacity"]) for r in rows if r["role"] == "camat"]
    assert posts == [
        (0, "camat", Capacity.DEFINITIVE),
        (1, "asisten", Capacity.SUBSTITUTE),
        (2, "sekcam", Capacity.SUBSTITUTE),
    ]


@pytest.mark.parametrize(
    ("substitutes", "code", "words"),
    [
        ({"camat": "[{ jabatan: camat }]"}, "SOP251", "jabatannya sendiri"),
        ({"camat": "[{ jabatan: lurah }, { jabatan: lurah }]"}, "SOP251", "sudah disebut"),
        ({"pemohon": "[{ jabatan: lurah }]"}, "SOP251", "pemohon"),
        ({"camat": "[{ syarat: cuti }]"}, "SOP006", "jabatan"),
        ({"kasi": "[{ jabatan: sekcam }]"}, "SOP253", "sekcam"),
        (
            {"camat": "[{ jabatan: sekcam }]", "sekcam": "[{ jabatan: camat }]"},
            "SOP252",
            "sekcam",
        ),
    ],
)
def test_what_cannot_be_is_refused(substitutes: dict[str, str], code: str, words: str) -> None:
    found = compile_text(standing_in(**substitutes), file="x.yaml")

    assert found.machine is None
    assert {d.code for d in found.diagnostics} == {code}
    assert any(words in d.message.id for d in found.diagnostics)


def test_a_circle_of_three_is_found_from_each_of_them() -> None:
    text = standing_in(
        camat="[{ jabatan: sekcam }]",
        sekcam="[{ jabatan: petugas_loket }]",
    ).replace(
        "jabatan: petugas_loket }", "jabatan: petugas_loket, pengganti: [{ jabatan: camat }] }", 1
    )

    found = compile_text(text, file="x").diagnostics

    assert [d.code for d in found] == ["SOP252"] * 3


def test_two_versions_differ_in_their_substitutes() -> None:
    told = {d.what.en: d.after.en for d in differences(made(WHOLE), made(TWO)) if d.after}

    assert (
        "post camat at the unit of the case; substitutes asisten (Camat cuti), sekcam"
        in (told["role camat"])
    )


SCENARIO = """\
skenario: 1
daftar:
  - nama: Pengganti tanpa ketidakhadiran yang tercatat
    mulai: 2026-11-23 09.00
    jalan:
      - { oleh: loket, pilih: lengkap }
      - { oleh: loket, pilih: terdaftar }
      - { oleh: kasi, pilih: benar }
      - { oleh: loket, langkah: susun_surat }
      - { oleh: kasi, langkah: paraf_kasi }
      - { oleh: sekcam, langkah: paraf_sekcam }
      - { oleh: sekcam, langkah: ttd, maka: { ditolak: pejabatnya_ada } }
      - { oleh: kasi, langkah: ttd, maka: { ditolak: tanpa_jabatan } }
"""


def test_a_substitute_is_refused_while_no_absence_is_on_record() -> None:
    machine = made(TWO)
    file = read_scenarios(SCENARIO, machine.procedure, file="x.skenario.yaml")
    assert file.diagnostics == ()

    (scenario,) = file.scenarios
    assert rehearse(machine, scenario).mismatches == ()
