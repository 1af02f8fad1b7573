"""What an SOP says about the whole case: who opens it, and how it may end from anywhere."""

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.domain.differences import differences
from sopflow.domain.machines import Machine
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import CANCEL, SILENCE, ActorClass, CaseAct, EndId, EndResult
from tests.compiler.broken import PBG, SKTM, definition

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


# Cancelled by the office ----------------------------------------------------------------------

BATAL = "pembatalan: { oleh: kepala, sampai: ttd, ke: susun_batal }"


def pbg() -> Machine:
    machine = edited(PBG).machine
    assert machine is not None
    return machine


def test_the_office_cancels_from_everywhere_before_the_head_signed() -> None:
    machine = pbg()
    compiled = machine.compiled
    cancels = {a.source: a for a in compiled.arcs if a.trigger == CANCEL}
    letter = {s.id for s in machine.procedure.steps if "_batal" in s.id}
    signed = {"nomori_izin", "cetak_izin", "serah", "nomori_tolak", "cetak_tolak", "serah_tolak"}

    meant = {
        m.id for m in compiled.markings if m.end is None and not (letter | signed) & set(m.open)
    }
    assert set(cancels) == meant
    for source, arc in cancels.items():
        assert arc.closes == machine.markings[source].open
        assert arc.opens == ("susun_batal",)
        assert (arc.role, arc.actor_class, arc.result) == ("kepala", ActorClass.OFFICIAL, None)
        assert arc.case_act is CaseAct.CANCEL


def test_a_cancellation_is_initialled_and_signed_on_its_own_letter() -> None:
    duties = {o.id: o.steps for o in pbg().obligations_of(EndId("batal"))}

    assert duties == {
        "batal/signature:kepala": ("ttd_batal",),
        "batal/initials:kasi": ("paraf_batal_kasi",),
        "batal/initials:kabid": ("paraf_batal_kabid",),
        "batal/initials:sekretaris": ("paraf_batal_sekretaris",),
        "batal/must:susun_batal": ("susun_batal",),
        "batal/must:serah_batal": ("serah_batal",),
    }


def test_a_letter_of_cancellation_that_goes_round_the_head_is_refused() -> None:
    found = edited(PBG, ("    ke: susun_batal\n", "    ke: serah_batal\n"))

    assert lines_blamed(found, "SOP202") == ["ke: serah_batal"]
    (told,) = (d.message.id for d in found.diagnostics if d.code == "SOP202")
    assert "Kepala Dinas membatalkan berkas" in told


def test_a_cancellation_that_nobody_signs_is_refused() -> None:
    found = edited(PBG, (BATAL, BATAL.replace("susun_batal", "serah_batal")))

    (blamed,) = lines_blamed(found, "SOP202")
    assert blamed.startswith("batal: { hasil: dibatalkan")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("sampai: ttd,", "sampai: paraf,", "SOP133"),
        ("oleh: kepala", "oleh: pemohon", "SOP134"),
        ("ke: susun_batal", "ke: ttd_tolak", "SOP135"),
        ("ke: susun_batal", "ke: batal", "SOP136"),
        ("ke: susun_batal", "ke: telaah", "SOP136"),
        ("ke: susun_batal", "ke: nilai_struktur", "SOP136"),
        ("oleh: kepala, ", "", "SOP006"),
        ("ke: susun_batal", "ke: susun_btal", "SOP101"),
    ],
)
def test_a_cancellation_names_an_official_a_signature_and_its_letter(
    old: str, new: str, code: str
) -> None:
    line = BATAL.replace(old, new)

    found = edited(PBG, (BATAL, line))

    assert lines_blamed(found, code) == [line]


def test_that_the_office_may_cancel_is_no_way_out_of_a_dead_end() -> None:
    found = edited(
        PBG,
        ("    mengubah: [konsep_tolak]\n", "    mengubah: [konsep_tolak]\n    ke: susun_tolak\n"),
    )

    assert "SOP104" in {d.code for d in found.diagnostics}


