"""A table that an office made: its headings in variants, dirty data, each guess with its cell."""

import re

import pytest

from sopflow.compiler import yamltree
from sopflow.compiler.diagnostics import Reporter
from sopflow.compiler.sheets.guesses import code_of, opposite, spoken_ways, time_of
from sopflow.compiler.sheets.plain import Path, Plain, at, plain_of
from sopflow.compiler.sheets.ways import Way
from sopflow.compiler.sheets.workbook import Imported
from tests.compiler.desk import Desk, codes, said

UPPER = ["NO.", "URAIAN KEGIATAN", "PELAKSANA", "", "", "", "MUTU BAKU", "", "", "KET."]
LOWER = ["", "", "Pemohon", "Petugas", "Kasi", "Lurah", "Kelengkapan", "Waktu", "Output", ""]
ROWS = [
    ["1", "Mengajukan permohonan", "x", "", "", "", "- KTP\n- KK", "5 menit", "Berkas", ""],
    ["2", "Memeriksa berkas", "", "x", "", "", "Berkas", "10 Menit", "Berkas lengkap",
     "Jika tidak lengkap kembali ke 1"],
    ["3", "Mengetik surat", "", "x", "", "", "Berkas lengkap", "10 menit", "Konsep surat", ""],
    ["4", "Memaraf konsep surat", "", "", "√", "", "Konsep surat", "5 menit", "Konsep berparaf",
     "Apabila salah, dikembalikan ke petugas"],
    ["5", "Menandatangani surat", "", "", "", "V", "Konsep berparaf", "5 menit", "Surat", ""],
    ["6", "Menyerahkan surat kepada pemohon", "", "●", "", "", "Surat", "5 menit", "Surat", ""],
]  # fmt: skip


def table(*rows: list[str], above: tuple[list[str], ...] = ()) -> Desk:
    return Desk({"SOP": [*above, UPPER, LOWER, *map(list, rows or ROWS)]})


def tree_of(imported: Imported) -> dict[str, Plain]:
    assert imported.text is not None
    root = yamltree.read(imported.text, Reporter(imported.text, "x"))
    assert root is not None
    tree = plain_of(root)
    assert isinstance(tree, dict)
    return tree


def value(imported: Imported, *path: str | int) -> Plain | None:
    return at(tree_of(imported), path)


def step(imported: Imported, number: int, *path: str | int) -> Plain | None:
    """Give a part of a row, the rows counted from one."""
    where: Path = ("langkah", number - 1, *path)
    return at(tree_of(imported), where)


def guesses(imported: Imported) -> str:
    return "\n".join(f"{where} {words}" for where, words in said(imported, "SOP071"))


def test_the_rows_become_steps_with_performers_times_and_papers() -> None:
    found = table().imported()

    assert list(at(tree_of(found), ("pelaksana",)) or ()) == ["pemohon", "petugas", "kasi", "lurah"]
    assert step(found, 1) == {
        "id": "mengajukan_permohonan",
        "kegiatan": "Mengajukan permohonan",
        "pelaksana": "pemohon",
        "mutu": {"kelengkapan": ["KTP", "KK"], "waktu": "5 menit", "keluaran": "Berkas"},
    }
    assert value(found, "persyaratan") == {"ktp": {"nama": "KTP"}, "kk": {"nama": "KK"}}
    assert [step(found, n, "jenis") for n in range(1, 7)] == [
        None, None, None, "paraf", "tanda_tangan", "serah",
    ]  # fmt: skip


def test_a_check_with_a_way_back_is_a_decision_whose_other_answer_is_guessed() -> None:
    found = table().imported()

    answers = step(found, 2, "putusan", "jawab")
    assert isinstance(answers, dict)
    assert list(answers) == ["lengkap", "tidak_lengkap"]
    assert answers["lengkap"] == {"ke": "mengetik_surat", "sifat": "mendukung"}
    assert at(answers, ("tidak_lengkap", "ke")) == "mengajukan_permohonan"
    assert at(answers, ("tidak_lengkap", "sifat")) == "netral"
    assert at(answers, ("tidak_lengkap", "alasan")) == "wajib"
    assert str(at(answers, ("tidak_lengkap", "maks_putaran"))).startswith("[isi: ")
    assert "[SOP!J4] Ditebak: jawaban lain pada memeriksa_berkas" in guesses(found)
    assert value(found, "layanan", "jam_mulai") == "memeriksa_berkas.lengkap"


