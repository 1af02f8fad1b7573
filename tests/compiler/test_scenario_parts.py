"""Parts of scenarios: told once, gone through by name, and never an endless scenario."""

import pytest

from sopflow.compiler.scenario import ScenarioFile, read_scenarios
from sopflow.domain.checks import Aspect
from tests.domain.play import machine

PROCEDURE = machine("sktm").procedure
WHOLE = """\
skenario: 1
potongan:
  kurang:
    - { oleh: loket, pilih: kurang, alasan: KTP buram }
    - { oleh: pemohon, maka: { pesan: "-" } }
  dua_kali:
    - { jalani: kurang, kali: 2 }
    - { oleh: loket, pilih: lengkap }
daftar:
  - nama: Dua kali kurang
    mulai: 2026-11-23 09.00
    jalan:
      - { jalani: kurang, maka: { langkah: periksa } }
      - { jalani: dua_kali }
      - { oleh: loket, pilih: terdaftar }
"""


def read(text: str) -> ScenarioFile:
    return read_scenarios(text, PROCEDURE, file="x.skenario.yaml")


def test_a_part_stands_for_its_acts_at_their_own_lines() -> None:
    found = read(WHOLE)

    assert found.diagnostics == ()
    (scenario,) = found.scenarios
    assert [deed.line for deed in scenario.deeds] == [4, 5, 4, 5, 4, 5, 8, 15]


def test_what_must_follow_a_part_follows_its_last_act() -> None:
    first, second, *others = read(WHOLE).scenarios[0].deeds

    assert first.checks == ()
    assert [(c.aspect, c.line) for c in second.checks] == [(Aspect.NOTICES, 5), (Aspect.STEPS, 13)]
    assert [c.aspect for deed in others for c in deed.checks] == [Aspect.NOTICES] * 2


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "cure"),
    [
        ("jalani: dua_kali", "jalani: dua_kal", "SCN111", 14, "`dua_kali`"),
        ("jalani: kurang, kali: 2", "jalani: dua_kali", "SCN111", 7, "di sini: kurang."),
        ("kali: 2", "kali: 10", "SCN013", 7, "angka"),
        ("kali: 2", "oleh: loket", "SCN003", 7, "jalani, kali, maka"),
        ("jalani: dua_kali", "jalani: [kurang]", "SCN004", 14, ""),
        ("pilih: kurang, alasan", "pilih: kurng, alasan", "SCN103", 4, "`kurang`"),
        ("  dua_kali:\n    - { jalani: kurang, kali: 2 }\n    -", "  dua_kali:", "SCN004", 6, ""),
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


def test_parts_of_parts_never_make_an_endless_scenario() -> None:
    parts = "\n".join(f"  p{n}:\n    - {{ jalani: p{n - 1}, kali: 9 }}" for n in range(1, 300))
    whole = f"potongan:\n  p0:\n    - {{ oleh: pemohon }}\n{parts}\n"

    found = read(WHOLE.replace("potongan:\n", whole))

    assert [(d.code, d.line) for d in found.diagnostics] == [("SCN112", 11)]