def test_who_cancels_until_when_is_told_as_a_difference() -> None:
    other = edited(PBG, (BATAL, BATAL.replace("oleh: kepala", "oleh: kabid"))).machine
    assert other is not None

    (told,) = differences(pbg(), other)

    assert told.what.id == "pembatalan"
    assert told.after is not None
    assert told.after.en.startswith("Head of the permit division until ")


# What silence means -----------------------------------------------------------------------------

KEBERATAN = "keberatan/1.0.0.yaml"
LAW = "Undang-Undang Nomor 30 Tahun 2014 pasal 77 ayat (5)"
SILENT = f"  bila_janji_lewat: {{ ke: dianggap, dasar: {LAW} }}"


def test_the_rule_speaks_only_where_the_clock_runs_and_nobody_has_signed() -> None:
    machine = edited(KEBERATAN).machine
    assert machine is not None
    silent = {a.source: a for a in machine.compiled.arcs if a.trigger == SILENCE}

    never = {"ajukan", "nomori", "cetak", "serah"}
    assert set(silent) == {
        m.id
        for m in machine.compiled.markings
        if m.open and m.open[0].partition("_")[0] not in never
    }
    for arc in silent.values():
        assert (arc.role, arc.actor_class, arc.result) == (
            None,
            ActorClass.RULE,
            EndResult.DEEMED_GRANTED,
        )
        assert arc.opens == ()


def test_the_certificate_says_what_silence_means_and_by_which_law() -> None:
    certificate = edited(KEBERATAN).certificate
    assert certificate is not None

    assert certificate.as_dict()["deemed"] == {
        "end": "dianggap",
        "result": "deemed_granted",
        "legal_basis": LAW,
    }
    other = edited(SKTM).certificate
    assert other is not None
    assert "deemed" not in other.as_dict()


def test_silence_without_its_law_means_nothing() -> None:
    found = edited(KEBERATAN, (SILENT, "  bila_janji_lewat: { ke: dianggap }"))

    assert lines_blamed(found, "SOP330") == ["bila_janji_lewat: { ke: dianggap }"]
    assert found.machine is None


@pytest.mark.parametrize("end", ["dikabulkan", "ditolak", "gugur"])
def test_silence_is_no_decision(end: str) -> None:
    line = SILENT.replace("ke: dianggap", f"ke: {end}")

    assert lines_blamed(edited(KEBERATAN, (SILENT, line)), "SOP331") == [line.strip()]


def test_nobody_leads_a_case_to_what_the_law_says_of_silence() -> None:
    found = edited(
        KEBERATAN,
        ("tidak_beralasan: { ke: susun_tolak,", "tidak_beralasan: { ke: dianggap,"),
    )

    (line,) = lines_blamed(found, "SOP117")
    assert line.startswith("tidak_beralasan: { ke: dianggap")


def test_what_the_office_opened_cannot_be_deemed_granted() -> None:
    found = edited(
        TEGURAN,
        ("  pembukaan: kantor\n", f"  pembukaan: kantor\n{SILENT}\n"),
        ("akhir:\n", "akhir:\n  dianggap: { hasil: dianggap_dikabulkan, label: Dianggap }\n"),
    )

    assert lines_blamed(found, "SOP332") == [SILENT.strip()]


def test_what_silence_means_is_told_as_a_difference() -> None:
    machine = edited(KEBERATAN).machine
    other = edited(KEBERATAN, (SILENT, SILENT.replace("ayat (5)", "ayat (6)"))).machine
    assert machine is not None
    assert other is not None

    (told,) = differences(machine, other)

    assert told.what.en == "on silence"
    assert told.after is not None
    assert told.after.en == (
        "Objection deemed granted (Undang-Undang Nomor 30 Tahun 2014 pasal 77 ayat (6))"
    )
