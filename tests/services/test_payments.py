"""Payments: in exact rupiah, each once, until the bill is filled; what is beyond is a surplus."""

import secrets
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from sopflow.domain.authority import SYSTEM
from sopflow.domain.cases import Carry, Decision, Receipt, Submission
from sopflow.domain.decide import decide_carry
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.outside import MessageId, Pay
from sopflow.domain.paying import decide_payment
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import AnswerId, CaseId, PersonId
from sopflow.reads.bills import BillRow, Standing
from sopflow.reads.cases import case_page
from sopflow.reads.inbox import unused_messages
from sopflow.reads.tracking import track
from sopflow.services.events import Fate, Received
from sopflow.services.payments import receive_payment
from sopflow.store.store import Store
from tests.awaiting import RETRIBUSI, answered, give, items, put_in_force, right, started
from tests.office import rows
from tests.store.attacks import Attacker, refused_by, tampered_entry
from tests.workers.playing import Told, Ways, change
from tests.workers.playing import work as work_all

PROOF = "Slip setoran nomor 7"


@pytest.fixture
def machine(office: Store) -> Machine:
    return put_in_force(office, RETRIBUSI)


def billed(office: Store, machine: Machine, luas: str = "10,5") -> tuple[CaseId, str]:
    case = started(office, machine, email="warga@contoh.invalid").receipt.case_id
    give(office, case, "periksa", "lengkap", "ani")
    give(office, case, "rekam", "done", "ani", submission=Submission({"luas": luas}))
    (bill,) = rows(office, "SELECT number FROM bills WHERE case_id = :c", c=case)
    return case, bill["number"]


def pay(office: Store, bill: str, amount: int, **more: Any) -> Received:
    values = {"source": "bank", "reference": secrets.token_hex(8)} | more
    done = receive_payment(office, bill=bill, amount=amount, **values)
    assert isinstance(done, Received), done
    return done


def work(office: Store, told: Told | None = None) -> Told:
    told = told or Told()
    work_all(office, Ways(told, Told()), kinds=("automatic", "notice"))
    return told


def shown(office: Store, case: CaseId) -> BillRow:
    (row,) = rows(office, "SELECT number FROM cases WHERE id = :c", c=case)
    page = case_page(office, row["number"], person=PersonId("eko"), now=office.now())
    assert page is not None
    return page.bills[-1]


def facts(office: Store, case: CaseId, kind: str) -> list[dict[str, Any]]:
    return rows(
        office,
        "SELECT * FROM facts WHERE case_id = :c AND kind = :k ORDER BY seq",
        c=case,
        k=kind,
    )


def test_the_bill_is_computed_when_the_step_opens_and_stands_in_the_record(
    office: Store, machine: Machine
) -> None:
    case, bill = billed(office, machine)

    act = facts(office, case, "act")[-1]
    assert '"amount":131250' in str(act["public"]).replace(" ", "").replace("'", '"')
    row = shown(office, case)
    assert (row.number, row.amount, row.kind) == (bill, 131_250, "retribution")
    assert (row.standing, row.rest, row.channels) == (Standing.OPEN, 131_250, ("qris", "va"))
    assert row.due_at is not None
    right(office, case)


def test_paying_the_whole_bill_moves_the_case(office: Store, machine: Machine) -> None:
    case, bill = billed(office, machine)

    done = pay(office, bill, 131_250)
    work(office)

    assert (done.fate, done.case_id) == (Fate.TAKEN, case)
    assert set(items(office, case)) == {"tutup"}
    last = facts(office, case, "act")[-1]
    assert (last["trigger"], last["actor_class"]) == ("bayar:lunas", "system")
    assert shown(office, case).standing is Standing.PAID
    give(office, case, "tutup", "done", "agus")
    right(office, case)


def test_parts_are_counted_and_the_rest_is_told(office: Store, machine: Machine) -> None:
    case, bill = billed(office, machine)
    work(office)

    pay(office, bill, 100_000)
    told = work(office)

    assert set(items(office, case)) == {"bayar"}
    assert shown(office, case).rest == 31_250
    (message,) = told.messages
    assert f"Rp31.250 ({bill})" in message.body
    assert message.to == ("warga@contoh.invalid",)
    pay(office, bill, 31_250)
    work(office)
    assert set(items(office, case)) == {"tutup"}
    assert len(facts(office, case, "payment")) == 2
    right(office, case)


