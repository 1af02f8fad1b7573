"""Text in: traps of YAML get a cure, nothing raises, the same text gives the same version."""

# ruff: noqa: E501 - each row of the table is one fault

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.compiler import compile  # noqa: A004 - the module
from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.diagnostics import CATALOGUE, explain
from tests.compiler.broken import BROKEN, REKLAME, SKTM, definition

WHOLE = definition(SKTM)
LINES = WHOLE.split("\n")


def compiled(text: str) -> Compilation:
    return compile_text(text, file="x.yaml")


def edited(old: str, new: str) -> Compilation:
    assert WHOLE.count(old) == 1, WHOLE.count(old)
    return compiled(WHOLE.replace(old, new))


def codes(found: Compilation) -> set[str]:
    return {d.code for d in found.diagnostics}


def test_the_same_text_has_the_same_version_and_findings() -> None:
    one, two = compiled(WHOLE), compiled(WHOLE)
    assert one.machine is not None
    assert two.machine is not None
    assert one.machine.id == two.machine.id
    assert re.fullmatch(r"[0-9a-f]{64}", one.machine.id)
    assert one.machine.compiled == two.machine.compiled
    assert one.certificate == two.certificate
    for broken in BROKEN:
        assert compiled(broken.text()) == compiled(broken.text())


def test_comments_and_layout_are_no_part_of_a_version() -> None:
    spaced = WHOLE.replace("langkah:\n", "# baris\n\nlangkah:   # tabel\n", 1).replace("\n", "\r\n")
    one, two = compiled(WHOLE).machine, compiled(spaced).machine
    assert one is not None
    assert two is not None
    assert one.id == two.id


def test_another_word_is_another_version() -> None:
    one, two = (
        compiled(WHOLE).machine,
        edited("waktu: 10 menit, keluaran: Berkas", "waktu: 9 menit, keluaran: Berkas").machine,
    )
    assert one is not None
    assert two is not None
    assert one.id != two.id


def test_a_number_stays_as_it_was_written() -> None:
    machine = edited("nomor: 400/021/SOP/KEC/2026", "nomor: 01").machine
    assert machine is not None
    assert machine.procedure.identity.number == "01"


