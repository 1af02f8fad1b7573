"""P8: nobody is left untold, and an own text says enough."""

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.tidings import Tidings
from sopflow.domain.telling import APPLICANT
from tests.compiler.broken import DEFINITIONS, REKLAME, definition

WHOLE = definition(REKLAME)
HEAD, NOTICES = WHOLE.split("pemberitahuan:\n")


def compiled(notices: str = "") -> Compilation:
    text = f"{HEAD}pemberitahuan:\n{notices}" if notices else HEAD
    return compile_text(text, file="x.yaml")


def notice(event: str, words: str | None = None, to: str = "pemohon") -> str:
    text = f', pesan: {{ id: "{words}", en: "{words}" }}' if words else ""
    return f"  - {{ saat: {event}, kepada: {to}, kanal: [email]{text} }}\n"


def standard(found: Compilation) -> set[str]:
    assert found.machine is not None, found.diagnostics
    rules = found.machine.compiled.standard_notices
    assert all(rule.to == APPLICANT and rule.text is None for rule in rules)
    return {rule.event for rule in rules}


def blamed(found: Compilation, code: str) -> list[str]:
    return [d.source_line.strip() for d in found.diagnostics if d.code == code]


def test_where_the_sop_is_silent_the_standard_text_is_sent_for_everything() -> None:
    found = compiled()

    assert standard(found) == {
        "opened", "ended", "delayed", "ajukan.entered", "ajukan.left", "bayar.entered",
        "bayar.left", "perbaikan.entered", "perbaikan.left",
    }  # fmt: skip
    assert {d.code for d in found.diagnostics} == {"SOP505"}
    assert not any(d.is_error for d in found.diagnostics)
    assert len(found.diagnostics) == 5


def test_a_rule_of_the_sop_takes_the_place_of_the_standard_one() -> None:
    own = [notice(event) for event in ("dibuka", "akhir", "terlambat", "bayar.masuk")]

    assert standard(compiled("".join(own))) == {
        "ajukan.entered", "ajukan.left", "bayar.left", "perbaikan.entered", "perbaikan.left",
    }  # fmt: skip


def test_an_answer_that_is_told_needs_no_second_notice_but_only_on_its_own_way() -> None:
    one_way = standard(compiled(notice("cek_pajak.terutang") + notice("konfirmasi.belum")))
    assert "bayar.entered" not in one_way

    half = standard(compiled(notice("cek_pajak.terutang")))
    assert "bayar.entered" in half
    assert "bayar.left" not in standard(compiled(notice("bayar.selesai")))


def test_what_an_official_is_told_does_not_tell_the_applicant() -> None:
    assert "ended" in standard(compiled(notice("akhir", to="kasi")))


def test_the_machine_with_its_rules_leaves_nobody_untold_and_without_one_somebody() -> None:
    machine = compile_text(WHOLE, file="x.yaml").machine
    assert machine is not None
    tidings = Tidings(machine.procedure, machine.compiled)  # type: ignore[arg-type]  # has all it reads
    told = frozenset(rule.event for rule in machine.notices if rule.to == APPLICANT)

    assert tidings.untold(told) == ()
    for event in ("opened", "ended", "bayar.left"):
        assert tidings.untold(told - {event}) == (event,)


@pytest.mark.parametrize("words", ["Lihat {tautan}", "Kurang: {alasan}"])
def test_a_return_that_says_why_or_where_to_read_it_is_enough(words: str) -> None:
    assert blamed(compiled(notice("periksa.kurang", words)), "SOP510") == []


@pytest.mark.parametrize("event", ["periksa.kurang", "ajukan.masuk"])
def test_a_return_without_its_reason_is_refused(event: str) -> None:
    line = notice(event, "Berkas {nomor} kembali")
    found = compiled(line)

    assert blamed(found, "SOP510") == [line.strip()]
    assert {p.property for p in found.proofs if not p.holds} == {"P8"}
    assert found.machine is None


def test_a_turn_without_a_return_needs_no_reason() -> None:
    assert blamed(compiled(notice("cek_pajak.terutang", "Silakan membayar")), "SOP510") == []


def test_an_end_without_its_result_is_refused() -> None:
    line = notice("akhir", "Berkas {nomor} selesai")

    found = compiled(line)

    assert blamed(found, "SOP511") == [line.strip()]
    assert {p.property for p in found.proofs if not p.holds} == {"P8"}
    assert blamed(compiled(notice("akhir", "Berkas {nomor}: {hasil}")), "SOP511") == []


def test_a_notice_about_what_never_happens_is_pointed_at() -> None:
    line = notice("serah.masuk", to="kasi")
    never = notice("tinjau.masuk").replace("tinjau", "ajukan")
    hidden = HEAD.replace(
        "kurang:\n          ke: ajukan\n", "kurang:\n          ke: putus_berkas\n"
    )

    assert blamed(compiled(line), "SOP512") == []
    found = compile_text(f"{hidden}pemberitahuan:\n{never}", file="x.yaml")
    assert blamed(found, "SOP512") == [never.strip()]


def test_a_case_that_the_office_opens_is_told_by_its_own_papers() -> None:
    text = (DEFINITIONS / "teguran-izin/1.0.0.yaml").read_text(encoding="utf-8")
    head, _ = text.split("pemberitahuan:\n")

    found = standard(compile_text(head, file="x.yaml"))

    assert "ended" in found
    assert not found & {"opened", "delayed"}
