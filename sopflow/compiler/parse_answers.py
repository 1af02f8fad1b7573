"""The ways on from a row: answers of people, answers of rules."""

from sopflow.compiler.names import Names
from sopflow.compiler.reading import Table, is_answer_id, near
from sopflow.compiler.vocabulary import NATURES
from sopflow.domain.expressions import check
from sopflow.domain.procedures import Answer, Rule
from sopflow.domain.words import (
    APPROVE,
    DONE,
    RETURN,
    AnswerId,
    EndId,
    Nature,
    StepId,
    StepKind,
    Text,
)

ROUNDS_MAX = 99
OTHERWISE = AnswerId("otherwise")
_LABELS = {
    StepKind.INITIALS: Text("Paraf", "Initial"),
    StepKind.SIGNATURE: Text("Tanda tangani", "Sign"),
    StepKind.PANEL: Text("Tanda tangani", "Sign"),
}
_DONE_LABEL = Text("Selesai", "Done")
_RETURN_LABEL = Text("Kembalikan", "Send back")
_PROBLEMS = {
    "unreadable": Text("susunannya salah", "its form is wrong"),
    "too_long": Text("terlalu panjang", "it is too long"),
    "forbidden": Text("memuat yang tidak diizinkan", "it holds what is not allowed"),
}


def target_at(table: Table, name: str, names: Names) -> StepId | EndId | None:
    """Read where a way leads."""
    value = table.text(name)
    return names.target(value, table.at(name), table.source) if value else None


def decision_of(
    table: Table, step: StepId, names: Names, *, is_alone: bool = False
) -> tuple[Text | None, tuple[Answer, ...]]:
    """Read what a decision asks, and its answers; each states its nature.

    An answer may stand alone where a passed term is the other way.
    """
    decision = table.table("decision", "decision")
    if decision is None:
        return None, ()
    found = []
    entries = list(decision.entries("answers", missing="SOP006"))
    for scalar, node in entries:
        if not is_answer_id(scalar.value):
            table.source.reporter.report("SOP008", scalar.place, id=scalar.value)
            continue
        inner = decision.entry(node, "answer", about=scalar.value, short=None)
        if inner is None:
            continue
        if not inner.has("nature"):
            inner.report("SOP112", scalar.place, answer=scalar.value, step=step)
        answer = _answer(inner, step, AnswerId(scalar.value), _label(scalar.value), names)
        found += [answer] if answer else []
    if len(entries) == 1 and not is_alone:
        decision.report("SOP114", entries[0][0].place, step=step)
    return decision.words("question", missing=None), tuple(found)


def _label(answer: str) -> Text:
    words = answer.replace("_", " ").capitalize()
    return Text(words, words)


def _answer(
    table: Table, step: StepId, answer: AnswerId, default: Text, names: Names
) -> Answer | None:
    target = target_at(table, "target", names)
    table.source.mark(table.key_at("target"), "answer", step, answer)
    rounds = table.number("rounds_max", 1, ROUNDS_MAX)
    limit = target_at(table, "on_limit", names) if table.has("on_limit") else None
    if table.has("on_limit"):
        table.source.mark(table.key_at("on_limit"), "limit", step, answer)
    if table.has("rounds_max") != table.has("on_limit"):
        at = "rounds_max" if table.has("rounds_max") else "on_limit"
        table.report("SOP109", table.key_at(at), answer=answer, step=step)
    label = table.words("label", missing=None) or default
    nature = table.choice("nature", NATURES) or Nature.NEUTRAL
    opposing = nature is Nature.OPPOSES or answer == RETURN
    required = table.flag("reason", default=opposing)
    return Answer(answer, label, target, nature, required, rounds, limit) if target else None


def plain_answers(
    table: Table,
    step: StepId,
    kind: StepKind,
    onward: StepId | EndId | None,
    names: Names,
) -> tuple[Answer, ...]:
    """Give the answers that the kind of step brings: done, or approve and return."""
    table.source.mark(table.at("next") if table.has("next") else table.at("id"), "onward", step)
    found = []
    if kind in _LABELS:
        if onward is not None:
            found.append(Answer(APPROVE, _LABELS[kind], onward, Nature.SUPPORTS))
        if table.has("on_return") and (inner := table.table("on_return", "answer")) is not None:
            back = _answer(inner, step, RETURN, _RETURN_LABEL, names)
            if back is not None and back.nature is Nature.SUPPORTS:
                inner.report("SOP119", inner.at("nature"), step=step)
            found += [back] if back else []
    elif onward is not None:
        found.append(Answer(DONE, _DONE_LABEL, onward, Nature.SUPPORTS))
    return tuple(found)


def answers_of_rules(
    table: Table, step: StepId, kind: StepKind, names: Names
) -> tuple[tuple[Rule, ...], tuple[Answer, ...]]:
    """Read the rules of an automatic decision: conditions in order, an else at the end."""
    if kind is not StepKind.RULES:
        return (), ()
    rules: list[Rule] = []
    answers: dict[AnswerId, Answer] = {}
    rows = table.tables("rules", "rule", missing="SOP006")
    for number, row in enumerate(rows):
        is_else = row.has("otherwise")
        if is_else != (number == len(rows) - 1) or (is_else and row.has("condition")):
            table.report("SOP111", row.place, step=step)
        name = "otherwise" if is_else else "target"
        target = target_at(row, name, names)
        condition = None if is_else else row.text("condition")
        table.source.mark(row.at("condition"), "rule", step, str(number))
        if condition is not None:
            _check_condition(row, condition, names)
        fallback = OTHERWISE if is_else else AnswerId(target or "?")
        answer = AnswerId(row.text("id", missing=None) or fallback)
        is_named = row.has("id") or (target is not None and not is_else)
        if is_named and not is_answer_id(answer):
            row.report("SOP008", row.at("id" if row.has("id") else name), id=answer)
        table.source.mark(row.key_at(name), "answer", step, answer)
        if target is None:
            continue
        if answer in answers and answers[answer].target != target:
            row.report("SOP116", row.place, step=step, answer=answer)
        answers.setdefault(answer, Answer(answer, _label(answer), target, Nature.NEUTRAL))
        rules.append(Rule(condition, answer))
    return tuple(rules), tuple(answers.values())


def _check_condition(row: Table, condition: str, names: Names) -> None:
    at = row.at("condition")
    known = {f"formulir.{item}" for item in names.form}
    known |= {f"isian.{item}" for item in names.step_fields}
    known |= {f"jawaban.{step}" for steps in names.rows.values() for step in steps}
    for problem in check(condition, frozenset(known)):
        if problem.kind == "unknown_name":
            row.report("SOP403", at, name=problem.about, **near(problem.about, known))
        else:
            row.report("SOP402", at, text=condition, problem=_PROBLEMS[problem.kind])
