"""Officials of one block act side by side, on either database: all of it is recorded."""

import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from sopflow.domain.authority import Caller
from sopflow.domain.cases import Advance, Claim, Open, Receipt, Submission
from sopflow.domain.decide import decide_advance
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.errors import RecordRejected
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import AnswerId, CaseId, ItemId, PersonId, UnitId, WorkItemId
from sopflow.reads.cases import case_page
from sopflow.reads.tracking import track
from sopflow.services.cases import Opened, advance_case, claim_case, open_case
from sopflow.services.once import official
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.office import caller, filled_form, rows
from tests.store.attacks import put_down, tampered_entry

SOP = "pbg-rumah-tinggal"
REVIEWERS = {"nilai_arsitektur": "gita", "nilai_struktur": "surya", "nilai_utilitas": "intan"}
Items = Mapping[str, dict[str, Any]]


def machine_of(store: Store) -> Machine:
    (version,) = rows(store, "SELECT id FROM versions WHERE sop_code = :s", s=SOP)
    return store.machine(version["id"])


def items(store: Store, case: CaseId) -> Items:
    found = rows(
        store, "SELECT * FROM work_items WHERE case_id = :c AND closed_seq IS NULL", c=case
    )
    return {item["step"]: item for item in found}


def command(case: CaseId, item: Mapping[str, Any], answer: str, **more: Any) -> Advance:
    return Advance(
        case,
        WorkItemId(item["id"]),
        item["view"],
        AnswerId(answer),
        secrets.token_hex(8),
        note="alasan contoh",
        **more,
    )


def give(store: Store, case: CaseId, step: str, answer: str, who: str, **more: Any) -> Receipt:
    done = advance_case(
        store, command(case, items(store, case)[step], answer, **more), caller=caller(who)
    )
    assert isinstance(done, Receipt), done
    return done


@pytest.fixture
def case(office: Store) -> CaseId:
    """A complete file that the three reviewers have before them."""
    return opened(office).receipt.case_id


def opened(office: Store) -> Opened:
    given = filled_form(machine_of(office).procedure)
    opening = Open(CaseId(secrets.token_hex(8)), secrets.token_hex(8), given, proof="KTP dilihat")
    done = open_case(office, opening, sop_code=SOP, unit=UnitId("dpmptsp"), caller=caller("sari"))
    assert isinstance(done, Opened), done
    give(office, done.receipt.case_id, "periksa", "lengkap", "sari")
    return done


def right(office: Store, case: CaseId) -> None:
    with office.reading() as connection:
        assert faults_of(connection, case) == []


def test_the_block_opens_an_item_a_notice_and_a_ladder_for_each_reviewer(
    office: Store, case: CaseId
) -> None:
    found = items(office, case)

    assert set(found) == set(REVIEWERS)
    assert {i["unit_id"] for i in found.values()} == {"dpupr"}
    assert {i["opened_seq"] for i in found.values()} == {2}
    jobs = rows(office, "SELECT * FROM jobs WHERE case_id = :c AND seq = 2", c=case)
    timers = [j for j in jobs if j["kind"] == "timer" and j["item_id"] is not None]
    assert {j["item_id"] for j in timers} == {i["id"] for i in found.values()}
    assert sum(1 for j in jobs if j["kind"] == "notice") == 3


def test_pages_read_before_a_colleague_acted_are_not_stale(office: Store, case: CaseId) -> None:
    pages = items(office, case)

    for step, who in REVIEWERS.items():
        given = command(case, pages[step], "sesuai")
        done = advance_case(office, given, caller=caller(who))
        assert isinstance(done, Receipt), done

    assert set(items(office, case)) == {"pilah"}
    right(office, case)


def test_all_three_at_the_same_instant_are_recorded(office: Store, case: CaseId) -> None:
    pages, start = items(office, case), Barrier(3)

    def answer(step: str) -> Receipt | Refusal:
        start.wait(timeout=30)
        given = command(case, pages[step], "sesuai")
        return advance_case(office, given, caller=caller(REVIEWERS[step]))

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(answer, REVIEWERS))

    assert sorted(r.seq for r in done if isinstance(r, Receipt)) == [3, 4, 5], done
    assert set(items(office, case)) == {"pilah"}
    right(office, case)


def test_nobody_answers_for_another_branch(office: Store, case: CaseId) -> None:
    page = items(office, case)["nilai_struktur"]

    outcome = advance_case(office, command(case, page, "sesuai"), caller=caller("gita"))

    assert isinstance(outcome, Refusal)
    assert outcome.code is RefusalCode.NO_APPOINTMENT