def test_initials_send_back_to_the_drafter_that_the_sentence_names() -> None:
    found = table().imported()

    assert step(found, 4, "bila_ditolak", "ke") == "mengetik_surat"
    assert step(found, 4, "dokumen") == "konsep_surat"
    assert step(found, 5, "dokumen") == "konsep_surat"
    assert step(found, 3, "mengubah") == "konsep_surat"
    assert value(found, "dokumen") == {"konsep_surat": {"nama": "Konsep surat"}}
    assert step(found, 6, "ke") == "terbit"
    assert value(found, "akhir", "terbit", "hasil") == "disetujui"


def test_every_guess_stands_in_the_draft_and_every_gap_is_refused() -> None:
    found = table().imported()

    assert found.text is not None
    assert "jenis: paraf  # tebakan: dari kata kerjanya" in found.text
    assert found.text.count("# tebakan: ") >= codes(found)["SOP071"] - 6
    gaps = set(re.findall(r"\[isi: [^\]]*\]", found.text.partition("\n\n")[2]))
    assert len(gaps) == codes(found)["SOP072"]
    again = Desk.exported(found.text).imported()
    assert {d.code for d in again.lint if d.is_error} >= {"SOP079"}
    assert sum(d.code == "SOP079" for d in again.lint) == len(gaps)
    assert again.hash == found.hash
    assert again.findings == ()


def test_fields_of_the_form_around_the_table_are_taken() -> None:
    above: tuple[list[str], ...] = (
        ["PEMERINTAH KOTA CONTOH", "", "", "", "No. SOP", ":", "400/7/2026"],
        ["", "", "", "", "Tgl. Pembuatan", ": 2 Maret 2026"],
        ["", "", "", "", "Disahkan oleh:", "Lurah Contoh"],
        ["STANDAR OPERASIONAL PROSEDUR (SOP): Surat Keterangan Usaha"],
        ["Dasar Hukum", "", "", "", "Kualifikasi Pelaksana"],
        ["1. Undang-Undang Nomor 25 Tahun 2009", "", "", "", "Mampu mengetik"],
        ["2. Permenpan RB Nomor 35 Tahun 2012"],
        ["Jangka waktu: Maksimal 3 (tiga) hari kerja sejak lengkap"],
        ["Biaya", "", "Gratis"],
        [],
    )

    found = table(above=above).imported()

    assert value(found, "sop", "nomor") == "400/7/2026"
    assert value(found, "sop", "tanggal", "dibuat") == "2 Maret 2026"
    assert value(found, "sop", "disahkan_oleh", "jabatan") == "Lurah Contoh"
    assert value(found, "sop", "judul") == "Surat Keterangan Usaha"
    assert value(found, "sop", "kode") == "surat-keterangan-usaha"
    assert value(found, "sop", "dasar_hukum") == [
        "Undang-Undang Nomor 25 Tahun 2009",
        "Permenpan RB Nomor 35 Tahun 2012",
    ]
    assert value(found, "sop", "kualifikasi") == "Mampu mengetik"
    assert value(found, "layanan", "janji") == "3 hari kerja"
    assert value(found, "standar_pelayanan", "biaya") == "Gratis"


def test_a_title_on_a_line_of_its_own_is_found() -> None:
    with_line = table(above=(["SOP"], ["Legalisasi Surat"], [])).imported()
    alone = table(above=(["Legalisasi Surat"], [])).imported()
    without = table().imported()

    assert value(with_line, "sop", "judul") == "Legalisasi Surat"
    assert value(alone, "sop", "judul") == "Legalisasi Surat"
    assert str(value(without, "sop", "judul")).startswith("[isi: ")
    assert str(value(without, "sop", "kode")).startswith("[isi: ")


