"""What a case holds cannot be exchanged behind a signature, nor a unit moved under its cases."""

from dataclasses import replace

import pytest

from sopflow.domain.organisation import Action, Organisation
from sopflow.domain.words import CaseId, FactKind, UnitId
from sopflow.store.organisation import apply
from sopflow.store.store import Store
from tests.store.attacks import Attacker, refused_by
from tests.store.conftest import ORGANISATION
from tests.store.playing import decided, new_key, opened, play, record, seen, standing

LETTER = '"forged"'


@pytest.fixture
def signed(store: Store) -> CaseId:
    """A case that the section head has initialled."""
    case = opened(store)
    play(store, case, "check:approve", "siti")
    play(store, case, "initials:approve", "budi")
    return case


def write(
    store: Store, case: CaseId, item: str, value: object, *, trigger: str | None = None
) -> int:
    """Record a fact whose private part brings a field: a note, or an act of the head."""
    look = seen(store, case, "applicant:" + case if trigger == "amend:done" else "hadi")
    made = decided(look, trigger) if trigger else standing(look, FactKind.NOTE)
    fact = replace(made.fact, private={"fields": {item: value}})
    return record(store, look, replace(made, fact=fact), new_key()).seq


PUT = (
    "INSERT INTO case_fields (case_id, item, value, seq) VALUES (:case, :item, :value, :seq)"
    " ON CONFLICT (case_id, item) DO UPDATE SET value = excluded.value, seq = excluded.seq"
)


def put(attacker: Attacker, case: CaseId, item: str, value: str, seq: int) -> None:
    is_json = attacker.dialect == "postgresql"
    statement = PUT.replace(":value", "CAST(:value AS jsonb)") if is_json else PUT
    attacker.run(statement, case=case, item=item, value=value, seq=seq)


def test_what_is_judged_is_not_brought_by_a_note(
    store: Store, attacker: Attacker, signed: CaseId
) -> None:
    seq = write(store, signed, "letter", "forged")
    with refused_by("case_holds_what_was_recorded"):
        put(attacker, signed, "letter", LETTER, seq)


def test_what_is_judged_is_not_brought_by_an_act_that_changes_nothing(
    store: Store, attacker: Attacker, signed: CaseId
) -> None:
    seq = write(store, signed, "letter", "forged", trigger="sign:approve")
    with refused_by("case_holds_what_was_recorded"):
        put(attacker, signed, "letter", LETTER, seq)


def test_what_is_judged_is_brought_by_an_act_that_makes_it_stale(
    store: Store, attacker: Attacker, signed: CaseId
) -> None:
    put(
        attacker,
        signed,
        "letter",
        LETTER,
        write(store, signed, "letter", "forged", trigger="amend:done"),
    )


@pytest.mark.parametrize("erased", [False, True])
def test_what_was_there_before_does_not_come_back(
    store: Store,
    attacker: Attacker,
    signed: CaseId,
    erased: bool,
) -> None:
    """A file that was mended and judged again does not get its first text back."""
    first = write(store, signed, "letter", "first", trigger="amend:done")
    second = write(store, signed, "letter", "second", trigger="amend:done")
    put(attacker, signed, "letter", '"second"', second)
    if erased:
        attacker.run("DELETE FROM case_fields WHERE item = 'letter'")
        attacker.run("DELETE FROM fact_private WHERE seq = :seq", seq=second)
    with refused_by("case_holds_what_was_recorded"):
        put(attacker, signed, "letter", '"first"', first)


def test_a_paper_is_not_received_by_an_act_that_changes_nothing(
    store: Store, attacker: Attacker, signed: CaseId
) -> None:
    look = seen(store, signed, "hadi")
    made = decided(look, "sign:approve")
    fact = replace(made.fact, public={"received": ["letter"]})
    seq = record(store, look, replace(made, fact=fact), new_key()).seq
    with refused_by("case_holds_what_was_recorded"):
        attacker.run("UPDATE case_requirements SET seq = :seq WHERE item = 'letter'", seq=seq)


def test_a_paper_handed_in_again_does_not_become_the_first_one(
    store: Store, attacker: Attacker
) -> None:
    case = opened(store)
    play(store, case, "check:return", "siti")
    play(store, case, "fix:done", "applicant")
    with refused_by("case_holds_what_was_recorded"):
        attacker.run("UPDATE case_requirements SET seq = 1 WHERE item = 'letter'")


def test_what_was_erased_is_not_written_anew(store: Store, attacker: Attacker) -> None:
    case = opened(store)
    play(store, case, "check:approve", "siti")
    attacker.run("DELETE FROM fact_private")
    with refused_by("fact_private_is_kept"):
        attacker.run(
            "INSERT INTO fact_private (case_id, seq, salt, body) VALUES (:case, 1, 'x',"
            ' \'{"fields": {"name": "Budi"}}\')',
            case=case,
        )


def test_a_fact_that_committed_to_nothing_gets_no_private_part(
    store: Store, attacker: Attacker
) -> None:
    case = opened(store)
    seq = play(store, case, "check:approve", "siti").seq
    with refused_by("fact_private_is_kept"):
        attacker.run(
            "INSERT INTO fact_private (case_id, seq, salt, body) VALUES (:case, :seq, 'x', '{}')",
            case=case,
            seq=seq,
        )


@pytest.mark.parametrize(
    "change",
    ["parent_id = 'dinkes'", "parent_id = NULL", "zone = 'Pacific/Kiritimati'", "kind = 'kota'"],
)
def test_a_unit_that_has_cases_stays_where_it_is(
    store: Store, attacker: Attacker, change: str
) -> None:
    """Its parent says who may act for it, its zone which day an act is of."""
    opened(store)
    with refused_by("unit_keeps_its_place"):
        attacker.run(f"UPDATE units SET {change} WHERE id = 'dpmptsp'")
    if attacker.dialect == "sqlite":
        with refused_by("unit_keeps_its_place"):
            attacker.run(
                "REPLACE INTO units SELECT id, kind, name, 'dinkes', zone, address FROM units"
                " WHERE id = 'dpmptsp'"
            )
    attacker.run("UPDATE units SET name = 'Dinas Perizinan' WHERE id = 'dpmptsp'")


def test_a_file_that_moves_a_unit_with_cases_is_refused_as_a_whole(store: Store) -> None:
    moved = moved_under("dinkes")
    with store.changing() as change:
        assert Action.CHANGED in {c.action for c in apply(change, moved, dry_run=True)}
    opened(store)

    with store.changing() as change:
        found = [c for c in apply(change, moved, dry_run=False) if c.action is Action.IMPOSSIBLE]

    assert [(c.kind, c.id) for c in found] == [("unit", "dpmptsp")]


def moved_under(parent: str) -> Organisation:
    units = tuple(
        replace(u, parent=UnitId(parent)) if u.id == "dpmptsp" else u for u in ORGANISATION.units
    )
    return replace(ORGANISATION, units=units)
