"""History is kept: no row of the record or of a published version is changed, taken or added."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from sopflow.domain.words import PersonId, UnitId
from sopflow.store import postgresql
from sopflow.store.store import Store
from tests.store.attacks import Attacker, refused_by, tampered_entry
from tests.store.machines import MARKINGS, machine
from tests.store.playing import decided, opened, play, put_in_force, seen

COMPILED = (
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
)
KEPT = (
    *COMPILED,
    "versions",
    "version_events",
    "facts",
    "receipts",
    "calendars",
    "issued_numbers",
    "documents",
)
NOT_DELETED = (*KEPT, "cases", "appointments", "positions", "persons", "units", "number_series")
A_COLUMN = {
    "stands": "step",
    "must": "obligation",
    "judges": "item",
    "changes": "item",
    "rounds": "trigger",
    "openings": "step",
    "duties": "other",
    "may_act": "capacity",
    "versions": "source",
    "version_events": "note",
    "receipts": "body_hash",
    "calendars": "unit_id",
    "issued_numbers": "text",
    "documents": "media_type",
    "markings": "result",
    "arcs": "target",
    "meets": "trigger",
    "facts": "target",
}


@pytest.fixture
def filled(store: Store, attacker: Attacker) -> None:
    _fill(store, attacker)


def _fill(store: Store, attacker: Attacker) -> None:
    """At least one row in every table that is kept."""
    case = opened(store)
    play(store, case, "check:return", "siti")
    store.issue_number(
        unit=UnitId("dpmptsp"),
        series="izin",
        pattern="{urut}/{tahun}",
        on=store.now().date(),
        case_id=case,
        job_id="job",
    )
    attacker.run(
        "INSERT INTO documents (id, case_id, item, revision, seq, media_type, sha256, body,"
        " made_at) VALUES ('paper', :case, 'permit', 1, 1, 'application/pdf', 'x', :body, {now})",
        case=case,
        body=b"%PDF",
    )
    put_in_force(store, machine("OTHER", stands=True))


@pytest.mark.parametrize("table", KEPT)
def test_no_update(filled: None, attacker: Attacker, table: str) -> None:
    with refused_by(f"{table}_are_kept_for_ever"):
        attacker.run(f"UPDATE {table} SET {A_COLUMN[table]} = {A_COLUMN[table]}")


@pytest.mark.parametrize("table", NOT_DELETED)
def test_no_delete(filled: None, attacker: Attacker, table: str) -> None:
    assert attacker.run(f"SELECT count(*) FROM {table}")[0][0] > 0
    with refused_by(f"{table}_are_kept_for_ever"):
        attacker.run(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", NOT_DELETED)
def test_no_truncate(postgresql_url: str, table: str) -> None:
    attacker = Attacker(postgresql_url)
    with refused_by(f"{table}_are_kept_for_ever"):
        attacker.run(f"TRUNCATE {table} CASCADE")
    attacker.close()


REPLACED = {
    "facts": ["facts_are_kept_for_ever"],
    "cases": ["cases_are_kept_for_ever"],
    "receipts": ["receipt_is_given_once"],
    "fact_private": ["fact_private_is_kept"],
    "appointments": ["appointments_are_kept_for_ever"],
    "calendars": ["calendars_are_kept_for_ever"],
    "documents": ["documents_are_kept_for_ever"],
    "issued_numbers": ["issued_numbers_are_kept_for_ever"],
    "work_items": ["work_item_is_open_once"],
    "versions": ["versions_are_kept_for_ever"],
    "version_events": ["version_events_are_kept_for_ever"],
} | {table: ["version_is_published"] for table in COMPILED}


@pytest.mark.parametrize("table", REPLACED)
def test_no_replace_on_sqlite(sqlite_url: str, table: str) -> None:
    store, attacker = Store.open(sqlite_url), Attacker(sqlite_url)
    _fill(store, attacker)
    columns = [
        row[1] for row in attacker.run(f"SELECT cid, name FROM pragma_table_info('{table}')")
    ]
    names = ", ".join(columns)

    with refused_by(*REPLACED[table]):
        attacker.run(f"REPLACE INTO {table} ({names}) SELECT {names} FROM {table} LIMIT 1")
    store.close()
    attacker.close()


@pytest.mark.parametrize("verb", ["INSERT OR IGNORE", "INSERT OR REPLACE"])
def test_a_skip_is_refused_under_any_conflict_rule_on_sqlite(sqlite_url: str, verb: str) -> None:
    store, attacker = Store.open(sqlite_url), Attacker(sqlite_url)
    look = seen(store, opened(store), "siti")
    entry = tampered_entry(look, decided(look, "check:approve"), target="granted", result="granted")
    fact = dict(entry.fact) | {"public": "{}"}
    names, holes = ", ".join(fact), ", ".join(f":{name}" for name in fact)

    with refused_by("fact_is_an_arc"):
        attacker.run(f"{verb} INTO facts ({names}) VALUES ({holes})", **fact)
    store.close()
    attacker.close()


NEW_ROWS: dict[str, dict[str, Any]] = {
    "markings": {"id": "new", "result": "granted", "is_deciding": False, "is_start": False},
    "arcs": {
        "source": "checking",
        "trigger": "check:free",
        "step": "check",
        "answer": "free",
        "role": "clerk",
        "actor_class": "official",
        "target": "granted",
        "result": "granted",
    },
    "must": {"end_id": "granted", "obligation": "new"},
    "meets": {
        "end_id": "granted",
        "obligation": "granted/initials",
        "step": "check",
        "trigger": "check:skip",
    },
    "judges": {"step": "sign", "item": "name"},
    "changes": {"trigger": "sign:approve", "item": "name"},
    "stands": {"changing_step": "amend", "step": "initials"},
    "rounds": {"trigger": "sign:approve", "rounds_max": 9},
    "may_act": {
        "role": "head",
        "position_kind": "clerk",
        "relation": "unit",
        "named_unit": "",
        "capacity": "definitive",
        "rank": 0,
    },
    "openings": {"source": "checking", "trigger": "check:approve", "step": "sign"},
    "duties": {"step": "sign", "kind": "different", "number": 0, "other": "check", "most": 0},
}


@pytest.mark.parametrize("table", COMPILED)
def test_nothing_is_added_to_a_published_version(attacker: Attacker, table: str) -> None:
    row = {"version_id": machine().id, **NEW_ROWS[table]}
    names, holes = ", ".join(row), ", ".join(f":{name}" for name in row)
    with refused_by("version_is_published"):
        attacker.run(f"INSERT INTO {table} ({names}) VALUES ({holes})", **row)


def test_a_row_slipped_in_while_a_version_is_published_is_not_kept(postgresql_url: str) -> None:
    """The publisher waits for whoever wrote under the same version, and finds him gone."""
    store, made = Store.open(postgresql_url), machine("SLIP")
    engine = create_engine(postgresql_url)
    row = {"version_id": made.id, **NEW_ROWS["judges"]}
    publish = partial(store.add_version, made, "", {}, by=PersonId("hadi"))
    with engine.connect() as slow, ThreadPoolExecutor(1) as other:
        slow.execute(text("INSERT INTO judges VALUES (:version_id, :step, :item)"), row)
        publishing = other.submit(publish)
        with pytest.raises(TimeoutError):
            publishing.result(0.3)
        with pytest.raises(IntegrityError, match="judges_version_id_fkey"):
            slow.commit()
        slow.rollback()
        publishing.result(60)

    with engine.connect() as late, pytest.raises(IntegrityError, match="version_is_published"):
        late.execute(text("INSERT INTO judges VALUES (:version_id, :step, :item)"), row)
    store.close()
    engine.dispose()


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ("marking = 'handing'", {"case_follows_its_last_fact"}),
        ("marking = 'granted', result = 'granted'", {"case_follows_its_last_fact"}),
        ("seq = seq + 1", {"case_follows_its_last_fact"}),
        ("seq = seq - 1", {"case_never_goes_back"}),
        ("seq = 1, marking = 'checking'", {"case_never_goes_back"}),
        ("result = 'granted'", {"case_has_the_result_of_its_marking"}),
        ("number = 'X'", {"case_keeps_its_identity"}),
        ("version_id = 'x'", {"case_keeps_its_identity"}),
        ("unit_id = 'dinkes'", {"case_keeps_its_identity"}),
        ("applicant_id = 'siti'", {"case_keeps_its_identity"}),
        ("id = 'x'", {"case_keeps_its_identity"}),
        ("opened_at = {now}", {"case_keeps_its_identity"}),
        ("closed_at = {now}", {"case_is_closed_with_a_result"}),
    ],
)
def test_a_case_row_that_differs_from_its_last_fact_is_refused(
    store: Store, attacker: Attacker, change: str, names: set[str]
) -> None:
    case = opened(store)
    play(store, case, "check:return", "siti")
    keys = {"cases_version_id_fkey", "fact_belongs_to_its_case", "case_follows_its_last_fact"}
    also = {"case_is_closed_with_a_result", "case_has_the_result_of_its_marking"} | keys
    with refused_by(*names, *also):
        attacker.run(f"UPDATE cases SET {change}")


def test_a_closed_case_is_not_opened_again(store: Store, attacker: Attacker) -> None:
    case = opened(store)
    play(store, case, "case:withdraw", "applicant")

    with refused_by("case_keeps_its_identity"):
        attacker.run("UPDATE cases SET closed_at = {now}")
    with refused_by(
        "case_keeps_its_identity",
        "case_follows_its_last_fact",
        "case_has_the_result_of_its_marking",
    ):
        attacker.run("UPDATE cases SET marking = 'checking', result = '', closed_at = NULL")


def test_a_case_without_a_fact_stands_nowhere_but_at_its_start(attacker: Attacker) -> None:
    for marking in (m.id for m in MARKINGS):
        result = next(m.result for m in MARKINGS if m.id == marking)
        for seq in (0, 1, 5):
            if attacker.dialect == "sqlite" and marking == "start" and seq == 0:
                continue  # there the first fact comes a statement later
            with refused_by("case_follows_its_last_fact", "case_is_closed_with_a_result"):
                attacker.run(
                    "INSERT INTO cases (id, number, version_id, unit_id, applicant_id, marking,"
                    " seq, result, opened_at, language, tracking_hash) VALUES ('c', 'n', :version,"
                    " 'dpmptsp', 'siti', :marking, :seq, :result, {now}, 'id', 'h')",
                    version=machine().id,
                    marking=marking,
                    seq=seq,
                    result=result or "",
                )


def test_a_first_fact_elsewhere_than_at_the_start_is_refused(
    store: Store, attacker: Attacker
) -> None:
    """A case whose whole history is one grant."""
    look = seen(store, opened(store), "siti")
    lie = {
        "case_id": "case-2",
        "seq": 1,
        "source": "handing",
        "target": "granted",
        "trigger": "hand:done",
        "step": "hand",
        "answer": "done",
        "result": "granted",
        "previous_hash": "0" * 64,
    }
    entry = tampered_entry(look, decided(look, "check:approve"), **lie)
    case = {
        "version": machine().id,
        "marking": "start" if attacker.dialect == "sqlite" else "granted",
        "seq": 0 if attacker.dialect == "sqlite" else 1,
        "result": "" if attacker.dialect == "sqlite" else "granted",
    }
    closed = "NULL" if attacker.dialect == "sqlite" else "{now}"
    insert = (
        "INSERT INTO cases (id, number, version_id, unit_id, applicant_id, marking, seq,"
        " result, opened_at, closed_at, language, tracking_hash) VALUES ('case-2', 'n', :version,"
        f" 'dpmptsp', 'applicant:case-1', :marking, :seq, :result, {{now}}, {closed}, 'id', 'h')"
    )
    fact = {k: v for k, v in entry.fact.items() if k != "public"}
    names, holes = ", ".join(fact), ", ".join(f":{name}" for name in fact)
    put = f"INSERT INTO facts ({names}, public) VALUES ({holes}, '{{}}')"
    with refused_by(
        "fact_starts_at_the_start", "fact_continues_its_case", "fact_meets_every_obligation"
    ):
        attacker.together((insert, case), (put, fact))


def test_erasing_a_private_part_leaves_the_chain_whole(store: Store, attacker: Attacker) -> None:
    case = opened(store)
    assert store.facts_of(case)[0].private == {
        "proof": "KTP",
        "fields": {"name": "Ani", "phone": "0812"},
    }

    attacker.run("DELETE FROM fact_private")

    assert store.facts_of(case)[0].private is None
    assert [chain.flaw() for chain in store.all_chains()] == [None]


def test_a_private_part_is_not_rewritten(store: Store, attacker: Attacker) -> None:
    opened(store)
    with refused_by("fact_private_are_kept_for_ever"):
        attacker.run("UPDATE fact_private SET salt = 'x'")


def test_a_table_of_ones_own_does_not_stand_in_for_the_real_one(postgresql_url: str) -> None:
    """A temporary table comes first in the path; the triggers do not look there."""
    real = Store.open(postgresql_url)
    look = seen(real, opened(real), "budi")
    entry = tampered_entry(look, decided(look, "check:approve"))
    engine = create_engine(postgresql_url)
    with engine.connect() as connection:
        connection.execute(text("CREATE TEMP TABLE may_act AS SELECT * FROM public.may_act"))
        connection.execute(text("UPDATE may_act SET position_kind = 'kasi'"))
        connection.commit()
        with refused_by("fact_is_by_who_may_act"):
            postgresql.record(connection, entry)
    engine.dispose()
    real.close()