@pytest.mark.parametrize(
    ("old", "new", "code", "cure"),
    [
        ('direvisi: "-", berlaku: 2 Maret 2026 }', "direvisi: 2 Maret 2020, berlaku: 2 Maret 2026 }", "SOP603", "dibuat"),
        ("dibuat: 2 Februari 2026", "dibuat: 31 Februari 2026", "SOP602", "2 Maret 2026"),
        ("keterkaitan: [SOP Pendataan Warga pada Data Sosial, SOP Pengelolaan Pengaduan]", "keterkaitan:\n    - SOP No. 3: tahun 2020", "SOP004", "tanda kutip"),
        ("  peringatan: Surat tanpa", "  peringatan: @Surat tanpa", "SOP001", "tanda kutip"),
        ("  peringatan: Surat tanpa", "  peringatan: &a Surat tanpa", "SOP009", "tanda kutip"),
        ("  peringatan: Surat tanpa", "  peringatan: *a", "SOP001", ""),
        ("  peringatan: Surat tanpa", "  peringatan: !!int Surat tanpa", "SOP009", "tanda kutip"),
        ("  peralatan: [Komputer", "\tperalatan: [Komputer", "SOP001", "spasi"),
        ("  peralatan: [Komputer", "  peralatn: [Komputer", "SOP003", "Maksud Anda `peralatan`?"),
        ("  kode: sktm\n", "  kode: sktm\n  kode: sktm\n", "SOP005", "baris 7"),
        ("sopflow: 1", "sopflow: 2", "SOP011", "sopflow: 1"),
        ("{ hasil: disetujui, label: { id: SKTM", "{ hasil: disetuju, label: { id: SKTM", "SOP007", "`disetujui`"),
        ("ke: cek_data, sifat: mendukung, label: { id: Lengkap", "ke: cek_dat, sifat: mendukung, label: { id: Lengkap", "SOP101", "`cek_data`"),
        ("lengkap: { ke: cek_data, sifat: mendukung,", "lengkap: { ke: cek_data,", "SOP112", "sifat: mendukung"),
        ("    ke: terbit\n", "    ke: terbitkan\n", "SOP101", "`terbit`"),
        ("ke: verifikasi, sifat", "ke: terbit, sifat", "SOP108", "jenis: serah"),
        ("    syarat: semua\n    kewajiban: kelengkapan\n    putusan:\n      tanya: Apakah berkas lengkap?", "    syarat: [ktpp]\n    putusan:\n      tanya: Apakah berkas lengkap?", "SOP401", "`ktp`"),
        ("    jenis: telepon\n", "    jenis: telepon\n    wajib: ya\n", "SOP405", "tanpa telepon"),
        ("    tujuan: Menghubungi pemohon\n", "", "SOP404", "UU 27/2022"),
        ('id: "Berkas {nomor} selesai: {hasil}. Lihat {tautan}"', 'id: "Berkas {nomer} selesai: {hasil}. Lihat {tautan}"', "SOP501", "`nomor`"),
        ('en: "File {nomor} is closed: {hasil}. See {tautan}"', 'en: "File {nomor} is closed. See {tautan}"', "SOP502", "kedua bahasa"),
        ("saat: serah_rujukan.masuk", "saat: serah_rujukn.masuk", "SOP503", "`serah_rujukan.masuk`"),
        ("jam_mulai: periksa.lengkap", "jam_mulai: periksa.lengkp", "SOP310", "periksa.lengkap"),
        ("  janji: 60 menit", "  janji: 40 menit", "SOP305", "janji"),
        ("pada: lewat 1 hari kerja", "pada: besok", "SOP308", "lewat 1 hari kerja"),
        ('seri: "400/{urut:4}/SKTM/{tahun}"', 'seri: "400/{nomor}/SKTM"', "SOP407", "{urut"),
        ("    batas: 14 hari kalender\n", "", "SOP307", "keduanya"),
        ("kegiatan: { id: Memeriksa kelengkapan berkas,", "kegiatan: { id: Pemeriksaan kelengkapan berkas,", "SOP606", "Memeriksa"),
        ("kegiatan: { id: Memeriksa kelengkapan berkas,", "kegiatan: { id: Petugas loket memeriksa berkas,", "SOP607", "lajur"),
        ("kegiatan: { id: Memeriksa kelengkapan berkas,", "kegiatan: { id: Memeriksa berkas dll,", "SOP608", ""),
        ("    - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik\n", "    - Permenpan PER/21/M.PAN/11/2008 tentang SOP\n", "SOP610", "35 Tahun 2012"),
        ("  nomor: 400/021/SOP/KEC/2026\n", "  nomor: diisi nomor SOP\n", "SOP609", "sebenarnya"),
        ("berlaku_untuk: { jenis_unit: kecamatan }", "berlaku_untuk: { jenis_unit: kecamatan, unit: x }", "SOP614", "satu saja"),
        ("  pengaduan: Loket", "  pengadun: Loket", "SOP604", "pengaduan"),
        ("maks_putaran: 2\n          bila_putaran_habis: putus_verifikasi", "maks_putaran: 2", "SOP109", "bila_putaran_habis"),
        ("maks_putaran: 2\n          bila_putaran_habis: putus_verifikasi", "maks_putaran: dua\n          bila_putaran_habis: putus_verifikasi", "SOP013", "angka"),
        ("    bila_lewat: gugur\n", "    bila_lewat: gugur\n    tetap: { susun_surat: Konsep tidak dinilai di sini. }\n", "SOP411", "tetap"),
        ("    jabatan: Sekretaris Daerah\n", "    jabatan: Kepala Bagian Organisasi\n", "SOP611", "nip"),
        ("camat: { nama: { id: Camat, en: Head of the district }, jabatan: camat }", "camat: { nama: Camat }", "SOP210", "jabatan"),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_and_a_cure(old: str, new: str, code: str, cure: str) -> None:
    found = edited(old, new)

    assert code in codes(found)
    assert any(cure in d.cure.id for d in found.diagnostics if d.code == code)
    severe = CATALOGUE[code].severity == "error"
    assert (found.machine is None) == severe


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "- a", "a", "{", "[", '"', "a: b: c", "%", "\x00", "\ufeff", "\ud800", chr(0xDCFF),
        "\t\t", "---\n---\n", "a: &x [*x]", "a: *x", "? [a]\n: b", "!!python/object:os.system x",
        "a: &a [b]\nc: &c [*a, *a]\nd: [*c, *c]", "[" * 500, "{a: " * 500, "a: |\n  b\n c", "x" * 1_000_001,
        'sopflow: "\\ud800"', "sopflow: 1\nlangkah: []", "sopflow: 1\nlangkah: [{}]", "sopflow: []",
        "sopflow: 1\nlangkah:\n  - id: a\n", "langkah: {a: b}", "sopflow: 1\nakhir: [a]\nlangkah: [{id: a, pelaksana: {}, bila: [1]}]",
        "sopflow: 1\n" + "k: 1\n" * 3000, "sopflow: 1\nlangkah:\n" + "  - {id: a, ke: b}\n" * 3000,
    ],
)  # fmt: skip
def test_garbage_is_a_finding_and_never_an_exception(text: str) -> None:
    found = compiled(text)

    assert found.machine is None
    assert any(d.is_error for d in found.diagnostics)
    for diagnostic in found.diagnostics:
        assert diagnostic.line >= 1
        assert diagnostic.render()
        assert diagnostic.render("en")


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    assert compiled(text).machine is None


