"""Stored versions: the rows that the database lock judges by, and the machine read back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from sopflow.domain.authority import MAY_ACT, CaseUnit
from sopflow.domain.codec import decode, encode
from sopflow.domain.errors import VersionNotFound
from sopflow.domain.lives import VersionState
from sopflow.domain.machines import CompiledMachine, Machine
from sopflow.domain.procedures import Role
from sopflow.domain.words import Capacity, PersonId, StepId, Trigger, VersionId
from sopflow.store import tables
from sopflow.store.lives import add_event
from sopflow.store.sql import clock


def add_version(
    connection: Connection,
    machine: Machine,
    source: str,
    certificate: Mapping[str, Any],
    *,
    by: PersonId,
) -> None:
    """Write a version down as a draft, its own row after those of its machine."""
    for table, rows in rows_of(machine):
        if rows:
            connection.execute(insert(table), rows)
    procedure = machine.procedure
    connection.execute(
        insert(tables.versions).values(
            id=machine.id,
            sop_code=procedure.code,
            sop_version=procedure.version,
            scope_unit=procedure.scope.unit,
            scope_unit_kind=procedure.scope.unit_kind,
            source=source,
            machine=encode(machine.compiled),
            certificate=dict(certificate),
            effective_on=procedure.identity.effective_on,
            submitted_at=clock(connection),
            submitted_by=by,
        )
    )
    add_event(connection, machine.id, VersionState.DRAFT, seq=1, by=by)


def read_machine(connection: Connection, version_id: VersionId) -> Machine:
    """Read a published machine.

    Raises:
        VersionNotFound: No such version.
    """
    query = select(tables.versions.c.machine).where(tables.versions.c.id == version_id)
    body = connection.execute(query).scalar_one_or_none()
    if body is None:
        raise VersionNotFound(version_id)
    return Machine(version_id, decode(CompiledMachine, body))


def version_in_force(connection: Connection, sop_code: str, unit: CaseUnit, on: date) -> VersionId:
    """Find the version of an SOP for a unit and day: of its own before that of its kind.

    Raises:
        VersionNotFound: None is in force.
    """
    terms = tables.version_terms.c
    query = (
        select(terms.version_id)
        .where(terms.sop_code == sop_code, terms.from_on <= on)
        .where(terms.until_on.is_(None) | (terms.until_on > on))
        .where((terms.scope_unit == unit.id) | (terms.scope_unit_kind == unit.kind))
        .order_by(terms.scope_unit.is_(None), terms.from_on.desc(), terms.version_id)
        .limit(1)
    )
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise VersionNotFound(f"no version of {sop_code} is in force for {unit.id} on {on}")
    return VersionId(found)


def rows_of(machine: Machine) -> list[tuple[Table, list[dict[str, Any]]]]:
    """Lay a machine out in rows, in the order in which they refer to each other."""
    compiled = machine.compiled
    plain: list[tuple[Table, list[dict[str, Any]]]] = [
        (tables.markings, _markings(compiled)),
        (tables.arcs, _arcs(compiled)),
        (
            tables.must,
            [{"end_id": o.end, "obligation": o.id} for o in compiled.obligations],
        ),
        (tables.meets, _meets(compiled)),
        (
            tables.judges,
            [{"step": s, "item": i} for s, items in compiled.judges.items() for i in set(items)],
        ),
        (
            tables.changes,
            [
                {"trigger": t, "item": i}
                for t, items in compiled.changes.items()
                for i in set(items)
            ],
        ),
        (
            tables.stands,
            [
                {"changing_step": c, "step": s}
                for c, steps in compiled.stands.items()
                for s in set(steps)
            ],
        ),
        (
            tables.rounds,
            [{"trigger": t, "rounds_max": most} for t, most in compiled.rounds.items()],
        ),
        (tables.openings, _openings(compiled)),
        (tables.duties, _duties(compiled)),
        (tables.may_act, _may_act(compiled)),
    ]
    return [(table, [{"version_id": machine.id, **row} for row in rows]) for table, rows in plain]


def _markings(compiled: CompiledMachine) -> list[dict[str, Any]]:
    return [
        {
            "id": m.id,
            "end_id": m.end,
            "result": m.result.value if m.result else "",
            "is_deciding": m.result is not None and m.result.is_deciding,
            "is_start": m.id == compiled.start,
        }
        for m in compiled.markings
    ]


def _arcs(compiled: CompiledMachine) -> list[dict[str, Any]]:
    return [
        {
            "source": a.source,
            "trigger": a.trigger,
            "step": a.step or "",
            "answer": a.answer or "",
            "role": a.role or "",
            "actor_class": a.actor_class.value,
            "target": a.target,
            "result": a.result.value if a.result else "",
        }
        for a in compiled.arcs
    ]


def _meets(compiled: CompiledMachine) -> list[dict[str, Any]]:
    steps: dict[Trigger, set[StepId]] = {}
    for arc in compiled.arcs:
        if arc.step is not None:
            steps.setdefault(arc.trigger, set()).add(arc.step)
    return [
        {"end_id": o.end, "obligation": o.id, "step": step, "trigger": trigger}
        for o in compiled.obligations
        for trigger in dict.fromkeys(o.meets)
        for step in sorted(steps.get(trigger, set()) & set(o.steps))
    ]


def _openings(compiled: CompiledMachine) -> list[dict[str, Any]]:
    return [
        {"source": a.source, "trigger": a.trigger, "step": step}
        for a in compiled.arcs
        for step in a.opens
    ]


def _duties(compiled: CompiledMachine) -> list[dict[str, Any]]:
    """One row for each pair of steps; `number` tells the separations apart."""
    duties = compiled.duties
    pairs: list[tuple[str, int, str, str, int]] = [
        (kind, 0, step, other, 0)
        for kind, table in (("different", duties.different), ("same", duties.same))
        for step, others in table.items()
        for other in others
    ]
    pairs += [
        ("separation", number, step, other, group.most)
        for number, group in enumerate(duties.separations)
        for step in group.steps
        for other in group.steps
        if other != step
    ]
    pairs += [("conflict", 0, step, "", 0) for step in duties.barred]
    names = ("kind", "number", "step", "other", "most")
    return [dict(zip(names, pair, strict=True)) for pair in pairs]


def _may_act(compiled: CompiledMachine) -> list[dict[str, Any]]:
    return [
        {
            "role": role.id,
            "position_kind": kind,
            "relation": role.relation.value,
            "named_unit": role.named_unit or "",
            "capacity": capacity.value,
            "rank": rank,
        }
        for role in compiled.procedure.roles
        if not role.is_external
        for rank, kind, capacity in _posts(role)
    ]


def _posts(role: Role) -> Iterator[tuple[int, str, Capacity]]:
    """The role's own position, then its substitutes in their order."""
    yield from ((0, role.position_kind, capacity) for capacity in sorted(MAY_ACT))
    for rank, substitute in enumerate(role.substitutes, start=1):
        yield rank, substitute.position_kind, Capacity.SUBSTITUTE
