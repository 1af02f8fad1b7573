"""Sending the same form again is safe, with fields in it as without; nothing typed is cut short."""

from collections.abc import Callable

from tests.web.office import PASSWORD
from tests.web.pages import APPLICATION, COUNTER, Browser

Official = Callable[[str], Browser]
Visitor = Callable[[], Browser]


def sent_back(clerk: Browser) -> tuple[str, str]:
    number, code = clerk.open_case(syarat=["pengantar", "ktp"])
    clerk.give(number, "kurang", catatan="KK belum ada")
    return number, code


def test_the_applicants_form_sent_twice_is_one_act(official: Official, visitor: Visitor) -> None:
    number, code = sent_back(clerk := official("ani"))
    browser = visitor()
    browser.post("/lacak", nomor=number, kode=code)
    form = browser.get("/lacak/berkas").form("/lacak/jawab")
    again = {"isi.nik": "0000 0101 0190 0001"}
    answers = [browser.send(form, again, jawaban="done", syarat=["kk"]) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 303]
    assert clerk.get(f"/berkas/{number}").text.count("Menerima: Fotokopi Kartu Keluarga") == 1


def test_the_applicants_form_sent_twice_at_the_counter_is_one_act(official: Official) -> None:
    number, _ = sent_back(clerk := official("ani"))
    form = clerk.get(f"/berkas/{number}").form("/jawab")
    again = {"isi.nik": "0000 0101 0190 0001", "bukti": "KTP asli diperlihatkan"}
    answers = [clerk.send(form, again, jawaban="done", syarat=["kk"]) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 303]
    assert clerk.get(f"/berkas/{number}").text.count("Menerima: Fotokopi Kartu Keluarga") == 1


def test_the_next_applicant_typed_over_the_last_one_is_asked_about_and_then_a_case_of_their_own(
    official: Official,
) -> None:
    clerk, another = official("ani"), {**APPLICATION, "isi.nama": "Siti Contoh"}
    form = clerk.counter()
    first = clerk.send(form, APPLICATION)
    asked = clerk.send(form, another)
    second = clerk.post(COUNTER, {**asked.forms[-1].fields, **another})

    assert asked.status_code == 409
    assert "Bila ini permohonan baru, tekan tombolnya sekali lagi" in asked.text
    assert "Siti Contoh" in asked.text
    assert second.status_code == 303
    assert second.location != first.location


def test_a_note_too_long_is_refused_and_kept_whole(official: Official) -> None:
    number, _ = (clerk := official("ani")).open_case()
    note = "x" * 25_000
    answer = clerk.give(number, "kurang", catatan=note)

    assert answer.status_code == 422
    assert "Terlalu panjang." in answer.text
    assert answer.form("/jawab").fields["catatan"] == [note]


def test_who_signs_in_again_sees_for_which_case_the_kept_form_is(official: Official) -> None:
    number, _ = (clerk := official("ani")).open_case()
    form = clerk.get(f"/berkas/{number}").form("/jawab")
    clerk.post("/keluar")
    asked = clerk.send(form, jawaban="kurang", catatan="KK buram")
    again = clerk.send(asked.form("/masuk"), nama="ani", sandi=PASSWORD)

    assert f'href="/berkas/{number}"' in again.text
    assert "<dd>KK buram</dd>" in again.text
    assert clerk.send(again.forms[-1]).status_code == 303
