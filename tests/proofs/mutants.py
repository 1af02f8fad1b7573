"""Small faults in a module, one at a time: what a slip of its author could have been."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

Change = Callable[[], ast.AST | None]
"""Gives what stands in a node's place; None drops a statement."""

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
}
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
_CALLS_LEFT_OUT = ("reversed", "sorted")
_MEMBERS = {
    "Nature": ("SUPPORTS", "OPPOSES", "NEUTRAL"),
    "StepKind": ("SIGNATURE", "INITIALS", "RULES"),
    "EndResult": ("GRANTED", "PARTLY_GRANTED", "DONE"),
    "ActorClass": ("OFFICIAL", "APPLICANT", "RULE", "SYSTEM"),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault; `name` says where and what."""

    name: str
    code: str


def mutants_of(source: str, file: str) -> Iterator[Mutant]:
    """Give every mutant of a module in the order of its lines."""
    tree = ast.parse(source)
    nodes = [n for n in ast.walk(tree) if n not in _left_alone(tree)]
    nodes = [n for n in nodes if hasattr(n, "lineno") or isinstance(n, ast.comprehension)]
    nodes.sort(key=_line)
    for node in nodes:
        for what, change in _changes(node):
            parent, field, index = _place(tree, node)
            changed = change()
            if changed is None:
                changed = ast.Pass()
            where = getattr(parent, field)
            if index is None:
                setattr(parent, field, changed)
            else:
                where[index] = changed
            yield Mutant(
                f"{file}:{_line(node)} {what}", ast.unparse(ast.fix_missing_locations(tree))
            )
            if index is None:
                setattr(parent, field, node)
            else:
                where[index] = node


def _line(node: ast.AST) -> int:
    line: int = node.iter.lineno if isinstance(node, ast.comprehension) else node.lineno  # type: ignore[attr-defined]
    return line


def _left_alone(tree: ast.Module) -> set[ast.AST]:
    """Docstrings, imports, annotations and assertions only say or check something."""
    left: set[ast.AST] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Assert():
                parts = [node]
            case ast.Expr(value=ast.Constant(value=str())):
                parts = [node]
            case ast.AnnAssign():
                parts = [node.annotation]
            case ast.arg():
                parts = [node.annotation]
            case ast.FunctionDef() | ast.ClassDef():
                parts = [*node.decorator_list, getattr(node, "returns", None)]
            case (
                ast.Subscript(value=ast.Name(id="frozenset" | "Literal"))
                | ast.Return(value=ast.Constant(None))
            ):
                parts = [node]
            case ast.Call(func=ast.Name(id="TypeVar")):
                parts = [node]
            case _:
                pass
        for part in parts:
            left |= set(ast.walk(part)) if part is not None else set()
    return left


def _place(tree: ast.Module, node: ast.AST) -> tuple[ast.AST, str, int | None]:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is node:
                return parent, field, None
            if isinstance(value, list):
                for index, item in enumerate(value):
                    if item is node:
                        return parent, field, index
    raise AssertionError(node)


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Compare():
            yield from _of_comparison(node)
        case ast.BoolOp():
            yield from _of_boolean(node)
        case ast.BinOp():
            yield from _of_binary(node)
        case ast.UnaryOp(op=ast.Not()):
            yield f"`{ast.unparse(node)}` without not", lambda: node.operand
        case ast.Constant():
            yield from _of_constant(node)
        case ast.Attribute():
            yield from _of_attribute(node)
        case ast.Call():
            yield from _of_call(node)
        case _:
            yield from _changes_of_flow(node)


def _changes_of_flow(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.comprehension():
            yield from _of_filter(node)
        case ast.If() | ast.IfExp() | ast.While():
            yield from _of_condition(node)
        case ast.stmt():
            yield from _of_statement(node)
        case _:
            return


def _of_comparison(node: ast.Compare) -> Iterator[tuple[str, Change]]:
    for other in _COMPARISONS[type(node.ops[0])]:
        made = ast.Compare(node.left, [other()], node.comparators)
        yield f"`{ast.unparse(node)}` to `{ast.unparse(made)}`", lambda made=made: made  # type: ignore[misc]


def _of_boolean(node: ast.BoolOp) -> Iterator[tuple[str, Change]]:
    other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    swapped = ast.BoolOp(other, node.values)
    yield f"`{ast.unparse(node)}` to `{ast.unparse(swapped)}`", lambda: swapped
    for n, value in enumerate(node.values):
        rest = [v for i, v in enumerate(node.values) if i != n]
        made = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield f"without `{ast.unparse(value)}`", lambda made=made: made  # type: ignore[misc]


def _of_binary(node: ast.BinOp) -> Iterator[tuple[str, Change]]:
    others: dict[type[ast.operator], type[ast.operator]] = {
        ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Sub: ast.BitAnd, ast.Add: ast.Sub,
    }  # fmt: skip
    if other := others.get(type(node.op)):
        made = ast.BinOp(node.left, other(), node.right)
        yield f"`{ast.unparse(node)}` to `{ast.unparse(made)}`", lambda: made
    for side in (node.left, node.right):
        yield f"`{ast.unparse(node)}` to `{ast.unparse(side)}`", lambda side=side: side  # type: ignore[misc]


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    match node.value:
        case bool():
            yield f"{node.value} to {not node.value}", lambda: ast.Constant(not node.value)
        case int():
            yield f"{node.value} to {node.value + 1}", lambda: ast.Constant(int(node.value) + 1)  # type: ignore[arg-type]
        case str():
            yield f"{node.value!r} to 'XX'", lambda: ast.Constant("XX")
        case _:
            return


def _of_attribute(node: ast.Attribute) -> Iterator[tuple[str, Change]]:
    if isinstance(node.value, ast.Name) and (members := _MEMBERS.get(node.value.id)):
        for member in members:
            if member != node.attr:
                made = ast.Attribute(node.value, member, node.ctx)
                yield f"{ast.unparse(node)} to {member}", lambda made=made: made  # type: ignore[misc]
    if node.attr == "popleft":
        yield "popleft to pop", lambda: ast.Attribute(node.value, "pop", node.ctx)


def _of_call(node: ast.Call) -> Iterator[tuple[str, Change]]:
    if not isinstance(node.func, ast.Name) or not node.args:
        return
    if other := _NAMES.get(node.func.id):
        made = deepcopy(node)
        made.func = ast.Name(other, ast.Load())
        yield f"{node.func.id} to {other}", lambda: made
    if node.func.id in _CALLS_LEFT_OUT:
        yield f"without {node.func.id}", lambda: node.args[0]


def _of_filter(node: ast.comprehension) -> Iterator[tuple[str, Change]]:
    for n, condition in enumerate(node.ifs):
        rest = [c for i, c in enumerate(node.ifs) if i != n]
        made = ast.comprehension(node.target, node.iter, rest, node.is_async)
        yield f"without the filter `{ast.unparse(condition)}`", lambda made=made: made  # type: ignore[misc]
        if isinstance(condition, (ast.Name, ast.Attribute, ast.Call, ast.NamedExpr)):
            turned = ast.UnaryOp(ast.Not(), condition)
            other = ast.comprehension(node.target, node.iter, [*rest, turned], node.is_async)
            yield f"the filter `not {ast.unparse(condition)}`", lambda other=other: other  # type: ignore[misc]


def _of_condition(node: ast.If | ast.IfExp | ast.While) -> Iterator[tuple[str, Change]]:
    if isinstance(node.test, (ast.Name, ast.Attribute, ast.Call, ast.NamedExpr, ast.Subscript)):
        made = deepcopy(node)
        made.test = ast.UnaryOp(ast.Not(), node.test)
        yield f"if not `{ast.unparse(node.test)}`", lambda: made
    for truth in (True, False) if not isinstance(node, ast.While) else (False,):
        fixed = deepcopy(node)
        fixed.test = ast.Constant(truth)
        yield f"`{ast.unparse(node.test)}` always {truth}", lambda fixed=fixed: fixed  # type: ignore[misc]


def _of_statement(node: ast.stmt) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield f"without `{ast.unparse(node)}`", lambda: None
        case ast.Assign(targets=[ast.Subscript()]):
            yield f"without `{ast.unparse(node)}`", lambda: None
        case ast.Return(value=ast.expr()):
            yield f"`{ast.unparse(node)}` without its value", ast.Return
        case _:
            return
