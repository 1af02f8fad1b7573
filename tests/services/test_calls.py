"""Called SOPs: a case of their own, opened once, whose end answers the step of the caller once."""

import secrets
from dataclasses import replace
from typing import Any

import pytest

from sopflow.domain.authority import SYSTEM, Caller
from sopflow.domain.cases import Carry, Decision, Receipt, Submission, Withdraw
from sopflow.domain.decide import decide_carry
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.words import ActorClass, AnswerId, CaseId, PersonId
from sopflow.reads.cases import case_page
from sopflow.services import calls
from sopflow.services.cases import withdraw_case
from sopflow.store.store import Store
from tests.awaiting import BANTUAN, give, items, put_in_force, right, started
from tests.office import rows
from tests.store.attacks import Attacker, refused_by, tampered_entry
from tests.workers.playing import Told, Ways, change, jobs, let_leases_run_out
from tests.workers.playing import work as work_all

GRANT = (
    ("periksa", "lengkap", "ani"),
    ("cek_data", "terdaftar", "ani"),
    ("verifikasi", "benar", "eko"),
    ("susun_surat", "done", "ani"),
    ("paraf_kasi", "approve", "eko"),
    ("paraf_sekcam", "approve", "maya"),
    ("ttd", "approve", "agus"),
)
SEEN = Submission({"penerima_surat": "Ratna Contoh", "identitas_penerima": "ktp"})


@pytest.fixture
def machine(office: Store) -> Machine:
    return put_in_force(office, BANTUAN)


def work(office: Store) -> None:
    work_all(office, Ways(Told(), Told()), kinds=("automatic",))


def calling(office: Store, machine: Machine) -> CaseId:
    """A case whose step calls for another."""
    case = started(office, machine).receipt.case_id
    give(office, case, "periksa", "lengkap", "ani")
    record(office, case)
    return case


def record(office: Store, case: CaseId) -> None:
    number = Submission({"nomor_rekaman": secrets.token_hex(4)})
    give(office, case, "rekam", "done", "ani", submission=number)


def children(office: Store, case: CaseId) -> list[CaseId]:
    found = rows(
        office,
        "SELECT l.case_id FROM links l WHERE l.parent_id = :c ORDER BY l.parent_seq",
        c=case,
    )
    return [CaseId(row["case_id"]) for row in found]


def grant(office: Store, child: CaseId) -> None:
    for step, answer, who in GRANT:
        give(office, child, step, answer, who)
        work(office)
    give(office, child, "serah", "done", "ani", submission=SEEN)


def withdraw(office: Store, child: CaseId) -> None:
    (row,) = rows(office, "SELECT seq, applicant_id FROM cases WHERE id = :c", c=child)
    applicant = Caller(PersonId(row["applicant_id"]), ActorClass.APPLICANT)
    command = Withdraw(child, row["seq"], secrets.token_hex(4))
    assert isinstance(withdraw_case(office, command, caller=applicant), Receipt)


def facts(office: Store, case: CaseId, kind: str = "act") -> list[dict[str, Any]]:
    return rows(
        office,
        "SELECT * FROM facts WHERE case_id = :c AND kind = :k ORDER BY seq",
        c=case,
        k=kind,
    )


def test_the_step_opens_a_case_of_the_version_in_force(office: Store, machine: Machine) -> None:
    case = calling(office, machine)

    work(office)

    (child,) = children(office, case)
    (parent,) = rows(office, "SELECT * FROM cases WHERE id = :c", c=case)
    (opened,) = rows(office, "SELECT * FROM cases WHERE id = :c", c=child)
    (version,) = rows(office, "SELECT * FROM versions WHERE id = :v", v=opened["version_id"])
    assert version["sop_code"] == "sktm"
    assert opened["applicant_id"] == parent["applicant_id"]
    assert opened["unit_id"] == parent["unit_id"]
    (note,) = facts(office, case, "event")
    assert opened["version_id"] in str(note["public"])
    assert opened["number"] in str(note["public"])
    (first,) = facts(office, child)
    assert first["capacity"] == "proxy"
    assert parent["number"] in str(first["public"])
    given = rows(office, "SELECT item, value FROM case_fields WHERE case_id = :c", c=child)
    assert {"nama", "nik", "alamat", "keperluan"} <= {g["item"] for g in given}
    papers = rows(office, "SELECT item FROM case_requirements WHERE case_id = :c", c=child)
    assert {p["item"] for p in papers} == {"pengantar", "ktp", "kk"}
    assert set(items(office, case)) == {"minta"}
    assert set(items(office, child)) == {"periksa"}
    page = case_page(office, parent["number"], person=PersonId("ani"), now=office.now())
    assert page is not None
    assert [(r.number, r.is_from, r.sop_code) for r in page.links] == [
        (opened["number"], False, "sktm")
    ]
    right(office, case)
    right(office, child)


