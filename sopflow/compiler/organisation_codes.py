"""What the codes of an organisation file's findings mean, for `sopflow explain`."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Severity
from sopflow.compiler.diagnostics import Explanation
from sopflow.domain.words import Text


def _entry(code: str, meaning: tuple[str, str], cure: tuple[str, str], example: str) -> Explanation:
    return Explanation(code, Severity.ERROR, Text(*meaning), Text(*cure), example)


CODES: Mapping[str, Explanation] = {
    entry.code: entry
    for entry in (
        _entry(
            "ORG001",
            ("Berkas organisasi tidak terbaca sebagai YAML.", "The file is not readable as YAML."),
            (
                "Periksa spasi di awal baris dan titik dua.",
                "Check the indentation and the colons.",
            ),
            "unit\n  kota: {…}     # salah: tanpa titik dua\nunit:\n  kota: {…}     # benar",
        ),
        _entry(
            "ORG002",
            ("Kunci itu tidak dikenal di sini.", "The key is not known here."),
            ("Tulis kunci yang disarankan.", "Write the key that is suggested."),
            "indukk: kota     # salah\ninduk: kota      # benar",
        ),
        _entry(
            "ORG003",
            ("Isian yang wajib belum ada.", "Something that is required is missing."),
            ("Tambahkan kunci itu dengan isinya.", "Add the key with its value."),
            "dpmptsp: { jenis: dpmptsp }                  # salah: tanpa nama\n"
            "dpmptsp: { jenis: dpmptsp, nama: Dinas … }   # benar",
        ),
        _entry(
            "ORG004",
            ("Nilainya tidak dapat dipakai.", "The value cannot be used."),
            ("Tulis seperti contoh pada temuan itu.", "Write it as the finding shows."),
            "dari: Senin           # salah\ndari: 2026-01-05      # benar",
        ),
        _entry(
            "ORG005",
            ("Nama yang sama dipakai dua kali.", "The same name is used twice."),
            ("Ganti salah satunya, atau hapus.", "Rename or delete one of them."),
            "pejabat:\n  sari: {…}\n  sari: {…}      # salah\n  sari_2: {…}    # benar",
        ),
        _entry(
            "ORG006",
            ("Nama itu tidak ada di berkas ini.", "Nothing in this file bears that name."),
            (
                "Perbaiki ejaannya, atau tambahkan yang dimaksud.",
                "Mend the spelling, or add what is meant.",
            ),
            "jabatan: dpmptsp.kepala          # salah\njabatan: dpmptsp.kepala_dinas    # benar",
        ),
        _entry(
            "ORG007",
            (
                "Unit atau atasan membentuk lingkaran.",
                "Units or superiors make a circle.",
            ),
            ("Putuskan lingkaran di salah satu baris.", "Break the circle on one of the lines."),
            "sekcam: { atasan: camat }\ncamat: { atasan: sekcam }     # salah",
        ),
        _entry(
            "ORG008",
            (
                "Hari terakhir penunjukan sebelum hari pertamanya.",
                "The last day of an appointment comes before its first.",
            ),
            ("Sesuaikan dari: dan sampai: dengan suratnya.", "Write both days as the letter says."),
            "dari: 2026-03-01\nsampai: 2026-02-01     # salah",
        ),
        _entry(
            "ORG009",
            ("Plh. atau Plt. tanpa hari terakhir.", "A Plh. or Plt. without a last day."),
            (
                "Tambahkan sampai: sesuai suratnya; penggantian selalu berbatas.",
                "Add sampai: as the letter says; a substitution always ends.",
            ),
            "jenis: plh\ndari: 2026-03-01\nsampai: 2026-03-14     # benar",
        ),
    )
}
