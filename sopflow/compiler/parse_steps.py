"""The rows of the table: from a section of the file to steps of the procedure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sopflow.compiler.durations import duration
from sopflow.compiler.names import Names
from sopflow.compiler.parse_answers import (
    answers_of_rules,
    decision_of,
    plain_answers,
    target_at,
)
from sopflow.compiler.parse_awaited import (
    REFUSED,
    bill_of,
    confirmer_of,
    paid_answer,
    wait_of,
)
from sopflow.compiler.parse_beside import copied_to, report_copies
from sopflow.compiler.parse_calls import answers_of_call, call_of
from sopflow.compiler.parse_duties import duties_at
from sopflow.compiler.parse_form import fields
from sopflow.compiler.parse_former import former_names
from sopflow.compiler.parse_ladders import ladder_of
from sopflow.compiler.parse_panels import panel_of
from sopflow.compiler.parse_terms import limit_of
from sopflow.compiler.reading import LIST, TEXT, Table, is_id, near
from sopflow.compiler.vocabulary import (
    ACTIONS,
    CHANGES_NOTHING,
    CLOCKS,
    PAYMENT,
    STEP_KINDS,
)
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.procedures import Answer, QualityStandard, Rung, Step
from sopflow.domain.words import EndId, ItemId, RoleId, StepId, StepKind, Text

_HUMAN_ONLY = ("role", "limit", "on_overdue", "judges", "changes", "optional", "obligation",
               "decides_over", "clock", "ladder", "fields", "requires", "stands",
               "different", "same", "conflict")  # fmt: skip
_ONLY_FOR: Mapping[str, tuple[StepKind, ...]] = {
    "decision": (StepKind.DECISION, StepKind.PANEL, StepKind.MESSAGE),
    "levels": (StepKind.INITIALS,),
    "on_return": (StepKind.INITIALS, StepKind.SIGNATURE),
    "rules": (StepKind.RULES,),
    "table": (StepKind.RULES,),
    "action": (StepKind.ACTION,),
    "decides_over": (StepKind.DECISION, StepKind.SIGNATURE, StepKind.PANEL),
    "source": (StepKind.MESSAGE,),
    "correlation": (StepKind.MESSAGE,),
    "confirmed_by": (StepKind.MESSAGE, StepKind.PAYMENT),
    "bill": (StepKind.PAYMENT,),
    "called": (StepKind.CALL,),
    "at_unit": (StepKind.CALL,),
    "gives": (StepKind.CALL,),
    "assumes": (StepKind.CALL,),
    "results": (StepKind.CALL,),
    "needed": (StepKind.PANEL,),
    "members": (StepKind.PANEL,),
    "veto": (StepKind.PANEL,),
    "tie": (StepKind.PANEL,),
}
_SHARED = ("on_return", "decides_over", "correlation", "confirmed_by")
"""Keys that several kinds may have, so that they do not tell the kind."""
_ONE_ROLE = Text("Satu baris satu pelaksana; pecah barisnya.", "One row, one role; split the row.")
_ANSWERED = (StepKind.DECISION, StepKind.RULES, StepKind.MESSAGE, StepKind.CALL)
"""Kinds whose every answer says itself where it leads."""
_OUTSIDE = (StepKind.MESSAGE, StepKind.CALL)
"""Kinds at which nobody of this file acts, so that they have no lane."""
_APPLICANTS = (StepKind.APPLICANT, StepKind.PAYMENT)
_JUDGING = (StepKind.DECISION, StepKind.INITIALS, StepKind.SIGNATURE, StepKind.PANEL)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file with what it needs to know about its place in the table."""

    table: Table
    id: str
    steps: tuple[StepId, ...]
    next_step: StepId | None


def steps_of(row: Row, names: Names, everywhere: tuple[Rung, ...]) -> list[Step]:
    """Read one row; a chain of initials gives one step for each level, in order."""
    kind = _kind(row.table, names)
    _refuse_keys(row.table, kind)
    _check_payment(row.table, names)
    _mark(row)
    roles = _roles(row.table, kind, names)
    onward = _onward(row, kind, names)
    common = _common(row, kind, names, everywhere)
    found = []
    for number, step in enumerate(row.steps):
        role = roles[number] if number < len(roles) else None
        following = row.steps[number + 1] if number + 1 < len(row.steps) else onward
        question, answers = None, common.answers
        if kind is not StepKind.RULES:
            question, answers = _answers(row.table, step, kind, following, names)
        found.append(
            replace(
                common,
                id=step,
                role=role,
                answers=answers,
                shared_obligation=_obligation(row, role),
                fields=common.fields if number == 0 else (),
                question=question,
                copied_to=common.copied_to if number == len(row.steps) - 1 else (),
                panel=panel_of(row.table, step, answers) if kind is StepKind.PANEL else None,
                formerly=former_names(row.table, row.id, step),
            )
        )
        report_copies(row.table, found[-1])
    return found


