"""What is offered on a walk can be taken, and leads where it says."""

from hypothesis import given
from hypothesis import strategies as st

from sopflow.domain.prospects import Prospect, Way, prospects
from sopflow.domain.rehearsal import perform
from sopflow.domain.stage import Stage, begun
from sopflow.domain.words import LIMIT
from tests.domain.play import machine, moment

STEPS_MAX = 60


def begin(code: str = "sktm") -> Stage:
    return begun(machine(code), moment())


def offered(stage: Stage, answer: str) -> Prospect:
    return next(way for way in prospects(stage) if way.answer == answer)


def taken(stage: Stage, way: Prospect) -> Stage:
    after = perform(stage, way.deed(note="contoh"))
    assert isinstance(after, Stage), after
    return after


def test_a_turn_offers_its_answers_and_the_withdrawal() -> None:
    ways = prospects(begin())

    assert [(w.way, w.answer) for w in ways] == [
        (Way.ANSWER, "lengkap"),
        (Way.ANSWER, "kurang"),
        (Way.WITHDRAW, None),
    ]
    assert [w.reason_required for w in ways] == [False, True, False]
    assert ways[0].opens == ("cek_data",)
    assert ways[2].end == "dicabut"


def test_an_applicants_term_may_pass() -> None:
    stage = taken(begin(), offered(begin(), "kurang"))

    over = next(way for way in prospects(stage) if way.way is Way.OVERDUE)

    assert over.end == "gugur"
    assert taken(stage, over).end == "gugur"


def test_used_up_rounds_are_offered_with_where_they_lead() -> None:
    stage = begin()
    for _ in range(2):
        assert not offered(stage, "kurang").is_limit
        stage = taken(stage, offered(stage, "kurang"))
        stage = taken(stage, offered(stage, "done"))

    last = offered(stage, "kurang")

    assert last.is_limit
    assert last.opens == ("putus_berkas",)
    assert taken(stage, last).case.acts[-1].trigger.endswith(LIMIT)


@given(st.sampled_from(["sktm", "izin-reklame"]), st.data())
def test_whatever_is_offered_is_recorded(code: str, data: st.DataObject) -> None:
    stage = begin(code)
    for _ in range(STEPS_MAX):
        ways = prospects(stage)
        assert bool(ways) == (stage.end is None)
        if not ways:
            break
        way = data.draw(st.sampled_from(ways))
        after = taken(stage, way)
        assert way.end is None or after.end == way.end
        stage = after
