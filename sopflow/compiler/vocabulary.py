"""Where Indonesian meets English: every key and every fixed word of an SOP file.

Nothing else in the code knows an Indonesian key. The English name on the left is what the
parser asks for, the Indonesian word on the right is what the author writes.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from sopflow.domain.awaited import BillKind, Rounding
from sopflow.domain.items import FieldKind
from sopflow.domain.lookups import Combine, Policy
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import (
    APPROVE,
    DONE,
    JOIN,
    OVERDUE,
    RETURN,
    DurationUnit,
    EndResult,
    Nature,
    StepKind,
)

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "file": {
        "format": "sopflow",
        "identity": "sop",
        "scope": "berlaku_untuk",
        "service": "layanan",
        "standard": "standar_pelayanan",
        "requirements": "persyaratan",
        "form": "formulir",
        "tables": "tabel",
        "documents": "dokumen",
        "roles": "pelaksana",
        "steps": "langkah",
        "ends": "akhir",
        "withdrawal": "penarikan",
        "cancellation": "pembatalan",
        "notices": "pemberitahuan",
        "escalation": "eskalasi",
        "separations": "pemisahan",
        "accepted": "diterima",
    },
    "identity": {
        "code": "kode",
        "version": "versi",
        "number": "nomor",
        "title": "judul",
        "unit_name": "unit",
        "dates": "tanggal",
        "ratified_by": "disahkan_oleh",
        "legal_basis": "dasar_hukum",
        "related": "keterkaitan",
        "warning": "peringatan",
        "qualifications": "kualifikasi",
        "equipment": "peralatan",
        "records": "pencatatan",
        "changes": "perubahan",
    },
    "dates": {"made_on": "dibuat", "revised_on": "direvisi", "effective_on": "berlaku"},
    "signatory": {"position": "jabatan", "name": "nama", "rank": "pangkat", "nip": "nip"},
    "text": {"id": "id", "en": "en"},
    "scope": {"unit": "unit", "unit_kind": "jenis_unit"},
    "service": {
        "promise": "janji",
        "promise_basis": "dasar_janji",
        "clock_starts": "jam_mulai",
        "case_number": "nomor_berkas",
        "opening": "pembukaan",
        "on_silence": "bila_janji_lewat",
    },
    "standard": {
        "fee": "biaya",
        "product": "produk",
        "complaints": "pengaduan",
        "facilities": "sarana",
        "competence": "kompetensi",
        "supervision": "pengawasan",
        "staff": "jumlah_pelaksana",
        "service_guarantee": "jaminan_pelayanan",
        "safety_guarantee": "jaminan_keamanan",
        "evaluation": "evaluasi",
    },
    "requirement": {"label": "nama", "required": "wajib", "one_of": "salah_satu"},
    "field": {
        "label": "label",
        "kind": "jenis",
        "required": "wajib",
        "personal": "pribadi",
        "purpose": "tujuan",
        "choices": "isi",
        "minimum": "min",
        "maximum": "maks",
    },
    "document": {"label": "nama", "template": "templat", "series": "seri"},
    "role": {
        "name": "nama",
        "position": "jabatan",
        "where": "di",
        "external": "luar",
        "substitutes": "pengganti",
    },
    "substitute": {"position": "jabatan", "condition": "syarat"},
    "step": {
        "id": "id",
        "activity": "kegiatan",
        "role": "pelaksana",
        "kind": "jenis",
        "standard": "mutu",
        "decision": "putusan",
        "next": "ke",
        "levels": "berjenjang",
        "on_return": "bila_ditolak",
        "rules": "bila",
        "table": "tabel",
        "action": "tindakan",
        "document": "dokumen",
        "judges": "menilai",
        "changes": "mengubah",
        "stands": "tetap",
        "counts_for": "untuk",
        "optional": "opsional",
        "decides_over": "mengatasi",
        "obligation": "kewajiban",
        "after": "setelah",
        "clock": "jam",
        "limit": "batas",
        "on_overdue": "bila_lewat",
        "ladder": "tangga",
        "fields": "isian",
        "requires": "syarat",
        "remark": "keterangan",
        "parallel": "bersamaan",
        "needed": "butuh",
        "members": "dari",
        "veto": "veto",
        "tie": "seri",
        "different": "orang_berbeda",
        "same": "orang_sama",
        "conflict": "benturan_kepentingan",
        "copied_to": "tembusan",
        "source": "sumber",
        "correlation": "kunci",
        "confirmed_by": "konfirmasi",
        "formerly": "dahulu",
        "bill": "tagihan",
        "called": "sop",
        "at_unit": "unit",
        "gives": "beri",
        "assumes": "wajib",
        "results": "hasil",
    },
    "bill": {
        "formula": "rumus",
        "rounding": "pembulatan",
        "kind": "jenis",
        "source": "sumber",
        "channels": "kanal",
    },
    "block": {"join": "gabung", "rest": "sisanya", "branches": "cabang", "leaves": "keluar"},
    "branch": {"id": "id", "steps": "langkah"},
    "quality": {"inputs": "kelengkapan", "duration": "waktu", "output": "keluaran"},
    "decision": {"question": "tanya", "answers": "jawab"},
    "answer": {
        "target": "ke",
        "nature": "sifat",
        "label": "label",
        "reason": "alasan",
        "rounds_max": "maks_putaran",
        "on_limit": "bila_putaran_habis",
    },
    "overdue": {"target": "ke"},
    "rule": {"condition": "jika", "otherwise": "selainnya", "target": "ke", "id": "id"},
    "rule_table": {
        "policy": "cara",
        "inputs": "masukan",
        "rows": "baris",
        "otherwise": "selainnya",
    },
    "table_row": {"when": "bila", "target": "ke", "id": "id"},
    "value_table": {
        "label": "nama",
        "basis": "dasar",
        "policy": "cara",
        "combine": "gabung",
        "inputs": "masukan",
        "rows": "baris",
        "otherwise": "selainnya",
    },
    "value_row": {"when": "bila", "value": "nilai"},
    "end": {"result": "hasil", "label": "label", "must": "wajib", "copied_to": "tembusan"},
    "withdrawal": {"until": "sampai", "target": "ke"},
    "cancellation": {"by": "oleh", "until": "sampai", "target": "ke"},
    "silence": {"target": "ke", "legal_basis": "dasar"},
    "notice": {"event": "saat", "to": "kepada", "channels": "kanal", "text": "pesan"},
    "escalation": {"all": "semua"},
    "separation": {"steps": "langkah", "most": "paling_banyak"},
    "acceptance": {"code": "kode", "about": "pada", "reason": "alasan"},
    "rung": {"at": "pada", "tell": "beri_tahu"},
}

STEP_KINDS: Final[Mapping[str, StepKind]] = {
    "biasa": StepKind.TASK,
    "putusan": StepKind.DECISION,
    "paraf": StepKind.INITIALS,
    "tanda_tangan": StepKind.SIGNATURE,
    "serah": StepKind.HANDOVER,
    "otomatis": StepKind.ACTION,
    "aturan": StepKind.RULES,
    "melengkapi": StepKind.APPLICANT,
    "bayar": StepKind.APPLICANT,
    "tanda_tangan_pemohon": StepKind.APPLICANT,
    "hadir": StepKind.APPLICANT,
    "kabar": StepKind.MESSAGE,
    "panggil": StepKind.CALL,
    "panel": StepKind.PANEL,
}
PAYMENT: Final = "bayar"
PAID: Final = "lunas"
"""The answer of a payment that has a bill."""
BILL_KINDS: Final[Mapping[str, BillKind]] = {
    "pajak": BillKind.TAX,
    "retribusi": BillKind.RETRIBUTION,
    "jaminan": BillKind.DEPOSIT,
}
ROUNDINGS: Final[Mapping[str, Rounding]] = {
    "terdekat": Rounding.NEAREST,
    "ke_bawah": Rounding.DOWN,
    "ke_atas": Rounding.UP,
}
CHANGES_NOTHING: Final = frozenset({PAYMENT, "tanda_tangan_pemohon", "hadir"})
"""Applicant's steps that leave the file as it was judged (SPEC 3, P4)."""
NATURES: Final[Mapping[str, Nature]] = {
    "mendukung": Nature.SUPPORTS,
    "menentang": Nature.OPPOSES,
    "netral": Nature.NEUTRAL,
}
RESULTS: Final[Mapping[str, EndResult]] = {
    "disetujui": EndResult.GRANTED,
    "disetujui_sebagian": EndResult.PARTLY_GRANTED,
    "ditolak": EndResult.REFUSED,
    "selesai": EndResult.DONE,
    "diteruskan": EndResult.FORWARDED,
    "dibatalkan": EndResult.CANCELLED,
    "dianggap_dikabulkan": EndResult.DEEMED_GRANTED,
    "dianggap_ditolak": EndResult.DEEMED_REFUSED,
    "ditutup": EndResult.CLOSED,
    "dicabut": EndResult.WITHDRAWN,
    "gugur": EndResult.LAPSED,
}
POLICIES: Final[Mapping[str, Policy]] = {
    "unik": Policy.UNIQUE,
    "pertama": Policy.FIRST,
    "kumpul": Policy.COLLECT,
}
COMBINES: Final[Mapping[str, Combine]] = {
    "jumlah": Combine.SUM,
    "terbesar": Combine.LARGEST,
    "terkecil": Combine.SMALLEST,
    "banyak": Combine.COUNT,
}
FIELD_KINDS: Final[Mapping[str, FieldKind]] = {
    "teks": FieldKind.TEXT,
    "teks_panjang": FieldKind.LONG_TEXT,
    "bulat": FieldKind.INTEGER,
    "angka": FieldKind.DECIMAL,
    "rupiah": FieldKind.MONEY,
    "tanggal": FieldKind.DATE,
    "ya_tidak": FieldKind.YES_NO,
    "pilihan": FieldKind.CHOICE,
    "nik": FieldKind.NIK,
    "telepon": FieldKind.PHONE,
    "email": FieldKind.EMAIL,
}
ACTIONS: Final[Mapping[str, str]] = {"nomor": "number", "cetak": "render"}
YES_NO: Final[Mapping[str, bool]] = {
    "ya": True,
    "tidak": False,
    "wajib": True,
    "true": True,
    "false": False,
}
OPENINGS: Final[Mapping[str, Opening]] = {
    "pemohon": Opening.APPLICANT,
    "kantor": Opening.OFFICE,
}
CLOCKS: Final[Mapping[str, bool]] = {"berhenti": True, "berjalan": False}
DURATION_UNITS: Final[Mapping[str, DurationUnit]] = {
    "menit": DurationUnit.MINUTE,
    "jam": DurationUnit.HOUR,
    "jam kerja": DurationUnit.HOUR,
    "hari kerja": DurationUnit.WORKING_DAY,
    "hari kalender": DurationUnit.CALENDAR_DAY,
}
MONTHS: Final = (
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
)
EVENTS: Final[Mapping[str, str]] = {
    "dibuka": "opened",
    "akhir": "ended",
    "terlambat": "delayed",
    "pembatalan": "case.cancel",
}
ENTERED: Final[Mapping[str, str]] = {"masuk": "entered"}
ANSWERS: Final[Mapping[str, str]] = {
    "selesai": DONE,
    "setuju": APPROVE,
    "kembali": RETURN,
    "lewat": OVERDUE,
}
"""Words for the answers that the machine itself names."""
APPLICANT: Final = "applicant"
RECIPIENTS: Final[Mapping[str, str]] = {"pemohon": APPLICANT}
TELL: Final[Mapping[str, str]] = {"pelaksana": "performer", "atasan": "superior"}
CHANNELS: Final = ("email", "whatsapp", "webhook")
LATE: Final = "lewat"
HERE: Final = "unit"
PARENT: Final = "induk"
EVERYTHING: Final = "semua"
MAJORITY: Final = "mayoritas"
NONE: Final = "-"
PLACEHOLDERS: Final = ("nomor", "tautan", "langkah", "alasan", "hasil", "batas", "tagihan")
GATHER: Final = "gabung"
"""Where the last row of a branch leads."""
FIRST: Final = "pertama"
RESTS: Final[Mapping[str, bool]] = {"batal": True}
"""What happens to the branches that are still open when the join does not wait for them."""
RESERVED_STEPS: Final = frozenset({"case", JOIN, GATHER})
RESERVED_ANSWERS: Final = frozenset(
    {*ANSWERS, *ANSWERS.values(), *ENTERED, *ENTERED.values(), "otherwise"}
)


def key(section: str, name: str) -> str:
    """Give the author's word for `name` in a section of the file."""
    return KEYS[section][name]


def answer_word(answer: str) -> str:
    """The author's word for an answer: the machine's own answers have Indonesian names."""
    return next((word for word, known in ANSWERS.items() if known == answer), answer)


def event_word(event: str) -> str:
    """The author's word for a moment: `ajukan.entered` is `ajukan.masuk`."""
    for word, known in EVENTS.items():
        if event == known:
            return word
    step, _, what = event.partition(".")
    entered = next((word for word, known in ENTERED.items() if known == what), None)
    return f"{step}.{entered or answer_word(what)}"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Find what a misspelt word was probably meant to be."""
    found = get_close_matches(word, sorted(set(words)), n=1, cutoff=0.6)
    return found[0] if found else None
