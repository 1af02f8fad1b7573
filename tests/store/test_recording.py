"""Looking, recording and reading back, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event, select

from sopflow.domain.cases import Decision, NewJob, Open, Submission
from sopflow.domain.errors import CaseNotFound, ConfigurationError, VersionNotFound
from sopflow.domain.machines import Machine
from sopflow.domain.words import CaseId, FactKind, ItemId, PersonId, StepId, UnitId, VersionId
from sopflow.store import tables as t
from sopflow.store.errors import LostRace
from sopflow.store.store import Store
from sopflow.store.tracking import ALPHABET
from tests.store.conftest import CALENDAR
from tests.store.machines import OFFICE, machine
from tests.store.playing import (
    decided,
    opened,
    opening,
    play,
    put_in_force,
    record,
    seen,
    standing,
)

TO_THE_GRANT = (
    ("check:return", "siti"),
    ("fix:done", "applicant"),
    ("check:approve", "siti"),
    ("initials:approve", "budi"),
    ("sign:approve", "hadi"),
    ("issue:done", "system"),
    ("hand:done", "siti"),
)


def test_a_case_runs_from_the_counter_to_the_grant(store: Store) -> None:
    case = opened(store)
    *_, receipt = [play(store, case, trigger, person) for trigger, person in TO_THE_GRANT]

    assert receipt.marking == "granted"
    assert receipt.seq == 8
    assert receipt.open_steps == ()
    [chain] = store.all_chains()
    assert (chain.seq, chain.result, chain.flaw()) == (8, "granted", None)
    with store.reading() as connection:
        row = connection.execute(select(t.cases)).one()
    assert row.closed_at == receipt.recorded_at


def test_a_look_sees_all_that_was_recorded(store: Store) -> None:
    case = opened(store)
    play(store, case, "check:return", "siti")
    play(store, case, "fix:done", "applicant")

    look = seen(store, case, "siti")

    view = look.case
    assert (view.number, view.version, view.unit) == ("UJI-2026-000001", machine().id, OFFICE)
    assert (view.marking, view.seq, view.applicant) == ("checking", 3, f"applicant:{case}")
    assert [(a.seq, a.trigger, a.step) for a in view.acts] == [
        (1, "apply:done", "apply"),
        (2, "check:return", "check"),
        (3, "fix:done", "fix"),
    ]
    assert view.changed == ((3, "letter"),)
    assert view.requirements == {"letter"}
    assert view.fields == {"name": "Ani", "phone": "0812"}
    [item] = view.items
    assert (item.step, item.view, item.opened_seq, item.claimed_by) == ("check", 1, 3, None)
    assert view.last_recorded_at <= view.now < view.last_recorded_at + timedelta(seconds=5)
    assert view.last_hash == store.facts_of(case)[-1].hash
    assert (look.calendar, look.person_name, look.earlier) == (CALENDAR, "Siti", None)
    [post] = look.appointments
    assert (post.position_kind, post.unit, post.position_name) == ("clerk", "dpmptsp", "Clerk")


def test_appointments_that_are_over_are_not_looked_at(store: Store) -> None:
    look = seen(store, opened(store), "dewi")

    assert [a.position for a in look.appointments] == ["dinkes-kasi"]


def test_the_same_key_finds_its_receipt(store: Store) -> None:
    case = opened(store)
    receipt = play(store, case, "check:approve", "siti", key="once")

    earlier = seen(store, case, "siti", key="once").earlier

    assert earlier is not None
    assert (earlier.receipt, earlier.body_hash) == (receipt, "body")
    assert seen(store, case, "budi", key="once").earlier is None


def test_the_same_key_is_recorded_once(store: Store) -> None:
    case = opened(store)
    look = seen(store, case, "siti", key="once")
    note = standing(look, FactKind.NOTE)
    record(store, look, note, "once")
    again = seen(store, case, "siti", key="other")

    with pytest.raises(LostRace):
        record(store, again, note, "once")
    assert len(store.facts_of(case)) == 2


def test_a_lost_race_leaves_the_block_usable(store: Store) -> None:
    case = opened(store)
    stale = seen(store, case, "siti")
    record(store, stale, standing(stale, FactKind.NOTE), "first")

    with store.writing() as tx:
        with pytest.raises(LostRace):
            tx.record(
                stale,
                decided(stale, "check:approve"),
                person=stale.person,
                key="second",
                body_hash="body",
            )
        look = tx.look(case, person=stale.person, key="second")
        tx.record(
            look, decided(look, "check:approve"), person=look.person, key="second", body_hash="b"
        )

    assert [f.kind for f in store.facts_of(case)] == ["act", "note", "act"]


def test_of_two_at_once_one_is_recorded(store: Store) -> None:
    case = opened(store)
    looks = [seen(store, case, "siti", key=str(n)) for n in range(4)]
    barrier = Barrier(4)

    def race(number: int) -> bool:
        barrier.wait()
        try:
            record(store, looks[number], decided(looks[number], "check:approve"), str(number))
        except LostRace:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(race, range(4)))

    assert sorted(won) == [False, False, False, True]
    assert len(store.facts_of(case)) == 2


def test_a_look_that_is_too_old_is_taken_again(store: Store) -> None:
    look = seen(store, opened(store), "siti")
    at = look.case.now - timedelta(seconds=60)
    old = replace(look, case=replace(look.case, now=at))
    decision = decided(old, "check:approve")

    with pytest.raises(LostRace):
        record(store, old, decision, "k")


def test_what_a_step_judges_makes_its_page_stale(store: Store) -> None:
    """The head's page, when the applicant amends the letter that the head judges."""
    compiled = machine().compiled
    judged = replace(
        compiled,
        procedure=replace(compiled.procedure, code="JUDGED"),
        judges={StepId("sign"): (ItemId("letter"),)},
    )
    made = Machine(VersionId("judged"), judged)
    put_in_force(store, made)
    case = CaseId("case-1")
    with store.writing() as tx:
        office = tx.office(OFFICE.id, person=PersonId("siti"), key="open")
        first = opening(office, case, entered_by="siti")
        tx.open_case(
            made, office, first, command=Open(case, "open", Submission()), body_hash="body"
        )
    play(store, case, "check:approve", "siti")
    play(store, case, "initials:approve", "budi")
    look = seen(store, case, "hadi")
    record(store, look, standing(look, FactKind.NOTE), "note")
    assert view_of(store, case, "sign") == 1

    play(store, case, "amend:done", "applicant")

    assert view_of(store, case, "sign") == 2


