"""The promise passes without a decision: the rule says what the law says, through a timer's row."""

from pathlib import Path

import pytest

from sopflow.compiler.organisation import read_organisation
from sopflow.domain.cases import Open
from sopflow.domain.organisation import Organisation
from sopflow.domain.words import CaseId, UnitId
from sopflow.services.audit import verify
from sopflow.services.cases import Opened, open_case
from sopflow.services.organisation import apply_organisation
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.office import SAMPLE, caller, filled_form, put_in_force, rows, shipped
from tests.workers.playing import act, change, facts, items, jobs, ways, work

SOP = "keberatan"
ALWAYS = '["00:00-12:00", "12:00-23:59"]'


@pytest.fixture
def at_once(store: Store, tmp_path: Path) -> Store:
    """An office that never closes, and a promise that is over as soon as it is given."""
    hours = SAMPLE.read_text().replace("senin-kamis: [", f"sabtu-minggu: {ALWAYS}\n      x: [")
    lines = [
        f"      senin-jumat: {ALWAYS}" if line.startswith("      x: [") else line
        for line in hours.split("\n")
        if not line.startswith("      jumat:")
    ]
    read = read_organisation("\n".join(lines), file="x.yaml")
    assert isinstance(read, Organisation), read
    apply_organisation(store, read)
    path = tmp_path / "segera.yaml"
    path.write_text(shipped(SOP).read_text().replace("janji: 10 hari kerja", "janji: 0 menit"))
    put_in_force(store, path)
    return store


def applied(store: Store) -> CaseId:
    (version,) = rows(store, "SELECT id FROM versions WHERE sop_code = :s", s=SOP)
    given = filled_form(store.machine(version["id"]).procedure)
    opening = Open(CaseId("case-1"), "open", given, proof="KTP dilihat")
    done = open_case(store, opening, sop_code=SOP, unit=UnitId("dpmptsp"), caller=caller("sari"))
    assert isinstance(done, Opened), done
    return done.receipt.case_id


def test_the_rule_speaks_once_with_the_law_that_says_so(at_once: Store, tmp_path: Path) -> None:
    case = applied(at_once)

    work(at_once, ways(tmp_path))

    *_, last = facts(at_once, case)
    assert (last["trigger"], last["person_id"], last["actor_class"], last["capacity"]) == (
        "case:silence",
        "rule",
        "rule",
        "rule",
    )
    assert last["position_id"] is None
    assert "pasal 77 ayat (5)" in str(last["public"])
    (row,) = rows(at_once, "SELECT * FROM cases WHERE id = :c", c=case)
    assert (row["marking"], row["result"]) == ("dianggap", "deemed_granted")
    assert items(at_once, case) == []
    assert jobs(at_once, case, "waiting", "running", "incident") == []
    with at_once.reading() as connection:
        assert faults_of(connection, case) == []
    assert verify(at_once).is_whole


def test_while_the_applicant_holds_the_file_nothing_is_said(at_once: Store, tmp_path: Path) -> None:
    case = applied(at_once)
    act(at_once, case, answer="kurang")

    work(at_once, ways(tmp_path))
    assert [i["step"] for i in items(at_once, case)] == ["ajukan"]
    assert [j["payload"] for j in jobs(at_once, case, "waiting") if "silence" in str(j)] == []

    act(at_once, case)
    (promise,) = rows(at_once, "SELECT promise_due_at FROM cases WHERE id = :c", c=case)
    timers = [j for j in jobs(at_once, case, "waiting") if "silence" in str(j["payload"])]
    assert [t["due_at"] for t in timers] == [promise["promise_due_at"]]


def test_a_timer_that_rings_before_the_promise_is_over_says_nothing(
    store: Store, tmp_path: Path
) -> None:
    put_in_force(store, shipped(SOP))
    case = applied(store)
    change(store, "UPDATE jobs SET due_at = '2026-01-01T00:00:00.000000Z' WHERE kind = 'timer'")
    change(store, "UPDATE cases SET promise_due_at = '2026-01-01T00:00:00.000000Z'")

    work(store, ways(tmp_path))

    assert [f["trigger"] for f in facts(store, case)] == ["ajukan:done"]
