"""Corners of export and import that no shipped definition reaches."""

import pytest

from sopflow.compiler.sheets.cells import from_literal, literal
from sopflow.compiler.sheets.export import book_of
from sopflow.compiler.sheets.plain import Plain
from sopflow.compiler.sheets.spots import FINDINGS_MAX
from sopflow.compiler.sheets.workbook import import_book
from sopflow.domain.books import At, Page, ReadBook
from tests.compiler.broken import PBG, REKLAME, definition
from tests.compiler.desk import Desk, codes, said
from tests.compiler.test_workbook import hash_of


@pytest.fixture
def desk() -> Desk:
    return Desk.exported(definition(REKLAME))


@pytest.fixture
def blocks() -> Desk:
    return Desk.exported(definition(PBG))


def branch(desk: Desk, code: str, text: str) -> None:
    desk.write("Prosedur", desk.row("Prosedur", code), "Cabang", text, line=3)


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"langkah": "x", "pelaksana": []},
        {"pelaksana": {"a": ["x"], " b": {}}, "langkah": [{"kegiatan": "Tanpa kode"}]},
        {"langkah": [{"id": "a", "bersamaan": {"cabang": ["x"]}}]},
        {"langkah": [{"id": "a", "bersamaan": {"cabang": [{"id": "b", "langkah": []}]}}]},
        {"langkah": [{"id": "a", "putusan": {"jawab": {"ya": "b", "": {"ke": "c"}}}}]},
        {"langkah": [{"id": "a", "berjenjang": ["tidak_ada"]}]},
        {"langkah": [{"id": "a", "ke": "7", "berjenjang": ["tidak_ada"], "pelaksana": {}}]},
    ],
)
def test_any_tree_is_shown_and_what_has_no_place_stands_under_its_path(
    tree: dict[str, Plain],
) -> None:
    assert [sheet.name for sheet in book_of(tree).sheets][-1] == "Lainnya"


def test_a_text_that_is_short_for_a_table_is_shown_as_the_table() -> None:
    long = "  ktp: { nama: { id: Fotokopi KTP penanggung jawab, en: Copy of the identity card } }"
    text = definition(REKLAME).replace(long, "  ktp: Fotokopi KTP")
    assert text != definition(REKLAME)

    assert Desk.exported(text).imported().hash == hash_of(text)


def test_a_new_key_of_a_named_thing_survives_and_goes_with_it() -> None:
    text = definition(REKLAME).replace("salah_satu: lahan\n", "salah_satu: lahan\n    umur: 1\n", 1)
    desk = Desk.exported(text)

    assert desk.sheets["Lainnya"][1] == ["persyaratan/bukti_milik/umur", "1"]
    kept = desk.imported()
    assert kept.text is not None
    assert "umur: 1" in kept.text
    desk.sheets["Persyaratan"].remove(desk.row("Persyaratan", "bukti_milik"))
    assert "[Lainnya!A2]" in [where for where, _ in said(desk.imported(), "SOP073")]


def test_values_whose_place_is_gone_are_named(desk: Desk) -> None:
    desk.sheets["Lainnya"] += [
        ["langkah/tinjau", "x"],
        ["layanan/janji/lagi/dua", "x"],
        ["pemberitahuan/#1/kanal/email", "x"],
        ["pemberitahuan/satu", "x"],
        ["pemberitahuan/#99", "x"],
        ["#1", "x"],
    ]

    found = desk.imported()

    places = [where for where, _ in said(found, "SOP073")]
    assert places == [f"[Lainnya!A{n}]" for n in range(2, 8)]


@pytest.mark.parametrize("text", ['"', '"a', '"a" b', "{}", "[]", "a_x0041_", "a\rb", "x", '"1"'])
def test_literals_give_back_what_they_were(text: str) -> None:
    assert from_literal(literal(text)) == text
    assert from_literal('"salah') == '"salah'
    assert from_literal("[1") == "[1"


def test_rows_of_branches_move_with_their_block_and_stay_when_it_is_gone(blocks: Desk) -> None:
    branch(blocks, "nilai_struktur", "hilang/struktur")
    branch(blocks, "pilah", "pilah")
    branch(blocks, "rapat", "rapat2/a")

    found = blocks.imported()

    assert codes(found)["SOP075"] == 3
    assert found.text is not None
    assert "\n  - id: nilai_struktur" in found.text


