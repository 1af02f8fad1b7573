import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typst

from sopflow.documents.letters import ROWS_MAX, Letters, pictures_of, said
from sopflow.documents.wording import TEMPLATES, wording_of
from sopflow.domain.papers import ActOnPaper, Letterhead, Paper, Seal, Signer

ZONE = ZoneInfo("Asia/Jakarta")
SIGNED_AT = datetime(2026, 11, 24, 10, 12, tzinfo=ZONE)
PAPER = Paper(
    template="izin",
    language="id",
    letterhead=Letterhead(("Pemerintah Kota Sukamaju", "Dinas Perizinan"), "Jalan Merdeka 1"),
    title="Izin Penyelenggaraan Reklame",
    number="500.16/0001/DPMPTSP/2026",
    made_on=date(2026, 11, 24),
    zone="WIB",
    result="Izin diberikan",
    reason=None,
    about=(("Nama pemohon", "Siti Rahmawati"), ("Ukuran (m²)", "24")),
    acts=(
        ActOnPaper("Memeriksa", "Setuju", "Rina M.", "Kepala Bidang", "plh", SIGNED_AT),
        ActOnPaper(
            "Menandatangani", "Setuju", "Nurhayati", "Kepala Dinas", "definitive", SIGNED_AT
        ),
    ),
    signer=Signer("Kepala Dinas", "Nurhayati", SIGNED_AT),
    service="Izin Reklame",
    legal_basis=("Undang-Undang Nomor 25 Tahun 2009",),
    seal=Seal("REK-2026-0001", 17, "9f86" * 16, "https://izin.kota.test/lacak"),
)
HOSTILE = [
    '#panic("read as a command")',
    "#heading[read as markup]",
    "= read as a heading",
    "$ #read $ ",
    '")) #sys.inputs',
    "*bold* _it_ `raw` @label <label> \\ // /* {case} {0.__class__}",
    '#read("/etc/passwd")',
    "\u0000\u202e\ud7ff",
]


def test_the_same_paper_is_the_same_bytes_in_every_process() -> None:
    here = Letters().make(PAPER)
    program = (
        "from tests.documents.test_letters import *; "
        "print(sha256(Letters().make(PAPER)).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=60,
        cwd=Path(__file__).parents[2], env={"TZ": "Asia/Tokyo", "LC_ALL": "C"},
    )  # fmt: skip

    assert here.startswith(b"%PDF-")
    assert there.stdout.strip() == sha256(here).hexdigest()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_wrote_is_never_a_command(text: str) -> None:
    paper = replace(
        PAPER,
        title=text,
        number=text,
        service=text,
        result=text,
        about=((text, text),),
        legal_basis=(text,),
        letterhead=Letterhead((text, text), text),
        acts=(ActOnPaper(text, text, text, text, text, SIGNED_AT),),
        signer=Signer(text, text, SIGNED_AT),
        seal=Seal(text, 1, text, text),
    )

    assert Letters().make(paper).startswith(b"%PDF-")
    assert headings_in(paper) == "[]"


def headings_in(paper: Paper) -> str:
    layout = Path(__file__).parents[2] / "sopflow/documents/templates/letter.typ"
    inputs = {"paper": json.dumps(said(paper))}
    return str(typst.query(str(layout), "heading", sys_inputs=inputs, ignore_system_fonts=True))


def test_a_word_in_braces_is_not_filled_in() -> None:
    words = said(replace(PAPER, service="{case}", result="{reason}"))

    assert "{case}" in words["opening"]
    assert words["closing"][0] == "Hasil: {reason}."


@pytest.mark.parametrize("template", [*TEMPLATES, None, "unknown"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_layout_fits_on_a_page_in_both_languages(template: str | None, language: str) -> None:
    paper = replace(PAPER, template=template, language=language, reason="Lokasi di jalur hijau.")

    (page,) = pictures_of(paper)
    assert page.startswith(b"\x89PNG")


def test_a_refusal_gives_its_reasons_and_the_way_to_object() -> None:
    closing = said(replace(PAPER, template="penolakan", reason="Lokasi di jalur hijau."))["closing"]

    assert closing[0] == "Alasan: Lokasi di jalur hijau."
    assert "keberatan" in closing[1]


def test_a_cancellation_gives_its_reasons_and_says_that_one_may_apply_again() -> None:
    paper = replace(PAPER, template="surat-pembatalan", reason="NIK ibu milik orang lain.")

    closing = said(paper)["closing"]

    assert closing[0] == "Alasan: NIK ibu milik orang lain."
    assert "permohonan baru" in closing[1]


def test_the_layout_is_found_by_a_word_of_its_name() -> None:
    assert wording_of("izin-reklame") is TEMPLATES["izin"]
    assert wording_of("surat-penolakan") is TEMPLATES["penolakan"]
    assert wording_of("surat-keterangan") is wording_of("skpd") is wording_of(None)


def test_an_acting_official_is_named_as_acting() -> None:
    assert said(PAPER)["acts"][0]["position"] == "Kepala Bidang, Pelaksana Harian (Plh.)"
    assert said(PAPER)["acts"][1]["position"] == "Kepala Dinas"


def test_a_paper_without_number_signer_and_acts_is_made() -> None:
    paper = replace(PAPER, number=None, signer=None, acts=(), about=(), legal_basis=())

    assert Letters().make(paper).startswith(b"%PDF-")


def test_a_thousand_rows_and_an_endless_text_stay_a_letter() -> None:
    paper = replace(PAPER, about=(("Catatan", "kata " * 100_000),) * 1000)

    words = said(paper)

    assert len(words["about"]) == ROWS_MAX
    assert words["about"][0][1].endswith("[…]")
