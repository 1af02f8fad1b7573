"""Conditions always have a value, run nothing, and count exactly."""

# ruff: noqa: E501 - each row of the table is one expression

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.domain.expressions import (
    UNKNOWN,
    Comparison,
    ExpressionInvalid,
    Problem,
    answers_in,
    check,
    choose,
    evaluate,
    names_in,
)
from sopflow.domain.procedures import Rule
from sopflow.domain.words import AnswerId

KNOWN = frozenset({"formulir.luas", "formulir.nama", "isian.pajak", "jawaban.cek"})


@pytest.mark.parametrize(
    ("text", "values", "value"),
    [
        ("formulir.luas > 8", {"formulir.luas": 9}, True),
        ("formulir.luas > 8", {"formulir.luas": None}, False),
        ("formulir.luas > 8", {}, False),
        ("formulir.luas = 8", {"formulir.luas": Decimal("8.0")}, True),
        ("formulir.luas <> 8", {"formulir.luas": 8}, False),
        ("formulir.luas * 1.1 == 1.21", {"formulir.luas": Decimal("1.1")}, True),
        ("0.1 + 0.2 == 0.3", {}, True),
        ("1 / 0 == 1", {}, False),
        ("1 / 0 == 1 / 0", {}, True),
        ("1 < 2 < 3", {}, True),
        ("1 < 2 > 3", {}, False),
        ("-3 + 5 = 2", {}, True),
        ("'a' + 'b' == 'ab'", {}, False),
        ("'a' * 3 == 'aaa'", {}, False),
        ("'b' > 'a'", {}, True),
        ("'1' == 1", {}, False),
        ("ya == 1", {}, False),
        ("isian.pajak == ya", {"isian.pajak": True}, True),
        ("bukan isian.pajak", {"isian.pajak": None}, True),
        ("jawaban.cek == 'ada' dan formulir.luas > 1", {"jawaban.cek": "ada", "formulir.luas": 2}, True),
        ("jawaban.cek == 'ada' atau formulir.luas > 1", {"jawaban.cek": "tak", "formulir.luas": 2}, True),
        ("'dan' == 'dan'", {}, True),
        ("formulir.luas", {"formulir.luas": 3}, Decimal(3)),
        ("formulir.luas > 1", {"formulir.luas": float("nan")}, False),
        ("1e999999 * 1e999999 > 2", {}, False),
    ],
)  # fmt: skip
def test_what_an_expression_comes_to(text: str, values: dict[str, Any], value: object) -> None:
    assert evaluate(text, values) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("formulir.luas > 3", UNKNOWN),
        ("formulir.luas > 3 dan 1 == 2", False),
        ("formulir.luas > 3 atau 1 == 1", True),
        ("formulir.luas > 3 dan 1 == 1", UNKNOWN),
        ("formulir.luas > 3 atau 1 == 2", UNKNOWN),
        ("bukan (formulir.luas > 3)", UNKNOWN),
        ("formulir.luas + 1 == formulir.luas + 1", UNKNOWN),
        ("-formulir.luas == 1", UNKNOWN),
        ("formulir.luas <> 1", UNKNOWN),
        ("2 < 1 < formulir.luas", False),
    ],
)
def test_what_is_not_known_spreads_only_where_it_matters(text: str, value: object) -> None:
    assert evaluate(text, {"formulir.luas": UNKNOWN}) is value


@pytest.mark.parametrize(
    "text",
    [
        "", "formulir", "formulir.a.b", "x.y", "f()", "formulir.f()", "[1]", "{1: 2}", "(1, 2)", "1 if 2 else 3",
        "lambda: 1", "2 ** 9", "5 % 2", "5 // 2", "1 in 'a'", "1 is 1", "~1", "x := 1", "'a' f'{1}'", "b'a'", "1j",
        "None", "...", "(" * 300, "1 +", "import os", "__import__('os')", "formulir.__class__.__mro__", "\x00",
        "a; b", "1\n2 +", "x" * 501, "1" + " + 1" * 100, "not " * 120 + "1",
    ],
)  # fmt: skip
def test_what_is_not_in_the_language_is_found_beforehand_and_never_run(text: str) -> None:
    problems = check(text, KNOWN)

    assert problems
    assert {p.kind for p in problems} <= {"unreadable", "forbidden", "too_long"}
    assert names_in(text) == ()
    assert answers_in(text) == ()
    with pytest.raises(ExpressionInvalid):
        evaluate(text, {})


def test_names_are_listed_once_and_unknown_ones_are_problems() -> None:
    text = "formulir.luas > 1 dan (formulir.luas < 9 atau jawaban.cek == 'x') dan luas > 2"

    assert set(names_in(text)) == {"formulir.luas", "jawaban.cek", "luas"}
    assert check(text, KNOWN) == (Problem("unknown_name", "luas"),)
    assert answers_in(text) == (Comparison("cek", "x"),)


def test_the_first_rule_that_holds_gives_the_answer() -> None:
    rules = (
        Rule("formulir.luas > 8", AnswerId("besar")),
        Rule("formulir.luas > 3", AnswerId("sedang")),
        Rule(None, AnswerId("otherwise")),
    )

    assert choose(rules, {"formulir.luas": 9}) == "besar"
    assert choose(rules, {"formulir.luas": 4}) == "sedang"
    assert choose(rules, {"formulir.luas": 1}) == "otherwise"
    assert choose(rules, {}) == "otherwise"


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.decimals(), st.text(max_size=5), st.just(UNKNOWN)
)
ATOMS = st.sampled_from(["formulir.luas", "isian.pajak", "jawaban.cek", "3", "0.5", "'x'", "ya"])
TEXTS = st.recursive(
    ATOMS,
    lambda inner: st.builds(
        "({} {} {})".format,
        inner,
        st.sampled_from(["dan", "atau", "==", "<>", "<", ">=", "+", "-", "*", "/"]),
        inner,
    ),
    max_leaves=12,
)


@given(TEXTS, st.dictionaries(st.sampled_from(sorted(KNOWN)), VALUES))
def test_every_expression_has_a_value_and_the_same_twice(text: str, values: dict[str, Any]) -> None:
    assert check(text, KNOWN) == ()
    first = evaluate(text, values)
    assert repr(evaluate(text, values)) == repr(first)
    assert first is None or first is UNKNOWN or isinstance(first, (bool, Decimal, str))


@given(TEXTS, st.dictionaries(st.sampled_from(sorted(KNOWN)), VALUES))
def test_what_is_decided_without_knowing_a_field_stays_so(
    text: str, values: dict[str, Any]
) -> None:
    blind = evaluate(text, {**values, "formulir.luas": UNKNOWN})
    if isinstance(blind, bool):
        assert evaluate(text, {**values, "formulir.luas": 7}) is blind
        assert evaluate(text, {**values, "formulir.luas": None}) is blind
