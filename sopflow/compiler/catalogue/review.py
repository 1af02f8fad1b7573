"""6xx and 2xx: what a formal and legal review says beside the form (DOMAIN 1.15)."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, note, warning

REVIEW: Mapping[str, Entry] = {
    "SOP260": warning(
        (
            "`{step}` menandatangani `{document}` tanpa paraf siapa pun sebelumnya.",
            "`{step}` signs `{document}`, which nobody initialled before.",
        ),
        (
            "Tambahkan paraf berjenjang, atau tulis alasannya di `diterima`.",
            "Add a chain of initials, or write the reason under `diterima`.",
        ),
        "- id: paraf\n  jenis: paraf\n  berjenjang: [kasi, sekcam]\n  dokumen: konsep_surat",
    ),
    "SOP261": error(
        (
            "Pelaksana `{name}` tampaknya nama orang, bukan jabatan.",
            "The role `{name}` looks like a person's name, no position.",
        ),
        (
            "Tulis jabatannya; siapa yang memegangnya ada dalam berkas organisasi.",
            "Write the position; who holds it is in the organisation file.",
        ),
        "kasi: { nama: Ratna Contoh, S.Sos }  # salah\nkasi: { nama: Kasi Pelayanan }  # benar",
    ),
    "SOP262": warning(
        (
            "`{role}` menyusun dan menandatangani `{document}` sendiri (`{step}`).",
            "`{role}` both drafts and signs `{document}` (`{step}`).",
        ),
        (
            "Serahkan penyusunan kepada pelaksana lain, atau tulis alasannya di `diterima`.",
            "Let another role draft it, or write the reason under `diterima`.",
        ),
        "- id: susun\n  pelaksana: kasi        # bukan kepala\n  mengubah: [konsep_izin]",
    ),
    "SOP617": warning(
        (
            "Judul `{title}` tidak menyebut apa yang dihasilkan: `{product}`.",
            "The title `{title}` does not name what is made: `{product}`.",
        ),
        (
            "Samakan judul, `kode` dan `produk`; judul salinan dari SOP lain sering tertinggal.",
            "Let title, `kode` and `produk` agree; titles copied from another SOP often stay.",
        ),
        "judul: Kartu Keluarga\nproduk: Surat keterangan pindah   # judul tersalin",
    ),
    "SOP618": note(
        (
            "SOP disahkan oleh pejabat sementara: {position}.",
            "The SOP is ratified by an acting official: {position}.",
        ),
        (
            "Periksa apakah surat penunjukannya memberi wewenang mengesahkan SOP.",
            "Check that the letter of appointment gives the power to ratify.",
        ),
        "disahkan_oleh: { jabatan: Plt. Kepala Dinas, … }",
    ),
    "SOP619": warning(
        (
            "SOP direvisi, tetapi tidak menyebut apa yang berubah.",
            "The SOP was revised, but does not say what changed.",
        ),
        ("Tambahkan `perubahan: [...]`.", "Add `perubahan: [...]`."),
        "sop:\n  perubahan: [Pemeriksaan lapangan menjadi satu hari kerja]",
    ),
    "SOP620": warning(
        (
            "`{value}` lebih tinggi daripada `{above}`, tetapi ditulis sesudahnya.",
            "`{value}` ranks above `{above}`, but is written below it.",
        ),
        (
            "Urutkan: UU, PP, Perpres, peraturan menteri, Perda, peraturan kepala daerah.",
            "Order them: law, government, president, minister, region, head of region.",
        ),
        "dasar_hukum:\n  - Undang-Undang …\n  - Peraturan Pemerintah …\n  - Peraturan Daerah …",
    ),
    "SOP621": warning(
        (
            "Dasar hukum menyebut {region}, padahal SOP ini milik {own}.",
            "The legal basis names {region}, but the SOP is that of {own}.",
        ),
        ("Ganti dengan peraturan daerah sendiri.", "Name the regulation of the own region."),
        "unit: Dinas … Kota Contoh\ndasar_hukum: [Peraturan Daerah Kota Lain Nomor 1 Tahun 2020]",
    ),
    "SOP622": warning(
        (
            "SOP ini memungut pembayaran tanpa Perda atau Perkada dalam dasar hukum.",
            "This SOP takes a payment without a regional regulation in its legal basis.",
        ),
        (
            "Tambahkan peraturan daerah tentang pajak atau retribusi.",
            "Add the regional regulation on the tax or fee.",
        ),
        "dasar_hukum:\n  - Peraturan Daerah Kota Contoh Nomor 5 Tahun 2023 tentang Pajak Daerah",
    ),
    "SOP623": note(
        (
            "Dasar hukum tidak memuat {missing}.",
            "The legal basis does not hold {missing}.",
        ),
        (
            "SOP layanan publik bersandar pada UU 25/2009 dan Permenpan RB 35/2012.",
            "An SOP of a public service rests on UU 25/2009 and Permenpan RB 35/2012.",
        ),
        "dasar_hukum:\n  - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    ),
    "SOP624": error(
        (
            "Semua jawaban `{step}` menuju `{target}`; putusan ini tidak memutuskan apa pun.",
            "Every answer of `{step}` leads to `{target}`; it decides nothing.",
        ),
        (
            "Arahkan jawaban ke tempat berbeda, atau jadikan langkah biasa.",
            "Lead the answers to different places, or make it a plain step.",
        ),
        "jawab:\n  ya: { ke: a, sifat: mendukung }\n  tidak: { ke: a, sifat: menentang }   # sama",
    ),
    "SOP625": warning(
        (
            "Lajur `{role}` ditulis sebelum `{first}`, yang lebih dahulu bertindak.",
            "The lane `{role}` stands before `{first}`, who acts earlier.",
        ),
        (
            "Urutkan `pelaksana` menurut urutan bertindak, bukan pangkat.",
            "Order `pelaksana` by who acts first, not by rank.",
        ),
        "pelaksana:\n  pemohon: { … }\n  loket: { … }\n  kasi: { … }",
    ),
    "SOP626": warning(
        (
            "Keluaran terakhir `{output}` bukan produk layanan `{product}`.",
            "The last output `{output}` is not the product `{product}`.",
        ),
        (
            "Samakan `keluaran` pada `{step}` dengan `produk`.",
            "Let `keluaran` of `{step}` and `produk` agree.",
        ),
        "produk: Izin reklame\nmutu: { keluaran: Izin reklame dan tanda terima, … }",
    ),
    "SOP627": warning(
        (
            "Kelengkapan `{name}` pada `{step}` tidak dihasilkan atau dibawa siapa pun.",
            "`{name}`, which `{step}` needs, is made or brought by nobody.",
        ),
        (
            "Tulis sebagai keluaran langkah lain, persyaratan, atau `peralatan`.",
            "Write it as another step's output, a requirement, or under `peralatan`.",
        ),
        "mutu: { kelengkapan: [Peta zonasi], … }   # tidak ada dalam peralatan",
    ),
    "SOP628": warning(
        (
            "Biaya layanan `{fee}`, tetapi tidak ada langkah pembayaran.",
            "The service costs `{fee}`, but there is no step of payment.",
        ),
        (
            "Tambahkan langkah `jenis: bayar`, atau tulis biayanya gratis.",
            "Add a step `jenis: bayar`, or state that it is free.",
        ),
        "standar_pelayanan: { biaya: Gratis }",
    ),
    "SOP629": note(
        (
            "Meterai Rp6.000 tidak berlaku lagi; sekarang Rp10.000.",
            "The stamp of Rp6.000 is out of force; it is Rp10.000 now.",
        ),
        ("Perbarui nilai meterai (UU 10/2020).", "Write the present amount (UU 10/2020)."),
        "persyaratan:\n  pernyataan: { nama: Surat pernyataan bermeterai 10.000 }",
    ),
    "SOP630": warning(
        (
            "SOP ini punya {count} lajur; tabel resmi memuat paling banyak {maximum}.",
            "This SOP has {count} lanes; the official table holds {maximum}.",
        ),
        (
            "Gabungkan pelaksana, atau pecah menjadi SOP yang dipanggil.",
            "Join roles, or split it into SOPs that are called.",
        ),
        "pelaksana: { … }   # enam belas nama",
    ),
    "SOP631": error(
        ("`{given}` bukan kode temuan.", "`{given}` is no code of a finding."),
        ("{near}Salin dari `sopflow lint`.", "{near_en}Copy it from `sopflow lint`."),
        "diterima:\n  - { kode: SOP260, pada: ttd, alasan: Tidak ada jenjang di bawah lurah. }",
    ),
    "SOP632": error(
        (
            "`{given}` adalah kesalahan dan tidak dapat diterima dengan alasan.",
            "`{given}` is an error; no reason can accept it.",
        ),
        ("Perbaiki kesalahannya.", "Mend the error."),
        "diterima: [{ kode: SOP201, alasan: … }]   # salah",
    ),
    "SOP633": warning(
        (
            "`{given}` diterima, tetapi tidak ada temuan seperti itu.",
            "`{given}` is accepted, but there is no such finding.",
        ),
        ("Hapus dari `diterima`.", "Remove it from `diterima`."),
        "diterima: [{ kode: SOP260, pada: ttd, alasan: … }]   # paraf sudah ada",
    ),
    "SOP634": error(
        (
            "Nomor `{number}` sudah dipakai `{other}` dari unit yang sama.",
            "The number `{number}` is already that of `{other}` of the same unit.",
        ),
        ("Beri nomor sendiri.", "Give it a number of its own."),
        "nomor: 503/014/SOP/DPMPTSP/2026",
    ),
    "SOP635": error(
        (
            "Judul `{title}` sudah dipakai `{other}` dari unit yang sama.",
            "The title `{title}` is already that of `{other}` of the same unit.",
        ),
        ("Beri judul sendiri.", "Give it a title of its own."),
        "judul: { id: Surat Keterangan Pindah, en: Certificate of moving }",
    ),
    "SOP636": error(
        (
            "Versi {version} berlaku lebih awal daripada versi {other} yang lebih lama.",
            "Version {version} takes effect before the older version {other}.",
        ),
        (
            "Nomor versi dan tanggal berlaku naik bersama.",
            "Version and effective date rise together.",
        ),
        "versi: 1.1.0\ntanggal: { berlaku: 2026-09-01, … }   # sesudah versi 1.0.0",
    ),
    "SOP637": note(
        (
            "SOP terkait `{name}` tidak ada di antara berkas yang diperiksa.",
            "The related SOP `{name}` is not among the files that were checked.",
        ),
        (
            "Periksa judulnya, atau abaikan bila SOP itu belum dalam bentuk ini.",
            "Check its title, or leave it if that SOP is not in this form yet.",
        ),
        "keterkaitan: [SOP Pengelolaan Pengaduan]",
    ),
    "SOP638": warning(
        (
            "Tanggal tinjauan ulang {due} sudah lewat dan belum ada versi baru.",
            "The date of review, {due}, has passed and there is no new version.",
        ),
        (
            "Tinjau SOP ini; evaluasi sedikitnya setahun sekali.",
            "Review this SOP; it is evaluated at least once a year.",
        ),
        "tanggal: { dibuat: …, direvisi: 1 Maret 2027, berlaku: … }   # rencana tinjauan",
    ),
}
