"""The small total language of conditions: no loops, no calls, no attributes of objects.

Names are `formulir.x` (form), `isian.x` (a step's field), `jawaban.step` (the last answer of a
step) and `tabel.x` (the number that a table of the file gives). Numbers are exact decimals. Every
expression has a value: what cannot be computed, such as a field that was left empty or a division
by zero, is `None`, and a comparison with it is false (two empty values are equal). `UNKNOWN`
spreads by the rules of three-valued logic, so that the compiler can tell which branches are
impossible before any field is known.
"""

import ast
import io
import tokenize
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException, localcontext
from functools import lru_cache
from typing import Any, Final

from simpleeval import SimpleEval

from sopflow.domain.items import FieldKind
from sopflow.domain.procedures import Procedure, Rule
from sopflow.domain.words import AnswerId, StepId

LENGTH_MAX: Final = 500
NODES_MAX: Final = 120
_SPACES: Final = ("formulir", "isian", "jawaban", "tabel")
_WORDS: Final = {
    "dan": "and",
    "atau": "or",
    "bukan": "not",
    "ya": "True",
    "tidak": "False",
    "=": "==",
    "<>": "!=",
}
_PRECISION: Final = Context(prec=40)
_ALLOWED: Final = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt,
    ast.GtE, ast.Name, ast.Load, ast.Attribute, ast.Constant,
)  # fmt: skip


class _Unknown:
    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()
"""A value that the compiler cannot know."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an expression: `unreadable`, `too_long`, `forbidden` or `unknown_name`."""

    kind: str
    about: str


class ExpressionInvalid(ValueError):
    """The text is no expression of this language; `check` says so beforehand."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of a step's answer with a fixed text."""

    step: str
    text: str


def names_in(text: str) -> tuple[str, ...]:
    """List the names an expression refers to, in order, each once; none if it is unreadable."""
    try:
        tree = _parsed(text)
    except ExpressionInvalid:
        return ()
    return tuple(dict.fromkeys(_name(n) for n in ast.walk(tree) if _is_name(n)))


def answers_in(text: str) -> tuple[Comparison, ...]:
    """List where `jawaban.step` is compared with a fixed text."""
    try:
        tree = _parsed(text)
    except ExpressionInvalid:
        return ()
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            steps = [_name(s) for s in sides if _is_name(s)]
            texts = [s.value for s in sides if isinstance(s, ast.Constant)]
            found += [
                Comparison(step.removeprefix("jawaban."), value)
                for step in steps
                for value in texts
                if step.startswith("jawaban.") and isinstance(value, str)
            ]
    return tuple(found)


def check(text: str, known: frozenset[str]) -> tuple[Problem, ...]:
    """Say what keeps `text` from being evaluated when the names `known` have values."""
    try:
        _parsed(text)
    except ExpressionInvalid as fault:
        kind, _, about = str(fault).partition(": ")
        return (Problem(kind, about),)
    return tuple(Problem("unknown_name", n) for n in names_in(text) if n not in known)


def evaluate(text: str, values: Mapping[str, Any]) -> Any:
    """Compute the value; a name without a value counts as empty.

    Args:
        text: An expression that `check` found nothing wrong with.
        values: By full name, such as `formulir.luas`; `UNKNOWN` gives three-valued logic.

    Raises:
        ExpressionInvalid: `text` is not in the language.
    """
    tree = _parsed(text)
    with localcontext(_PRECISION):
        return _Evaluator(values).value_of(tree.body)


def choose(rules: Sequence[Rule], values: Mapping[str, Any]) -> AnswerId:
    """Give the answer of the first rule whose condition holds; the last has none."""
    for rule in rules:
        if rule.condition is None or evaluate(rule.condition, values) is True:
            return rule.answer
    raise AssertionError("a rule set without an else was compiled")


def values_of(
    procedure: Procedure, fields: Mapping[str, Any], answers: Mapping[StepId, AnswerId]
) -> dict[str, Any]:
    """Name the values of a case for `evaluate`.

    Args:
        procedure: The version that the case was opened under.
        fields: Values as `forms.fill` accepted them, of the form and of steps.
        answers: The answer of each step's last act.
    """
    values: dict[str, Any] = {f"jawaban.{step}": answer for step, answer in answers.items()}
    for entry in procedure.form:
        values[f"formulir.{entry.id}"] = _typed(entry.kind, fields.get(entry.id))
    for step in procedure.steps:
        for entry in step.fields:
            values[f"isian.{entry.id}"] = _typed(entry.kind, fields.get(entry.id))
    for table in procedure.tables:
        values[f"tabel.{table.id}"] = table.of(
            tuple(
                row.value
                for row in table.rows
                if row.condition is None or evaluate(row.condition, values) is True
            )
        )
    return values


def asked_in(procedure: Procedure, text: str) -> tuple[str, ...]:
    """List the names that must have values, those that its tables look at in their place."""
    looked_up = {f"tabel.{table.id}": table for table in procedure.tables}
    found: list[str] = []
    for name in names_in(text):
        table = looked_up.get(name)
        if table is None:
            found.append(name)
            continue
        for row in table.rows:
            found += asked_in(procedure, row.condition or "")
    return tuple(dict.fromkeys(found))


