"""Rows that call another SOP: what is passed on, what is assumed of it, where its results lead."""

from sopflow.compiler.names import Names
from sopflow.compiler.parse_answers import read_answer, report_problems
from sopflow.compiler.reading import TEXT, Table, near
from sopflow.compiler.vocabulary import ANSWERS, RESULTS
from sopflow.compiler.yamltree import Scalar, shape
from sopflow.domain.awaited import Call
from sopflow.domain.procedures import Answer
from sopflow.domain.words import AnswerId, EndResult, StepId, StepKind, Text, UnitId

_PAPER = "persyaratan."


def call_of(table: Table, kind: StepKind, step: StepId, names: Names) -> Call | None:
    """Read which SOP is called, with what and on which assumptions."""
    if kind is not StepKind.CALL:
        return None
    code = table.text("called")
    table.source.mark(table.at("called"), "called", step)
    unit = table.text("at_unit", missing=None)
    results = {
        RESULTS[scalar.value]: _answer_id(scalar.value)
        for scalar, _ in table.entries("results")
        if scalar.value in RESULTS
    }
    return Call(
        sop=code or "?",
        results=results,
        gives=_gives(table, step, names),
        assumes=_assumes(table, step),
        unit=UnitId(unit) if unit else None,
    )


def answers_of_call(table: Table, step: StepId, names: Names) -> tuple[Answer, ...]:
    """Read where each result of the called SOP leads; each states its nature."""
    found = []
    for scalar, node in table.entries("results", missing="SOP006"):
        if scalar.value not in RESULTS:
            details = {"value": scalar.value, "key": table.word("results")}
            known = ", ".join(RESULTS)
            table.report(
                "SOP007", scalar.place, known=known, **details, **near(scalar.value, RESULTS)
            )
            continue
        inner = table.entry(node, "answer", about=scalar.value, short=None)
        if inner is None:
            continue
        if not inner.has("nature"):
            inner.report("SOP112", scalar.place, answer=scalar.value, step=step)
        answer = read_answer(inner, step, _answer_id(scalar.value), _label(scalar.value), names)
        found += [answer] if answer else []
    return tuple(found)


def _answer_id(result: str) -> AnswerId:
    return AnswerId(ANSWERS.get(result, result))


def _label(result: str) -> Text:
    words = result.replace("_", " ").capitalize()
    english = RESULTS[result].value if result in RESULTS else EndResult.DONE.value
    return Text(words, english.replace("_", " ").capitalize())


def _gives(table: Table, step: StepId, names: Names) -> dict[str, str]:
    """Read what goes into each field or paper of the called SOP."""
    found: dict[str, str] = {}
    for scalar, node in table.entries("gives"):
        table.source.mark(scalar.place, "gives", step, scalar.value)
        if not isinstance(node, Scalar) or not node.value:
            table.report("SOP004", node.place, key=scalar.value, **shape(TEXT, node))
            continue
        paper = node.value.removeprefix(_PAPER)
        if paper == node.value:
            report_problems(table, node.place, node.value, names)
        elif paper not in names.requirements:
            details = near(paper, names.requirements)
            table.report("SOP401", node.place, item=paper, **details)
        found[scalar.value] = node.value
    return found


def _assumes(table: Table, step: StepId) -> tuple[StepId, ...]:
    scalars = table.scalars("assumes")
    for scalar in scalars:
        table.source.mark(scalar.place, "assumes", step, scalar.value)
    return tuple(StepId(scalar.value) for scalar in scalars)
