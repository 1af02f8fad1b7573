"""`sopflow test`: the shipped scenarios cover every answer, and what fails is said at its line."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.office import ROOT

DEFINITIONS = ROOT / "definitions"
SCENARIO = """\
skenario: 1
daftar:
  - nama: Berkas lengkap
    mulai: 2026-11-23 09.00
    jalan:
      - { oleh: loket, pilih: lengkap, maka: { langkah: cek_data } }
"""


@pytest.fixture
def sktm(tmp_path: Path) -> Path:
    """An SOP alone in its folder."""
    return Path(shutil.copy(DEFINITIONS / "sktm" / "1.0.0.yaml", tmp_path))


def beside(sop: Path, text: str, name: str = "alur.skenario.yaml") -> Path:
    path = sop.parent / name
    path.write_text(text)
    return path


def test_every_answer_of_every_shipped_definition_has_a_scenario(sopflow: Run) -> None:
    ran = sopflow("test", DEFINITIONS, "--cover", "--json")

    assert ran.code == 0, ran.err
    assert {t["sop"] for t in ran.data} == {p.name for p in DEFINITIONS.iterdir()}
    for trial in ran.data:
        assert trial["scenarios"]
        assert all(s["passed"] for s in trial["scenarios"])
        assert trial["findings"] == []
        for part in trial["coverage"].values():
            assert part["missing"] == []
            assert part["tried"] == part["total"] > 0


def test_a_shipped_scenario_notices_a_changed_sop(sopflow: Run, tmp_path: Path) -> None:
    folder = tmp_path / "sktm"
    shutil.copytree(DEFINITIONS / "sktm", folder)
    path = folder / "1.0.0.yaml"
    path.write_text(path.read_text().replace("batas: 14 hari kalender", "batas: 10 hari kalender"))

    ran = sopflow("test", folder)

    assert ran.code == 1
    assert "batas: diharapkan 2026-12-07 23.59, ternyata 2026-12-03 23.59" in ran.out


def test_a_scenario_that_passes_leaves_gaps_that_cover_minds(sopflow: Run, sktm: Path) -> None:
    beside(sktm, SCENARIO)

    plain, strict = sopflow("test", sktm), sopflow("test", sktm, "--cover")

    assert (plain.code, strict.code) == (0, 1)
    assert "1 dari 1 skenario lulus" in plain.out
    assert "periksa: kurang (putaran habis)" in plain.out


def test_a_scenario_that_fails_says_expected_and_got_at_its_line(sopflow: Run, sktm: Path) -> None:
    path = beside(sktm, SCENARIO.replace("langkah: cek_data", "langkah: verifikasi"))

    ran, english = sopflow("test", path), sopflow("test", path, "--lang", "en")

    assert ran.code == english.code == 1
    assert f"{path}:6:" in ran.out
    assert "diharapkan verifikasi, ternyata cek_data" in ran.out
    assert "expected verifikasi, got cek_data" in english.out


def test_a_refusal_that_was_not_expected_says_how_to_expect_it(sopflow: Run, sktm: Path) -> None:
    ran = sopflow("test", beside(sktm, SCENARIO.replace("pilih: lengkap", "pilih: kurang")))

    assert ran.code == 1
    assert "SCN202" in ran.out
    assert "ditolak: tanpa_alasan" in ran.out


def test_an_act_without_an_answer_names_those_there_are(sopflow: Run, sktm: Path) -> None:
    ran = sopflow("test", beside(sktm, SCENARIO.replace(" pilih: lengkap,", "")))

    assert "SCN203" in ran.out
    assert "kurang, lengkap" in ran.out


def test_a_fault_of_the_file_is_found_before_anything_runs(sopflow: Run, sktm: Path) -> None:
    ran = sopflow("test", beside(sktm, SCENARIO.replace("oleh:", "olhe:")), "--json")

    assert ran.code == 1
    assert [f["code"] for f in ran.data[0]["findings"]] == ["SCN108", "SCN003"]
    assert ran.data[0]["scenarios"] == []


def test_a_scenario_file_may_name_an_older_version(sopflow: Run, sktm: Path) -> None:
    newer = sktm.parent / "1.10.0.yaml"
    newer.write_text(sktm.read_text().replace("versi: 1.0.0", "versi: 1.10.0"))
    beside(sktm, SCENARIO)
    beside(sktm, "sop: 1.0.0.yaml\n" + SCENARIO, "lama.skenario.yaml")

    ran = sopflow("test", sktm.parent, "--json")

    assert {t["version"]: len(t["scenarios"]) for t in ran.data} == {"1.10.0": 1, "1.0.0": 1}


def test_a_scenario_without_its_sop_is_not_found(sopflow: Run, tmp_path: Path) -> None:
    ran = sopflow("test", beside(tmp_path / "x", SCENARIO))

    assert ran.code == 3
    assert "SCN110" in ran.err


def test_an_sop_with_errors_is_not_tried(sopflow: Run, sktm: Path) -> None:
    sktm.write_text(sktm.read_text().replace("pelaksana: camat", "pelaksana: lurah"))

    ran = sopflow("test", sktm)

    assert ran.code == 1
    assert "SOP205" in ran.out
    assert "belum dapat diuji" in ran.out


def test_the_codes_of_scenarios_are_explained(sopflow: Run) -> None:
    assert "Cara: " in sopflow("explain", "scn201").out
    assert "SCN11" in sopflow("explain", "SCN119").err
