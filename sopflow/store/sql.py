"""One way of writing statements for both drivers, outside SQLAlchemy's own compiler.

Parameters are `:name`; `{now}` is the clock of the database. The hot path is a handful of long
statements; compiling them once here leaves the driver's cost.
"""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, CursorResult

NOW = {
    "postgresql": "clock_timestamp()",
    "sqlite": "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')",
}
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)\b")


@cache
def driver_sql(dialect: str, text: str) -> str:
    """Give `text` in the manner of the driver."""
    text = text.replace("{now}", NOW[dialect])
    if dialect == "sqlite":
        return text
    return _PARAMETER.sub(r"%(\1)s", text.replace("%", "%%"))


def run(connection: Connection, text: str, **values: Any) -> CursorResult[Any]:
    """Execute one statement."""
    return connection.exec_driver_sql(driver_sql(connection.dialect.name, text), values)


def clock(connection: Connection) -> datetime:
    """Read the clock of the database, an aware UTC instant."""
    return as_instant(run(connection, "SELECT {now}").scalar_one())


def as_instant(value: Any) -> datetime:
    """An instant as a driver, or JSON, gives it."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at.astimezone(UTC)
