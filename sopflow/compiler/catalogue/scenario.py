"""SCN: scenario files. 0xx and 3xx are read like those of an SOP, 1xx names, 2xx the run."""

from collections.abc import Mapping
from dataclasses import replace

from sopflow.compiler.catalogue.entry import Entry, error
from sopflow.compiler.catalogue.syntax import SYNTAX
from sopflow.compiler.catalogue.time import TIME

_READ_LIKE_AN_SOP: Mapping[str, str] = {
    "SOP001": "jalan: -        # salah\njalan: []       # benar",
    "SOP002": "# paling besar 1.000.000 huruf, 20.000 isian, 20 tingkat; teks UTF-8",
    "SOP003": "{ oleh: loket, plih: lengkap }    # salah ketik\n{ oleh: loket, pilih: lengkap }",
    "SOP004": "maka: verifikasi                 # salah\nmaka: { langkah: verifikasi }    # benar",
    "SOP005": "oleh: loket\noleh: kasi    # hapus salah satu",
    "SOP006": "- mulai: 2026-11-24 09.00    # salah: tanpa nama\n- nama: Berkas lengkap\n"
    "  mulai: 2026-11-24 09.00",
    "SOP007": "maka: { hasil: ditrima }      # salah\nmaka: { hasil: disetujui }    # benar",
    "SOP009": "jalan: *sama    # salah\njalan: [{ jalani: sama }]    # potongan",
    "SOP011": "skenario: 2    # salah\nskenario: 1    # benar",
    "SOP013": "{ jalani: kembali, kali: dua }    # salah\n{ jalani: kembali, kali: 2 }    # benar",
    "SOP301": "setelah: 3 hari              # salah\nsetelah: 3 hari kalender    # benar",
    "SOP302": "setelah: jam      # salah\nsetelah: 2 jam    # benar",
    "SOP303": "setelah: besok             # salah\nsetelah: 1 hari kerja    # benar",
}

_SHARED: Mapping[str, Entry] = {
    code.replace("SOP", "SCN"): replace({**SYNTAX, **TIME}[code], example=example)
    for code, example in _READ_LIKE_AN_SOP.items()
}

