"""What the pages say and do, over the sample office."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from sopflow.reads.cases import case_page
from sopflow.services.signin import first_admin_link
from sopflow.web.app import create_app
from sopflow.wiring import Runtime
from tests.web.office import PASSWORD, Counted, open_office, work_all
from tests.web.pages import APPLICATION, COUNTER, Browser, Fields

Official = Callable[[str], Browser]
Visitor = Callable[[], Browser]


def trail(runtime: Runtime, number: str) -> list[tuple[str | None, str | None]]:
    page = case_page(runtime.store, number, person=None, now=datetime.now(UTC))
    assert page is not None
    return [(f.step, f.answer) for f in page.facts if f.kind == "act"]


# signing in


def test_a_page_for_staff_asks_to_sign_in_and_then_goes_there(visitor: Visitor) -> None:
    browser = visitor()
    asked = browser.get("/berkas?cari=7")
    answer = browser.send(asked.form("/masuk"), nama="ANI ", sandi=PASSWORD)

    assert (asked.status_code, answer.status_code) == (401, 303)
    assert answer.location == "/berkas?cari=7"


def test_the_session_cookie_is_out_of_reach(visitor: Visitor) -> None:
    answer = visitor().post("/masuk", nama="ani", sandi=PASSWORD)

    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]


def test_a_wrong_password_and_an_unknown_name_look_the_same(visitor: Visitor) -> None:
    wrong = visitor().post("/masuk", nama="ani", sandi="salah")
    unknown = visitor().post("/masuk", nama="tidakada", sandi="salah")

    assert wrong.status_code == unknown.status_code == 422
    assert "Nama pengguna atau kata sandi salah" in wrong.text
    assert "Nama pengguna atau kata sandi salah" in unknown.text


def test_too_many_wrong_passwords_have_to_wait(visitor: Visitor) -> None:
    browser = visitor()
    for _ in range(8):
        assert browser.post("/masuk", nama="ani", sandi="salah").status_code == 422

    assert browser.post("/masuk", nama="ani", sandi=PASSWORD).status_code == 429
    assert browser.post("/masuk", nama="eko", sandi=PASSWORD).status_code == 303


def test_signing_out_ends_the_session(official: Official) -> None:
    browser = official("ani")

    assert browser.post("/keluar").status_code == 303
    assert browser.get("/").status_code == 401


def test_an_ended_session_keeps_what_was_typed(official: Official) -> None:
    browser = official("ani")
    form = browser.counter()
    browser.post("/keluar")
    asked = browser.send(form, APPLICATION)
    again = browser.send(asked.form("/masuk"), nama="ani", sandi=PASSWORD)
    sent = browser.send(again.form(COUNTER))

    assert asked.status_code == 401
    assert "Isian Anda masih ada" in asked.text
    assert sent.status_code == 303
    assert sent.location.startswith("/buka/resi/SKTM-")


def test_the_first_administrator_sets_a_password_by_a_link_that_works_once(
    tmp_path: Path,
) -> None:
    runtime = open_office(tmp_path)
    link = first_admin_link(runtime.store, datetime.now(UTC))
    assert link is not None
    with TestClient(create_app(runtime), follow_redirects=False) as client:
        browser = Browser(client)
        address = f"/masuk/pertama/{link.token}"
        short = browser.post(address, sandi="pendek", ulang="pendek")
        differs = browser.post(address, sandi=PASSWORD, ulang="kata sandi lain")
        done = browser.post(address, sandi=PASSWORD, ulang=PASSWORD)

        assert "Kata sandi terlalu pendek" in short.text
        assert "Kedua isian tidak sama" in differs.text
        assert done.location == "/"
        assert "Surat keluar" in browser.get("/").text
        assert browser.get(address).status_code == 404
        assert browser.post(address, sandi=PASSWORD, ulang=PASSWORD).status_code == 404
    runtime.close()


# where a request comes from


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_may_change_something(
    official: Official, headers: dict[str, str], status: int
) -> None:
    answer = official("ani").post("/keluar", headers=headers)

    assert answer.status_code == status


def test_without_headers_the_token_of_the_form_will_do(official: Official) -> None:
    browser = official("ani")
    form = browser.get("/").form("/keluar")

    assert browser.post("/keluar", form.fields, headers={}).status_code == 303


def test_every_answer_carries_the_security_headers(visitor: Visitor) -> None:
    browser = visitor()
    for address in ("/masuk", "/", "/tidak-ada", "/sehat"):
        headers = browser.get(address).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "private, no-cache"


# the counter


def test_a_case_is_opened_once_however_often_the_form_is_sent(
    official: Official, runtime: Runtime
) -> None:
    browser = official("ani")
    form = browser.counter()
    first = browser.send(form, APPLICATION)
    again = browser.send(form, APPLICATION)

    assert first.location == again.location
    assert browser.get("/").text.count("SKTM-2026-") == browser.get("/").text.count("pick") * 2
    assert isinstance(runtime.nudge, Counted)
    assert runtime.nudge.times == 2


def test_the_tracking_code_is_shown_only_to_who_opened_it(official: Official) -> None:
    number, code = (clerk := official("ani")).open_case()

    assert code in clerk.get(f"/buka/resi/{number}").text
    assert code not in clerk.get(f"/berkas/{number}").text
    assert code not in official("eko").get(f"/buka/resi/{number}").text


def test_a_form_with_mistakes_names_them_all_and_keeps_the_text(official: Official) -> None:
    browser = official("ani")
    typed: Fields = {**APPLICATION, "isi.nik": "123", "isi.email": "bukan alamat", "bukti": ""}
    answer = browser.send(browser.counter(), typed)

    assert answer.status_code == 422
    for words in ("NIK terdiri dari 16 angka", "Alamat email ini belum lengkap", "dikenali"):
        assert answer.text.count(words) == 2  # above the form and beside the field
    assert 'value="Rahmat Contoh"' in answer.text
    assert 'value="123"' in answer.text
    assert "Jalan Contoh 1, Kota Contoh</textarea>" in answer.text


def test_the_corrected_form_is_accepted(official: Official) -> None:
    browser = official("ani")
    wrong = browser.send(browser.counter(), {**APPLICATION, "isi.nik": "123"})
    form = next(f for f in wrong.forms if "kunci" in f.fields)

    assert browser.post(COUNTER, {**form.fields, **APPLICATION}).status_code == 303


def test_a_service_of_another_unit_is_not_there(official: Official) -> None:
    assert official("nia").get(COUNTER).status_code == 404
    assert official("nia").post(COUNTER, APPLICATION).status_code == 404


def test_a_field_that_the_page_did_not_offer_is_refused(official: Official) -> None:
    browser = official("ani")
    answer = browser.send(browser.counter(), {**APPLICATION, "isi.jabatan": "camat"})

    assert answer.status_code == 422


# a case


def test_the_desk_counts_what_it_lists(official: Official) -> None:
    clerk = official("ani")
    numbers = [clerk.open_case()[0] for _ in range(3)]
    form = clerk.get(f"/berkas/{numbers[0]}").form("/ambil")
    assert clerk.send(form).status_code == 303
    counts = {
        name: clerk.get(f"/?tampil={name}").text.count('class="pick number')
        for name in ("all", "mine", "free", "late")
    }

    assert counts == {"all": 3, "mine": 1, "free": 2, "late": 0}
    desk = clerk.get("/").text
    for words, count in (("Semua", 3), ("Saya ambil", 1), ("Belum diambil", 2), ("Terlambat", 0)):
        assert f'{words} <span class="number">{count}</span>' in desk


def test_only_the_person_whose_turn_it_is_sees_the_buttons(official: Official) -> None:
    number, _ = official("ani").open_case()

    assert "/jawab" in official("ani").get(f"/berkas/{number}").text
    assert "/jawab" not in official("eko").get(f"/berkas/{number}").text
    assert official("nia").get(f"/berkas/{number}").status_code == 404


def test_personal_data_is_masked_until_it_is_opened(official: Official) -> None:
    number, _ = (clerk := official("ani")).open_case()
    page, opened = (clerk.get(f"/berkas/{number}{q}").text for q in ("", "?data=tampil"))
    other = official("eko").get(f"/berkas/{number}?data=tampil").text

    assert "0000**********01" in page
    assert "0000010101900001" not in page
    assert "0000010101900001" in opened
    assert "0000010101900001" not in other


def test_an_answer_without_its_reason_keeps_the_form(official: Official, runtime: Runtime) -> None:
    number, _ = (clerk := official("ani")).open_case()
    answer = clerk.give(number, "kurang")

    assert answer.status_code == 422
    assert "Tulis alasannya." in answer.text
    assert trail(runtime, number) == [("ajukan", "done")]


def test_a_double_click_is_one_act(official: Official, runtime: Runtime) -> None:
    number, _ = (clerk := official("ani")).open_case()
    form = clerk.get(f"/berkas/{number}").form("/jawab")

    assert [clerk.send(form, jawaban="lengkap").status_code for _ in range(2)] == [303, 303]
    assert trail(runtime, number) == [("ajukan", "done"), ("periksa", "lengkap")]


def test_a_page_that_was_overtaken_says_what_changed_and_keeps_the_note(
    official: Official, runtime: Runtime
) -> None:
    number, _ = (clerk := official("ani")).open_case()
    old = clerk.get(f"/berkas/{number}").form("/jawab")
    clerk.give(number, "lengkap")
    answer = clerk.send(old, jawaban="kurang", kunci="lain", catatan="Foto buram sekali")

    assert answer.status_code == 409
    assert "Keadaannya sudah berubah" in answer.text
    assert "Yang berubah sejak Anda membukanya" in answer.text
    assert "Memeriksa kelengkapan berkas: Lengkap" in answer.text
    assert "Foto buram sekali" in answer.text
    assert trail(runtime, number)[-1] == ("periksa", "lengkap")


def test_a_changed_form_under_an_old_key_is_refused_and_then_goes_through(
    official: Official, runtime: Runtime
) -> None:
    number, _ = (clerk := official("ani")).open_case()
    claim = clerk.get(f"/berkas/{number}").form("/ambil")
    assert clerk.send(claim).status_code == 303
    form = clerk.get(f"/berkas/{number}").form("/jawab")
    answer = clerk.send(form, jawaban="kurang", kunci=claim.fields["kunci"][0], catatan="Buram")

    assert answer.status_code == 409
    again = answer.form("/jawab")
    assert again.fields["catatan"] == ["Buram"]
    assert clerk.send(again, jawaban="kurang").status_code == 303


def test_taking_a_step_on_and_giving_it_back(official: Official) -> None:
    number, _ = (clerk := official("ani")).open_case()
    clerk.send(clerk.get(f"/berkas/{number}").form("/ambil"))
    taken = clerk.get(f"/berkas/{number}")
    clerk.send(taken.form("/ambil"))
    given_back = clerk.get(f"/berkas/{number}")

    assert "Lepaskan" in taken.text
    assert "Ambil" in given_back.text
    assert "Melepaskan langkah: Memeriksa kelengkapan berkas" in given_back.text


def test_a_hand_made_request_round_the_kasi_is_refused(
    official: Official, runtime: Runtime
) -> None:
    number, _ = (clerk := official("ani")).open_case()
    clerk.give(number, "lengkap")
    clerk.give(number, "terdaftar")
    before = trail(runtime, number)
    item = official("eko").get(f"/berkas/{number}").form("/jawab").fields
    posted = {name: item[name] for name in ("tugas", "lihat", "dilihat")}
    for username, answer in (("agus", "benar"), ("maya", "benar"), ("ani", "benar")):
        refused = official(username).post(f"/berkas/{number}/jawab", posted, jawaban=answer)
        assert refused.status_code == 403
        assert "Anda tidak memegang jabatan untuk kegiatan ini" in refused.text
    ahead = {**posted, "tugas": ["ttd"]}
    sign = official("agus").post(f"/berkas/{number}/jawab", ahead, jawaban="approve")

    assert sign.status_code == 409
    assert "giliran kegiatan itu" in sign.text
    assert trail(runtime, number) == before


def test_withdrawing_at_the_counter_needs_proof(official: Official, runtime: Runtime) -> None:
    number, _ = (clerk := official("ani")).open_case()
    form = clerk.get(f"/berkas/{number}").form("/tarik")
    refused = clerk.send(form, catatan="Tidak jadi")
    done = clerk.send(refused.form("/tarik"), bukti="KTP asli diperlihatkan")

    assert refused.status_code == 422
    assert "Tidak jadi</textarea>" in refused.text
    assert done.status_code == 303
    assert "Selesai: Ditarik kembali oleh pemohon" in clerk.get(f"/berkas/{number}").text


def test_a_notice_without_an_address_is_served_on_paper(
    official: Official, runtime: Runtime
) -> None:
    number, _ = (clerk := official("ani")).open_case({"isi.email": ""})
    clerk.give(number, "kurang", catatan="Foto buram")
    work_all(runtime)
    page = clerk.get(f"/berkas/{number}")
    refused = clerk.send(page.form("/sampaikan"))
    done = clerk.send(refused.form("/sampaikan"), bukti="Tanda terima ditandatangani")

    assert (refused.status_code, done.status_code) == (422, 303)
    after = clerk.get(f"/berkas/{number}").text
    assert "Pemberitahuan sampai ke pemohon diserahkan di loket" in after
    assert "/sampaikan" not in after


def test_the_applicants_step_is_entered_at_the_counter_with_proof(
    official: Official, runtime: Runtime
) -> None:
    number, _ = (clerk := official("ani")).open_case(syarat=["pengantar", "ktp"])
    clerk.give(number, "kurang", catatan="KK belum ada")
    refused = clerk.give(number, "done", syarat=["kk"])
    done = clerk.send(refused.form("/jawab"), jawaban="done", bukti="KTP asli diperlihatkan")

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "diisi di loket oleh Ani Contoh" in clerk.get(f"/berkas/{number}").text
    assert trail(runtime, number)[-1] == ("ajukan", "done")


# lists


def test_cases_are_found_by_a_part_of_their_number(official: Official) -> None:
    number, _ = (clerk := official("ani")).open_case()

    assert number in clerk.get(f"/berkas?cari={number[-3:]}").text
    assert "Tidak ada berkas dengan nomor “zzz”" in clerk.get("/berkas?cari=zzz").text
    assert number not in official("nia").get("/berkas").text


def test_the_list_of_cases_held_up_answers(official: Official) -> None:
    official("ani").open_case()

    assert "Tidak ada berkas yang tertahan" in official("ani").get("/tertahan").text


def test_only_an_administrator_reads_the_mailbox(official: Official, runtime: Runtime) -> None:
    official("ani").open_case()
    work_all(runtime)
    admin = official("admin")
    listed = admin.get("/surat")

    assert official("ani").get("/surat").status_code == 403
    assert "permohonan diterima" in listed.text
    key = listed.text.split('href="/surat/')[1].split('"')[0]
    assert admin.get(f"/surat/{key}").status_code == 200
    assert admin.get("/surat/tidak-ada").status_code == 404


# languages and errors


def test_the_language_is_kept(official: Official) -> None:
    clerk = official("ani")
    switched = clerk.get("/?bahasa=en")

    assert '<html lang="en">' in switched.text
    assert "On my desk" in clerk.get("/").text
    assert "Berkas di meja saya" in clerk.get("/?bahasa=id").text


def test_static_files_are_kept_for_ever_under_their_hash(visitor: Visitor) -> None:
    browser = visitor()
    page = browser.get("/masuk").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    file = browser.get(address)

    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert file.headers["content-type"].startswith("text/css")
    assert browser.get(address.replace("/statis/", "/statis/0")).status_code == 404


def test_the_database_answers_for_health(visitor: Visitor) -> None:
    assert visitor().get("/sehat").text == '{"status":"ok"}'


def test_a_bug_gives_a_reference_and_no_traceback(
    official: Official, runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    """An item of a step that no SOP has, which nothing allows."""
    clerk = official("ani")
    clerk.open_case()
    with runtime.store.changing() as connection:
        changed = text(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'work%'"
        )
        for name in connection.scalars(changed).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE work_items SET step = 'langkah_karangan'"))
    answer = clerk.get("/")

    assert answer.status_code == 500
    assert "langkah_karangan" not in answer.text
    assert "Kode rujukan" in answer.text
    reference = answer.text.split('<strong class="number">')[1].split("<")[0]
    assert reference in caplog.text
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")


def test_too_much_at_once_is_refused(official: Official) -> None:
    answer = official("ani").post(COUNTER, catatan="x" * 1_100_000)

    assert answer.status_code == 413