def test_the_notice_of_the_bill_says_amount_and_number(office: Store, machine: Machine) -> None:
    _, bill = billed(office, machine)

    told = work(office)

    assert any(f"Bayar Rp131.250 ({bill})" in m.body for m in told.messages)


def test_the_same_reference_counts_once(office: Store, machine: Machine) -> None:
    case, bill = billed(office, machine)

    first = pay(office, bill, 100_000, reference=f"TRX-{bill}")
    again = pay(office, bill, 100_000, reference=f"TRX-{bill}")
    other = receive_payment(
        office, source="bank", reference=f"TRX-{bill}", bill=bill, amount=31_250
    )

    assert first == again
    assert isinstance(other, Refusal)
    assert other.code is RefusalCode.KEY_REUSED
    assert shown(office, case).paid == 100_000


def test_what_is_paid_too_much_is_a_surplus_that_the_office_is_told_of(
    office: Store, machine: Machine
) -> None:
    case, bill = billed(office, machine)
    work(office)

    pay(office, bill, 150_000)
    told = work(office)

    row = shown(office, case)
    assert (row.standing, row.surplus) == (Standing.PAID, 18_750)
    assert any("eko@" in m.to[0] and "Pembayaran berlebih" in m.subject for m in told.messages)
    pay(office, bill, 131_250)
    told = work(office)
    assert shown(office, case).surplus == 150_000
    assert any("Pembayaran berlebih" in m.subject for m in told.messages)
    assert set(items(office, case)) == {"tutup"}
    right(office, case)


def test_a_payment_after_the_case_has_ended_is_kept_in_its_record(
    office: Store, machine: Machine
) -> None:
    case, bill = billed(office, machine)
    pay(office, bill, 131_250)
    work(office)
    give(office, case, "tutup", "done", "agus")

    done = pay(office, bill, 1_000)

    assert done.fate is Fate.TAKEN
    assert shown(office, case).surplus == 1_000
    right(office, case)


@pytest.mark.parametrize("wrong", ["number", "source"])
def test_a_payment_that_fits_no_bill_is_kept_and_shown(
    office: Store, machine: Machine, wrong: str
) -> None:
    case, bill = billed(office, machine)
    reference = secrets.token_hex(8)
    number = "SALAH-1" if wrong == "number" else bill
    source = "pos" if wrong == "source" else "bank"

    done = pay(office, number, 131_250, source=source, reference=reference)

    assert done.fate is Fate.KEPT
    assert reference in {m.message_id for m in unused_messages(office)}
    assert shown(office, case).paid == 0


@pytest.mark.parametrize("amount", [0, -5, 10**16])
def test_no_amount_is_no_payment(office: Store, machine: Machine, amount: int) -> None:
    _, bill = billed(office, machine)

    outcome = receive_payment(office, source="bank", reference="x", bill=bill, amount=amount)

    assert isinstance(outcome, Refusal)
    assert outcome.code is RefusalCode.FIELD_INVALID


def test_nothing_to_pay_is_paid_at_once(office: Store, machine: Machine) -> None:
    case, _ = billed(office, machine, luas="0")

    work(office)

    assert set(items(office, case)) == {"tutup"}
    right(office, case)


def test_the_treasurer_confirms_by_hand_with_proof_and_the_applicant_cannot(
    office: Store, machine: Machine
) -> None:
    case, _ = billed(office, machine)

    clerk = answered(office, case, "bayar", "lunas", "ani", proof=PROOF)
    bare = answered(office, case, "bayar", "lunas", "eko")
    done = answered(office, case, "bayar", "lunas", "eko", proof=PROOF)

    assert isinstance(clerk, Refusal)
    assert clerk.code is RefusalCode.NO_APPOINTMENT
    assert isinstance(bare, Refusal)
    assert bare.code is RefusalCode.PROOF_MISSING
    assert isinstance(done, Receipt)
    assert shown(office, case).standing is Standing.CONFIRMED
    right(office, case)


def test_an_unpaid_bill_runs_out_once_the_applicant_was_told(
    office: Store, machine: Machine
) -> None:
    case, bill = billed(office, machine)
    work(office)
    past = "2026-01-01T00:00:00.000000Z"
    change(office, f"UPDATE jobs SET due_at = '{past}' WHERE case_id = '{case}' AND kind = 'timer'")
    change(office, f"UPDATE work_items SET due_at = '{past}' WHERE case_id = '{case}'")

    work_all(office, Ways(Told(), Told()), kinds=("timer",))

    assert items(office, case) == {}
    row = shown(office, case)
    assert (row.standing, row.rest) == (Standing.UNPAID, 0)
    pay(office, bill, 5_000)
    assert shown(office, case).surplus == 5_000


