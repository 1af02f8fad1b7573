"""What a legal basis is: its rank, whose region it names, and whether it founds an SOP.

The order is that of UU 12/2011 art. 7 with the regulations of ministers between those of the
president and those of a region, as the heads of SOPs list them.
"""

import re
from collections.abc import Mapping
from typing import Final

_RANKS: Final = (
    re.compile(r"^(undang-undang dasar|uud)\b", re.IGNORECASE),
    re.compile(r"^(undang-undang|uu|peraturan pemerintah pengganti|perppu)\b", re.IGNORECASE),
    re.compile(r"^(peraturan pemerintah|pp)\b", re.IGNORECASE),
    re.compile(r"^(peraturan presiden|perpres|keputusan presiden|keppres)\b", re.IGNORECASE),
    re.compile(
        r"^(peraturan menteri|permen|keputusan menteri|peraturan kepala badan|peraturan badan|"
        r"peraturan lembaga|peraturan ombudsman)",
        re.IGNORECASE,
    ),
    re.compile(r"^(peraturan daerah|perda)\b", re.IGNORECASE),
    re.compile(
        r"^(peraturan (gubernur|bupati|wali\s?kota)|pergub|perbup|perwal(i|kot)?)\b", re.IGNORECASE
    ),
    re.compile(r"^keputusan (gubernur|bupati|wali\s?kota)\b", re.IGNORECASE),
)
_REGION: Final = re.compile(r"\b(Kabupaten|Kota|Provinsi)\s+((?:[A-Z][a-z]+\s?){1,3})")
_REGIONAL: Final = re.compile(
    r"\b(peraturan daerah|perda|peraturan (gubernur|bupati|wali\s?kota)|pergub|perbup|perwal)",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(r"\s+(Nomor|Tahun|Tentang)\b.*$")
FOUNDING: Final[Mapping[str, re.Pattern[str]]] = {
    "UU 25/2009": re.compile(r"\b25\b.{1,12}\b2009\b"),
    "Permenpan RB 35/2012": re.compile(r"\b35\b.{1,12}\b2012\b"),
}
"""What every SOP of a public service rests on (DOMAIN 1.15, LG06)."""


def rank_of(basis: str) -> int | None:
    """Give the place of a legal basis in the hierarchy, the highest first; None if not known."""
    return next((n for n, form in enumerate(_RANKS) if form.search(basis.strip())), None)


def regions_in(text: str) -> frozenset[str]:
    """Name the regions that a text names."""
    found = (_SECTION.sub("", f"{kind} {name}").strip() for kind, name in _REGION.findall(text))
    return frozenset(found)


def foreign_region(basis: str, own: frozenset[str]) -> str | None:
    """Find a region in a regional legal basis that is not the office's own.

    A province is never foreign: its regulations bind the regions inside it, and the name of the
    office does not tell which province that is.
    """
    if not is_regional(basis):
        return None
    named = (region for region in sorted(regions_in(basis)) if not region.startswith("Provinsi"))
    return next((region for region in named if region not in own), None)


def is_regional(basis: str) -> bool:
    """Say whether a region made this regulation."""
    return _REGIONAL.search(basis) is not None
