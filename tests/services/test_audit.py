"""What somebody with the database in hand altered is found and named."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from sopflow.domain.cases import Advance, Open, Receipt
from sopflow.domain.words import AnswerId, CaseId, UnitId
from sopflow.reads.cases import case_page
from sopflow.reads.versions import stored_versions
from sopflow.services.audit import AuditReport, verify
from sopflow.services.cases import Opened, advance_case, open_case
from sopflow.store.store import Store
from tests.office import caller, copied, filled_form, furnish, opened

ALL_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A furnished SQLite database with two cases, one of them three acts long."""
    path = tmp_path_factory.mktemp("audit") / "template.db"
    url = f"sqlite:///{path}"
    furnish(url)
    with opened(url) as store:
        case = open_one(store)
        open_one(store)
        answer(store, case, "periksa", "lengkap")
        answer(store, case, "cek_data", "terdaftar")
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    copied(template, tmp_path / "copy.db")
    return tmp_path / "copy.db"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with opened(f"sqlite:///{database}") as found:
        yield found


def open_one(store: Store) -> CaseId:
    version = next(v.version_id for v in stored_versions(store, on=store.now().date(), sop="sktm"))
    form = filled_form(store.machine(version).procedure)
    command = Open(CaseId(str(uuid4())), uuid4().hex, form, proof="KTP")
    unit = UnitId("kecamatan-contoh")
    done = open_case(store, command, sop_code="sktm", unit=unit, caller=caller("ani"))
    assert isinstance(done, Opened), done
    return command.case_id


def answer(store: Store, case: CaseId, step: str, answer_: str) -> None:
    number = next(chain.number for chain in store.all_chains() if chain.case_id == case)
    page = case_page(store, number, person=None, now=store.now())
    assert page is not None
    item = next(s for s in page.open_steps if s.step == step)
    command = Advance(case, item.item, item.view, AnswerId(answer_), uuid4().hex, note="Catatan")
    assert isinstance(advance_case(store, command, caller=caller("ani")), Receipt)


def tampered(database: Path, *statements: str) -> AuditReport:
    """The report after somebody took the lock off and altered the file."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in connection.execute(ALL_TRIGGERS).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
    connection.close()
    with opened(f"sqlite:///{database}") as store:
        return verify(store)


LONG = "(SELECT case_id FROM facts WHERE trigger = 'cek_data:terdaftar')"


def test_an_unaltered_record_is_whole(store: Store) -> None:
    report = verify(store)

    assert report.is_whole
    assert (report.cases, report.records, report.erased) == (2, 4, 0)


@pytest.mark.parametrize(
    ("statement", "seq", "why"),
    [
        (f"UPDATE facts SET person_id = 'rudi' WHERE case_id = {LONG} AND seq = 2", 2, "altered"),
        (f"UPDATE facts SET hash = previous_hash WHERE case_id = {LONG} AND seq = 2", 2, "altered"),
        (f"DELETE FROM facts WHERE case_id = {LONG} AND seq = 2", 3, "order"),
        (f"DELETE FROM facts WHERE case_id = {LONG} AND seq = 3", 3, "case_row"),
        (f"UPDATE cases SET seq = 2 WHERE id = {LONG}", 2, "case_row"),
        (
            f"UPDATE cases SET result = 'granted', closed_at = opened_at WHERE id = {LONG}",
            3,
            "case_row",
        ),
        (
            f"UPDATE fact_private SET body = '{{}}' WHERE case_id = {LONG} AND seq = 3",
            3,
            "private_altered",
        ),
        ("UPDATE versions SET machine = replace(machine, 'Camat', 'Calon')", 1, "unknown_version"),
    ],
)
def test_the_first_bad_record_is_named(database: Path, statement: str, seq: int, why: str) -> None:
    report = tampered(database, statement)

    assert not report.is_whole
    assert (report.bad[0].seq, report.bad[0].why) == (seq, why)


def test_lawful_erasure_is_no_alteration(database: Path) -> None:
    report = tampered(database, f"DELETE FROM fact_private WHERE case_id = {LONG}")

    assert report.is_whole
    assert report.erased == 3