_OWN: Mapping[str, Entry] = {
    "SCN012": error(
        ("Berkas kosong atau bukan berkas skenario.", "The file is empty or holds no scenarios."),
        (
            "Mulai dengan `skenario: 1`, lalu `daftar:`.",
            "Begin with `skenario: 1`, then `daftar:`.",
        ),
        "skenario: 1\ndaftar:\n  - nama: Berkas lengkap\n    mulai: 2026-11-24 09.00",
    ),
    "SCN101": error(
        ("`{step}` bukan langkah SOP ini.", "`{step}` is no step of this SOP."),
        ("{near}Langkahnya: {known}.", "{near_en}The steps: {known}."),
        "- { oleh: kasi, langkah: verifkasi }     # salah\n- { oleh: kasi, langkah: verifikasi }",
    ),
    "SCN102": error(
        ("`{role}` bukan pelaksana SOP ini.", "`{role}` is no role of this SOP."),
        ("{near}Pelaksananya: {known}.", "{near_en}The roles: {known}."),
        "- { oleh: kassi }    # salah\n- { oleh: kasi }     # benar",
    ),
    "SCN103": error(
        ("`{answer}` bukan jawaban {where}.", "`{answer}` is no answer of {where}."),
        (
            "{near}Jawabannya: {known}. Bila memang harus ditolak: `maka: {{ ditolak: … }}`.",
            "{near_en}The answers: {known}. If it must be refused: `maka: {{ ditolak: … }}`.",
        ),
        "{ oleh: loket, pilih: lengkp }     # salah\n{ oleh: loket, pilih: lengkap }    # benar",
    ),
    "SCN104": error(
        (
            "`{item}` bukan isian atau persyaratan SOP ini.",
            "`{item}` is no field or paper of this SOP.",
        ),
        ("{near}Yang dikenal: {known}.", "{near_en}Known: {known}."),
        "isian: { kepeluan: kesehatan }     # salah\nisian: { keperluan: kesehatan }",
    ),
    "SCN105": error(
        ("`{end}` bukan akhir SOP ini.", "`{end}` is no end of this SOP."),
        ("{near}Akhirnya: {known}.", "{near_en}The ends: {known}."),
        "maka: { akhir: terbitt }    # salah\nmaka: { akhir: terbit }     # benar",
    ),
    "SCN106": error(
        ("`{value}` bukan tanggal dan jam.", "`{value}` is no day and hour."),
        (
            "Tulis tanggal dan jamnya: `2026-11-24 09.00`.",
            "Write day and hour: `2026-11-24 09.00`.",
        ),
        "mulai: Selasa pagi          # salah\nmulai: 2026-11-24 09.00     # benar",
    ),
    "SCN107": error(
        (
            "SOP ini tidak mengirim pemberitahuan pada saat `{event}`.",
            "This SOP sends no notice at the moment `{event}`.",
        ),
        ("{near}Yang dikirim: {known}.", "{near_en}It sends: {known}."),
        "maka: { pesan: ajukan.msuk }     # salah\nmaka: { pesan: ajukan.masuk }    # benar",
    ),
    "SCN108": error(
        (
            "Baris ini tidak mengatakan satu perbuatan: {found}.",
            "This row does not say one act: {found}.",
        ),
        (
            "Tulis satu: `oleh` dan pelaksana, `lewat` atau `kabar` dan langkah, `sampaikan: ya`.",
            "Write one: `oleh` and the role, `lewat` or `kabar` and the step, `sampaikan: ya`.",
        ),
        "- { pilih: lengkap }                 # salah: oleh siapa?\n"
        "- { oleh: loket, pilih: lengkap }    # benar",
    ),
    "SCN109": error(
        ("Nama skenario `{name}` dipakai dua kali.", "Two scenarios are called `{name}`."),
        (
            "Beri nama lain; yang pertama di baris {line}.",
            "Rename it; the first is on line {line}.",
        ),
        "- nama: Berkas lengkap\n- nama: Berkas lengkap    # beri nama lain",
    ),
    "SCN110": error(
        (
            "Tidak ada SOP yang dapat diuji di samping berkas ini: {what}.",
            "There is no SOP to test beside this file: {what}.",
        ),
        (
            "Taruh skenario sefolder dengan SOP-nya; `sop:` menyebut nama berkasnya.",
            "Put scenarios in the folder of their SOP; `sop:` names its file.",
        ),
        "sop: 1.0.0.yaml    # berkas di folder yang sama",
    ),
    "SCN111": error(
        ("`{part}` bukan potongan yang ditulis di atasnya.", "`{part}` is no part told above it."),
        (
            "{near}Potongan yang sudah ada di sini: {known}.",
            "{near_en}The parts known here: {known}.",
        ),
        "potongan:\n  berkas_lengkap:\n    - { oleh: loket, pilih: lengkap }\n"
        "daftar:\n  - nama: Berkas benar\n    jalan:\n      - { jalani: berkas_lengkap }",
    ),
    "SCN112": error(
        ("Lebih dari {bound} perbuatan.", "More than {bound} acts."),
        (
            "Pendekkan, atau jalani potongannya lebih sedikit kali.",
            "Shorten it, or go through its parts fewer times.",
        ),
        "- { jalani: semua_kembali, kali: 2 }    # bukan 9",
    ),
    "SCN113": error(
        (
            "`{value}` tidak menyebut orang dalam peran `{role}`.",
            "`{value}` names no person in the role `{role}`.",
        ),
        (
            (
                "Tulis nomor (`{role}#2`: orang kedua) atau nama dengan huruf kecil (`{role}#ani`: "
                "orang yang sama di peran mana pun)."
            ),
            (
                "Write a number (`{role}#2`: the second person) or a name in small letters "
                "(`{role}#ani`: one person in whatever role)."
            ),
        ),
        "- { oleh: anggota#2, pilih: layak }\n- { oleh: kasi#ani }",
    ),
    "SCN201": error(
        (
            "`{name}`, {aspect}: diharapkan {wanted}, ternyata {got}.",
            "`{name}`, {aspect}: expected {wanted}, got {got}.",
        ),
        (
            "Bila SOP yang benar, perbaiki skenario; bila skenario yang benar, perbaiki SOP.",
            "If the SOP is right, mend the scenario; if the scenario is right, mend the SOP.",
        ),
        "maka: { langkah: verifikasi }    # padahal yang terbuka cek_data",
    ),
    "SCN202": error(
        ("`{name}`: ditolak, {why} ({code}).", "`{name}`: refused, {why} ({code})."),
        (
            "{cure}. Bila memang harus ditolak, tulis `maka: {{ ditolak: {code} }}`.",
            "{cure}. If it must be refused, write `maka: {{ ditolak: {code} }}`.",
        ),
        "- { oleh: loket, pilih: kurang }                      # ditolak: tanpa alasan\n"
        "- { oleh: loket, pilih: kurang, alasan: KTP buram }   # benar",
    ),
    "SCN203": error(
        (
            "`{name}`: tidak jelas langkah atau jawaban mana yang dimaksud; yang ada: {got}.",
            "`{name}`: it is unclear which step or answer is meant; there are: {got}.",
        ),
        (
            "Sebut `langkah` dan `pilih`, atau perbaiki `oleh`.",
            "Say `langkah` and `pilih`, or mend `oleh`.",
        ),
        "- { oleh: kasi }                                        # dua langkah menunggu Kasi\n"
        "- { oleh: kasi, langkah: verifikasi, pilih: benar }     # benar",
    ),
}

SCENARIO: Mapping[str, Entry] = dict(sorted({**_SHARED, **_OWN}.items()))
