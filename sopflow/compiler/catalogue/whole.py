"""1xx and 3xx: what the SOP says about the whole case, whichever row is open."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error

WHOLE: Mapping[str, Entry] = {
    "SOP130": error(
        (
            "Kantor yang membuka, tetapi baris pertama `{step}` bukan kegiatan biasa pejabat.",
            "The office opens, but the first row `{step}` is no official's plain row.",
        ),
        (
            "Mulai dengan kegiatan biasa pejabat yang membuka, misalnya mencatat temuan.",
            "Begin with a plain row of the official who opens, such as recording a finding.",
        ),
        "layanan: { pembukaan: kantor }\nlangkah:\n  - id: catat\n    pelaksana: pengawas",
        breaks_flow=True,
    ),
    "SOP131": error(
        (
            "`penarikan` tidak berlaku bila kantor yang membuka berkas.",
            "`penarikan` has no meaning where the office opens the case.",
        ),
        (
            "Hapus `penarikan`; yang dibuka kantor dihentikan kantor dengan `pembatalan`.",
            "Remove `penarikan`; what the office opened the office ends with `pembatalan`.",
        ),
        "layanan: { pembukaan: kantor }\npenarikan: { sampai: ttd, ke: dicabut }   # salah",
    ),
    "SOP132": error(
        (
            "Akhir `{end}` (`gugur`) membebaskan pihak yang diam dari perkara yang dibuka kantor.",
            "The end `{end}` (`gugur`) frees who stays silent from a case that the office opened.",
        ),
        (
            "Arahkan `bila_lewat` ke teguran berikutnya atau ke langkah pejabat yang memutus.",
            "Lead `bila_lewat` to the next warning, or to the official's step that decides.",
        ),
        "batas: 7 hari kerja\nbila_lewat: gugur        # salah: yang diam menjadi bebas\n"
        "bila_lewat: teguran_2    # benar",
    ),
}
