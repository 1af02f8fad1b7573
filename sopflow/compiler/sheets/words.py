"""What the workbook is called in the office: sheets, headings and symbols of the official form."""

from collections.abc import Mapping
from typing import Final

IDENTITY: Final = "Identitas"
STANDARD: Final = "Standar Pelayanan"
PROCEDURE: Final = "Prosedur"
TERMS: Final = "Ketentuan Lain"
OTHERS: Final = "Lainnya"

NUMBER: Final = "No"
ACTIVITY: Final = "Kegiatan"
PERFORMER: Final = "Pelaksana"
QUALITY: Final = "Mutu Baku"
INPUTS: Final = "Kelengkapan"
DURATION: Final = "Waktu"
OUTPUT: Final = "Output"
REMARK: Final = "Keterangan"
WAYS: Final = "Langkah Berikutnya"
DETAILS: Final = "Rincian (tidak dicetak)"
CODE: Final = "Kode"
BRANCH: Final = "Cabang"
PART: Final = "Bagian"
VALUE: Final = "Isi"
IN_ENGLISH: Final = " (Inggris)"
HASH: Final = "Sidik versi (tidak diisi)"
RETURNED: Final = "Dikembalikan"
SEE: Final = "lihat lembar {sheet}"

START, WORK, CHOICE = "⬭", "▭", "◇"
"""Three of the five symbols: where a file begins or ends, an activity, a decision."""

SHEETS: Final[Mapping[tuple[str, ...], str]] = {
    ("langkah", "putusan", "jawab"): "Jawaban",
    ("langkah", "bila"): "Aturan",
    ("langkah", "isian"): "Isian",
    ("langkah", "tangga"): "Tangga Tenggat",
    ("eskalasi", "semua"): "Tangga Bersama",
}
"""Sheets whose names are not made from the words of their path."""

HEADINGS: Final[Mapping[tuple[str, ...], str]] = {
    ("sop", "kode"): "Kode SOP",
    ("sop", "versi"): "Versi",
    ("sop", "nomor"): "Nomor SOP",
    ("sop", "judul"): "Nama SOP",
    ("sop", "unit"): "Nama unit kerja",
    ("sop", "tanggal", "dibuat"): "Tanggal Pembuatan",
    ("sop", "tanggal", "direvisi"): "Tanggal Revisi",
    ("sop", "tanggal", "berlaku"): "Tanggal Efektif",
    ("sop", "disahkan_oleh", "jabatan"): "Disahkan oleh: jabatan",
    ("sop", "disahkan_oleh", "nama"): "Disahkan oleh: nama",
    ("sop", "disahkan_oleh", "pangkat"): "Disahkan oleh: pangkat",
    ("sop", "disahkan_oleh", "nip"): "Disahkan oleh: NIP",
    ("sop", "dasar_hukum"): "Dasar Hukum",
    ("sop", "keterkaitan"): "Keterkaitan",
    ("sop", "peringatan"): "Peringatan",
    ("sop", "kualifikasi"): "Kualifikasi Pelaksana",
    ("sop", "peralatan"): "Peralatan dan Perlengkapan",
    ("sop", "pencatatan"): "Pencatatan dan Pendataan",
    ("layanan", "janji"): "Jangka waktu pelayanan",
    ("layanan", "dasar_janji"): "Dasar jangka waktu",
    ("layanan", "jam_mulai"): "Waktu dihitung mulai",
    ("layanan", "nomor_berkas"): "Pola nomor berkas",
    ("standar_pelayanan", "biaya"): "Biaya/tarif",
    ("standar_pelayanan", "produk"): "Produk pelayanan",
    ("standar_pelayanan", "pengaduan"): "Penanganan pengaduan",
    ("standar_pelayanan", "sarana"): "Sarana dan prasarana",
    ("standar_pelayanan", "kompetensi"): "Kompetensi pelaksana",
    ("standar_pelayanan", "pengawasan"): "Pengawasan internal",
    ("standar_pelayanan", "jumlah_pelaksana"): "Jumlah pelaksana",
    ("standar_pelayanan", "jaminan_pelayanan"): "Jaminan pelayanan",
    ("standar_pelayanan", "jaminan_keamanan"): "Jaminan keamanan",
    ("standar_pelayanan", "evaluasi"): "Evaluasi kinerja",
}
"""Headings that are not made from the words of their path."""

_KNOWN_FROM_SHEET: Final = frozenset({"sop", "layanan", "standar_pelayanan"})

