"""Duties of persons on either database: the engine's refusal, the list, and the lock beneath."""

import secrets
from dataclasses import replace
from datetime import date

import pytest

from sopflow.compiler.organisation import read_organisation
from sopflow.domain.cases import (
    Advance,
    Carry,
    Claim,
    Decision,
    DeclareConflict,
    Open,
    Receipt,
    Submission,
)
from sopflow.domain.decide import decide_advance
from sopflow.domain.duties import NO_DUTIES
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.errors import RecordRejected
from sopflow.domain.machines import Machine
from sopflow.domain.organisation import LetterOfAppointment, Organisation
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
from sopflow.reads.worklist import worklist, worklist_count
from sopflow.services.cases import (
    Opened,
    advance_case,
    carry_step,
    claim_case,
    declare_conflict,
    open_case,
)
from sopflow.services.once import official
from sopflow.services.organisation import apply_organisation
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.compiler.dutiful import dutiful
from tests.office import SAMPLE, caller, filled_form, let_in_force, rows
from tests.store.attacks import put_down, tampered_entry

SOP = "sktm-terpisah"
UNIT = "kecamatan-contoh"
ALONE = "kecamatan-misal"
"""Here a single person holds each post but that of the section head."""
HANDED = Submission({"penerima_surat": "Warga Contoh", "identitas_penerima": "ktp"})
TWICE = {"ani": ["kasi_pelayanan"], "eko": ["petugas_loket", "sekcam", "camat"], "maya": ["camat"]}


@pytest.fixture(scope="module")
def desk(office: Store) -> Store:
    """The sample office in which some hold several posts, with the dutiful certificate."""
    sample = read_organisation(SAMPLE.read_text(), file=SAMPLE.name)
    assert isinstance(sample, Organisation), sample
    letters = [
        LetterOfAppointment(
            PersonId(who), PositionId(f"{UNIT}.{kind}"), Capacity.DEFINITIVE,
            f"800/{who}/{kind}", date(2026, 1, 2), date(2026, 1, 2), None,
        )
        for who, kinds in TWICE.items()
        for kind in kinds
    ]  # fmt: skip
    letters.append(
        LetterOfAppointment(
            PersonId("yusuf"), PositionId(f"{ALONE}.kasi_pelayanan"), Capacity.DEFINITIVE,
            "800/yusuf/kasi", date(2026, 1, 2), date(2026, 1, 2), None,
        )
    )  # fmt: skip
    apply_organisation(office, replace(sample, appointments=(*sample.appointments, *letters)))
    let_in_force(office, dutiful())
    return office


def machine_of(store: Store) -> Machine:
    (version,) = rows(store, "SELECT id FROM versions WHERE sop_code = :s", s=SOP)
    return store.machine(version["id"])


def open_item(store: Store, case: CaseId) -> dict[str, str]:
    (item,) = rows(
        store,
        "SELECT * FROM work_items WHERE case_id = :c AND closed_seq IS NULL AND role IS NOT NULL",
        c=case,
    )
    return item


def answer(store: Store, case: CaseId, said: str, who: str) -> Receipt | Refusal:
    item = open_item(store, case)
    given = HANDED if item["step"] == "serah" else Submission()
    command = Advance(
        case, WorkItemId(item["id"]), int(item["view"]), AnswerId(said), secrets.token_hex(8),
        note="alasan contoh", submission=given,
    )  # fmt: skip
    return advance_case(store, command, caller=caller(who))


def play(store: Store, case: CaseId, *acts: tuple[str, str]) -> None:
    for said, who in acts:
        done = answer(store, case, said, who)
        assert isinstance(done, Receipt), (said, who, done)


@pytest.fixture
def case(desk: Store) -> CaseId:
    return opened(desk, UNIT, "ani")


def opened(desk: Store, unit: str, clerk: str) -> CaseId:
    given = filled_form(machine_of(desk).procedure)
    opening = Open(CaseId(secrets.token_hex(8)), secrets.token_hex(8), given, proof="KTP dilihat")
    done = open_case(desk, opening, sop_code=SOP, unit=UnitId(unit), caller=caller(clerk))
    assert isinstance(done, Opened), done
    return done.receipt.case_id


def forged(store: Store, case: CaseId, said: str, who: str) -> None:
    """Record what an engine without duties would let `who` do."""
    made = machine_of(store)
    with store.writing() as tx:
        look = tx.look(case, person=PersonId(who), key="k")
    item = look.case.items[0]
    decision = decide_advance(
        Machine(made.id, replace(made.compiled, duties=NO_DUTIES)),
        look.case,
        Advance(case, item.id, item.view, AnswerId(said), "k"),
        actor=official(look, caller(who)),
        moment=OfficeMoment(look.case.now, look.calendar),
    )
    assert isinstance(decision, Decision), decision
    put_down(store, tampered_entry(look, decision, made))


def is_kept_away(store: Store, case: CaseId, said: str, who: str, code: RefusalCode) -> None:
    """The engine refuses, the list and the page offer nothing, the lock refuses."""
    outcome = answer(store, case, said, who)
    assert isinstance(outcome, Refusal)
    assert outcome.code is code
    assert not sees(store, case, who)
    with pytest.raises(RecordRejected, match="fact_keeps_the_duties"):
        forged(store, case, said, who)


def sees(store: Store, case: CaseId, who: str) -> bool:
    """Whether the item is on the list, which must agree with its count and with the page."""
    now = store.now()
    listed = worklist(store, PersonId(who), now=now, limit=500)
    assert len(listed) == worklist_count(store, PersonId(who), now=now)
    (number,) = rows(store, "SELECT number FROM cases WHERE id = :c", c=case)
    page = case_page(store, number["number"], person=PersonId(who), now=now)
    is_offered = page is not None and any(not a.is_for_applicant for a in page.actions)
    is_listed = any(row.case_id == case for row in listed)
    assert is_listed == is_offered
    return is_listed


