"""Values on a paper stand as people write them, not as the SOP file names them."""

import pytest

from sopflow.domain.items import Field, FieldKind
from sopflow.domain.words import ItemId, Text
from sopflow.services.papers import shown


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (FieldKind.CHOICE, "bantuan_hukum", "Bantuan hukum"),
        (FieldKind.CHOICE, "ktp", "KTP"),
        (FieldKind.MONEY, 1500000, "Rp 1.500.000"),
        (FieldKind.YES_NO, False, "Tidak"),
        (FieldKind.TEXT, "bantuan_hukum", "bantuan_hukum"),
    ],
)
def test_a_value_on_a_paper_is_written_out(kind: FieldKind, value: object, written: str) -> None:
    label = Text("x", "x")
    entry = Field(ItemId("x"), label, kind, is_required=True, is_personal=False, purpose="x")

    assert shown(entry, value) == written