def test_the_end_of_the_called_case_answers_the_step_once(office: Store, machine: Machine) -> None:
    case = calling(office, machine)
    work(office)
    (child,) = children(office, case)

    grant(office, child)
    work(office)
    work(office)

    last = facts(office, case)[-1]
    assert (last["trigger"], last["actor_class"]) == ("minta:disetujui", "system")
    assert [f["trigger"] for f in facts(office, case)].count("minta:disetujui") == 1
    assert set(items(office, case)) == {"tutup"}
    give(office, case, "tutup", "done", "agus")
    right(office, case)
    right(office, child)


def test_the_same_sop_is_called_again_in_the_same_case(office: Store, machine: Machine) -> None:
    case = calling(office, machine)
    work(office)
    (first,) = children(office, case)
    refuse(office, first)
    work(office)
    assert set(items(office, case)) == {"rekam"}
    record(office, case)

    work(office)

    again = children(office, case)
    assert len(again) == 2
    grant(office, again[1])
    work(office)
    assert set(items(office, case)) == {"tutup"}
    right(office, case)


def refuse(office: Store, child: CaseId) -> None:
    for step, answer, who in (
        ("periksa", "lengkap", "ani"),
        ("cek_data", "tidak_terdaftar", "ani"),
        ("susun_rujukan", "done", "ani"),
        ("paraf_rujukan_kasi", "approve", "eko"),
        ("paraf_rujukan_sekcam", "approve", "maya"),
        ("ttd_rujukan", "approve", "agus"),
    ):
        give(office, child, step, answer, who)
        work(office)
    seen = Submission({"penerima_rujukan": "Ratna Contoh"})
    give(office, child, "serah_rujukan", "done", "ani", submission=seen)


def test_each_result_leads_its_own_way(office: Store, machine: Machine) -> None:
    case = calling(office, machine)
    work(office)

    withdraw(office, children(office, case)[0])
    work(office)

    assert facts(office, case)[-1]["trigger"] == "minta:dicabut"
    assert set(items(office, case)) == {"telusuri"}


def test_silence_has_a_path_and_a_result_that_comes_later_moves_nothing(
    office: Store, machine: Machine
) -> None:
    case = calling(office, machine)
    work(office)
    (child,) = children(office, case)
    past = "2026-01-01T00:00:00.000000Z"
    change(office, f"UPDATE jobs SET due_at = '{past}' WHERE case_id = '{case}' AND kind = 'timer'")
    change(office, f"UPDATE work_items SET due_at = '{past}' WHERE case_id = '{case}'")
    work_all(office, Ways(Told(), Told()), kinds=("timer",))
    assert set(items(office, case)) == {"telusuri"}

    withdraw(office, child)
    work(office)

    assert set(items(office, case)) == {"telusuri"}
    assert jobs(office, case, "incident", "waiting") == jobs(office, case, "waiting")
    right(office, case)


def test_what_the_caller_assumes_must_hold_in_the_version_in_force(office: Store) -> None:
    bold = put_in_force(
        office,
        BANTUAN.replace("kode: bantuan", "kode: bantuan-berani").replace(
            "wajib: [ttd, serah]", "wajib: [ttd, arahan_surat]"
        ),
    )
    case = calling(office, bold)

    work(office)

    assert children(office, case) == []
    (incident,) = jobs(office, case, "incident")
    assert "sktm" in incident["last_error"]
    assert "without arahan_surat" in incident["last_error"]
    assert incident["attempts"] == 1


