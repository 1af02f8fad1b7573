"""The sections around the flow, as the official form and the law name them."""

from collections.abc import Mapping
from typing import Final

from sopflow.compiler.schema.shapes import (
    DAY,
    DAY_OR_NONE,
    DURATION,
    PAIR,
    SERIES,
    Section,
    Shape,
    choice,
    decimal,
    entries,
    flag,
    lines,
    may,
    must,
    table,
    tables,
    text,
    words,
)
from sopflow.compiler.vocabulary import FIELD_KINDS, KEYS, OPENINGS

_SENTENCE = ("Surat tanpa paraf berjenjang tidak berlaku.",)

_FILE = {
    "format": must(Shape("text", {"enum": [1, "1"]}), "Versi bahasa berkas ini.", 1),
    "identity": must(table("identity"), "Identitas SOP: blok kepala formulir."),
    "scope": must(table("scope"), "Di mana SOP berlaku: satu unit, atau semua unit sejenis."),
    "service": must(table("service"), "Janji layanan dan nomor berkas."),
    "standard": must(table("standard"), "Komponen standar pelayanan, UU 25/2009 pasal 21."),
    "roles": must(entries("role"), "Pelaksana: satu nama satu lajur pada gambar."),
    "requirements": may(
        entries("requirement", is_short=True), "Persyaratan: surat yang dibawa pemohon."
    ),
    "form": may(entries("field", is_short=True), "Isian formulir permohonan."),
    "tables": may(entries("value_table"), "Tabel angka, misalnya tarif: tabel.x dalam syarat."),
    "documents": may(
        entries("document", is_short=True), "Dokumen yang dihasilkan selama berkas berjalan."
    ),
    "steps": must(tables("step"), "Kegiatan, urut seperti nomor pada tabel SOP."),
    "ends": must(
        entries("end", required=(KEYS["end"]["result"],)), "Akhir berkas: hasil yang mungkin."
    ),
    "withdrawal": may(table("withdrawal"), "Penarikan kembali oleh pemohon."),
    "cancellation": may(table("cancellation"), "Pembatalan oleh kantor, dengan suratnya sendiri."),
    "escalation": may(
        table("escalation"), "Tangga tenggat setiap langkah yang tidak punya tangga sendiri."
    ),
    "separations": may(
        tables("separation"), "Pemisahan: paling banyak berapa langkah dikerjakan satu orang."
    ),
    "notices": may(tables("notice"), "Pemberitahuan: siapa diberi tahu, kapan, lewat apa."),
    "accepted": may(
        tables("acceptance"), "Peringatan tinjauan yang diterima, masing-masing dengan alasannya."
    ),
}
_IDENTITY = {
    "code": must(text(), "Kode SOP, nama foldernya; tidak pernah berganti.", "izin-reklame"),
    "version": must(text(), "Versi berkas ini, nama berkasnya.", "1.0.0"),
    "number": must(text(), "Nomor SOP pada formulir.", "503/014/SOP/DPMPTSP/2026"),
    "title": must(words(), "Judul SOP.", "Surat Keterangan Tidak Mampu"),
    "unit_name": must(text(), "Nama unit kerja pada formulir.", "Kecamatan Contoh"),
    "dates": must(table("dates"), "Tanggal pembuatan, revisi dan efektif."),
    "ratified_by": must(table("signatory"), "Pejabat yang mengesahkan SOP."),
    "legal_basis": must(
        lines(),
        "Dasar hukum; satu peraturan satu baris, lengkap dengan nomor dan tahun.",
        ["Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"],
    ),
    "related": must(
        lines(), 'SOP lain yang terkait; "-" bila tidak ada.', ["SOP Pengelolaan Pengaduan"], "-"
    ),
    "warning": must(text(), "Peringatan: apa yang terjadi bila SOP dilanggar.", *_SENTENCE),
    "qualifications": must(lines(), "Kualifikasi pelaksana.", ["Mampu mengoperasikan komputer"]),
    "equipment": must(lines(), "Peralatan dan perlengkapan.", ["Komputer", "Pemindai"]),
    "records": must(text(), "Pencatatan dan pendataan.", "Register surat keterangan"),
    "changes": may(
        lines(), "Apa yang diubah versi ini.", ["Pemeriksaan lapangan menjadi satu hari kerja"]
    ),
}
_DATES = {
    "made_on": must(text(DAY), "Tanggal pembuatan.", "2 Maret 2026", "2026-03-02"),
    "revised_on": must(
        text(DAY_OR_NONE), 'Tanggal revisi; "-" (dalam tanda kutip) bila belum.', "-"
    ),
    "effective_on": must(text(DAY), "Tanggal efektif.", "1 April 2026"),
}
_SIGNATORY = {
    "position": must(text(), "Jabatan yang mengesahkan.", "Kepala Dinas"),
    "name": must(text(), "Nama yang mengesahkan.", "Ratna Contoh"),
    "rank": may(text(), "Pangkat dan golongan.", "Pembina Utama Muda, IV/c"),
    "nip": may(text(), "NIP, dalam tanda kutip.", "000000000000000007"),
}
_TEXT = {
    "id": must(text(), "Bahasa Indonesia.", "Memeriksa berkas"),
    "en": must(text(), "Bahasa Inggris.", "Check the file"),
}
_SCOPE = {
    "unit": may(text(), "Kode satu unit.", "dpmptsp"),
    "unit_kind": may(text(), "Jenis unit; berlaku di semua unit sejenis.", "kecamatan"),
}
_SERVICE = {
    "promise": must(text(DURATION), "Janji waktu layanan.", "14 hari kerja", "60 menit"),
    "promise_basis": must(
        text(), "Dasar hukum janji itu.", "Peraturan Wali Kota Nomor 12 Tahun 2024 pasal 9"
    ),
    "clock_starts": must(
        text(PAIR), "Mulai kapan janji dihitung: langkah.jawaban.", "periksa.lengkap"
    ),
    "case_number": must(text(SERIES), "Pola nomor berkas.", "REK-{tahun}-{urut:6}"),
    "opening": may(
        choice(OPENINGS),
        "Siapa yang membuka berkas dengan baris pertama: pemohon bila tidak ditulis.",
        "kantor",
    ),
    "on_silence": may(
        table("silence"), "Akibat hukum bila janji lewat tanpa keputusan; hanya bila ditulis."
    ),
}
_STANDARD = {
    "fee": must(lines(), "Biaya atau tarif.", "Gratis"),
    "product": must(lines(), "Produk pelayanan.", "Surat Keterangan Tidak Mampu"),
    "complaints": must(
        lines(),
        "Penanganan pengaduan: saluran dan waktu jawab.",
        "Loket pengaduan; dijawab paling lama 5 hari kerja",
    ),
    "facilities": must(lines(), "Sarana, prasarana dan fasilitas.", "Ruang tunggu"),
    "competence": must(lines(), "Kompetensi pelaksana.", "Memahami tata naskah dinas"),
    "supervision": must(lines(), "Pengawasan internal.", "Camat dan Inspektorat"),
    "staff": must(lines(), "Jumlah pelaksana.", "4 orang"),
    "service_guarantee": must(lines(), "Jaminan pelayanan.", "Sesuai maklumat pelayanan"),
    "safety_guarantee": must(
        lines(), "Jaminan keamanan dan keselamatan.", "Surat bernomor dan dapat diperiksa"
    ),
    "evaluation": must(lines(), "Evaluasi kinerja.", "Survei kepuasan setiap semester"),
}
_REQUIREMENT = {
    "label": must(words(), "Nama persyaratan.", "Fotokopi KTP"),
    "required": may(flag(), "Wajib atau tidak; ya bila tidak ditulis.", "tidak"),
    "one_of": may(text(), "Nama kelompok: surat sekelompok saling menggantikan.", "lahan"),
}
_FIELD = {
    "label": must(words(), "Nama isian yang dibaca orang.", "Nama pemohon"),
    "kind": may(choice(FIELD_KINDS), "Jenis isian; teks bila tidak ditulis.", "nik"),
    "required": may(flag(), "Wajib atau tidak; tidak bila tidak ditulis.", "ya"),
    "personal": may(flag(), "Data pribadi (UU 27/2022); tulis juga tujuannya.", "ya"),
    "purpose": may(text(), "Untuk apa data pribadi ini.", "Dicantumkan dalam surat"),
    "choices": may(lines(), "Pilihan, untuk jenis pilihan.", ["papan", "baliho"]),
    "minimum": may(decimal(), "Bilangan terkecil yang diterima.", 0.5),
    "maximum": may(decimal(), "Bilangan terbesar yang diterima.", 200),
}
_DOCUMENT = {
    "label": must(words(), "Nama dokumen.", "Surat penolakan"),
    "template": may(text(), "Nama templat cetaknya.", "surat-penolakan"),
    "series": may(text(SERIES), "Pola nomor naskah.", "503/{urut:4}/TOLAK/{tahun}"),
}
_ROLE = {
    "name": must(words(), "Nama pelaksana pada lajur.", "Kasi Perizinan"),
    "position": may(text(), "Jenis jabatan yang memegangnya.", "kasi_perizinan"),
    "where": may(
        text(), "Di mana jabatan itu: unit, induk, atau kode unit lain.", "unit", "induk", "bapenda"
    ),
    "external": may(flag(), "Ya untuk pemohon: bukan pejabat.", "ya"),
    "substitutes": may(
        tables("substitute"), "Pengganti, berurutan, selama ketidakhadiran pejabatnya tercatat."
    ),
}
_SUBSTITUTE = {
    "position": must(text(), "Jenis jabatan yang menggantikan.", "sekcam"),
    "condition": may(text(), "Kapan, dengan kata-kata.", "Camat cuti atau dinas luar"),
}
_ONE_PLACE = [{"required": [word]} for word in KEYS["scope"].values()]
HEAD: Final[Mapping[str, Section]] = {
    "file": Section("Satu berkas SOP, satu versi.", _FILE),
    "identity": Section("Identitas SOP.", _IDENTITY),
    "dates": Section("Tanggal-tanggal SOP.", _DATES),
    "signatory": Section("Pengesah SOP.", _SIGNATORY),
    "text": Section("Teks dalam dua bahasa.", _TEXT),
    "scope": Section("Isi salah satu saja.", _SCOPE, {"oneOf": _ONE_PLACE}),
    "service": Section("Janji layanan.", _SERVICE),
    "standard": Section("Standar pelayanan.", _STANDARD),
    "role": Section("Satu pelaksana.", _ROLE),
    "substitute": Section("Satu pengganti.", _SUBSTITUTE),
    "requirement": Section("Satu persyaratan.", _REQUIREMENT),
    "field": Section("Satu isian.", _FIELD),
    "document": Section("Satu dokumen.", _DOCUMENT),
}
