"""The office acts on the whole case from its page."""

from collections.abc import Callable

from tests.web.pages import Browser
from tests.web.test_side_by_side import APPLICATION, COUNTER


def test_the_head_cancels_with_a_reason(official: Callable[[str], Browser]) -> None:
    number, _ = official("sari").open_at(COUNTER, APPLICATION)
    here, head = f"/berkas/{number}", official("ratna")
    assert "/batalkan" not in official("budi").get(here).text

    empty = head.send(head.get(here).form("/batalkan"))
    assert empty.status_code == 422
    assert "Menyusun konsep surat pembatalan" not in head.get(here).text

    form = head.get(here).form("/batalkan")
    assert head.send(form, {"catatan": "Tanah milik kota"}).status_code == 303

    page = head.get(here)
    assert "Menyusun konsep surat pembatalan" in page.text
    assert "Dibatalkan kantor" in page.text
    assert "/batalkan" not in page.text
