"""3xx: time."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

TIME: Mapping[str, Entry] = {
    "SOP301": error(
        (
            "`{value}` tidak mengatakan hari kerja atau hari kalender.",
            "`{value}` does not say working days or calendar days.",
        ),
        (
            (
                "Tulis `{amount} hari kerja` atau `{amount} hari kalender`; menurut hukum keduanya "
                "berbeda."
            ),
            (
                "Write `{amount} hari kerja` (working) or `{amount} hari kalender` (calendar); the "
                "law tells them apart."
            ),
        ),
        "waktu: 3 hari          # salah\nwaktu: 3 hari kerja    # benar",
    ),
    "SOP302": error(
        ("`{value}` tidak menyebut angka.", "`{value}` names no amount."),
        ("Tulis angkanya, misalnya `10 {unit}`.", "Write the amount, as in `10 {unit}`."),
        "waktu: Menit       # salah\nwaktu: 10 menit    # benar",
    ),
    "SOP303": error(
        ("`{value}` bukan lamanya waktu.", "`{value}` is no length of time."),
        (
            (
                "Tulis satu angka dan satuannya: `30 menit`, `1 jam`, `3 hari kerja`, "
                "`14 hari kalender`; syarat seperti keberadaan pejabat bukan waktu."
            ),
            (
                "Write one amount with its unit: `30 menit`, `1 jam`, `3 hari kerja`, "
                "`14 hari kalender`; a condition is no time."
            ),
        ),
        "waktu: Bila Camat di tempat   # salah\nwaktu: 1 jam                  # benar",
    ),
    "SOP304": error(
        ("Langkah `{step}` tidak menyebut waktu.", "Step `{step}` states no time."),
        ("Tambahkan `mutu: {{waktu: …}}`.", "Add `mutu: {{waktu: …}}`."),
        "mutu: { kelengkapan: [Berkas], waktu: 1 jam, keluaran: Berkas lengkap }",
    ),
    "SOP305": error(
        (
            "Jalan biasa memerlukan {needed}, lebih dari janji {promised}.",
            "The normal path takes {needed}, more than the promised {promised}.",
        ),
        (
            "Persingkat langkah, atau sesuaikan `janji` beserta dasarnya.",
            "Shorten steps, or change `janji` and its legal basis.",
        ),
        "janji: 3 hari kerja   # padahal langkah-langkahnya 5 hari kerja",
    ),
    "SOP306": warning(
        (
            "Langkah pemohon `{step}` tidak punya batas waktu.",
            "The applicant's step `{step}` has no limit.",
        ),
        (
            "Tambahkan `batas: 14 hari kalender` dan `bila_lewat: …`.",
            "Add `batas: 14 hari kalender` and `bila_lewat: …`.",
        ),
        "batas: 14 hari kalender\nbila_lewat: gugur",
    ),
    "SOP307": error(
        (
            "`{present}` pada `{step}` ada tanpa `{absent}`.",
            "`{present}` at `{step}` stands without `{absent}`.",
        ),
        ("Tulis keduanya, atau tidak satu pun.", "Write both, or neither."),
        "batas: 14 hari kalender\nbila_lewat: gugur",
    ),
    "SOP308": error(
        (
            "`{value}` bukan saat yang dikenal dalam tangga waktu.",
            "`{value}` is no moment of the deadline ladder.",
        ),
        (
            "Tulis `75%`, `100%` atau `lewat 1 hari kerja`.",
            "Write `75%`, `100%` or `lewat 1 hari kerja`.",
        ),
        "- { pada: lewat 1 hari kerja, beri_tahu: [atasan] }",
    ),
    "SOP309": warning(
        (
            "Peringatan pada `{step}` lebih pendek dari satu hari.",
            "The reminder at `{step}` is shorter than a day.",
        ),
        (
            "Hapus: langkah pendek diingatkan dengan warna di daftar kerja, bukan pesan.",
            "Remove it: short steps are shown by colour in the worklist, not by messages.",
        ),
        "tangga: [{ pada: 75%, beri_tahu: [pelaksana] }]   # pada langkah 10 menit",
    ),
    "SOP310": error(
        (
            "Jam layanan mulai pada `{value}`, yang tidak ada dalam SOP ini.",
            "The clock starts at `{value}`, which is not in this SOP.",
        ),
        (
            "Tulis `langkah.jawaban`, misalnya `periksa.lengkap`.",
            "Write `step.answer`, for example `periksa.lengkap`.",
        ),
        "jam_mulai: periksa.lengkap",
    ),
    "SOP311": warning(
        (
            "`{step}` lebih lama dari janji layanan.",
            "`{step}` alone takes longer than the promise.",
        ),
        ("Periksa satuan waktunya.", "Check the unit of its time."),
        "waktu: 30 hari kerja   # padahal janji 14 hari kerja",
    ),
}
