"""4xx: form, requirements, documents and rules."""

from collections.abc import Mapping

from sopflow.compiler.catalogue.entry import Entry, error, warning

DATA: Mapping[str, Entry] = {
    "SOP401": error(
        (
            "`{item}` bukan persyaratan, isian formulir atau dokumen SOP ini.",
            "`{item}` is no requirement, form field or document of this SOP.",
        ),
        (
            "{near}Sebut tanda pengenal yang ada.",
            "{near_en}Name an id that exists.",
        ),
        "mengubah: [konsep_ijin]    # salah ketik\nmengubah: [konsep_izin]    # benar",
        breaks_flow=True,
    ),
    "SOP402": error(
        (
            "Syarat `{text}` tidak dapat dibaca: {problem}.",
            "The condition `{text}` cannot be read: {problem}.",
        ),
        (
            "Pakai perbandingan dengan `dan`, `atau`, `bukan`; teks dalam tanda kutip.",
            "Use comparisons with `dan` (and), `atau` (or), `bukan` (not); quote texts.",
        ),
        "jika: \"formulir.luas > 8 dan jawaban.cek == 'ada'\"",
        breaks_flow=True,
    ),
    "SOP403": error(
        ("`{name}` dalam syarat tidak dikenal.", "`{name}` in the condition is not known."),
        (
            "{near}Pakai `formulir.…`, `isian.…` atau `jawaban.…`.",
            "{near_en}Use `formulir.…`, `isian.…` or `jawaban.…`.",
        ),
        "jika: luas > 8             # salah\njika: formulir.luas > 8    # benar",
        breaks_flow=True,
    ),
    "SOP404": warning(
        (
            "Data pribadi `{field}` diminta tanpa tujuan.",
            "Personal data `{field}` is asked for without a purpose.",
        ),
        (
            "Tambahkan `tujuan: …` (UU 27/2022), atau hapus isian ini.",
            "Add `tujuan: …` (UU 27/2022), or remove the field.",
        ),
        "nik: { label: NIK, jenis: nik, pribadi: ya, tujuan: Mencocokkan identitas pemohon }",
    ),
    "SOP405": error(
        (
            "Telepon atau email `{field}` tidak boleh diwajibkan.",
            "Telephone or e-mail `{field}` must not be required.",
        ),
        (
            "Hapus `wajib`: warga tanpa telepon juga dilayani.",
            "Remove `wajib`: people without a telephone are served too.",
        ),
        "telepon: { label: Telepon, jenis: telepon, wajib: tidak }",
    ),
    "SOP406": error(
        (
            "Isian `{field}` tidak lengkap: {problem}.",
            "Field `{field}` is incomplete: {problem}.",
        ),
        (
            "Pilihan memerlukan `isi: [a, b]`; `min` dan `maks` hanya untuk bilangan.",
            "A choice needs `isi: [a, b]`; `min` and `maks` are for numbers only.",
        ),
        "jenis_reklame: { label: Jenis, jenis: pilihan, isi: [papan, videotron] }",
    ),
    "SOP407": error(
        (
            "Pola nomor `{value}` tidak dapat dipakai.",
            "The number pattern `{value}` cannot be used.",
        ),
        (
            "Pola memuat satu `{{urut}}` atau `{{urut:6}}`; boleh `{{tahun}}`, `{{bulan}}`.",
            "A pattern holds one `{{urut}}` or `{{urut:6}}`; `{{tahun}}`, `{{bulan}}` if wanted.",
        ),
        'nomor_berkas: "REK-{tahun}-{urut:6}"',
    ),
    "SOP408": error(
        (
            "Langkah otomatis `{step}` memerlukan {needed}.",
            "The automatic step `{step}` needs {needed}.",
        ),
        (
            (
                "`tindakan: nomor` memerlukan `dokumen` yang punya `seri`; `tindakan: cetak` "
                "memerlukan `dokumen`."
            ),
            (
                "`tindakan: nomor` needs a `dokumen` with a `seri`; `tindakan: cetak` needs a "
                "`dokumen`."
            ),
        ),
        "- id: nomor\n  jenis: otomatis\n  tindakan: nomor\n  dokumen: izin",
    ),
    "SOP409": warning(
        (
            "Persyaratan wajib tidak diperiksa pada langkah mana pun: {items}.",
            "Required papers are checked at no step: {items}.",
        ),
        (
            "Tambahkan `syarat: semua` pada langkah pemeriksaan kelengkapan.",
            "Add `syarat: semua` to the step that checks completeness.",
        ),
        "- id: periksa\n  syarat: semua",
    ),
    "SOP410": error(
        (
            "`{value}` bukan jawaban `{step}`; syarat ini tidak pernah benar.",
            "`{value}` is no answer of `{step}`; the condition never holds.",
        ),
        ("{near}Jawaban yang ada: {known}.", "{near_en}Its answers: {known}."),
        "jika: \"jawaban.periksa == 'lengkp'\"    # salah ketik",
    ),
    "SOP411": error(
        (
            (
                "`{step}` tidak dapat menyebut `{other}` dalam `tetap`, karena tidak mengubah yang "
                "dinilainya."
            ),
            "`{step}` cannot name `{other}` in `tetap`: it changes nothing that it judges.",
        ),
        ("Hapus dari `tetap`.", "Remove it from `tetap`."),
        "tetap: { periksa: … }   # langkah ini tidak mengubah apa pun",
    ),
    "SOP412": error(
        (
            "`{step}` tidak mengatakan dokumen mana yang diparaf atau ditandatangani.",
            "`{step}` does not say which document is initialled or signed.",
        ),
        ("Tambahkan `dokumen: …`.", "Add `dokumen: …`."),
        "- id: ttd\n  jenis: tanda_tangan\n  pelaksana: kepala\n  dokumen: konsep_izin",
    ),
    "SOP413": error(
        (
            "`{step}` memaraf atau menandatangani `{item}`, yang tidak ditulis langkah mana pun.",
            "`{step}` initials or signs `{item}`, which no step writes.",
        ),
        (
            "Tambahkan `mengubah: [{item}]` pada langkah yang menyusunnya.",
            "Add `mengubah: [{item}]` to the step that drafts it.",
        ),
        "- id: susun\n  kegiatan: Menyusun konsep izin\n  mengubah: [konsep_izin]",
    ),
    "SOP414": error(
        (
            "`{item}` tidak dinilai oleh siapa pun yang wajib bertindak sebelum `{end}`.",
            "`{item}` is judged by nobody who must act before `{end}`.",
        ),
        (
            "Sebut `{item}` dalam `menilai`, atau hapus `menilai` agar semuanya dinilai.",
            "Name `{item}` in `menilai`, or remove `menilai` so that all is judged.",
        ),
        "- id: ttd\n  menilai: [nama]   # tidak ada lagi yang menilai luas",
    ),
    "SOP415": error(
        (
            "`{writer}` dan `{other}` mengubah {items} pada saat yang sama dalam `{block}`.",
            "`{writer}` and `{other}` change {items} at the same time in `{block}`.",
        ),
        (
            "Beri tiap cabang dokumennya sendiri, atau pindahkan yang satu ke sesudah gabung.",
            "Give each branch a document of its own, or move one of them behind the join.",
        ),
        "mengubah: [ba_arsitektur]   # cabang arsitektur\n"
        "mengubah: [ba_struktur]     # cabang struktur",
    ),
    "SOP416": error(
        (
            "`{writer}` mengubah {items} selagi `{other}` menilainya di cabang lain `{block}`.",
            "`{writer}` changes {items} while `{other}` judges it in another branch of `{block}`.",
        ),
        (
            (
                "Persempit `mengubah` atau `menilai`: hasilnya tidak boleh tergantung siapa yang "
                "lebih cepat."
            ),
            "Narrow `mengubah` or `menilai`: the result must not depend on who is quicker.",
        ),
        "- id: perbaiki_gambar\n  pelaksana: pemohon\n  mengubah: [gambar_arsitektur]",
    ),
    "SOP417": error(
        (
            (
                "Syarat pada `{step}` menanyakan `{name}`, yang diisi cabang `{branch}` dari "
                "`{block}`."
            ),
            (
                "The condition at `{step}` asks for `{name}`, which the branch `{branch}` of "
                "`{block}` gives."
            ),
        ),
        (
            "Pindahkan aturan ini ke sesudah gabung.",
            "Move this rule behind the join.",
        ),
        "- id: pilah          # sesudah gabung\n  jenis: aturan\n"
        "  bila: [{ jika: \"jawaban.nilai_struktur == 'layak'\", ke: … }]",
    ),
    "SOP430": error(
        (
            "`{step}` memakai `{name}`, yang dapat masih kosong. Ceritanya: {story}.",
            "`{step}` asks for `{name}`, which may still be empty. The story: {story}.",
        ),
        (
            (
                "Tulis `wajib: ya` pada isian `{asked}`, dan arahkan berkas lewat langkah yang "
                "mengisinya lebih dulu."
            ),
            (
                "Write `wajib: ya` at the field `{asked}`, and lead the case through the step that "
                "fills it in first."
            ),
        ),
        "luas: { label: Luas, jenis: angka, wajib: ya }   # dipakai aturan, maka wajib diisi",
    ),
    "SOP431": error(
        (
            (
                "`{step}` menanyakan `{name}`, padahal `{asked}` mungkin belum dijawab. "
                "Ceritanya: {story}."
            ),
            (
                "`{step}` asks for `{name}` although `{asked}` may not have been answered. "
                "The story: {story}."
            ),
        ),
        (
            (
                "Arahkan berkas lewat `{asked}` lebih dulu, atau pisahkan aturan bagi jalan yang "
                "tidak melewatinya."
            ),
            "Lead the case through `{asked}` first, or give the way round it rules of its own.",
        ),
        "jika: \"jawaban.tinjau = 'layak'\"   # semua jalan ke aturan ini melewati tinjau",
    ),
    "SOP432": error(
        (
            (
                "`{step}` mensyaratkan {papers}; bila belum ada, berkas tidak dapat maju. "
                "Ceritanya: {story}."
            ),
            (
                "`{step}` requires {papers}; while it is missing the case cannot move. "
                "The story: {story}."
            ),
        ),
        (
            (
                "Beri `{step}` jawaban yang mengembalikan berkas kepada pemohon, pada langkah yang "
                "`mengubah` persyaratan itu."
            ),
            (
                "Give `{step}` an answer that sends the file back to the applicant, to a step that "
                "changes (`mengubah`) the paper."
            ),
        ),
        "syarat: semua\nputusan:\n  jawab:\n    lengkap: { ke: tinjau, sifat: mendukung }\n"
        "    kurang: { ke: ajukan, sifat: netral, maks_putaran: 2, bila_putaran_habis: putus }",
    ),
    "SOP433": error(
        (
            "Aturan ke-{number} pada `{step}` tidak pernah berlaku.",
            "Rule {number} of `{step}` never fires.",
        ),
        (
            "Hapus aturan itu, atau taruh di atas aturan yang selalu mendahuluinya.",
            "Remove the rule, or put it above the one that always comes first.",
        ),
        "- { jika: isian.luas > 10, ke: a, id: besar }\n"
        "- { jika: isian.luas > 10, ke: b, id: luas }    # tidak pernah berlaku",
    ),
}
