"""Jobs: claimed once, fenced, tried again, set aside."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from time import sleep

import pytest
from sqlalchemy import select, update

from sopflow.domain.words import CaseId, PersonId
from sopflow.store import tables as t
from sopflow.store.errors import LostRace
from sopflow.store.jobs import Job
from sopflow.store.store import Store
from tests.store.playing import decided, opened, play

ALL = ("automatic", "timer", "notice")


def claim(
    store: Store, *kinds: str, lease: float = 30, limit: int = 10, most: int = 10
) -> list[Job]:
    return store.claim_jobs(
        kinds or ALL, limit=limit, lease_seconds=lease, worker="w", attempts_max=most
    )


def state(store: Store, job: Job) -> tuple[str, int]:
    with store.reading() as connection:
        query = select(t.jobs.c.state, t.jobs.c.attempts).where(t.jobs.c.id == job.id)
        row = connection.execute(query).one()
    return row.state, row.attempts


def waiting_to_issue(store: Store) -> CaseId:
    case = opened(store)
    for trigger, person in (
        ("check:approve", "siti"),
        ("initials:approve", "budi"),
        ("sign:approve", "hadi"),
    ):
        play(store, case, trigger, person)
    return case


def issue(store: Store, case: CaseId, job: Job) -> None:
    with store.writing() as tx:
        look = tx.look(case, person=PersonId("system"), key=job.id)
        tx.record(
            look,
            decided(look, "issue:done"),
            person=look.person,
            key=job.id,
            body_hash="b",
            finishes=job,
        )


def test_a_claimed_job_says_what_to_do(store: Store) -> None:
    case = waiting_to_issue(store)
    [job] = claim(store, "automatic")

    assert (job.case_id, job.seq, job.kind, job.step) == (case, 4, "automatic", "issue")
    assert job.item_id == f"{case}.4.issue"
    assert job.payload == {"step": "issue"}
    assert (job.attempts, job.epoch) == (1, 1)


def test_a_job_is_claimed_by_one(store: Store) -> None:
    for number in range(12):
        opened(store, f"case-{number}")
    with ThreadPoolExecutor(4) as pool:
        claimed = [
            job.id for jobs in pool.map(lambda _: claim(store, limit=4), range(4)) for job in jobs
        ]

    assert len(claimed) == len(set(claimed)) == 12
    assert claim(store) == []


def test_a_job_that_is_not_due_waits(store: Store) -> None:
    opened(store)
    with store.changing() as connection:
        connection.execute(update(t.jobs).values(due_at=store.now() + timedelta(hours=1)))

    assert claim(store) == []


def test_a_finished_job_is_done_once(store: Store) -> None:
    opened(store)
    [job] = claim(store)

    assert store.finish_job(job)
    assert not store.finish_job(job)
    assert state(store, job) == ("done", 1)


def test_a_job_is_finished_with_its_act(store: Store) -> None:
    case = waiting_to_issue(store)
    [job] = claim(store, "automatic")
    issue(store, case, job)

    assert state(store, job) == ("done", 1)
    assert store.facts_of(case)[-1].trigger == "issue:done"


def test_who_lost_the_lease_records_nothing(store: Store) -> None:
    case = waiting_to_issue(store)
    [slow] = claim(store, "automatic", lease=0.05)
    sleep(0.1)
    [quick] = claim(store, "automatic")
    assert quick.epoch == slow.epoch + 1

    with pytest.raises(LostRace):
        issue(store, case, slow)
    assert len(store.facts_of(case)) == 4
    assert not store.finish_job(slow)
    assert not store.extend_job(slow, lease_seconds=30)
    assert not store.fail_job(slow, "late", retry_in_seconds=1)
    issue(store, case, quick)
    assert len(store.facts_of(case)) == 5


def test_a_lost_race_keeps_the_job(store: Store) -> None:
    case = waiting_to_issue(store)
    [job] = claim(store, "automatic")
    with store.writing() as tx:
        look = tx.look(case, person=PersonId("system"), key="k")
    stale = replace(look, case=replace(look.case, seq=look.case.seq - 1))

    with pytest.raises(LostRace), store.writing() as tx:
        tx.record(
            stale,
            decided(look, "issue:done"),
            person=stale.person,
            key="k",
            body_hash="b",
            finishes=job,
        )
    assert state(store, job) == ("running", 1)


def test_a_failed_job_waits_and_becomes_an_incident(store: Store) -> None:
    opened(store)
    [job] = claim(store)
    assert store.fail_job(job, "mail server", retry_in_seconds=0, attempts_max=2)
    assert state(store, job) == ("waiting", 1)

    [job] = claim(store)
    assert store.fail_job(job, "mail server", retry_in_seconds=0, attempts_max=2)
    assert state(store, job) == ("incident", 2)
    assert claim(store) == []

    assert store.retry_job(job.id)
    assert not store.retry_job(job.id)
    assert [j.id for j in claim(store)] == [job.id]


def test_a_failed_job_waits_for_as_long_as_said(store: Store) -> None:
    opened(store)
    [job] = claim(store)
    store.fail_job(job, "x", retry_in_seconds=60)

    assert claim(store) == []


def test_a_job_that_kills_its_worker_is_set_aside(store: Store) -> None:
    opened(store)
    [job] = claim(store, lease=0.02, most=2)
    sleep(0.05)
    [job] = claim(store, lease=0.02, most=2)
    sleep(0.05)

    assert claim(store, most=2) == []
    assert state(store, job) == ("incident", 2)


def test_a_lease_may_be_made_longer(store: Store) -> None:
    opened(store)
    [job] = claim(store, lease=0.05)
    assert store.extend_job(job, lease_seconds=30)
    sleep(0.1)

    assert claim(store) == []
