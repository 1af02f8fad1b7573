"""14x and 44x: what a row waits for from outside the office."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error

OUTSIDE: Mapping[str, Entry] = {
    "SOP140": error(
        (
            "`{step}` menunggu pihak luar tanpa batas waktu.",
            "`{step}` waits for somebody outside without a limit.",
        ),
        (
            "Beri `batas` dan `bila_lewat`: ke mana berkas bila yang ditunggu tidak datang.",
            "Give `batas` and `bila_lewat`: where the case goes when nothing comes.",
        ),
        "- id: tunggu_afis\n  jenis: kabar\n  sumber: afis\n"
        "  batas: 3 hari kerja\n  bila_lewat: periksa_afis",
    ),
    "SOP141": error(
        (
            "`konfirmasi` pada `{step}` menyebut `{role}`, yang bukan pejabat.",
            "`konfirmasi` at `{step}` names `{role}`, who is no official.",
        ),
        (
            "Sebut pejabat yang memastikannya dengan bukti.",
            "Name the official who confirms it with proof.",
        ),
        "konfirmasi: pemohon     # salah\nkonfirmasi: bendahara   # benar",
    ),
    "SOP142": error(
        (
            "`tagihan` pada `{step}` tanpa `konfirmasi`.",
            "`tagihan` at `{step}` stands without `konfirmasi`.",
        ),
        (
            "Sebut pejabat yang memastikan pembayaran dengan tangan dan diberi tahu kelebihannya.",
            "Name the official who confirms payments by hand and is told of what is paid too much.",
        ),
        "tagihan: { rumus: formulir.luas * 125000, sumber: bank }\nkonfirmasi: bendahara",
    ),
    "SOP440": error(
        (
            "`kunci` pada `{step}` adalah `{name}`, yang berisi data pribadi.",
            "`kunci` at `{step}` is `{name}`, which holds personal data.",
        ),
        (
            "Cocokkan kabar dengan nomor berkas, atau dengan nomor yang tidak menunjuk orang.",
            "Match messages by the number of the case, or by a number that names no person.",
        ),
        "kunci: formulir.nik            # salah\nkunci: isian.nomor_rekaman     # benar",
    ),
    "SOP441": error(
        (
            "Rumus tagihan `{step}` memakai `{name}`, yang bukan bilangan.",
            "The formula of the bill at `{step}` uses `{name}`, which is no number.",
        ),
        (
            "Pakai isian berjenis bulat, angka atau rupiah.",
            "Use fields of the kinds bulat, angka or rupiah.",
        ),
        "rumus: formulir.nama * 2        # salah\nrumus: formulir.luas * 125000   # benar",
    ),
}
