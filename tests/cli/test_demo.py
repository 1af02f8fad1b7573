"""The demo tells the truth: who must act has acted, and who tried to go round was refused."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, in_a_process

CASE_KEYS = ["number", "sop", "version", "result", "must_act", "acts"]
ACT_KEYS = ["step", "role", "official", "position", "capacity", "at"]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The demo as data, and the folder that it filled."""
    folder = tmp_path_factory.mktemp("demo") / "here"
    return folder, in_a_process("demo", "--keep", folder, "--json")


@pytest.fixture(scope="module")
def document(played: tuple[Path, Ran]) -> dict[str, Any]:
    _, ran = played
    assert ran.code == 0, ran.err
    read: dict[str, Any] = json.loads(ran.out)
    return read


def acts_of(case: dict[str, Any]) -> set[str]:
    return {act["step"] for act in case["acts"]}


def test_twelve_cases_over_two_sops_in_the_promised_form(document: dict[str, Any]) -> None:
    assert list(document) == ["cases", "refused"]
    assert len(document["cases"]) == 12
    assert {c["sop"] for c in document["cases"]} == {"sktm", "izin-reklame"}
    assert len({c["number"] for c in document["cases"]}) == 12
    for case in document["cases"]:
        assert list(case) == CASE_KEYS
        for act in case["acts"]:
            assert list(act) == ACT_KEYS
            assert all(act.values()), act
            assert act["at"].endswith("Z")


def test_every_granted_case_has_the_acts_of_all_who_must_act(document: dict[str, Any]) -> None:
    granted = [c for c in document["cases"] if c["result"] == "granted"]

    assert len(granted) >= 4
    assert {c["sop"] for c in granted} == {"sktm", "izin-reklame"}
    for case in granted:
        assert {"ttd", "serah"} < set(case["must_act"])
        assert set(case["must_act"]) <= acts_of(case), case["number"]


def test_a_refusal_is_signed_by_the_head_too(document: dict[str, Any]) -> None:
    refused = [c for c in document["cases"] if c["result"] == "refused"]

    assert len(refused) == 2
    for case in refused:
        assert any(step.startswith("ttd") for step in case["must_act"])
        assert set(case["must_act"]) <= acts_of(case)


def test_some_wait_and_one_was_withdrawn(document: dict[str, Any]) -> None:
    results = [c["result"] for c in document["cases"]]

    assert results.count(None) == 4
    assert results.count("withdrawn") == 1
    for case in document["cases"]:
        if case["result"] is None:
            assert set(case["must_act"]) - acts_of(case)


def test_many_kinds_of_skip_are_refused_by_the_engine_and_the_database(
    document: dict[str, Any],
) -> None:
    codes = {r["code"] for r in document["refused"]}

    assert {
        "no_appointment",
        "not_your_role",
        "item_not_open",
        "unknown_answer",
        "stale_view",
        "key_reused",
        "requirement_missing",
        "not_withdrawable",
        "case_closed",
    } <= codes
    assert len([c for c in codes if c.startswith("database:")]) == 3
    numbers = {c["number"] for c in document["cases"]}
    for refused in document["refused"]:
        assert list(refused) == ["case", "code", "why"]
        assert refused["case"] in numbers
        assert len(refused["why"]) > 10


def test_progress_and_password_stay_off_the_result(played: tuple[Path, Ran]) -> None:
    _, ran = played

    assert "sopflow up" in ran.err
    assert "\x1b" not in ran.out + ran.err
    assert "Kata sandi" in ran.err
    assert "Kata sandi" not in ran.out


def test_its_record_is_whole_and_can_be_looked_at(played: tuple[Path, Ran]) -> None:
    folder, _ = played

    checked = in_a_process("audit", "verify", "--json", SOPFLOW_DATA_DIR=folder)
    assert checked.code == 0, checked
    assert checked.data["cases"] == 12
    waiting = in_a_process("worklist", "--as", "dewi", "--json", SOPFLOW_DATA_DIR=folder)
    assert [row["step"] for row in waiting.data] == ["paraf_kabid"]
    assert list((folder / "mailbox").iterdir())


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("penting")

    ran = in_a_process("demo", "--keep", tmp_path)

    assert ran.code == 5
    assert "Cara:" in ran.err
    assert [p.name for p in tmp_path.iterdir()] == ["surat.txt"]


@pytest.mark.slow
def test_the_folder_of_the_setting_is_the_one_that_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "dari-setelan"

    ran = in_a_process("demo", cwd=tmp_path, SOPFLOW_DATA_DIR=folder)

    assert ran.code == 0, ran.err
    assert (folder / "sopflow.db").is_file()
    assert not (tmp_path / "sopflow-demo").exists()


def test_it_makes_its_own_folder_anew_and_no_other(tmp_path: Path) -> None:
    first = in_a_process("demo", cwd=tmp_path)
    assert first.code == 0, first.err
    assert "SOPFLOW_DATA_DIR=sopflow-demo sopflow up" in first.err
    assert "8/8" in first.out
    assert "Catatan lengkap" in first.out

    old = tmp_path / "sopflow-demo" / "sopflow.db"
    with closing(sqlite3.connect(old)) as used:
        used.execute("SELECT * FROM cases").fetchall()
        second = in_a_process("demo", "--json", cwd=tmp_path)
    assert second.code == 0
    assert "SOPFLOW_DATA_DIR=sopflow-demo-2 sopflow up" in second.err
    third = in_a_process("demo", "--json", cwd=tmp_path)
    assert "SOPFLOW_DATA_DIR=sopflow-demo sopflow up" in third.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["sopflow-demo", "sopflow-demo-2"]


@pytest.mark.slow
def test_it_plays_on_postgresql_as_well(
    new_postgres_database: Callable[..., str], tmp_path: Path
) -> None:
    url = new_postgres_database()

    ran = in_a_process(
        "demo", "--keep", tmp_path / "d", "--json", "--lang", "en", SOPFLOW_DATABASE_URL=url
    )

    assert ran.code == 0, ran.err
    document = ran.data
    assert len(document["cases"]) == 12
    for case in document["cases"]:
        if case["result"] == "granted":
            assert set(case["must_act"]) <= acts_of(case)
    codes = {r["code"] for r in document["refused"]}
    assert {c for c in codes if c.startswith("database:")} == {
        "database:fact_is_an_arc",
        "database:facts_are_kept_for_ever",
        "database:case_follows_its_last_fact",
    }
    again = in_a_process("demo", "--keep", tmp_path / "f", SOPFLOW_DATABASE_URL=url)
    assert again.code == 5
    as_owner = in_a_process("doctor", SOPFLOW_DATABASE_URL=url, SOPFLOW_DATA_DIR=tmp_path / "e")
    assert as_owner.code == 6
    assert "pemilik tabel" in as_owner.out
    allowed = in_a_process(
        "doctor",
        SOPFLOW_DATABASE_URL=url,
        SOPFLOW_DATA_DIR=tmp_path / "e",
        SOPFLOW_ALLOW_OWNER="true",
    )
    assert allowed.code == 0, allowed
