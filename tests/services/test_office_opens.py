"""A case that the office opens: in an official's name, against a side that may stay silent."""

import secrets
from dataclasses import replace

import pytest

from sopflow.domain.authority import applicant_of
from sopflow.domain.cases import Advance, Carry, Expire, Notify, Open, Receipt, Submission
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import AnswerId, CaseId, PersonId, UnitId, WorkItemId
from sopflow.reads.cases import case_page
from sopflow.reads.services import services_of
from sopflow.services.audit import verify
from sopflow.services.cases import (
    Opened,
    advance_case,
    carry_step,
    expire_item,
    open_case,
    record_notice,
)
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.office import caller, filled_form, put_in_force, rows, shipped

SOP = "teguran-izin"
UNIT = UnitId("dpmptsp")


@pytest.fixture(autouse=True)
def in_force(office: Store) -> None:
    put_in_force(office, shipped(SOP))


def opening(store: Store) -> Open:
    (version,) = rows(store, "SELECT id FROM versions WHERE sop_code = :s", s=SOP)
    given = filled_form(store.machine(version["id"]).procedure)
    return Open(CaseId(secrets.token_hex(8)), secrets.token_hex(8), given)


def opened(store: Store) -> Receipt:
    done = open_case(store, opening(store), sop_code=SOP, unit=UNIT, caller=caller("tono"))
    assert isinstance(done, Opened), done
    return done.receipt


def item(store: Store, case: CaseId) -> dict[str, object]:
    (found,) = rows(
        store, "SELECT * FROM work_items WHERE case_id = :c AND closed_seq IS NULL", c=case
    )
    return found


def give(store: Store, case: CaseId, who: str, answer: str = "done", **more: object) -> Receipt:
    open_ = item(store, case)
    command = Advance(
        case,
        WorkItemId(str(open_["id"])),
        int(str(open_["view"])),
        AnswerId(answer),
        secrets.token_hex(8),
    )
    done = advance_case(store, replace(command, **more), caller=caller(who))  # type: ignore[arg-type]
    assert isinstance(done, Receipt), done
    return done


def warned(store: Store, case: CaseId) -> Receipt:
    """The first warning, drafted, initialled and signed, then sent."""
    give(store, case, "budi")
    for who in ("dewi", "hasan", "ratna"):
        give(store, case, who, "approve")
    for _ in range(2):
        carry(store, case)
    return give(store, case, "sari")


def carry(store: Store, case: CaseId) -> None:
    command = Carry(
        case, WorkItemId(str(item(store, case)["id"])), AnswerId("done"), "k" + secrets.token_hex(4)
    )
    assert isinstance(carry_step(store, command), Receipt)


def test_the_first_record_is_the_officials_own_act(office: Store) -> None:
    case = opened(office).case_id

    (fact,) = rows(office, "SELECT * FROM facts WHERE case_id = :c", c=case)
    assert (fact["actor_class"], fact["person_id"], fact["role"]) == (
        "official",
        "tono",
        "pengawas",
    )
    assert fact["capacity"] == "definitive"
    assert fact["entered_by"] is None
    (row,) = rows(office, "SELECT applicant_id FROM cases WHERE id = :c", c=case)
    assert row["applicant_id"] == applicant_of(case)
    with office.reading() as connection:
        assert faults_of(connection, case) == []
    assert verify(office).is_whole


@pytest.mark.parametrize("who", ["sari", "ratna", "gita"])
def test_nobody_opens_it_who_does_not_hold_the_post(office: Store, who: str) -> None:
    no = open_case(office, opening(office), sop_code=SOP, unit=UNIT, caller=caller(who))

    assert isinstance(no, Refusal)
    assert no.code is RefusalCode.NO_APPOINTMENT


def test_the_same_key_opens_it_once(office: Store) -> None:
    command = opening(office)
    first = open_case(office, command, sop_code=SOP, unit=UNIT, caller=caller("tono"))
    again = open_case(office, command, sop_code=SOP, unit=UNIT, caller=caller("tono"))

    assert first == again


def test_the_counter_offers_it_to_who_may_open_it(office: Store) -> None:
    now = office.now()

    def offered(who: str) -> set[str]:
        found = services_of(office, PersonId(who), now=now, on=now.date())
        return {row.sop_code for row in found}

    assert SOP in offered("tono")
    assert SOP not in offered("sari")
    assert "izin-reklame" in offered("sari")


def test_silence_counts_only_once_the_warning_arrived(office: Store) -> None:
    case = opened(office).case_id
    sent = warned(office, case)
    assert item(office, case)["step"] == "tanggapi_1"
    expiry = Expire(case, WorkItemId(str(item(office, case)["id"])), secrets.token_hex(4))

    early = expire_item(office, expiry)
    assert isinstance(early, Refusal)
    assert early.code is RefusalCode.NOT_DUE

    told = Notify(case, sent.seq, "post", secrets.token_hex(4), proof="Tanda terima pos 1")
    assert isinstance(record_notice(office, told, caller=caller("sari")), Receipt)
    (timer,) = rows(
        office,
        "SELECT * FROM jobs WHERE case_id = :c AND kind = 'timer' AND step = 'tanggapi_1'"
        " AND state = 'waiting'",
        c=case,
    )
    assert timer["due_at"] == item(office, case)["due_at"]


def test_the_other_side_answers_at_the_counter(office: Store) -> None:
    case = opened(office).case_id
    warned(office, case)
    reply = Submission({"tanggapan_1": "Sudah diperbaiki"})

    done = give(office, case, "sari", submission=reply, proof="KTP dilihat")

    assert done.open_steps == ("periksa_1",)
    page = case_page(office, done.number, person=PersonId("sari"), now=office.now())
    assert page is not None
    last = page.facts[-1]
    assert (last.actor_class, last.step) == ("applicant", "tanggapi_1")
