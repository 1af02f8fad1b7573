"""The first cases of each long check, and that the checks themselves would notice something."""

import ast
from collections import Counter
from dataclasses import replace

import pytest

from sopflow.domain.words import FactKind
from tests.proofs import executing, fuzz, run
from tests.proofs.audit import Audit
from tests.proofs.drawing import procedure_of
from tests.proofs.driver import check_all, main
from tests.proofs.mutants import mutants_of


def seeds(number: int) -> list[str]:
    return [f"2026:{n}" for n in range(number)]


def test_random_people_carry_out_random_procedures_and_skip_nobody() -> None:
    found = check_all(executing.check, seeds(60))

    assert found.faults == []
    assert found.counts["restarts"] > 300
    assert found.counts["ended granted"] > 5
    assert found.counts["refused: obligation_open"] > 20


def test_any_input_gives_findings_and_no_exception() -> None:
    found = check_all(fuzz.check, seeds(120))

    assert found.faults == []
    assert found.counts["refused"] > 50


def test_a_fault_is_printed_with_what_replays_it(capsys: pytest.CaptureFixture[str]) -> None:
    def check(seed: str) -> tuple[Counter[str], list[str]]:
        raise ZeroDivisionError

    code = main(check, what="things", number=9, show=run.show, arguments=["--only", "2026:1"])

    assert code == 1
    printed = capsys.readouterr().out
    assert "ZeroDivisionError" in printed
    assert "seed 2026:1:\n  a applicant by pemohon" in printed


def test_the_audit_notices_whoever_acts_for_another_and_an_end_that_comes_too_early() -> None:
    office = executing.Office("2026:0")
    office.play()
    facts = [fact for fact in office.read() if fact.kind is FactKind.ACT]
    audit = Audit(procedure_of("2026:0"))

    assert list(audit.faults_of(facts)) == []
    assert list(audit.faults_of([replace(f, person="siapa") for f in facts]))  # type: ignore[arg-type]
    assert list(audit.faults_of([facts[0], facts[-1]]))


def test_each_mutant_has_one_fault_and_the_module_is_left_as_it_was() -> None:
    source = "def f(a, b):\n    return a == b and (not a)\n"

    found = {m.name: m.code for m in mutants_of(source, "f.py")}

    assert found == {
        "f.py:2 `return a == b and (not a)` without its value": "def f(a, b):\n    return",
        "f.py:2 `a == b and (not a)` to `a == b or not a`": (
            "def f(a, b):\n    return a == b or not a"
        ),
        "f.py:2 without `a == b`": "def f(a, b):\n    return not a",
        "f.py:2 without `not a`": "def f(a, b):\n    return a == b",
        "f.py:2 `a == b` to `a != b`": "def f(a, b):\n    return a != b and (not a)",
        "f.py:2 `not a` without not": "def f(a, b):\n    return a == b and a",
    }
    assert all(ast.parse(code) for code in found.values())
