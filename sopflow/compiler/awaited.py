"""Findings about what is awaited from outside: until when, found by what, confirmed by whom."""

from sopflow.compiler.reading import Source
from sopflow.domain.expressions import names_in
from sopflow.domain.items import Field, FieldKind
from sopflow.domain.procedures import Procedure, Step

_TABLE = "tabel."
_NUMBERS = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY)


def report_awaited(procedure: Procedure, source: Source) -> None:
    """Report waits without an end, keys that name a person, confirmations by no official."""
    fields = {f"formulir.{f.id}": f for f in procedure.form}
    fields |= {f"isian.{f.id}": f for step in procedure.steps for f in step.fields}
    for step in procedure.steps:
        if step.kind.is_awaited:
            _report_step(procedure, step, fields, source)


def _report_step(
    procedure: Procedure, step: Step, fields: dict[str, Field], source: Source
) -> None:
    report = source.reporter.report
    if step.limit is None and ("overdue", step.id) not in source.places:
        report("SOP140", source.place("step", step.id), step=step.id)
    roles = {role.id: role for role in procedure.roles}
    if step.confirmed_by in roles and roles[step.confirmed_by].is_external:
        place = source.place("confirmed_by", step.id)
        report("SOP141", place, step=step.id, role=step.confirmed_by)
    if step.bill is not None:
        _report_bill(step, fields, source)
    key = step.waits.key if step.waits else None
    if key is not None and key in fields and _is_personal(fields[key]):
        report("SOP440", source.place("correlation", step.id), step=step.id, name=key)


def _report_bill(step: Step, fields: dict[str, Field], source: Source) -> None:
    assert step.bill is not None, step
    report = source.reporter.report
    if ("confirmed_by", step.id) not in source.places:
        report("SOP142", source.place("step", step.id), step=step.id)
    for name in names_in(step.bill.formula):
        if name.startswith(_TABLE):
            continue
        if name not in fields or fields[name].kind not in _NUMBERS:
            report("SOP441", source.place("rule", step.id, "0"), step=step.id, name=name)


def _is_personal(field: Field) -> bool:
    return field.is_personal or field.kind.is_contact
