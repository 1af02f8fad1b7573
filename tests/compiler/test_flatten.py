"""The graph of a procedure: its bound, its names, and what a marking remembers for how long."""

import pytest

from sopflow.compiler.flatten import MARKINGS_MAX, TooManyMarkings, flatten
from sopflow.domain.procedures import Procedure, Rule
from sopflow.domain.wholecase import Withdrawal
from sopflow.domain.words import WITHDRAW, AnswerId, EndId, Nature, StepId, StepKind
from tests.compiler.small import a_procedure, a_step
from tests.compiler.test_proofs import answer, first, plain


def remembering(rounds: str | None = None) -> Procedure:
    """`pilah` asks what two decisions said; the second leads there, or at its bound alone."""
    rules = (
        Rule("jawaban.cek == 'ya' dan jawaban.lihat == 'ya'", AnswerId("satu")),
        Rule(None, AnswerId("otherwise")),
    )
    ways = (answer("satu", "terbit", Nature.NEUTRAL), answer("otherwise", "tolak", Nature.NEUTRAL))
    onward = answer("ya", "lihat" if rounds else "pilah", limit=rounds)
    steps = (
        first("cek"),
        a_step("cek", StepKind.DECISION,
               answers=(answer("ya", "lihat"), answer("no", "lihat", Nature.OPPOSES))),
        a_step("lihat", StepKind.DECISION, answers=(onward,)),
        a_step("pilah", StepKind.RULES, role=None, rules=rules, answers=ways),
    )  # fmt: skip
    return a_procedure(steps)


def test_a_marking_is_named_by_what_is_open_and_what_a_rule_will_ask() -> None:
    assert [m.id for m in flatten(remembering()).markings] == [
        "a", "cek", "lihat[cek=ya]", "lihat[cek=no]", "pilah[cek=ya,lihat=ya]",
        "pilah[cek=no,lihat=ya]", "terbit", "tolak",
    ]  # fmt: skip


def test_what_is_asked_only_beyond_a_bound_is_remembered_as_well() -> None:
    names = {m.id for m in flatten(remembering("pilah")).markings}

    assert {"lihat[cek=ya]", "pilah[cek=ya,lihat=ya]", "pilah[cek=no,lihat=ya]"} <= names


def test_the_bound_counts_markings_and_blames_the_step_that_is_open_in_most() -> None:
    procedure = remembering()

    assert len(flatten(procedure, markings_max=8).markings) == 8
    with pytest.raises(TooManyMarkings, match="lihat") as over:
        flatten(procedure, markings_max=5)
    assert over.value.step == "lihat"


def test_more_rows_than_markings_are_too_many_before_anything_is_explored() -> None:
    steps = (first("terbit"), *(plain(name, "terbit") for name in ("b", "c", "d")))

    assert len(flatten(a_procedure(steps), markings_max=4).markings) == 2
    with pytest.raises(TooManyMarkings) as over:
        flatten(a_procedure(steps), markings_max=3)
    assert over.value.step == "d"


def test_withdrawing_is_an_answer_of_its_own() -> None:
    ttd = a_step("ttd", StepKind.SIGNATURE, answers=(answer("approve", "terbit"),))
    ways = Withdrawal(StepId("ttd"), EndId("gugur"))

    arcs = flatten(a_procedure((first("ttd"), ttd), ways)).arcs

    assert [(a.source, a.answer) for a in arcs if a.trigger == WITHDRAW] == [
        ("a", "withdraw"),
        ("ttd", "withdraw"),
    ]


def test_an_automatic_row_and_a_row_without_a_role_are_the_systems() -> None:
    alone = a_step("b", role=None, answers=(answer("done", "terbit"),))
    aksi = a_step("aksi", StepKind.ACTION, answers=(answer("done", "b"),))

    arcs = flatten(a_procedure((first("aksi"), aksi, alone))).arcs

    assert [a.actor_class for a in arcs] == ["applicant", "system", "system"]


def test_withdrawing_ends_where_the_named_step_is_approved_whatever_its_kind() -> None:
    paraf = a_step("paraf", StepKind.INITIALS, answers=(answer("approve", "b"),))
    steps = (first("paraf"), paraf, plain("b", "terbit"))

    def withdrawals(end: str) -> list[str]:
        ways = Withdrawal(StepId("paraf"), EndId(end))
        arcs = flatten(a_procedure(steps, ways)).arcs
        return [a.source for a in arcs if a.trigger == WITHDRAW]

    assert withdrawals("gugur") == ["a", "paraf"]
    assert withdrawals("tidak_ada") == []


def test_two_thousand_markings_are_the_most_unless_said_otherwise() -> None:
    assert MARKINGS_MAX == 2_000
