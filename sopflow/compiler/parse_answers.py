"""The ways on from a row: answers of people, answers of rules."""

from sopflow.compiler.diagnostics import Place
from sopflow.compiler.names import Names
from sopflow.compiler.parse_tables import read_table, report_verdict
from sopflow.compiler.reading import Table, is_answer_id, near
from sopflow.compiler.vocabulary import NATURES
from sopflow.domain.expressions import check
from sopflow.domain.lookups import Policy
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
        answer = read_answer(inner, step, AnswerId(scalar.value), _label(scalar.value), names)
        found += [answer] if answer else []
    if len(entries) == 1 and not is_alone:
        decision.report("SOP114", entries[0][0].place, step=step)
    return decision.words("question", missing=None), tuple(found)


def _label(answer: str) -> Text:
    words = answer.replace("_", " ").capitalize()
    return Text(words, words)


def read_answer(
    table: Table, step: StepId, answer: AnswerId, default: Text, names: Names
) -> Answer | None:
    """Read where an answer leads, its nature, its label and its rounds."""
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
            back = read_answer(inner, step, RETURN, _RETURN_LABEL, names)
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
    if table.has("table"):
        return answers_of_table(table, step, names)
    rules: list[Rule] = []
    answers: dict[AnswerId, Answer] = {}
    rows = table.tables("rules", "rule", missing="SOP006")
    for number, row in enumerate(rows):
        is_else = row.has("otherwise")
        if is_else != (number == len(rows) - 1) or (is_else and row.has("condition")):
            table.report("SOP111", row.place, step=step)
        name = "otherwise" if is_else else "target"
        condition = None if is_else else row.text("condition")
        table.source.mark(row.at("condition"), "rule", step, str(number))
        if condition is not None:
            check_condition(row, "condition", condition, names)
        answer = _answer_of_rule(row, name, step, names)
        if answer is None:
            continue
        _keep_answer(answers, answer, row, step)
        rules.append(Rule(condition, answer.id))
    return tuple(rules), tuple(answers.values())


def answers_of_table(
    table: Table, step: StepId, names: Names
) -> tuple[tuple[Rule, ...], tuple[Answer, ...]]:
    """Read a decision by table: each row is a rule, and the table is judged as a whole."""
    if table.has("rules"):
        details = {"key": table.word("rules"), "kind": table.word("table"), "step": step}
        table.report("SOP115", table.key_at("rules"), **details)
    inner = table.table("table", "rule_table")
    read = read_table(inner, names, about=step) if inner is not None else None
    if inner is None or read is None:
        return (), ()
    if read.table.policy is Policy.COLLECT:
        inner.report("SOP458", inner.at("policy"), about=step)
    report_verdict(read, inner, about=step)
    ways = [
        (row, "target", read.table.condition(number), number)
        for number, row in enumerate(read.rows)
    ]
    if read.has_else:
        ways.append((inner, "otherwise", None, len(ways)))
    rules: list[Rule] = []
    answers: dict[AnswerId, Answer] = {}
    for row, name, condition, number in ways:
        table.source.mark(row.place, "rule", step, str(number))
        answer = _answer_of_rule(row, name, step, names)
        if answer is None:
            continue
        _keep_answer(answers, answer, row, step)
        is_last = number == len(ways) - 1
        rules.append(Rule(None if is_last else condition, answer.id))
    return tuple(rules), tuple(answers.values())


def _answer_of_rule(row: Table, name: str, step: StepId, names: Names) -> Answer | None:
    """Read where a rule leads; its answer is named by its `id`, or else by its target."""
    target = target_at(row, name, names)
    is_else = name == "otherwise"
    has_id = not (is_else and row.section == "rule_table") and row.has("id")
    given = row.text("id", missing=None) if has_id else None
    answer = AnswerId(given or (OTHERWISE if is_else else target or "?"))
    if (has_id or (target is not None and not is_else)) and not is_answer_id(answer):
        row.report("SOP008", row.at("id" if has_id else name), id=answer)
    row.source.mark(row.key_at(name), "answer", step, answer)
    return Answer(answer, _label(answer), target, Nature.NEUTRAL) if target is not None else None


def _keep_answer(answers: dict[AnswerId, Answer], answer: Answer, row: Table, step: StepId) -> None:
    if answer.id in answers and answers[answer.id].target != answer.target:
        row.report("SOP116", row.place, step=step, answer=answer.id)
    answers.setdefault(answer.id, answer)


def check_condition(row: Table, name: str, condition: str, names: Names) -> None:
    """Report what keeps the expression under a key from being computed."""
    report_problems(row, row.at(name), condition, names)


def report_problems(row: Table, at: Place, condition: str, names: Names) -> None:
    """Report what keeps an expression from being computed."""
    known = {f"formulir.{item}" for item in names.form}
    known |= {f"isian.{item}" for item in names.step_fields}
    known |= {f"tabel.{table}" for table in names.tables}
    known |= {f"jawaban.{step}" for steps in names.rows.values() for step in steps}
    for problem in check(condition, frozenset(known)):
        if problem.kind == "unknown_name":
            row.report("SOP403", at, name=problem.about, **near(problem.about, known))
        else:
            row.report("SOP402", at, text=condition, problem=_PROBLEMS[problem.kind])
