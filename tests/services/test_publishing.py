"""The life of a version through the services: four eyes, one number once, nothing skipped."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sopflow.domain.authority import CaseUnit
from sopflow.domain.cases import Advance, Open, Receipt
from sopflow.domain.errors import VersionNotFound
from sopflow.domain.lives import VersionState, WhyNot
from sopflow.domain.words import AnswerId, CaseId, UnitId, VersionId
from sopflow.reads.cases import case_page
from sopflow.reads.services import services_of
from sopflow.reads.versions import VersionRow, source_of, stored_versions
from sopflow.services.cases import Opened, advance_case, open_case
from sopflow.services.publishing import (
    Moved,
    NotMoved,
    NotSound,
    NumberTaken,
    Submitted,
    put_in_force,
    ratify,
    submit,
    try_out,
    withdraw,
)
from sopflow.store.store import Store
from tests.office import DEFINITIONS, LIBRARY, caller, filled_form, let_in_force, person

SKTM = next(p for p in DEFINITIONS if "sktm" in p.parts).read_text()
KECAMATAN = CaseUnit(UnitId("kecamatan-contoh"), "kecamatan", UnitId("kota"))
ADMIN, YUNI, ANI = person("admin"), person("yuni"), person("ani")


def text_of(sop: str, version: str = "1.0.0", day: str = "2 Maret 2026") -> str:
    """An SOP of this test alone, of a number and in force from a day."""
    text = SKTM.replace("kode: sktm", f"kode: {sop}").replace("versi: 1.0.0", f"versi: {version}")
    return text.replace("berlaku: 2 Maret 2026", f"berlaku: {day}")


def put(office: Store, text: str) -> object:
    return submit(office, text, file="sktm.yaml", by=ADMIN)


def row_of(office: Store, sop: str, version: str = "1.0.0") -> VersionRow:
    rows = stored_versions(office, on=office.now().date(), sop=sop)
    return next(row for row in rows if row.version == version)


def opening(office: Store, sop: str, key: str) -> Opened:
    machine = office.machine(row_of(office, sop).version_id)
    command = Open(CaseId(f"{sop}-{key}"), f"{sop}-{key}", filled_form(machine.procedure), "KTP")
    opened = open_case(office, command, sop_code=sop, unit=KECAMATAN.id, caller=caller("ani"))
    assert isinstance(opened, Opened), opened
    return opened


def in_force(office: Store, sop: str, on: date | None = None) -> VersionId:
    return office.version_in_force(sop, KECAMATAN, on or office.now().date())


def why(outcome: Moved | NotMoved) -> WhyNot | None:
    return outcome.why if isinstance(outcome, NotMoved) else None


def test_every_shipped_procedure_can_be_put_in_force(office: Store) -> None:
    for path in LIBRARY:
        if path not in DEFINITIONS:
            let_in_force(office, path.read_text())

    there = {row.sop for row in stored_versions(office, on=office.now().date())}
    assert there >= {path.parent.name for path in LIBRARY}


def test_the_same_text_again_changes_nothing(office: Store) -> None:
    again = put(office, SKTM)

    assert isinstance(again, Submitted)
    assert (again.is_new, again.state) == (False, VersionState.IN_FORCE)
    rows = stored_versions(office, on=office.now().date())
    assert [(v.sop, v.version) for v in rows].count(("sktm", "1.0.0")) == 1


def test_a_number_is_never_given_to_another_text(office: Store) -> None:
    other = SKTM.replace("Kasi Pelayanan", "Kasi Layanan", 1)
    assert other != SKTM

    assert put(office, other) == NumberTaken("sktm", "1.0.0")


def test_what_does_not_prove_is_not_stored(office: Store) -> None:
    around = text_of("around").replace("benar: { ke: susun_surat", "benar: { ke: ttd", 1)
    assert around != text_of("around")

    refused = put(office, around)

    assert isinstance(refused, NotSound)
    assert any(d.is_error and d.cure.id for d in refused.diagnostics)
    with pytest.raises(VersionNotFound):
        ratify(office, "around", "1.0.0", by=ADMIN)


def test_a_version_goes_from_draft_to_in_force_and_every_step_is_on_record(office: Store) -> None:
    name, text = ("life", "1.0.0"), text_of("life")
    drafted = submit(office, text, file="x", by=ANI, is_draft=True)
    assert isinstance(drafted, Submitted)
    assert (drafted.is_new, drafted.state) == (True, VersionState.DRAFT)
    assert isinstance(try_out(office, *name, by=ANI), Moved)
    handed_in = submit(office, text, file="x", by=ANI)
    assert isinstance(handed_in, Submitted)
    assert (handed_in.is_new, handed_in.state) == (False, VersionState.REVIEW)

    assert isinstance(ratify(office, *name, by=ADMIN, note="Sudah dibaca"), Moved)
    assert why(put_in_force(office, *name, by=ADMIN)) is WhyNot.ONE_SIGNATURE
    assert isinstance(ratify(office, *name, by=YUNI), Moved)
    first = put_in_force(office, *name, by=ADMIN)
    again = put_in_force(office, *name, by=YUNI)

    assert isinstance(first, Moved)
    assert isinstance(again, Moved)
    assert (first.is_new, again.is_new) == (True, False)
    row = row_of(office, "life")
    assert row.version_id == drafted.version_id == in_force(office, "life")
    assert row.state is VersionState.IN_FORCE
    assert row.ratified_by == ("Admin Contoh", "Yuni Contoh")
    assert row.submitted_by == "Ani Contoh"
    assert [(e.state.value, e.person) for e in row.events] == [
        ("draft", ANI),
        ("trial", ANI),
        ("review", ANI),
        ("ratified", ADMIN),
        ("ratified", YUNI),
        ("in_force", ADMIN),
    ]
    assert row.events[3].note == "Sudah dibaca"
    assert row.certificate["certificate"]
    assert source_of(office, *name) == text
    assert source_of(office, "life", "9") is None


def test_two_different_people_ratify_in_whichever_order(office: Store) -> None:
    name = ("eyes", "1.0.0")
    put(office, text_of("eyes"))
    assert why(ratify(office, *name, by=ANI)) is WhyNot.NO_RIGHT
    assert why(ratify(office, *name, by=person("nobody"))) is WhyNot.NO_RIGHT

    assert isinstance(ratify(office, *name, by=YUNI), Moved)
    assert why(ratify(office, *name, by=YUNI)) is WhyNot.SAME_PERSON
    assert why(put_in_force(office, *name, by=ADMIN)) is WhyNot.ONE_SIGNATURE
    assert isinstance(ratify(office, *name, by=ADMIN), Moved)  # who submitted it, as the second
    assert isinstance(put_in_force(office, *name, by=ADMIN), Moved)


def test_nothing_comes_out_of_order(office: Store) -> None:
    name = ("order", "1.0.0")
    submit(office, text_of("order"), file="x", by=ADMIN, is_draft=True)

    assert why(ratify(office, *name, by=ADMIN)) is WhyNot.OUT_OF_ORDER
    assert why(put_in_force(office, *name, by=ADMIN)) is WhyNot.OUT_OF_ORDER
    assert why(withdraw(office, *name, by=ADMIN, reason="  ")) is WhyNot.NO_REASON
    assert why(withdraw(office, *name, by=ANI, reason="Iseng")) is WhyNot.NO_RIGHT
    assert isinstance(withdraw(office, *name, by=ADMIN, reason="Salah unit"), Moved)
    put(office, text_of("order"))
    assert row_of(office, "order").state is VersionState.WITHDRAWN
    assert why(ratify(office, *name, by=YUNI)) is WhyNot.OUT_OF_ORDER


def test_no_case_opens_before_a_version_is_in_force(office: Store) -> None:
    name = ("closed", "1.0.0")
    submit(office, text_of("closed"), file="x", by=ADMIN, is_draft=True)
    steps: tuple[Callable[[], object], ...] = (
        lambda: try_out(office, *name, by=ADMIN),
        lambda: put(office, text_of("closed")),
        lambda: ratify(office, *name, by=ADMIN),
        lambda: ratify(office, *name, by=YUNI),
    )
    for step in steps:
        with pytest.raises(VersionNotFound):
            opening(office, "closed", "early")
        step()
    with pytest.raises(VersionNotFound):
        opening(office, "closed", "early")

    put_in_force(office, *name, by=YUNI)

    opening(office, "closed", "now")


def test_a_version_whose_day_has_not_come_supersedes_nobody_yet(office: Store) -> None:
    later = office.now().date() + timedelta(days=30)
    before = let_in_force(office, text_of("later"))
    after = let_in_force(office, text_of("later", "1.1.0", later.isoformat()))

    assert row_of(office, "later", "1.1.0").state is VersionState.RATIFIED
    assert in_force(office, "later") == before
    assert in_force(office, "later", later) == after
    withdraw(office, "later", "1.1.0", by=YUNI, reason="Perda belum terbit")
    assert in_force(office, "later", later) == before


def test_one_that_would_never_be_in_force_is_not_put_in_force(office: Store) -> None:
    let_in_force(office, text_of("late", "2.0.0", "1 Juni 2026"))
    put(office, text_of("late", "1.0.0", "1 Mei 2026"))
    for who in (ADMIN, YUNI):
        ratify(office, "late", "1.0.0", by=who)

    assert why(put_in_force(office, "late", "1.0.0", by=YUNI)) is WhyNot.NEVER_IN_FORCE
    withdraw(office, "late", "2.0.0", by=YUNI, reason="Dibatalkan")
    assert why(put_in_force(office, "late", "1.0.0", by=YUNI)) is WhyNot.NEVER_IN_FORCE


def test_of_two_with_the_same_day_the_later_one_is_in_force(office: Store) -> None:
    let_in_force(office, text_of("same"))
    second = let_in_force(office, text_of("same", "1.0.1"))

    assert in_force(office, "same") == second
    assert row_of(office, "same").state is VersionState.SUPERSEDED


def test_cases_that_run_stay_on_their_version(office: Store) -> None:
    before = let_in_force(office, text_of("stay"))
    old = opening(office, "stay", "before").receipt
    after = let_in_force(office, text_of("stay", "2.0.0", "1 Juli 2026"))

    new = opening(office, "stay", "after").receipt
    page = case_page(office, old.number, person=ANI, now=office.now())
    assert page is not None
    item = page.open_steps[0]
    command = Advance(old.case_id, item.item, item.view, AnswerId("lengkap"), "stay-on")
    assert isinstance(advance_case(office, command, caller=caller("ani")), Receipt)

    assert {f.version_id for f in office.facts_of(old.case_id)} == {before}
    assert {f.version_id for f in office.facts_of(new.case_id)} == {after}
    assert (page.version, page.sop_version) == (before, "1.0.0")


def test_withdrawing_brings_nothing_back_and_stops_no_case(office: Store) -> None:
    let_in_force(office, text_of("gone"))
    let_in_force(office, text_of("gone", "2.0.0", "1 Juli 2026"))
    running = opening(office, "gone", "running").receipt
    withdraw(office, "gone", "2.0.0", by=ADMIN, reason="Dibatalkan pengadilan")

    with pytest.raises(VersionNotFound):
        opening(office, "gone", "afterwards")
    row = row_of(office, "gone", "2.0.0")
    assert (row.state, row.events[-1].note) == (VersionState.WITHDRAWN, "Dibatalkan pengadilan")
    assert row_of(office, "gone").state is VersionState.SUPERSEDED
    offered = services_of(office, ANI, now=office.now(), on=office.now().date())
    assert "gone" not in {service.sop_code for service in offered}
    page = case_page(office, running.number, person=ANI, now=office.now())
    assert page is not None
    assert page.actions

    let_in_force(office, text_of("gone", "2.1.0", "1 Agustus 2026"))
    opening(office, "gone", "again")
