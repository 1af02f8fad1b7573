"""A real browser, without scripts, against a real server."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sopflow.reads.cases import case_page
from sopflow.web.visits import SESSION_COOKIE
from sopflow.wiring import Runtime
from tests.web.conftest import Filled
from tests.web.office import PASSWORD, open_office, work_all
from tests.web.serving import SECONDS_TO_WAIT_MAX, chromium, free_port, new_page, serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=SECONDS_TO_WAIT_MAX * 1000)
SCREENS = ("/", "/buka", "/buka/sktm/kecamatan-contoh", "/berkas", "/tertahan", "/tidak-ada")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def office(filled: Filled, tmp_path: Path) -> Iterator[tuple[Runtime, str]]:
    """The sample office, served on a free port."""
    folder, port = tmp_path / "office", free_port()
    shutil.copytree(filled.folder, folder)
    runtime = open_office(folder, public_url=f"http://127.0.0.1:{port}")
    with serving(runtime, port) as address:
        yield runtime, address
    runtime.close()


def sign_in(page: Page, username: str, *, button: str = "Masuk") -> Page:
    page.goto("/masuk")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Berkas di meja saya")
    return page


def fill_in(page: Page, *, nik: str = "0000010101900001") -> None:
    page.get_by_label("Nama lengkap").fill("Rahmat Contoh")
    page.get_by_label("NIK").fill(nik)
    page.get_by_label("Alamat", exact=True).fill("Jalan Contoh 1, Kota Contoh")
    page.get_by_label("Alamat email").fill("rahmat@warga.example")
    page.get_by_label("Kesehatan").check()
    for paper in ("Surat pengantar lurah", "Fotokopi KTP", "Fotokopi Kartu Keluarga"):
        page.get_by_label(paper).check()
    page.get_by_label("Bukti yang diperiksa").fill("KTP asli diperlihatkan")


def open_case(page: Page) -> tuple[str, str]:
    page.get_by_role("link", name="Buka berkas").click()
    page.get_by_role("link", name="Surat Keterangan Tidak Mampu").click()
    fill_in(page)
    page.get_by_role("button", name="Terima dan beri nomor").click()
    codes = page.locator(".code").all_inner_texts()
    return codes[0], codes[1]


def act(page: Page, number: str, button: str) -> None:
    """Take a case from the desk and press a button on it."""
    page.get_by_role("link", name="Berkas di meja saya").first.click()
    page.get_by_role("link", name=number).click()
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")


def trail(runtime: Runtime, number: str) -> list[tuple[str | None, str | None, str | None]]:
    page = case_page(runtime.store, number, person=None, now=datetime.now(UTC))
    assert page is not None
    return [(f.step, f.person_name, f.position_name) for f in page.facts if f.kind == "act"]


def is_wider_than_its_window(page: Page) -> bool:
    wide = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    assert isinstance(wide, bool)
    return wide


def test_a_case_goes_from_the_counter_to_the_permit_through_four_sign_ins(
    browser: Browser, office: tuple[Runtime, str], tmp_path: Path
) -> None:
    runtime, address = office
    clerk, kasi, sekcam, camat = (
        sign_in(new_page(browser, address), name) for name in ("ani", "eko", "maya", "agus")
    )
    number, code = open_case(clerk)
    act(clerk, number, "Lengkap")
    act(clerk, number, "Terdaftar")
    act(kasi, number, "Benar")
    act(clerk, number, "Teruskan")
    act(kasi, number, "Paraf")
    act(sekcam, number, "Paraf")
    act(camat, number, "Tanda tangani")
    work_all(runtime)  # the worker numbers the certificate and sets it on its page
    clerk.get_by_role("link", name="Berkas di meja saya").first.click()
    clerk.get_by_role("link", name=number).click()
    clerk.get_by_label("Nama penerima").fill("Rahmat Contoh")
    clerk.get_by_label("KTP", exact=True).check()
    clerk.get_by_role("button", name="Sudah diserahkan").click()
    expect(clerk.get_by_text("Selesai: SKTM terbit")).to_be_visible()

    applicant = new_page(browser, address, width=360)
    applicant.goto("/lacak")
    applicant.get_by_label("Nomor berkas").fill(number)
    applicant.get_by_label("Kode lacak").fill(code)
    applicant.get_by_role("button", name="Lacak").click()
    expect(applicant.get_by_text("Disetujui")).to_be_visible()
    with applicant.expect_download() as download:
        applicant.get_by_role("link", name="Unduh").click()
    download.value.save_as(tmp_path / "permit.pdf")

    assert (tmp_path / "permit.pdf").read_bytes().startswith(b"%PDF-")
    assert trail(runtime, number) == [
        ("ajukan", None, None),
        ("periksa", "Ani Contoh", "Petugas Loket"),
        ("cek_data", "Ani Contoh", "Petugas Loket"),
        ("verifikasi", "Eko Contoh", "Kepala Seksi Pelayanan"),
        ("susun_surat", "Ani Contoh", "Petugas Loket"),
        ("paraf_kasi", "Eko Contoh", "Kepala Seksi Pelayanan"),
        ("paraf_sekcam", "Maya Contoh", "Sekretaris Camat"),
        ("ttd", "Agus Contoh", "Camat"),
        ("nomori_surat", "sopflow", None),
        ("cetak_surat", "sopflow", None),
        ("serah", "Ani Contoh", "Petugas Loket"),
    ]


def test_the_kasi_cannot_be_gone_round_by_a_hand_made_request(
    browser: Browser, office: tuple[Runtime, str]
) -> None:
    runtime, address = office
    clerk, kasi = (sign_in(new_page(browser, address), name) for name in ("ani", "eko"))
    number, _ = open_case(clerk)
    for person, button in ((clerk, "Lengkap"), (clerk, "Terdaftar"), (kasi, "Benar")):
        act(person, number, button)
    act(clerk, number, "Teruskan")
    before = trail(runtime, number)
    kasi.goto(f"/berkas/{number}")
    item = kasi.locator("form[action$='/jawab'] [name=tugas]").get_attribute("value")
    view = kasi.locator("form[action$='/jawab'] [name=lihat]").get_attribute("value")
    assert before[-1][0] == "susun_surat"

    for username, answer in (("agus", "approve"), ("maya", "approve"), ("ani", "return")):
        forger = sign_in(new_page(browser, address, scripts=True), username)
        forger.goto(f"/berkas/{number}")
        expect(forger.get_by_text("tidak ada yang perlu Anda lakukan")).to_be_visible()
        forger.evaluate(
            """([number, item, view, answer]) => {
                const form = document.createElement('form');
                form.method = 'post';
                form.action = `/berkas/${number}/jawab`;
                const said = {tugas: item, lihat: view, jawaban: answer, catatan: 'Mendesak'};
                for (const [name, value] of Object.entries(said)) {
                    const field = document.createElement('input');
                    Object.assign(field, {type: 'hidden', name, value});
                    form.append(field);
                }
                document.body.append(form);
                form.submit();
            }""",
            [number, item, view, answer],
        )
        expect(forger.get_by_role("alert")).to_contain_text("tidak memegang jabatan")
        expect(forger.get_by_role("alert")).to_contain_text("tidak ada yang tercatat")
        expect(forger.get_by_role("alert")).to_contain_text("Mendesak")

    assert trail(runtime, number) == before


def test_a_form_with_mistakes_keeps_the_text_and_leads_to_each(
    browser: Browser, office: tuple[Runtime, str]
) -> None:
    clerk = sign_in(new_page(browser, office[1]), "ani")
    clerk.goto("/buka/sktm/kecamatan-contoh")
    fill_in(clerk, nik="123")
    clerk.get_by_label("Bukti yang diperiksa").fill("")
    clerk.get_by_role("button", name="Terima dan beri nomor").click()
    alert = clerk.get_by_role("alert")
    expect(alert.get_by_role("link")).to_have_text(["NIK", "Bukti yang diperiksa"])
    alert.get_by_role("link", name="NIK").click()

    expect(clerk.get_by_label("NIK")).to_have_value("123")
    expect(clerk.get_by_label("NIK")).to_have_attribute("aria-invalid", "true")
    expect(clerk.get_by_label("Nama lengkap")).to_have_value("Rahmat Contoh")
    expect(clerk.get_by_label("Fotokopi KTP")).to_be_checked()
    clerk.get_by_label("NIK").fill("0000010101900001")
    clerk.get_by_label("Bukti yang diperiksa").fill("KTP asli diperlihatkan")
    clerk.get_by_role("button", name="Terima dan beri nomor").click()
    expect(clerk.get_by_role("status")).to_have_text("Permohonan diterima")


def test_going_back_keeps_what_was_typed_and_sending_again_is_one_case(
    browser: Browser, office: tuple[Runtime, str]
) -> None:
    clerk = sign_in(new_page(browser, office[1]), "ani")
    number, _ = open_case(clerk)
    clerk.go_back(wait_until="commit")  # a page kept alive is not loaded again
    expect(clerk.get_by_label("Nama lengkap")).to_have_value("Rahmat Contoh")
    clerk.get_by_role("button", name="Terima dan beri nomor").click()

    assert clerk.locator(".code").first.inner_text() == number


def test_the_pages_speak_english_when_asked(browser: Browser, office: tuple[Runtime, str]) -> None:
    clerk = sign_in(new_page(browser, office[1]), "ani")
    number, _ = open_case(clerk)
    clerk.get_by_role("link", name="English").click()
    clerk.goto("/")

    expect(clerk.get_by_role("heading", level=1)).to_have_text("On my desk")
    clerk.get_by_role("link", name=number).click()
    expect(clerk.get_by_role("heading", name="Check that the file is complete")).to_be_visible()
    expect(clerk.get_by_role("button", name="Complete", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone_and_every_field_has_a_name(
    browser: Browser, office: tuple[Runtime, str], scheme: str
) -> None:
    page = new_page(browser, office[1], width=360)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if "Security" in m.text else None)
    sign_in(page, "ani")
    number, code = open_case(page)
    for address in (*SCREENS, f"/berkas/{number}", f"/buka/resi/{number}"):
        for language in ("id", "en"):
            page.goto(f"{address}?bahasa={language}")
            assert not is_wider_than_its_window(page), (address, language)
            assert nameless(page) == [], (address, language)
            assert small_targets(page) == [], (address, language)
    page.goto("/lacak?bahasa=id")
    page.get_by_label("Nomor berkas").fill(number)
    page.get_by_label("Kode lacak").fill(code)
    page.get_by_role("button", name="Lacak").click()

    assert not is_wider_than_its_window(page)
    assert nameless(page) == []
    assert complaints == []


def test_the_mailbox_fits_a_phone_whatever_the_address(
    browser: Browser, office: tuple[Runtime, str], filled: Filled
) -> None:
    runtime, address = office
    clerk = sign_in(new_page(browser, address), "ani")
    clerk.goto("/buka/sktm/kecamatan-contoh")
    fill_in(clerk)
    clerk.get_by_label("Alamat email").fill("nama.panjang.sekali.untuk.telepon@warga.example")
    clerk.get_by_role("button", name="Terima dan beri nomor").click()
    work_all(runtime)
    page = new_page(browser, address, width=360)
    session = filled.sessions["admin"]
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": session, "url": address}])
    page.goto("/surat")

    expect(page.get_by_text("nama.panjang.sekali")).to_be_visible()
    assert not is_wider_than_its_window(page)


def nameless(page: Page) -> list[str]:
    """Fields without a label and buttons and links without words."""
    found = page.evaluate(
        """() => [
            ...[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
                .filter(e => !e.labels.length),
            ...[...document.querySelectorAll('a, button')].filter(e => !e.textContent.trim()),
        ].map(e => e.outerHTML)"""
    )
    assert isinstance(found, list)
    return found


def small_targets(page: Page) -> list[str]:
    """Buttons and links outside of running text that are lower than 24 px (WCAG 2.5.8)."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary')]
            .filter(e => getComputedStyle(e).display !== 'inline')
            .filter(e => { const box = e.getBoundingClientRect();
                           return box.width && (box.height < 24 || box.width < 24); })
            .map(e => e.outerHTML)"""
    )
    assert isinstance(found, list)
    return found
