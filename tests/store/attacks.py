"""Somebody with a connection of his own: raw SQL, on SQLite with every pragma against us."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError

from sopflow.domain.cases import Decision
from sopflow.domain.evidence import chain
from sopflow.domain.machines import Machine
from sopflow.store import postgresql, sqlite
from sopflow.store.chain import public_body
from sopflow.store.looks import Look
from sopflow.store.recording import Entry, Place, entry_of
from sopflow.store.rejections import refusal
from sopflow.store.sql import run
from sopflow.store.store import Store
from tests.store.machines import machine
from tests.store.playing import new_key

AGAINST_US = (
    "foreign_keys = OFF",
    "recursive_triggers = OFF",
    "ignore_check_constraints = ON",
)


class Attacker:
    """Writes past the engine. On PostgreSQL he is the owner, who may everything but is judged."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)
        self.dialect = self.engine.dialect.name
        if self.dialect == "sqlite":

            @event.listens_for(self.engine, "connect")
            def _prepare(connection: Any, _record: object) -> None:
                for pragma in AGAINST_US:
                    connection.execute(f"PRAGMA {pragma}")

    def close(self) -> None:
        self.engine.dispose()

    def run(self, statement: str, **values: Any) -> list[Any]:
        """One transaction of one statement."""
        with self.engine.begin() as connection:
            found = run(connection, statement, **values)
            return list(found) if found.returns_rows else []

    def together(self, *statements: tuple[str, dict[str, Any]]) -> None:
        """One transaction of several statements."""
        with self.engine.begin() as connection:
            for statement, values in statements:
                run(connection, statement, **values)

    def forge(self, look: Look, decision: Decision, **tampered: Any) -> None:
        """Record a decision with some columns of its fact made false, and hash it as if true."""
        self.put(tampered_entry(look, decision, **tampered))

    def put(self, entry: Entry) -> None:
        writer = postgresql if self.dialect == "postgresql" else sqlite
        with self.engine.begin() as connection:
            writer.record(connection, entry)

    def insert_fact(self, entry: Entry) -> None:
        """The fact alone, as one INSERT."""
        fact = dict(entry.fact) | {"public": json.dumps(entry.fact["public"])}
        names = ", ".join(fact)
        holes = ", ".join(f":{name}" for name in fact)
        self.run(f"INSERT INTO facts ({names}) VALUES ({holes})", **fact)


def put_down(store: Store, entry: Entry) -> None:
    """Write past the engine, on the store's own connection."""
    with store.changing() as connection:
        writer = postgresql if connection.dialect.name == "postgresql" else sqlite
        writer.record(connection, entry)


def tampered_entry(
    look: Look, decision: Decision, made: Machine | None = None, /, **tampered: Any
) -> Entry:
    case = look.case
    place = Place(
        case_id=case.id,
        number=case.number,
        version=case.version,
        unit=case.unit,
        seq=case.seq,
        last_hash=case.last_hash,
        items=case.items,
        appointments=look.appointments,
        now=case.now,
        legal_day=look.calendar.day_of(case.now),
    )
    entry = entry_of(
        made or machine(), place, decision, person=look.person, key=new_key(), body_hash="forged"
    )
    fact = {**entry.fact, **tampered}
    if "hash" not in tampered:
        fact["hash"] = chain(fact["previous_hash"], public_body(fact))
    return replace(entry, fact=fact, seq=fact["seq"])


@contextmanager
def refused_by(*names: str) -> Iterator[None]:
    """Expect the lock of one of these names to refuse."""
    with pytest.raises(DBAPIError) as caught:
        yield
    name, words = refusal(caught.value)
    assert name in names, words
