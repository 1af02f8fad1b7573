"""`sopflow walk`: choices from stdin, whose turn it is, and an end."""

import io

import pytest

from tests.cli.conftest import Ran, Run
from tests.office import ROOT

SKTM = ROOT / "definitions" / "sktm" / "1.0.0.yaml"
REKLAME = ROOT / "definitions" / "izin-reklame" / "1.0.0.yaml"
TO_THE_END = ["lengkap", "terdaftar", "benar", "selesai", "setuju", "1", "1", "selesai"]


@pytest.fixture
def walk(sopflow: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Walk with these lines on stdin."""

    def call(*arguments: object) -> Ran:
        *rest, lines = arguments
        assert isinstance(lines, list)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return sopflow("walk", *rest)

    return call


def test_a_walk_shows_whose_turn_it_is_and_comes_to_an_end(walk: Run) -> None:
    ran = walk(SKTM, TO_THE_END)

    assert ran.code == 0
    assert "Petugas Loket: Memeriksa kelengkapan berkas" in ran.out
    assert " 2 kurang → Pemohon: Mengajukan permohonan SKTM (dengan alasan)" in ran.out
    assert "… Otomatis: Memberi nomor surat" in ran.out
    assert "… pemberitahuan: serah.masuk" in ran.out
    assert ran.out.endswith("Akhir: SKTM terbit (disetujui)\n")


def test_a_walk_as_data_is_one_document(walk: Run) -> None:
    ran = walk(SKTM, "--json", TO_THE_END)

    assert ran.code == 0
    assert ran.data["end"] == "terbit"
    assert ran.data["result"] == "granted"
    assert ran.data["acts"][:2] == ["ajukan:done", "periksa:lengkap"]
    assert "terbit/ttd" in ran.data["met"]


def test_a_choice_can_be_taken_back_and_a_wrong_one_is_asked_again(walk: Run) -> None:
    ran = walk(SKTM, "--lang", "en", ["back", "99", "x", "", "kurang : blurred", "back", "tarik"])

    assert ran.code == 0
    assert '"99" is no choice here' in ran.err
    assert "End: Withdrawn by the applicant (withdrawn)" in ran.out


def test_rounds_that_are_used_up_lead_to_whom_the_sop_says(walk: Run) -> None:
    ran = walk(SKTM, ["kurang", "selesai", "kurang", "selesai", "kurang", "cukup", "tarik"])

    assert "2 kurang → Kasi Pelayanan: Memeriksa berkas yang tiga kali dinilai kurang" in ran.out
    assert "(putaran habis)" in ran.out


def test_a_term_can_pass(walk: Run) -> None:
    ran = walk(SKTM, ["kurang", "lewat"])

    assert ran.code == 0
    assert "Akhir: Dianggap ditarik kembali (gugur)" in ran.out


def test_fields_decide_where_rules_lead(walk: Run) -> None:
    until = ["lengkap", "selesai", "selesai", "layak"]

    nil = walk(REKLAME, [*until, "selesai nilai_pajak=0", "tarik"])
    owed = walk(REKLAME, [*until, "selesai nilai_pajak=5000", "tarik"])

    assert "Pemohon: Membayar pajak reklame  (" not in nil.out
    assert "Pemohon: Membayar pajak reklame  (" in owed.out


def test_what_is_refused_is_said_and_asked_again(walk: Run) -> None:
    until = ["lengkap", "selesai", "selesai", "layak"]

    ran = walk(REKLAME, [*until, "selesai nilai_pajak=banyak", "tarik"])

    assert ran.code == 0
    assert "bukan angka" in ran.err


@pytest.mark.parametrize("lines", [[], ["lengkap"], ["keluar"]])
def test_a_walk_that_stops_before_an_end_exits_1(walk: Run, lines: list[str]) -> None:
    ran = walk(SKTM, lines)

    assert ran.code == 1
    assert "berhenti sebelum akhir" in ran.err


def test_a_walk_through_rows_side_by_side_says_what_waits(walk: Run) -> None:
    pbg = ROOT / "definitions" / "pbg-rumah-tinggal" / "1.0.0.yaml"

    ran = walk(pbg, ["lengkap", "1", "tarik"])

    assert "sesuai → menunggu cabang lain" in ran.out
    assert "Penilai Struktur DPUPR: Menilai pemenuhan standar struktur" in ran.out
