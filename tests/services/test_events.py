"""Messages from outside: kept, taken once, never lost, whoever comes first."""

import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from sopflow.domain.cases import Receipt, Submission
from sopflow.domain.machines import Machine
from sopflow.domain.outside import Incoming, MessageId
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import CaseId, PersonId
from sopflow.reads.cases import case_page
from sopflow.reads.inbox import Standing, unused_messages
from sopflow.reads.worklist import worklist
from sopflow.services.events import Fate, Received, receive_event
from sopflow.store.store import Store
from tests.awaiting import KARTU, answered, give, items, put_in_force, right, started
from tests.office import rows
from tests.workers.playing import Told, Ways
from tests.workers.playing import work as work_all

PROOF = "Surat AFIS nomor 1"


@pytest.fixture
def machine(office: Store) -> Machine:
    return put_in_force(office, KARTU)


def message(about: str, outcome: str = "tunggal", **more: Any) -> Incoming:
    return Incoming(MessageId("afis", secrets.token_hex(8)), about, outcome, **more)


def received(office: Store, given: Incoming) -> Received:
    done = receive_event(office, given)
    assert isinstance(done, Received), done
    return done


def recorded(office: Store, machine: Machine) -> tuple[CaseId, str]:
    """A case whose data were recorded under an own number, so that the message is awaited."""
    opened = started(office, machine)
    case, key = opened.receipt.case_id, secrets.token_hex(6)
    give(office, case, "periksa", "lengkap", "ani")
    record(office, case, key)
    return case, key


def record(office: Store, case: CaseId, key: str) -> None:
    give(office, case, "rekam", "done", "ani", submission=Submission({"nomor_rekaman": key}))


def work(office: Store) -> None:
    work_all(office, Ways(Told(), Told()), kinds=("automatic",))


def act(office: Store, case: CaseId, seq: int) -> Mapping[str, Any]:
    (found,) = rows(office, "SELECT * FROM facts WHERE case_id = :c AND seq = :s", c=case, s=seq)
    return found


def test_a_message_answers_the_step_that_waits_for_it(office: Store, machine: Machine) -> None:
    case, key = recorded(office, machine)
    given = message(key, body={"skor": "0,2"})

    done = received(office, given)

    assert (done.fate, done.case_id) == (Fate.TAKEN, case)
    assert set(items(office, case)) == {"tutup"}
    assert done.seq is not None
    fact = act(office, case, done.seq)
    assert (fact["trigger"], fact["actor_class"]) == ("tunggu:tunggal", "system")
    assert fact["capacity"] == "system"
    body = rows(
        office, "SELECT body FROM fact_private WHERE case_id = :c AND seq = :s", c=case, s=done.seq
    )
    assert "0,2" in str(body)
    assert "0,2" not in str(fact["public"])
    give(office, case, "tutup", "done", "agus")
    right(office, case)


def test_the_same_message_again_changes_nothing(office: Store, machine: Machine) -> None:
    case, key = recorded(office, machine)
    given = message(key)

    first = received(office, given)
    again = received(office, given)

    assert first == again
    assert set(items(office, case)) == {"tutup"}


def test_the_same_name_with_another_content_is_refused(office: Store, machine: Machine) -> None:
    _, key = recorded(office, machine)
    given = message(key)
    received(office, given)

    other = receive_event(office, Incoming(given.id, key, "ganda"))

    assert isinstance(other, Refusal)
    assert other.code is RefusalCode.KEY_REUSED


def test_two_deliveries_at_the_same_instant_make_one_act(office: Store, machine: Machine) -> None:
    case, key = recorded(office, machine)
    given, start = message(key), Barrier(2)

    def deliver(_: int) -> Received | Refusal:
        start.wait(timeout=30)
        return receive_event(office, given)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(deliver, range(2)))

    assert [d.fate for d in done if isinstance(d, Received)].count(Fate.TAKEN) >= 1
    acts = rows(office, "SELECT seq FROM facts WHERE case_id = :c AND step = 'tunggu'", c=case)
    assert len(acts) == 1
    assert received(office, given).seq == acts[0]["seq"]


def test_one_that_comes_before_its_step_waits_and_is_taken_when_the_step_opens(
    office: Store, machine: Machine
) -> None:
    case = started(office, machine).receipt.case_id
    key = secrets.token_hex(6)
    given = message(key)
    assert received(office, given).fate is Fate.KEPT
    give(office, case, "periksa", "lengkap", "ani")
    record(office, case, key)
    assert set(items(office, case)) == {"tunggu"}

    work(office)

    assert set(items(office, case)) == {"tutup"}
    assert received(office, given).fate is Fate.TAKEN
    assert rows(
        office, "SELECT state FROM jobs WHERE case_id = :c AND kind = 'automatic'", c=case
    ) == [{"state": "done"}]
    right(office, case)


def test_one_that_came_before_its_case_was_opened_is_not_about_it(
    office: Store, machine: Machine
) -> None:
    key = secrets.token_hex(6)
    given = message(key)
    received(office, given)
    case = started(office, machine).receipt.case_id
    give(office, case, "periksa", "lengkap", "ani")
    record(office, case, key)

    work(office)

    assert set(items(office, case)) == {"tunggu"}
    assert received(office, given).fate is Fate.TAKEN  # sent again, it answers what waits now


