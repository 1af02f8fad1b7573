"""6xx: the form of an SOP and the law about it."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, note, warning

FORM: Mapping[str, Entry] = {
    "SOP601": error(
        (
            "Isian identitas SOP `{key}` tidak ada atau kosong.",
            "The identity field `{key}` is missing or empty.",
        ),
        (
            "Tambahkan `{key}: …`; Permenpan RB 35/2012 meminta ketiga belas isian.",
            "Add `{key}: …`; Permenpan RB 35/2012 asks for all thirteen fields.",
        ),
        "peringatan: Reklame tanpa izin dapat dibongkar.",
    ),
    "SOP602": error(
        ("`{value}` bukan tanggal.", "`{value}` is no date."),
        (
            "Tulis `2026-03-02` atau `2 Maret 2026`.",
            "Write `2026-03-02` or `2 Maret 2026`.",
        ),
        "dibuat: 02/03/26        # salah\ndibuat: 2 Maret 2026    # benar",
    ),
    "SOP603": error(
        (
            "Tanggal `{later}` lebih awal dari tanggal `{earlier}`.",
            "The date `{later}` lies before the date `{earlier}`.",
        ),
        (
            "SOP dibuat dahulu; revisi (atau rencana tinjauan) dan berlakunya sesudah itu.",
            "It is made first; its revision (or planned review) and its effect come later.",
        ),
        "tanggal: { dibuat: 2026-03-02, direvisi: -, berlaku: 2026-09-01 }",
    ),
    "SOP604": error(
        (
            "Komponen standar pelayanan `{key}` tidak ada atau kosong.",
            "The component `{key}` of the service standard is missing or empty.",
        ),
        (
            "Tambahkan `{key}: …`; UU 25/2009 pasal 21 meminta empat belas komponen.",
            "Add `{key}: …`; UU 25/2009 art. 21 asks for fourteen components.",
        ),
        "standar_pelayanan:\n  pengaduan: Kotak saran, telepon …, dijawab paling lama 5 hari kerja",
    ),
    "SOP605": error(
        (
            "Layanan ini gratis, tetapi `{step}` meminta pembayaran.",
            "The service is free, but `{step}` asks for a payment.",
        ),
        (
            "Hapus langkah pembayaran, atau tulis biayanya di `standar_pelayanan`.",
            "Remove the payment, or state the fee in `standar_pelayanan`.",
        ),
        "standar_pelayanan: { biaya: Gratis }\nlangkah:\n  - { id: bayar, jenis: bayar }   # salah",
    ),
    "SOP606": warning(
        (
            "Kegiatan `{activity}` tidak diawali kata kerja aktif.",
            "The activity `{activity}` does not begin with an active verb.",
        ),
        (
            "Awali dengan kata kerja me-: Memeriksa, Menyusun, Menandatangani.",
            "Begin with an active verb (me-): Memeriksa, Menyusun, Menandatangani.",
        ),
        "kegiatan: Pemeriksaan berkas    # salah\nkegiatan: Memeriksa berkas      # benar",
    ),
    "SOP607": warning(
        (
            "Kegiatan `{activity}` menyebut lagi pelaksananya.",
            "The activity `{activity}` names its performer again.",
        ),
        (
            "Hapus subjeknya; lajur sudah menyebutkannya.",
            "Remove the subject; the lane says it.",
        ),
        "kegiatan: Kasi memeriksa berkas    # salah\nkegiatan: Memeriksa berkas         # benar",
    ),
    "SOP608": warning(
        ("`{word}` tidak pasti artinya.", "`{word}` is vague."),
        (
            "Tulis syarat, jumlah atau waktunya.",
            "State the condition, amount or time.",
        ),
        "kegiatan: Memeriksa berkas dan lain-lain   # sebutkan apa saja",
    ),
    "SOP609": error(
        (
            "`{value}` masih teks contoh dari blangko.",
            "`{value}` is still the template's own text.",
        ),
        ("Ganti dengan isi yang sebenarnya.", "Replace it with the real content."),
        "nomor: diisi nomor SOP    # salah",
    ),
    "SOP610": warning(
        (
            "Dasar hukum `{value}` sudah diganti oleh {successor}.",
            "The legal basis `{value}` was replaced by {successor}.",
        ),
        ("Rujuk {successor}.", "Refer to {successor}."),
        "dasar_hukum: [Permenpan PER/21/2008]    # diganti Permenpan RB 35/2012",
    ),
    "SOP611": warning(
        (
            "Pejabat yang mengesahkan tidak menyebut NIP atau pangkat.",
            "The ratifying official states no NIP or rank.",
        ),
        (
            "Tambahkan `nip` dan `pangkat`; kepala daerah, wakilnya dan sekretaris daerah tanpa.",
            "Add `nip` and `pangkat`; heads of region, their deputies and secretaries go without.",
        ),
        "disahkan_oleh: { jabatan: Kepala Dinas, nama: …, pangkat: Pembina, nip: '19…' }",
    ),
    "SOP612": warning(
        (
            "Mutu baku `{step}` tidak menyebut {missing}.",
            "The quality standard of `{step}` does not state {missing}.",
        ),
        (
            "Tiap baris menyebut kelengkapan, waktu dan keluaran.",
            "Each row states inputs, time and output.",
        ),
        "mutu: { kelengkapan: [Berkas], waktu: 1 jam, keluaran: Berkas lengkap }",
    ),
    "SOP613": warning(
        (
            "Dasar hukum `{value}` tidak menyebut nomor dan tahun.",
            "The legal basis `{value}` names no number and year.",
        ),
        (
            "Tulis jenis, nomor, tahun dan tentang apa.",
            "Write kind, number, year and subject.",
        ),
        "dasar_hukum: [Perda Nomor 5 Tahun 2023 tentang Reklame]",
    ),
    "SOP614": error(
        (
            "SOP tidak mengatakan di mana berlaku, atau mengatakannya dua kali.",
            "The SOP does not say where it is in force, or says it twice.",
        ),
        (
            "Tulis satu saja: `unit: …` atau `jenis_unit: …`.",
            "Write one of `unit: …` and `jenis_unit: …`.",
        ),
        "berlaku_untuk: { jenis_unit: kecamatan }",
    ),
    "SOP615": note(
        (
            "`{step}` memuat dua pekerjaan yang berbeda jenisnya: {verbs}.",
            "`{step}` holds two kinds of work: {verbs}.",
        ),
        ("Pecah menjadi dua baris.", "Split it into two rows."),
        "kegiatan: Menyusun dan menandatangani surat    # pecah menjadi dua baris",
    ),
    "SOP616": warning(
        (
            "Pengaduan tidak menyebut tempat mengadu dan batas waktu jawabannya.",
            "The complaints component names no channel with its term.",
        ),
        (
            "Sebutkan loket, alamat atau telepon, dan berapa hari kerja dijawab.",
            "Name the desk, address or telephone, and within how many days it is answered.",
        ),
        "pengaduan: Loket pengaduan atau pengaduan@contoh.go.id; dijawab 5 hari kerja",
    ),
}
