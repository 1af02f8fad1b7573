"""Raw SQL beside the moves: nobody confirms for another, and copies are kept for ever."""

import pytest
from sqlalchemy.exc import DBAPIError

from sopflow.domain.words import FactKind
from sopflow.store.store import Store
from tests.store.attacks import Attacker, refused_by
from tests.store.playing import opened, play, record, seen, standing

COPY = (
    "INSERT INTO copies (case_id, seq, role, unit_id, position_kind, legal_day, copied_at)"
    " VALUES (:c, :s, 'kasi', 'dpmptsp', 'kasi', '2026-01-01', '2026-01-01T00:00:00.000000Z')"
)
READ = (
    "INSERT INTO copies_read (case_id, seq, of_seq, role, person_id)"
    " VALUES (:c, :s, 1, :role, :person)"
)


@pytest.fixture
def case(store: Store, attacker: Attacker) -> str:
    """A case whose opening was copied to the kasi."""
    case_id = opened(store)
    attacker.run(COPY, c=case_id, s=1)
    return case_id


def confirmed(store: Store, case: str, person: str) -> int:
    look = seen(store, case, person)  # type: ignore[arg-type]  # an id
    fact = standing(look, FactKind.ACKNOWLEDGEMENT, of_seq=1, roles=["kasi"])
    return record(store, look, fact, "k").seq


def test_a_confirmation_needs_the_fact_of_that_person(
    store: Store, attacker: Attacker, case: str
) -> None:
    seq = confirmed(store, case, "siti")

    with refused_by("copy_is_read_in_person"):
        attacker.run(READ, c=case, s=seq, role="kasi", person="budi")
    with refused_by("copy_was_sent"):
        attacker.run(READ, c=case, s=seq, role="head", person="siti")

    attacker.run(READ, c=case, s=seq, role="kasi", person="siti")


def test_a_move_is_no_confirmation(store: Store, attacker: Attacker, case: str) -> None:
    seq = play(store, case, "check:approve", "siti").seq  # type: ignore[arg-type]  # an id

    with refused_by("copy_is_read_in_person"):
        attacker.run(READ, c=case, s=seq, role="kasi", person="siti")


@pytest.mark.parametrize("table", ["copies", "copies_read"])
def test_they_are_kept_for_ever(store: Store, attacker: Attacker, case: str, table: str) -> None:
    attacker.run(READ, c=case, s=confirmed(store, case, "siti"), role="kasi", person="siti")

    for statement in (f"UPDATE {table} SET role = 'head'", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError, match=f"{table}_are_kept_for_ever"):
            attacker.run(statement)


def test_a_copy_belongs_to_a_fact_and_stands_once(
    store: Store, attacker: Attacker, case: str
) -> None:
    for seq in (1, 9):
        with pytest.raises(DBAPIError, match="copies"):
            attacker.run(COPY, c=case, s=seq)
