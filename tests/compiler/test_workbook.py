"""Export, edit, import: what nobody touched stays, what somebody changed is changed."""

import re
from pathlib import Path

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.compiler.sheets.listings import listings
from sopflow.compiler.sheets.workbook import CANNOT_BE_SHOWN, export_text, import_book
from sopflow.domain.books import BookProblem, LeftOut, ReadBook, UnreadableBook
from tests.compiler.broken import BROKEN, REKLAME, Broken, definition
from tests.compiler.desk import Desk, codes, said

SHIPPED = sorted(
    path
    for path in (Path(__file__).parents[2] / "definitions").rglob("*.yaml")
    if ".skenario." not in path.name
)
ROWS = 3
"""The row of headings in the procedure's sheet, counting from zero."""


@pytest.fixture
def desk() -> Desk:
    return Desk.exported(definition(REKLAME))


def hash_of(text: str) -> str | None:
    found = compile_text(text, file="x.yaml").certificate
    return found.hash if found else None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.parent.name)
def test_every_shipped_definition_keeps_its_hash_through_the_workbook(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    found = Desk.exported(text).imported()

    assert found.findings == ()
    assert found.lint == ()
    assert found.text is not None
    assert found.hash == hash_of(text) == found.exported_as


@pytest.mark.parametrize(
    "broken", [b for b in BROKEN if b.code not in CANNOT_BE_SHOWN], ids=lambda b: b.name
)
def test_a_file_with_faults_keeps_them_and_its_hash(broken: Broken) -> None:
    found = Desk.exported(broken.text()).imported()

    assert found.findings == ()
    assert found.hash == hash_of(broken.text())
    wanted = sorted(d.code for d in compile_text(broken.text(), file="x.yaml").diagnostics)
    assert sorted(d.code for d in found.lint) == wanted


def test_a_second_export_gives_the_same_cells(desk: Desk) -> None:
    text = desk.imported().text

    assert text is not None
    assert Desk.exported(text).sheets == desk.sheets


def test_the_official_columns_come_first_and_alone_are_printed() -> None:
    book = export_text(definition(REKLAME), file="x.yaml").book

    assert book is not None
    sheet = next(s for s in book.sheets if s.name == "Prosedur")
    upper, lower = ([cell.text for cell in row] for row in sheet.rows[2:4])
    assert [text for text in upper if text] == [
        "No", "Kegiatan", "Pelaksana", "Mutu Baku", "Keterangan", "Langkah Berikutnya",
        "Rincian (tidak dicetak)",
    ]  # fmt: skip
    assert lower[2:14] == [
        "Pemohon", "Petugas Front Office", "Kasi Perizinan", "Tim Teknis", "Kabid Perizinan",
        "Petugas Pajak Bapenda", "Bendahara Penerimaan Bapenda", "Sekretaris Dinas",
        "Kepala Dinas", "Kelengkapan", "Waktu", "Output",
    ]  # fmt: skip
    assert sheet.printed_columns == upper.index("Langkah Berikutnya") + 1
    assert [cell.text for cell in sheet.rows[5]][:4] == [
        "2",
        "Memeriksa kelengkapan berkas",
        "",
        "◇",
    ]
    assert sheet.rows[5][15].text == "Lengkap → 4\nKurang lengkap → 1"
    assert [s.name for s in book.sheets][:4] == [
        "Identitas", "Standar Pelayanan", "Prosedur", "Pelaksana",
    ]  # fmt: skip


def test_the_names_of_sheets_are_short_enough() -> None:
    assert all(len(listing.sheet) <= 31 for listing in listings())


def test_a_row_that_moved_keeps_the_ways_to_it(desk: Desk) -> None:
    rows = desk.sheets["Prosedur"]
    moved = desk.row("Prosedur", "putus_berkas")
    rows.remove(moved)
    rows.append(moved)

    found = desk.imported()

    assert found.findings == ()
    assert found.lint == ()
    assert found.text is not None
    assert found.hash != found.exported_as
    assert found.text.index("- id: arahan_tolak") < found.text.index("- id: putus_berkas")
    assert "cukup: { ke: jadwal," in found.text


def test_a_changed_text_is_a_changed_version(desk: Desk) -> None:
    row = desk.row("Prosedur", "Meninjau lokasi")
    row[row.index("Meninjau lokasi")] = "Meninjau lokasi reklame"

    found = desk.imported()

    assert found.text is not None
    assert "kegiatan: { id: Meninjau lokasi reklame, en: Inspect the site }" in found.text
    assert found.findings == ()


def test_an_inserted_row_gets_a_code_and_every_guess_is_named(desk: Desk) -> None:
    rows = desk.sheets["Prosedur"]
    place = rows.index(desk.row("Prosedur", "Meninjau lokasi"))
    new = [""] * 16
    new[1] = "Mencatat jadwal dalam agenda"
    new[3] = "x"
    new[11:14] = ["Surat tugas", "5 menit", "Agenda"]
    rows.insert(place, new)

    found = desk.imported()

    where, words = said(found, "SOP071")[0]
    assert where == f"[Prosedur!B{place + 1}]"
    assert "`mencatat_jadwal_dalam_agenda`" in words
    assert codes(found) == {"SOP071": 1}
    assert found.text is not None
    row = re.search(r"- id: mencatat_jadwal_dalam_agenda.*?\n\n", found.text, re.DOTALL)
    assert row is not None
    assert "# tebakan: baris ini belum punya kode sendiri" in row[0]
    assert "pelaksana: front_office" in row[0]
    assert "waktu: 5 menit" in row[0]


def test_a_deleted_row_takes_its_answers_along_and_that_is_said(desk: Desk) -> None:
    rows = desk.sheets["Prosedur"]
    rows.remove(desk.row("Prosedur", "putus_berkas"))

    found = desk.imported()

    assert [where for where, _ in said(found, "SOP073")] == ["[Jawaban!A4]", "[Jawaban!A5]"]
    assert any(d.code == "SOP101" and d.where == "[Jawaban!H3]" for d in found.lint)


def test_a_new_answer_in_the_row_is_guessed_from_its_words(desk: Desk) -> None:
    row = desk.row("Prosedur", "kelayakan")
    place = row.index("Layak → 10\nBelum layak → 7")
    row[place] = "Layak → 10\nBelum layak → 7\nDitolak → 22\nDiulang → 5"

    found = desk.imported()

    assert found.text is not None
    assert (
        "ditolak:\n          ke: susun_tolak\n          sifat: menentang  # tebakan" in found.text
    )
    assert "diulang:\n          ke: tinjau\n          sifat: netral  # tebakan" in found.text
    assert 'maks_putaran: "[isi: berapa kali paling banyak diulang' in found.text
    assert codes(found) == {"SOP071": 2, "SOP072": 2}


def test_an_answer_with_other_words_stays_the_same_answer(desk: Desk) -> None:
    row = desk.row("Prosedur", "kelayakan")
    place = row.index("Layak → 10\nBelum layak → 7")
    row[place] = "Sesuai → 10\nBelum layak → 7"

    found = desk.imported()

    assert found.text is not None
    assert "layak: { ke: tetapkan_pajak, sifat: mendukung, label: { id: Sesuai" in found.text
    assert codes(found) == {"SOP071": 1}


def test_an_answer_that_leads_nowhere_any_more_is_left_out_and_named(desk: Desk) -> None:
    row = desk.row("Prosedur", "kelayakan")
    row[row.index("Layak → 10\nBelum layak → 7")] = "Layak → 10"

    found = desk.imported()

    assert said(found, "SOP073") == [
        ("[Jawaban!A7]", 'Tidak dibawa: "belum_layak"; jalan ini tidak ada lagi di tabel.')
    ]


def test_a_way_to_a_number_that_is_not_there_is_refused(desk: Desk) -> None:
    row = desk.row("Prosedur", "kelayakan")
    row[row.index("Layak → 10\nBelum layak → 7")] = "Layak → 99\nBelum layak → 7"

    found = desk.imported()

    assert [where for where, _ in said(found, "SOP075")] == ["[Prosedur!P10]"]
    assert found.text is not None
    assert '"[isi: tujuan Layak: 99]"' in found.text
    assert any(d.code == "SOP079" and d.where == "[Prosedur!P10]" for d in found.lint)


def test_a_number_that_stands_twice_means_the_row_that_had_it(desk: Desk) -> None:
    rows = desk.sheets["Prosedur"]
    place = rows.index(desk.row("Prosedur", "Meninjau lokasi"))
    rows.insert(place, ["4", "Mencatat jadwal dalam agenda", "", "x"])

    found = desk.imported()

    assert [where for where, _ in said(found, "SOP076")] == [f"[Prosedur!B{place + 1}]"]
    assert found.text is not None
    assert "lengkap: { ke: jadwal," in found.text


def test_a_copied_row_gets_a_code_of_its_own(desk: Desk) -> None:
    rows = desk.sheets["Prosedur"]
    place = rows.index(desk.row("Prosedur", "jadwal"))
    rows.insert(place + 1, [*rows[place]])

    found = desk.imported()

    assert found.text is not None
    assert "- id: menjadwalkan_peninjauan_lapangan" in found.text
    assert not any(d.code == "SOP010" for d in found.lint)


def test_a_new_column_is_a_new_performer(desk: Desk) -> None:
    for row in desk.sheets["Prosedur"][2:]:
        row.insert(11, "")
    desk.sheets["Prosedur"][ROWS][11] = "Petugas Arsip"
    desk.row("Prosedur", "jadwal")[4:12] = [""] * 7 + ["x"]

    found = desk.imported()

    assert found.text is not None
    assert (
        "petugas_arsip:\n    nama: Petugas Arsip\n    jabatan: petugas_arsip  # tebakan"
        in found.text
    )
    assert re.search(r"- id: jadwal.*?pelaksana: petugas_arsip", found.text, re.DOTALL)


def test_things_without_codes_get_them_and_a_code_twice_is_said(desk: Desk) -> None:
    rows = desk.sheets["Persyaratan"]
    rows += [["", "Surat kuasa", "Proxy", "tidak", ""], ["ktp", "Paspor", "", "", ""]]

    found = desk.imported()

    assert found.text is not None
    assert "surat_kuasa: { nama: { id: Surat kuasa, en: Proxy }, wajib: tidak }" in found.text
    assert codes(found) == {"SOP071": 1, "SOP077": 1}


def test_what_belongs_to_nothing_and_what_has_no_column_is_named(desk: Desk) -> None:
    desk.sheets["Isian"].append(["hilang", "catatan", "Catatan"])
    desk.sheets["Pelaksana"][0].append("Telepon dinas")
    desk.sheets["Pelaksana"][2].append("021")
    desk.sheets["Identitas"].append(["Motto", "Cepat"])
    desk.sheets["Identitas"][1] += ["", "coretan"]
    desk.sheets["Catatan"] = [["Belanja"]]
    desk.sheets["Lainnya"].append(["langkah/hilang/x", "1"])

    found = desk.imported()

    assert found.hash == found.exported_as
    assert sorted(where for where, _ in said(found, "SOP073")) == [
        "[Catatan]", "[Identitas!A25]", "[Identitas!D2]", "[Isian!A9]", "[Lainnya!A2]",
        "[Pelaksana!G1]",
    ]  # fmt: skip


def test_a_value_may_go_on_in_the_row_below_its_label(desk: Desk) -> None:
    rows = desk.sheets["Identitas"]
    row = desk.row("Identitas", "Peralatan dan Perlengkapan")
    first, *others = row[1].split("\n")
    place = rows.index(row)
    rows[place : place + 1] = [[row[0], first], *(["", other] for other in others)]

    found = desk.imported()

    assert found.hash == found.exported_as


def test_keys_that_are_not_known_yet_survive() -> None:
    where = "    pelaksana: tim_teknis\n    mutu:"
    strange = "    hari_esok: { a: [1, {}, []], b: '{}' }\n"
    text = definition(REKLAME).replace(where, strange + where, 1)
    text = text.replace("penarikan:", 'baru: [{ x: "satu\\ndua", y: "=A1" }]\n\npenarikan:')
    assert text.count("hari_esok") + text.count("baru:") == 2

    desk = Desk.exported(text)
    found = desk.imported()

    assert found.text is not None
    assert ["langkah/tinjau/hari_esok/a/#1", "1"] in desk.sheets["Lainnya"]
    assert ["langkah/tinjau/hari_esok/a/#2", "{}"] in desk.sheets["Lainnya"]
    assert ["langkah/tinjau/hari_esok/b", '"{}"'] in desk.sheets["Lainnya"]
    assert found.findings == ()
    assert {d.code for d in found.lint} == {"SOP003"}
    assert Desk.exported(found.text).sheets == desk.sheets


def test_strange_texts_survive() -> None:
    odd = r"""Baris satu\nBaris dua_x0041_\r\n  akhir"""
    text = definition(REKLAME).replace(
        "pencatatan: Register izin reklame elektronik", f'pencatatan: "{odd}"'
    )

    desk = Desk.exported(text)
    found = desk.imported()

    assert found.hash == hash_of(text)
    assert found.findings == ()
    assert desk.row("Lainnya", "sop/pencatatan")


def test_a_file_that_cannot_be_read_is_not_exported() -> None:
    twice = definition(REKLAME).replace("- id: jadwal", "- id: tinjau")

    found = export_text(twice, file="x.yaml")

    assert found.book is None
    assert {d.code for d in found.findings} == {"SOP010"}
    assert export_text("a: [", file="x.yaml").book is None
    assert export_text("x: {}\n" * 300, file="x.yaml").book is None


def test_remarks_are_counted_since_they_are_left_out() -> None:
    text = definition(REKLAME)

    assert export_text(text, file="x.yaml").comments == 2
    assert export_text(text.replace("kode: ", "# satu lagi\n  kode: "), file="x").comments == 3


@pytest.mark.parametrize("problem", BookProblem)
def test_a_workbook_that_cannot_be_read_says_why_and_what_to_do(problem: BookProblem) -> None:
    found = import_book(UnreadableBook(problem), file="a.xlsx")

    assert found.text is None
    [finding] = found.findings
    assert finding.code == "SOP070"
    assert finding.is_error
    assert finding.as_dict()["sheet"] == ""
    assert "Cara: " in finding.render()


@pytest.mark.parametrize("sheets", [{}, {"Kosong": []}, {"Catatan": [["No", "Nama"], ["1", "A"]]}])
def test_a_workbook_without_a_table_says_what_one_looks_like(
    sheets: dict[str, list[list[str]]],
) -> None:
    found = Desk(sheets).imported()

    assert found.text is None
    assert codes(found) == {"SOP074": 1}


def test_what_is_never_read_is_named(desk: Desk) -> None:
    read = desk.read()
    book = ReadBook(read.pages, ("Arsip lama",), tuple(LeftOut))

    found = import_book(book, file="a.xlsx")

    assert found.hash == found.exported_as
    assert codes(found) == {"SOP073": 4}
