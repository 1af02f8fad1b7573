"""What the words of a paper table probably mean: times, kinds of rows, ways on, codes."""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sopflow.compiler.sheets.ways import Way
from sopflow.compiler.vocabulary import RESERVED_ANSWERS, RESERVED_STEPS
from sopflow.domain.words import Text

ID_LENGTH_MAX: Final = 40
_TRIED_MAX: Final = 1000


class Work(StrEnum):
    """What a row does, by its verbs."""

    CHECK = "check"
    INITIAL = "initial"
    SIGN = "sign"
    HAND_OVER = "hand_over"
    PAY = "pay"
    DRAFT = "draft"
    OTHER = "other"


_VERBS: Final = {
    Work.SIGN: r"menandatangani|menanda\s?tangani|tanda ?tangan|penandatanganan",
    Work.INITIAL: r"memaraf|paraf",
    Work.PAY: r"membayar|pembayaran",
    Work.CHECK: r"memeriksa|meneliti|memverifikasi|memvalidasi|verifikasi|pemeriksaan|mengecek|"
    r"mengoreksi|menelaah|menilai|mencocokkan",
    Work.HAND_OVER: r"menyerahkan|penyerahan|menyampaikan",
    Work.DRAFT: r"membuat|menyusun|mengetik|mengonsep|menyiapkan|menerbitkan|mencetak|pembuatan",
}
_APPLICANTS: Final = re.compile(
    r"\b(pemohon|masyarakat|warga|pelapor|pengguna layanan)\b", re.IGNORECASE
)
_AGAINST: Final = re.compile(
    r"\b(tidak|belum|salah|kurang|ditolak|tolak|kembali|dikembalikan)\b", re.IGNORECASE
)
_REFUSED: Final = re.compile(r"\b(ditolak|tolak|menolak)\b", re.IGNORECASE)
_CLAUSES: Final = re.compile(
    r"[;\n]|(?<!no)\.\s|,\s*(?=(?:dan\s+)?(?:jika|bila|apabila|kalau|ya|tidak)\b)", re.IGNORECASE
)
_MOVES: Final = re.compile(
    r"(?:\b(?:di)?kembali(?:kan)?|\b(?:di)?lanjut(?:kan)?|\blangsung|\bmenuju)?\s*\bke\b\s*"
    r"(?:langkah|nomor|no\b\.?|kegiatan|tahap|poin|butir)?\s*(?:ke-?)?\s*"
    r"|\b(?:lanjut|kembali)\s+(?=\d)|\b(?:di)?kembali(?:kan)?\s+(?:kepada|pada)\b\s*",
    re.IGNORECASE,
)
_IF: Final = re.compile(
    r"^\W*(?:dan\s+)?(?:jika|bila|apabila|kalau)\s+|\s*(?:maka|,|:)\s*$", re.IGNORECASE
)
_THEN_IF: Final = re.compile(r"\b(?:jika|bila|apabila|kalau)\s+(.+)$", re.IGNORECASE)
_OPPOSITES: Final = (("tidak ", ""), ("belum ", ""), ("kurang ", ""))

_UNITS: Final = {
    "menit": "menit", "mnt": "menit", "mnit": "menit", "jam": "jam", "jam kerja": "jam",
    "hari kerja": "hari kerja", "hr kerja": "hari kerja", "hk": "hari kerja",
    "hari kalender": "hari kalender", "hari": "hari", "hr": "hari",
}  # fmt: skip
_TIME: Final = re.compile(
    r"(?:(?P<low>\d{1,4})\s*(?:-|\u2013|s/d|sampai(?: dengan)?)\s*)?(?P<amount>\d{1,4})"
    r"\s*(?:\([^()]*\)\s*)?(?P<unit>[a-z]+(?: (?:kerja|kalender))?)?",
    re.IGNORECASE,
)
_EXACT: Final = re.compile(
    r"\d{1,4}\s*(?:\([^()]{1,60}\)\s*)?(menit|jam|jam kerja|hari kerja|hari kalender|hari)",
    re.IGNORECASE,
)


