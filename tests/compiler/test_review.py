"""What a formal and legal review says: each rule of the catalogue of DOMAIN 1.15 has a case."""

from dataclasses import dataclass
from datetime import date

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.diagnostics import Diagnostic
from sopflow.compiler.library import review_together
from tests.compiler.broken import REKLAME, SKTM, definition

TODAY = date(2026, 11, 25)


PARAF = (
    "    jenis: paraf\n    berjenjang: [kasi, sekcam]\n    dokumen: konsep_rujukan\n"
    "    mutu: { kelengkapan: [Konsep surat rujukan], waktu: 5 menit, "
    "keluaran: Konsep surat rujukan berparaf }\n"
    "    bila_ditolak: { ke: susun_rujukan, alasan: wajib, maks_putaran: 2, "
    "bila_putaran_habis: arahan_rujukan }\n"
)


@dataclass(frozen=True)
class Change:
    """One change of a shipped definition, and the one finding that it brings."""

    name: str
    file: str
    old: str
    new: str
    code: str
    says: str


CHANGES = (
    Change(
        "ID05 a title copied from another SOP",
        SKTM,
        "judul: { id: Surat Keterangan Tidak Mampu,",
        "judul: { id: Kartu Keluarga,",
        "SOP617",
        "`Kartu Keluarga`",
    ),
    Change(
        "ID07 ratified by an acting official",
        REKLAME,
        "jabatan: Kepala Dinas\n    nama",
        "jabatan: Plt. Kepala Dinas\n    nama",
        "SOP618",
        "Plt. Kepala Dinas",
    ),
    Change(
        "ID08 revised without saying what changed",
        SKTM,
        'direvisi: "-"',
        "direvisi: 10 Februari 2026",
        "SOP619",
        "direvisi",
    ),
    Change(
        "LG03 a regulation of another town",
        REKLAME,
        "- Peraturan Daerah Kota Contoh Nomor",
        "- Peraturan Daerah Kota Jauh Nomor",
        "SOP621",
        "Kota Jauh",
    ),
    Change(
        "LG06 without the law on public services",
        SKTM,
        "    - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik\n",
        "",
        "SOP623",
        "UU 25/2009",
    ),
    Change(
        "FL03 every answer leads to the same place",
        SKTM,
        "{ ke: susun_rujukan, sifat: menentang, label: { id: Tidak terdaftar",
        "{ ke: verifikasi, sifat: menentang, label: { id: Tidak terdaftar",
        "SOP624",
        "`cek_data`",
    ),
    Change(
        "FL10 a letter that nobody initials",
        SKTM,
        PARAF,
        "    pelaksana: kasi\n",
        "SOP260",
        "`ttd_rujukan`",
    ),
    Change(
        "PL01 a lane with the name of a person",
        SKTM,
        "nama: { id: Kasi Pelayanan,",
        'nama: { id: "Ratna Contoh, S.Sos",',
        "SOP261",
        "Ratna Contoh",
    ),
    Change(
        "PL04 who drafts the letter signs it",
        SKTM,
        "    pelaksana: loket\n    mutu: { kelengkapan: [Hasil cek], waktu",
        "    pelaksana: camat\n    mutu: { kelengkapan: [Hasil cek], waktu",
        "SOP262",
        "`ttd_rujukan`",
    ),
    Change(
        "KG04 a vague word in the quality standard",
        SKTM,
        "kelengkapan: [Hasil cek]",
        'kelengkapan: ["Hasil cek, dll"]',
        "SOP608",
        "`dll`",
    ),
    Change(
        "MB04 the last output is another thing",
        SKTM,
        "keluaran: Surat Keterangan Tidak Mampu }",
        "keluaran: Arsip }",
        "SOP626",
        "`Arsip`",
    ),
    Change(
        "MB05 a paper that comes from nowhere",
        SKTM,
        "kelengkapan: [Hasil cek]",
        "kelengkapan: [Hasil cek, Peta zonasi]",
        "SOP627",
        "`Peta zonasi`",
    ),
    Change(
        "MB06 a fee that nobody pays",
        SKTM,
        "biaya: Gratis",
        "biaya: Rp10.000 setiap surat",
        "SOP628",
        "Rp10.000",
    ),
    Change(
        "ST04 a stamp of the old amount",
        SKTM,
        "nama: { id: Fotokopi KTP,",
        'nama: { id: "Surat pernyataan bermeterai Rp6.000",',
        "SOP629",
        "Rp10.000",
    ),
)


def _changed(file: str, *changes: tuple[str, str]) -> str:
    text = definition(file)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def _codes(found: Compilation) -> list[str]:
    return [d.code for d in found.diagnostics]


def _of(found: Compilation, code: str) -> Diagnostic:
    return next(d for d in found.diagnostics if d.code == code)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_the_review_finds_the_one_fault(change: Change) -> None:
    assert change.code not in _codes(compile_text(definition(change.file), file="x.yaml"))

    found = compile_text(_changed(change.file, (change.old, change.new)), file="x.yaml")

    assert change.code in _codes(found)
    assert change.says in _of(found, change.code).message.id


def test_fl09_lanes_stand_in_the_order_of_acting_and_not_of_rank() -> None:
    text = definition(SKTM)
    lane = next(line for line in text.splitlines(keepends=True) if line.startswith("  camat: {"))
    by_rank = text.replace(lane, "", 1).replace("  loket: {", f"{lane}  loket: {{", 1)

    found = compile_text(by_rank, file="x.yaml")

    assert _codes(found) == ["SOP625"]
    assert "`camat`" in _of(found, "SOP625").message.id


