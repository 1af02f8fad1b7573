"""What the database keeps of the organisation, of numbers, of work items and of receipts."""

from datetime import date

import pytest

from sopflow.domain.words import UnitId
from sopflow.store.store import Store
from tests.store.attacks import Attacker, refused_by
from tests.store.playing import opened, play

APPOINTMENT = (
    "INSERT INTO appointments (id, person_id, position_id, capacity, letter_number, letter_date,"
    " valid_from, recorded_at) VALUES ('new', 'rudi', 'dpmptsp-clerk', 'definitive', 'SK',"
    " '2020-01-01', '2020-01-01', {at})"
)


@pytest.mark.parametrize(
    "change",
    [
        "person_id = 'rudi'",
        "position_id = 'kota-head'",
        "capacity = 'plt'",
        "letter_number = 'X'",
        "letter_date = '2019-01-01'",
        "valid_from = '2019-01-01'",
        "valid_until = '2999-01-01'",
        "recorded_at = {now}",
        "ended_recorded_at = {now}",
        "valid_until = '2999-01-01', ended_recorded_at = {now}, person_id = 'rudi'",
    ],
)
def test_an_appointment_is_not_rewritten(attacker: Attacker, change: str) -> None:
    with refused_by("appointment_ends_once"):
        attacker.run(f"UPDATE appointments SET {change} WHERE person_id = 'siti'")


def test_an_appointment_ends_once(attacker: Attacker) -> None:
    end = (
        "UPDATE appointments SET valid_until = :day, ended_recorded_at = {now}"
        " WHERE person_id = 'siti'"
    )
    attacker.run(end, day="2026-01-01")
    with refused_by("appointment_ends_once"):
        attacker.run(end, day="2026-01-01")


def test_an_end_is_not_put_off(attacker: Attacker) -> None:
    end = (
        "UPDATE appointments SET valid_until = :day, ended_recorded_at = {now}"
        " WHERE person_id = 'dewi' AND valid_until IS NOT NULL"
    )
    with refused_by("appointment_ends_once"):
        attacker.run(end, day="2999-01-01")
    attacker.run(end, day="2020-06-01")


def test_an_appointment_is_not_recorded_in_the_past(attacker: Attacker) -> None:
    with refused_by("appointment_is_on_the_clock"):
        attacker.run(APPOINTMENT.replace("{at}", "'2020-01-01T00:00:00.000000Z'"))
    attacker.run(APPOINTMENT.replace("{at}", "{now}"))


@pytest.mark.parametrize("change", ["unit_id = 'dinkes'", "kind = 'head'", "id = 'x'"])
def test_a_position_keeps_its_identity(attacker: Attacker, change: str) -> None:
    with refused_by("position_keeps_its_identity", "appointments_position_id_fkey"):
        attacker.run(f"UPDATE positions SET {change} WHERE id = 'dpmptsp-clerk'")


def test_a_position_may_be_renamed(attacker: Attacker) -> None:
    attacker.run("UPDATE positions SET name = 'Petugas' WHERE id = 'dpmptsp-clerk'")


def test_a_person_stays_what_it_is(attacker: Attacker) -> None:
    with refused_by("person_keeps_its_identity"):
        attacker.run("UPDATE persons SET kind = 'system' WHERE id = 'siti'")


def test_a_position_or_person_is_not_replaced_by_another_on_sqlite(sqlite_url: str) -> None:
    attacker = Attacker(sqlite_url)
    with refused_by("positions_are_kept_for_ever"):
        attacker.run("REPLACE INTO positions VALUES ('dpmptsp-clerk', 'dinkes', 'head', 'X', NULL)")
    with refused_by("persons_are_kept_for_ever"):
        attacker.run("REPLACE INTO persons VALUES ('system', 'official', 'X')")
    attacker.close()


