"""24x: duties of persons, panels and substitutes that cannot be as they are written."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error

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
}
