"""What an author has while writing: the schema, and the normal form of a file."""

import json
from pathlib import Path

import pytest

from sopflow.compiler.schema import generate
from tests.cli.conftest import Run
from tests.office import LIBRARY

SKTM = next(p for p in LIBRARY if "sktm" in p.parts)
UNTIDY = ("  kode: sktm\n  versi: 1.0.0\n", "  versi: 1.0.0 # kedua\n  kode:   sktm\n")


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    text = SKTM.read_text(encoding="utf-8")
    assert UNTIDY[0] in text
    path.write_text(text.replace(*UNTIDY), encoding="utf-8")
    return path


def test_schema_prints_the_schema_that_is_shipped(sopflow: Run) -> None:
    shipped = Path(generate.__file__).with_name("sop-1.json").read_text(encoding="utf-8")

    assert sopflow("schema").out == shipped
    assert sopflow("schema", "--json").data == json.loads(shipped)


def test_the_shipped_definitions_need_no_change(sopflow: Run) -> None:
    ran = sopflow("fmt", "--check", *LIBRARY)

    assert (ran.code, ran.out) == (0, "")
    assert f"{len(LIBRARY)} berkas, 0 akan berubah" in ran.err


def test_check_says_what_would_change_and_writes_nothing(sopflow: Run, untidy: Path) -> None:
    before = untidy.read_bytes()

    ran = sopflow("fmt", untidy, "--check")

    assert ran.code == 1
    assert "-  kode:   sktm\n" in ran.out
    assert "+  kode: sktm\n" in ran.out
    assert untidy.read_bytes() == before
    data = sopflow("fmt", untidy, "--check", "--json").data
    assert [list(d) for d in data] == [["file", "changed", "diff", "findings"]]
    assert data[0]["changed"] is True


def test_fmt_lays_the_file_out_and_then_finds_nothing_to_do(sopflow: Run, untidy: Path) -> None:
    untidy.chmod(0o640)
    version = sopflow("compile", untidy, "--json").data[0]["hash"]

    first, second = sopflow("fmt", untidy), sopflow("fmt", untidy)

    assert (first.code, second.code) == (0, 0)
    assert "1 berkas, 1 dirapikan" in first.err
    assert "1 berkas, 0 dirapikan" in second.err
    assert "  kode: sktm\n  versi: 1.0.0  # kedua\n" in untidy.read_text(encoding="utf-8")
    assert sopflow("compile", untidy, "--json").data[0]["hash"] == version
    assert untidy.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in untidy.parent.glob("*")] == ["a.yaml"]
    assert sopflow("fmt", untidy, "--check").code == 0


def test_a_file_that_cannot_be_read_is_left_alone(sopflow: Run, untidy: Path) -> None:
    broken = untidy.with_name("b.yaml")
    text = untidy.read_text(encoding="utf-8").replace("  nomor: 4", "  nomer: 4")
    broken.write_text(text, encoding="utf-8")

    ran = sopflow("fmt", broken, untidy)

    assert ran.code == 1
    assert "SOP003" in ran.out
    assert "Maksud Anda `nomor`?" in ran.out
    assert "2 berkas, 1 dirapikan, 1 tidak terbaca" in ran.err
    assert broken.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_said(
    sopflow: Run, untidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    before = untidy.read_bytes()
    monkeypatch.setattr(Path, "replace", refuse)

    ran = sopflow("fmt", untidy)

    assert ran.code == 4
    assert "tidak dapat ditulis" in ran.err
    assert untidy.read_bytes() == before
    assert [p.name for p in untidy.parent.glob("*")] == ["a.yaml"]
