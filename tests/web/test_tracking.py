"""What an applicant sees and does with number and tracking code."""

from collections.abc import Callable

import pytest

from sopflow.wiring import Runtime
from tests.web.office import work_all
from tests.web.pages import Answer, Browser

Official = Callable[[str], Browser]
Visitor = Callable[[], Browser]


def look(browser: Browser, number: str, code: str) -> Answer:
    answer = browser.post("/lacak", nomor=number, kode=code)
    assert answer.status_code == 303, answer.text
    return browser.get(answer.location)


def sent_back(clerk: Browser) -> tuple[str, str]:
    number, code = clerk.open_case(syarat=["pengantar", "ktp"])
    clerk.give(number, "kurang", catatan="Fotokopi KK belum ada")
    return number, code


def to_the_end(official: Official, runtime: Runtime, number: str) -> None:
    clerk, kasi, sekcam, camat = (official(name) for name in ("ani", "eko", "maya", "agus"))
    acts = [
        (clerk, "lengkap"),
        (clerk, "terdaftar"),
        (kasi, "benar"),
        (clerk, "done"),
        (kasi, "approve"),
        (sekcam, "approve"),
        (camat, "approve"),
    ]
    for person, answer in acts:
        assert person.give(number, answer).status_code == 303
    work_all(runtime)
    handed = {"isi.penerima_surat": "Rahmat Contoh", "isi.identitas_penerima": "ktp"}
    form = clerk.get(f"/berkas/{number}").form("/jawab")
    assert clerk.send(form, handed, jawaban="done").status_code == 303


def test_number_and_code_show_the_case_without_any_officials_name(
    official: Official, visitor: Visitor
) -> None:
    number, code = official("ani").open_case()
    page = look(visitor(), number.lower(), f" {code.lower().replace('-', '')} ")

    assert "Sedang diproses" in page.text
    assert "Memeriksa kelengkapan berkas" in page.text
    for name in ("Ani Contoh", "Eko Contoh", "Rahmat"):
        assert name not in page.text


@pytest.mark.parametrize(("number", "code"), [("SKTM-2026-000001", "AAAA-AAAA-AAAA"), ("X", "")])
def test_whatever_is_wrong_the_answer_is_the_same(
    official: Official, visitor: Visitor, number: str, code: str
) -> None:
    official("ani").open_case()
    answer = visitor().post("/lacak", nomor=number, kode=code)

    assert answer.status_code == 404
    assert "Nomor dan kode lacak ini tidak cocok" in answer.text


def test_number_alone_never_opens_a_case(official: Official, visitor: Visitor) -> None:
    number, _ = official("ani").open_case()
    browser = visitor()

    assert browser.get(f"/lacak?nomor={number}").text.count("Memeriksa kelengkapan") == 0
    assert browser.get("/lacak/berkas").location == "/lacak"


def test_too_many_wrong_codes_have_to_wait(official: Official, visitor: Visitor) -> None:
    number, code = official("ani").open_case()
    browser = visitor()
    for _ in range(8):
        assert browser.post("/lacak", nomor=number, kode="AAAA").status_code == 404

    assert browser.post("/lacak", nomor=number, kode=code).status_code == 429
    assert browser.post("/lacak", nomor="SKTM-2026-000999", kode="AAAA").status_code == 404


def test_the_applicant_puts_right_what_was_sent_back(official: Official, visitor: Visitor) -> None:
    number, code = sent_back(clerk := official("ani"))
    browser = visitor()
    page = look(browser, number, code)
    answer = browser.send(page.form("/lacak/jawab"), jawaban="done", syarat=["kk"])

    assert "Kami menunggu Anda" in page.text
    assert "Fotokopi KK belum ada" in page.text
    assert answer.status_code == 303
    assert "sudah kami terima" in browser.get(answer.location).text
    assert "Menerima: Fotokopi Kartu Keluarga" in clerk.get(f"/berkas/{number}").text


