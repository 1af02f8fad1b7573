"""`sopflow sop migrate` from the command line."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, all_the_way
from tests.cli.test_commands import FORM, PAPERS, PROOF, SKTM


@pytest.fixture
def cases(
    furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sopflow: Run
) -> tuple[str, str]:
    """One case at the counter and one at the second initials, and a version without those."""
    shutil.copytree(furnished, tmp_path / "data")
    monkeypatch.setenv("SOPFLOW_DATA_DIR", str(tmp_path / "data"))
    opening = ("case", "open", "sktm", "--as", "ani", *FORM, *PAPERS, *PROOF, "--json")
    first, second = (sopflow(*opening).data["number"] for _ in range(2))
    for who, answer in (("ani", "lengkap"), ("ani", "terdaftar"), ("eko", "benar"),
                        ("ani", "selesai"), ("eko", "setuju")):  # fmt: skip
        assert sopflow("case", "advance", second, answer, "--as", who).code == 0
    newer = tmp_path / "sktm" / "1.1.0.yaml"
    newer.parent.mkdir()
    text = SKTM.read_text().replace("versi: 1.0.0", "versi: 1.1.0")
    text = text.replace("berlaku: 2 Maret 2026", "berlaku: 1 Juni 2026")
    newer.write_text(text.replace("berjenjang: [kasi, sekcam]", "berjenjang: [kasi]"))
    for step in all_the_way(newer):
        assert sopflow(*step).code == 0
    return first, second


def test_the_plan_counts_and_the_dry_run_names_each_case(
    cases: tuple[str, str], sopflow: Run
) -> None:
    first, second = cases
    command = ("sop", "migrate", "sktm", "1.0.0", "1.1.0")

    plan = sopflow(*command, "--plan")
    assert plan.code == 0
    assert plan.out.startswith("sktm 1.0.0 → 1.1.0: 2 berkas berjalan: 1 dapat pindah, 1 tetap\n")
    assert "periksa → periksa" in plan.out
    assert "SOP710 Berkas menunggu di `paraf_sekcam`" in plan.out
    data = sopflow(*command, "--plan", "--json").data
    assert data["moves"] == [{"from": "periksa", "to": "periksa", "cases": 1}]
    assert [(s["code"], s["cases"]) for s in data["stays"]] == [("SOP710", [second])]

    dry = sopflow(*command, "--dry-run", "--json")
    assert dry.code == 1
    assert [(c["case"], c["to"]) for c in dry.data] == [(first, "periksa"), (second, None)]
    assert dry.data[1]["reasons"][0]["cure"]
    one = sopflow(*command, "--dry-run", "--case", first)
    assert (one.code, one.out) == (0, f"{first}  periksa → periksa\n")


def test_a_file_is_proved_against_the_version_in_force(
    cases: tuple[str, str], sopflow: Run, tmp_path: Path
) -> None:
    next_one = tmp_path / "1.2.0.yaml"
    text = SKTM.read_text().replace("versi: 1.0.0", "versi: 1.2.0")
    next_one.write_text(text.replace("Memverifikasi kebenaran berkas", "Menguji kebenaran berkas"))

    shown = sopflow("prove", next_one, "--against", "1.0.0")
    data = sopflow("prove", next_one, "--against", "1.0.0", "--json").data[0]["change"]
    assert shown.code == 0
    assert "2 berkas berjalan: 2 dapat pindah, 0 tetap" in shown.out
    assert "Menguji kebenaran berkas" in shown.out
    assert (data["from"]["version"], data["to"]["version"]) == ("1.0.0", "1.2.0")
    assert [m["to"] for m in data["running"]["moves"]] == ["paraf_sekcam", "periksa"]

    in_force = sopflow("prove", next_one, "--against", "berlaku", "--json").data[0]["change"]
    assert (in_force["from"]["version"], in_force["running"]["cases"]) == ("1.1.0", 0)
    beside = sopflow("prove", tmp_path / "sktm" / "1.1.0.yaml", "--against", SKTM, "--json")
    assert beside.code == 1  # the second initials are lost
    assert beside.data[0]["change"]["running"] is None
    assert beside.data[0]["change"]["lost"]
    assert sopflow("prove", next_one, "--against", "9.9.9").code == 3


def test_one_way_is_chosen_and_what_is_not_there_is_said(
    cases: tuple[str, str], sopflow: Run
) -> None:
    command = ("sop", "migrate", "sktm", "1.0.0")

    assert sopflow(*command, "1.1.0").code == 2
    assert sopflow(*command, "1.1.0", "--plan", "--dry-run").code == 2
    assert sopflow(*command, "9.9.9", "--plan").code == 3
    assert sopflow(*command, "1.1.0", "--plan", "--case", "X-1").code == 3