def test_a_series_of_numbers_never_goes_back(store: Store, attacker: Attacker) -> None:
    opened(store)
    opened(store, "case-2")
    with refused_by("number_is_never_reused"):
        attacker.run("UPDATE number_series SET last = 1")
    if attacker.dialect == "sqlite":
        with refused_by("number_is_never_reused"):
            attacker.run(
                "REPLACE INTO number_series SELECT unit_id, series, year, 0 FROM number_series"
            )


def test_one_number_for_one_job(store: Store, attacker: Attacker) -> None:
    case = opened(store)
    numbers = [
        store.issue_number(
            unit=UnitId("dpmptsp"),
            series="izin",
            pattern="503/{urut:3}/{bulan}/{tahun}",
            on=date(2026, 3, 1),
            case_id=case,
            job_id=job,
        )
        for job in ("one", "two", "one")
    ]

    assert numbers == ["503/001/03/2026", "503/002/03/2026", "503/001/03/2026"]
    with refused_by("issued_numbers_pkey", "issued_numbers_are_kept_for_ever"):
        attacker.run(
            "INSERT INTO issued_numbers SELECT unit_id, series, year, number, text, case_id, 'new',"
            " recorded_at FROM issued_numbers LIMIT 1"
        )


def test_one_open_item_of_a_step(store: Store, attacker: Attacker) -> None:
    opened(store)
    copy = (
        "INSERT INTO work_items (id, case_id, step, view, opened_seq, opened_at, closed_seq)"
        " SELECT 'other', case_id, step, 1, opened_seq, opened_at, {closed} FROM work_items"
    )
    with refused_by("work_item_is_open_once"):
        attacker.run(copy.replace("{closed}", "CAST(NULL AS integer)"))
    attacker.run(copy.replace("{closed}", "1"))
    with refused_by("work_item_is_open_once"):
        attacker.run("UPDATE work_items SET closed_seq = NULL WHERE id = 'other'")


def test_a_closed_item_does_not_replace_an_open_one_on_sqlite(sqlite_url: str) -> None:
    store, attacker = Store.open(sqlite_url), Attacker(sqlite_url)
    opened(store)
    attacker.run(
        "INSERT INTO work_items (id, case_id, step, view, opened_seq, opened_at, closed_seq)"
        " SELECT 'other', case_id, step, 1, opened_seq, opened_at, 1 FROM work_items"
    )
    with refused_by("work_item_is_open_once"):
        attacker.run("UPDATE OR REPLACE work_items SET closed_seq = NULL WHERE id = 'other'")
    store.close()
    attacker.close()


def test_one_receipt_for_a_key(store: Store, attacker: Attacker) -> None:
    opened(store)
    with refused_by("receipt_is_given_once"):
        attacker.run("INSERT INTO receipts SELECT * FROM receipts")


def test_a_field_is_not_changed_behind_a_signature(store: Store, attacker: Attacker) -> None:
    case = opened(store)
    play(store, case, "check:approve", "siti")
    for change in ("value = '\"Budi\"'", "value = '\"Budi\"', seq = 2", "seq = 2", "item = 'nik'"):
        with refused_by("case_holds_what_was_recorded"):
            attacker.run(f"UPDATE case_fields SET {change} WHERE item = 'name'")
    with refused_by("case_holds_what_was_recorded"):
        attacker.run(
            "INSERT INTO case_fields (case_id, item, value, seq) VALUES (:case, 'nik', '\"1\"', 1)",
            case=case,
        )


def test_a_field_may_be_erased(store: Store, attacker: Attacker) -> None:
    opened(store)
    attacker.run("DELETE FROM case_fields")


def test_a_paper_that_nobody_brought_is_not_received(store: Store, attacker: Attacker) -> None:
    case = opened(store)
    with refused_by("case_holds_what_was_recorded"):
        attacker.run(
            "INSERT INTO case_requirements (case_id, item, seq) VALUES (:case, 'deed', 1)",
            case=case,
        )
    with refused_by("case_holds_what_was_recorded"):
        attacker.run("UPDATE case_requirements SET item = 'deed'")
