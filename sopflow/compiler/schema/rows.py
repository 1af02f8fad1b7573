"""The sections of the flow: the rows of the table, their answers, ends, deadlines and notices."""

from collections.abc import Mapping
from typing import Final

from sopflow.compiler.parse_answers import ROUNDS_MAX
from sopflow.compiler.parse_duties import MOST_MAX
from sopflow.compiler.parse_panels import MEMBERS_MAX
from sopflow.compiler.schema.shapes import (
    DURATION,
    ID,
    MOMENT,
    PAIR,
    Key,
    Section,
    answers,
    branches,
    cells,
    choice,
    decimal,
    entries,
    flag,
    joins,
    lines,
    may,
    message,
    must,
    number,
    reasons,
    table,
    tables,
    text,
    text_or_table,
    votes,
    words,
)
from sopflow.compiler.vocabulary import (
    ACTIONS,
    BILL_KINDS,
    CHANNELS,
    CLOCKS,
    COMBINES,
    EVENTS,
    EVERYTHING,
    KEYS,
    MAJORITY,
    NATURES,
    POLICIES,
    RESTS,
    RESULTS,
    ROUNDINGS,
    STEP_KINDS,
)

VOTES = (EVERYTHING, MAJORITY)
_EVENT = f"^({'|'.join(EVENTS)})$|{PAIR}"
_ANSWER = KEYS["answer"]
_RULE = KEYS["rule"]

