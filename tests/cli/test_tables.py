"""SOP files as workbooks from the command line, and back."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.office import DEFINITIONS

SKTM = next(p for p in DEFINITIONS if "sktm" in p.parts)


@pytest.fixture
def workbook(sopflow: Run, tmp_path: Path) -> Path:
    path = tmp_path / "sktm.xlsx"
    assert sopflow("sop", "export", SKTM, "--xlsx", path).code == 0
    return path


def test_export_and_import_keep_the_version(sopflow: Run, workbook: Path) -> None:
    out = workbook.with_name("baru") / "1.0.0.yaml"
    version = sopflow("compile", SKTM, "--json").data[0]["hash"]

    ran = sopflow("sop", "import", workbook, "-o", out)

    assert (ran.code, ran.out) == (0, "")
    assert "0 tebakan, 0 harus diisi, 0 tidak dibawa; 0 kesalahan menurut lint" in ran.err
    assert "isinya sama dengan versi yang diekspor" in ran.err
    assert f"berikutnya: sopflow lint {out}" in ran.err
    assert sopflow("compile", out, "--json").data[0]["hash"] == version
    assert sopflow("fmt", "--check", out).code == 0


def test_several_files_go_into_a_folder(sopflow: Run, tmp_path: Path) -> None:
    ran = sopflow("sop", "export", *DEFINITIONS, "--xlsx", tmp_path / "tabel", "--json")

    assert ran.code == 0
    names = sorted(f"{p.parent.name}-{p.stem}.xlsx" for p in DEFINITIONS)
    assert sorted(p.name for p in (tmp_path / "tabel").iterdir()) == names
    assert [d["findings"] for d in ran.data] == [[] for _ in DEFINITIONS]
    assert sopflow("sop", "export", *DEFINITIONS, "--xlsx", tmp_path / "satu.xlsx").code == 2


def test_remarks_of_the_file_are_said_to_be_left_out(sopflow: Run, tmp_path: Path) -> None:
    ran = sopflow("sop", "export", SKTM, "--xlsx", tmp_path / "a.xlsx")

    assert "baris catatan (#) tidak ada di buku kerja" in ran.err


def test_nothing_is_written_over_unless_it_is_asked_for(sopflow: Run, workbook: Path) -> None:
    out = workbook.with_suffix(".yaml")
    out.write_text("milik orang")

    assert sopflow("sop", "export", SKTM, "--xlsx", workbook).code == 5
    assert sopflow("sop", "import", workbook, "-o", out).code == 5
    assert out.read_text() == "milik orang"
    assert sopflow("sop", "export", SKTM, "--xlsx", workbook, "--replace").code == 0
    assert sopflow("sop", "import", workbook, "-o", out, "--replace").code == 0


def test_without_a_target_the_file_goes_to_stdout(sopflow: Run, workbook: Path) -> None:
    ran = sopflow("sop", "import", workbook)

    assert ran.code == 0
    assert ran.out.startswith("# Dibuat dari sktm.xlsx dengan `sopflow sop import`.\n")
    data = sopflow("sop", "import", workbook, "--json").data
    assert data["text"] == ran.out
    assert data["hash"] == data["exported_as"]
    assert (data["findings"], data["lint"], data["out"]) == ([], [], None)


def test_a_bare_table_gives_a_draft_and_the_list_of_what_to_do(
    sopflow: Run, tmp_path: Path
) -> None:
    path, out = tmp_path / "tabel.xlsx", tmp_path / "draf.yaml"
    book = openpyxl.Workbook()
    book.active.title = "SOP"
    for row in (
        ["No", "Kegiatan", "Pemohon", "Petugas", "Kelengkapan", "Waktu", "Output", "Ket"],
        [1, "Mengajukan permohonan", "x", None, "KTP", "5 menit", "Berkas", None],
        [2, "Menyerahkan surat", None, "x", "Surat", "Menit", "Surat", None],
    ):
        book.active.append(row)
    book.save(path)

    ran = sopflow("--lang", "en", "sop", "import", path, "-o", out)

    assert ran.code == 1
    assert "SOP071 warning\n" in ran.out
    assert "  [SOP!F3]: Missing, and it cannot be guessed: the time of menyerahkan_surat" in ran.out
    assert "# tebakan: " in out.read_text(encoding="utf-8")
    assert "SOP079" in sopflow("lint", out).out
    assert sopflow("sop", "export", out, "--xlsx", tmp_path / "penuh.xlsx").code == 0
    again = sopflow("sop", "import", tmp_path / "penuh.xlsx")
    assert "0 tebakan, 0 harus diisi" in again.err
    assert "SOP079 kesalahan\n" in again.err


def test_what_cannot_be_read_is_said_with_its_cure(sopflow: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"No;Kegiatan")

    ran = sopflow("sop", "import", path, "-o", tmp_path / "a.yaml")

    assert ran.code == 1
    assert "SOP070 kesalahan" in ran.out
    assert "bukan berkas Excel" in ran.out
    assert not (tmp_path / "a.yaml").exists()
    assert sopflow("sop", "import", tmp_path / "b.xlsx").code == 3
    assert sopflow("sop", "import", tmp_path).code == 2
    broken = tmp_path / "rusak.yaml"
    broken.write_text("a: [")
    ran = sopflow("sop", "export", broken, "--xlsx", tmp_path / "r.xlsx")
    assert ran.code == 1
    assert "SOP001" in ran.out
    assert not (tmp_path / "r.xlsx").exists()


def test_a_place_that_cannot_be_written_is_said(sopflow: Run, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")

    ran = sopflow("sop", "export", SKTM, "--xlsx", tmp_path / "berkas" / "a.xlsx")

    assert ran.code == 4
    assert "periksa izin foldernya" in ran.err
