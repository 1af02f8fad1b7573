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
    "SOP133": error(
        (
            "`pembatalan` berlaku sampai `{step}`, yang bukan tanda tangan.",
            "`pembatalan` holds until `{step}`, which is no signature.",
        ),
        (
            "Sebut langkah `jenis: tanda_tangan` dalam `sampai`.",
            "Name a step `jenis: tanda_tangan` in `sampai`.",
        ),
        "pembatalan: { oleh: kepala, ke: susun_batal, sampai: ttd }",
    ),
    "SOP134": error(
        (
            "`{role}` dalam `{section}` bukan pejabat.",
            "`{role}` in `{section}` is no official.",
        ),
        (
            "Sebut pelaksana yang memegang jabatan; pemohon memakai `penarikan`.",
            "Name a role that holds a post; the applicant has `penarikan`.",
        ),
        "pembatalan: { oleh: pemohon, … }   # salah\npembatalan: { oleh: kepala, … }    # benar",
        breaks_flow=True,
    ),
    "SOP135": error(
        (
            "`pembatalan` menuju `{target}`, yang tidak membawa ke akhir `dibatalkan`.",
            "`pembatalan` leads to `{target}`, which comes to no end `dibatalkan`.",
        ),
        (
            "Arahkan rangkaian surat pembatalan ke akhir dengan `hasil: dibatalkan`.",
            "Lead the chain of the letter of cancellation to an end with `hasil: dibatalkan`.",
        ),
        "pembatalan: { oleh: kepala, ke: susun_batal, sampai: ttd }\n"
        "akhir:\n  batal: { hasil: dibatalkan, label: Dibatalkan kantor }",
    ),
    "SOP136": error(
        (
            "`pembatalan` menuju `{target}`, yang bukan langkah yang dapat dibuka sendiri.",
            "`pembatalan` leads to `{target}`, which is no step that can be opened alone.",
        ),
        (
            "Sebut langkah di luar `bersamaan` yang menyusun surat pembatalan.",
            "Name a step outside of `bersamaan` that drafts the letter of cancellation.",
        ),
        "pembatalan: { oleh: kepala, ke: batal, … }         # salah: sebuah akhir\n"
        "pembatalan: { oleh: kepala, ke: susun_batal, … }   # benar",
        breaks_flow=True,
    ),
    "SOP330": error(
        (
            "`bila_janji_lewat` tidak menyebut dasar hukumnya.",
            "`bila_janji_lewat` states no legal basis.",
        ),
        (
            "Tulis `dasar: …` dengan peraturan dan pasalnya; tanpa itu diam tidak berakibat.",
            "Write `dasar: …` with regulation and article; without it silence means nothing.",
        ),
        "bila_janji_lewat: { ke: dianggap, dasar: Undang-Undang Nomor 30 Tahun 2014 pasal 77 }",
    ),
    "SOP331": error(
        (
            "`bila_janji_lewat` menuju `{end}`, yang hasilnya bukan sebuah anggapan.",
            "`bila_janji_lewat` leads to `{end}`, whose result is not a deemed one.",
        ),
        (
            "Sebut akhir dengan `hasil: dianggap_dikabulkan` atau `dianggap_ditolak`.",
            "Name an end with `hasil: dianggap_dikabulkan` or `dianggap_ditolak`.",
        ),
        "bila_janji_lewat: { ke: terbit, … }     # salah: izin hanya terbit dengan tanda tangan\n"
        "bila_janji_lewat: { ke: dianggap, … }   # benar",
    ),
    "SOP332": error(
        (
            "`bila_janji_lewat` tidak berlaku bila kantor yang membuka berkas.",
            "`bila_janji_lewat` has no meaning where the office opens the case.",
        ),
        (
            "Hapus `bila_janji_lewat`: tidak ada permohonan yang dapat dianggap dikabulkan.",
            "Remove `bila_janji_lewat`: there is no application that could be deemed granted.",
        ),
        "layanan: { pembukaan: kantor, bila_janji_lewat: { … } }   # salah",
    ),
}
