"""A panel votes on either database: one vote a person, one item, and a result nobody can forge."""

import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest

from sopflow.compiler.organisation import read_organisation
from sopflow.domain.cases import Advance, Claim, Decision, Open, Receipt, Submission
from sopflow.domain.decide import decide_advance
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.errors import RecordRejected
from sopflow.domain.machines import Machine
from sopflow.domain.organisation import LetterOfAppointment, Official, Organisation
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import (
    AnswerId,
    Capacity,
    CaseId,
    PersonId,
    PositionId,
    UnitId,
    WorkItemId,
)
from sopflow.reads.cases import case_page
from sopflow.reads.worklist import worklist
from sopflow.services.cases import Opened, advance_case, claim_case, open_case
from sopflow.services.once import official
from sopflow.services.organisation import apply_organisation
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.compiler.panels import with_panel
from tests.office import SAMPLE, caller, filled_form, let_in_force, rows
from tests.store.attacks import put_down, tampered_entry

SOP = "reklame-panel"
TEAM = ("tono", "wati", "yuda")
FINDINGS = Submission({"luas_terukur": "12", "hasil_tinjauan": "Sesuai gambar"})


@pytest.fixture(scope="module")
def desk(office: Store) -> Store:
    """The sample office with a third member of the team, and the permit with its panel."""
    sample = read_organisation(SAMPLE.read_text(), file=SAMPLE.name)
    assert isinstance(sample, Organisation), sample
    yuda = Official(PersonId("yuda"), "Yuda Contoh", "yuda", None, "id", is_admin=False)
    letter = LetterOfAppointment(
        yuda.id, PositionId("dpmptsp.tim_teknis"), Capacity.DEFINITIVE,
        "800/yuda", date(2026, 1, 2), date(2026, 1, 2), None,
    )  # fmt: skip
    more = replace(
        sample,
        officials=(*sample.officials, yuda),
        appointments=(*sample.appointments, letter),
    )
    apply_organisation(office, more)
    let_in_force(office, with_panel())
    return office


def machine_of(store: Store) -> Machine:
    (version,) = rows(store, "SELECT id FROM versions WHERE sop_code = :s", s=SOP)
    return store.machine(version["id"])


def item_of(store: Store, case: CaseId) -> Mapping[str, Any]:
    (item,) = rows(
        store, "SELECT * FROM work_items WHERE case_id = :c AND closed_seq IS NULL", c=case
    )
    return item


def command(case: CaseId, item: Mapping[str, Any], answer: str, **more: Any) -> Advance:
    return Advance(
        case, WorkItemId(item["id"]), item["view"], AnswerId(answer), secrets.token_hex(8),
        note="alasan contoh", **more,
    )  # fmt: skip


def give(store: Store, case: CaseId, answer: str, who: str, **more: Any) -> Receipt:
    done = advance_case(
        store, command(case, item_of(store, case), answer, **more), caller=caller(who)
    )
    assert isinstance(done, Receipt), done
    return done


@pytest.fixture
def case(desk: Store) -> CaseId:
    """A file that the team has inspected and must now vote on."""
    given = filled_form(machine_of(desk).procedure)
    opening = Open(CaseId(secrets.token_hex(8)), secrets.token_hex(8), given, proof="KTP dilihat")
    done = open_case(desk, opening, sop_code=SOP, unit=UnitId("dpmptsp"), caller=caller("sari"))
    assert isinstance(done, Opened), done
    case = done.receipt.case_id
    give(desk, case, "lengkap", "sari")
    give(desk, case, "done", "budi")
    give(desk, case, "done", "tono", submission=FINDINGS)
    return case


def sees(store: Store, case: CaseId, who: str) -> bool:
    now = store.now()
    listed = any(r.case_id == case for r in worklist(store, PersonId(who), now=now, limit=500))
    (number,) = rows(store, "SELECT number FROM cases WHERE id = :c", c=case)
    page = case_page(store, number["number"], person=PersonId(who), now=now)
    assert page is not None
    assert bool(page.actions) == listed
    return listed


def test_the_item_stays_for_the_others_and_no_page_gets_stale(desk: Store, case: CaseId) -> None:
    before = item_of(desk, case)

    give(desk, case, "layak", "tono")

    assert item_of(desk, case) == before
    assert [sees(desk, case, who) for who in TEAM] == [False, True, True]
    done = advance_case(desk, command(case, before, "layak"), caller=caller("wati"))
    assert isinstance(done, Receipt)
    assert done.open_steps == ("tetapkan_pajak",)
    assert not sees(desk, case, "yuda")
    with desk.reading() as connection:
        assert faults_of(connection, case) == []


