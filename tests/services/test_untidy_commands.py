"""What a browser or a script may send: nothing of it stops a process or is half recorded."""

import json
import secrets

import pytest

from sopflow.domain.cases import Advance, Open, Submission
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import AnswerId, CaseId, ItemId, UnitId, WorkItemId
from sopflow.services.cases import Opened, advance_case, open_case
from sopflow.store.store import Store
from tests.office import caller, filled_form, rows

HERE = UnitId("kecamatan-contoh")


def apply(office: Store, *, proof: str = "KTP dilihat", **values: str) -> Opened | Refusal:
    (version,) = rows(office, "SELECT id FROM versions WHERE sop_code = 'sktm'")
    form = filled_form(office.machine(version["id"]).procedure)
    given = Submission({**form.fields, **values}, form.requirements)
    command = Open(CaseId(secrets.token_hex(8)), secrets.token_hex(8), given, proof=proof)
    return open_case(office, command, sop_code="sktm", unit=HERE, caller=caller("ani"))


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "nol\x00tengah"])
def test_characters_that_no_database_takes_are_marked_as_lost(office: Store, odd: str) -> None:
    opened = apply(office, nama=f"Warga {odd} Contoh", proof=f"KTP {odd}")

    assert isinstance(opened, Opened)
    (fact,) = rows(
        office, "SELECT body FROM fact_private WHERE case_id = :c", c=opened.receipt.case_id
    )
    body = fact["body"] if isinstance(fact["body"], dict) else json.loads(fact["body"])
    assert "\ufffd" in body["proof"]
    assert "\ufffd" in body["fields"]["nama"]


def test_a_note_without_end_is_refused(office: Store) -> None:
    opened = apply(office)
    assert isinstance(opened, Opened)
    case = opened.receipt.case_id
    item = WorkItemId(f"{case}.1.periksa")

    outcome = advance_case(
        office,
        Advance(case, item, 1, AnswerId("kurang"), "k", note="x" * 10_001),
        caller=caller("ani"),
    )

    assert outcome == Refusal(RefusalCode.FIELD_INVALID, {"faults": {"note": "too_long"}})


def test_a_key_or_a_form_without_end_is_refused(office: Store) -> None:
    opened = apply(office)
    assert isinstance(opened, Opened)
    case = opened.receipt.case_id
    item = WorkItemId(f"{case}.1.periksa")
    many = Submission({}, frozenset(ItemId(f"p{n}") for n in range(600)))
    for command in (
        Advance(case, item, 1, AnswerId("lengkap"), "k" * 201),
        Advance(case, item, 1, AnswerId("lengkap"), "k", submission=many),
    ):
        outcome = advance_case(office, command, caller=caller("ani"))
        assert isinstance(outcome, Refusal)
        assert outcome.code is RefusalCode.FIELD_INVALID


def test_a_field_without_end_is_named(office: Store) -> None:
    outcome = apply(office, alamat="x" * 1_000_000)
    assert outcome == Refusal(RefusalCode.FIELD_INVALID, {"faults": {"alamat": "too_long"}})
