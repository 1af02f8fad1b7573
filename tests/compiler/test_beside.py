"""What happens beside the moves: the keys are read, and what means nothing is refused."""

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.scenario import read_scenarios
from sopflow.domain.rehearsal import rehearse
from tests.compiler.broken import SKTM, definition
from tests.domain.copying import copied_text

SIGNATURE = "  - id: ttd\n"
CHECK = "  - id: cek_data\n"


def with_key(row: str, key: str) -> Compilation:
    text = definition(SKTM)
    assert text.count(row) == 1
    return compile_text(text.replace(row, f"{row}    {key}\n"), file="x.yaml")


def codes(found: Compilation) -> list[str]:
    return [d.code for d in found.diagnostics]


def test_copies_are_read_on_a_step_and_on_an_end() -> None:
    made = compile_text(copied_text(), file="x.yaml")

    assert made.diagnostics == ()
    assert made.machine is not None
    procedure = made.machine.procedure
    assert {s.id: s.copied_to for s in procedure.steps if s.copied_to} == {"ttd": ("sekcam",)}
    assert {e.id: e.copied_to for e in procedure.ends if e.copied_to} == {"terbit": ("kasi",)}


def test_a_chain_informs_once_its_last_level_has_initialled() -> None:
    text = definition(SKTM).replace("  - id: paraf\n", "  - id: paraf\n    tembusan: [loket]\n")

    made = compile_text(text, file="x.yaml").machine

    assert made is not None
    copied = {s.id for s in made.procedure.steps if s.copied_to}
    assert copied == {"paraf_sekcam"}


@pytest.mark.parametrize(
    ("row", "key", "code"),
    [
        (SIGNATURE, "tembusan: [pemohon]", "SOP150"),
        (SIGNATURE, "tembusan: [camat]", "SOP151"),
        (SIGNATURE, "tembusan: [sekcm]", "SOP205"),
        (CHECK, "tembusan: [camat]\n    keterangan: Mengetahui Camat", "SOP152"),
    ],
)
def test_a_copy_that_means_nothing_is_refused(row: str, key: str, code: str) -> None:
    found = with_key(row, key)

    assert codes(found) == [code]
    assert found.diagnostics[0].source_line.strip().startswith("tembusan")


@pytest.mark.parametrize("key", ["tembusan: [camat]", "keterangan: Mengetahui Camat"])
def test_either_of_them_alone_is_fine(key: str) -> None:
    assert codes(with_key(CHECK, key)) == []


def test_a_countersignature_may_be_copied() -> None:
    assert codes(with_key(SIGNATURE, "tembusan: [kasi]\n    keterangan: Mengetahui Camat")) == []


SCENARIO = """
skenario: 1
daftar:
  - nama: Tembusan dibaca
    mulai: 2026-11-23 09.00
    jalan:
      - { oleh: loket, pilih: lengkap, maka: { tembusan: "-" } }
      - { oleh: loket, pilih: terdaftar }
      - { oleh: kasi, pilih: benar }
      - { oleh: loket }
      - { oleh: kasi }
      - { oleh: sekcam }
      - { oleh: sekcam, baca: ttd, maka: { ditolak: bukan_tembusannya } }
      - { oleh: camat, maka: { tembusan: sekcam } }
      - { oleh: kasi, baca: ttd, maka: { ditolak: bukan_tembusannya } }
      - { oleh: sekcam, baca: ttd, maka: { langkah: serah, tembusan: "-" } }
      - { oleh: loket, maka: { akhir: terbit, tembusan: [kasi] } }
      - { oleh: kasi, baca: terbit, maka: { akhir: terbit, tembusan: "-" } }
"""


def test_a_scenario_says_who_reads_and_what_is_unread() -> None:
    made = compile_text(copied_text(), file="x.yaml").machine
    assert made is not None
    read = read_scenarios(SCENARIO, made.procedure, file="x")
    assert read.diagnostics == ()

    (scenario,) = read.scenarios

    assert rehearse(made, scenario).mismatches == ()


def test_a_scenario_that_names_no_step_or_role_is_told() -> None:
    made = compile_text(copied_text(), file="x.yaml").machine
    assert made is not None
    text = SCENARIO.replace("sekcam, baca: ttd", "sekcam, baca: tdt")

    read = read_scenarios(text.replace("tembusan: sekcam", "tembusan: sekcm"),
                          made.procedure, file="x")  # fmt: skip

    assert sorted({d.code for d in read.diagnostics}) == ["SCN101", "SCN102"]
