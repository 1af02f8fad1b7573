"""Open cases that do not move: one cause and one owner for each."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from sopflow.domain.refusals import RefusalCode
from sopflow.domain.words import PersonId
from sopflow.reads.sight import holders_of, sight_of
from sopflow.reads.views import StuckRow
from sopflow.store import tables as t
from sopflow.store.store import Store

ROWS_MAX = 5000


def stuck_cases(store: Store, *, person: PersonId | None, now: datetime) -> list[StuckRow]:
    """Every open case that is blocked or late, once, oldest first; all of them without a person.

    The first cause that holds is given: an automatic step gave up, nobody holds the position,
    the applicant's notice cannot be delivered, the applicant has not answered, it is late.
    """
    items, jobs = t.work_items.c, t.jobs.c
    incident = (
        select(func.count())
        .select_from(t.jobs)
        .where(jobs.case_id == items.case_id, jobs.kind == "automatic", jobs.state == "incident")
        .scalar_subquery()
    )
    gave_up = and_(jobs.kind == "notice", jobs.state == "incident")
    waits_for_delivery = and_(
        jobs.kind == "timer",
        jobs.state == "waiting",
        jobs.last_error == RefusalCode.NOTICE_NOT_DELIVERED,
    )
    undelivered = (
        select(func.count())
        .select_from(t.jobs)
        .where(jobs.case_id == items.case_id, or_(gave_up, waits_for_delivery))
        .scalar_subquery()
    )
    statement = (
        select(
            t.work_items,
            t.cases.c.number,
            t.cases.c.version_id,
            incident.label("incidents"),
            undelivered.label("undelivered"),
        )
        .join(t.cases, t.cases.c.id == items.case_id)
        .where(items.closed_seq.is_(None))
        .order_by(items.opened_at, items.id)
        .limit(ROWS_MAX)
    )
    with store.reading() as connection:
        if person is not None:
            statement = statement.where(sight_of(connection, person, now=now).sees_case())
        rows = connection.execute(statement).all()
        posts = [(r.position_kind, r.unit_id) for r in rows if r.position_kind]
        holders = holders_of(connection, posts, now=now)
    found: dict[str, StuckRow] = {}
    for row in rows:
        names = holders.get((row.position_kind, row.unit_id), ())
        if row.case_id not in found and (stuck := _stuck(store, row, names, now)) is not None:
            found[row.case_id] = stuck
    return list(found.values())


def _stuck(store: Store, row: Row[Any], holders: tuple[str, ...], now: datetime) -> StuckRow | None:
    machine = store.machine(row.version_id)
    step = machine.steps[row.step]
    role = machine.procedure.role(step.role) if step.role else None
    late = row.due_at is not None and row.due_at < now
    external = role is not None and role.is_external
    if row.incidents:
        cause, owner = "incident", "sopflow"
    elif role is not None and not external and not holders:
        cause, owner = "nobody_holds", role.name.id
    elif external and row.undelivered:
        cause, owner = "notice_undelivered", row.unit_id or ""
    elif external and late:
        cause, owner = "waiting_applicant", role.name.id if role else ""
    elif late:
        cause, owner = "overdue", ", ".join(holders)
    else:
        return None
    return StuckRow(
        case_id=row.case_id,
        number=row.number,
        step=row.step,
        activity=step.activity,
        cause=cause,
        owner=owner,
        since=row.due_at if late else row.opened_at,
    )
