"""How the rows and the identity of an SOP are worded: what a formal review would say."""

import re
from collections.abc import Iterator
from typing import Final

from sopflow.domain.procedures import Procedure, Step

_VAGUE = re.compile(
    r"\b(dll|dsb|dan lain-lain|dan sebagainya|secukupnya|seperlunya|sesegera mungkin|segera|"
    r"apabila diperlukan|bila perlu|jika perlu)\b",
    re.IGNORECASE,
)
_ACTIVE_ANYWAY: Final = frozenset({"beri", "terima", "antar", "catat"})
_KINDS_OF_WORK: Final = {
    "memeriksa": ("memeriksa", "meneliti", "memverifikasi", "memvalidasi", "menilai", "menelaah"),
    "menyusun": ("menyusun", "membuat", "mengetik", "mengonsep"),
    "mengesahkan": ("menandatangani", "memaraf", "mengesahkan", "menetapkan"),
    "menyerahkan": ("menyerahkan", "menyampaikan", "mengirim", "mengirimkan", "mengantar"),
    "mengarsipkan": ("mengarsipkan", "mendokumentasikan"),
}
_LEFT_OVER = re.compile(
    r"\bdiisi\b|\bisi dengan\b|\bcontoh teks\b|x{4,}|\.{5,}|dd[/-]mm", re.IGNORECASE
)
_BASIS_READ: Final = 300
_NUMBERED = re.compile(r"\d")
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_REPLACED: Final = {
    r"^(?=.*\bPER/21/(M\.PAN/11/)?2008\b)": "Permenpan RB Nomor 35 Tahun 2012",
    r"^(?=.*permenpan)(?=.*\b16\b.*\b2014\b)": "Permenpan RB Nomor 14 Tahun 2017",
    r"^(?=.*permenpan)(?=.*\b36\b.*\b2012\b)": "Permenpan RB Nomor 15 Tahun 2014",
    r"^(?=.*permendagri)(?=.*\b54\b.*\b2009\b)": "Permendagri Nomor 1 Tahun 2023",
    r"^(?=.*(\bPP\b|peraturan pemerintah))(?=.*\b5\b.*\b2021\b)":
        "Peraturan Pemerintah Nomor 28 Tahun 2025",
}  # fmt: skip
_WITHOUT_NIP = re.compile(
    r"^(wakil\s+)?(gubernur|bupati|wali\s*kota)\b|^sekretaris daerah\b", re.IGNORECASE
)


def is_active(activity: str) -> bool:
    """Say whether a kegiatan begins with an active verb (DOMAIN 1.8)."""
    first = activity.split(maxsplit=1)[0].lower() if activity.split() else ""
    return first.startswith("me") or first in _ACTIVE_ANYWAY


def names_its_performer(step: Step, procedure: Procedure) -> bool:
    """Say whether a kegiatan begins with the name of a role."""
    words = step.activity.id.lower()
    return any(words.startswith(f"{role.name.id.lower()} ") for role in procedure.roles) or any(
        words.startswith(f"{role.name.id.lower().split()[0]} me") for role in procedure.roles
    )


def vague_word(text: str) -> str | None:
    """Find a word that leaves condition, amount or time open."""
    found = _VAGUE.search(text)
    return found[0] if found else None


def kinds_of_work(activity: str) -> tuple[str, ...]:
    """Name the kinds of work that a kegiatan holds, by its verbs."""
    words = re.findall(r"[a-z]+", activity.lower())
    return tuple(w for verbs in _KINDS_OF_WORK.values() for w in verbs if w in words)


def has_two_kinds_of_work(activity: str) -> bool:
    """Say whether the verbs of a kegiatan belong to different kinds of work."""
    found = kinds_of_work(activity)
    return sum(any(v in found for v in verbs) for verbs in _KINDS_OF_WORK.values()) > 1


def is_left_over(text: str) -> bool:
    """Say whether a text is a blank form's own explanation."""
    return _LEFT_OVER.search(text) is not None


def is_exact(basis: str) -> bool:
    """Say whether a legal basis names number and year."""
    return len(_NUMBERED.findall(basis)) > 4 and _YEAR.search(basis) is not None


def successor_of(basis: str) -> str | None:
    """Name what replaced a legal basis, if it is known to be replaced."""
    start = basis[:_BASIS_READ]
    found = (new for old, new in _REPLACED.items() if re.search(old, start, re.IGNORECASE))
    return next(found, None)


def needs_nip(position: str) -> bool:
    """Say whether an official of this position signs with NIP (Permendagri 1/2023 art. 44)."""
    return _WITHOUT_NIP.search(position.strip()) is None


def identity_texts(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Give each text of the identity with the name under which its place is known."""
    who = procedure.identity
    yield "number", who.number
    yield "title", who.title.id
    yield "ratified_by", who.ratified_by.name
    yield from (("legal_basis", basis) for basis in who.legal_basis)
    yield "warning", who.warning
    yield "records", who.records
