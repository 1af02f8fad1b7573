"""Rows that wait for somebody outside: what is awaited, and who may confirm it by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sopflow.compiler.names import Names
from sopflow.compiler.parse_answers import check_condition
from sopflow.compiler.reading import Table, is_id, near
from sopflow.compiler.vocabulary import BILL_KINDS, PAID, ROUNDINGS
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.awaited import Bill, BillKind, Rounding, Wait
from sopflow.domain.expressions import asked_in
from sopflow.domain.procedures import Answer, Procedure
from sopflow.domain.words import (
    AnswerId,
    EndId,
    ItemId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Text,
)

_NO_PERSON = (
    "judges",
    "changes",
    "stands",
    "fields",
    "requires",
    "different",
    "same",
    "conflict",
)
REFUSED: Final[Mapping[StepKind, tuple[str, ...]]] = {
    StepKind.MESSAGE: ("role", "clock", *_NO_PERSON),
    StepKind.CALL: ("role", "clock", *_NO_PERSON),
    StepKind.PAYMENT: _NO_PERSON,
}
"""What a row cannot have at which nobody of this file answers."""
_PAID_LABEL = Text("Lunas", "Paid")
_FORM = "formulir."


def wait_of(table: Table, kind: StepKind, step: str, names: Names) -> Wait | None:
    """Read whose message is awaited, and what it is found by."""
    if kind is not StepKind.MESSAGE:
        return None
    source = _source(table)
    key = table.text("correlation", missing=None)
    known = {f"{_FORM}{item}" for item in names.form}
    known |= {f"isian.{item}" for item in names.step_fields}
    if key is not None and key not in known:
        table.report("SOP403", table.at("correlation"), name=key, **near(key, known))
        key = None
    table.source.mark(table.at("correlation"), "correlation", step)
    return Wait(source, key) if source else None


def bill_of(table: Table, kind: StepKind, step: str, names: Names) -> Bill | None:
    """Read what is to be paid: its formula, where the confirmation comes from."""
    if kind is not StepKind.PAYMENT:
        return None
    inner = table.table("bill", "bill")
    if inner is None:
        return None
    formula, source = inner.text("formula"), _source(inner)
    if formula is not None:
        check_condition(inner, "formula", formula, names)
        inner.source.mark(inner.at("formula"), "rule", step, "0")
    return Bill(
        formula=formula or "0",
        source=source or "",
        channels=inner.lines("channels"),
        kind=inner.choice("kind", BILL_KINDS) or BillKind.RETRIBUTION,
        rounding=inner.choice("rounding", ROUNDINGS) or Rounding.NEAREST,
    )


def with_judging_bills(procedure: Procedure) -> Procedure:
    """Let each payment judge what its bill is computed from: it is as good as these fields."""
    steps = (
        step
        if step.bill is None
        else replace(step, judges=_asked_for(procedure, step.bill.formula))
        for step in procedure.steps
    )
    return replace(procedure, steps=tuple(steps))


def _asked_for(procedure: Procedure, formula: str) -> tuple[ItemId, ...]:
    asked = {name.removeprefix(_FORM) for name in asked_in(procedure, formula) if _FORM in name}
    return tuple(item for item in procedure.judged_items if item in asked)


def paid_answer(step: StepId, onward: StepId | EndId | None, table: Table) -> tuple[Answer, ...]:
    """Give the one answer of a payment."""
    table.source.mark(table.at("next") if table.has("next") else table.at("id"), "onward", step)
    if onward is None:
        return ()
    return (Answer(AnswerId(PAID), _PAID_LABEL, onward, Nature.SUPPORTS),)


def confirmer_of(table: Table, kind: StepKind, step: str, names: Names) -> RoleId | None:
    """Read which official may confirm by hand what is awaited."""
    value = table.text("confirmed_by", missing=None)
    if value is None or not kind.is_awaited:
        return None
    at = table.at("confirmed_by")
    table.source.mark(at, "confirmed_by", step)
    return names.role_at(Scalar(value, at), table)


def _source(table: Table) -> str | None:
    source = table.text("source")
    if source is not None and not is_id(source):
        table.source.reporter.report("SOP008", table.at("source"), id=source)
    return source
