"""15x and 16x: what happens beside the moves of a case."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

BESIDE: Mapping[str, Entry] = {
    "SOP150": error(
        (
            "`tembusan` pada `{of}` menyebut pemohon, `{role}`.",
            "`tembusan` at `{of}` names the applicant, `{role}`.",
        ),
        (
            "Pemohon diberi tahu lewat `pemberitahuan`; tembusan untuk pejabat.",
            "The applicant is told by `pemberitahuan`; copies are for officials.",
        ),
        "tembusan: [pemohon]    # salah\ntembusan: [kasi]       # benar",
    ),
    "SOP151": warning(
        (
            "`{role}` mendapat tembusan dari kegiatannya sendiri, `{step}`.",
            "`{role}` gets a copy of its own act, `{step}`.",
        ),
        ("Hapus `{role}` dari `tembusan`.", "Remove `{role}` from `tembusan`."),
        "- id: ttd\n  pelaksana: camat\n  tembusan: [camat]   # ia sendiri yang menandatangani",
    ),
    "SOP152": warning(
        (
            "“Mengetahui” pada `{step}` adalah tanda tangan kedua, tetapi hanya `tembusan`.",
            "“Mengetahui” at `{step}` is a countersignature, but it is only a `tembusan`.",
        ),
        (
            "Buat baris sendiri `jenis: tanda_tangan` untuk pejabat yang mengetahui.",
            "Give whoever countersigns a row of its own, `jenis: tanda_tangan`.",
        ),
        "- { id: tahu, kegiatan: Mengetahui surat pengantar, tembusan: [lurah], … }   # salah\n"
        "- { id: tahu, jenis: tanda_tangan, pelaksana: lurah, dokumen: pengantar, … }  # benar",
    ),
}