def _answers(
    table: Table, step: StepId, kind: StepKind, following: StepId | EndId | None, names: Names
) -> tuple[Text | None, tuple[Answer, ...]]:
    if kind is StepKind.CALL:
        return None, answers_of_call(table, step, names)
    if kind is StepKind.PAYMENT:
        return None, paid_answer(step, following, table)
    if _answers_lead(table, kind):
        return decision_of(table, step, names, is_alone=kind is StepKind.MESSAGE)
    return None, plain_answers(table, step, kind, following, names)


def _common(row: Row, kind: StepKind, names: Names, everywhere: tuple[Rung, ...]) -> Step:
    """Read what every level of a row has in common."""
    table, step = row.table, row.steps[0]
    document = _document(table, names)
    standard = _standard(row)
    rules, answers = answers_of_rules(table, step, kind, names)
    bill = bill_of(table, kind, step, names)
    duties = duties_at(table, row.steps, names)
    is_official = not (kind.is_automatic or kind.is_awaited or kind is StepKind.APPLICANT)
    return Step(
        id=step,
        activity=table.words("activity") or Text(row.id, row.id),
        role=None,
        kind=kind,
        standard=standard,
        answers=answers,
        judges=_judges(table, kind, document, names),
        changes=_changes(table, kind, names),
        stands=_stands(row, names),
        counts_for=_counts_for(table, names),
        optional_reason=table.text("optional", missing=None),
        decides_over=names.steps_at(table, "decides_over"),
        shared_obligation=None,
        chain=row.id if kind is StepKind.INITIALS else None,
        stops_clock=bool(table.choice("clock", CLOCKS)),
        limit=limit_of(table, row.steps, names),
        ladder=ladder_of(table, standard, names, everywhere if is_official else ()),
        fields=tuple(fields(table, "fields", table.source).values()),
        requires=names.papers_at(table, "requires"),
        rules=rules,
        action=_action(row, kind, document, names),
        document=document,
        remark=table.text("remark", missing=None),
        after=_after(row, names),
        different_from=duties.different_from,
        same_as=duties.same_as,
        bars_conflict=duties.bars_conflict,
        copied_to=copied_to(table, names, of=row.id),
        waits=wait_of(table, kind, step, names),
        bill=bill,
        call=call_of(table, kind, step, names),
        confirmed_by=confirmer_of(table, kind, step, names),
    )


def _kind(table: Table, names: Names) -> StepKind:
    given = table.choice("kind", STEP_KINDS)
    external = _is_external(table, names)
    if given is not None:
        has_bill = table.has("bill") and table.text("kind") == PAYMENT
        kind = StepKind.PAYMENT if has_bill else given
    elif external:
        kind = StepKind.APPLICANT
    else:
        found = [
            k for name, (k, *_) in _ONLY_FOR.items() if table.has(name) and name not in _SHARED
        ]
        kind = found[0] if found else StepKind.TASK
    has_lane = not kind.is_automatic and kind not in _OUTSIDE
    if external is not None and has_lane and external != (kind in _APPLICANTS):
        _conflict(table, "role", table.text("kind", missing=None) or kind.value)
    return kind


def _is_external(table: Table, names: Names) -> bool | None:
    role = table.text("role", missing=None)
    known = names.roles.get(RoleId(role)) if role else None
    return known.is_external if known else None


def _conflict(table: Table, name: str, kind: str) -> None:
    table.report("SOP115", table.key_at(name), key=table.word(name), kind=kind)


def _refuse_keys(table: Table, kind: StepKind) -> None:
    word = next((w for w, k in STEP_KINDS.items() if k is kind), PAYMENT)
    for name, kinds in _ONLY_FOR.items():
        if table.has(name) and kind not in kinds:
            _conflict(table, name, word)
    if table.has("next") and _answers_lead(table, kind):
        _conflict(table, "next", word)
    if kind is StepKind.RULES and table.has("copied_to"):
        _conflict(table, "copied_to", word)
    for name in _refused_by(kind):
        if table.has(name):
            _conflict(table, name, word)


def _refused_by(kind: StepKind) -> tuple[str, ...]:
    if kind.is_automatic:
        return _HUMAN_ONLY
    return REFUSED.get(kind, ())


def _check_payment(table: Table, names: Names) -> None:
    if table.text("kind", missing=None) == PAYMENT:
        table.source.mark(table.at("kind"), "payment", table.text("id") or "?")
    if names.is_free and table.text("kind", missing=None) == PAYMENT:
        table.report("SOP605", table.at("kind"), step=table.text("id") or "?")


def _mark(row: Row) -> None:
    for step in row.steps:
        row.table.source.mark(row.table.key_at("changes"), "changes", step)
        row.table.source.mark(row.table.at("next"), "next", step)
        row.table.source.mark(row.table.at("activity"), "activity", step)
        row.table.source.mark(row.table.at("standard"), "standard", step)


