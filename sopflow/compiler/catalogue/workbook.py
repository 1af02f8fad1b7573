"""07x: what was read out of a workbook, guessed, missing or left out."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

WORKBOOK: Mapping[str, Entry] = {
    "SOP070": error(
        ("Buku kerja tidak dapat dibaca: {problem}.", "The workbook cannot be read: {problem}."),
        ("{hint}", "{hint}"),
        "File > Simpan sebagai > Buku Kerja Excel (*.xlsx), tanpa kata sandi, paling besar 10 MB",
    ),
    "SOP071": warning(
        ("Ditebak: {what} adalah `{value}` ({why}).", "Guessed: {what} is `{value}` ({why})."),
        (
            "Bila benar, hapus catatan `# tebakan` di konsepnya; bila salah, ganti isinya.",
            "If it is right, delete the remark `# tebakan` in the draft; if not, change the value.",
        ),
        "jenis: paraf  # tebakan: dari kata kerjanya",
    ),
    "SOP072": error(
        (
            "Belum ada, dan tidak dapat ditebak: {what}.",
            "Missing, and it cannot be guessed: {what}.",
        ),
        (
            "Ganti setiap `[isi: …]` di konsepnya, atau isi di buku kerja lalu impor lagi.",
            "Replace each `[isi: …]` in the draft, or fill it into the workbook and import again.",
        ),
        'waktu: "[isi: waktu periksa]"   # ganti, misalnya 30 menit',
    ),
    "SOP073": warning(
        ("Tidak dibawa: {what}; {why}.", "Left out: {what}; {why}."),
        (
            "Pindahkan ke kolom atau lembar yang dikenal bila masih diperlukan.",
            "Move it to a column or sheet that is known if it is still needed.",
        ),
        "kolom `Catatan pribadi` tidak dikenal, jadi tidak ikut ke berkas SOP",
    ),
    "SOP074": error(
        (
            "Tidak ada tabel prosedur di buku kerja ini.",
            "There is no table of a procedure in this workbook.",
        ),
        (
            (
                "Beri tabelnya judul kolom No, Kegiatan, Pelaksana, Kelengkapan, Waktu, Output, "
                "Keterangan, dalam satu atau dua baris."
            ),
            (
                "Give the table the headings No, Kegiatan, Pelaksana, Kelengkapan, Waktu, Output, "
                "Keterangan, in one row or two."
            ),
        ),
        "No | Kegiatan | Pelaksana | Kelengkapan | Waktu | Output | Keterangan",
    ),
    "SOP075": error(
        (
            "`{way}` menuju `{target}`, yang bukan nomor atau kode di tabel ini.",
            "`{way}` leads to `{target}`, which is no number or code of this table.",
        ),
        (
            "Tulis nomor baris dari kolom No, atau kode sebuah akhir: `Ya → 4`.",
            "Write a number of the column No, or the code of an end: `Ya → 4`.",
        ),
        "Ya → 14    # tabelnya hanya sampai nomor 9\nYa → 4     # benar",
    ),
    "SOP076": warning(
        (
            "Nomor {number} dipakai dua baris; jalan ke nomor itu dianggap menuju `{step}`.",
            "Number {number} stands at two rows; ways to it are taken to lead to `{step}`.",
        ),
        (
            "Beri setiap baris nomor sendiri; urutannya tidak harus naik.",
            "Give every row a number of its own; they need not be in order.",
        ),
        "No 3 Memeriksa berkas\nNo 3 Memaraf surat    # beri nomor lain",
    ),
    "SOP077": warning(
        (
            "Kode `{name}` ada dua kali di lembar ini; baris kedua tidak dibawa.",
            "The code `{name}` stands twice on this sheet; the second row is left out.",
        ),
        (
            "Kosongkan kode baris yang baru; kodenya dibuatkan.",
            "Empty the code of the new row; a code is made for it.",
        ),
        "Kode ktp    # baris salinan: kosongkan kodenya",
    ),
    "SOP078": warning(
        (
            "Sel ini berisi rumus; yang dibaca adalah hasil terakhirnya, `{value}`.",
            "This cell holds a formula; what is read is its last value, `{value}`.",
        ),
        (
            "Salin, lalu tempel sebagai nilai, supaya isinya tidak berubah sendiri.",
            "Copy it and paste it as a value, so that it cannot change by itself.",
        ),
        '=A4&" menit"    # tempel sebagai nilai: 30 menit',
    ),
    "SOP079": error(
        ("`{value}` masih harus diisi.", "`{value}` is yet to be filled in."),
        (
            "Ganti seluruh teks itu, kurungnya juga, dengan isi yang sebenarnya.",
            "Replace the whole text, brackets included, by what it stands for.",
        ),
        'nomor: "[isi: nomor SOP]"   # ganti, misalnya 503/014/SOP/2026',
    ),
}