def view_of(store: Store, case: CaseId, step: str) -> int:
    return next(i.view for i in seen(store, case, "hadi").case.items if i.step == step)


def test_a_claim_is_kept_and_given_back(store: Store) -> None:
    case = opened(store)
    for claimed in (PersonId("siti"), None):
        look = seen(store, case, "siti")
        item = look.case.items[0].id
        claim = replace(standing(look, FactKind.CLAIM), claims=(item, claimed))
        record(store, look, claim, f"claim-{claimed}")
        assert seen(store, case, "siti").case.items[0].claimed_by == claimed


def test_a_delivered_notice_is_seen(store: Store) -> None:
    case = opened(store)
    look = seen(store, case, "system")
    record(store, look, standing(look, FactKind.NOTICE, of_seq=1, channel="email"), "told")

    assert seen(store, case, "siti").case.delivered == {1}


def test_a_closed_item_takes_its_jobs_along(store: Store) -> None:
    case = opened(store)
    look = seen(store, case, "siti")
    later = look.case.now + timedelta(days=1)
    timer = NewJob("timer", later, look.case.items[0].step, {"action": "tell"})
    record(store, look, replace(standing(look, FactKind.NOTE), jobs=(timer,)), "timer")
    play(store, case, "check:approve", "siti")

    with store.reading() as connection:
        states = connection.execute(select(t.jobs.c.kind, t.jobs.c.state)).all()
    assert sorted(map(tuple, states)) == [("notice", "waiting"), ("timer", "dropped")]


def test_the_promised_end_is_the_one_recorded_last(store: Store) -> None:
    case = opened(store)
    promised = []
    for trigger, person in TO_THE_GRANT[:3]:
        look = seen(store, case, person if person != "applicant" else f"applicant:{case}")
        promise = look.case.now + timedelta(days=3)
        decision = replace(decided(look, trigger), promise_due_at=promise)
        record(store, look, decision, trigger + person)
        promised.append(promise)

    with store.reading() as connection:
        assert connection.execute(select(t.cases.c.promise_due_at)).scalar_one() == promised[-1]


def test_private_words_are_committed_to_and_kept_apart(store: Store) -> None:
    case = opened(store)
    look = seen(store, case, "siti")
    decision = decided(look, "check:return")
    secret = replace(decision, fact=replace(decision.fact, private={"note": "NIK 3201"}))
    record(store, look, secret, "k")

    fact = store.facts_of(case)[-1]
    assert fact.private == {"note": "NIK 3201"}
    assert fact.commitment is not None
    with store.reading() as connection:
        row = connection.execute(select(t.facts).where(t.facts.c.seq == 2)).one()
    assert "3201" not in str(row)