def test_one_row_of_headings_with_performers_in_it_is_enough() -> None:
    desk = Desk(
        {
            "Lembar1": [
                ["No", "Aktivitas", "Warga", "Petugas", "Persyaratan/Kelengkapan", "Waktu (menit)",
                 "Hasil"],
                ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
                ["1", "Mengajukan permohonan", "x", "", "KTP", "5", "Berkas"],
                ["2", "Menyerahkan surat", "", "x", "Berkas", "10", "Surat"],
            ]
        }
    )  # fmt: skip

    found = desk.imported()

    assert value(found, "pelaksana", "warga", "luar") == "ya"
    assert step(found, 2, "pelaksana") == "petugas"
    assert step(found, 2, "mutu", "waktu") == "10 menit"
    assert len(at(tree_of(found), ("langkah",)) or ()) == 2


def test_performers_may_stand_by_name_in_a_single_column() -> None:
    desk = Desk(
        {
            "SOP": [
                ["No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"],
                ["1", "Mengajukan permohonan", "Pemohon", "KTP", "5 menit", "Berkas", ""],
                ["2", "Memaraf surat", "Kasi / Sekretaris", "Berkas", "5 menit", "Surat", ""],
                ["3", "Menyerahkan surat", "Petugas", "Berkas", "10 menit", "Surat", "arsip"],
            ]
        }
    )

    found = desk.imported()

    assert step(found, 1, "pelaksana") == "pemohon"
    assert step(found, 3, "pelaksana") == "petugas"
    assert step(found, 2, "pelaksana") == "kasi"
    assert step(found, 3, "keterangan") == "arsip"


def test_several_marks_are_levels_of_initials_or_one_performer() -> None:
    rows = [list(row) for row in ROWS]
    rows[2][2] = "x"
    rows[3][4:6] = ["2", "1"]
    found = table(*rows).imported()

    assert step(found, 3, "pelaksana") == "petugas"
    assert step(found, 4, "berjenjang") == ["lurah", "kasi"]
    assert "beberapa kolom bertanda" in guesses(found)
    rows[3][4:6] = ["x", "x"]
    assert step(table(*rows).imported(), 4, "berjenjang") == ["kasi", "lurah"]


def test_a_row_without_a_mark_asks_for_its_performer() -> None:
    rows = [list(row) for row in ROWS]
    rows[4][5] = ""

    found = table(*rows).imported()

    assert step(found, 5, "pelaksana") == "[isi: pelaksana baris 5]"


def test_ways_may_stand_in_columns_of_yes_and_no_or_in_one_of_their_own() -> None:
    upper = [*UPPER, "Ya", "Tidak"]
    rows = [[*row, "", ""] for row in ROWS]
    rows[1] = [*ROWS[1][:9], "", "3", "ke 1"]
    columns = Desk({"SOP": [upper, LOWER, *rows]}).imported()
    rows = [[*row, ""] for row in ROWS]
    rows[1] = [*ROWS[1][:9], "", "Ya -> 3, Tidak -> 1"]
    rows[4] = [*ROWS[4], "apa saja"]
    single = Desk({"SOP": [[*UPPER, "Arah"], LOWER, *rows]}).imported()

    for found in (columns, single):
        assert step(found, 2, "putusan", "jawab", "ya", "ke") == "mengetik_surat"
        assert step(found, 2, "putusan", "jawab", "tidak", "ke") == "mengajukan_permohonan"
    assert [where for where, _ in said(single, "SOP075")] == ["[SOP!K7]"]


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("Ya → 3, Tidak → 1", "mengajukan_permohonan"),
        ("Tidak lengkap, dikembalikan ke pemohon", "mengajukan_permohonan"),
        ("Bila kurang, kembali ke langkah 1; bila lengkap lanjut ke 3", "mengajukan_permohonan"),
        ("Kembali ke no. 1 apabila tidak lengkap", "mengajukan_permohonan"),
        ("Jika tidak memenuhi ke ditolak", "tolak"),
    ],
)
def test_sentences_that_name_a_way_are_understood(words: str, target: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][9] = words

    answers = step(table(*rows).imported(), 2, "putusan", "jawab")

    assert isinstance(answers, dict)
    assert {at(answers, (name, "ke")) for name in answers} == {"mengetik_surat", target}


