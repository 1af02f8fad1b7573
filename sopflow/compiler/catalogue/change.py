"""7xx: what a new version would do to cases that run, and why one of them cannot move over."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error

_STAYS = (
    "Biarkan berkas selesai pada versinya; itu selalu boleh.",
    "Let the case end on its own version; that is always allowed.",
)

CHANGE: Mapping[str, Entry] = {
    "SOP701": error(
        (
            "`dahulu` pada `{step}` menyebut `{name}`, yang masih langkah dalam berkas ini.",
            "`dahulu` at `{step}` names `{name}`, which is still a step of this file.",
        ),
        (
            "Sebut nama pada versi sebelumnya yang tidak dipakai lagi.",
            "Name what the step was called in an earlier version and nothing is called now.",
        ),
        "- id: verifikasi\n  dahulu: periksa    # salah bila `periksa` masih ada di berkas ini",
    ),
    "SOP702": error(
        (
            "`{name}` disebut sebagai nama lama oleh `{other}` dan oleh `{step}`.",
            "`{name}` is named as the earlier name of both `{other}` and `{step}`.",
        ),
        (
            "Satu nama lama untuk satu baris; baris yang dipecah adalah baris baru.",
            "One earlier name for one row; what a row was split into is new.",
        ),
        "- id: cek_data\n  dahulu: periksa\n- id: cek_lokasi\n  dahulu: periksa    # salah",
    ),
    "SOP710": error(
        (
            "Berkas menunggu di `{step}`, yang tidak ada lagi pada versi {version}.",
            "The case waits at `{step}`, which version {version} no longer has.",
        ),
        (
            (
                "Tulis `dahulu: {step}` pada baris yang menggantikannya, atau tunggu sampai berkas "
                "melewatinya."
            ),
            "Write `dahulu: {step}` at the row that took its place, or wait until it is past.",
        ),
        "- id: verifikasi\n  dahulu: periksa    # berkas yang menunggu di `periksa` pindah ke sini",
    ),
    "SOP711": error(
        (
            "Pada versi {version} tidak pernah terjadi bahwa yang terbuka hanya {steps}.",
            "In version {version} it never happens that exactly {steps} is open.",
        ),
        _STAYS,
        "# versi baru membuka `telaah` bersama `survei`; berkas ini hanya menunggu `telaah`",
    ),
    "SOP712": error(
        (
            (
                "Aturan `{rule}` pada versi {version} bertanya jawaban `{step}`, yang pada berkas "
                "ini tidak mungkin: {answer}."
            ),
            (
                "Rule `{rule}` of version {version} asks for the answer of `{step}`, which "
                "cannot be this case's: {answer}."
            ),
        ),
        _STAYS,
        "bila: [{ jika: \"jawaban.cek == 'ada'\", ke: a }, …]   # berkas ini tidak melalui `cek`",
    ),
    "SOP713": error(
        (
            "{end} dapat dicapai tanpa {missed}. Ceritanya: {story}.",
            "{end} could be reached without {missed}. The story: {story}.",
        ),
        (
            "Biarkan berkas selesai pada versinya, atau kembalikan dulu ke sebelum {steps}.",
            "Let the case end on its own version, or send it back first to before {steps}.",
        ),
        "# versi baru menambah paraf kabid sebelum tanda tangan; berkas ini sudah di tanda tangan",
    ),
    "SOP714": error(
        (
            "`{step}` dapat dijawab sebelum {before} mendukung. Ceritanya: {story}.",
            "`{step}` could be answered before {before} has affirmed. The story: {story}.",
        ),
        _STAYS,
        "# versi baru menulis `setelah: [tinjau]` pada `putus`; berkas ini sudah di `putus`",
    ),
    "SOP715": error(
        (
            "{end} dapat dicapai walaupun `{step}` menentang, tanpa pemutus. Ceritanya: {story}.",
            (
                "{end} could be reached although `{step}` opposed, without a decider. "
                "The story: {story}."
            ),
        ),
        _STAYS,
        "# versi baru menghapus baris dengan `mengatasi: [kelayakan]`",
    ),
    "SOP716": error(
        (
            (
                "Berkas sudah dijawab di `{name}`, yang kini bernama `{step}`; catatannya tidak "
                "berganti nama."
            ),
            (
                "The case was answered at `{name}`, which is now called `{step}`; its record "
                "keeps the name."
            ),
        ),
        _STAYS,
        "- id: verifikasi\n  dahulu: periksa    # bagi berkas yang belum dijawab di `periksa`",
    ),
    "SOP717": error(
        (
            "`{step}` sedang dikerjakan sistem.",
            "`{step}` is being carried out by the system.",
        ),
        ("Ulangi sebentar lagi.", "Try again in a moment."),
        "# nomor sedang diberikan; sesudahnya berkas dapat pindah",
    ),
    "SOP718": error(
        (
            (
                "Aturan `{rule}` pada versi {version} memakai `{name}`, yang tidak pernah "
                "ditanyakan kepada berkas ini."
            ),
            "Rule `{rule}` of version {version} uses `{name}`, which this case never told.",
        ),
        _STAYS,
        "formulir:\n  luas: { jenis: desimal }    # baru; aturan di belakang memakainya",
    ),
    "SOP719": error(
        (
            (
                "Versi {version} mengatur siapa yang boleh mengerjakan `{step}`, dan berkas ini "
                "sudah lebih dari sekali melaluinya."
            ),
            (
                "Version {version} rules who may act at `{step}`, where this case has been more "
                "than once."
            ),
        ),
        _STAYS,
        "orang_berbeda: [periksa]    # berkas ini dua kali di `periksa`, lalu pindah",
    ),
    "SOP720": error(
        (
            "Versi {version} tidak berlaku di unit {unit}.",
            "Version {version} is not for the unit {unit}.",
        ),
        _STAYS,
        "berlaku_untuk: { jenis_unit: kecamatan }    # berkas ini di sebuah dinas",
    ),
    "SOP721": error(
        (
            (
                "Di `{step}` sedang berjalan pemungutan suara, pembayaran, atau kabar luar, dan "
                "versi {version} mengaturnya lain."
            ),
            (
                "At `{step}` a vote, a payment or a message from outside is under way, and version "
                "{version} rules it otherwise."
            ),
        ),
        _STAYS,
        "butuh: 3    # sebelumnya 2; berkas ini sedang dipungut suaranya",
    ),
}
