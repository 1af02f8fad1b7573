"""Running a file of SQL statements, triggers included, inside a migration."""

import sqlite3
from collections.abc import Callable
from importlib.resources import files

from alembic import op


def script(name: str) -> str:
    """Read a file of statements that stands beside the migrations."""
    return (files("sopflow.store.migrations") / "statements" / f"{name}.sql").read_text("utf-8")


def run(text_for: Callable[[str], str]) -> None:
    """Run the text that belongs to the dialect of this migration, statement by statement."""
    connection = op.get_bind()
    text = text_for(connection.dialect.name)
    cursor = connection.connection.cursor()  # the driver's own: it asks for no parameters
    if connection.dialect.name == "postgresql":
        schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
        cursor.execute(text.replace("{schema}", schema))
    else:
        for statement in _statements(text):
            cursor.execute(statement)
    cursor.close()


def _statements(text: str) -> list[str]:
    found: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        lines.append(line)
        if line.endswith(";") and sqlite3.complete_statement("\n".join(lines)):
            found.append("\n".join(lines))
            lines = []
    assert not "".join(lines).strip(), lines
    return found
