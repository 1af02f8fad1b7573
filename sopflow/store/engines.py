"""Connections: pools and pragmas, and the one lock in front of SQLite's single writer."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from sopflow.domain.errors import ConfigurationError, StoreUnavailable

SECONDS_TO_WAIT_MAX = 30.0
POOL_SIZE = 10
POOL_OVERFLOW_MAX = 20
_POLL_SECONDS = 0.002
_WRITES = "sopflow_writes"


class Database:
    """One database with its pool.

    Only one thread of one process writes to SQLite at a time: several of them would starve each
    other in its busy handler.
    """

    def __init__(self, url: str) -> None:
        parts = make_url(url)
        self.dialect = parts.get_backend_name()
        if self.dialect == "postgresql":
            options: dict[str, Any] = {
                "pool_size": POOL_SIZE,
                "max_overflow": POOL_OVERFLOW_MAX,
                "isolation_level": "AUTOCOMMIT",  # set once a connection, not at every checkout
                "connect_args": {"options": f"{parts.query.get('options', '')} -c timezone=UTC"},
            }
        elif self.dialect == "sqlite" and parts.database and parts.database != ":memory:":
            options = {"connect_args": {"timeout": SECONDS_TO_WAIT_MAX}}
        else:
            raise ConfigurationError(
                "the database must be postgresql+psycopg://… or sqlite:///path/to/file"
            )
        self.engine = create_engine(parts, **options)
        self._changing: Engine = self.engine
        self._turn = threading.Lock()
        self._file: FileLock | None = None
        if self.dialect == "sqlite":
            path = Path(str(parts.database)).absolute()
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = FileLock(
                f"{path}.lock", thread_local=False, poll_interval=_POLL_SECONDS, mode=0o600
            )
            self._changing = self.engine.execution_options(**{_WRITES: True})
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self._changing = self.engine.execution_options(isolation_level="READ COMMITTED")

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask with. On SQLite the block sees one state of the database."""
        with _reachable(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def statements(self) -> Iterator[Connection]:
        """A connection to record with: on PostgreSQL each statement commits by itself."""
        if self.dialect == "postgresql":
            with self.reading() as connection:
                yield connection
        else:
            with self.changing() as connection:
                yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """One transaction, committed at the end of the block, undone by an exception."""
        with _reachable(), self._my_turn(), self._changing.begin() as connection:
            yield connection

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if self._file is None:
            yield
            return
        if not self._turn.acquire(timeout=SECONDS_TO_WAIT_MAX):
            raise StoreUnavailable("another thread has been writing for too long")
        try:
            try:
                self._file.acquire(timeout=SECONDS_TO_WAIT_MAX)
            except Timeout:
                raise StoreUnavailable("another process has been writing for too long") from None
            try:
                yield
            finally:
                self._file.release()
        finally:
            self._turn.release()


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreUnavailable(f"the database cannot be used: {error.orig}") from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we begin by ourselves, see below
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "trusted_schema = OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
