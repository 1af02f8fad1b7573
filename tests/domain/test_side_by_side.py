"""Decisions about a case with several open items: each branch has its own terms and papers."""

from dataclasses import replace
from typing import Any

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.domain.differences import Topic, differences
from sopflow.domain.machines import Machine
from sopflow.domain.prospects import prospects
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.rehearsal import Deed, DeedKind, perform
from sopflow.domain.stage import Stage, begun
from sopflow.domain.words import AnswerId, RoleId, StepId
from tests.domain.play import DEFINITIONS, machine, moment

CODE = "pbg-rumah-tinggal"
REVIEWS = ("nilai_arsitektur", "nilai_struktur", "nilai_utilitas")


def do(stage: Stage, role: str, answer: str | None = None, **more: Any) -> Stage:
    outcome = perform(stage, deed(role, answer, **more))
    assert isinstance(outcome, Stage), outcome
    return outcome


def deed(role: str, answer: str | None = None, **more: Any) -> Deed:
    given = AnswerId(answer) if answer else None
    kind = more.pop("kind", DeedKind.ANSWER)
    return Deed(kind, 1, 1, role=RoleId(role), answer=given, note="alasan", **more)


@pytest.fixture
def reviewed() -> Stage:
    """All three review."""
    return do(begun(machine(CODE), moment()), "front_office", "lengkap")


def steps(stage: Stage) -> list[str]:
    return [item.step for item in stage.case.items]


def test_each_item_is_due_by_its_own_time_and_none_is_touched_by_another(reviewed: Stage) -> None:
    assert steps(reviewed) == list(REVIEWS)

    after = do(reviewed, "strukturis", "sesuai")

    assert after.case.items == (reviewed.case.items[0], reviewed.case.items[2])


def test_a_limit_in_one_branch_waits_for_the_notice_of_its_own_act(reviewed: Stage) -> None:
    untold = replace(reviewed, delivers=False)
    waits = do(do(untold, "arsitek", "perbaiki"), "strukturis", "sesuai")
    overdue = deed("pemohon", kind=DeedKind.OVERDUE, step=StepId("perbaiki_arsitektur"))

    refused = perform(waits, overdue)
    served = do(waits, "front_office", kind=DeedKind.SERVE)
    lapsed = perform(served, overdue)

    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NOTICE_NOT_DELIVERED
    item = next(i for i in waits.case.items if i.step == "perbaiki_arsitektur")
    assert item.opened_seq in served.case.delivered  # not the colleague's act that came later
    assert isinstance(lapsed, Stage)
    assert (lapsed.end, lapsed.case.items) == ("gugur", ())


def test_a_branch_that_is_done_leads_nowhere_yet(reviewed: Stage) -> None:
    ways = [w for w in prospects(reviewed) if w.step == "nilai_struktur" and w.answer == "sesuai"]

    assert [(w.opens, w.end) for w in ways] == [((), None)]


def test_any_order_of_the_reviews_comes_to_the_same_place(reviewed: Stage) -> None:
    ends = set()
    for order in (("arsitek", "strukturis", "utilitis"), ("utilitis", "arsitek", "strukturis")):
        stage = reviewed
        for role in order:
            stage = do(stage, role, "sesuai")
        ends.add((stage.case.marking, tuple(steps(stage))))

    assert ends == {("susun_pernyataan", ("susun_pernyataan",))}


def test_a_difference_in_a_block_is_told() -> None:
    text = (DEFINITIONS / CODE / "1.0.0.yaml").read_text()
    old = compiled(text)
    some = text.replace("      gabung: semua\n", "      gabung: 2\n      sisanya: batal\n")
    last = some.rindex("tidak_sesuai: { ke: gabung,")
    new = compiled(some[:last] + some[last:].replace("ke: gabung", "ke: rapat", 1))

    assert differences(old, old) == ()
    told = [d for d in differences(old, new) if d.topic is Topic.WAY]
    block = next(d for d in told if "telaah" in d.what.id and "jawaban" not in d.what.id)
    assert block.before is not None
    assert block.after is not None
    assert "join of 3 of 3 branches" in block.before.en
    assert "join of 2 of 3 branches" in block.after.en
    assert "boleh keluar ke" in block.after.id
    answer = next(d for d in told if "Does not comply" in d.what.en)
    assert answer.before is not None
    assert "gabung" in answer.before.id


def compiled(text: str) -> Machine:
    found = compile_text(text, file="x.yaml")
    assert found.machine is not None, found.diagnostics
    return found.machine
