"""5xx: notices."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

NOTICES: Mapping[str, Entry] = {
    "SOP501": error(
        (
            "`{{{name}}}` tidak dapat diisi dalam pesan.",
            "`{{{name}}}` cannot be filled in a message.",
        ),
        (
            "{near}Yang ada: {known}.",
            "{near_en}Known: {known}.",
        ),
        'id: "Berkas {nomer} kami terima"   # salah\nid: "Berkas {nomor} kami terima"   # benar',
    ),
    "SOP502": error(
        (
            "Pesan bahasa Indonesia dan Inggris tidak memuat isian yang sama: {names}.",
            "The Indonesian and the English message differ in their placeholders: {names}.",
        ),
        (
            "Pakai isian yang sama dalam kedua bahasa.",
            "Use the same placeholders in both languages.",
        ),
        'id: "Berkas {nomor}"\nen: "File {nomor}"',
    ),
    "SOP503": error(
        ("`{event}` bukan saat yang dikenal.", "`{event}` is no known moment."),
        (
            "{near}Tulis `dibuka`, `akhir`, `langkah.masuk` atau `langkah.jawaban`.",
            "{near_en}Write `dibuka`, `akhir`, `step.masuk` or `step.answer`.",
        ),
        "saat: periksa.kurang",
    ),
    "SOP504": error(
        ("`{to}` bukan penerima yang dikenal.", "`{to}` is no known recipient."),
        (
            "{near}Tulis `pemohon` atau nama pelaksana.",
            "{near_en}Write `pemohon` or the id of a role.",
        ),
        "kepada: pemohon",
    ),
    "SOP505": warning(
        (
            "Pemohon tidak diberi tahu saat {event}.",
            "The applicant is not told when {event}.",
        ),
        ("Tambahkan pemberitahuan `saat: {key}`.", "Add a notice `saat: {key}`."),
        "- { saat: dibuka, kepada: pemohon, kanal: [email], pesan: { id: …, en: … } }",
    ),
    "SOP506": error(
        (
            "Pesan harus ditulis dalam bahasa Indonesia dan Inggris.",
            "A message is written in Indonesian and in English.",
        ),
        ("Tulis `pesan: {{id: …, en: …}}`.", "Write `pesan: {{id: …, en: …}}`."),
        'pesan: { id: "Berkas {nomor} kami terima", en: "We received {nomor}" }',
    ),
}
