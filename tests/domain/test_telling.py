"""What an act tells the applicant: by the SOP's own rule, else by the standard one."""

from dataclasses import replace
from typing import Any

from sopflow.domain.cases import Decision
from sopflow.domain.machines import Machine
from sopflow.domain.procedures import NoticeRule
from sopflow.domain.stage import begun
from sopflow.domain.words import DONE
from tests.domain.play import clerk_for_applicant, machine, moment, opened
from tests.domain.test_decide import LOKET, answer, returned


def told(decision: Any) -> list[str]:
    assert isinstance(decision, Decision), decision
    rules = machine().notices
    jobs = [j.payload for j in decision.jobs if j.kind == "notice"]
    return [rules[p["rule"]].event for p in jobs if p["to"] == "applicant"]


def with_rules(*rules: NoticeRule) -> Machine:
    made = machine()
    procedure = replace(made.procedure, notices=rules)
    return Machine(made.id, replace(made.compiled, procedure=procedure))


def test_an_own_rule_tells_of_the_return_and_the_standard_of_the_clock_that_runs_again() -> None:
    back = answer(opened(), "kurang", LOKET, note="KTP buram")
    again = answer(returned(), DONE, clerk_for_applicant(), proof="KTP dilihat")

    assert told(back) == ["ajukan.entered"]
    assert told(again) == ["ajukan.left"]


def test_no_clock_runs_again_when_a_case_is_opened() -> None:
    stage = begun(machine("sktm"), moment())

    assert stage.told == ("opened",)


def test_a_delay_is_told_when_the_promised_time_is_over() -> None:
    decision = answer(opened(), "lengkap", LOKET)
    assert isinstance(decision, Decision)

    (late,) = [j for j in decision.jobs if j.payload.get("action") == "delay"]

    assert late.due_at == decision.promise_due_at
    assert machine().notices[late.payload["rule"]].event == "delayed"


def test_the_stage_tells_of_a_delay_where_the_sop_does() -> None:
    rule = NoticeRule("delayed", "applicant", ("email",), None)
    stage = begun(with_rules(rule), moment())
    late = replace(stage, promise_due_at=moment().now.replace(day=30))

    assert late.at(moment().now.replace(day=29)).told == ()
    assert late.at(moment().now.replace(day=30)).told == ("delayed",)
    assert late.at(moment().now.replace(day=30)).at(moment().now.replace(day=30, hour=3)).told == (
        "delayed",
    )
    assert replace(begun(machine(), moment()), promise_due_at=moment().now).at(
        moment().now.replace(day=30)
    ).told == ("opened",)