def test_one_person_does_not_act_at_both_of_two_steps(desk: Store, case: CaseId) -> None:
    play(desk, case, ("lengkap", "ani"), ("terdaftar", "eko"))

    is_kept_away(desk, case, "benar", "ani", RefusalCode.SAME_PERSON)

    assert sees(desk, case, "eko")
    play(desk, case, ("benar", "eko"))


def test_whoever_acted_last_counts(desk: Store, case: CaseId) -> None:
    play(desk, case, ("lengkap", "ani"), ("terdaftar", "eko"), ("salah", "eko"))
    item = open_item(desk, case)
    fix = Advance(
        case, WorkItemId(item["id"]), 1, AnswerId("done"), secrets.token_hex(8), proof="KTP dilihat"
    )
    assert isinstance(advance_case(desk, fix, caller=caller("ani")), Receipt)

    is_kept_away(desk, case, "lengkap", "eko", RefusalCode.SAME_PERSON)


def test_one_person_fills_one_level(desk: Store, case: CaseId) -> None:
    play(desk, case, ("lengkap", "ani"), ("terdaftar", "ani"), ("benar", "eko"))
    play(desk, case, ("done", "ani"), ("approve", "eko"))

    is_kept_away(desk, case, "approve", "eko", RefusalCode.TOO_MANY_STEPS)

    play(desk, case, ("approve", "maya"))
    is_kept_away(desk, case, "approve", "maya", RefusalCode.TOO_MANY_STEPS)
    is_kept_away(desk, case, "approve", "eko", RefusalCode.SAME_PERSON)
    play(desk, case, ("approve", "agus"))


def test_whoever_began_must_finish(desk: Store, case: CaseId) -> None:
    play(desk, case, ("lengkap", "ani"), ("terdaftar", "ani"), ("benar", "eko"), ("done", "ani"))
    play(desk, case, ("approve", "eko"), ("approve", "maya"), ("approve", "agus"))
    carried(desk, case)

    is_kept_away_at_the_handover(desk, case)

    play(desk, case, ("done", "ani"))
    with desk.reading() as connection:
        assert faults_of(connection, case) == []


def is_kept_away_at_the_handover(store: Store, case: CaseId) -> None:
    outcome = answer(store, case, "done", "eko")
    assert isinstance(outcome, Refusal)
    assert outcome.code is RefusalCode.OTHER_PERSON
    assert outcome.details == {"step": "susun_surat", "by": ["ani"]}
    assert not sees(store, case, "eko")
    assert sees(store, case, "ani")


def carried(store: Store, case: CaseId) -> None:
    """The automatic steps, as the workers would do them."""
    for _ in range(2):
        (item,) = rows(
            store, "SELECT * FROM work_items WHERE case_id = :c AND closed_seq IS NULL", c=case
        )
        done = carry_step(
            store, Carry(case, WorkItemId(item["id"]), AnswerId("done"), secrets.token_hex(8))
        )
        assert isinstance(done, Receipt), done


def test_whoever_declared_an_interest_does_not_act_and_frees_what_was_taken_on(
    desk: Store, case: CaseId
) -> None:
    play(desk, case, ("lengkap", "ani"), ("terdaftar", "ani"), ("benar", "eko"), ("done", "ani"))
    play(desk, case, ("approve", "ani"), ("approve", "eko"))
    item = open_item(desk, case)
    claim = Claim(case, WorkItemId(item["id"]), 1, secrets.token_hex(8))
    assert isinstance(claim_case(desk, claim, caller=caller("agus")), Receipt)
    assert not any_action(desk, case, "maya")

    declared = DeclareConflict(case, secrets.token_hex(8), note="Pemohon adalah kerabat")
    assert isinstance(declare_conflict(desk, declared, caller=caller("agus")), Receipt)

    is_kept_away(desk, case, "approve", "agus", RefusalCode.CONFLICT_OF_INTEREST)
    assert any_action(desk, case, "maya")
    again = declare_conflict(
        desk, replace(declared, key=secrets.token_hex(8)), caller=caller("agus")
    )
    assert isinstance(again, Refusal)
    assert again.code is RefusalCode.CONFLICT_DECLARED
    play(desk, case, ("approve", "maya"))
    with desk.reading() as connection:
        assert faults_of(connection, case) == []


def any_action(store: Store, case: CaseId, who: str) -> bool:
    (number,) = rows(store, "SELECT number FROM cases WHERE id = :c", c=case)
    page = case_page(store, number["number"], person=PersonId(who), now=store.now())
    return page is not None and bool(page.actions)


def test_a_declaration_is_for_who_has_a_role_in_the_case(desk: Store, case: CaseId) -> None:
    declared = DeclareConflict(case, secrets.token_hex(8))

    outcome = declare_conflict(desk, declared, caller=caller("sari"))

    assert isinstance(outcome, Refusal)
    assert outcome.code is RefusalCode.NO_APPOINTMENT


def test_who_is_needed_for_the_signature_does_not_verify(desk: Store) -> None:
    case = opened(desk, ALONE, "nia")
    play(desk, case, ("lengkap", "nia"), ("terdaftar", "nia"))
    item = open_item(desk, case)
    claim = Claim(case, WorkItemId(item["id"]), 1, secrets.token_hex(8))

    for outcome in (
        answer(desk, case, "benar", "yusuf"),
        claim_case(desk, claim, caller=caller("yusuf")),
    ):
        assert isinstance(outcome, Refusal)
        assert outcome.code is RefusalCode.LEAVES_NOBODY
        assert outcome.details == {"steps": ["ttd"]}

    play(desk, case, ("benar", "dodi"))