@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["drop", "double", "swap", "cut", "mark"]),
    st.integers(0, len(LINES) - 1),
    st.sampled_from([*"{}[]:-&*!|>'\"@,#", "\t", "  ", "{urut}", "ke: ajukan", "- "]),
)
def test_a_mutated_definition_is_answered(where: int, how: str, other: int, mark: str) -> None:
    lines = list(LINES)
    match how:
        case "drop":
            del lines[where]
        case "double":
            lines.insert(where, lines[other])
        case "swap":
            lines[where], lines[other] = lines[other], lines[where]
        case "cut":
            lines[where] = lines[where][: len(lines[where]) // 2]
        case _:
            half = len(lines[where]) // 2
            lines[where] = lines[where][:half] + mark + lines[where][half:]

    found = compiled("\n".join(lines))

    assert (found.machine is None) == any(d.is_error for d in found.diagnostics)


@given(st.data())
def test_ids_pointing_anywhere_are_answered(data: st.DataObject) -> None:
    """Every `ke` may lead anywhere: the graph changes, the answer stays a value."""
    ids = [*re.findall(r"id: ([a-z_]+)\n", WHOLE), "terbit", "dirujuk", "gugur"]
    text = re.sub(r"\bke: [a-z_]+", lambda _: f"ke: {data.draw(st.sampled_from(ids))}", WHOLE)

    found = compiled(text)

    assert (found.machine is None) == any(d.is_error for d in found.diagnostics)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_is_explained_in_both_languages(code: str) -> None:
    found = explain(code.lower())

    assert found is not None
    assert re.fullmatch(r"SOP[0-7]\d\d", found.code)
    assert found.meaning.id != found.meaning.en
    assert found.example.strip()
    assert "{{" not in found.meaning.id + found.cure.id


def test_every_code_is_said_somewhere() -> None:
    room = Path(compile.__file__).parent
    files = [path for path in sorted(room.rglob("*.py")) if path.parent.name != "catalogue"]
    said = "".join(path.read_text(encoding="utf-8") for path in files)

    assert [code for code in CATALOGUE if f'"{code}"' not in said] == []


def test_an_unknown_code_has_no_explanation() -> None:
    assert explain("SOP999") is None


def test_a_finding_as_json_has_the_agreed_keys() -> None:
    found = edited("waktu: 10 menit, keluaran: Berkas", "waktu: 10 hari, keluaran: Berkas")

    assert found.diagnostics[0].as_dict() == {
        "code": "SOP301",
        "severity": "error",
        "file": "x.yaml",
        "line": found.diagnostics[0].line,
        "column": found.diagnostics[0].column,
        "message": "`10 hari` tidak mengatakan hari kerja atau hari kalender.",
        "cure": "Tulis `10 hari kerja` atau `10 hari kalender`; menurut hukum keduanya berbeda.",
    }


def test_the_certificate_as_json_has_the_agreed_keys() -> None:
    found = compile_text(definition(REKLAME), file=REKLAME)

    assert found.machine is not None
    assert found.certificate is not None
    value = found.certificate.as_dict()
    assert list(value) == [
        "sop", "version", "hash", "markings", "must_act", "properties", "certificate",
    ]  # fmt: skip
    assert value["hash"] == found.machine.id
    assert value["markings"] == len(found.machine.compiled.markings)
    assert value["properties"]["P2"] == {"holds": True, "counterexample": None}


def test_a_lone_carriage_return_ends_a_line_as_yaml_says() -> None:
    (found,) = compiled("a: b\r\rc: }").diagnostics

    assert (found.line, found.source_line) == (3, "c: }")
