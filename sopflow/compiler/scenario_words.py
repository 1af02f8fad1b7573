"""The keys and fixed words of a scenario file, as `vocabulary` holds those of an SOP."""

from collections.abc import Mapping
from typing import Final

from sopflow.compiler.vocabulary import RESULTS, answer_word, event_word
from sopflow.domain.checks import Aspect
from sopflow.domain.procedures import Procedure
from sopflow.domain.refusals import RefusalCode
from sopflow.domain.words import (
    CANCEL,
    LIMIT,
    MANUAL,
    SILENCE,
    VOTE,
    WITHDRAW,
    AnswerId,
    EndResult,
    StepId,
    Text,
    Trigger,
    answer_in,
)

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "file": {
        "format": "skenario",
        "sop": "sop",
        "holidays": "libur",
        "application": "permohonan",
        "parts": "potongan",
        "scenarios": "daftar",
    },
    "application": {"fields": "isian", "papers": "syarat"},
    "scenario": {
        "name": "nama",
        "start": "mulai",
        "application": "permohonan",
        "delivers": "pesan_sampai",
        "then": "maka",
        "deeds": "jalan",
        "finally": "akhirnya",
    },
    "deed": {
        "after": "setelah",
        "at": "pada",
        "role": "oleh",
        "step": "langkah",
        "answer": "pilih",
        "note": "alasan",
        "fields": "isian",
        "papers": "syarat",
        "withdraw": "tarik",
        "cancel": "batalkan",
        "silence": "janji_lewat",
        "conflict": "benturan",
        "overdue": "lewat",
        "serve": "sampaikan",
        "read": "baca",
        "message": "kabar",
        "amount": "jumlah",
        "then": "maka",
    },
    "replay": {"part": "jalani", "times": "kali", "then": "maka"},
    "then": {
        "steps": "langkah",
        "end": "akhir",
        "result": "hasil",
        "due": "batas",
        "promise": "janji",
        "notices": "pesan",
        "clock": "jam",
        "refused": "ditolak",
        "copies": "tembusan",
    },
}
REFUSALS: Final[Mapping[str, RefusalCode]] = {
    "sudah_selesai": RefusalCode.CASE_CLOSED,
    "belum_giliran": RefusalCode.ITEM_NOT_OPEN,
    "bukan_pelaksananya": RefusalCode.NOT_YOUR_ROLE,
    "tanpa_jabatan": RefusalCode.NO_APPOINTMENT,
    "jawaban_tak_ada": RefusalCode.UNKNOWN_ANSWER,
    "tak_ada_jalan": RefusalCode.NOT_AN_ARC,
    "putaran_habis": RefusalCode.ROUNDS_USED_UP,
    "tanpa_alasan": RefusalCode.REASON_MISSING,
    "syarat_kurang": RefusalCode.REQUIREMENT_MISSING,
    "isian_salah": RefusalCode.FIELD_INVALID,
    "kewajiban_terbuka": RefusalCode.OBLIGATION_OPEN,
    "tak_dapat_ditarik": RefusalCode.NOT_WITHDRAWABLE,
    "tak_dapat_dibatalkan": RefusalCode.NOT_CANCELLABLE,
    "belum_lewat": RefusalCode.NOT_DUE,
    "pesan_belum_sampai": RefusalCode.NOTICE_NOT_DELIVERED,
    "orang_yang_sama": RefusalCode.SAME_PERSON,
    "orang_yang_lain": RefusalCode.OTHER_PERSON,
    "terlalu_banyak": RefusalCode.TOO_MANY_STEPS,
    "benturan_kepentingan": RefusalCode.CONFLICT_OF_INTEREST,
    "bukan_tembusannya": RefusalCode.NO_COPY,
    "sudah_memilih": RefusalCode.ALREADY_VOTED,
    "pejabatnya_ada": RefusalCode.HOLDER_NOT_ABSENT,
}
"""The refusals that a scenario can expect; the others belong to several people at one time."""
ASPECTS: Final[Mapping[Aspect, Text]] = {
    Aspect.STEPS: Text("langkah yang terbuka", "the open steps"),
    Aspect.END: Text("akhir", "the end"),
    Aspect.RESULT: Text("hasil", "the result"),
    Aspect.DUE: Text("batas", "the due time"),
    Aspect.PROMISE: Text("janji", "the promised time"),
    Aspect.NOTICES: Text("pesan", "the notices"),
    Aspect.CLOCK: Text("jam", "the clock"),
    Aspect.REFUSED: Text("ditolak", "the refusal"),
    Aspect.COPIES: Text("tembusan yang belum dibaca", "the unread copies"),
    Aspect.TURN: Text("langkah", "the step"),
    Aspect.TIME: Text("waktu (paling awal)", "the time (at the earliest)"),
}


_OF_THE_CASE: Final[Mapping[str, Text]] = {
    WITHDRAW: Text("penarikan", "withdrawal"),
    CANCEL: Text("pembatalan", "cancellation"),
    SILENCE: Text("janji lewat", "the promise passes"),
}


def refusal_word(code: RefusalCode) -> str:
    """The author's word for a refusal."""
    return next((word for word, known in REFUSALS.items() if known == code), code.value)


def result_word(result: EndResult) -> str:
    """The author's word for the result of an end."""
    return next((word for word, known in RESULTS.items() if known == result), result.value)


def trigger_words(trigger: str) -> Text:
    """Words for an answer of the machine: `verifikasi: salah (putaran habis)`."""
    if trigger in _OF_THE_CASE:
        return _OF_THE_CASE[trigger]
    step = trigger.partition(":")[0]
    word = f"{step}: {answer_word(answer_in(Trigger(trigger)))}"
    said = Text(word, word)
    if trigger.endswith(VOTE):
        return Text(f"{said.id} (suara)", f"{said.en} (vote)")
    if MANUAL in trigger:
        said = Text(f"{said.id} (dengan tangan)", f"{said.en} (by hand)")
    if trigger.endswith(LIMIT):
        said = Text(f"{said.id} (putaran habis)", f"{said.en} (rounds used up)")
    return said


def notices_of(procedure: Procedure) -> dict[str, str]:
    """The moments at which the SOP sends a notice, by the author's words for them."""
    return {event_word(rule.event): rule.event for rule in procedure.notices}


def answers_of(procedure: Procedure, step: StepId) -> dict[str, AnswerId]:
    """The answers of a step by the author's words for them."""
    return {answer_word(a.id): a.id for a in procedure.step(step).answers}
