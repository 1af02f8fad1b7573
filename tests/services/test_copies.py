"""Copies on either database: the notice, the desk, the confirmation, and who is asked at all."""

import secrets
from collections.abc import Callable
from datetime import timedelta

import pytest

from sopflow.domain.cases import Acknowledge, Advance, Open, Receipt
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import AnswerId, CaseId, PersonId, UnitId, WorkItemId
from sopflow.reads.cases import case_page, list_cases
from sopflow.reads.copies import copies_for
from sopflow.services.besides import acknowledge
from sopflow.services.cases import Opened, advance_case, open_case
from sopflow.store import tables as t
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.domain.copying import copied_text
from tests.office import caller, filled_form, let_in_force, rows

UNIT = UnitId("kecamatan-contoh")
SOP = "sktm-tembusan"
HOLDERS = {"loket": "ani", "kasi": "eko", "sekcam": "maya", "camat": "agus"}
WAY = (("lengkap", "loket"), ("terdaftar", "loket"), ("benar", "kasi"), ("done", "loket"),
       ("approve", "kasi"), ("approve", "sekcam"), ("approve", "camat"))  # fmt: skip


@pytest.fixture(scope="module")
def copying(office: Store) -> Store:
    let_in_force(office, copied_text(code=SOP))
    return office


def give(store: Store, case: CaseId, answer: str, who: str) -> Receipt:
    (item,) = rows(
        store, "SELECT * FROM work_items WHERE case_id = :c AND closed_seq IS NULL", c=case
    )
    command = Advance(
        case, WorkItemId(item["id"]), item["view"], AnswerId(answer), secrets.token_hex(8)
    )
    done = advance_case(store, command, caller=caller(who))
    assert isinstance(done, Receipt), done
    return done


@pytest.fixture
def signed(copying: Store) -> Receipt:
    """A certificate that has just been signed; the secretary has a copy."""
    (version,) = rows(copying, "SELECT id FROM versions WHERE sop_code = :s", s=SOP)
    form = filled_form(copying.machine(version["id"]).procedure)
    opening = Open(CaseId(secrets.token_hex(8)), secrets.token_hex(8), form, proof="KTP dilihat")
    done = open_case(copying, opening, sop_code=SOP, unit=UNIT, caller=caller(HOLDERS["loket"]))
    assert isinstance(done, Opened), done
    given = [give(copying, done.receipt.case_id, a, HOLDERS[role]) for a, role in WAY]
    return given[-1]


def confirm(store: Store, receipt: Receipt, who: str) -> Receipt | Refusal:
    command = Acknowledge(receipt.case_id, receipt.seq, secrets.token_hex(8))
    return acknowledge(store, command, caller=caller(who))


def test_the_copy_is_told_and_lies_on_the_desk_until_it_is_confirmed(
    copying: Store, signed: Receipt
) -> None:
    secretary = HOLDERS["sekcam"]
    jobs = rows(copying, "SELECT * FROM jobs WHERE case_id = :c AND seq = :s AND kind = 'notice'",
                c=signed.case_id, s=signed.seq)  # fmt: skip
    assert sum("copy" in str(j["payload"]) for j in jobs) == 1
    before = copies_for(copying, PersonId(secretary), now=copying.now(), limit=500)
    assert (signed.number, signed.seq) in [(c.number, c.of_seq) for c in before]

    done = confirm(copying, signed, secretary)

    assert isinstance(done, Receipt), done
    assert done.marking == signed.marking
    after = copies_for(copying, PersonId(secretary), now=copying.now(), limit=500)
    assert signed.number not in [c.number for c in after]
    page = case_page(copying, signed.number, person=PersonId(secretary), now=copying.now())
    assert page is not None
    assert page.to_read == ()
    assert [(c.of_seq, bool(c.readers)) for c in page.copies] == [(signed.seq, True)]
    with copying.reading() as connection:
        assert faults_of(connection, signed.case_id) == []


def test_confirming_twice_or_for_another_is_refused(copying: Store, signed: Receipt) -> None:
    assert isinstance(confirm(copying, signed, HOLDERS["sekcam"]), Receipt)

    for name in (HOLDERS["sekcam"], HOLDERS["camat"]):
        again = confirm(copying, signed, name)
        assert isinstance(again, Refusal)
        assert again.code is RefusalCode.NO_COPY


def test_the_same_key_gives_the_same_receipt(copying: Store, signed: Receipt) -> None:
    command = Acknowledge(signed.case_id, signed.seq, secrets.token_hex(8))
    secretary = caller(HOLDERS["sekcam"])

    assert acknowledge(copying, command, caller=secretary) == acknowledge(
        copying, command, caller=secretary
    )


def test_whoever_has_a_copy_sees_the_case(copying: Store, signed: Receipt) -> None:
    who = PersonId(HOLDERS["sekcam"])
    seen = list_cases(copying, person=who, now=copying.now(), search=signed.number)

    assert [c.number for c in seen] == [signed.number]


def test_a_successor_is_asked_only_while_nobody_has_read(
    copying: Store, signed: Receipt, appointed: Callable[[str, str], PersonId]
) -> None:
    later = appointed(HOLDERS["sekcam"], "baru")
    now = copying.now() + timedelta(days=2)

    def asked() -> bool:
        return signed.number in [c.number for c in copies_for(copying, later, now=now, limit=500)]

    assert asked()
    assert isinstance(confirm(copying, signed, HOLDERS["sekcam"]), Receipt)
    assert not asked()


@pytest.fixture
def appointed(copying: Store) -> Callable[[str, str], PersonId]:
    """Appoint a second person to somebody's post from tomorrow on, as a letter would."""

    def appoint(holder: str, name: str) -> PersonId:
        (post,) = rows(
            copying,
            "SELECT position_id FROM appointments WHERE person_id = :p AND valid_until IS NULL",
            p=holder,
        )
        new = PersonId(f"{name}-{secrets.token_hex(4)}")
        now = copying.now()
        with copying.changing() as connection:
            connection.execute(t.persons.insert().values(id=new, kind="official", name="Baru"))
            connection.execute(
                t.appointments.insert().values(
                    id=f"{new}.1", person_id=new, position_id=post["position_id"],
                    capacity="plh", letter_number="800/9", letter_date=now.date(),
                    valid_from=now.date() + timedelta(days=1), valid_until=None,
                    recorded_at=now, ended_recorded_at=None,
                )
            )  # fmt: skip
        return new

    return appoint
