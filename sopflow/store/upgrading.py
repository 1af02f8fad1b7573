"""Bringing a database to the tables of this package, and asking whether it has them."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from sopflow.store.engines import Database

_LOCK_OF_MIGRATIONS = 0x50F10


def upgrade(url: str) -> None:
    """Run the migrations that are missing; any number of processes may do it at once.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    database = Database(url)
    try:
        with database.changing() as connection:
            if database.dialect == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_OF_MIGRATIONS})"))
                connection.execute(text("SET LOCAL lock_timeout = '10s'"))
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        database.close()


def is_current(connection: Connection) -> bool:
    """Say whether the database has the tables of this package, no older and no newer."""
    wanted = ScriptDirectory.from_config(_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == wanted


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "sopflow.store:migrations")
    config.set_main_option("path_separator", "os")
    return config