def test_numbers_with_gaps_and_doubles_still_name_their_rows() -> None:
    rows = [list(row) for row in ROWS]
    for row, number in zip(rows, ("1", "3", "7", "7", "10", "12"), strict=True):
        row[0] = number
    rows[1][9] = "Ya → 7, Tidak → 99"

    found = table(*rows).imported()

    answers = step(found, 2, "putusan", "jawab")
    assert isinstance(answers, dict)
    assert at(answers, ("ya", "ke")) == "mengetik_surat"
    assert codes(found)["SOP076"] == 1


def test_an_activity_over_several_rows_is_one_step() -> None:
    rows = [list(row) for row in ROWS]
    rows.insert(1, ["", "", "", "", "", "", "Pas foto", "", "Map", ""])

    found = table(*rows).imported()

    assert step(found, 1, "mutu", "kelengkapan") == ["KTP", "KK", "Pas foto"]
    assert step(found, 1, "mutu", "keluaran") == "Berkas\nMap"


def test_start_and_end_rows_and_what_stands_below_are_left_out_by_name() -> None:
    below = [[], ["", "Contoh, 2 Maret 2026"], ["", "", "Lurah"]]
    rows = [["", "Mulai"], *ROWS, ["", "Selesai"], *below]

    found = table(*[list(row) for row in rows]).imported()

    assert [where for where, _ in said(found, "SOP073")] == [
        "[SOP!B3]", "[SOP!B10]", "[SOP!B12]", "[SOP!C13]",
    ]  # fmt: skip
    assert len(at(tree_of(found), ("langkah",)) or ()) == 6


def test_a_column_with_another_heading_is_left_out_by_name() -> None:
    rows = [[*row, "abc"] for row in ROWS]

    found = Desk({"SOP": [[*UPPER, "Risiko"], LOWER, *rows]}).imported()

    assert [where for where, _ in said(found, "SOP073")] == ["[SOP!K1]"]


def test_papers_that_nobody_drafts_are_asked_for() -> None:
    rows = [row for row in ROWS if row[0] != "3"]

    found = table(*rows).imported()

    assert step(found, 3, "dokumen") == "[isi: dokumen pada memaraf_konsep_surat]"


def test_a_payment_of_the_applicant_is_one() -> None:
    rows = [*ROWS[:3], ["4", "Membayar retribusi", "x", "", "", "", "SKRD", "", "Bukti", ""]]

    found = table(*rows).imported()

    assert step(found, 4, "jenis") == "bayar"
    assert step(found, 4, "mutu", "waktu") is None


@pytest.mark.parametrize(
    ("wrote", "meant"),
    [
        ("30 detik", "1 menit"),
        ("90 detik", "2 menit"),
        ("1 menit", "1 menit"),
        ("10 Menit", "10 menit"),
        ("60 (enam puluh) menit", "60 (enam puluh) menit"),
        ("1 jam", "1 jam"),
        ("+ 1 jam", "1 jam"),
        ("1 - 2 jam", "2 jam"),
        ("2 Hari kerja", "2 hari kerja"),
        ("14 (empat belas) hari kerja", "14 (empat belas) hari kerja"),
        ("Paling lambat 3 hari kerja, setelah berkas lengkap", "3 hari kerja"),
        ("Maksimal 6 (enam) hari kerja terhitung sejak diterima", "6 hari kerja"),
        ("3-25 hari kerja", "25 hari kerja"),
        ("1 minggu", "7 hari kalender"),
        ("0 hari", "0 menit"),
        ("60 menit bila lengkap dan pejabat di tempat", "60 menit"),
        ("di loket 2 selama 15 mnt", "15 menit"),
        ("1 hari", "1 hari"),
        ("7 (Tujuh) hari", "7 (Tujuh) hari"),
        ("7 hari (Des t-1)", "7 hari"),
    ],
)
def test_times_as_offices_write_them(wrote: str, meant: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][7] = wrote

    found = table(*rows).imported()

    assert step(found, 2, "mutu", "waktu") == meant
    is_guess = f'tertulis "{wrote}"' in guesses(found)
    assert is_guess == (wrote.lower() != meant.lower())
    without_kind = meant.endswith("hari")
    assert any(d.code == "SOP301" and d.where == "[SOP!H4]" for d in found.lint) == without_kind


