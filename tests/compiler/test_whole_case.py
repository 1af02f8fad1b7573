"""What an SOP says about the whole case: who opens it, and how it may end from anywhere."""

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import ActorClass
from tests.compiler.broken import SKTM, definition

TEGURAN = "teguran-izin/1.0.0.yaml"


def edited(file: str, *edits: tuple[str, str]) -> Compilation:
    text = definition(file)
    for old, new in edits:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return compile_text(text, file="x.yaml")


def lines_blamed(found: Compilation, code: str) -> list[str]:
    return [d.source_line.strip() for d in found.diagnostics if d.code == code]


def test_an_official_opens_what_the_office_opens() -> None:
    machine = edited(TEGURAN).machine

    assert machine is not None
    assert machine.procedure.opening is Opening.OFFICE
    (arc,) = machine.arcs_from(machine.compiled.start)
    assert (arc.actor_class, arc.role) == (ActorClass.OFFICIAL, "pengawas")


ROW = "    pelaksana: pengawas\n    mutu: { kelengkapan: [Hasil"
EXTERNAL = (ROW, ROW.replace("pengawas", "pemegang"))
SIGNED = (ROW, f"    jenis: tanda_tangan\n    dokumen: berita_acara\n{ROW}")


@pytest.mark.parametrize("edit", [EXTERNAL, SIGNED])
def test_the_office_opens_with_a_plain_row_of_an_official(edit: tuple[str, str]) -> None:
    assert lines_blamed(edited(TEGURAN, edit), "SOP130") == ["- id: catat"]


def test_without_the_word_the_first_row_is_the_applicants() -> None:
    found = edited(TEGURAN, ("  pembukaan: kantor\n", ""))

    assert lines_blamed(found, "SOP110") == ["- id: catat"]


def test_the_other_side_cannot_withdraw_what_the_office_opened() -> None:
    found = edited(
        TEGURAN,
        ("\neskalasi:", "\npenarikan: { sampai: ttd_cabut, ke: dicabut }\n\neskalasi:"),
        ("akhir:\n", "akhir:\n  dicabut: { hasil: dicabut, label: Dicabut }\n"),
    )

    assert lines_blamed(found, "SOP131") == ["penarikan: { sampai: ttd_cabut, ke: dicabut }"]


def test_silence_frees_nobody_from_what_the_office_opened() -> None:
    found = edited(
        TEGURAN,
        ("    bila_lewat: susun_teguran_2\n", "    bila_lewat: gugur\n"),
        ("akhir:\n", "akhir:\n  gugur: { hasil: gugur, label: Gugur }\n"),
    )

    assert lines_blamed(found, "SOP132") == ["bila_lewat: gugur"]


def test_a_word_that_opens_nothing_is_refused() -> None:
    found = edited(SKTM, ("  nomor_berkas:", "  pembukaan: camat\n  nomor_berkas:"))

    assert lines_blamed(found, "SOP007") == ["pembukaan: camat"]
