"""How an installation stands: what waits, what gave up, what is in force."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from sopflow.store import tables as t
from sopflow.store.store import Store


@dataclass(frozen=True, slots=True)
class Health:
    """Counts and ages as the database has them at `now`."""

    now: datetime
    dialect: str
    is_owner: bool
    """Only the seal would show what the owner of the tables changes."""
    oldest_due_at: datetime | None
    """Since when the oldest job waits that is due; None when none is."""
    due: int
    incidents: int
    open_cases: int
    versions: int
    """In force, now or from a later day."""
    ratifiers: int
    """Who may ratify an SOP: it takes two."""
    units: int
    holidays_until: int | None
    """Last year of which any calendar names a holiday."""


def health(store: Store) -> Health:
    """Read how the installation stands."""
    now, jobs = store.now(), t.jobs.c
    due = (jobs.state == "waiting") & (jobs.due_at <= now)
    with store.reading() as connection:

        def count(*conditions: object, table: object = t.jobs) -> int:
            query = select(func.count()).select_from(table)  # type: ignore[arg-type]  # a table
            return int(connection.scalar(query.where(*conditions)) or 0)  # type: ignore[arg-type]  # columns

        oldest = connection.scalar(select(func.min(jobs.due_at)).where(due))
        calendars = connection.scalars(select(t.calendars.c.body)).all()
        years = [int(day[:4]) for body in calendars for day in body["holidays"]]
        return Health(
            now=now,
            dialect=store.dialect,
            is_owner=store.is_owner(),
            oldest_due_at=oldest,
            due=count(due),
            incidents=count(jobs.state == "incident"),
            open_cases=count(t.cases.c.closed_at.is_(None), table=t.cases),
            versions=count(table=t.version_terms),
            ratifiers=count(
                t.accounts.c.is_admin | t.accounts.c.may_ratify,
                t.accounts.c.disabled_at.is_(None),
                table=t.accounts,
            ),
            units=count(table=t.units),
            holidays_until=max(years, default=None),
        )
