"""The migrated schema: the tables that queries are written against, and every part of the lock."""

from hashlib import md5
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from sopflow.domain.errors import ConfigurationError, StoreUnavailable
from sopflow.store.columns import Instant, Json
from sopflow.store.outside_tables import EVERY
from sopflow.store.store import Store
from sopflow.store.tables import VIEWS
from sopflow.store.upgrading import upgrade

EXPECTED = Path(__file__).parent / "expected"


def test_the_tables_are_what_the_migrations_make(store: Store) -> None:
    with store.reading() as connection:
        looked = inspect(connection)
        there = {*looked.get_table_names(), *looked.get_view_names()} - {"alembic_version"}
        assert there == {*EVERY.tables, *VIEWS.tables}
        for table in EVERY.tables.values():
            made = {c["name"]: c for c in looked.get_columns(table.name)}
            assert list(made) == list(table.columns.keys()), table.name
            key = looked.get_pk_constraint(table.name)["constrained_columns"]
            assert sorted(key) == sorted(c.name for c in table.primary_key), table.name
            for column in table.columns:
                is_nullable = made[column.name]["nullable"]
                assert is_nullable == column.nullable, (table.name, column.name)
                kind = _kind(column.type, store.dialect)
                assert str(made[column.name]["type"]).startswith(kind), (table.name, column.name)
        for view in VIEWS.tables.values():
            made = {c["name"]: c for c in looked.get_columns(view.name)}
            assert list(made) == list(view.columns.keys()), view.name


def test_the_lock_has_every_part(store: Store) -> None:
    """Constraints, triggers and views, one a line: a migration that loses one is seen here."""
    with store.reading() as connection:
        there = _lock_of(connection, store.dialect)
    expected = EXPECTED / f"lock_{store.dialect}.txt"

    assert there == expected.read_text("utf-8").splitlines()


def test_every_trigger_is_switched_on(postgresql_store: Store) -> None:
    query = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'O'"
    with postgresql_store.reading() as connection:
        assert connection.execute(text(query)).all() == []


def test_a_database_that_is_not_migrated_is_not_opened(
    tmp_path: Path, new_postgres_database: object
) -> None:
    for url in (f"sqlite:///{tmp_path}/empty.db", new_postgres_database()):  # type: ignore[operator]
        with pytest.raises(StoreUnavailable, match="sopflow db upgrade"):
            Store.open(url)


def test_a_database_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        Store.open("postgresql+psycopg://nobody@127.0.0.1:1/nothing")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y"])
def test_other_databases_are_refused_by_name(url: str) -> None:
    with pytest.raises(ConfigurationError):
        Store.open(url)


def test_upgrading_again_changes_nothing(url: str) -> None:
    upgrade(url)
    upgrade(url)
    Store.open(url).close()


def _kind(kind: object, dialect: str) -> str:
    if isinstance(kind, Instant):
        return "TIMESTAMP" if dialect == "postgresql" else "TEXT"
    if isinstance(kind, Json):
        return "JSONB" if dialect == "postgresql" else "TEXT"
    names = {"LargeBinary": "BYTEA" if dialect == "postgresql" else "BLOB"}
    names["BigInteger"] = "BIGINT"
    if dialect == "sqlite":
        names["Date"] = "TEXT"
    name = type(kind).__name__
    return names.get(name, name).upper()


def _lock_of(connection: Connection, dialect: str) -> list[str]:
    if dialect == "sqlite":
        # The text of each object, without its spaces: a rewritten trigger is seen as well.
        query = "SELECT type, tbl_name, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        return sorted(
            f"{kind} {table} {name} {md5(''.join(sql.split()).encode()).hexdigest()}"
            for kind, table, name, sql in connection.execute(text(query))
            if table != "alembic_version" and kind in {"trigger", "table", "view"}
        )
    query = """
      SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' '
        || pg_get_constraintdef(oid)
      FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
        AND conrelid <> 'alembic_version'::regclass
      UNION ALL
      SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname || ' '
        || regexp_replace(pg_get_triggerdef(oid), '^CREATE TRIGGER \\S+ ', '')
      FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL
      SELECT 'function ' || proname || ' '
        || md5(regexp_replace(prosrc, '\\s', '', 'g')) || ' '
        || coalesce(array_to_string(proconfig, ','), '')
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL
      SELECT 'view ' || viewname FROM pg_views WHERE schemaname = 'public'
      UNION ALL
      SELECT 'unique index ' || indexrelid::regclass || ' ' || pg_get_indexdef(indexrelid)
      FROM pg_index JOIN pg_class c ON c.oid = indexrelid
      WHERE indisunique AND c.relnamespace = 'public'::regnamespace
        AND indrelid <> 'alembic_version'::regclass
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"""
    return sorted(row[0] for row in connection.execute(text(query)))
