"""Every reason for which a command is not recorded, and what one that is brings with it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sopflow.domain.authority import RULE, SYSTEM, Actor, CaseUnit
from sopflow.domain.cases import (
    Advance,
    Carry,
    Claim,
    Decision,
    Expire,
    Notify,
    Submission,
    Withdraw,
)
from sopflow.domain.decide import (
    decide_advance,
    decide_carry,
    decide_claim,
    decide_expire,
    decide_notice,
    decide_open,
    decide_withdraw,
)
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import (
    APPROVE,
    DONE,
    ActorClass,
    AnswerId,
    CaseId,
    EndResult,
    FactKind,
    ItemId,
    PersonId,
    UnitId,
    WorkItemId,
)
from tests.domain.play import (
    APPLICATION,
    CALENDAR,
    MONDAY,
    UNIT,
    Played,
    clerk_for_applicant,
    holder,
    machine,
    moment,
    open_command,
    opened,
)

LOKET, KASI, SEKCAM, CAMAT = (
    holder(kind) for kind in ("petugas_loket", "kasi_pelayanan", "sekcam", "camat")
)
HANDED_OVER = Submission({"penerima_surat": "Warga Contoh", "identitas_penerima": "ktp"})


def answer(played: Played, given: str, by: Actor, **more: Any) -> Decision | Refusal:
    values: dict[str, Any] = {"item": played.item.id, "seen_view": 1, "key": "k"} | more
    command = Advance(played.case.id, answer=AnswerId(given), **values)
    return decide_advance(
        played.machine, played.case, command, actor=by, moment=moment(played.case.now)
    )


def gone(played: Played, given: str, by: Actor, **more: Any) -> Played:
    """The case after an answer that must be taken."""
    decision = answer(played, given, by, **more)
    assert isinstance(decision, Decision), decision
    return played.after(decision)


def carried(played: Played) -> Played:
    command = Carry(played.case.id, played.item.id, DONE, "k")
    decision = decide_carry(
        played.machine, played.case, command, actor=SYSTEM, moment=moment(played.case.now)
    )
    assert isinstance(decision, Decision), decision
    return played.after(decision)


def drafted(played: Played) -> Played:
    for given, by in (("lengkap", LOKET), ("terdaftar", LOKET), ("benar", KASI), ("done", LOKET)):
        played = gone(played, given, by)
    return played


def signed(played: Played) -> Played:
    for by in (KASI, SEKCAM, CAMAT):
        played = gone(played, APPROVE, by)
    return played


def returned() -> Played:
    """A case that waits for the applicant."""
    return gone(opened(), "kurang", LOKET, note="KTP buram")


def code(outcome: object) -> RefusalCode:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def detail(outcome: object, name: str) -> Any:
    assert isinstance(outcome, Refusal), outcome
    return outcome.details[name]


def test_a_case_goes_from_the_counter_to_the_permit() -> None:
    played = carried(carried(signed(drafted(opened()))))

    decision = answer(played, DONE, LOKET, submission=HANDED_OVER)

    assert isinstance(decision, Decision)
    assert decision.fact.result == EndResult.GRANTED
    assert set(decision.met) == {
        o.id
        for o in machine().obligations_of(machine().markings[decision.fact.target].end)  # type: ignore[arg-type]  # an end has an id
    }
    assert not decision.opens


def test_the_record_names_position_appointment_and_capacity() -> None:
    decision = answer(opened(), "lengkap", LOKET)

    assert isinstance(decision, Decision)
    fact = decision.fact
    assert (fact.person, fact.position, fact.capacity) == (
        "petugas_loket",
        "kecamatan-contoh.petugas_loket",
        "definitive",
    )
    assert fact.appointment == "petugas_loket-petugas_loket"
    assert fact.entered_by is None


def test_what_a_clerk_enters_is_the_applicants_act() -> None:
    decision = decide_open(
        machine(), UNIT, open_command(), actor=clerk_for_applicant(), moment=moment()
    )

    assert isinstance(decision, Decision)
    fact = decision.fact
    assert (fact.person, fact.entered_by) == ("applicant:1", "petugas_loket")
    assert (fact.actor_class, fact.capacity) == ("applicant", "applicant")
    assert "nama" not in fact.public
    assert fact.private["fields"]["nama"] == "Warga Contoh"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"proof": None}, RefusalCode.PROOF_MISSING),
        ({"proof": "  "}, RefusalCode.PROOF_MISSING),
        ({"submission": Submission()}, RefusalCode.FIELD_INVALID),
        (
            {"submission": replace(APPLICATION, requirements=frozenset({ItemId("sim")}))},
            RefusalCode.FIELD_INVALID,
        ),
    ],
)
def test_an_opening_is_refused(more: dict[str, Any], reason: RefusalCode) -> None:
    outcome = decide_open(
        machine(), UNIT, open_command(**more), actor=clerk_for_applicant(), moment=moment()
    )
    assert code(outcome) is reason


def test_an_sop_is_not_opened_where_it_is_not_in_force() -> None:
    village = CaseUnit(UnitId("kelurahan"), "kelurahan", None)
    outcome = decide_open(
        machine(), village, open_command(), actor=clerk_for_applicant(), moment=moment()
    )
    assert code(outcome) is RefusalCode.NOT_IN_FORCE


def test_a_clerk_of_another_unit_opens_nothing_here() -> None:
    stranger = holder("petugas_loket", unit=UnitId("kecamatan-misal"))
    actor = replace(
        clerk_for_applicant(), appointments=stranger.appointments, entered_by=stranger.person
    )
    outcome = decide_open(machine(), UNIT, open_command(), actor=actor, moment=moment())
    assert code(outcome) is RefusalCode.NO_APPOINTMENT


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (KASI, RefusalCode.NO_APPOINTMENT),
        (holder("petugas_loket", unit=UnitId("kecamatan-misal")), RefusalCode.NO_APPOINTMENT),
        (holder("petugas_loket", valid_until=date(2026, 11, 22)), RefusalCode.NO_APPOINTMENT),
        (holder("petugas_loket", valid_from=date(2026, 11, 24)), RefusalCode.NO_APPOINTMENT),
        (
            holder("petugas_loket", recorded_at=datetime(2026, 11, 24, tzinfo=UTC)),
            RefusalCode.NO_APPOINTMENT,
        ),
        (clerk_for_applicant(), RefusalCode.NOT_YOUR_ROLE),
        (SYSTEM, RefusalCode.NOT_YOUR_ROLE),
        (RULE, RefusalCode.NOT_YOUR_ROLE),
    ],
)
def test_only_the_holder_of_the_post_answers(who: Actor, reason: RefusalCode) -> None:
    assert code(answer(opened(), "lengkap", who)) is reason


def test_an_appointment_holds_on_its_last_day() -> None:
    last_day = holder("petugas_loket", valid_until=CALENDAR.day_of(MONDAY))
    assert isinstance(answer(opened(), "lengkap", last_day), Decision)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"item": WorkItemId("lain")}, RefusalCode.ITEM_NOT_OPEN),
        ({"seen_view": 0}, RefusalCode.STALE_VIEW),
        ({"submission": Submission({"nama": "Lain"})}, RefusalCode.FIELD_INVALID),
        ({"submission": Submission({}, frozenset({ItemId("ktp")}))}, RefusalCode.FIELD_INVALID),
    ],
)
def test_an_answer_is_refused(more: dict[str, Any], reason: RefusalCode) -> None:
    assert code(answer(opened(), "lengkap", LOKET, **more)) is reason


def test_an_answer_that_the_step_does_not_have_is_refused() -> None:
    outcome = answer(opened(), "approve", LOKET)
    assert code(outcome) is RefusalCode.UNKNOWN_ANSWER


def test_a_return_without_a_reason_is_refused() -> None:
    assert code(answer(opened(), "kurang", LOKET, note=" ")) is RefusalCode.REASON_MISSING


def test_a_file_without_its_papers_is_not_found_complete() -> None:
    played = opened(replace(APPLICATION, requirements=frozenset({ItemId("ktp")})))

    outcome = answer(played, "lengkap", LOKET)

    assert code(outcome) is RefusalCode.REQUIREMENT_MISSING
    assert set(detail(outcome, "missing")) == {"pengantar", "kk"}


def test_what_somebody_else_took_on_is_theirs_until_they_give_it_back() -> None:
    played = opened()
    other = holder("petugas_loket", "rekan")
    taken = played.after(claimed(played, LOKET))

    assert code(answer(taken, "lengkap", other)) is RefusalCode.CLAIMED_BY_OTHER
    assert code(claimed(taken, other)) is RefusalCode.CLAIMED_BY_OTHER
    assert isinstance(answer(taken, "lengkap", LOKET), Decision)
    free = taken.after(claimed(taken, LOKET, release=True))
    assert isinstance(answer(free, "lengkap", other), Decision)


def claimed(played: Played, by: Actor, **more: Any) -> Any:
    command = Claim(played.case.id, played.item.id, 1, "k", **more)
    return decide_claim(
        played.machine, played.case, command, actor=by, moment=moment(played.case.now)
    )


def test_a_claim_moves_no_case() -> None:
    played = opened()
    decision = claimed(played, LOKET)
    assert (decision.fact.kind, decision.fact.source) == (FactKind.CLAIM, decision.fact.target)
    assert code(claimed(played, KASI)) is RefusalCode.NO_APPOINTMENT
    missing = replace(played, case=replace(played.case, items=(replace(played.item, view=2),)))
    assert code(claimed(missing, LOKET)) is RefusalCode.STALE_VIEW


def test_the_third_return_goes_up_and_costs_the_applicant_nothing() -> None:
    played = opened()
    for _ in range(2):
        played = gone(played, "kurang", LOKET, note="KTP buram")
        assert played.item.step == "ajukan"
        played = gone(played, DONE, clerk_for_applicant(), proof="KTP dilihat")

    played = gone(played, "kurang", LOKET, note="KTP buram")

    assert played.item.step == "putus_berkas"
    assert played.case.acts[-1].trigger == "periksa:kurang!limit"


def test_the_applicant_may_change_what_was_sent_back_and_keep_the_rest() -> None:
    given = Submission({"alamat": "Jalan Contoh 2"}, frozenset({ItemId("ktp")}))

    played = gone(returned(), DONE, clerk_for_applicant(), submission=given, proof="KTP dilihat")

    assert played.case.fields["alamat"] == "Jalan Contoh 2"
    assert played.case.fields["nama"] == "Warga Contoh"
    assert played.item.step == "periksa"


def test_what_is_required_and_on_file_is_not_emptied_again() -> None:
    given = Submission({"nama": " "})

    played = gone(returned(), DONE, clerk_for_applicant(), submission=given, proof="KTP dilihat")

    assert played.case.fields["nama"] == "Warga Contoh"


def test_an_applicants_step_is_only_that_applicants() -> None:
    other = replace(clerk_for_applicant(), person=PersonId("applicant:2"))
    assert code(answer(returned(), DONE, other, proof="x")) is RefusalCode.NOT_YOUR_ROLE
    assert code(answer(returned(), DONE, LOKET, proof="x")) is RefusalCode.NOT_YOUR_ROLE
    themselves = Actor(ActorClass.APPLICANT, PersonId("applicant:1"), "")
    assert isinstance(answer(returned(), DONE, themselves), Decision)


def test_a_draft_that_was_sent_back_is_initialled_anew() -> None:
    played = gone(drafted(opened()), APPROVE, KASI)
    played = gone(played, "return", SEKCAM, note="salah ketik")
    assert played.item.step == "susun_surat"
    played = gone(played, DONE, LOKET)
    assert played.item.step == "paraf_kasi"


def test_a_signature_over_a_stale_verification_is_not_handed_over() -> None:
    """The arcs allow no such way; the obligation holds all the same if somebody makes one."""
    played = carried(carried(signed(drafted(opened()))))
    changed = replace(
        played, case=replace(played.case, changed=((played.case.seq, ItemId("nik")),))
    )

    outcome = answer(changed, DONE, LOKET, submission=HANDED_OVER)

    assert code(outcome) is RefusalCode.OBLIGATION_OPEN
    assert "terbit/ttd" in detail(outcome, "obligations")


def test_withdrawing_is_the_applicants_and_ends_with_the_signature() -> None:
    played = signed_but_not_numbered = signed(drafted(opened()))
    before = drafted(opened())

    assert withdrawn(before, clerk_for_applicant()).fact.result == EndResult.WITHDRAWN
    assert code(withdrawn(before, LOKET)) is RefusalCode.NOT_YOUR_ROLE
    assert code(withdrawn(before, clerk_for_applicant(), proof=None)) is RefusalCode.PROOF_MISSING
    assert code(withdrawn(before, clerk_for_applicant(), seen_seq=2)) is RefusalCode.STALE_VIEW
    assert code(withdrawn(played, clerk_for_applicant())) is RefusalCode.NOT_WITHDRAWABLE
    assert signed_but_not_numbered.item.step == "nomori_surat"


def withdrawn(played: Played, by: Actor, **more: Any) -> Any:
    values: dict[str, Any] = {"seen_seq": played.case.seq, "key": "k", "proof": "KTP dilihat"}
    command = Withdraw(played.case.id, **(values | more))
    return decide_withdraw(
        played.machine, played.case, command, actor=by, moment=moment(played.case.now)
    )


def test_nothing_leaves_an_end() -> None:
    played = opened()
    ended = played.after(withdrawn(played, clerk_for_applicant()))
    item = played.item.id

    assert code(withdrawn(ended, clerk_for_applicant())) is RefusalCode.CASE_CLOSED
    closed = answer_to(ended, item)
    assert code(closed) is RefusalCode.CASE_CLOSED


def answer_to(played: Played, item: WorkItemId) -> Decision | Refusal:
    command = Advance(played.case.id, item, 1, AnswerId("lengkap"), "k")
    return decide_advance(
        played.machine, played.case, command, actor=LOKET, moment=moment(played.case.now)
    )


def test_a_case_lapses_only_after_the_term_and_the_notice() -> None:
    """SPEC 1: a lapse needs two facts."""
    waiting = returned()
    late = waiting.later(days=15)

    assert code(expired(waiting)) is RefusalCode.NOT_DUE
    assert code(expired(late)) is RefusalCode.NOTICE_NOT_DELIVERED
    told = waiting.after(noticed(waiting, of_seq=waiting.case.seq))
    assert code(expired(told)) is RefusalCode.NOT_DUE
    lapsed = expired(told.later(days=15))
    assert lapsed.fact.result == EndResult.LAPSED
    assert (lapsed.fact.person, lapsed.fact.capacity) == ("rule", "rule")
    assert code(expired(told.later(days=15), by=LOKET)) is RefusalCode.NOT_DUE


def expired(played: Played, by: Actor = RULE) -> Any:
    command = Expire(played.case.id, played.item.id, "k")
    return decide_expire(
        played.machine, played.case, command, actor=by, moment=moment(played.case.now)
    )


def test_a_step_without_a_term_never_expires() -> None:
    played = opened()
    assert code(expired(played.later(days=400))) is RefusalCode.NOT_AN_ARC


def noticed(played: Played, *, of_seq: int, by: Actor = SYSTEM, **more: Any) -> Any:
    command = Notify(CaseId("1"), of_seq, "email", "k", **more)
    return decide_notice(
        played.machine, played.case, command, actor=by, moment=moment(played.case.now)
    )


def test_serving_a_notice_on_paper_needs_a_post_here_and_its_proof() -> None:
    played = returned()
    stranger = holder("petugas_loket", unit=UnitId("kecamatan-misal"))

    assert code(noticed(played, of_seq=99)) is RefusalCode.ITEM_NOT_OPEN
    assert code(noticed(played, of_seq=2, by=LOKET)) is RefusalCode.PROOF_MISSING
    assert code(noticed(played, of_seq=2, by=stranger, proof="x")) is RefusalCode.NO_APPOINTMENT
    served = noticed(played, of_seq=2, by=LOKET, proof="tanda terima 12")
    assert (served.fact.kind, served.fact.private) == (
        FactKind.NOTICE,
        {"proof": "tanda terima 12"},
    )


def test_an_automatic_step_is_the_systems_and_nobody_elses() -> None:
    played = signed(drafted(opened()))

    assert code(answer(played, DONE, LOKET)) is RefusalCode.NOT_YOUR_ROLE
    assert code(carried_by(played, LOKET, DONE)) is RefusalCode.NOT_YOUR_ROLE
    assert code(carried_by(played, SYSTEM, AnswerId("lain"))) is RefusalCode.UNKNOWN_ANSWER
    assert code(carried_by(opened(), SYSTEM, DONE)) is RefusalCode.NOT_YOUR_ROLE
    done = carried_by(played, SYSTEM, DONE)
    assert done.fact.capacity == "system"


def carried_by(played: Played, by: Actor, given: AnswerId) -> Any:
    command = Carry(played.case.id, played.item.id, given, "k", {"number": "400/1"})
    return decide_carry(
        played.machine, played.case, command, actor=by, moment=moment(played.case.now)
    )


def test_an_act_brings_items_timers_notices_and_the_promise() -> None:
    decision = answer(opened(), "lengkap", LOKET)

    assert isinstance(decision, Decision)
    (item,) = decision.opens
    assert item.step == "cek_data"
    assert item.due_at is not None
    assert item.due_at > MONDAY
    timers = [j for j in decision.jobs if j.kind == "timer"]
    assert {t.payload["action"] for t in timers} == {"tell", "delay"}
    assert all(t.due_at >= item.due_at for t in timers)
    assert any(j.kind == "notice" and j.payload["to"] == "loket" for j in decision.jobs)
    assert decision.promise_due_at is not None


def test_deciding_twice_gives_twice_the_same() -> None:
    assert answer(opened(), "lengkap", LOKET) == answer(opened(), "lengkap", LOKET)
    assert answer(opened(), "lengkap", KASI) == answer(opened(), "lengkap", KASI)