COMPONENTS: Final = (
    ("Dasar hukum", IDENTITY),
    ("Persyaratan", "Persyaratan"),
    ("Sistem, mekanisme, dan prosedur", PROCEDURE),
)
"""Components of the service standard (UU 25/2009 art. 21) that stand on another sheet."""


LABELS: Final[Mapping[str, str]] = {
    "nomor": "Nomor SOP",
    "no sop": "Nomor SOP",
    "no. sop": "Nomor SOP",
    "no dok": "Nomor SOP",
    "nomor sp": "Nomor SOP",
    "judul sop": "Nama SOP",
    "judul": "Nama SOP",
    "tgl pembuatan": "Tanggal Pembuatan",
    "tgl. pembuatan": "Tanggal Pembuatan",
    "tanggal pengesahan": "Tanggal Efektif",
    "tgl. efektif": "Tanggal Efektif",
    "tgl. revisi": "Tanggal Revisi",
    "disahkan oleh": "Disahkan oleh: jabatan",
    "ditetapkan oleh": "Disahkan oleh: jabatan",
    "disetujui oleh": "Disahkan oleh: jabatan",
    "nip": "Disahkan oleh: NIP",
    "unit kerja": "Nama unit kerja",
    "nama unit": "Nama unit kerja",
    "kualifikasi": "Kualifikasi Pelaksana",
    "peralatan/perlengkapan": "Peralatan dan Perlengkapan",
    "peralatan": "Peralatan dan Perlengkapan",
    "pencatatan & pendataan": "Pencatatan dan Pendataan",
    "pencatatan": "Pencatatan dan Pendataan",
    "biaya": "Biaya/tarif",
    "tarif": "Biaya/tarif",
    "biaya / tarif": "Biaya/tarif",
    "jangka waktu": "Jangka waktu pelayanan",
    "jangka waktu penyelesaian": "Jangka waktu pelayanan",
    "waktu penyelesaian": "Jangka waktu pelayanan",
    "produk": "Produk pelayanan",
    "pengaduan": "Penanganan pengaduan",
    "penanganan pengaduan, saran dan masukan": "Penanganan pengaduan",
}
"""How the fields of the paper form are also called (DOMAIN 1.3): the other name to ours."""

_UNITS: Final = ("menit", "jam", "hari", "hari kerja")

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("no", "nomor", "no urut", "nomer"),
    "activity": (
        "kegiatan", "uraian kegiatan", "uraian prosedur", "kegiatan (uraian prosedur)", "aktivitas",
        "aktifitas", "prosedur", "uraian", "tahapan", "tahapan kegiatan", "langkah",
        "langkah kegiatan", "aktivitas/kegiatan",
    ),
    "performer": ("pelaksana", "pelaksana kegiatan", "aktor", "pelaku"),
    "quality": ("mutu baku", "baku mutu", "standar mutu"),
    "inputs": (
        "kelengkapan", "persyaratan/kelengkapan", "kelengkapan/persyaratan", "persyaratan",
        "persyaratan / kelengkapan", "kelengkapan / persyaratan", "persyaratan dan kelengkapan",
        "input",
    ),
    "duration": (
        "waktu", "waktu proses", "waktu penyelesaian", "lama waktu", "jangka waktu",
        *(f"{waktu} ({unit})" for waktu in ("waktu", "waktu proses") for unit in _UNITS),
    ),
    "output": ("output", "keluaran", "hasil", "keluaran/output", "output/keluaran", "outcome"),
    "remark": ("keterangan", "ket", "catatan", "keterangan/catatan"),
    "ways": ("langkah berikutnya", "arah", "lanjut ke", "alur", "ya/tidak"),
    "yes": ("ya", "jika ya", "lengkap"),
    "no": ("tidak", "jika tidak", "tidak lengkap"),
}  # fmt: skip
"""How the headings of the official table are written (DOMAIN 1.4), by their English names."""


def heading_of(path: tuple[str, ...]) -> str:
    """Name a part in words."""
    if (known := HEADINGS.get(path)) is not None:
        return known
    own = path[1:] if path[0] in _KNOWN_FROM_SHEET else path
    return spoken(": ".join(own))


def sheet_of(path: tuple[str, ...]) -> str:
    """Name the sheet of named things or of a list; a sheet's name has at most 31 letters."""
    return SHEETS.get(path) or " ".join(spoken(word) for word in path)[:31]


def spoken(word: str) -> str:
    """Write a key as people do."""
    return word.replace("_", " ").capitalize()
