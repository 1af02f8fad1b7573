"""`sopflow sop diff`: lost obligations first and exit code 1; everything else with exit code 0."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.office import ROOT

SKTM = ROOT / "definitions" / "sktm" / "1.0.0.yaml"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Another version, without the second level of initials."""
    path = tmp_path / "1.1.0.yaml"
    text = SKTM.read_text().replace("versi: 1.0.0", "versi: 1.1.0")
    path.write_text(text.replace("berjenjang: [kasi, sekcam]", "berjenjang: [kasi]"))
    return path


def test_a_lost_obligation_is_shown_first_and_gives_exit_1(sopflow: Run, newer: Path) -> None:
    ran, english = (
        sopflow("sop", "diff", SKTM, newer),
        sopflow("sop", "diff", SKTM, newer, "--lang=en"),
    )

    assert ran.code == english.code == 1
    first = ran.out.splitlines()[3]
    assert first.startswith("  - HILANG: Sekretaris Camat wajib “Memaraf konsep surat”")
    assert "LOST: Secretary of the district must" in english.out
    assert "2 kewajiban hilang" in ran.err


def test_an_obligation_that_is_gained_gives_exit_0(sopflow: Run, newer: Path) -> None:
    ran = sopflow("sop", "diff", newer, SKTM, "--json")

    assert ran.code == 0
    assert ran.data["from"]["version"] == "1.1.0"
    assert ran.data["lost"] == []
    assert [d["change"] for d in ran.data["differences"][:2]] == ["added", "added"]
    assert set(ran.data["differences"][0]) == {"topic", "change", "what", "before", "after"}


def test_the_same_version_does_not_differ(sopflow: Run) -> None:
    ran = sopflow("sop", "diff", SKTM, SKTM)

    assert ran.code == 0
    assert "tidak ada perbedaan" in ran.out


def test_a_file_with_errors_is_not_compared(sopflow: Run, newer: Path) -> None:
    newer.write_text("sopflow: 1\n")

    assert sopflow("sop", "diff", SKTM, newer).code == 1
