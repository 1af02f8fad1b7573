"""What waits on somebody's desk: exactly what they may act on now."""

from datetime import datetime

from sqlalchemy import Select, func, select

from sopflow.domain.words import PersonId
from sopflow.reads.sight import Sight, sight_of
from sopflow.reads.views import WorkRow
from sopflow.store import tables as t
from sopflow.store.store import Store

ROWS_MAX = 500


def worklist(store: Store, person: PersonId, *, now: datetime, limit: int = 50) -> list[WorkRow]:
    """Items for the person's posts, earliest due first, at most `limit` rows."""
    assert 1 <= limit <= ROWS_MAX, limit
    items, cases, claimer = t.work_items.c, t.cases.c, t.persons.alias("claimer")
    with store.reading() as connection:
        sight = sight_of(connection, person, now=now)
        statement = (
            _waiting(sight)
            .with_only_columns(
                items.id,
                items.case_id,
                cases.number,
                cases.version_id,
                items.step,
                items.role,
                items.unit_id,
                items.opened_at,
                items.due_at,
                items.claimed_by,
                claimer.c.name.label("claimed_by_name"),
            )
            .outerjoin_from(t.work_items, claimer, claimer.c.id == items.claimed_by)
            .order_by(items.due_at.is_(None), items.due_at, items.id)
            .limit(limit)
        )
        rows = connection.execute(statement).all()
    answer = []
    for row in rows:
        machine = store.machine(row.version_id)
        answer.append(
            WorkRow(
                item=row.id,
                case_id=row.case_id,
                number=row.number,
                sop_code=machine.procedure.code,
                sop_title=machine.procedure.identity.title,
                step=row.step,
                activity=machine.steps[row.step].activity,
                role=row.role,
                unit=row.unit_id,
                opened_at=row.opened_at,
                due_at=row.due_at,
                is_late=row.due_at is not None and row.due_at < now,
                claimed_by=row.claimed_by,
                claimed_by_name=row.claimed_by_name,
            )
        )
    return answer


def worklist_count(store: Store, person: PersonId, *, now: datetime) -> int:
    """How many rows `worklist` would give without a limit."""
    with store.reading() as connection:
        sight = sight_of(connection, person, now=now)
        statement = _waiting(sight).with_only_columns(func.count(t.work_items.c.id))
        return int(connection.scalar(statement) or 0)


def _waiting(sight: Sight) -> Select[tuple[str]]:
    return (
        select(t.work_items.c.id)
        .join(t.cases, t.cases.c.id == t.work_items.c.case_id)
        .where(t.work_items.c.closed_seq.is_(None), sight.acts_on())
    )
