"""What follows from acts, carried out in this very process, on both databases."""

import threading
from pathlib import Path

import pytest

from sopflow.channels.mailbox import entries
from sopflow.documents.letters import Letters
from sopflow.domain.cases import Withdraw
from sopflow.domain.papers import Paper
from sopflow.services.cases import withdraw_case
from sopflow.services.work import ATTEMPTS_MAX, LEASE_SECONDS, wait_after, work_once
from sopflow.store.store import Store
from tests.office import rows
from tests.workers.playing import (
    CLERK,
    FIELDS,
    PUBLIC_URL,
    act,
    act_until,
    apply_for,
    change,
    facts,
    items,
    jobs,
    let_leases_run_out,
    triggers,
    ways,
    work,
)


class BrokenPress:
    """A maker of documents that fails until it is mended."""

    media_type = "application/pdf"

    def __init__(self) -> None:
        self.is_broken = True
        self.papers: list[Paper] = []

    def make(self, paper: Paper) -> bytes:
        if self.is_broken:
            raise OSError("out of paper")
        self.papers.append(paper)
        return Letters().make(paper)


def test_a_permit_is_numbered_made_and_told_of(store: Store, tmp_path: Path) -> None:
    case = apply_for(store)
    act_until(store, case, "serah", ways(tmp_path / "mail"))
    act(store, case)
    work(store, ways(tmp_path / "mail"))

    done = list(triggers(store, case))
    assert done[-4:] == ["ttd:approve", "nomori_izin:done", "cetak_izin:done", "serah:done"]
    assert len(done) == len(set(done))
    (late,) = jobs(store, case, "waiting", "running", "incident")
    assert "promise" in str(late["payload"])
    (number,) = rows(store, "SELECT text FROM issued_numbers")
    (paper,) = rows(store, "SELECT * FROM documents")
    assert number["text"].startswith("503/0001/REKLAME/DPMPTSP/")
    assert bytes(paper["body"]).startswith(b"%PDF-")
    subjects = [e.subject for e in entries(tmp_path / "mail") if e.to == "siti@warga.invalid"]
    assert len(subjects) == 5
    assert subjects[0].endswith("permohonan dikabulkan")


def test_the_paper_says_who_acted_and_who_signed(store: Store, tmp_path: Path) -> None:
    press = BrokenPress()
    press.is_broken = False
    case = apply_for(store)
    act_until(store, case, "ttd", ways(tmp_path))
    act(store, case)
    work(store, ways(tmp_path), press)

    (paper,) = press.papers
    assert paper.letterhead.names[0] == "Pemerintah Kota Contoh"
    assert paper.number is not None
    assert paper.number.startswith("503/0001/")
    assert paper.signer is not None
    assert (paper.signer.position, paper.signer.name) == ("Kepala Dinas", "Ratna Contoh")
    assert [a.position for a in paper.acts][-4:] == [
        "Kepala Seksi Perizinan",
        "Kepala Bidang Perizinan",
        "Sekretaris Dinas",
        "Kepala Dinas",
    ]
    assert ("Luas bidang (m2)", "12,5") in paper.about
    assert "siti@warga.invalid" not in str(paper.about)
    assert paper.seal.address == "https://izin.kota.invalid/lacak"
    assert paper.seal.hash == facts(store, case)[-2]["hash"]


def test_a_rule_step_decides_from_what_was_filled_in(store: Store, tmp_path: Path) -> None:
    taxed, untaxed = apply_for(store, "taxed"), apply_for(store, "untaxed")
    for case, tax in ((taxed, "1500000"), (untaxed, "0")):
        act_until(store, case, "tetapkan_pajak", ways(tmp_path))
        act(store, case, fields={**FIELDS["tetapkan_pajak"], "nilai_pajak": tax})
        work(store, ways(tmp_path))

    assert [i["step"] for i in items(store, taxed)] == ["bayar"]
    assert [i["step"] for i in items(store, untaxed)] == ["susun_izin"]


