"""Rows that wait for what comes from outside: read, proved, and refused where they would strand."""

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.domain.differences import differences
from sopflow.domain.words import ActorClass, Trigger
from tests.awaiting import CHECK, CLOSE, KARTU, RECORD, WAIT, compiled, sop
from tests.compiler.broken import SKTM, definition


def findings(text: str) -> list[tuple[str, str]]:
    lines = text.splitlines()
    found = compile_text(text, file="x.yaml").diagnostics
    return [(d.code, lines[d.line - 1].strip()) for d in found if d.is_error]


def test_each_answer_is_an_arc_of_the_system_and_one_of_who_confirms_it() -> None:
    arcs = {a.trigger: a for a in compiled(KARTU).compiled.arcs if a.step == "tunggu"}

    assert {t: (a.actor_class.value, a.role) for t, a in arcs.items()} == {
        "tunggu:tunggal": ("system", None),
        "tunggu:tunggal!manual": ("official", "kasi"),
        "tunggu:rusak": ("system", None),
        "tunggu:rusak!limit": ("system", None),
        "tunggu:rusak!manual": ("official", "kasi"),
        "tunggu:rusak!manual!limit": ("official", "kasi"),
        "tunggu:ganda": ("system", None),
        "tunggu:ganda!manual": ("official", "kasi"),
        "tunggu:overdue": ("rule", None),
    }
    for by_hand in (t for t in arcs if "!manual" in t):
        assert arcs[by_hand].target == arcs[Trigger(by_hand.replace("!manual", ""))].target


def test_without_a_confirmation_the_message_alone_answers() -> None:
    text = KARTU.replace("    konfirmasi: kasi\n", "")

    arcs = [a for a in compiled(text).compiled.arcs if a.step == "tunggu"]

    assert {a.actor_class for a in arcs} == {ActorClass.SYSTEM, ActorClass.RULE}


def test_a_message_and_its_confirmation_meet_the_same_obligation() -> None:
    (duty,) = [o for o in compiled(KARTU).compiled.obligations if o.id == "beres/ketunggalan"]

    assert {"tunggu:tunggal", "tunggu:tunggal!manual"} < set(duty.meets)
    assert not {t for t in duty.meets if "rusak" in t or "ganda" in t or "overdue" in t}


def test_the_rounds_of_an_answer_are_bounded_however_it_comes() -> None:
    rounds = compiled(KARTU).compiled.rounds

    assert {t: n for t, n in rounds.items() if t.startswith("tunggu")} == {
        "tunggu:rusak": 2,
        "tunggu:rusak!manual": 2,
    }


def test_a_term_that_passes_is_no_way_round_the_message() -> None:
    text = sop(
        "kartu", CHECK, RECORD, WAIT.replace("bila_lewat: telusuri", "bila_lewat: tutup"), CLOSE
    )

    assert findings(text) == [("SOP201", "bila_lewat: tutup")]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        (
            "    batas: 3 hari kerja\n    bila_lewat: telusuri\n",
            "",
            "SOP140",
            "- id: tunggu",
        ),
        ("konfirmasi: kasi", "konfirmasi: pemohon", "SOP141", "konfirmasi: pemohon"),
        ("konfirmasi: kasi", "konfirmasi: kasih", "SOP205", "konfirmasi: kasih"),
        ("kunci: isian.nomor_rekaman", "kunci: formulir.nik", "SOP440", "kunci: formulir.nik"),
        (
            "kunci: isian.nomor_rekaman",
            "kunci: formulir.telepon",
            "SOP440",
            "kunci: formulir.telepon",
        ),
        ("kunci: isian.nomor_rekaman", "kunci: isian.nomor", "SOP403", "kunci: isian.nomor"),
        ("sumber: afis", "sumber: AFIS", "SOP008", "sumber: AFIS"),
        ("    sumber: afis\n", "", "SOP006", "- id: tunggu"),
        ("sumber: afis", "sumber: afis\n    pelaksana: kasi", "SOP115", "pelaksana: kasi"),
        ("sumber: afis", "sumber: afis\n    jam: berhenti", "SOP115", "jam: berhenti"),
        ("sumber: afis", "sumber: afis\n    ke: tutup", "SOP115", "ke: tutup"),
    ],
)
def test_a_wait_that_would_strand_or_betray_is_refused(
    old: str, new: str, code: str, line: str
) -> None:
    assert (code, line) in findings(KARTU.replace(old, new, 1))


@pytest.mark.parametrize("key", ["sumber: afis", "kunci: formulir.nama", "konfirmasi: kasi"])
def test_what_belongs_to_a_wait_stands_at_no_other_row(key: str) -> None:
    text = definition(SKTM).replace("    kewajiban: kebenaran\n", f"    {key}\n", 1)

    assert "SOP115" in [code for code, _ in findings(text)]


def test_a_version_that_waits_for_another_source_says_so() -> None:
    text = KARTU.replace("sumber: afis", "sumber: dukcapil")
    text = text.replace("konfirmasi: kasi", "konfirmasi: sekcam")

    (change,) = [d for d in differences(compiled(KARTU), compiled(text)) if "ditunggu" in d.what.id]

    assert change.before is not None
    assert change.after is not None
    assert "kabar afis" in change.before.id
    assert change.after.en.startswith("a message of dukcapil")
    assert "confirmed by Secretary of the district" in change.after.en
