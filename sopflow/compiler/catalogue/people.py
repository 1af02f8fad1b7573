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
            "Izin `{end}` tidak ditandatangani siapa pun.",
            "Nobody signs before the grant `{end}`.",
        ),
        (
            "Tambahkan langkah `jenis: tanda_tangan` sebelum penyerahan.",
            "Add a step `jenis: tanda_tangan` before the hand-over.",
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
}
