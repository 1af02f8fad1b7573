"""Cases that run under a version, with their acts: what moving them to another one needs."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from sopflow.domain.authority import CaseUnit
from sopflow.domain.cases import PastAct
from sopflow.domain.migrating import NamedCase, Running
from sopflow.domain.words import CaseId, ItemId, MarkingId, StepId, Trigger, UnitId, VersionId
from sopflow.store import tables as t

CASES_AT_ONCE = 200


def running_under(
    connection: Connection, version: VersionId, *, number: str | None = None
) -> Iterator[NamedCase]:
    """Every case that runs under a version, by number, or the one of this number."""
    cases = t.cases.c
    query = (
        select(t.cases, t.units.c.kind, t.units.c.parent_id)
        .join(t.units, t.units.c.id == cases.unit_id)
        .where(cases.version_id == version, cases.closed_at.is_(None))
        .order_by(cases.number)
        .limit(CASES_AT_ONCE)
    )
    if number is not None:
        query = query.where(cases.number == number)
    after = ""
    while rows := connection.execute(query.where(cases.number > after)).all():
        yield from _read(connection, rows)
        after = rows[-1].number


def _read(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[NamedCase]:
    ids = [row.id for row in rows]
    facts, changed, fields = t.facts.c, t.changed.c, t.case_fields.c
    acts = select(t.facts).where(facts.case_id.in_(ids), facts.kind == "act").order_by(facts.seq)
    done = _by_case(connection.execute(acts))
    brought = _by_case(connection.execute(select(t.changed).where(changed.case_id.in_(ids))))
    values = _by_case(connection.execute(select(t.case_fields).where(fields.case_id.in_(ids))))
    for row in rows:
        yield NamedCase(
            CaseId(row.id),
            row.number,
            Running(
                version=VersionId(row.version_id),
                unit=CaseUnit(UnitId(row.unit_id), row.kind, row.parent_id),
                marking=MarkingId(row.marking),
                acts=tuple(_act(fact) for fact in done.get(row.id, ())),
                under={fact.seq: VersionId(fact.version_id) for fact in done.get(row.id, ())},
                changed=tuple(sorted((c.seq, ItemId(c.item)) for c in brought.get(row.id, ()))),
                fields=frozenset(value.item for value in values.get(row.id, ())),
            ),
        )


def _by_case(rows: Any) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def _act(fact: Row[Any]) -> PastAct:
    step = StepId(fact.step) if fact.step else None
    return PastAct(fact.seq, Trigger(fact.trigger), step, fact.person_id, MarkingId(fact.source))
