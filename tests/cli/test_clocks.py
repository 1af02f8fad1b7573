"""Times in a terminal are on the clock of the unit that handles the case."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sopflow.cli.moments import at_words, due_words
from tests.cli.conftest import Run, all_the_way
from tests.office import DEFINITIONS, SAMPLE

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
FIELDS = ("nama=Nur", "nik=0000000000000001", "alamat=Jalan 1", "keperluan=pendidikan")


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Jakarta", "Sel 24 Nov 2026 12.00 WIB"),
        ("Asia/Makassar", "Sel 24 Nov 2026 13.00 WITA"),
        ("Asia/Jayapura", "Sel 24 Nov 2026 14.00 WIT"),
    ],
)
def test_an_instant_names_the_clock_of_the_unit(zone: str, words: str) -> None:
    assert at_words(NOON, ZoneInfo(zone)) == words
    assert due_words(NOON, NOON, ZoneInfo(zone)) == words


def test_an_office_in_the_east_reads_its_own_clock(sopflow: Run, tmp_path: Path) -> None:
    east = tmp_path / "timur.yaml"
    east.write_text(SAMPLE.read_text().replace("Asia/Jakarta", "Asia/Jayapura"))
    sktm = next(p for p in DEFINITIONS if "sktm" in p.parts)
    assert sopflow("org", "apply", east).code == 0
    for step in all_the_way(sktm):
        assert sopflow(*step).code == 0
    form = [part for field in FIELDS for part in ("--field", field)]
    papers = [part for paper in ("pengantar", "ktp", "kk") for part in ("--paper", paper)]
    proof = ("--proof", "KTP asli diperlihatkan")
    opened = sopflow("case", "open", "sktm", "--as", "ani", *form, *papers, *proof, "--json")
    number = opened.data["number"]

    for command in (("case", "show", number), ("case", "list"), ("worklist", "--as", "ani")):
        assert " WIT" in sopflow(*command).out, command