def test_a_called_sop_that_is_not_in_force_is_an_incident_that_can_be_tried_again(
    office: Store,
) -> None:
    lost = put_in_force(
        office,
        BANTUAN.replace("kode: bantuan", "kode: bantuan-sesat").replace(
            "sop: sktm", "sop: tidak-ada"
        ),
    )
    case = calling(office, lost)

    work(office)

    (incident,) = jobs(office, case, "incident")
    assert "tidak-ada" in incident["last_error"]
    assert office.retry_job(incident["id"])


def test_what_is_not_given_keeps_the_case_shut(office: Store) -> None:
    poor = put_in_force(
        office,
        BANTUAN.replace("kode: bantuan", "kode: bantuan-kurang").replace(
            "      alamat: formulir.alamat\n", ""
        ),
    )
    case = calling(office, poor)

    work(office)

    (incident,) = jobs(office, case, "incident")
    assert "alamat" in incident["last_error"]


@pytest.fixture
def dies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of pieces after which a worker dies once."""
    after: list[str] = []

    def dying(name: str) -> None:
        real = getattr(calls, name)

        def then(*given: Any, **named: Any) -> Any:
            done = real(*given, **named)
            if name in after:
                after.remove(name)
                raise KeyboardInterrupt
            return done

        monkeypatch.setattr(calls, name, then)

    dying("_opened")
    dying("_note")
    return after


@pytest.mark.parametrize("piece", ["_opened", "_note"])
def test_a_worker_that_dies_after_any_commit_opens_no_second_case(
    office: Store, machine: Machine, dies: list[str], piece: str
) -> None:
    case = calling(office, machine)
    dies.append(piece)
    with pytest.raises(KeyboardInterrupt):
        work(office)
    let_leases_run_out(office)

    work(office)

    (child,) = children(office, case)
    assert len(facts(office, case, "event")) == 1
    withdraw(office, child)
    work(office)
    assert [f["trigger"] for f in facts(office, case)].count("minta:dicabut") == 1
    right(office, case)


def test_the_database_answers_for_no_called_case_that_has_not_ended(
    office: Store, machine: Machine, attacker: Attacker
) -> None:
    case = calling(office, machine)
    work(office)
    (child,) = rows(office, "SELECT number FROM cases WHERE id = :c", c=children(office, case)[0])
    with office.writing() as tx:
        look = tx.look(case, person=SYSTEM.person, key="k")
    results = {"case": child["number"], "result": "granted"}
    command = Carry(case, look.case.items[0].id, AnswerId("disetujui"), "k", results=results)
    moment = OfficeMoment(look.case.now, look.calendar)
    decision = decide_carry(machine, look.case, command, actor=SYSTEM, moment=moment)

    assert isinstance(decision, Decision)
    with refused_by("fact_answers_with_a_result"):
        attacker.put(tampered_entry(look, decision, machine))
    bare = replace(decision, fact=replace(decision.fact, public={}))
    with refused_by("fact_answers_with_a_result"):
        attacker.put(tampered_entry(look, bare, machine))


def test_the_database_keeps_links_as_they_were_made(
    office: Store, machine: Machine, attacker: Attacker
) -> None:
    case = calling(office, machine)
    work(office)
    (child,) = children(office, case)
    other = started(office, machine).receipt.case_id
    item = items(office, case)["minta"]

    with refused_by("links_are_kept_for_ever"):
        attacker.run("UPDATE links SET kind = 'x' WHERE case_id = :c", c=child)
    with refused_by("links_are_kept_for_ever"):
        attacker.run("DELETE FROM links WHERE case_id = :c", c=child)
    with refused_by("link_is_as_recorded", "links_are_kept_for_ever", "link_calls_once"):
        attacker.run(
            "INSERT INTO links (case_id, seq, kind, parent_id, parent_seq, item_id, made_at)"
            " VALUES (:o, 1, 'called', :c, :s, :i, {now})",
            o=other,
            c=case,
            s=item["opened_seq"],
            i=item["id"],
        )
