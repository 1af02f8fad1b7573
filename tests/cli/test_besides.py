"""What happens beside the moves, from the command line."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, all_the_way
from tests.cli.test_commands import FORM, PAPERS, PROOF
from tests.domain.copying import copied_text

WAY = (("lengkap", "ani"), ("terdaftar", "ani"), ("benar", "eko"), ("selesai", "ani"),
       ("setuju", "eko"), ("setuju", "maya"), ("setuju", "agus"))  # fmt: skip


@pytest.fixture
def office(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sopflow: Run) -> Path:
    """The sample office with the SOP of the copies in force."""
    folder = tmp_path / "data"
    shutil.copytree(furnished, folder)
    monkeypatch.setenv("SOPFLOW_DATA_DIR", str(folder))
    path = tmp_path / "sktm-tembusan" / "1.0.0.yaml"
    path.parent.mkdir()
    path.write_text(copied_text(code="sktm-tembusan"))
    for command in all_the_way(path):
        assert sopflow(*command).code == 0
    return folder


def test_copies_are_listed_confirmed_and_shown(office: Path, sopflow: Run) -> None:
    opened = sopflow("case", "open", "sktm-tembusan", "--as", "ani", *FORM, *PAPERS, *PROOF,
                     "--json")  # fmt: skip
    number = opened.data["number"]
    for answer, who in WAY:
        ran = sopflow("case", "advance", number, answer, "--as", who, "--json")
        assert ran.code == 0, ran
    record = len(WAY) + 1  # the opening came first

    listed = sopflow("copies", "--as", "maya")
    done = sopflow("case", "acknowledge", number, "--as", "maya", "--record", record)
    shown = sopflow("case", "show", number)

    assert number in listed.out
    assert done.code == 0, done
    assert number in done.out
    assert f"Tembusan catatan {record} dibaca" in shown.out
    assert "tidak ada tembusan" in sopflow("copies", "--as", "maya").err
    again = sopflow("case", "acknowledge", number, "--as", "maya", "--record", record)
    assert (again.code, "tembusan" in again.err) == (5, True)