def test_lg01_the_law_stands_above_the_regulation_of_the_town() -> None:
    lines = definition(REKLAME).splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if "- Undang-Undang" in line)
    last = next(n for n, line in enumerate(lines) if "- Peraturan Daerah" in line)
    lines[first], lines[last] = lines[last], lines[first]

    found = compile_text("".join(lines), file="x.yaml")

    assert set(_codes(found)) == {"SOP620"}


def test_lg04_money_is_taken_by_a_regulation_of_the_region() -> None:
    lines = definition(REKLAME).splitlines(keepends=True)
    kept = [
        x for x in lines if not x.startswith(("    - Peraturan Daerah", "    - Peraturan Wali"))
    ]

    assert "SOP622" in _codes(compile_text("".join(kept), file="x.yaml"))


def test_rn01_more_lanes_than_the_table_holds() -> None:
    lanes = "".join(
        f"  lajur_{n}: {{ nama: Lajur {n}, jabatan: jabatan_{n} }}\n" for n in range(12)
    )

    found = compile_text(_changed(SKTM, ("  camat: {", f"{lanes}  camat: {{")), file="x.yaml")

    assert "17 lajur" in _of(found, "SOP630").message.id


def _accepting(code: str, about: str) -> str:
    accepted = f"\nditerima:\n  - {{ kode: {code}, pada: {about}, alasan: Tidak ada jenjang. }}\n"
    return _changed(SKTM, (PARAF, "    pelaksana: kasi\n")) + accepted


def test_a_warning_is_accepted_with_a_reason_and_stays_readable() -> None:
    found = compile_text(_accepting("SOP260", "ttd_rujukan"), file="x.yaml")

    accepted = _of(found, "SOP260")
    assert accepted.severity == "info"
    assert accepted.message.id.endswith("Diterima: Tidak ada jenjang.")
    assert accepted.message.en.endswith("Accepted: Tidak ada jenjang.")


def test_an_acceptance_about_another_place_changes_nothing_and_says_so() -> None:
    found = compile_text(_accepting("SOP260", "ttd"), file="x.yaml")

    assert _of(found, "SOP260").severity == "warning"


@pytest.mark.parametrize(("code", "said"), [("SOP999", "SOP631"), ("SOP201", "SOP632")])
def test_only_a_known_warning_can_be_accepted(code: str, said: str) -> None:
    accepted = f"\nditerima:\n  - {{ kode: {code}, alasan: Begitulah. }}\n"

    found = compile_text(definition(SKTM) + accepted, file="x.yaml")

    assert _codes(found) == [said]
    assert found.machine is None


def test_an_acceptance_that_nothing_needs_is_a_warning() -> None:
    accepted = "\nditerima:\n  - { kode: SOP260, alasan: Tidak ada jenjang. }\n"

    assert _codes(compile_text(definition(SKTM) + accepted, file="x.yaml")) == ["SOP633"]


def test_what_is_accepted_is_no_part_of_the_version() -> None:
    accepted = "\nditerima:\n  - { kode: SOP260, alasan: Tidak ada jenjang. }\n"
    with_it = compile_text(definition(SKTM) + accepted, file="x.yaml").machine
    without = compile_text(definition(SKTM), file="x.yaml").machine

    assert with_it is not None
    assert without is not None
    assert with_it.id == without.id


def _together(*texts: str) -> list[list[str]]:
    compiled = [compile_text(text, file=f"{n}.yaml") for n, text in enumerate(texts)]
    return [_codes(c) for c in review_together(compiled, on=TODAY, related=True)]


OTHER = ("kode: sktm", "kode: sktm-lain")


def test_id04_and_id05_a_number_and_a_title_belong_to_one_sop_of_a_unit() -> None:
    first, second = _together(definition(SKTM), _changed(SKTM, OTHER))

    assert first[:2] == second[:2] == ["SOP634", "SOP635"]


def test_another_unit_may_have_the_same_number_and_title() -> None:
    elsewhere = _changed(SKTM, OTHER, ("jenis_unit: kecamatan", "jenis_unit: kelurahan"))

    first, second = _together(definition(SKTM), elsewhere)

    assert not {"SOP634", "SOP635"} & {*first, *second}


def test_id08_a_newer_version_does_not_take_effect_earlier() -> None:
    newer = _changed_dates(definition(SKTM), "1 Januari 2026", version="1.1.0")

    _, second = _together(definition(SKTM), newer)

    assert "SOP636" in second


def test_lg05_a_related_sop_that_is_not_there_is_noted() -> None:
    first, _ = _together(definition(SKTM), definition(REKLAME))

    assert "SOP637" in first


def test_id03_a_planned_review_that_has_passed() -> None:
    planned = _changed_dates(definition(SKTM), "1 Januari 2026", revised="1 November 2026")
    later = _changed_dates(definition(SKTM), "1 Januari 2026", revised="1 November 2027")

    assert "SOP638" in _together(planned)[0]
    assert "SOP638" not in _together(later)[0]


def _changed_dates(text: str, day: str, *, revised: str = '"-"', version: str = "1.0.0") -> str:
    line = next(line for line in text.splitlines() if line.startswith("  tanggal:"))
    dates = f"  tanggal: {{ dibuat: {day}, direvisi: {revised}, berlaku: {day} }}"
    return text.replace(line, dates, 1).replace("versi: 1.0.0", f"versi: {version}", 1)