def test_opening_again_under_the_same_key_is_a_lost_race(store: Store) -> None:
    opened(store, "case-1", key="k")
    with store.writing() as tx:
        office = tx.office(OFFICE.id, person=PersonId("siti"), key="k-case-1")
        assert office.earlier is not None
        case = CaseId("case-2")
        command = Open(case, "k-case-1", Submission())
        with pytest.raises(LostRace):
            tx.open_case(
                machine(),
                office,
                opening(office, case, entered_by="siti"),
                command=command,
                body_hash="body",
            )
        assert tx.look(CaseId("case-1"), person=PersonId("siti"), key="x").case.seq == 1
    with pytest.raises(CaseNotFound):
        seen(store, CaseId("case-2"), "siti")
    assert opened(store, "case-3") == "case-3"
    assert seen(store, CaseId("case-3"), "siti").case.number == "UJI-2026-000002"


def test_cases_opened_at_once_get_numbers_of_their_own(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: opened(store, f"case-{n}"), range(8)))

    numbers = sorted(chain.number for chain in store.all_chains())
    assert numbers == [f"UJI-2026-{n:06}" for n in range(1, 9)]


def test_a_tracking_code_is_derived_again_and_kept_as_a_hash(store: Store) -> None:
    case = opened(store)
    code = store.tracking_code(case)

    assert len(code) == 14
    assert set(code.replace("-", "")) <= set(ALPHABET)
    assert not set("O0I1") & set(ALPHABET)
    with store.reading() as connection:
        kept = connection.execute(select(t.cases.c.tracking_hash)).scalar_one()
    assert kept == store.tracking_hash(code.lower().replace("-", " "))
    assert code.replace("-", "") not in kept.upper()


def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(CaseNotFound):
        seen(store, CaseId("nowhere"), "siti")
    with store.writing() as tx, pytest.raises(ConfigurationError):
        tx.office(UnitId("nowhere"), person=PersonId("siti"), key="k")
    with pytest.raises(VersionNotFound):
        store.machine(VersionId("nothing"))


def test_an_exception_in_the_block_records_nothing_on_sqlite(sqlite_store: Store) -> None:
    case = opened(sqlite_store)

    def record_and_fail() -> None:
        with sqlite_store.writing() as tx:
            look = tx.look(case, person=PersonId("siti"), key="k")
            decision = decided(look, "check:approve")
            tx.record(look, decision, person=look.person, key="k", body_hash="b")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record_and_fail()
    assert len(sqlite_store.facts_of(case)) == 1


def test_the_audit_finds_the_first_record_that_is_wrong(store: Store) -> None:
    case = opened(store)
    for trigger, person in TO_THE_GRANT[:3]:
        play(store, case, trigger, person)
    [chain] = store.all_chains()

    def flawed(at: int, **lie: Any) -> tuple[int, str]:
        facts = [replace(f, **lie) if f.seq == at else f for f in chain.facts]
        flaw = replace(chain, facts=tuple(facts)).flaw()
        assert flaw is not None
        return flaw.seq, flaw.why

    assert flawed(2, person_id="budi") == (2, "altered")
    assert flawed(3, previous_hash="0" * 64) == (3, "broken_link")
    assert flawed(3, seq=9) == (9, "order")
    assert flawed(1, private={"proof": "SIM"}) == (1, "private_altered")
    shorter = replace(chain, facts=chain.facts[:-1]).flaw()
    assert shorter is not None
    assert shorter.why == "case_row"


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    said: list[str] = []
    engine = store._database.engine

    def note(*args: Any) -> None:
        said.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def test_an_advance_is_two_statements_on_postgresql(postgresql_store: Store) -> None:
    case = opened(postgresql_store)
    postgresql_store.machine(machine().id)
    with statements(postgresql_store) as said:
        play(postgresql_store, case, "check:return", "siti")

    assert [s.split()[0] for s in said] == ["SELECT", "WITH"]


def test_recording_for_another_person_than_was_looked_for_is_a_bug(store: Store) -> None:
    look = seen(store, opened(store), "siti")
    note: Decision = standing(look, FactKind.NOTE)
    with store.writing() as tx, pytest.raises(AssertionError):
        tx.record(look, note, person=PersonId("budi"), key="k", body_hash="b")