_STEP: Mapping[str, Key] = {
    "id": must(text(ID), "Tanda pengenal baris ini; tidak pernah berganti.", "periksa"),
    "activity": must(
        words(),
        "Kegiatan: satu kata kerja aktif dan objeknya.",
        "Memeriksa kelengkapan berkas",
        {"id": "Memeriksa kelengkapan berkas", "en": "Check that the file is complete"},
    ),
    "kind": may(choice(STEP_KINDS), "Jenis baris; biasa bila tidak ditulis.", "tanda_tangan"),
    "role": may(text(ID), "Siapa yang mengerjakannya: satu pelaksana.", "loket"),
    "levels": may(lines(ID), "Paraf berjenjang: urutan pelaksana dari bawah.", ["kasi", "kabid"]),
    "action": may(choice(ACTIONS), "Yang dikerjakan sistem, untuk jenis otomatis.", "nomor"),
    "document": may(text(ID), "Dokumen yang ditangani baris ini.", "konsep_izin"),
    "standard": may(table("quality"), "Mutu baku: kelengkapan, waktu, keluaran."),
    "remark": may(text(), "Keterangan.", "Paling lambat pukul 14.00"),
    "needed": may(
        votes(),
        "Panel: berapa suara untuk jawaban yang mendukung; bilangan, semua, atau mayoritas.",
        2,
        *VOTES,
    ),
    "members": may(number(1, MEMBERS_MAX), "Panel: dari berapa anggota.", 3),
    "veto": may(flag(), "Panel: satu suara menentang sudah memutuskan.", "ya"),
    "tie": may(text(ID), "Panel: jawaban yang berlaku bila suara seri.", "tidak_layak"),
    "different": may(
        lines(ID), "Langkah yang pelakunya harus orang lain daripada pelaku baris ini.", ["periksa"]
    ),
    "same": may(lines(ID), "Langkah yang pelakunya harus mengerjakan baris ini juga.", ["tinjau"]),
    "conflict": may(
        flag(), "Ya bila yang menyatakan benturan kepentingan tidak boleh mengerjakannya.", "ya"
    ),
    "copied_to": may(
        lines(ID), "Pejabat yang mendapat tembusan bila baris ini disetujui.", ["sekcam"]
    ),
    "requires": may(
        lines(ID), "Surat yang harus ada sebelum jawaban yang mendukung.", "semua", ["ktp"]
    ),
    "judges": may(
        lines(ID), "Yang dinilai baris ini; berubah sesudahnya berarti dinilai lagi.", "semua"
    ),
    "changes": may(lines(ID), "Yang diubah baris ini.", ["konsep_izin"]),
    "stands": may(
        reasons(),
        "Langkah yang hasilnya tetap berlaku walaupun ada perubahan, dengan alasannya.",
        {"periksa": "Perbaikan mengikuti catatan; kelengkapan tidak dinilai ulang."},
    ),
    "obligation": may(
        text(ID), "Nama kewajiban bersama: baris senama saling menggantikan.", "kelengkapan"
    ),
    "decides_over": may(
        lines(ID), "Penilaian menentang yang boleh diatasi baris ini.", ["kelayakan"]
    ),
    "after": may(
        lines(ID), "Langkah yang harus sudah mendukung sebelum baris ini dijawab.", ["periksa"]
    ),
    "optional": may(
        text(), "Alasan baris ini boleh tidak dijalani.", "Hanya bila penilaian belum layak."
    ),
    "counts_for": may(lines(ID), "Akhir yang mewajibkan baris ini, bila tidak semua.", ["tolak"]),
    "fields": may(entries("field", is_short=True), "Isian yang diisi pada baris ini."),
    "clock": may(choice(CLOCKS), "Jam layanan selama baris ini.", "berhenti"),
    "limit": may(text(DURATION), "Batas waktu pemohon.", "14 hari kalender"),
    "on_overdue": may(
        text_or_table(ID, "overdue"), "Ke mana berkas bila batas lewat.", "gugur", {"ke": "gugur"}
    ),
    "ladder": may(tables("rung"), "Tangga tenggat baris ini."),
    "decision": may(table("decision"), "Putusan: pertanyaan dan jawabannya."),
    "rules": may(tables("rule"), "Aturan, diperiksa berurutan; yang terakhir selainnya."),
    "table": may(table("rule_table"), "Aturan sebagai tabel keputusan."),
    "on_return": may(table("answer"), "Ke mana konsep bila paraf atau tanda tangan ditolak."),
    "next": may(text(ID), "Ke mana sesudah ini; baris berikutnya bila tidak ditulis.", "terbit"),
    "source": may(text(ID), "Siapa di luar yang kabarnya ditunggu, untuk jenis kabar.", "afis"),
    "correlation": may(
        text(),
        "Isian yang dipakai mencocokkan kabar; nomor berkas bila tidak ditulis.",
        "isian.nomor_rekaman",
    ),
    "confirmed_by": may(
        text(ID), "Pejabat yang boleh memastikan dengan tangan, dengan bukti.", "operator"
    ),
    "formerly": may(
        lines(ID), "Nama baris ini pada versi sebelumnya, bila berganti nama.", ["periksa_awal"]
    ),
    "bill": may(table("bill"), "Tagihan, untuk jenis bayar."),
    "called": may(text(), "Kode SOP yang dipanggil, untuk jenis panggil.", "rekomendasi-teknis"),
    "at_unit": may(
        text(),
        "Unit yang menjalankan SOP yang dipanggil; unit berkas bila tidak ditulis.",
        "dinkes",
    ),
    "gives": may(
        reasons(),
        "Isi tiap isian atau persyaratan SOP yang dipanggil.",
        {"nama_pemohon": "formulir.nama", "ktp": "persyaratan.ktp"},
    ),
    "assumes": may(
        lines(ID), "Langkah SOP yang dipanggil yang pasti dijalani sebelum ia menyetujui.", ["ttd"]
    ),
    "results": may(
        answers("answer", (_ANSWER["nature"],)), "Ke mana berkas menurut hasil SOP yang dipanggil."
    ),
    "parallel": may(
        table("block"), "Blok: cabang yang dikerjakan bersamaan, sebagai ganti pelaksana."
    ),
}
_BILL = {
    "formula": must(
        text(), "Jumlah dalam rupiah, dari formulir.x dan isian.x.", "formulir.luas * 125000"
    ),
    "rounding": may(
        choice(ROUNDINGS), "Pembulatan ke rupiah penuh; terdekat bila tidak ditulis.", "ke_bawah"
    ),
    "kind": may(choice(BILL_KINDS), "Jenis uangnya; retribusi bila tidak ditulis.", "retribusi"),
    "source": must(text(ID), "Dari siapa kabar pembayaran datang.", "bank"),
    "channels": may(lines(), "Lewat apa pemohon membayar.", ["qris", "va"]),
}
_BLOCK = {
    "join": must(
        joins(), "Berapa cabang yang ditunggu: semua, pertama, atau jumlahnya.", EVERYTHING, 2
    ),
    "rest": may(
        choice(RESTS), "Nasib cabang yang belum selesai, bila tidak semua ditunggu.", *RESTS
    ),
    "leaves": may(
        lines(ID),
        "Langkah atau akhir yang boleh dituju cabang dengan membatalkan yang lain.",
        "gugur",
    ),
    "branches": must(
        branches(),
        "Cabang, paling sedikit dua: sebuah baris, atau id dengan langkah.",
    ),
}
_BRANCH = {
    "id": must(text(ID), "Tanda pengenal cabang.", "arsitektur"),
    "steps": must(tables("step"), "Baris-baris cabang, berurutan."),
}
_QUALITY = {
    "inputs": may(lines(), "Kelengkapan: yang dibutuhkan.", ["Berkas permohonan"]),
    "duration": may(
        text(DURATION), "Waktu, dengan jenis harinya.", "30 menit", "1 jam", "3 hari kerja"
    ),
    "output": may(text(), "Keluaran.", "Tanda terima"),
}
_DECISION = {
    "question": may(words(), "Pertanyaan yang dijawab.", "Apakah berkas lengkap?"),
    "answers": must(
        answers("answer", (_ANSWER["nature"],)),
        "Jawaban, paling sedikit dua; masing-masing bernama.",
    ),
}
_ANSWER_KEYS = {
    "target": must(text(ID), "Ke mana: langkah atau akhir.", "tinjau"),
    "nature": may(choice(NATURES), "Sifat jawaban terhadap permohonan.", "mendukung"),
    "label": may(words(), "Tulisan pada tombolnya.", "Lengkap"),
    "reason": may(flag(), "Wajib beralasan atau tidak.", "wajib"),
    "rounds_max": may(number(1, ROUNDS_MAX), "Paling banyak berapa kali dalam satu berkas.", 2),
    "on_limit": may(
        text(ID), "Ke mana bila putarannya habis: pejabat yang lebih tinggi.", "putus_kasi"
    ),
}
_RULE_KEYS = {
    "condition": may(
        text(),
        "Syarat atas formulir.x, isian.x dan jawaban.langkah; dengan dan, atau, bukan.",
        "isian.nilai_pajak > 0",
    ),
    "otherwise": may(text(ID), "Ke mana bila tidak satu pun syarat terpenuhi.", "konsep"),
    "target": may(text(ID), "Ke mana bila syaratnya terpenuhi.", "bayar"),
    "id": may(text(ID), "Nama jawaban aturan ini.", "terutang"),
}
_RULE_FORMS = [
    {"required": [_RULE["condition"], _RULE["target"]]},
    {"required": [_RULE["otherwise"]]},
]
_INPUTS = must(
    lines(), "Apa yang dilihat: formulir.x, isian.x atau jawaban.langkah.", ["formulir.luas"]
)
_WHEN = must(
    cells(),
    'Satu sel tiap masukan: "-" apa saja, satu nilai, [beberapa], "< 10" atau "10..50".',
    ["10..50", "-"],
)
_RULE_TABLE = {
    "policy": must(
        choice(POLICIES), "unik: satu baris saja yang berlaku; pertama: yang teratas.", "unik"
    ),
    "inputs": _INPUTS,
    "rows": must(tables("table_row"), "Baris tabel."),
    "otherwise": may(text(ID), "Ke mana bila tidak satu baris pun berlaku.", "konsep"),
}
_TABLE_ROW = {
    "when": _WHEN,
    "target": must(text(ID), "Ke mana bila baris ini berlaku.", "tinjau"),
    "id": may(text(ID), "Nama jawaban baris ini.", "besar"),
}
_VALUE_TABLE = {
    "label": may(words(), "Nama tabel.", "Tarif retribusi"),
    "basis": may(text(), "Dasar hukum angkanya.", "Peraturan Daerah Nomor 5 Tahun 2023"),
    "policy": must(choice(POLICIES), "unik, pertama, atau kumpul.", "unik"),
    "combine": may(choice(COMBINES), "Untuk kumpul: bagaimana angkanya disatukan.", "jumlah"),
    "inputs": _INPUTS,
    "rows": must(tables("value_row"), "Baris tabel."),
    "otherwise": may(decimal(), "Angka bila tidak satu baris pun berlaku.", 0),
}
_VALUE_ROW = {
    "when": _WHEN,
    "value": must(decimal(), "Angka bila baris ini berlaku.", 125000),
}
_END = {
    "result": must(choice(RESULTS), "Hasil menurut hukum.", "disetujui"),
    "label": must(words(), "Tulisan yang dibaca pemohon.", "Izin terbit"),
    "must": may(lines(ID), "Langkah yang harus sudah menjawab.", ["susun_tolak"]),
    "copied_to": may(
        lines(ID), "Pejabat yang mendapat tembusan bila berkas berakhir di sini.", ["kasi"]
    ),
}
_NOTICE = {
    "event": must(
        text(_EVENT),
        "Saatnya: dibuka, akhir, langkah.masuk atau langkah.jawaban.",
        "dibuka",
        "perbaikan.masuk",
    ),
    "to": must(text(ID), "Kepada siapa: pemohon atau pelaksana.", "pemohon"),
    "channels": must(lines(known=CHANNELS), "Lewat apa.", ["email", "whatsapp"]),
    "text": may(
        message(),
        "Pesan dalam dua bahasa dengan kata ganti yang sama; tanpa ini dipakai teks baku unit.",
        {"id": "Berkas {nomor} selesai: {hasil}.", "en": "File {nomor} is closed: {hasil}."},
    ),
}
_RUNG = {
    "at": must(
        text(MOMENT), "Kapan: bagian dari waktu, atau sesudah lewat.", "100%", "lewat 1 hari kerja"
    ),
    "tell": may(
        lines(ID), "Siapa diberi tahu: pelaksana, atasan, atau satu pelaksana SOP.", ["atasan"]
    ),
}
_SEPARATION = {
    "steps": must(lines(ID), "Langkah-langkah yang dipisahkan.", ["periksa", "paraf", "ttd"]),
    "most": must(
        number(1, MOST_MAX), "Paling banyak berapa di antaranya dikerjakan satu orang.", 1
    ),
}

