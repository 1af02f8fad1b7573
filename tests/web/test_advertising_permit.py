"""The longer SOP through its pages: fields of many kinds, two agencies, a payment, a return."""

import re
from collections.abc import Callable

from sopflow.wiring import Runtime
from tests.web.office import work_all
from tests.web.pages import Browser, Fields

COUNTER = "/buka/izin-reklame/dpmptsp"
APPLICATION: Fields = {
    "isi.nama": "Rahmat Contoh",
    "isi.nik": "0000010101900001",
    "isi.alamat": "Jalan Contoh 1, Kota Contoh",
    "isi.email": "rahmat@warga.example",
    "isi.jenis_reklame": "neon_box",
    "isi.isi_reklame": "Toko Contoh",
    "isi.titik_lokasi": "Depan Jalan Contoh 1",
    "isi.luas": "12,5",
    "bukti": "KTP asli diperlihatkan",
    "syarat": ["ktp", "nib", "gambar", "izin_lahan"],
}
FINDINGS: Fields = {"isi.luas_terukur": "12,4", "isi.hasil_tinjauan": "Sesuai gambar"}


def test_the_permit_comes_through_two_agencies_a_return_and_a_payment(
    official: Callable[[str], Browser], visitor: Callable[[], Browser], runtime: Runtime
) -> None:
    clerk, kasi, team = official("sari"), official("budi"), official("tono")
    number, code = clerk.open_at(COUNTER, APPLICATION)
    applicant = visitor()
    applicant.post("/lacak", nomor=number, kode=code)

    def apply(typed: Fields | None = None) -> None:
        form = applicant.get("/lacak/berkas").form("/lacak/jawab")
        assert applicant.send(form, typed, jawaban="done").status_code == 303

    def give(person: Browser, answer: str, typed: Fields | None = None) -> None:
        form = person.get(f"/berkas/{number}").form("/jawab")
        got = person.send(form, typed, jawaban=answer)
        assert got.status_code == 303, got.text

    give(clerk, "lengkap")
    give(kasi, "done")
    give(team, "done", FINDINGS)
    give(team, "belum_layak", {"catatan": "Menutupi rambu"})
    give(team, "dapat", {"catatan": "Geser dua meter"})
    assert "Geser dua meter" in applicant.get("/lacak/berkas").text
    apply({"isi.titik_lokasi": "Dua meter ke timur", "isi.luas": "12"})
    give(team, "done", FINDINGS)
    give(team, "layak")
    tax = official("joko").get(f"/berkas/{number}").form("/jawab")
    wrong = official("joko").send(tax, {"isi.nilai_pajak": "banyak"}, jawaban="done")
    assert wrong.status_code == 422
    assert "Tulislah angka saja" in wrong.text
    give(official("joko"), "done", {"isi.nilai_pajak": "Rp 1.250.000", "isi.nomor_skpd": "S-1"})
    work_all(runtime)
    assert "Rp1.250.000" in kasi.get(f"/berkas/{number}").text
    apply()
    give(official("lina"), "sah")
    give(kasi, "done")
    for person in ("budi", "dewi", "hasan", "ratna"):
        assert reads_the_draft(official(person), number)
        assert not reads_the_draft(clerk, number)
        give(official(person), "approve")
    work_all(runtime)
    handed: Fields = {"isi.penerima_izin": "Rahmat Contoh", "isi.identitas_penerima": "ktp"}
    give(clerk, "done", handed)

    assert "Disetujui" in applicant.get("/lacak/berkas").text
    page = clerk.get(f"/berkas/{number}").text
    assert "Neon box" in page
    assert "Lina Contoh, Bendahara Penerimaan, Badan Pendapatan Daerah Kota Contoh" in page


def reads_the_draft(person: Browser, number: str) -> bool:
    """Say whether the page offers the draft, and whether it can then be read."""
    links = re.findall(r'href="([^"]+/konsep/[^"]+)"', person.get(f"/berkas/{number}").text)
    for link in links:
        draft = person.get(link)
        assert draft.status_code == 200
        assert draft.headers["content-type"] == "application/pdf"
        assert draft.text.startswith("%PDF")
    return bool(links)


def test_a_draft_is_read_by_whose_turn_it_is(official: Callable[[str], Browser]) -> None:
    clerk = official("sari")
    number, _ = clerk.open_at(COUNTER, APPLICATION)
    for item in ("karangan", "1.periksa"):
        assert clerk.get(f"/berkas/{number}/konsep/{item}").status_code == 404


def test_a_paper_that_another_replaces_is_not_shown_as_missing(
    official: Callable[[str], Browser],
) -> None:
    clerk = official("sari")
    number, _ = clerk.open_at(COUNTER, APPLICATION)

    page = clerk.get(f"/berkas/{number}").text

    assert page.count("sudah ada penggantinya") == 1
    assert "belum ada</span>" not in page


def test_an_official_of_the_other_agency_sees_only_what_came_to_them(
    official: Callable[[str], Browser],
) -> None:
    number, _ = official("sari").open_at(COUNTER, APPLICATION)

    assert official("joko").get(f"/berkas/{number}").status_code == 404
