"""5xx: notices."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, note, warning

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
    "SOP505": note(
        (
            "SOP diam saat {event}; pemohon menerima teks baku unit.",
            "The SOP is silent when {event}; the applicant gets the unit's standard text.",
        ),
        (
            "Bila perlu kalimat sendiri, tambahkan pemberitahuan `saat: {key}`.",
            "For words of your own add a notice `saat: {key}`.",
        ),
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
    "SOP510": error(
        (
            "Pesan ini tidak menyebut alasan, padahal dikirim saat `{event}`.",
            "This message names no reason, but is sent at `{event}`.",
        ),
        (
            "Tambahkan `{{alasan}}`, atau `{{tautan}}` agar pemohon dapat membacanya.",
            "Add `{{alasan}}`, or `{{tautan}}` so that the applicant can read it.",
        ),
        'id: "Berkas {nomor} dikembalikan"              # salah\n'
        'id: "Berkas {nomor} dikembalikan: {alasan}"    # benar',
    ),
    "SOP511": error(
        (
            "Pesan tentang akhir ini tidak menyebut hasilnya.",
            "This message about the end does not say the result.",
        ),
        (
            "Tambahkan `{{hasil}}`, atau `{{tautan}}` agar pemohon dapat membacanya.",
            "Add `{{hasil}}`, or `{{tautan}}` so that the applicant can read it.",
        ),
        "- { saat: akhir, kepada: pemohon, kanal: [email], "
        'pesan: { id: "Selesai: {hasil}", en: "Finished: {hasil}" } }',
    ),
    "SOP512": warning(
        (
            "Pemberitahuan ini tidak pernah dikirim: `{event}` tidak pernah terjadi.",
            "This notice is never sent: `{event}` never happens.",
        ),
        ("Hapus, atau pilih saat yang terjadi.", "Remove it, or choose a moment that happens."),
        "saat: periksa.lewat    # periksa tidak berbatas waktu",
    ),
}
