from typing import Any

import pytest

from sopflow.domain.forms import fill, missing_requirements
from sopflow.domain.items import EntryRequirement, Field, FieldKind
from sopflow.domain.words import ItemId, Text


def a_field(kind: FieldKind, *, required: bool = True, **more: Any) -> Field:
    return Field(ItemId("f"), Text("F", "F"), kind, required, False, None, **more)


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        (FieldKind.TEXT, " Toko Contoh ", "Toko Contoh"),
        (FieldKind.INTEGER, "12", 12),
        (FieldKind.DECIMAL, "12,5", "12.5"),
        (FieldKind.DECIMAL, "-0", "0"),
        (FieldKind.TEXT, "a\x00b\ud800", "a\ufffdb\ufffd"),
        (FieldKind.MONEY, "1250000", 1250000),
        (FieldKind.DATE, "2026-11-24", "2026-11-24"),
        (FieldKind.YES_NO, "ya", True),
        (FieldKind.YES_NO, "tidak", False),
        (FieldKind.CHOICE, "a", "a"),
        (FieldKind.NIK, "0000000000000001", "0000000000000001"),
        (FieldKind.PHONE, "0812-0000 0000", "081200000000"),
        (FieldKind.EMAIL, "warga@contoh.invalid", "warga@contoh.invalid"),
    ],
)
def test_a_good_value_is_taken_in_its_own_type(kind: FieldKind, given: str, value: object) -> None:
    filled = fill([a_field(kind, choices=("a", "b"))], {"f": given})
    assert filled.values == {"f": value}
    assert not filled.faults


@pytest.mark.parametrize(
    ("kind", "given", "fault"),
    [
        (FieldKind.TEXT, "", "required"),
        (FieldKind.TEXT, "x" * 501, "too_long"),
        (FieldKind.INTEGER, "1.5", "not_a_number"),
        (FieldKind.INTEGER, "NaN", "not_a_number"),
        (FieldKind.DECIMAL, "Infinity", "not_a_number"),
        (FieldKind.INTEGER, "1e999999999", "not_a_number"),
        (FieldKind.MONEY, "9" * 31, "not_a_number"),
        (FieldKind.DECIMAL, "1_0", "not_a_number"),
        (FieldKind.DECIMAL, "\u0661", "not_a_number"),
        (FieldKind.INTEGER, "0", "too_small"),
        (FieldKind.INTEGER, "201", "too_big"),
        (FieldKind.DATE, "24-11-2026", "not_a_date"),
        (FieldKind.YES_NO, "barangkali", "not_yes_or_no"),
        (FieldKind.CHOICE, "c", "not_a_choice"),
        (FieldKind.NIK, "123", "not_a_nik"),
        (FieldKind.NIK, "\u0661" * 16, "not_a_nik"),
        (FieldKind.PHONE, "nol delapan", "not_a_phone"),
        (FieldKind.EMAIL, "warga.contoh", "not_an_email"),
    ],
)
def test_a_bad_value_is_named_by_its_fault(kind: FieldKind, given: str, fault: str) -> None:
    field = a_field(kind, choices=("a", "b"), minimum=1, maximum=200)
    assert fill([field], {"f": given}).faults == {"f": fault}


def test_an_unknown_field_is_a_fault_and_not_lost() -> None:
    assert fill([], {"g": "1"}).faults == {"g": "unknown"}


def test_a_partial_form_keeps_what_was_given_earlier() -> None:
    assert fill([a_field(FieldKind.TEXT)], {}, partial=True) == fill([], {})
    assert fill([a_field(FieldKind.YES_NO)], {}).faults == {"f": "required"}


def test_a_paper_that_a_step_names_must_be_there_though_the_list_does_not_require_it() -> None:
    parcel = EntryRequirement(ItemId("paket"), Text("Paket", "Parcel"), False)

    assert missing_requirements([parcel], frozenset()) == ("paket",)


def test_one_paper_of_a_group_is_enough() -> None:
    papers = [
        EntryRequirement(ItemId(name), Text(name, name), True, group)
        for name, group in [("ktp", None), ("sertifikat", "lahan"), ("sewa", "lahan")]
    ]
    assert missing_requirements(papers, frozenset()) == ("ktp", "sertifikat", "sewa")
    assert missing_requirements(papers, frozenset({ItemId("sewa")})) == ("ktp",)