def test_a_broken_job_stops_no_other_and_becomes_an_incident(store: Store, tmp_path: Path) -> None:
    press = BrokenPress()
    case = apply_for(store)
    act_until(store, case, "ttd", ways(tmp_path))
    act(store, case)
    for _ in range(ATTEMPTS_MAX):
        work(store, ways(tmp_path), press)
        change(store, "UPDATE jobs SET due_at = '2026-01-01T00:00:00.000000Z'"
               " WHERE state = 'waiting' AND kind = 'automatic'")  # fmt: skip
    other = apply_for(store, "other")
    act_until(store, other, "jadwal", ways(tmp_path))

    (incident,) = jobs(store, case, "incident")
    assert (incident["attempts"], incident["last_error"]) == (ATTEMPTS_MAX, "OSError: out of paper")

    press.is_broken = False
    assert store.retry_job(incident["id"])
    work(store, ways(tmp_path), press)
    assert [i["step"] for i in items(store, case)] == ["serah"]
    assert press.papers[0].number == rows(store, "SELECT text FROM issued_numbers")[0]["text"]


@pytest.mark.parametrize("step", ["nomori_izin", "cetak_izin"])
def test_a_worker_that_lost_its_lease_records_nothing_twice(
    store: Store, tmp_path: Path, step: str
) -> None:
    """Its successor did the whole job while it was busy."""
    case = apply_for(store)
    act_until(store, case, "ttd", ways(tmp_path))
    act(store, case)

    class SlowPress:
        media_type = "application/pdf"

        def __init__(self) -> None:
            self.calls = 0

        def make(self, paper: Paper) -> bytes:
            self.calls += 1
            if self.calls == 1:
                let_leases_run_out(store)
                work(store, ways(tmp_path), self)
            return Letters().make(paper)

    work(store, ways(tmp_path), SlowPress())

    assert list(triggers(store, case)).count(f"{step}:done") == 1
    assert len(rows(store, "SELECT id FROM documents")) == 1
    assert len(rows(store, "SELECT text FROM issued_numbers")) == 1
    assert jobs(store, case, "running", "incident") == []


@pytest.mark.timeout(120)
def test_many_workers_give_numbers_without_a_gap(store: Store, tmp_path: Path) -> None:
    cases = [apply_for(store, f"case-{n}") for n in range(6)]
    for case in cases:
        act_until(store, case, "ttd", ways(tmp_path))
        act(store, case)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work(store, ways(tmp_path))
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    let_leases_run_out(store)
    work(store, ways(tmp_path))

    assert failed == []
    given = rows(store, "SELECT number, case_id FROM issued_numbers ORDER BY number")
    assert [row["number"] for row in given] == [1, 2, 3, 4, 5, 6]
    assert {row["case_id"] for row in given} == set(cases)
    assert len(rows(store, "SELECT id FROM documents")) == len(cases)
    assert {fact["trigger"] for case in cases for fact in facts(store, case)[-1:]} == {
        "cetak_izin:done"
    }


def test_a_closed_case_leaves_nothing_to_do(store: Store, tmp_path: Path) -> None:
    case = apply_for(store)
    (fact,) = facts(store, case)
    taken = store.claim_jobs(["notice"], limit=1, lease_seconds=LEASE_SECONDS, worker="slow")
    command = Withdraw(case, fact["seq"], "withdraw", proof="Surat permohonan")
    withdraw_case(store, command, caller=CLERK)
    let_leases_run_out(store)
    work(store, ways(tmp_path))

    assert len(taken) == 1
    assert jobs(store, case, "waiting", "running", "incident") == []
    assert entries(tmp_path)[0].subject.endswith("permohonan dicabut")


def test_no_more_than_the_limit_is_taken_up(store: Store, tmp_path: Path) -> None:
    apply_for(store)

    def once(limit: int) -> int:
        return work_once(
            store,
            channels=ways(tmp_path),
            documents=Letters(),
            worker="test",
            limit=limit,
            public_url=PUBLIC_URL,
        )

    assert [once(1), once(5), once(5)] == [1, 1, 0]


def test_the_waits_grow_and_stay_bounded() -> None:
    waits = [wait_after(attempts) for attempts in range(1, 200)]

    assert waits == sorted(waits)
    assert waits[0] == 2.0
    assert waits[-1] == 900.0
