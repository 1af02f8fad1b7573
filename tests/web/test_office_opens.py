"""An official opens a case in his own name at the counter, and the other side answers it."""

from collections.abc import Callable

import pytest

from sopflow.wiring import Runtime
from tests.office import put_in_force, shipped
from tests.web.pages import Browser, Fields

COUNTER = "/buka/teguran-izin/dpmptsp"
MATTER: Fields = {
    "isi.nama_pemegang": "Rahmat Contoh",
    "isi.alamat": "Jalan Contoh 1, Kota Contoh",
    "isi.nomor_izin": "503/0001/REKLAME/DPMPTSP/2026",
    "isi.pelanggaran": "Reklame melebihi luas izin",
}


@pytest.fixture(autouse=True)
def in_force(runtime: Runtime) -> None:
    put_in_force(runtime.store, shipped("teguran-izin"))


def test_the_inspector_opens_it_without_anybodys_identity_card(
    official: Callable[[str], Browser],
) -> None:
    inspector = official("tono")
    form = inspector.get(COUNTER)
    assert "atas nama jabatan Anda" in form.text
    assert 'name="bukti"' not in form.text

    number, _ = inspector.open_at(COUNTER, MATTER)

    page = inspector.get(f"/berkas/{number}")
    assert "Mencatat pelanggaran dalam berita acara" in page.text
    assert "Tono Contoh" in page.text


def test_the_desk_does_not_offer_what_only_the_inspector_opens(
    official: Callable[[str], Browser],
) -> None:
    assert COUNTER not in official("sari").get("/buka").text
    assert official("sari").get(COUNTER).status_code == 404
