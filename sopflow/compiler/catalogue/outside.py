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
}
