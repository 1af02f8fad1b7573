"""A copy on the pages: on the desk, on the case, confirmed with one button."""

from collections.abc import Callable

from sopflow.wiring import Runtime
from tests.domain.copying import copied_text
from tests.office import let_in_force
from tests.web.office import work_all
from tests.web.pages import APPLICATION, Browser

SOP = "sktm-tembusan"
COUNTER = f"/buka/{SOP}/kecamatan-contoh"


def test_a_copy_is_confirmed_on_the_page_of_the_case(
    official: Callable[[str], Browser], runtime: Runtime
) -> None:
    let_in_force(runtime.store, copied_text(code=SOP))
    clerk, secretary = official("ani"), official("maya")
    number, _ = clerk.open_at(COUNTER, APPLICATION)
    here = f"/berkas/{number}"
    for answer, who in (("lengkap", "ani"), ("terdaftar", "ani"), ("benar", "eko"),
                        ("done", "ani"), ("approve", "eko"), ("approve", "maya")):  # fmt: skip
        assert official(who).give(number, answer).status_code == 303
    assert "Sudah saya baca" not in secretary.get(here).text
    assert official("agus").give(number, "approve").status_code == 303
    work_all(runtime)

    assert "Untuk diketahui" in secretary.get("/").text
    assert number in secretary.get("/").text
    assert "belum dibaca" in clerk.get(here).text
    assert "Sudah saya baca" not in clerk.get(here).text
    page = secretary.get(here)
    sent = secretary.send(page.form("/baca"))

    assert sent.status_code == 303, sent.text
    after = secretary.get(here).text
    assert "Sudah saya baca" not in after
    assert "Membaca tembusan" in after
    assert "Untuk diketahui" not in secretary.get("/").text
    again = secretary.send(page.form("/baca"), kunci="lain")
    assert again.status_code == 409
    assert "tidak ada tembusan" in again.text.lower()