def test_a_mistake_keeps_what_the_applicant_typed(official: Official, visitor: Visitor) -> None:
    number, code = sent_back(official("ani"))
    browser = visitor()
    form = look(browser, number, code).form("/lacak/jawab")
    answer = browser.send(form, {"isi.nik": "12", "catatan": "Mohon diperiksa"}, jawaban="done")

    assert answer.status_code == 422
    assert "NIK terdiri dari 16 angka" in answer.text
    assert "Mohon diperiksa</textarea>" in answer.text


def test_personal_data_stands_masked_beside_its_field_and_stays_when_left_empty(
    official: Official, visitor: Visitor
) -> None:
    number, code = sent_back(clerk := official("ani"))
    browser = visitor()
    page = look(browser, number, code)
    counter = clerk.get(f"/berkas/{number}").text
    answer = browser.send(page.form("/lacak/jawab"), {"isi.nama": "Rahmat Baru"}, jawaban="done")

    for text in (page.text, counter):
        assert "Tercatat: 0000**********01" in text
        assert "0000010101900001" not in text
    assert answer.status_code == 303
    after = clerk.get(f"/berkas/{number}?data=tampil").text
    assert "0000010101900001" in after
    assert "Rahmat Baru" in after


def test_an_overtaken_form_of_the_applicant_is_refused(
    official: Official, visitor: Visitor
) -> None:
    number, code = sent_back(clerk := official("ani"))
    browser = visitor()
    form = look(browser, number, code).form("/lacak/jawab")
    clerk.give(number, "done", bukti="KTP asli diperlihatkan", syarat=["kk"])
    answer = browser.send(form, jawaban="done", syarat=["kk"])

    assert answer.status_code == 409
    assert "Keadaannya sudah berubah" in answer.text


def test_the_applicant_withdraws_when_sure(official: Official, visitor: Visitor) -> None:
    number, code = official("ani").open_case()
    browser = visitor()
    form = look(browser, number, code).form("/lacak/tarik")
    unsure = browser.send(form, catatan="Pindah kota")
    sure = browser.send(unsure.form("/lacak/tarik"), yakin="ya")

    assert unsure.status_code == 422
    assert "Pindah kota</textarea>" in unsure.text
    assert sure.status_code == 303
    assert "Ditarik kembali" in browser.get(sure.location).text


def test_an_official_may_not_use_the_applicants_pages_to_act(
    official: Official, visitor: Visitor
) -> None:
    number, code = official("ani").open_case()
    browser = visitor()
    look(browser, number, code)
    item = official("ani").get(f"/berkas/{number}").form("/jawab").fields
    posted = {"tugas": item["tugas"], "lihat": item["lihat"]}

    assert browser.post("/lacak/jawab", posted, jawaban="lengkap").status_code == 403


def test_the_permit_is_downloaded_when_it_was_granted(
    official: Official, visitor: Visitor, runtime: Runtime
) -> None:
    number, code = official("ani").open_case()
    to_the_end(official, runtime, number)
    browser = visitor()
    page = look(browser, number, code)
    address = page.text.split('href="/lacak/dokumen/')[1].split('"')[0]
    paper = browser.client.get(f"/lacak/dokumen/{address}")

    assert "Disetujui" in page.text
    assert paper.content.startswith(b"%PDF-")
    assert paper.headers["content-disposition"].startswith('attachment; filename="SKTM-2026-')
    assert browser.get("/lacak/dokumen/lain").status_code == 404
    assert visitor().get(f"/lacak/dokumen/{address}").location == "/lacak"
    assert official("nia").get(f"/berkas/{number}/dokumen/{address}").status_code == 404
    assert official("eko").get(f"/berkas/{number}/dokumen/{address}").status_code == 200


def test_being_done_forgets_number_and_code(official: Official, visitor: Visitor) -> None:
    number, code = official("ani").open_case()
    browser = visitor()
    look(browser, number, code)
    browser.post("/lacak/selesai")

    assert browser.get("/lacak/berkas").location == "/lacak"


@pytest.mark.parametrize("cookie", ["", "%%%", "e30=", "WzFd", "WzEsIDJd", "bnVsbA=="])
def test_a_spoilt_cookie_only_asks_again(visitor: Visitor, cookie: str) -> None:
    browser = visitor()
    browser.client.cookies.set("sopflow_lacak", cookie)

    assert browser.get("/lacak/berkas").status_code in (303, 404)