def test_one_that_fits_no_case_is_kept_and_shown(office: Store, machine: Machine) -> None:
    case, key = recorded(office, machine)
    lost, strange = message("TIDAK-ADA"), message(key, "entah")

    assert received(office, lost).fate is Fate.KEPT
    assert received(office, strange).fate is Fate.KEPT

    assert set(items(office, case)) == {"tunggu"}
    shown = {row.message_id: row for row in unused_messages(office)}
    assert shown[lost.id.id].standing is Standing.UNMATCHED
    assert shown[strange.id.id].standing is Standing.UNMATCHED
    assert shown[lost.id.id].key == "TIDAK-ADA"


def test_an_official_confirms_by_hand_with_proof(office: Store, machine: Machine) -> None:
    case, _ = recorded(office, machine)

    bare = answered(office, case, "tunggu", "tunggal", "eko")
    stranger = answered(office, case, "tunggu", "tunggal", "ani", proof=PROOF)
    done = answered(office, case, "tunggu", "tunggal", "eko", proof=PROOF)

    assert isinstance(bare, Refusal)
    assert bare.code is RefusalCode.PROOF_MISSING
    assert isinstance(stranger, Refusal)
    assert stranger.code is RefusalCode.NO_APPOINTMENT
    assert isinstance(done, Receipt)
    fact = act(office, case, done.seq)
    assert (fact["trigger"], fact["role"]) == ("tunggu:tunggal!manual", "kasi")
    assert (fact["person_id"], fact["capacity"]) == ("eko", "definitive")
    give(office, case, "tutup", "done", "agus")
    right(office, case)


def test_without_a_role_that_confirms_nobody_may_answer(office: Store) -> None:
    made = put_in_force(
        office,
        KARTU.replace("    konfirmasi: kasi\n", "").replace("kode: kartu", "kode: kartu-diam"),
    )
    case, _ = recorded(office, made)

    outcome = answered(office, case, "tunggu", "tunggal", "eko", proof=PROOF)

    assert isinstance(outcome, Refusal)
    assert outcome.code is RefusalCode.NOT_YOUR_ROLE


def test_one_that_comes_after_the_confirmation_is_late_and_never_used(
    office: Store, machine: Machine
) -> None:
    case, key = recorded(office, machine)
    give(office, case, "tunggu", "rusak", "eko", proof=PROOF)
    late = message(key)

    assert received(office, late).fate is Fate.LATE
    record(office, case, key)
    work(office)

    assert set(items(office, case)) == {"tunggu"}
    assert received(office, late).fate is Fate.LATE
    shown = {row.message_id: row.standing for row in unused_messages(office)}
    assert shown[late.id.id] is Standing.LATE


def test_rounds_are_counted_whether_a_message_or_an_official_asked(
    office: Store, machine: Machine
) -> None:
    case, key = recorded(office, machine)
    give(office, case, "tunggu", "rusak", "eko", proof=PROOF)
    record(office, case, key)
    received(office, message(key, "rusak"))
    record(office, case, key)

    received(office, message(key, "rusak"))

    assert set(items(office, case)) == {"telusuri"}
    taken = rows(
        office,
        "SELECT trigger FROM facts WHERE case_id = :c AND step = 'tunggu' ORDER BY seq",
        c=case,
    )
    assert [t["trigger"] for t in taken] == [
        "tunggu:rusak!manual",
        "tunggu:rusak",
        "tunggu:rusak!limit",
    ]
    right(office, case)


def test_the_worklist_and_the_page_offer_the_confirmation_to_its_role_alone(
    office: Store, machine: Machine
) -> None:
    case, _ = recorded(office, machine)
    (row,) = rows(office, "SELECT number FROM cases WHERE id = :c", c=case)
    at = office.now()

    waiting = [w for w in worklist(office, PersonId("eko"), now=at, limit=500) if w.case_id == case]
    page = case_page(office, row["number"], person=PersonId("eko"), now=at)
    others = case_page(office, row["number"], person=PersonId("agus"), now=at)

    assert [(w.step, w.role) for w in waiting] == [("tunggu", "kasi")]
    assert page is not None
    assert {a.answer.id for a in page.actions} == {"tunggal", "rusak", "ganda"}
    assert all(a.wants_proof for a in page.actions)
    assert others is not None
    assert others.actions == ()
    assert not rows(
        office,
        "SELECT 1 FROM jobs WHERE case_id = :c AND kind = 'notice' AND step = 'tunggu'",
        c=case,
    )


@pytest.mark.parametrize(
    "bad",
    [
        Incoming(MessageId("", "1"), "k", "tunggal"),
        Incoming(MessageId("afis", "x" * 600), "k", "tunggal"),
        Incoming(MessageId("afis", "1"), "", "tunggal"),
        Incoming(MessageId("afis", "1"), "k", "tunggal", {"isi": "x" * 20_000}),
    ],
)
def test_what_no_database_should_hold_is_refused(office: Store, bad: Incoming) -> None:
    outcome = receive_event(office, bad)

    assert isinstance(outcome, Refusal)
    assert outcome.code is RefusalCode.FIELD_INVALID
