"""Three officials of another agency review side by side, on their own pages."""

from collections.abc import Callable

from sopflow.wiring import Runtime
from tests.web.office import work_all
from tests.web.pages import Browser, Fields

COUNTER = "/buka/pbg-rumah-tinggal/dpmptsp"
APPLICATION: Fields = {
    "isi.nama": "Rahmat Contoh",
    "isi.nik": "0000010101900001",
    "isi.alamat": "Jalan Contoh 1, Kota Contoh",
    "isi.lokasi": "Jalan Contoh 2, Kota Contoh",
    "isi.luas_bangunan": "90",
    "isi.lantai": "2",
    "bukti": "KTP asli diperlihatkan",
    "syarat": [
        "ktp",
        "kkpr",
        "sertifikat",
        "gambar_arsitektur",
        "perhitungan_struktur",
        "gambar_utilitas",
    ],
}
WAITS = "Bagian ini selesai; berkas menunggu bagian yang lain"


def test_each_reviewer_answers_on_the_page_that_was_read_first(
    official: Callable[[str], Browser], visitor: Callable[[], Browser], runtime: Runtime
) -> None:
    clerk = official("sari")
    number, code = clerk.open_at(COUNTER, APPLICATION)
    here = f"/berkas/{number}"
    assert "Lalu bersamaan: Menelaah pemenuhan standar teknis" in clerk.get(here).text
    assert clerk.send(clerk.get(here).form("/jawab"), jawaban="lengkap").status_code == 303
    people = {name: official(name) for name in ("gita", "surya", "intan")}
    pages = {name: person.get(here) for name, person in people.items()}
    assert all(WAITS in page.text for page in pages.values())

    applicant = visitor()
    applicant.post("/lacak", nomor=number, kode=code)
    assert "Menelaah pemenuhan standar teknis" in applicant.get("/lacak/berkas").text

    mend = {"catatan": "Tangga terlalu sempit"}
    sent = people["gita"].send(pages["gita"].form("/jawab"), mend, jawaban="perbaiki")
    assert sent.status_code == 303, sent.text
    for name in ("surya", "intan"):
        sent = people[name].send(pages[name].form("/jawab"), jawaban="sesuai")
        assert sent.status_code == 303, sent.text

    # The applicant left no address: the desk serves the notice of Gita's act, not of the last one.
    work_all(runtime)
    serving = clerk.get(here).form("/sampaikan")
    assert serving.fields["tentang"] == ["3"]
    assert "Tangga terlalu sempit" in applicant.get("/lacak/berkas").text
    form = applicant.get("/lacak/berkas").form("/lacak/jawab")
    assert (
        applicant.send(form, {"syarat": ["gambar_arsitektur"]}, jawaban="done").status_code == 303
    )

    last = people["gita"].get(here)
    assert WAITS not in last.text  # nobody else is waited for
    assert people["gita"].send(last.form("/jawab"), jawaban="sesuai").status_code == 303
    work_all(runtime)
    assert "Menyusun pernyataan" in official("bayu").get(here).text