_NOTHING: Final = re.compile(r"0+ (?!menit)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Time:
    """A length as the file writes it; `why` says what was done to what stood there, if anything."""

    value: str
    why: Text | None


def time_of(text: str, unit: str | None) -> Time | None:
    """Read a time as offices write it; None where it names none.

    Args:
        text: What the cell says.
        unit: The unit that the heading names, for cells with nothing but a number.
    """
    plain = " ".join(text.split())
    if _EXACT.fullmatch(plain) and not _NOTHING.match(plain):
        return Time(plain.lower() if "(" not in plain else plain, None)
    for found in _TIME.finditer(plain):
        amount, word = int(found["amount"]), (found["unit"] or "").lower()
        if not word and unit is not None:
            return Time(f"{amount} {unit}", Text("satuan dari judul kolom", "unit of the heading"))
        if (time := _in_units(amount, word, plain)) is not None:
            return time
    return None


def _in_units(amount: int, word: str, plain: str) -> Time | None:
    wrote = Text(f'tertulis "{plain}"', f'it says "{plain}"')
    if word in ("detik", "dtk"):
        return Time(f"{max(1, -(-amount // 60))} menit", wrote)
    if word in ("minggu", "mgg"):
        return Time(f"{amount * 7} hari kalender", wrote)
    known = _UNITS.get(word) or _UNITS.get(word.split(maxsplit=1)[0] if word else "")
    if known is None:
        return None
    if amount == 0:
        return Time("0 menit", wrote)
    return Time(f"{amount} {known}", wrote)


def unit_of(heading: str) -> str | None:
    """Find the unit that a heading names: `Waktu (menit)`."""
    found = re.search(r"\((menit|jam|hari kerja|hari)\)", heading, re.IGNORECASE)
    return found[1].lower() if found else None


def work_of(activity: str) -> Work:
    """Say what a row does."""
    for work, verbs in _VERBS.items():
        if re.search(rf"\b({verbs})\b", activity, re.IGNORECASE):
            return work
    return Work.OTHER


def is_applicant(name: str) -> bool:
    """Say whether a performer is the applicant."""
    return _APPLICANTS.search(name) is not None


def is_against(label: str) -> bool:
    """Say whether an answer says no."""
    return _AGAINST.search(label) is not None


def is_refusal(words: str) -> bool:
    """Say whether words speak of a refusal."""
    return _REFUSED.search(words) is not None


def opposite(label: str) -> str:
    """Name the answer on the other side."""
    words = label.casefold()
    for start, instead in _OPPOSITES:
        if words.startswith(start) and len(words) > len(start):
            return (instead + label[len(start) :]).capitalize()
    return "Tidak" if words in ("ya", "benar") else "Ya"


def spoken_ways(text: str) -> list[Way]:
    """Find ways on that are told in a sentence: `Jika tidak lengkap kembali ke 1`."""
    found = []
    for clause in _CLAUSES.split(text):
        move = _MOVES.search(clause)
        if move is None:
            continue
        target, label = clause[move.end() :].strip(" ."), clause[: move.start()]
        if (after := _THEN_IF.search(target)) is not None:
            target, label = target[: after.start()].strip(), label.strip() or after[1]
        label = _IF.sub("", _IF.sub("", label)).strip(" ,.:()")
        if (number := re.match(r"(\d{1,3})\b", target)) is not None:
            target = number[1]
        if target:
            found.append(Way(label.capitalize(), target))
    return found


def code_of(words: str, taken: Container[str], *, for_answer: bool = False) -> str:
    """Make a code out of words: `Memeriksa berkas` gives `memeriksa_berkas`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    code = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not code[:1].isalpha():
        code = f"n_{code}".rstrip("_")
    while len(code) > ID_LENGTH_MAX and "_" in code:
        code = code.rpartition("_")[0]
    code = code[:ID_LENGTH_MAX]
    reserved = RESERVED_ANSWERS if for_answer else RESERVED_STEPS
    if code not in taken and code not in reserved:
        return code
    tried = (f"{code[: ID_LENGTH_MAX - 5]}_{n}" for n in range(2, _TRIED_MAX))
    return next((name for name in tried if name not in taken), code)