def _typed(kind: FieldKind, value: Any) -> Any:
    numbers = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY)
    return Decimal(str(value)) if kind in numbers and value is not None else value


@lru_cache(maxsize=512)
def _parsed(text: str) -> ast.Expression:
    if len(text) > LENGTH_MAX:
        raise ExpressionInvalid("too_long: ")
    try:
        tree = ast.parse(_translated(text), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError) as fault:
        raise ExpressionInvalid("unreadable: ") from fault
    nodes = list(ast.walk(tree))
    if len(nodes) > NODES_MAX:
        raise ExpressionInvalid("too_long: ")
    inner = {id(n.value) for n in nodes if isinstance(n, ast.Attribute)}
    for node in nodes:
        _check_node(node, is_inside=id(node) in inner)
    return tree


def _check_node(node: ast.AST, *, is_inside: bool) -> None:
    if not isinstance(node, _ALLOWED):
        raise ExpressionInvalid(f"forbidden: {type(node).__name__}")
    if isinstance(node, ast.Attribute) and (
        not isinstance(node.value, ast.Name) or node.value.id not in _SPACES
    ):
        raise ExpressionInvalid(f"forbidden: .{node.attr}")
    if isinstance(node, ast.Name) and not is_inside and node.id in _SPACES:
        raise ExpressionInvalid(f"forbidden: {node.id}")
    if isinstance(node, ast.Constant) and not isinstance(node.value, (str, int, float)):
        raise ExpressionInvalid(f"forbidden: {node.value!r}")


def _translated(text: str) -> str:
    """Put the words of the language in the place of Indonesian ones, outside quoted texts."""
    line = " ".join(text.split()).replace("<>", "!=")
    tokens = []
    previous = ""
    for token in tokenize.generate_tokens(io.StringIO(line).readline):
        word = token.string
        if token.type in (tokenize.NAME, tokenize.OP) and previous != ".":
            word = _WORDS.get(word, word)
        tokens.append(word)
        previous = token.string
    return " ".join(t for t in tokens if t.strip())


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) or (
        isinstance(node, ast.Name) and node.id not in _SPACES
    )


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        assert isinstance(node.value, ast.Name)
        return f"{node.value.id}.{node.attr}"
    assert isinstance(node, ast.Name)
    return node.id


class _Evaluator(SimpleEval):  # type: ignore[misc]  # published without types
    """simpleeval with total operators, decimals and three-valued logic."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(
            operators={
                ast.Add: _arithmetic(lambda a, b: a + b),
                ast.Sub: _arithmetic(lambda a, b: a - b),
                ast.Mult: _arithmetic(lambda a, b: a * b),
                ast.Div: _arithmetic(lambda a, b: a / b),
                ast.USub: _negative,
                ast.Not: _not,
                ast.Eq: _equal,
                ast.NotEq: lambda a, b: _not(_equal(a, b)),
                ast.Lt: _ordered(lambda a, b: a < b),
                ast.LtE: _ordered(lambda a, b: a <= b),
                ast.Gt: _ordered(lambda a, b: a > b),
                ast.GtE: _ordered(lambda a, b: a >= b),
            },
            functions={},
            names={},
        )
        self._values = values
        self.nodes |= {
            ast.Attribute: self._value_of_name,
            ast.Name: self._value_of_name,
            ast.Constant: lambda node: _number(node.value),
            ast.BoolOp: self._logic,
            ast.Compare: self._comparison,
        }

    def value_of(self, node: ast.AST) -> Any:
        return self._eval(node)

    def _value_of_name(self, node: ast.AST) -> Any:
        return _number(self._values.get(_name(node)))

    def _logic(self, node: ast.BoolOp) -> Any:
        decisive = isinstance(node.op, ast.Or)
        values = [_truth(self._eval(part)) for part in node.values]
        if decisive in values:
            return decisive
        return UNKNOWN if UNKNOWN in values else not decisive

    def _comparison(self, node: ast.Compare) -> Any:
        sides = [self._eval(side) for side in (node.left, *node.comparators)]
        found = [
            self.operators[type(operator)](left, right)
            for operator, left, right in zip(node.ops, sides, sides[1:], strict=False)
        ]
        if False in found:
            return False
        return UNKNOWN if UNKNOWN in found else True


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return value
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number if number.is_finite() else None


def _truth(value: Any) -> Any:
    return value if value is UNKNOWN else value is True


def _not(value: Any) -> Any:
    return value if value is UNKNOWN else value is not True


def _negative(value: Any) -> Any:
    return -value if isinstance(value, Decimal) else (value if value is UNKNOWN else None)


def _equal(left: Any, right: Any) -> Any:
    if UNKNOWN in (left, right):
        return UNKNOWN
    return type(left) is type(right) and bool(left == right)


def _arithmetic(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Any, Any], Any]:
    def total(left: Any, right: Any) -> Any:
        if UNKNOWN in (left, right):
            return UNKNOWN
        if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
            return None
        try:
            return operation(left, right)
        except DecimalException:
            return None

    return total


def _ordered(holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def total(left: Any, right: Any) -> Any:
        if UNKNOWN in (left, right):
            return UNKNOWN
        numbers = isinstance(left, Decimal) and isinstance(right, Decimal)
        texts = isinstance(left, str) and isinstance(right, str)
        return holds(left, right) if numbers or texts else False

    return total
