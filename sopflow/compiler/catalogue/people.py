"""2xx: people and duties: an official can be passed over."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

PEOPLE: Mapping[str, Entry] = {
    "SOP201": error(
        (
            "{end} dapat tercapai tanpa {missed}. Ceritanya: {story}.",
            "{end} can be reached without {missed}. The story: {story}.",
        ),
        (
            (
                "Arahkan jalan ini lewat {steps}; bila langkah itu memang boleh tidak ada, tulis "
                "alasannya dengan `opsional`, atau samakan dengan penggantinya lewat `kewajiban`."
            ),
            (
                "Lead this way through {steps}; if the step may be absent, say why in `opsional`, "
                "or let an alternative step share its `kewajiban`."
            ),
        ),
        "layak: { ke: ttd }      # salah: melewati Kabid\nlayak: { ke: paraf }    # benar",
    ),
    "SOP202": error(
        (
            "{end} dapat diputuskan tanpa {missed}. Ceritanya: {story}.",
            "{end} can be decided without {missed}. The story: {story}.",
        ),
        (
            (
                "Penolakan diparaf dan ditandatangani oleh pejabat yang sama seperti izinnya: "
                "tambahkan langkah paraf atau tanda tangan sebelum akhir ini."
            ),
            (
                "A refusal is initialled and signed by those who would sign the grant: add that "
                "step before this end."
            ),
        ),
        "tidak: { ke: ditolak }        # salah: kepala tidak pernah melihatnya\n"
        "tidak: { ke: konsep_tolak }   # benar: konsep, paraf, tanda tangan, lalu serah",
    ),
    "SOP203": error(
        (
            (
                "`{changer}` mengubah {items} sesudah dinilai, dan {end} tercapai dengan {missed} "
                "yang sudah basi. Ceritanya: {story}."
            ),
            (
                "`{changer}` changes {items} after it was judged, and {end} is reached over a "
                "stale {missed}. The story: {story}."
            ),
        ),
        (
            (
                "Arahkan `{changer}` kembali ke {steps}; atau persempit `mengubah`; atau tulis "
                "`tetap: {{{judge}: alasannya}}`."
            ),
            (
                "Lead `{changer}` back to {steps}; or narrow `mengubah`; or write "
                "`tetap: {{{judge}: the reason}}`."
            ),
        ),
        "- id: perbaikan\n  ke: tinjau\n  tetap: { periksa: Perbaikan hanya menyangkut ukuran. }",
    ),
    "SOP204": error(
        (
            (
                "{end} dapat tercapai walaupun {opposer} menentang, tanpa pemutus yang disebut. "
                "Ceritanya: {story}."
            ),
            (
                "{end} can be reached although {opposer} opposed, without a named decider. "
                "The story: {story}."
            ),
        ),
        (
            "Sebut pemutusnya: `mengatasi: [{step}]` pada langkah pejabat yang memutus sesudahnya.",
            "Name the decider: `mengatasi: [{step}]` at the later step that decides.",
        ),
        "- id: putus_kabid\n  mengatasi: [kelayakan]",
    ),
    "SOP205": error(
        (
            "`{role}` bukan pelaksana dalam SOP ini.",
            "`{role}` is no role of this SOP.",
        ),
        (
            "{near}Pelaksana yang ada: {known}.",
            "{near_en}Roles: {known}.",
        ),
        "pelaksana: kasii    # salah ketik\npelaksana: kasi     # benar",
        breaks_flow=True,
    ),
    "SOP206": warning(
        (
            "Pelaksana `{role}` punya lajur tetapi tidak punya langkah.",
            "Role `{role}` has a lane but no step.",
        ),
        ("Hapus lajur ini, atau beri langkah.", "Remove the lane, or give it a step."),
        "pelaksana:\n  arsiparis: { nama: Arsiparis, jabatan: arsiparis }   # tanpa langkah",
    ),
    "SOP207": warning(
        (
            "SOP administratif ini hanya punya satu pelaksana di dalam kantor.",
            "This administrative SOP has a single internal role.",
        ),
        (
            "Pisahkan yang mengerjakan dari yang menyetujui.",
            "Separate who does from who approves.",
        ),
        "pelaksana:\n  pemohon: …\n  loket: …   # siapa yang menyetujui?",
    ),
    "SOP208": error(
        (
            "Akhir `{end}` tidak ditandatangani siapa pun.",
            "Nobody signs before the end `{end}`.",
        ),
        (
            (
                "Tambahkan langkah `jenis: tanda_tangan` yang tidak `opsional` dan tidak berbagi "
                "`kewajiban` dengan langkah lain jenis."
            ),
            (
                "Add a step `jenis: tanda_tangan` that is not `opsional` and shares its "
                "`kewajiban` with no other kind of step."
            ),
        ),
        "- id: ttd\n  jenis: tanda_tangan\n  pelaksana: kepala",
    ),
    "SOP209": error(
        (
            "`{step}` bukan langkah yang dapat dirujuk `{key}`.",
            "`{step}` is no step that `{key}` can refer to.",
        ),
        ("{near}Sebut tanda pengenal sebuah langkah.", "{near_en}Name the id of a step."),
        "mengatasi: [kelayakan]",
        breaks_flow=True,
    ),
    "SOP210": error(
        (
            "Pelaksana `{role}` tidak menyebut jabatan.",
            "Role `{role}` names no position.",
        ),
        (
            "Tambahkan `jabatan: …` (jenis jabatan), atau `luar: ya` untuk pemohon.",
            "Add `jabatan: …` (kind of position), or `luar: ya` for the applicant.",
        ),
        "kasi: { nama: Kasi Perizinan, jabatan: kasi_perizinan }",
    ),
    "SOP211": error(
        (
            "`untuk` pada `{step}` membebaskan langkah itu dari akhir `{end}` tanpa alasan.",
            "`untuk` at `{step}` excuses it from the end `{end}` without a reason.",
        ),
        (
            "Sebut `{end}` dalam `untuk`, atau tulis alasannya dengan `opsional`.",
            "Name `{end}` in `untuk`, or say why in `opsional`.",
        ),
        "untuk: [tolak]\nopsional: Hanya pada surat penolakan.",
    ),
    "SOP212": error(
        (
            (
                "`{second}` diminta padahal `{first}` sudah memenuhi kewajiban bersamanya; "
                "keduanya bukan pengganti satu sama lain."
            ),
            (
                "`{second}` is asked although `{first}` has met their shared obligation; they are "
                "no alternatives."
            ),
        ),
        (
            "Hapus `kewajiban` dari salah satunya, sehingga keduanya wajib.",
            "Remove `kewajiban` from one of them, so that both must act.",
        ),
        "- id: periksa\n  kewajiban: sah    # salah: pemeriksaan loket\n"
        "- id: ttd\n  kewajiban: sah    # menggantikan tanda tangan kepala",
    ),
    "SOP213": error(
        (
            "Paraf atau tanda tangan `{other}` tidak dapat `tetap` sesudah `{step}`.",
            "The initials or signature `{other}` cannot stand over `{step}`.",
        ),
        (
            "Arahkan `{step}` kembali ke konsep, agar diparaf dan ditandatangani lagi.",
            "Lead `{step}` back to the draft, so that it is initialled and signed again.",
        ),
        "tetap: { ttd: Perubahan kecil. }   # yang ditandatangani bukan yang terbit",
    ),
    "SOP214": error(
        (
            "Pelaksana `{role}` dan `{other}` terikat pada jabatan yang sama, `{position}`.",
            "Roles `{role}` and `{other}` are bound to the same post, `{position}`.",
        ),
        (
            "Satukan kedua lajur, atau beri `{role}` jabatannya sendiri.",
            "Make them one lane, or give `{role}` its own position.",
        ),
        "loket: { nama: Loket, jabatan: front_office }\n"
        "kabid: { nama: Kabid, jabatan: front_office }   # satu orang mengisi dua jenjang",
    ),
    "SOP215": error(
        (
            "Akhir `{end}` tercapai tanpa satu pun pejabat yang wajib bertindak.",
            "The end `{end}` is reached without any official who must act.",
        ),
        (
            "Hapus `opsional` atau `untuk` dari langkah pejabat yang memutuskannya.",
            "Remove `opsional` or `untuk` from the step of the official who decides it.",
        ),
        "akhir:\n  selesai: { hasil: selesai }   # semua langkah pejabatnya `opsional`",
    ),
    "SOP216": error(
        (
            "`{role}` tidak dapat menjadi jenjang di sini: bukan pejabat, atau disebut dua kali.",
            "`{role}` can be no level here: it is no official, or stands twice.",
        ),
        ("Sebut tiap pejabat satu kali.", "Name each official once."),
        "berjenjang: [kasi, kasi, kabid]    # salah\nberjenjang: [kasi, kabid]          # benar",
        breaks_flow=True,
    ),
    "SOP217": error(
        (
            "`{name}` tidak dapat menjadi nama `kewajiban`.",
            "`{name}` cannot name a `kewajiban`.",
        ),
        (
            "Pakai nama sendiri dengan huruf kecil, bukan tanda pengenal sebuah langkah.",
            "Use a name of its own in small letters, not the id of a step.",
        ),
        "kewajiban: ttd            # salah: sebuah langkah\nkewajiban: kelengkapan    # benar",
    ),
    "SOP218": error(
        (
            "`untuk` pada `{step}` lain dari pada `{other}`, padahal keduanya untuk `{item}`.",
            "`untuk` at `{step}` differs from `{other}`, although both are for `{item}`.",
        ),
        (
            "Tulis `untuk` yang sama pada semua paraf dan tanda tangan surat itu, atau hapus.",
            "Write the same `untuk` at all initials and signatures of that paper, or none.",
        ),
        "- { id: paraf_rek, dokumen: rekomendasi, untuk: [terbit], … }\n"
        "- { id: ttd_rek, dokumen: rekomendasi, untuk: [terbit], … }    # sama",
    ),
    "SOP230": error(
        (
            "`{step}` dapat dijawab sebelum {before} mendukung. Ceritanya: {story}.",
            "`{step}` can be answered before {before} has affirmed. The story: {story}.",
        ),
        (
            "Arahkan berkas lewat {steps} lebih dulu, atau hapus `setelah` di sini.",
            "Lead the case through {steps} first, or take `setelah` out here.",
        ),
        "- id: tinjau\n  setelah: [periksa]    # tidak ada jalan ke tinjau yang melewati periksa",
    ),
    "SOP231": error(
        (
            "Jalan ini membuka `{step}` sebelum paraf {before} berlaku. Ceritanya: {story}.",
            "This way opens `{step}` before the initials of {before} stand. The story: {story}.",
        ),
        (
            "Arahkan jalan ini ke {steps}; konsep yang diubah diparaf lagi dari jenjang pertama.",
            (
                "Lead this way to {steps}; a draft that was changed is initialled again from the "
                "lowest level."
            ),
        ),
        "perbaiki: { ke: ttd }      # salah: ditandatangani sebelum diparaf\n"
        "perbaiki: { ke: paraf }    # benar",
    ),
    "SOP232": error(
        (
            "`{other}` tidak dapat disebut dalam `setelah` pada `{step}`.",
            "`{other}` cannot be named under `setelah` at `{step}`.",
        ),
        (
            "Sebut langkah lain yang dapat mendukung; aturan dan baris itu sendiri tidak.",
            "Name another step that can affirm; rules and the row itself cannot.",
        ),
        "setelah: [cek_pajak]    # salah: aturan tidak mendukung\nsetelah: [tinjau]       # benar",
    ),
}