def _roles(table: Table, kind: StepKind, names: Names) -> tuple[RoleId | None, ...]:
    if kind.is_automatic or kind in _OUTSIDE:
        return ()
    if table.has("levels") and table.has("role"):
        _conflict(table, "role", "paraf berjenjang")
    scalars = table.scalars("levels") or table.scalars("role", missing="SOP006")
    if len(scalars) > 1 and not table.has("levels"):
        table.report("SOP004", table.at("role"), key=table.word("role"),
                     wanted=TEXT, found=LIST, hint=_ONE_ROLE)  # fmt: skip
    _check_levels(table, names)
    return tuple(names.role_at(scalar, table) for scalar in scalars)


def _check_levels(table: Table, names: Names) -> None:
    """A level is an official, and stands once: its place in the list names its step."""
    seen: set[str] = set()
    for scalar in table.scalars("levels"):
        role = names.roles.get(RoleId(scalar.value))
        if scalar.value in seen or (role is not None and role.is_external):
            table.report("SOP216", scalar.place, role=scalar.value)
        seen.add(scalar.value)


def _document(table: Table, names: Names) -> ItemId | None:
    value = table.text("document", missing=None)
    if value is None:
        return None
    if value not in names.documents:
        details = near(value, names.documents)
        table.report("SOP401", table.at("document"), item=value, **details)
        return None
    return ItemId(value)


def _action(row: Row, kind: StepKind, document: ItemId | None, names: Names) -> str | None:
    if kind is not StepKind.ACTION:
        return None
    table = row.table
    action = table.choice("action", ACTIONS, missing="SOP006")
    if action is not None and not table.has("document"):
        needed = Text("sebuah `dokumen`", "a `dokumen`")
        table.report("SOP408", table.place, step=row.id, needed=needed)
    if action == "number" and document and names.documents[document].number_series is None:
        needed = Text(f"`seri` pada dokumen `{document}`", f"a `seri` of document `{document}`")
        table.report("SOP408", table.at("document"), step=row.id, needed=needed)
    return action


def _standard(row: Row) -> QualityStandard:
    inner = row.table.table("standard", "quality", missing=None)
    if inner is None:
        return QualityStandard((), None, None)
    value = inner.text("duration", missing=None)
    source = row.table.source
    length = duration(value, inner.at("duration"), source.reporter) if value else None
    for step in row.steps:
        if value:
            source.mark(inner.at("duration"), "timed", step)
    return QualityStandard(inner.lines("inputs"), length, inner.text("output", missing=None))


def _answers_lead(table: Table, kind: StepKind) -> bool:
    """Say whether each answer names its own way on, so that the row has none."""
    is_asked = kind is StepKind.PANEL and table.has("decision")
    return is_asked or kind in _ANSWERED


def _onward(row: Row, kind: StepKind, names: Names) -> StepId | EndId | None:
    if _answers_lead(row.table, kind):
        return None
    if row.table.has("next"):
        return target_at(row.table, "next", names)
    if row.next_step is None:
        row.table.report("SOP107", row.table.at("id"), step=row.id)
    return row.next_step


def _judges(
    table: Table, kind: StepKind, document: ItemId | None, names: Names
) -> tuple[ItemId, ...]:
    known = (*names.judged, *names.documents)
    if table.has("judges"):
        items = names.items_at(table, "judges", known)
    else:
        items = names.judged if kind in _JUDGING else ()
    own = (document,) if document and kind in _JUDGING else ()
    return tuple(dict.fromkeys((*items, *own)))


def _changes(table: Table, kind: StepKind, names: Names) -> tuple[ItemId, ...]:
    if table.has("changes"):
        return names.items_at(table, "changes", (*names.judged, *names.documents))
    if kind is StepKind.APPLICANT and table.text("kind", missing=None) not in CHANGES_NOTHING:
        return names.judged
    return ()


def _stands(row: Row, names: Names) -> dict[StepId, str]:
    found: dict[StepId, str] = {}
    for scalar, node in row.table.entries("stands"):
        reason = node.value if isinstance(node, Scalar) else ""
        if not reason:
            row.table.report("SOP006", scalar.place, key=scalar.value)
        for other in names.step_at(scalar, row.table, "stands"):
            found[other] = reason
            row.table.source.mark(scalar.place, "stands", row.steps[0], other)
    return found


def _after(row: Row, names: Names) -> tuple[StepId, ...]:
    found: list[StepId] = []
    for scalar in row.table.scalars("after"):
        for other in names.step_at(scalar, row.table, "after"):
            found.append(other)
            for step in row.steps:
                row.table.source.mark(scalar.place, "after", step, other)
    return tuple(dict.fromkeys(found))


def _counts_for(table: Table, names: Names) -> tuple[EndId, ...] | None:
    if not table.has("counts_for"):
        return None
    found = []
    for scalar in table.scalars("counts_for"):
        if scalar.value in names.ends:
            found.append(EndId(scalar.value))
        else:
            details = near(scalar.value, names.ends)
            table.report("SOP101", scalar.place, target=scalar.value, **details)
    return tuple(found)


def _obligation(row: Row, role: RoleId | None) -> str | None:
    shared = row.table.text("obligation", missing=None)
    if shared is not None and not is_id(shared):
        row.table.report("SOP217", row.table.at("obligation"), name=shared)
    return f"{shared}_{role}" if shared and len(row.steps) > 1 else shared