def test_the_applicant_sees_the_bill_and_has_no_button_for_it(
    office: Store, machine: Machine
) -> None:
    opened = started(office, machine)
    case = opened.receipt.case_id
    give(office, case, "periksa", "lengkap", "ani")
    give(office, case, "rekam", "done", "ani", submission=Submission({"luas": "1"}))

    page = track(office, opened.receipt.number, opened.tracking_code, now=office.now())

    assert page is not None
    assert page.own is None
    assert [b.amount for b in page.bills] == [12_500]


def test_a_bill_that_cannot_be_computed_keeps_its_step_shut(office: Store) -> None:
    odd = put_in_force(
        office,
        RETRIBUSI.replace("kode: retribusi", "kode: retribusi-bagi").replace(
            "isian.luas * 12500", "12500 / isian.luas"
        ),
    )
    case = started(office, odd).receipt.case_id
    give(office, case, "periksa", "lengkap", "ani")

    outcome = answered(office, case, "rekam", "done", "ani", submission=Submission({"luas": "0"}))

    assert isinstance(outcome, Refusal)
    assert outcome.code is RefusalCode.AMOUNT_UNKNOWN
    assert set(items(office, case)) == {"rekam"}


def test_the_database_keeps_bills_and_payments_as_they_were_recorded(
    office: Store, machine: Machine, attacker: Attacker
) -> None:
    case, bill = billed(office, machine)
    pay(office, bill, 1_000)

    with refused_by("bills_are_kept_for_ever"):
        attacker.run("UPDATE bills SET amount = 1 WHERE number = :n", n=bill)
    with refused_by("bills_are_kept_for_ever"):
        attacker.run("DELETE FROM bills WHERE number = :n", n=bill)
    with refused_by("payments_are_kept_for_ever"):
        attacker.run("UPDATE payments SET amount = 131250 WHERE bill = :n", n=bill)
    with refused_by("payments_are_kept_for_ever"):
        attacker.run("DELETE FROM payments WHERE bill = :n", n=bill)
    with refused_by("bill_is_as_recorded"):
        attacker.run(
            "INSERT INTO bills (number, case_id, seq, step, kind, source, amount)"
            " VALUES ('lain', :c, 2, 'bayar', 'retribution', 'bank', 1)",
            c=case,
        )
    with pytest.raises(DBAPIError, match=r"payment_is_as_recorded|payment_counts_once"):
        attacker.run(
            "INSERT INTO payments (case_id, seq, bill, amount, source, message_id)"
            " VALUES (:c, 1, :n, 130250, 'bank', 'x')",
            c=case,
            n=bill,
        )


def test_the_database_settles_no_bill_that_is_not_paid(
    office: Store, machine: Machine, attacker: Attacker
) -> None:

    case, bill = billed(office, machine)
    pay(office, bill, 131_249)
    with office.writing() as tx:
        look = tx.look(case, person=SYSTEM.person, key="k")
    command = Carry(case, look.case.items[0].id, AnswerId("lunas"), "k")
    moment = OfficeMoment(look.case.now, look.calendar)
    honest = decide_carry(machine, look.case, command, actor=SYSTEM, moment=moment)
    forged = decide_carry(
        machine, replace(look.case, bills=()), command, actor=SYSTEM, moment=moment
    )

    assert isinstance(honest, Refusal)
    assert honest.code is RefusalCode.BILL_OPEN
    assert isinstance(forged, Decision)
    with refused_by("fact_settles_a_paid_bill"):
        attacker.put(tampered_entry(look, forged, machine))


def test_the_database_takes_no_payment_without_the_message_of_the_bank(
    office: Store, machine: Machine, attacker: Attacker
) -> None:

    case, bill = billed(office, machine)
    with office.writing() as tx:
        look = tx.look(case, person=SYSTEM.person, key="k")
    command = Pay(case, bill, 131_250, MessageId("bank", "tidak-ada"), "k")
    moment = OfficeMoment(look.case.now, look.calendar)
    decision = decide_payment(machine, look.case, command, actor=SYSTEM, moment=moment)

    assert isinstance(decision, Decision)
    with refused_by("payment_has_a_message"):
        attacker.put(tampered_entry(look, replace(decision, takes=None), machine))
