"""14x and 44x: what a row waits for from outside the office."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

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
    "SOP143": error(
        (
            "Panggilan pada `{step}` berputar: {way}.",
            "The call at `{step}` goes in a circle: {way}.",
        ),
        (
            "Hapus salah satu panggilan; berkas yang menunggu dirinya sendiri tidak akan selesai.",
            "Remove one of the calls; a case that waits for itself never ends.",
        ),
        "sop: izin-a      # izin-a memanggil izin-b, izin-b memanggil izin-a",
    ),
    "SOP144": error(
        (
            "SOP `{sop}` dapat berakhir `{result}`, tetapi `{step}` tidak mengatakan lalu ke mana.",
            "The SOP `{sop}` may end `{result}`, but `{step}` does not say where that leads.",
        ),
        (
            "Tambahkan `{result}: {{ ke: …, sifat: … }}` pada `hasil`.",
            "Add `{result}: {{ ke: …, sifat: … }}` to `hasil`.",
        ),
        "hasil:\n  disetujui: { ke: susun_izin, sifat: mendukung }\n"
        "  ditolak: { ke: susun_tolak, sifat: menentang }",
    ),
    "SOP145": error(
        (
            "`wajib` mengandaikan `{assumed}`, tetapi SOP `{sop}` dapat menyetujui tanpanya.",
            "`wajib` assumes `{assumed}`, but the SOP `{sop}` can grant without it.",
        ),
        (
            "{near}Langkah yang pasti dijalaninya: {known}.",
            "{near_en}The steps that it cannot go round: {known}.",
        ),
        "wajib: [ttd]      # SOP yang dipanggil punya jalan ke persetujuan tanpa `ttd`",
    ),
    "SOP146": error(
        (
            "`beri` menyebut `{name}`, yang bukan isian atau persyaratan SOP `{sop}`.",
            "`beri` names `{name}`, which is no form field or requirement of the SOP `{sop}`.",
        ),
        (
            "{near}Pakai id pada formulir atau persyaratan SOP yang dipanggil.",
            "{near_en}Use an id of the form or the requirements of the called SOP.",
        ),
        "beri: { nama: formulir.nama, ktp: persyaratan.ktp }",
    ),
    "SOP147": error(
        (
            "SOP `{sop}` mewajibkan isian `{name}`, yang tidak diberi oleh `{step}`.",
            "The SOP `{sop}` requires the field `{name}`, which `{step}` does not give.",
        ),
        (
            "Tambahkan `{name}` pada `beri`.",
            "Add `{name}` to `beri`.",
        ),
        "beri: { nama: formulir.nama }    # kurang `alamat`, yang wajib di sana",
    ),
    "SOP149": warning(
        (
            "`hasil` pada `{step}` menyebut `{result}`, yang tidak pernah dihasilkan SOP `{sop}`.",
            "`hasil` at `{step}` names `{result}`, which the SOP `{sop}` never gives.",
        ),
        ("Hapus barisnya.", "Remove the line."),
        "hasil: { dibatalkan: { ke: tutup, sifat: netral } }   # tidak pernah terjadi",
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
