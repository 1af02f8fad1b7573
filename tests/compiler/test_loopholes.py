"""Words that would let an official be gone round although every path looks right."""

# ruff: noqa: E501 - each row of the table is one way round

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from tests.compiler.broken import REKLAME, definition

WHOLE = definition(REKLAME)
Edit = tuple[str, str]
LEVELS = "berjenjang: [kasi, kabid, sekretaris]\n    dokumen: konsep_izin"
TTD = "  - id: ttd\n"
REFUSES = "tidak_dapat: { ke: susun_tolak, sifat: menentang"
ENDS = "akhir:\n"
COMPLETE = "        lengkap: { ke: jadwal,"
OVERRULES = "    mengatasi: [kelayakan]\n"
SIGNED = "    pelaksana: kepala\n    dokumen: konsep_izin\n"
SENT_BACK = (
    "    mutu: { kelengkapan: [Konsep izin berparaf], waktu: 1 hari kerja, "
    "keluaran: Izin bertanda tangan }\n    bila_ditolak: { ke: susun_izin, alasan: wajib, "
    "maks_putaran: 2, bila_putaran_habis: arahan_izin }"
)
MUST = ", wajib: [susun_tolak, serah_tolak]"


def a_row(name: str, *lines: str, role: str = "kasi") -> str:
    """A row before another one."""
    quality = "mutu: { kelengkapan: [Berkas], waktu: 1 jam, keluaran: Catatan }"
    head = (f"  - id: {name}", "kegiatan: Menilai berkas", f"pelaksana: {role}", quality)
    return "\n    ".join((*head, *lines)) + "\n"


def asking(yes: str, no: str, nature: str = "mendukung") -> str:
    """A decision with two ways on."""
    return (
        f"putusan: {{ tanya: Perlu?, jawab: {{ ya: {{ ke: {yes}, sifat: mendukung }}, "
        f"tidak: {{ ke: {no}, sifat: {nature} }} }} }}"
    )