def test_a_branch_of_one_row_needs_no_name(blocks: Desk) -> None:
    blocks.sheets["Prosedur"].remove(blocks.row("Prosedur", "perbaiki_struktur"))
    branch(blocks, "nilai_struktur", "telaah")

    found = blocks.imported()

    assert found.text is not None
    assert "        - id: nilai_struktur" in found.text
    assert Desk.exported(found.text).imported().hash == found.hash


def test_blocks_inside_each_other_without_an_outside_are_refused(blocks: Desk) -> None:
    branch(blocks, "telaah", "nilai_arsitektur")

    found = blocks.imported()

    assert codes(found)["SOP075"] >= 1
    assert found.text is not None


def test_a_new_last_row_leads_to_the_end_of_a_grant(desk: Desk) -> None:
    row = ["99", "Mencatat arsip", "", "x"]
    desk.sheets["Prosedur"].append(row)

    found = desk.imported()

    assert found.text is not None
    assert "ke: terbit  # tebakan: ini baris terakhir" in found.text


def test_a_new_row_between_may_use_every_way_of_saying_where_it_leads(desk: Desk) -> None:
    rows = desk.sheets["Prosedur"]
    place = rows.index(desk.row("Prosedur", "susun_izin"))
    wide = [""] * 16

    def add(activity: str, ways: str, mark: str = "x", column: int = 4) -> None:
        row = [*wide]
        row[1], row[column], row[15] = activity, mark, ways
        rows.insert(place, row)

    add("Memeriksa satu", "Sudah sesuai → Meninjau lokasi\nYa, ditolak → Permohonan ditolak")
    add("Memeriksa dua", "Ya → bendahara\nTidak → entah siapa")
    add("Memaraf tiga", "Setuju → Menyusun konsep izin\nTidak → selesai")
    add("Memutus empat", "", mark="◇")

    found = desk.imported()

    assert found.text is not None
    assert "sudah_sesuai:\n          ke: tinjau" in found.text
    assert "ya_ditolak:\n          ke: tolak" in found.text
    assert "label: Ya, ditolak" in found.text
    assert "ya:\n          ke: konfirmasi" in found.text
    assert '"[isi: tujuan Tidak: entah siapa]"' in found.text
    assert "bila_ditolak:\n      ke: terbit" in found.text
    assert "[isi: jawaban memutus_empat dan arahnya]" in found.text


def test_a_performer_who_did_nothing_before_is_nowhere_to_go_back_to(desk: Desk) -> None:
    rows = desk.sheets["Prosedur"]
    row = [""] * 16
    row[1], row[3], row[15] = "Memeriksa awal", "x", "Ya → 4\nTidak → Kepala Dinas"
    rows.insert(5, row)

    assert [words for _, words in said(desk.imported(), "SOP075")] == [
        "`Tidak` menuju `Kepala Dinas`, yang bukan nomor atau kode di tabel ini."
    ]


def test_an_answer_with_one_text_for_both_languages_may_be_renamed() -> None:
    text = definition(REKLAME).replace("label: { id: Layak, en: Suitable }", "label: Layak")
    desk = Desk.exported(text)
    row = desk.row("Prosedur", "kelayakan")
    row[row.index("Layak → 10\nBelum layak → 7")] = "Belum layak → 7\nSesuai → 10"

    found = desk.imported()

    assert found.text is not None
    assert "layak: { ke: tetapkan_pajak, sifat: mendukung, label: Sesuai }" in found.text


def test_an_answer_row_without_code_gets_one_of_its_words(desk: Desk) -> None:
    row = desk.row("Jawaban", "belum_layak")
    row[1] = ""

    found = desk.imported()

    assert found.text is not None
    assert "belum_layak:" in found.text
    assert codes(found) == {"SOP071": 1}


def test_empty_rows_and_letters_that_no_text_has_are_passed_over(desk: Desk) -> None:
    desk.sheets["Persyaratan"].insert(2, ["", "", "", "", "", "\u2028"])
    desk.sheets["Persyaratan"].insert(2, ["", "", "", "", "", "", "coretan"])

    assert desk.imported().hash == desk.imported().exported_as


