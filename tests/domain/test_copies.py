"""Officials informed of an act: who is, who confirms, and that it keeps no case waiting."""

from sopflow.compiler.compile import compile_text
from sopflow.domain.cases import Acknowledge, Decision
from sopflow.domain.copies import copies_of, decide_acknowledge
from sopflow.domain.differences import Topic, differences
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.rehearsal import Deed, DeedKind, perform
from sopflow.domain.stage import CASE, Stage, begun, holder
from sopflow.domain.words import AnswerId, FactKind, RoleId
from tests.domain.copying import copied_text
from tests.domain.play import DEFINITIONS, moment


def compiled(text: str) -> Machine:
    made = compile_text(text, file="x.yaml").machine
    assert made is not None
    return made


MADE = compiled(copied_text())


def do(stage: Stage, role: str, answer: str | None = None) -> Stage:
    given = AnswerId(answer) if answer else None
    deed = Deed(DeedKind.ANSWER, 1, 1, role=RoleId(role), answer=given, note="alasan")
    done = perform(stage, deed)
    assert isinstance(done, Stage), done
    return done


def signed() -> Stage:
    stage = do(begun(MADE, moment()), "loket", "lengkap")
    stage = do(do(stage, "loket", "terdaftar"), "kasi", "benar")
    for role in ("loket", "kasi", "sekcam", "camat"):
        stage = do(stage, role)
    return stage


def read(stage: Stage, role: str, seq: int) -> Decision | Refusal:
    actor = holder(MADE, MADE.procedure.role(RoleId(role)))
    command = Acknowledge(CASE, seq, "k")
    return decide_acknowledge(MADE, stage.case, command, actor=actor, moment=stage.moment)


def test_an_affirmed_step_is_copied_and_a_return_is_not() -> None:
    stage = do(begun(MADE, moment()), "loket", "kurang")
    assert copies_of(MADE, stage.case) == ()

    (copy,) = copies_of(MADE, signed().case)

    assert (copy.role, copy.readers) == ("sekcam", frozenset())
    assert next(a.step for a in signed().case.acts if a.seq == copy.of_seq) == "ttd"


def test_confirming_moves_nothing_and_is_done_once() -> None:
    stage = signed()
    (copy,) = copies_of(MADE, stage.case)

    decision = read(stage, "sekcam", copy.of_seq)

    assert isinstance(decision, Decision)
    assert decision.fact.kind is FactKind.ACKNOWLEDGEMENT
    assert decision.fact.source == decision.fact.target == stage.case.marking
    assert decision.fact.position_name == "Sekretaris Camat"
    assert decision.reads == ((copy.of_seq, "sekcam"),)
    after = stage.recorded(decision)
    assert after.case.items == stage.case.items
    assert copies_of(MADE, after.case)[0].readers == {"sekcam"}
    again = read(after, "sekcam", copy.of_seq)
    assert isinstance(again, Refusal)
    assert again.code is RefusalCode.NO_COPY


def test_nobody_confirms_what_was_copied_to_another() -> None:
    stage = signed()
    (copy,) = copies_of(MADE, stage.case)

    for role, seq in (("kasi", copy.of_seq), ("sekcam", 1), ("pemohon", copy.of_seq)):
        outcome = read(stage, role, seq)
        assert isinstance(outcome, Refusal)
        assert outcome.code is RefusalCode.NO_COPY


def test_an_end_is_copied_and_confirmed_after_the_case_has_ended() -> None:
    stage = do(signed(), "loket")  # the hand-over
    assert stage.end == "terbit"
    last = stage.case.acts[-1].seq

    decision = read(stage, "kasi", last)

    assert isinstance(decision, Decision)
    assert decision.reads == ((last, "kasi"),)


def test_copies_are_told_as_a_difference() -> None:
    old = compiled((DEFINITIONS / "sktm" / "1.0.0.yaml").read_text())

    told = {d.what.id: d for d in differences(old, MADE)}

    copied = next(d for name, d in told.items() if name.endswith("tembusan"))
    assert copied.topic is Topic.NOTICE
    assert copied.after is not None
    assert "Sekretaris" in copied.after.id
    end = next(d for name, d in told.items() if name == "akhir terbit")
    assert end.after is not None
    assert "tembusan" in end.after.id