_ACCEPTANCE = {
    "code": must(text(), "Kode peringatan.", "SOP260"),
    "about": may(
        text(ID), "Langkah, pelaksana atau isian yang dimaksud; semua bila kosong.", "ttd"
    ),
    "reason": must(text(), "Alasan tertulis.", "Kelurahan tidak punya jenjang di bawah lurah."),
}

ROWS: Final[Mapping[str, Section]] = {
    "step": Section("Satu baris tabel SOP.", _STEP),
    "block": Section("Cabang yang dikerjakan bersamaan, dan kapan berkas lanjut.", _BLOCK),
    "bill": Section("Tagihan yang dibayar pemohon.", _BILL),
    "branch": Section("Satu cabang dengan baris-barisnya.", _BRANCH),
    "quality": Section("Mutu baku.", _QUALITY),
    "decision": Section("Putusan.", _DECISION),
    "answer": Section("Satu jawaban dan ke mana ia membawa berkas.", _ANSWER_KEYS),
    "overdue": Section(
        "Bila batas lewat.", {"target": must(text(ID), "Ke mana: langkah atau akhir.", "gugur")}
    ),
    "rule": Section("Satu aturan.", _RULE_KEYS, {"oneOf": _RULE_FORMS}),
    "rule_table": Section("Aturan sebagai tabel keputusan.", _RULE_TABLE),
    "table_row": Section("Satu baris tabel keputusan.", _TABLE_ROW),
    "value_table": Section("Satu tabel angka.", _VALUE_TABLE),
    "value_row": Section("Satu baris tabel angka.", _VALUE_ROW),
    "end": Section("Satu akhir berkas.", _END),
    "notice": Section("Satu pemberitahuan.", _NOTICE),
    "escalation": Section(
        "Tangga tenggat bersama.", {"all": may(tables("rung"), "Untuk semua langkah.")}
    ),
    "rung": Section("Satu anak tangga.", _RUNG),
    "separation": Section("Satu pemisahan orang.", _SEPARATION),
    "acceptance": Section("Satu peringatan yang diterima.", _ACCEPTANCE),
}