def test_a_workbook_without_ends_says_so_by_lint(desk: Desk) -> None:
    desk.sheets["Akhir"] = desk.sheets["Akhir"][:1]
    desk.sheets["Pelaksana"] = desk.sheets["Pelaksana"][:1]

    found = desk.imported()

    assert any(d.is_error for d in found.lint)
    assert codes(found)["SOP071"] == 9


def test_formulas_are_named_with_their_cells() -> None:
    cells = {At(1, 1): "No", At(1, 2): "Kegiatan", At(1, 3): "Waktu", At(2, 2): "Mencatat"}
    page = Page("SOP", cells | {At(2, 3): "5 menit"}, (At(2, 3),), (At(2, 1),))

    found = import_book(ReadBook((page,)), file="a.xlsx")

    assert said(found, "SOP078") == [
        ("[SOP!C2]", "Sel ini berisi rumus; yang dibaca adalah hasil terakhirnya, `5 menit`.")
    ]
    assert "[SOP!A2]" in [where for where, _ in said(found, "SOP073")]


def test_fields_that_are_written_beside_the_table_need_no_guess() -> None:
    above = [
        ["Versi", "2.0.0"],
        ["Keterkaitan", "-"],
        ["Jangka waktu", "3 hari kerja"],
        ["Waktu dihitung mulai", "mencatat.selesai"],
        ["Peringatan"],
        [],
    ]
    table = [
        ["No", "Kegiatan", "Petugas", "Waktu"],
        ["1", "Mencatat " + "surat " * 9, "x", "5 menit"],
    ]

    found = Desk({"SOP": [*above, *table]}).imported()

    assert found.text is not None
    assert "versi: 2.0.0\n" in found.text
    assert 'keterkaitan: "-"\n' in found.text
    assert "janji: 3 hari kerja\n" in found.text
    assert "jam_mulai: mencatat.selesai\n" in found.text
    assert "- id: mencatat_surat_surat_surat_surat_surat" in found.text
    assert "persyaratan:" not in found.text


def test_no_more_is_said_than_anybody_reads(desk: Desk) -> None:
    desk.sheets["Identitas"] += [[f"Catatan {n}", "x"] for n in range(FINDINGS_MAX + 50)]

    assert len(desk.imported().findings) == FINDINGS_MAX


def test_an_answer_whose_way_no_cell_gives_back_is_kept_whole() -> None:
    text = definition(REKLAME).replace("layak: { ke: tetapkan_pajak,", 'layak: { ke: "a; b",')
    desk = Desk.exported(text)

    found = desk.imported()

    assert ["langkah/kelayakan/putusan/jawab/layak/ke", "a; b"] in desk.sheets["Lainnya"]
    assert found.findings == ()
    assert found.text is not None
    assert "ke: a; b" in found.text
    assert Desk.exported(found.text).sheets == desk.sheets


def test_a_new_row_need_not_say_that_the_next_one_follows(desk: Desk) -> None:
    rows = desk.sheets["Prosedur"]
    place = rows.index(desk.row("Prosedur", "ttd"))
    plain, initials = [""] * 16, [""] * 16
    plain[1], plain[4], plain[15] = "Mencatat dahulu", "x", "→ 98"
    initials[:2], initials[4], initials[15] = ["98", "Memaraf dahulu"], "x", "Ya → 17\nTidak → 15"
    rows[place:place] = [plain, initials]

    found = desk.imported()

    assert found.text is not None
    added = found.text.partition("- id: mencatat_dahulu")[2].partition("- id: ttd")[0]
    assert "\n    ke:" not in added
    assert "bila_ditolak:\n      ke: susun_izin\n" in added


def test_a_heading_that_is_not_known_over_nothing_is_passed_over(desk: Desk) -> None:
    desk.sheets["Dokumen"][0].append("Catatan")
    desk.sheets["Pemberitahuan"][0][0] = "Kapan"
    desk.sheets["Formulir"] += [["", "", "Only English"], ["", "", "", "teks"]]

    found = desk.imported()

    assert [where for where, _ in said(found, "SOP073")] == ["[Pemberitahuan!A1]"]
    assert found.text is not None
    assert "en: Only English" in found.text
    assert "formulir_2: { jenis: teks }" in found.text
