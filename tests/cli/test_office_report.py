"""`sopflow prove --office`: the report as data and as lines."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.compiler.broken import REKLAME, SKTM, definition
from tests.compiler.panels import with_panel
from tests.office import SAMPLE


def written(folder: Path, text: str) -> str:
    path = folder / "sop.yaml"
    path.write_text(text)
    return str(path)


def test_the_report_is_part_of_the_document(sopflow: Run, tmp_path: Path) -> None:
    path = written(tmp_path, definition(SKTM))

    ran = sopflow("prove", path, "--office", str(SAMPLE), "--on", "2026-11-25", "--json")

    assert ran.code == 0
    office = ran.data[0]["office"]
    assert (office["on"], office["organisation"]) == ("2026-11-25", str(SAMPLE))
    assert office["properties"]["P5"] == {"holds": True}
    assert office["properties"]["P6"]["holds"] is True
    assert [u["unit"] for u in office["units"]] == ["kecamatan-contoh", "kecamatan-misal"]
    assert {"person": "maya", "steps": ["putus_verifikasi", "paraf_sekcam",
            "paraf_rujukan_sekcam"]} in office["units"][0]["absences"]  # fmt: skip


def test_what_cannot_be_met_is_told_and_exits_1(sopflow: Run, tmp_path: Path) -> None:
    path = written(tmp_path, with_panel())

    ran = sopflow("prove", path, "--office", str(SAMPLE), "--on", "2026-11-25")

    assert ran.code == 1
    assert "P5  GAGAL" in ran.out
    assert "Menilai kelayakan pemasangan (kelayakan): Tono Contoh, Wati Contoh" in ran.out
    assert "tidak ada orang untuk `kelayakan`" in ran.out
    assert "bila Ratna Contoh tidak ada, terhenti: " in ran.out
    assert "P6  terbukti" in ran.out


def test_a_vacant_post_is_told_in_english_too(sopflow: Run, tmp_path: Path) -> None:
    path = written(tmp_path, definition(REKLAME))

    ran = sopflow("--lang", "en", "prove", path, "--office", str(SAMPLE), "--on", "2020-01-01")

    assert ran.code == 1
    assert "Office report 2020-01-01" in ran.out
    assert "nobody holds it" in ran.out


def test_an_sop_of_no_unit_is_told(sopflow: Run, tmp_path: Path) -> None:
    text = definition(REKLAME).replace("unit: dpmptsp }", "unit: dinas-lain }")

    ran = sopflow("prove", written(tmp_path, text), "--office", str(SAMPLE))

    assert ran.code == 1
    assert "tidak ada unit tempat SOP ini berlaku" in ran.out


def test_a_day_that_is_none_and_a_faulty_file_are_refused(sopflow: Run, tmp_path: Path) -> None:
    path = written(tmp_path, definition(SKTM))
    faulty = tmp_path / "kantor.yaml"
    faulty.write_text("unit: {}\n")

    assert sopflow("prove", path, "--office", str(SAMPLE), "--on", "besok").code == 2
    assert sopflow("prove", path, "--office", str(faulty)).code == 1


def test_a_file_that_does_not_compile_has_no_report(sopflow: Run, tmp_path: Path) -> None:
    ran = sopflow("prove", written(tmp_path, "sopflow: 1\n"), "--office", str(SAMPLE), "--json")

    assert ran.code == 1
    assert "office" not in ran.data[0]
