"""The service clock is what the record says: it starts once and stops for the applicant alone."""

from datetime import datetime, timedelta

from sopflow.domain.authority import RULE, SYSTEM, Actor
from sopflow.domain.cases import Decision
from sopflow.domain.clocks import promise_end
from sopflow.domain.decide_whole import decide_deem
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.rehearsal import Deed, DeedKind, perform
from sopflow.domain.stage import Stage, begun
from sopflow.domain.words import AnswerId, EndResult, RoleId
from tests.domain.play import machine, moment

NOW = moment().now


def stage() -> Stage:
    return begun(machine("keberatan"), moment())


def answered(stage: Stage, days: int, role: str, answer: str) -> Stage:
    deed = Deed(
        DeedKind.ANSWER,
        1,
        1,
        role=RoleId(role),
        answer=AnswerId(answer),
        note="alasan contoh",
        at=NOW + timedelta(days=days),
    )
    after = perform(stage, deed)
    assert isinstance(after, Stage), after
    return after


def end_of(stage: Stage) -> datetime | None:
    return promise_end(stage.machine, stage.case.acts, stage.calendar)


def deemed(stage: Stage, at: datetime, actor: Actor = RULE) -> Decision | Refusal:
    later = stage.at(at)
    return decide_deem(later.machine, later.case, actor=actor, moment=later.moment)


def test_the_end_is_that_which_was_recorded_with_the_opening() -> None:
    assert end_of(stage()) == stage().promise_due_at


def test_it_moves_by_what_the_applicant_held_the_file_and_by_nothing_else() -> None:
    first = stage()
    returned = answered(first, 1, "front_office", "kurang")
    assert returned.promise_due_at == first.promise_due_at  # moved only once it runs again

    back = answered(returned, 8, "pemohon", "done")
    onward = answered(back, 9, "front_office", "lengkap")

    assert back.promise_due_at == first.promise_due_at + timedelta(days=7)  # type: ignore[operator]  # it has started
    assert end_of(back) == back.promise_due_at == end_of(onward) == onward.promise_due_at


def test_without_a_start_there_is_no_end() -> None:
    started = begun(machine("sktm"), moment())

    assert end_of(started) is None
    assert started.promise_due_at is None


def test_silence_decides_when_the_promise_is_over_and_not_a_second_before() -> None:
    due = end_of(stage())
    assert due is not None

    early = deemed(stage(), due - timedelta(seconds=1))
    assert isinstance(early, Refusal)
    assert (early.code, early.details["due_at"]) == (RefusalCode.NOT_DUE, due)

    said = deemed(stage(), due)
    assert isinstance(said, Decision)
    assert said.fact.result == EndResult.DEEMED_GRANTED
    assert (said.fact.person, said.fact.actor_class) == ("rule", "rule")
    assert said.fact.public["legal_basis"].endswith("pasal 77 ayat (5)")
    assert said.met == ()


def test_silence_decides_nothing_while_the_applicant_holds_the_file() -> None:
    waiting = answered(stage(), 1, "front_office", "kurang")

    no = deemed(waiting, NOW + timedelta(days=60))

    assert isinstance(no, Refusal)
    assert no.code is RefusalCode.NOT_DUE


def test_silence_speaks_through_the_rule_alone_and_never_after_an_end() -> None:
    late = NOW + timedelta(days=60)

    no = deemed(stage(), late, SYSTEM)
    assert isinstance(no, Refusal)
    assert no.code is RefusalCode.NOT_DUE

    ended = stage().at(late).recorded(deemed(stage(), late))  # type: ignore[arg-type]  # a decision
    again = deemed(ended, late)
    assert isinstance(again, Refusal)
    assert again.code is RefusalCode.CASE_CLOSED
    assert ended.end == "dianggap"
