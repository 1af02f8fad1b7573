"""The office report: can the duties be met by the people there are, and on whom does it hang."""

from dataclasses import replace
from datetime import date

from sopflow.compiler.compile import compile_text
from sopflow.compiler.office import OfficeReport, UnitReport, report_on
from sopflow.compiler.organisation import read_organisation
from sopflow.domain.machines import Machine
from sopflow.domain.organisation import LetterOfAppointment, Official, Organisation
from sopflow.domain.words import Capacity, PersonId, PositionId
from tests.compiler.broken import REKLAME, SKTM, definition
from tests.compiler.dutiful import dutiful
from tests.compiler.panels import with_panel
from tests.office import SAMPLE

TODAY = date(2026, 11, 25)
UNIT = "kecamatan-contoh"


def sample(**posts: str) -> Organisation:
    """The sample office, in which these persons hold one post more."""
    found = read_organisation(SAMPLE.read_text(), file=SAMPLE.name)
    assert isinstance(found, Organisation), found
    known = {o.id for o in found.officials}
    new = tuple(
        Official(PersonId(who), f"{who.title()} Contoh", who, None, "id", is_admin=False)
        for who in posts
        if who not in known
    )
    letters = tuple(
        LetterOfAppointment(
            PersonId(who), PositionId(post), Capacity.DEFINITIVE, f"800/{who}", TODAY, TODAY, None
        )
        for who, post in posts.items()
    )
    return replace(
        found,
        officials=(*found.officials, *new),
        appointments=(*found.appointments, *letters),
    )


def made(text: str) -> Machine:
    found = compile_text(text, file="x.yaml")
    assert found.machine is not None, found.diagnostics
    return found.machine


def judged(text: str, organisation: Organisation, on: date = TODAY) -> OfficeReport:
    return report_on(made(text), organisation, on=on)


def at(report: OfficeReport, unit: str = UNIT) -> UnitReport:
    return next(u for u in report.units if u.unit.id == unit)


def test_a_shipped_procedure_can_be_worked_by_the_sample_office() -> None:
    report = judged(definition(SKTM), sample())

    assert report.holds
    assert [u.unit.id for u in report.units] == [UNIT, "kecamatan-misal"]
    assert (report.needed_minutes, report.promised_minutes) == (45, 60)
    gone = {a.person: a.steps for a in at(report).absences}
    assert set(gone) == {"ani", "eko", "maya", "agus"}
    assert gone[PersonId("maya")] == ("putus_verifikasi", "paraf_sekcam", "paraf_rujukan_sekcam")


def test_nobody_is_indispensable_where_two_hold_the_post() -> None:
    report = judged(definition(SKTM), sample(dina=f"{UNIT}.camat"))

    assert {a.person for a in at(report).absences} == {"ani", "eko", "maya"}


def test_a_vacant_post_is_told_with_the_way_that_comes_to_it() -> None:
    organisation = sample()
    without = tuple(a for a in organisation.appointments if a.person != "agus")

    unit = at(judged(definition(SKTM), replace(organisation, appointments=without)))

    shortage = next(s for s in unit.shortages if s.steps == ("ttd",))
    assert shortage.holders == {"ttd": ()}
    assert shortage.story[0].step == "ajukan"
    assert shortage.story[-1].text.en == "nobody can do `ttd`"
    assert any(line.step == "ttd" for line in shortage.story)
    assert "eko" in {a.person for a in unit.absences}


def test_letters_count_on_their_days_alone() -> None:
    assert not judged(definition(SKTM), sample(), on=date(2020, 1, 1)).holds
    late = sample(dina=f"{UNIT}.camat")
    report = judged(definition(SKTM), late, on=date(2026, 11, 24))
    assert "agus" in {a.person for a in at(report).absences}


def test_who_must_differ_and_cannot_is_named_as_the_least_that_fails() -> None:
    alone = sample(eko=f"{UNIT}.sekcam")
    kept = tuple(a for a in alone.appointments if a.person != "maya")

    unit = at(judged(dutiful(), replace(alone, appointments=kept)))

    assert [s.steps for s in unit.shortages] == [("paraf_kasi", "paraf_sekcam")]
    assert unit.shortages[0].holders == {"paraf_kasi": ("eko",), "paraf_sekcam": ("eko",)}
    assert at(judged(dutiful(), alone)).holds


def test_one_absence_may_break_a_separation_though_every_post_is_held() -> None:
    office = sample(eko=f"{UNIT}.sekcam")

    gone = {a.person: a.steps for a in at(judged(dutiful(), office)).absences}

    assert gone[PersonId("maya")] == ("paraf_kasi", "paraf_sekcam")


def test_steps_that_never_meet_on_one_way_may_have_one_person() -> None:
    text = dutiful(susun_rujukan="    orang_berbeda: [susun_surat]\n")

    assert at(judged(text, sample())).holds
    text = dutiful(cek_data="    orang_berbeda: [susun_surat]\n")
    assert [s.steps for s in at(judged(text, sample())).shortages] == [("cek_data", "susun_surat")]


def test_a_panel_needs_as_many_as_may_have_to_vote() -> None:
    report = judged(with_panel(), sample())

    (unit,) = report.units
    assert [s.steps for s in unit.shortages] == [("kelayakan",)]
    assert unit.shortages[0].holders == {"kelayakan": ("tono", "wati")}
    more = judged(with_panel(), sample(yuda="dpmptsp.tim_teknis"))
    assert more.holds
    gone = {a.person: a.steps for a in more.units[0].absences}
    assert gone[PersonId("yuda")] == ("kelayakan",)


def test_an_sop_without_a_unit_does_not_hold() -> None:
    text = definition(REKLAME).replace("unit: dpmptsp }", "unit: dinas-lain }")
    assert "dinas-lain" in text

    report = judged(text, sample())

    assert report.units == ()
    assert not report.holds


def test_a_promise_that_is_too_short_is_no_matter_of_the_people() -> None:
    report = judged(definition(SKTM), sample())
    short = replace(report, promised_minutes=30)

    assert not short.fits
    assert not short.holds
