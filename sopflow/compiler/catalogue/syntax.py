"""0xx: the file cannot be read as an SOP file."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error

SYNTAX: Mapping[str, Entry] = {
    "SOP001": error(
        ("Berkas tidak dapat dibaca sebagai YAML: {problem}.", "Not readable as YAML: {problem}."),
        ("{hint}", "{hint}"),
        "direvisi: -          # salah: tanda hubung membuka daftar\n"
        'direvisi: "-"        # benar: dalam tanda kutip',
        breaks_flow=True,
    ),
    "SOP002": error(
        ("Berkas melewati batas: {problem}.", "The file is out of bounds: {problem}."),
        (
            "Pecah SOP menjadi beberapa SOP, atau simpan ulang berkas sebagai teks UTF-8.",
            "Split the SOP, or save the file again as UTF-8 text.",
        ),
        "# paling besar 1.000.000 huruf, 20.000 isian, 20 tingkat; teks UTF-8",
        breaks_flow=True,
    ),
    "SOP003": error(
        ("Kata kunci `{key}` tidak dikenal di bagian ini.", "The key `{key}` is not known here."),
        (
            "{near}Yang dikenal di sini: {known}.",
            "{near_en}Known here: {known}.",
        ),
        "kegitan: Memeriksa berkas    # salah ketik\nkegiatan: Memeriksa berkas   # benar",
        breaks_flow=True,
    ),
    "SOP004": error(
        (
            "`{key}` seharusnya berisi {wanted}, tetapi tertulis {found}.",
            "`{key}` should hold {wanted}, but holds {found}.",
        ),
        ("{hint}", "{hint}"),
        "dasar_hukum:\n  - SK Lurah No. 3: tahun 2020      # terbaca sebagai pasangan kunci\n"
        '  - "SK Lurah No. 3: tahun 2020"    # benar: dalam tanda kutip',
        breaks_flow=True,
    ),
    "SOP005": error(
        ("Kata kunci `{key}` ditulis dua kali.", "The key `{key}` is written twice."),
        (
            "Hapus salah satu; yang pertama ada di baris {line}.",
            "Remove one; the first is on line {line}.",
        ),
        "kode: a\nkode: b    # hapus salah satu",
    ),
    "SOP006": error(
        ("Bagian ini tidak memuat `{key}`.", "`{key}` is missing here."),
        ("Tambahkan `{key}: …`.", "Add `{key}: …`."),
        "- id: periksa\n  pelaksana: loket\n  kegiatan: Memeriksa berkas   # wajib ada",
        breaks_flow=True,
    ),
    "SOP007": error(
        (
            "`{value}` bukan isian yang dikenal untuk `{key}`.",
            "`{value}` is not a known value of `{key}`.",
        ),
        ("{near}Pilihan: {known}.", "{near_en}Choices: {known}."),
        "jenis: tandatangan     # salah\njenis: tanda_tangan    # benar",
        breaks_flow=True,
    ),
    "SOP008": error(
        (
            "`{id}` tidak dapat dipakai sebagai tanda pengenal.",
            "`{id}` cannot be used as an id.",
        ),
        (
            (
                "Pakai huruf kecil, angka dan garis bawah, mulai dengan huruf, paling panjang 40; "
                "bukan kata milik sistem (selesai, setuju, kembali, lewat, masuk)."
            ),
            (
                "Use small letters, digits and underscores, starting with a letter, 40 at most; "
                "not a word of the system (selesai, setuju, kembali, lewat, masuk)."
            ),
        ),
        "- id: Periksa Berkas   # salah\n- id: periksa_berkas   # benar",
        breaks_flow=True,
    ),
    "SOP009": error(
        (
            "Jangkar (&), rujukan (*) dan tanda (!) YAML tidak dipakai dalam SOP.",
            "YAML anchors (&), aliases (*) and tags (!) are not used in an SOP.",
        ),
        (
            "Tulis isinya apa adanya; bila teks memang diawali tanda itu, beri tanda kutip.",
            "Write the content itself; quote a text that really begins with that sign.",
        ),
        'peringatan: *Penting    # salah\nperingatan: "*Penting"  # benar',
        breaks_flow=True,
    ),
    "SOP010": error(
        (
            "Tanda pengenal `{id}` dipakai dua kali.",
            "The id `{id}` is used twice.",
        ),
        (
            (
                "Beri nama lain; `{id}` pertama ada di baris {line}. Langkah, akhir, pelaksana, "
                "persyaratan, isian dan dokumen berbagi satu daftar nama."
            ),
            (
                "Choose another name; the first `{id}` is on line {line}. Steps, ends, roles, "
                "requirements, fields and documents share one list of names."
            ),
        ),
        "- id: periksa\n- id: periksa     # beri nama lain, misalnya periksa_ulang",
        breaks_flow=True,
    ),
    "SOP011": error(
        (
            "Versi bentuk berkas `{value}` tidak dikenal.",
            "The file format version `{value}` is not known.",
        ),
        ("Baris pertama: `sopflow: 1`.", "First line: `sopflow: 1`."),
        "sopflow: 1",
    ),
    "SOP012": error(
        ("Berkas ini kosong atau bukan SOP.", "The file is empty or no SOP."),
        (
            (
                "Mulai dengan `sopflow: 1`, lalu bagian `sop`, `layanan`, `pelaksana`, `langkah`, "
                "`akhir`."
            ),
            "Begin with `sopflow: 1`, then `sop`, `layanan`, `pelaksana`, `langkah`, `akhir`.",
        ),
        "sopflow: 1\nsop: { … }\nlangkah: [ … ]\nakhir: { … }",
        breaks_flow=True,
    ),
    "SOP013": error(
        (
            "`{value}` bukan bilangan bulat antara {low} dan {high} untuk `{key}`.",
            "`{value}` is not a whole number from {low} to {high} for `{key}`.",
        ),
        ("Tulis angka saja, misalnya 2.", "Write digits only, for example 2."),
        "maks_putaran: dua   # salah\nmaks_putaran: 2     # benar",
    ),
}