ROUND_THE_HEAD = a_row("perlu", asking("ttd", "nomori_izin"))
AFTER_THE_HEAD = a_row("nilai", asking("nomori_izin", "serah_tolak", "menentang"))
LOOPHOLES: dict[str, tuple[str, tuple[Edit, ...]]] = {
    "a refusal called a lapse": ("SOP117", ((REFUSES, "tidak_dapat: { ke: gugur, sifat: menentang"),)),
    "a refusal called a withdrawal": (
        "SOP117", ((REFUSES, "tidak_dapat: { ke: dicabut, sifat: menentang"),)),
    "a refusal called a closing": (
        "SOP117",
        ((REFUSES, "tidak_dapat: { ke: tutup, sifat: menentang"),
         (ENDS, f"{ENDS}  tutup: {{ hasil: ditutup, label: Ditutup }}\n"))),
    "an applicant who pays for an idle official": (
        "SOP117",
        (("  - id: jadwal\n", "  - id: jadwal\n    batas: 1 hari kerja\n    bila_lewat: gugur\n"),)),
    "a used-up bound that costs the applicant the file": (
        "SOP117", (("bila_putaran_habis: putus_teknis", "bila_putaran_habis: gugur"),)),
    "a withdrawal that lapses": ("SOP117", (("sampai: ttd, ke: dicabut", "sampai: ttd, ke: gugur"),)),
    "a withdrawal after the signature": ("SOP118", (("sampai: ttd,", "sampai: serah,"),)),
    "a return that supports": (
        "SOP119",
        ((f"{SIGNED}{SENT_BACK}",
          f"{SIGNED}    bila_ditolak: {{ ke: nomori_izin, sifat: mendukung }}"),)),
    "a decision that is done and over": (
        "SOP202",
        ((COMPLETE, f"        urus: {{ ke: kelar, sifat: mendukung }}\n{COMPLETE}"),
         (ENDS, f"{ENDS}  kelar: {{ hasil: selesai, label: Kelar }}\n"))),
    "a signed permit that becomes a refusal": (
        "SOP202", (("  - id: nomori_izin\n", f"{AFTER_THE_HEAD}  - id: nomori_izin\n"), (MUST, ""))),
    "an optional signature": (
        "SOP208", ((TTD, f"{ROUND_THE_HEAD}{TTD}    opsional: Kepala sedang sibuk.\n"),)),
    "a signature for other ends": (
        "SOP211", ((TTD, f"{ROUND_THE_HEAD}{TTD}    untuk: [tolak]\n"),)),
    "a signature for the grant alone": (
        "SOP218", ((TTD, f"{TTD}    untuk: [terbit]\n"),)),
    "a level for the grant alone": (
        "SOP218", ((LEVELS, f"{LEVELS}\n    untuk: [terbit]"),)),
    "a letter that only the grant needs": (
        "SOP208",
        ((LEVELS, f"{LEVELS}\n    untuk: [terbit]"), (TTD, f"{TTD}    untuk: [terbit]\n"))),
    "a check that stands in for the signature": (
        "SOP208", ((TTD, f"{ROUND_THE_HEAD}{TTD}    kewajiban: kelengkapan\n"),)),
    "an alternative that is none": (
        "SOP212", (("  - id: jadwal\n", "  - id: jadwal\n    kewajiban: kelengkapan\n"),)),
    "an obligation under the name of another step": (
        "SOP217", (("  - id: jadwal\n", "  - id: jadwal\n    kewajiban: ttd\n"),)),
    "an obligation under a name of the machine": (
        "SOP217", (("  - id: jadwal\n", "  - id: jadwal\n    kewajiban: 'must:ttd'\n"),)),
    "a signature that stands over another text": (
        "SOP213",
        (("  - id: nomori_izin\n",
          a_row("ubah", "mengubah: [konsep_izin]", "tetap: { ttd: Perubahan kecil. }")
          + "  - id: nomori_izin\n"),)),
    "two roles in one post": ("SOP214", (("jabatan: kabid_perizinan", "jabatan: kasi_perizinan"),)),
    "an agency named as the case's own": (
        "SOP214",
        (("jabatan: kabid_perizinan", "jabatan: kasi_perizinan, di: dpmptsp"),)),
    "a level that takes the place of the next": (
        "SOP216", ((LEVELS, LEVELS.replace("[kasi, kabid", "[kasi, kasi, kabid")),)),
    "an applicant among the levels": (
        "SOP216", ((LEVELS, LEVELS.replace("sekretaris", "pemohon")),)),
    "an applicant who overrules": (
        "SOP115", ((OVERRULES, ""), ("  - id: bayar\n", f"  - id: bayar\n{OVERRULES}"))),
    "a hand-over that overrules": (
        "SOP115", ((OVERRULES, ""), ("  - id: serah\n", f"  - id: serah\n{OVERRULES}"))),
    "a signature under nothing": (
        "SOP412", ((SIGNED, "    pelaksana: kepala\n"),)),
    "a draft that nobody is said to write": (
        "SOP413",
        (("    menilai: semua\n    mengubah: [konsep_izin]\n", "    menilai: semua\n"),)),
    "a rule that is called the passing of a term": (
        "SOP008", (("ke: bayar, id: terutang", "ke: bayar, id: overdue"),)),
}  # fmt: skip


def edited(*edits: Edit) -> Compilation:
    text = WHOLE
    for old, new in edits:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return compile_text(text, file="x.yaml")


@pytest.mark.parametrize(("code", "edits"), LOOPHOLES.values(), ids=LOOPHOLES)
def test_words_that_go_round_an_official_are_refused(code: str, edits: tuple[Edit, ...]) -> None:
    found = edited(*edits)

    assert code in {d.code for d in found.diagnostics}
    assert found.machine is None


def test_what_every_row_declines_to_judge_is_judged_by_nobody() -> None:
    blind = WHOLE.replace("    putusan:\n", "    menilai: []\n    putusan:\n")
    blind = blind.replace("jenis: paraf\n", "jenis: paraf\n    menilai: []\n")
    blind = blind.replace("jenis: tanda_tangan\n", "jenis: tanda_tangan\n    menilai: []\n")
    blind = blind.replace("    menilai: semua\n", "")

    found = compile_text(blind, file="x.yaml")

    unjudged = {
        d.source_line.split(":")[0].strip() for d in found.diagnostics if d.code == "SOP414"
    }
    assert {"ktp", "nib", "nama", "nik", "alamat", "isi_reklame"} <= unjudged


def test_a_service_in_which_no_official_must_act_is_refused() -> None:
    text = WHOLE.replace("hasil: disetujui,", "hasil: selesai,")
    rows = text.split("  - id: ")
    idle = [r if r.startswith(("ajukan", "perbaikan", "bayar", "cek_pajak", "nomori", "cetak"))
            or "opsional:" in r else r.replace("\n", "\n    opsional: Bila sempat.\n", 1)
            for r in rows[1:]]  # fmt: skip

    found = compile_text("  - id: ".join([rows[0], *idle]), file="x.yaml")

    assert "SOP215" in {d.code for d in found.diagnostics}
