"""Rehearsals: a scenario passes exactly when what it says follows does follow."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sopflow.domain.checks import Aspect, Check, Mismatch
from sopflow.domain.cover import cover
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.rehearsal import (
    Deed,
    DeedKind,
    Rehearsal,
    Scenario,
    later,
    rehearse,
)
from sopflow.domain.words import (
    AnswerId,
    Duration,
    DurationUnit,
    EndId,
    EndResult,
    ItemId,
    RoleId,
    StepId,
)
from tests.domain.play import CALENDAR, MONDAY, machine

SKTM = machine("sktm")
REKLAME = machine("izin-reklame")
REASON = "KTP buram"


def check(aspect: Aspect, wanted: object) -> Check:
    return Check(aspect, wanted, 7, 3)


def deed(role: str, answer: str | None = None, *checks: Check, **more: Any) -> Deed:
    given = AnswerId(answer) if answer else None
    return Deed(DeedKind.ANSWER, 5, 9, role=RoleId(role), answer=given, checks=checks, **more)


def overdue(step: str, *checks: Check, **more: Any) -> Deed:
    return Deed(DeedKind.OVERDUE, 5, 9, step=StepId(step), checks=checks, **more)


def scenario(*deeds: Deed, **more: Any) -> Scenario:
    values: dict[str, Any] = {
        "name": "Contoh",
        "line": 1,
        "column": 1,
        "start": MONDAY,
        "calendar": CALENDAR,
        "delivers": True,
        "fields": {},
        "papers": None,
        "opening": (),
        "deeds": deeds,
        "finally_": (),
    }
    return Scenario(**(values | more))


def run(*deeds: Deed, **more: Any) -> Rehearsal:
    return rehearse(SKTM, scenario(*deeds, **more))


TO_THE_END = (
    deed("loket", "lengkap"),
    deed("loket", "terdaftar"),
    deed("kasi", "benar"),
    deed("loket"),
    deed("kasi"),
    deed("sekcam"),
    deed("camat"),
    deed("loket"),
)
RETURNED = deed("loket", "kurang", note=REASON)


def test_a_case_comes_to_its_end_with_values_and_automatic_steps_going_without_saying() -> None:
    last = (
        check(Aspect.END, EndId("terbit")),
        check(Aspect.RESULT, EndResult.GRANTED),
        check(Aspect.STEPS, frozenset()),
        check(Aspect.NOTICES, frozenset({"opened", "serah.entered", "ended"})),
    )

    done = run(*TO_THE_END, finally_=last)

    assert done.mismatches == ()
    assert done.stage is not None
    assert done.stage.case.acts[-1].trigger == "serah:done"


@pytest.mark.parametrize(
    ("aspect", "right", "wrong"),
    [
        (Aspect.STEPS, frozenset({"ajukan"}), frozenset({"periksa"})),
        (Aspect.END, None, EndId("gugur")),
        (Aspect.RESULT, None, EndResult.LAPSED),
        (Aspect.DUE, {None: datetime(2026, 12, 7, 16, 59, tzinfo=UTC)}, {None: MONDAY}),
        (Aspect.DUE, {StepId("ajukan"): datetime(2026, 12, 7, 16, 59, tzinfo=UTC)},
         {StepId("periksa"): MONDAY}),
        (Aspect.PROMISE, None, MONDAY),
        (Aspect.NOTICES, frozenset({"ajukan.entered"}), frozenset()),
        (Aspect.CLOCK, True, False),
        (Aspect.REFUSED, None, RefusalCode.REASON_MISSING),
    ],
)  # fmt: skip
def test_what_follows_is_compared_and_told_at_its_line(
    aspect: Aspect, right: object, wrong: object
) -> None:
    assert run(replace(RETURNED, checks=(check(aspect, right),))).mismatches == ()

    (amiss,) = run(replace(RETURNED, checks=(check(aspect, wrong),))).mismatches

    assert (amiss.aspect, amiss.wanted, amiss.line, amiss.column) == (aspect, wrong, 7, 3)


def test_a_refusal_that_nobody_expects_ends_the_scenario() -> None:
    done = run(deed("loket", "kurang"), deed("kasi"))

    (amiss,) = done.mismatches
    assert (amiss.line, amiss.wanted) == (5, None)
    assert isinstance(amiss.got, Refusal)
    assert amiss.got.code == RefusalCode.REASON_MISSING


def test_a_refusal_that_is_expected_moves_nothing() -> None:
    refused = check(Aspect.REFUSED, RefusalCode.REASON_MISSING)

    done = run(deed("loket", "kurang", refused), RETURNED)

    assert done.mismatches == ()


def test_another_refusal_than_the_expected_one_is_a_mismatch() -> None:
    wanted = check(Aspect.REFUSED, RefusalCode.CASE_CLOSED)

    (amiss,) = run(deed("loket", "kurang", wanted)).mismatches

    assert (amiss.wanted, amiss.line) == (RefusalCode.CASE_CLOSED, 7)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (deed("kasi", "lengkap", step=StepId("periksa")), RefusalCode.NO_APPOINTMENT),
        (deed("camat", None, step=StepId("ttd")), RefusalCode.ITEM_NOT_OPEN),
        (deed("loket", "lengkap", papers=frozenset({ItemId("x")})), RefusalCode.FIELD_INVALID),
        (Deed(DeedKind.WITHDRAW, 5, 9, role=RoleId("loket")), RefusalCode.NOT_YOUR_ROLE),
        (overdue("ajukan"), RefusalCode.ITEM_NOT_OPEN),
    ],
)
def test_invented_persons_hold_their_own_role_and_no_other(wrong: Deed, code: RefusalCode) -> None:
    (amiss,) = run(wrong).mismatches

    assert isinstance(amiss.got, Refusal)
    assert amiss.got.code == code


def test_papers_that_are_listed_are_the_only_ones_handed_in() -> None:
    missing = check(Aspect.REFUSED, RefusalCode.REQUIREMENT_MISSING)

    assert run(deed("loket", "lengkap", missing), papers=frozenset()).mismatches == ()


def test_an_application_that_is_refused_can_be_expected() -> None:
    wanted = check(Aspect.REFUSED, RefusalCode.FIELD_INVALID)

    assert run(fields={"nik": "1"}, opening=(wanted,)).mismatches == ()
    assert run(fields={"nik": "1"}).mismatches != ()


def test_a_limit_passes_when_it_is_due_and_not_before() -> None:
    early = overdue(
        "ajukan",
        check(Aspect.REFUSED, RefusalCode.NOT_DUE),
        after=Duration(1, DurationUnit.CALENDAR_DAY),
    )
    lapsed = overdue("ajukan", check(Aspect.END, EndId("gugur")))

    assert run(RETURNED, early, lapsed).mismatches == ()


def test_nothing_lapses_before_the_notice_was_served() -> None:
    refused = overdue("ajukan", check(Aspect.REFUSED, RefusalCode.NOTICE_NOT_DELIVERED))
    served = Deed(DeedKind.SERVE, 5, 9)

    done = run(RETURNED, refused, served, overdue("ajukan"), delivers=False)

    assert done.mismatches == ()
    assert done.stage is not None
    assert done.stage.end == "gugur"


def test_a_closed_case_refuses_whoever_acts() -> None:
    closed = check(Aspect.REFUSED, RefusalCode.CASE_CLOSED)
    again = [deed("loket", None, closed), deed("camat", None, closed, step=StepId("ttd"))]

    assert run(*TO_THE_END, *again).mismatches == ()


def test_an_act_that_could_be_any_or_none_is_a_mismatch() -> None:
    (nobody,) = run(deed("camat")).mismatches
    (unsaid,) = run(deed("loket")).mismatches

    assert nobody == Mismatch(Aspect.TURN, "camat", frozenset({"periksa"}), 5, 9)
    assert unsaid.aspect is Aspect.TURN


def test_the_clock_never_goes_back() -> None:
    later_on = replace(RETURNED, at=datetime(2026, 11, 24, 2, tzinfo=UTC))
    before = replace(deed("pemohon"), at=MONDAY)

    (amiss,) = run(later_on, before).mismatches

    assert (amiss.aspect, amiss.got) == (Aspect.TIME, MONDAY)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (Duration(90, DurationUnit.MINUTE), datetime(2026, 11, 23, 3, 30, tzinfo=UTC)),
        (Duration(8, DurationUnit.HOUR), datetime(2026, 11, 24, 2, tzinfo=UTC)),
        (Duration(5, DurationUnit.WORKING_DAY), datetime(2026, 11, 30, 2, tzinfo=UTC)),
        (Duration(5, DurationUnit.CALENDAR_DAY), datetime(2026, 11, 28, 2, tzinfo=UTC)),
    ],
)
def test_waiting_counts_office_time_and_keeps_the_time_of_day(
    length: Duration, expected: datetime
) -> None:
    assert later(MONDAY, length, CALENDAR) == expected


@pytest.mark.parametrize(("tax", "opened"), [("0", "susun_izin"), ("1500000", "bayar")])
def test_rules_decide_by_what_was_filled_in(tax: str, opened: str) -> None:
    deeds = (
        deed("front_office", "lengkap"),
        deed("kasi"),
        deed("tim_teknis"),
        deed("tim_teknis", "layak"),
        deed(
            "petugas_pajak",
            None,
            check(Aspect.STEPS, frozenset({opened})),
            fields={"nilai_pajak": tax},
        ),
    )

    assert rehearse(REKLAME, scenario(*deeds)).mismatches == ()


def test_coverage_counts_what_was_tried_and_names_the_rest() -> None:
    withdrawn = run(Deed(DeedKind.WITHDRAW, 5, 9, role=RoleId("pemohon")))
    granted, lapsed = run(*TO_THE_END), run(RETURNED, overdue("ajukan"))
    stages = [r.stage for r in (withdrawn, granted, lapsed) if r.stage is not None]

    found = cover(SKTM, stages)

    assert {"case:withdraw", "ajukan:overdue", "serah:done"} <= set(found.answers.tried)
    assert "periksa:kurang!limit" in found.answers.missing
    assert found.answers.total == 43
    assert found.deadlines.missing == ()
    assert found.roles.missing == ()
    assert "terbit/ttd" in found.obligations.tried
    assert "dirujuk/signature:camat" in found.obligations.missing
    assert "putus_berkas" in found.steps.missing