def test_a_claim_touches_its_own_branch_alone(office: Store, case: CaseId) -> None:
    page = items(office, case)
    item = page["nilai_struktur"]
    claim = Claim(case, WorkItemId(item["id"]), item["view"], secrets.token_hex(8))

    assert isinstance(claim_case(office, claim, caller=caller("surya")), Receipt)
    give(office, case, "nilai_arsitektur", "sesuai", "gita")

    left = items(office, case)
    assert left["nilai_struktur"]["claimed_by"] == "surya"
    assert left["nilai_utilitas"] == page["nilai_utilitas"]


def test_what_the_applicant_mends_in_one_branch_raises_no_page_of_the_others(
    office: Store, case: CaseId
) -> None:
    before = items(office, case)
    give(office, case, "nilai_arsitektur", "perbaiki", "gita")
    drawings = Submission({}, frozenset({ItemId("gambar_arsitektur")}))

    give(
        office,
        case,
        "perbaiki_arsitektur",
        "done",
        "sari",
        submission=drawings,
        proof="KTP dilihat",
    )

    after = items(office, case)
    assert set(after) == set(REVIEWERS)
    assert after["nilai_arsitektur"]["opened_seq"] == 4
    assert {s: after[s]["view"] for s in before} == dict.fromkeys(before, 1)
    right(office, case)


def test_leaving_the_block_cancels_the_others_with_their_timers(
    office: Store, case: CaseId
) -> None:
    for _ in range(5):
        give(office, case, "nilai_arsitektur", "perbaiki", "gita")
        give(office, case, "perbaiki_arsitektur", "done", "sari", proof="KTP dilihat")
    page = items(office, case)["nilai_struktur"]

    receipt = give(office, case, "nilai_arsitektur", "perbaiki", "gita")  # its rounds are used up

    assert receipt.open_steps == ("rapat",)
    late = advance_case(office, command(case, page, "sesuai"), caller=caller("surya"))
    assert isinstance(late, Refusal)
    assert late.code is RefusalCode.ITEM_NOT_OPEN
    waiting = rows(
        office,
        "SELECT * FROM jobs WHERE item_id = :i AND state = 'waiting'",
        i=page["id"],
    )
    assert waiting == []
    right(office, case)


def test_one_opposing_reviewer_brings_the_case_back_to_all_three(
    office: Store, case: CaseId
) -> None:
    answers = {"nilai_arsitektur": "sesuai", "nilai_struktur": "tidak_sesuai"}
    for step, who in REVIEWERS.items():
        give(office, case, step, answers.get(step, "sesuai"), who)
    (place,) = rows(office, "SELECT marking FROM cases WHERE id = :c", c=case)

    assert place["marking"] == (
        "pilah[nilai_arsitektur=sesuai,nilai_struktur=tidak_sesuai,nilai_utilitas=sesuai]"
    )
    arcs = machine_of(office).arcs_from(place["marking"])
    assert {a.target for a in arcs} == {"rapat", "dicabut", "susun_batal"}


@pytest.mark.parametrize("target", ["pilah", "susun_pernyataan", "susun_izin", "terbit"])
def test_the_database_lets_no_branch_jump_the_join(
    office: Store, case: CaseId, target: str
) -> None:
    with office.writing() as tx:
        look = tx.look(case, person=PersonId("gita"), key="k")
        made = tx.machine(look.case.version)
        gita = Caller(PersonId("gita"))
        page = next(i for i in look.case.items if i.step == "nilai_arsitektur")
    decision = decide_advance(
        made,
        look.case,
        command(case, {"id": page.id, "view": page.view}, "sesuai"),
        actor=official(look, gita),
        moment=OfficeMoment(look.case.now, look.calendar),
    )
    assert not isinstance(decision, Refusal)
    wanted = next(m.id for m in made.compiled.markings if (*m.open, m.end)[0] == target)
    entry = tampered_entry(look, decision, made, target=wanted)

    locks = "fact_is_an_arc|case_has_the_result_of_its_marking"
    with pytest.raises(RecordRejected, match=locks):
        put_down(office, entry)

    assert set(items(office, case)) == set(REVIEWERS)
    put_down(office, tampered_entry(look, decision, made))  # the same without the lie is taken
    right(office, case)


def test_the_page_and_the_public_see_every_open_branch(office: Store) -> None:
    done = opened(office)
    receipt = done.receipt
    give(office, receipt.case_id, "nilai_arsitektur", "perbaiki", "gita")
    give(office, receipt.case_id, "nilai_utilitas", "sesuai", "intan")

    page = case_page(office, receipt.number, person=PersonId("sari"), now=office.now())
    public = track(office, receipt.number, done.tracking_code, now=office.now())

    assert page is not None
    assert {s.step: s.opened_seq for s in page.open_steps} == {
        "nilai_struktur": 2,
        "perbaiki_arsitektur": 3,
    }
    assert public is not None
    assert public.waiting_for is not None
    assert public.waiting_for.en == "Review technical compliance"
    assert public.own is not None
    assert public.own.step.id == "perbaiki_arsitektur"
    assert public.own.reason == "alasan contoh"
