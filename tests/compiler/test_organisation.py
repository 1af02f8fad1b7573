import re
from datetime import date, time
from pathlib import Path

import pytest

from sopflow.compiler.organisation import read_organisation
from sopflow.compiler.organisation_codes import CODES
from sopflow.compiler.organisation_sheet import Finding, read_day
from sopflow.domain.organisation import Organisation
from sopflow.domain.words import Capacity

SAMPLE = (Path(__file__).parents[2] / "sopflow/cli/sample/organisation.yaml").read_text()

SMALL = """\
kalender:
  kantor:
    zona: Asia/Jakarta
    kerja:
      senin-kamis: ["08:00-12:00", "13:00-16:00"]
      jumat: ["08.00-11.30"]
    libur:
      17 Agustus 2026: Hari Kemerdekaan
unit:
  kota: { jenis: pemkot, nama: Kota Contoh, kalender: kantor }
  dinas:
    jenis: dinas
    nama: Dinas Contoh
    induk: kota
    jabatan:
      kepala: { nama: Kepala Dinas }
      loket_1: { jenis: loket, nama: Loket 1, atasan: kepala }
pejabat:
  sari: { nama: Sari Contoh, surel: sari@dinas.example, admin: ya }
penunjukan:
  - pejabat: sari
    jabatan: dinas.kepala
    jenis: plt
    surat: { nomor: 800/1/2026, tanggal: 2 Januari 2026 }
    dari: 2026-01-05
    sampai: 2026-03-31
"""


def faults(text: str) -> list[tuple[str, int]]:
    read = read_organisation(text, file="o.yaml")
    assert isinstance(read, tuple)
    return [(f.code, f.line) for f in read]


def good(text: str) -> Organisation:
    read = read_organisation(text, file="o.yaml")
    assert isinstance(read, Organisation), read
    return read


def test_the_sample_is_a_city_with_three_agencies_and_two_sub_districts() -> None:
    city = good(SAMPLE)

    assert [(u.id, u.parent) for u in city.units] == [
        ("kota", None),
        ("dpmptsp", "kota"),
        ("bapenda", "kota"),
        ("dpupr", "kota"),
        ("kecamatan-contoh", "kota"),
        ("kecamatan-misal", "kota"),
    ]
    assert sum(o.is_admin for o in city.officials) == 1
    held = {a.position for a in city.appointments}
    assert {p.id for p in city.positions} - held == {"bapenda.kepala_badan"}


def test_a_small_file_says_everything_once() -> None:
    small = good(SMALL)

    kota, dinas = small.units
    assert dinas.calendar == kota.calendar
    assert kota.calendar.hours[3] == ((time(8), time(12)), (time(13), time(16)))
    assert kota.calendar.hours[4] == ((time(8), time(11, 30)),)
    assert kota.calendar.holidays == {date(2026, 8, 17): "Hari Kemerdekaan"}
    kepala, loket = small.positions
    assert (loket.id, loket.kind, loket.superior) == ("dinas.loket_1", "loket", kepala.id)
    assert kepala.kind == "kepala"
    (sari,) = small.officials
    assert (sari.username, sari.language, sari.is_admin) == ("sari", "id", True)
    (letter,) = small.appointments
    assert (letter.capacity, letter.letter_on) == (Capacity.PLT, date(2026, 1, 2))
    assert (letter.valid_from, letter.valid_until) == (date(2026, 1, 5), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("induk: kota", "indukk: kota", [("ORG003", 11), ("ORG002", 14)]),
        ("induk: kota", "induk: kotta", [("ORG006", 14)]),
        ("nama: Dinas Contoh", "nama:", [("ORG003", 12)]),
        ("kalender: kantor", "kalender: kantr", [("ORG006", 10)]),
        ("Asia/Jakarta", "Asia/Yakarta", [("ORG004", 3)]),
        ("senin-kamis", "senen-kamis", [("ORG004", 5)]),
        ("08:00-12:00", "12:00-08:00", [("ORG004", 5)]),
        ('"08.00-11.30"', "pagi", [("ORG004", 6)]),
        ("17 Agustus 2026", "17 Agustos 2026", [("ORG004", 8)]),
        ("atasan: kepala", "atasan: kpala", [("ORG006", 17)]),
        ("nama: Kepala Dinas }", "nama: Kepala Dinas, atasan: loket_1 }", [("ORG007", 16)]),
        ("nama: Kota Contoh,", "nama: Kota Contoh, induk: dinas,", [("ORG007", 10)]),
        ("loket_1:", "kepala:", [("ORG005", 17)]),
        ("loket_1:", "Loket 1:", [("ORG004", 17)]),
        ("sari@dinas.example", "sari", [("ORG004", 19)]),
        ("admin: ya", "admin: mungkin", [("ORG004", 19)]),
        ("pejabat: sari", "pejabat: sori", [("ORG006", 21)]),
        ("jabatan: dinas.kepala", "jabatan: dinas.kepal", [("ORG006", 22)]),
        ("jenis: plt", "jenis: pjs", [("ORG004", 23)]),
        ("nomor: 800/1/2026, ", "", [("ORG003", 24)]),
        ("    sampai: 2026-03-31\n", "", [("ORG009", 23)]),
        ("2026-03-31", "2025-03-31", [("ORG008", 26)]),
        ("dari: 2026-01-05", "dari: Senin", [("ORG004", 25)]),
    ],
)
def test_a_fault_is_named_at_its_line(old: str, new: str, expected: list[tuple[str, int]]) -> None:
    assert old in SMALL
    assert faults(SMALL.replace(old, new, 1)) == expected


def test_the_same_appointment_twice_and_a_username_twice_are_faults() -> None:
    letter = SMALL[SMALL.index("  - pejabat: sari") :]
    twice = SMALL.replace(
        "penunjukan:", "  rudi: { nama: Rudi Contoh, pengguna: sari }\npenunjukan:"
    )

    assert faults(SMALL + letter) == [("ORG005", 27)]
    assert faults(twice) == [("ORG005", 20)]


def test_every_fault_is_found_in_one_reading() -> None:
    broken = SMALL.replace("induk: kota", "induk: kotta").replace("jenis: plt", "jenis: pjs")

    assert faults(broken) == [("ORG006", 14), ("ORG004", 23)]


def test_a_misspelt_name_gets_the_nearest_right_one() -> None:
    (fault,) = read_organisation(SMALL.replace("induk: kota", "induk: kotta"), file="o.yaml")  # type: ignore[misc]

    assert isinstance(fault, Finding)
    assert fault.cure.id == "mungkin maksudnya kota"
    assert fault.source == "    induk: kotta"


@pytest.mark.parametrize(
    "text",
    ["", "a: [", "- 1", "kalender", "\t", "a: *b", "{" * 3000, "\x00", "unit: [1]", "--- a\n--- b"],
)
def test_what_is_no_organisation_file_is_a_finding_and_no_crash(text: str) -> None:
    assert faults(text)


def test_every_code_can_be_explained() -> None:
    folder = Path(__file__).parents[2] / "sopflow/compiler"
    sources = [folder / "organisation.py", folder / "organisation_sheet.py"]
    named = {code for p in sources for code in re.findall(r"ORG\d{3}", p.read_text())}

    assert named == set(CODES)


def test_a_day_is_read_as_offices_write_it() -> None:
    assert read_day("2 Maret 2026") == read_day("2026-03-02") == date(2026, 3, 2)
    assert read_day("31 Februari 2026") is None
