"""24x: duties of persons, panels and substitutes that cannot be as they are written."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

DUTIES: Mapping[str, Entry] = {
    "SOP240": error(
        (
            "`{first}` dan `{second}` wajib satu orang dan tidak boleh satu orang.",
            "`{first}` and `{second}` must be one person's and must not be.",
        ),
        (
            "Hapus salah satu: `orang_sama`, atau `orang_berbeda` dan `pemisahan`.",
            "Remove one of the two: `orang_sama`, or `orang_berbeda` and `pemisahan`.",
        ),
        "orang_sama: [periksa]\norang_berbeda: [periksa]   # bertentangan",
    ),
    "SOP241": error(
        (
            "`{step}` tidak dapat dibandingkan dengan dirinya sendiri.",
            "`{step}` cannot be compared with itself.",
        ),
        ("Sebut langkah lain.", "Name another step."),
        "- id: ttd\n  orang_berbeda: [ttd]      # salah\n  orang_berbeda: [periksa]  # benar",
    ),
    "SOP242": error(
        (
            "Kewajiban orang hanya untuk kegiatan pejabat; `{step}` bukan.",
            "Duties of persons are for officials' steps; `{step}` is none.",
        ),
        (
            "Sebut hanya kegiatan yang dikerjakan pejabat, bukan pemohon atau sistem.",
            "Name only steps that an official does, not the applicant or the system.",
        ),
        "orang_berbeda: [ajukan]    # salah: kegiatan pemohon\norang_berbeda: [periksa]   # benar",
    ),
    "SOP243": error(
        (
            "`paling_banyak: {most}` untuk {steps} tidak melarang apa pun.",
            "`paling_banyak: {most}` for {steps} forbids nothing.",
        ),
        (
            "Sebut lebih banyak langkah, atau perkecil `paling_banyak`.",
            "Name more steps, or lower `paling_banyak`.",
        ),
        "pemisahan:\n  - { langkah: [periksa, paraf, ttd], paling_banyak: 1 }",
    ),
    "SOP244": error(
        (
            "Panel `{step}` perlu tepat satu jawaban yang mendukung, dan paling banyak {maximum}.",
            "Panel `{step}` needs exactly one supporting answer, and {maximum} answers at most.",
        ),
        (
            "Suara dihitung untuk satu jawaban yang mendukung; gabungkan yang lain, atau pecah.",
            "Votes are counted for one supporting answer; merge the others, or split the row.",
        ),
        "layak: { ke: susun, sifat: mendukung }\ntidak: { ke: tolak, sifat: menentang }",
    ),
    "SOP245": error(
        (
            "`butuh: {value}` tidak mungkin dari {members} anggota.",
            "`butuh: {value}` cannot be had of {members} members.",
        ),
        (
            "Tulis `semua`, `mayoritas`, atau bilangan dari 1 sampai {members}.",
            "Write `semua`, `mayoritas`, or a number from 1 to {members}.",
        ),
        "butuh: 4\ndari: 3    # tidak mungkin",
    ),
    "SOP246": error(
        (
            "Suara panel `{step}` dapat seri, dan tidak dikatakan apa yang berlaku.",
            "The votes of panel `{step}` can tie, and what counts then is not said.",
        ),
        (
            "Tulis `seri:` dengan salah satu jawaban, atau ganjilkan `dari`.",
            "Write `seri:` with one of the answers, or make `dari` odd.",
        ),
        "butuh: mayoritas\ndari: 4\nseri: tidak_layak",
    ),
    "SOP247": error(
        (
            "`seri: {value}` bukan jawaban `{step}`.",
            "`seri: {value}` is no answer of `{step}`.",
        ),
        ("{near}Jawabannya: {known}.", "{near_en}Its answers: {known}."),
        "seri: tidak_layak",
    ),
    "SOP248": warning(
        (
            "Suara panel `{step}` tidak pernah seri; `seri` tidak berarti apa-apa.",
            "The votes of panel `{step}` never tie; `seri` means nothing.",
        ),
        ("Hapus `seri`.", "Remove `seri`."),
        "butuh: semua\ndari: 3\nseri: tidak    # tidak berarti apa-apa",
    ),
    "SOP249": error(
        (
            "`veto` pada `{step}` tanpa jawaban yang menentang.",
            "`veto` at `{step}` without an opposing answer.",
        ),
        (
            "Beri `sifat: menentang` pada jawaban yang menjatuhkan, atau hapus `veto`.",
            "Give the answer that strikes down `sifat: menentang`, or remove `veto`.",
        ),
        "veto: ya\nputusan:\n  jawab:\n    tolak: { ke: susun_tolak, sifat: menentang }",
    ),
    "SOP250": error(
        (
            "`{step}` tidak dapat dikerjakan orang yang sama seperti `{other}`: sebuah panel.",
            "`{step}` cannot be the same person's as `{other}`: one of them is a panel.",
        ),
        (
            "Pakai `orang_berbeda`, atau hapus `orang_sama`.",
            "Use `orang_berbeda`, or remove `orang_sama`.",
        ),
        "- id: sidang\n  jenis: panel\n  orang_sama: [periksa]    # siapa dari anggotanya?",
    ),
    "SOP251": error(
        (
            "`{position}` tidak dapat menggantikan `{role}`: {why}.",
            "`{position}` cannot stand in for `{role}`: {why}.",
        ),
        (
            "Sebut jabatan lain, tiap jabatan satu kali, hanya untuk pejabat.",
            "Name another position, each once, and only for officials.",
        ),
        "camat: { jabatan: camat, pengganti: [{ jabatan: sekcam }] }",
    ),
    "SOP252": error(
        (
            "`{position}` menggantikan `{role}` dan, langsung atau tidak, digantikan olehnya.",
            "`{position}` stands in for `{role}` and is, directly or not, stood in for by it.",
        ),
        (
            "Putuskan lingkaran itu: pengganti tidak menunggu yang digantikannya.",
            "Break the circle: a substitute does not wait for whom he stands in for.",
        ),
        "kasi: { jabatan: kasi, pengganti: [{ jabatan: sekcam }] }\n"
        "sekcam: { jabatan: sekcam, pengganti: [{ jabatan: kasi }] }   # lingkaran",
    ),
    "SOP253": error(
        (
            "`{position}` mengisi jenjang `{other}` dan tidak boleh menggantikan jenjang `{role}`.",
            "`{position}` fills the level `{other}` and must not stand in for the level `{role}`.",
        ),
        (
            "Sebut pengganti dari luar jenjang paraf itu.",
            "Name a substitute from outside that chain of initials.",
        ),
        "berjenjang: [kasi, sekcam]\n"
        "kasi: { jabatan: kasi, pengganti: [{ jabatan: sekcam }] }   # memaraf dua kali",
    ),
}
