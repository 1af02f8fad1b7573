"""The two roles of a PostgreSQL installation: the owner migrates, the runtime role serves.

The runtime role may write only what the lock judges: it owns no table, so it can neither switch a
trigger off nor change a key, and what is kept for ever it may only add to.
"""

from sqlalchemy import Connection

from sopflow.domain.errors import ConfigurationError
from sopflow.store.engines import Database
from sopflow.store.sql import run

KEPT = (
    "calendars",
    "versions",
    "markings",
    "arcs",
    "must",
    "meets",
    "judges",
    "changes",
    "stands",
    "rounds",
    "openings",
    "duties",
    "may_act",
    "version_events",
    "facts",
    "receipts",
    "issued_numbers",
    "documents",
    "bills",
    "payments",
    "links",
    "copies",
    "copies_read",
)
"""INSERT only."""
CHANGED = (
    "units",
    "positions",
    "persons",
    "appointments",
    "accounts",
    "cases",
    "work_items",
    "jobs",
    "case_requirements",
    "number_series",
    "inbox",
)
"""INSERT and UPDATE."""
ERASABLE = ("fact_private", "case_fields", "sessions", "sign_in_links")
"""Also DELETE."""
READ = ("changed", "actors", "version_terms", "secrets", "alembic_version")
"""SELECT only."""


def grant_runtime(url: str, role: str) -> None:
    """Give `role`, which must exist, what serving takes. `url` is the owner's; may be repeated.

    Raises:
        ConfigurationError: Not PostgreSQL, no such role, or one that is no mere user.
        StoreUnavailable: The database cannot be reached.
    """
    database = Database(url)
    try:
        if database.dialect != "postgresql":
            raise ConfigurationError("only PostgreSQL has roles")
        with database.changing() as connection:
            _grant(connection, role)
    finally:
        database.close()


def _grant(connection: Connection, role: str) -> None:
    found = run(
        connection,
        "SELECT quote_ident(rolname), rolsuper, pg_has_role(rolname, current_user, 'MEMBER'),"
        " quote_ident(current_schema()) FROM pg_roles WHERE rolname = :role",
        role=role,
    ).one_or_none()
    if found is None:
        raise ConfigurationError(f"there is no role {role}: create it first, with LOGIN")
    name, is_super, is_owner, schema = tuple(found)
    if is_super or is_owner:
        raise ConfigurationError(f"{role} could switch the lock off: use one that owns nothing")
    every = ", ".join((*KEPT, *CHANGED, *ERASABLE, *READ))
    for statement in (
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}",
        f"GRANT USAGE ON SCHEMA {schema} TO {name}",
        f"GRANT SELECT ON {every} TO {name}",
        f"GRANT INSERT ON {', '.join((*KEPT, *CHANGED, *ERASABLE))} TO {name}",
        f"GRANT UPDATE ON {', '.join((*CHANGED, *ERASABLE))} TO {name}",
        f"GRANT DELETE ON {', '.join(ERASABLE)} TO {name}",
    ):
        connection.exec_driver_sql(statement)