def test_the_record_tells_votes_and_result(desk: Store, case: CaseId) -> None:
    give(desk, case, "layak", "tono")
    give(desk, case, "belum_layak", "wati")
    give(desk, case, "belum_layak", "yuda")

    (number,) = rows(desk, "SELECT number FROM cases WHERE id = :c", c=case)
    page = case_page(desk, number["number"], person=PersonId("budi"), now=desk.now())
    assert page is not None
    told = [(f.person, f.answer_label and f.answer_label.en, f.public) for f in page.facts[-3:]]
    assert told == [
        ("tono", "Vote: Suitable", {"vote": "layak"}),
        ("wati", "Vote: Not suitable", {"vote": "belum_layak"}),
        ("yuda", "Not suitable", {"vote": "belum_layak"}),
    ]
    assert item_of(desk, case)["step"] == "dapat_diperbaiki"


def test_nobody_votes_twice_in_one_run(desk: Store, case: CaseId) -> None:
    give(desk, case, "layak", "tono")

    for answer in ("layak", "belum_layak"):
        outcome = advance_case(
            desk, command(case, item_of(desk, case), answer), caller=caller("tono")
        )
        assert isinstance(outcome, Refusal)
        assert outcome.code is RefusalCode.ALREADY_VOTED
        with pytest.raises(RecordRejected, match="fact_is_one_vote_of_a_person"):
            forged(desk, case, answer, "tono")


def test_a_new_run_asks_everybody_again(desk: Store, case: CaseId) -> None:
    give(desk, case, "layak", "tono")
    give(desk, case, "belum_layak", "wati")
    give(desk, case, "belum_layak", "yuda")
    give(desk, case, "dapat", "tono")
    give(desk, case, "done", "sari", proof="KTP dilihat")
    give(desk, case, "done", "wati", submission=FINDINGS)

    assert [sees(desk, case, who) for who in TEAM] == [True, True, True]
    forged(desk, case, "layak", "tono")
    give(desk, case, "layak", "wati")
    assert item_of(desk, case)["step"] == "tetapkan_pajak"


def test_nobody_takes_a_panel_on_alone(desk: Store, case: CaseId) -> None:
    item = item_of(desk, case)
    claim = Claim(case, WorkItemId(item["id"]), item["view"], secrets.token_hex(8))

    outcome = claim_case(desk, claim, caller=caller("tono"))

    assert isinstance(outcome, Refusal)
    assert outcome.code is RefusalCode.SHARED_STEP


def test_all_three_at_the_same_instant_are_two_votes(desk: Store, case: CaseId) -> None:
    page, start = item_of(desk, case), Barrier(3)

    def vote(who: str) -> Receipt | Refusal:
        start.wait(timeout=30)
        return advance_case(desk, command(case, page, "layak"), caller=caller(who))

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(vote, TEAM))

    refused = [d for d in done if isinstance(d, Refusal)]
    assert [r.code for r in refused] == [RefusalCode.ITEM_NOT_OPEN]
    assert item_of(desk, case)["step"] == "tetapkan_pajak"
    with desk.reading() as connection:
        assert faults_of(connection, case) == []


@pytest.mark.parametrize(
    "lie",
    [
        {"trigger": "kelayakan:layak", "answer": "layak", "target": "tetapkan_pajak"},
        {"target": "kelayakan[kelayakan!vote=2/0]"},
        {"target": "tetapkan_pajak"},
    ],
    ids=str,
)
def test_one_vote_is_no_result_and_counts_once(
    desk: Store, case: CaseId, lie: dict[str, str]
) -> None:
    with pytest.raises(RecordRejected, match=r"fact_is_an_arc|case_has_the_result"):
        forged(desk, case, "layak", "tono", **lie)

    forged(desk, case, "layak", "tono")  # the same without the lie is taken


def forged(store: Store, case: CaseId, answer: str, who: str, /, **lie: str) -> None:
    """Record what an engine that forgets who voted would let `who` do."""
    made = machine_of(store)
    with store.writing() as tx:
        look = tx.look(case, person=PersonId(who), key="k")
    forgetful = replace(look.case, acts=())
    item = look.case.items[0]
    decision = decide_advance(
        made,
        forgetful,
        command(case, {"id": item.id, "view": item.view}, answer),
        actor=official(look, caller(who)),
        moment=OfficeMoment(look.case.now, look.calendar),
    )
    assert isinstance(decision, Decision), decision
    put_down(store, tampered_entry(look, decision, made, **lie))