@pytest.mark.parametrize(
    "wrote",
    ["Menit", "Apabila Camat berada di tempat", "6 Bulan", "Pemohon datang ke loket 1 lalu 2", "-"],
)
def test_what_is_no_time_is_asked_for_with_what_stood_there(wrote: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][7] = wrote

    found = table(*rows).imported()

    assert step(found, 2, "mutu", "waktu") == f'[isi: waktu memeriksa_berkas (tertulis "{wrote}")]'
    assert any(where == "[SOP!H4]" and wrote in words for where, words in said(found, "SOP072"))


def test_a_table_without_times_asks_for_each() -> None:
    upper = [cell for cell in UPPER if cell != "x"]
    lower = [cell.replace("Waktu", "") for cell in LOWER]
    rows = [[*row[:7], "", *row[8:]] for row in ROWS]

    found = Desk({"SOP": [upper, lower, *rows]}).imported()

    assert step(found, 2, "mutu", "waktu") == "[isi: waktu memeriksa_berkas]"


def test_template_text_and_replaced_law_are_found_by_lint_at_their_cells() -> None:
    above: tuple[list[str], ...] = (
        ["Nomor SOP", "diisi nomor SOP"],
        ["Tanggal Efektif", "dd/mm/yyyy"],
        ["Dasar Hukum", "PER/21/M.PAN/11/2008 tentang Pedoman SOP"],
        [],
    )

    found = table(above=above).imported()

    lint = {(d.code, d.where) for d in found.lint}
    assert {("SOP602", "[SOP!B2]"), ("SOP610", "[SOP!B3]")} <= lint


def test_codes_are_made_of_words_and_never_twice() -> None:
    assert code_of("Memeriksa berkas!", ()) == "memeriksa_berkas"
    assert code_of("3 lembar foto", ()) == "n_3_lembar_foto"
    assert code_of("Gabung", ()) == "gabung_2"
    assert code_of("a" * 60, ()) == "a" * 40
    assert code_of("Ya", {"ya", "ya_2"}) == "ya_3"
    assert code_of("Selesai", (), for_answer=True) == "selesai_2"
    assert code_of("", ()) == "n"


def test_the_other_side_of_an_answer_is_named() -> None:
    pairs = {"Ya": "Tidak", "Tidak": "Ya", "Belum sesuai": "Sesuai", "Kurang": "Ya", "Salah": "Ya"}

    assert {label: opposite(label) for label in pairs} == pairs


def test_sentences_without_a_way_are_none() -> None:
    assert spoken_ways("Arsip disimpan 5 tahun") == []
    assert spoken_ways("Jika salah kembali ke .") == []
    assert spoken_ways("lanjut ke 5") == [Way("", "5")]


def test_a_bare_number_needs_the_unit_of_its_heading() -> None:
    assert time_of("5", None) is None
    found = time_of("5", "menit")
    assert found is not None
    assert found.value == "5 menit"


@pytest.mark.parametrize("word", ["ke", "kepada", "pada"])
def test_a_way_back_is_read_in_the_words_of_the_official_form(word: str) -> None:
    (way,) = spoken_ways(f"Bila tidak lengkap dikembalikan {word} pemohon.")

    assert (way.label, way.target) == ("Tidak lengkap", "pemohon")
