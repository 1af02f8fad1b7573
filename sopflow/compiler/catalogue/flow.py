"""1xx: the flow does not hold together."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error

FLOW: Mapping[str, Entry] = {
    "SOP101": error(
        (
            "`{target}` bukan langkah atau akhir dalam SOP ini.",
            "`{target}` is no step or end of this SOP.",
        ),
        (
            "{near}Sebut langkah atau akhir yang ada.",
            "{near_en}Name a step or an end that exists.",
        ),
        "ke: perikssa    # salah ketik\nke: periksa     # benar",
        breaks_flow=True,
    ),
    "SOP102": error(
        (
            "Langkah `{step}` tidak pernah dicapai dari langkah pertama.",
            "Step `{step}` is never reached from the first step.",
        ),
        (
            "Arahkan `ke: {step}` dari langkah lain, atau hapus langkah ini.",
            "Lead `ke: {step}` from another step, or remove it.",
        ),
        "- id: arsip     # tidak ada `ke: arsip` dan baris sebelumnya melompatinya",
    ),
    "SOP103": error(
        (
            "Jawaban `{answer}` pada `{step}` tidak pernah dapat terjadi.",
            "Answer `{answer}` at `{step}` can never happen.",
        ),
        (
            "Hapus baris aturan ini, atau perbaiki syarat di atasnya.",
            "Remove this rule, or mend the conditions above it.",
        ),
        "bila:\n  - { jika: \"jawaban.cek == 'ada'\", ke: a }\n"
        "  - { jika: \"jawaban.cek == 'ada'\", ke: b }   # tidak pernah terjadi",
    ),
    "SOP104": error(
        (
            "Dari `{step}` tidak ada jalan ke akhir mana pun{when}. Ceritanya: {story}.",
            "From `{step}` no end can be reached{when}. The story: {story}.",
        ),
        (
            "Beri `{step}` jawaban yang menuju akhir.",
            "Give `{step}` an answer that leads to an end.",
        ),
        "- id: a\n  ke: b\n- id: b\n  ke: a      # berputar tanpa jalan keluar",
    ),
    "SOP105": error(
        (
            "Putaran ini tidak punya batas: {loop}.",
            "This loop has no bound: {loop}.",
        ),
        (
            "Beri jawaban yang mengembalikan `maks_putaran` dan `bila_putaran_habis`.",
            "Give the answer that sends back `maks_putaran` and `bila_putaran_habis`.",
        ),
        "kurang: { ke: perbaikan, sifat: netral, maks_putaran: 2, bila_putaran_habis: putus_kasi }",
    ),
    "SOP106": error(
        (
            "SOP ini punya lebih dari {maximum} keadaan; yang terbanyak pada `{step}`.",
            "This SOP has more than {maximum} states; most of them at `{step}`.",
        ),
        (
            (
                "Kurangi langkah yang jawabannya diingat (`jawaban.…`) dan langkah dalam cabang "
                "`bersamaan`, atau pecah SOP."
            ),
            (
                "Let rules refer to fewer answers (`jawaban.…`), put fewer rows into the branches "
                "of `bersamaan`, or split the SOP."
            ),
        ),
        "# aturan yang merujuk jawaban dari belasan langkah melipatgandakan keadaan",
    ),
    "SOP107": error(
        (
            "`{step}` adalah baris terakhir dan tidak mengatakan ke mana selanjutnya.",
            "`{step}` is the last row and does not say where to go next.",
        ),
        ("Tambahkan `ke: …` dengan nama sebuah akhir.", "Add `ke: …` with the name of an end."),
        "- id: serah\n  jenis: serah\n  ke: terbit",
        breaks_flow=True,
    ),
    "SOP108": error(
        (
            "Akhir `{end}` dicapai dari `{step}`, yang bukan penyerahan.",
            "End `{end}` is entered from `{step}`, which is no hand-over.",
        ),
        (
            (
                "Lewatkan penyerahan (`jenis: serah`) sebelum `{end}`: siapa yang menerima dan "
                "identitas yang dilihat."
            ),
            "Pass a hand-over (`jenis: serah`) before `{end}`: who took it, identity seen.",
        ),
        "- id: serah\n  jenis: serah\n  pelaksana: loket\n  ke: terbit",
    ),
    "SOP109": error(
        (
            "`{answer}` pada `{step}` membatasi putaran tetapi tidak mengatakan apa sesudahnya.",
            "`{answer}` at `{step}` limits the rounds but does not say what follows.",
        ),
        (
            "Tambahkan `bila_putaran_habis: …` dengan langkah pejabat yang lebih tinggi.",
            "Add `bila_putaran_habis: …` naming a step of a higher official.",
        ),
        "kurang: { ke: perbaikan, sifat: netral, maks_putaran: 2, bila_putaran_habis: putus_kasi }",
    ),
    "SOP110": error(
        (
            "Langkah pertama `{step}` bukan langkah pemohon.",
            "The first step `{step}` is not the applicant's.",
        ),
        (
            "Baris pertama adalah pemohon mengajukan permohonan (pelaksana dengan `luar: ya`).",
            "The first row is the applicant's own (a role with `luar: ya`).",
        ),
        "- id: ajukan\n  pelaksana: pemohon\n  kegiatan: Mengajukan permohonan",
        breaks_flow=True,
    ),
    "SOP111": error(
        (
            "Aturan pada `{step}` harus diakhiri satu baris `selainnya`.",
            "The rules of `{step}` must end with one `selainnya`.",
        ),
        (
            "Tambahkan `- {{selainnya: …}}` sebagai baris terakhir, satu saja.",
            "Add `- {{selainnya: …}}` as the last row, once.",
        ),
        "bila:\n  - { jika: isian.pajak > 0, ke: bayar }\n  - { selainnya: konsep }",
        breaks_flow=True,
    ),
    "SOP112": error(
        (
            "Jawaban `{answer}` pada `{step}` tidak mengatakan sifatnya.",
            "Answer `{answer}` at `{step}` does not state its nature.",
        ),
        (
            "Tambahkan `sifat: mendukung`, `menentang` atau `netral` (mengembalikan).",
            "Add `sifat: mendukung` (supports), `menentang` (opposes) or `netral` (sends back).",
        ),
        "lengkap: { ke: tinjau, sifat: mendukung }",
        breaks_flow=True,
    ),
    "SOP113": error(
        ("Akhir `{end}` tidak pernah dicapai.", "End `{end}` is never reached."),
        (
            "Arahkan sebuah langkah ke `{end}`, atau hapus akhir ini.",
            "Lead a step to `{end}`, or remove the end.",
        ),
        "akhir:\n  terbit: { … }   # tidak ada `ke: terbit`",
    ),
    "SOP114": error(
        (
            "Putusan `{step}` harus punya sedikitnya dua jawaban.",
            "Decision `{step}` needs at least two answers.",
        ),
        (
            "Tambahkan jawaban yang lain, atau jadikan langkah biasa tanpa `putusan`.",
            "Add the other answer, or make it a plain step without `putusan`.",
        ),
        "putusan:\n  jawab:\n    ya:    { ke: a, sifat: mendukung }\n"
        "    tidak: { ke: b, sifat: menentang }",
        breaks_flow=True,
    ),
    "SOP115": error(
        (
            "`{key}` tidak dapat dipakai pada langkah berjenis `{kind}`.",
            "`{key}` cannot be used with a step of kind `{kind}`.",
        ),
        (
            "Hapus `{key}`, atau ganti jenis langkah.",
            "Remove `{key}`, or change the kind of step.",
        ),
        "- id: nomor\n  jenis: otomatis\n  pelaksana: kasi   # langkah otomatis tidak berpelaksana",
        breaks_flow=True,
    ),
    "SOP116": error(
        (
            "Dua baris aturan pada `{step}` memakai nama `{answer}` dengan tujuan berbeda.",
            "Two rules of `{step}` share the name `{answer}` but lead apart.",
        ),
        ("Beri tiap baris `id` sendiri.", "Give each rule its own `id`."),
        "- { jika: …, ke: a, id: besar }\n- { jika: …, ke: b, id: kecil }",
        breaks_flow=True,
    ),
    "SOP117": error(
        (
            "Akhir `{end}` (`{result}`) tidak boleh dicapai dari `{step}`.",
            "The end `{end}` (`{result}`) must not be entered from `{step}`.",
        ),
        (
            (
                "`gugur` hanya dari batas waktu pemohon yang lewat, `dicabut` hanya dari "
                "`penarikan`, `ditutup` belum dapat dipakai. Yang menolak memakai `ditolak`, "
                "dengan paraf dan tanda tangan."
            ),
            (
                "`gugur` follows only the applicant's own passed limit, `dicabut` only "
                "`penarikan`, `ditutup` cannot be used yet. A refusal is `ditolak`, initialled "
                "and signed."
            ),
        ),
        "tidak: { ke: gugur, sifat: menentang }          # salah: penolakan tanpa kepala\n"
        "tidak: { ke: konsep_tolak, sifat: menentang }   # benar",
    ),
    "SOP118": error(
        (
            "`penarikan` berlaku sampai `{step}`, yang bukan tanda tangan.",
            "`penarikan` holds until `{step}`, which is no signature.",
        ),
        (
            "Sebut langkah `jenis: tanda_tangan` dalam `sampai`.",
            "Name a step `jenis: tanda_tangan` in `sampai`.",
        ),
        "penarikan: { sampai: ttd, ke: dicabut }",
    ),
    "SOP119": error(
        (
            "`bila_ditolak` pada `{step}` tidak dapat mendukung.",
            "`bila_ditolak` at `{step}` cannot support.",
        ),
        (
            "Hapus `sifat`: mengembalikan bukan menyetujui.",
            "Remove `sifat`: to send back is not to approve.",
        ),
        "bila_ditolak: { ke: konsep, alasan: wajib }",
    ),
    "SOP120": error(
        (
            "`{inner}` berada dalam cabang `{outer}`; `bersamaan` belum dapat bersarang.",
            "`{inner}` lies in a branch of `{outer}`; blocks cannot be nested yet.",
        ),
        (
            "Jadikan langkahnya cabang `{outer}`, atau taruh `{inner}` sesudahnya.",
            "Make its rows branches of `{outer}`, or put `{inner}` after it.",
        ),
        "bersamaan:\n  gabung: semua\n  cabang:\n    - id: a\n      langkah:\n"
        "        - { id: b, bersamaan: … }   # belum dapat",
        breaks_flow=True,
    ),
    "SOP121": error(
        (
            "`bersamaan` pada `{block}` punya kurang dari dua cabang yang dapat dipakai.",
            "`bersamaan` at `{block}` has fewer than two branches that can be used.",
        ),
        (
            "Tulis sedikitnya dua `cabang`, masing-masing sebuah baris atau `id` dengan `langkah`.",
            "Write at least two `cabang`, each one row, or an `id` with `langkah`.",
        ),
        "bersamaan:\n  gabung: semua\n  cabang:\n    - { id: a, kegiatan: …, pelaksana: kasi }\n"
        "    - id: b\n      langkah: [ … ]",
        breaks_flow=True,
    ),
    "SOP122": error(
        (
            "`sisanya` pada `{block}` tidak ada artinya: `gabung: semua` menunggu semua cabang.",
            "`sisanya` at `{block}` means nothing: `gabung: semua` waits for every branch.",
        ),
        (
            "Hapus `sisanya`, atau tulis `gabung: pertama` atau jumlah cabang.",
            "Remove `sisanya`, or write `gabung: pertama` or a number of branches.",
        ),
        "bersamaan: { gabung: pertama, sisanya: batal, cabang: … }",
        breaks_flow=True,
    ),
    "SOP123": error(
        (
            "`{step}` meninggalkan `{block}` menuju `{target}` tanpa disebut dalam `keluar`.",
            "`{step}` leaves `{block}` for `{target}`, which `keluar` does not name.",
        ),
        (
            (
                "Tulis `ke: gabung` agar cabang ini selesai, atau `keluar: {target}` pada "
                "`{block}`: cabang lain lalu dibatalkan."
            ),
            (
                "Write `ke: gabung` to finish this branch, or `keluar: {target}` at `{block}`: "
                "the other branches are then cancelled."
            ),
        ),
        "bersamaan:\n  gabung: semua\n  keluar: susun_tolak   # membatalkan cabang lain\n"
        "  cabang: …",
        breaks_flow=True,
    ),
    "SOP124": error(
        (
            "`{step}` menuju `{target}`, yang berada dalam sebuah cabang `{block}`.",
            "`{step}` leads to `{target}`, which lies in a branch of `{block}`.",
        ),
        (
            "Masuki blok dengan `ke: {block}`: semua cabangnya terbuka bersama.",
            "Enter the block with `ke: {block}`: all of its branches open together.",
        ),
        "ke: nilai_struktur    # langkah dalam cabang\nke: telaah            # benar",
        breaks_flow=True,
    ),
    "SOP125": error(
        (
            "`keluar` pada `{block}` menyebut `{target}`, yang tidak dituju cabang mana pun.",
            "`keluar` at `{block}` names `{target}`, for which no branch leaves.",
        ),
        (
            "Hapus `{target}`, atau arahkan jawaban sebuah cabang ke sana.",
            "Remove `{target}`, or lead the answer of a branch there.",
        ),
        "keluar: [susun_tolak, gugur]   # tidak ada cabang yang menuju `gugur`",
    ),
    "SOP126": error(
        (
            "`ke: gabung` pada `{step}` tidak berada dalam cabang mana pun.",
            "`ke: gabung` at `{step}` stands in no branch.",
        ),
        ("Sebut langkah atau akhir.", "Name a step or an end."),
        "- id: ttd\n  ke: gabung    # hanya dalam cabang `bersamaan`",
        breaks_flow=True,
    ),
}
