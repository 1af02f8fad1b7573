"""What is offered on a walk can be taken, and leads where it says."""

from hypothesis import given
from hypothesis import strategies as st

from sopflow.compiler.compile import compile_text
from sopflow.domain.prospects import Prospect, Way, prospects
from sopflow.domain.rehearsal import perform
from sopflow.domain.stage import Stage, begun
from sopflow.domain.words import LIMIT
from tests.compiler.dutiful import dutiful
from tests.compiler.panels import with_panel
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


def test_the_members_of_a_panel_are_offered_one_after_the_other() -> None:
    found = compile_text(with_panel("    butuh: semua\n    dari: 3\n"), file="x.yaml")
    assert found.machine is not None, found.diagnostics
    stage = begun(found.machine, moment())
    for answer in ("lengkap", "done", "done"):
        stage = taken(stage, offered(stage, answer))
    members = []
    for _ in range(3):
        way = offered(stage, "layak")
        members.append(way.person)
        stage = taken(stage, way)

    assert members == ["tim_teknis", "tim_teknis#2", "tim_teknis#3"]
    assert [item.step for item in stage.case.items] == ["tetapkan_pajak"]


def test_who_must_be_another_and_who_must_be_the_same_is_found() -> None:
    found = compile_text(
        dutiful(
            verifikasi="    orang_berbeda: [putus_berkas]\n",
            susun_surat="    orang_sama: [periksa]\n",
        ),
        file="x.yaml",
    )
    assert found.machine is not None, found.diagnostics
    stage = begun(found.machine, moment())
    for _ in range(2):
        stage = taken(stage, offered(stage, "kurang"))
        stage = taken(stage, offered(stage, "done"))
    for answer in ("kurang", "cukup", "terdaftar"):
        stage = taken(stage, offered(stage, answer))

    assert offered(stage, "benar").person == "kasi#2"
    stage = taken(stage, offered(stage, "benar"))
    assert offered(stage, "done").person == "loket"
