"""Letters and permits as PDF: fixed pages, words of the office, data of the case.

Typst sets the page from the shipped layout. Values reach it as JSON, so a name can hold no
command. Only the fonts that come with Typst are used: every machine makes the same bytes.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from babel.dates import format_date

from sopflow.documents.wording import (
    ACTS,
    CAPACITIES,
    CHECK,
    COLUMNS,
    DATED,
    LEGAL_BASIS,
    NUMBER,
    REASON,
    RESULT,
    SIGNED,
    wording_of,
)
from sopflow.domain.papers import ActOnPaper, Paper

TEXT_LENGTH_MAX = 4000
ROWS_MAX = 200


@dataclass(frozen=True, slots=True)
class Letters:
    """Makes the papers of a case."""

    media_type: str = "application/pdf"

    def make(self, paper: Paper) -> bytes:
        """Set the paper on A4 pages; the same paper gives the same bytes."""
        (made,) = _set(paper, "pdf", None)
        return made


def pictures_of(paper: Paper, *, dots_per_inch: int = 110) -> list[bytes]:
    """Each page as PNG: what the PDF looks like, for the eye and for tests."""
    return _set(paper, "png", float(dots_per_inch))


def _set(paper: Paper, form: Literal["pdf", "png"], ppi: float | None) -> list[bytes]:
    import typst  # noqa: PLC0415 - heavy, and only workers need it

    made: bytes | list[bytes] = typst.compile(
        _layout(),
        format=form,
        ppi=ppi,
        sys_inputs={"paper": json.dumps(said(paper), ensure_ascii=False)},
        font_paths=[],
        ignore_system_fonts=True,
        timestamp=datetime.combine(paper.made_on, time(), UTC),
    )
    return made if isinstance(made, list) else [made]


def said(paper: Paper) -> dict[str, Any]:
    """Everything that stands on the page, as words."""
    language = paper.language
    wording = wording_of(paper.template)
    known = {"case": paper.seal.case_number, "service": paper.service}
    closing = [text.in_(language) for text in wording.closing]
    if wording.gives_reasons and paper.reason:
        closing.insert(0, REASON.in_(language).format(reason=paper.reason))
    elif paper.result:
        closing.insert(0, RESULT.in_(language).format(result=paper.result))
    return {
        key: _short(value)
        for key, value in {
            "language": language,
            "letterhead": list(paper.letterhead.names),
            "address": paper.letterhead.address,
            "title": paper.title,
            "number": paper.number or "",
            "opening": wording.opening.in_(language).format(**known),
            "about": [list(pair) for pair in paper.about][:ROWS_MAX],
            "closing": closing,
            "legal_basis": list(paper.legal_basis)[:ROWS_MAX],
            "date_line": DATED.in_(language).format(date=_date(paper.made_on, language)),
            "signer": _signer(paper),
            "acts": [_act(act, language) for act in paper.acts][:ROWS_MAX],
            "check": CHECK.in_(language).format(
                address=paper.seal.address, case=paper.seal.case_number, seq=paper.seal.seq
            ),
            "hash": paper.seal.hash,
            "words": {
                "number": NUMBER.in_(language),
                "legal_basis": LEGAL_BASIS.in_(language),
                "acts": ACTS.in_(language),
                "columns": [name.in_(language) for name in COLUMNS],
            },
        }.items()
    }


def _signer(paper: Paper) -> dict[str, str] | None:
    signer = paper.signer
    if signer is None:
        return None
    how = SIGNED.in_(paper.language).format(
        date=_date(signer.at.date(), paper.language), time=f"{signer.at:%H.%M}", zone=paper.zone
    )
    return {"position": signer.position, "name": signer.name, "how": how}


def _act(act: ActOnPaper, language: str) -> dict[str, str]:
    capacity = CAPACITIES.get(act.capacity)
    position = f"{act.position}, {capacity.in_(language)}" if capacity else act.position
    return {
        "activity": act.activity,
        "answer": act.answer,
        "name": act.name,
        "position": position,
        "date": format_date(act.at, "d MMM y", locale=_locale(language)),
        "time": f"{act.at:%H.%M} {act.at.tzname()}",
    }


def _short(value: Any) -> Any:
    """Bound every text, so that no answer of a form makes a thousand pages."""
    if isinstance(value, str):
        return value if len(value) <= TEXT_LENGTH_MAX else value[:TEXT_LENGTH_MAX] + " […]"
    if isinstance(value, list):
        return [_short(item) for item in value]
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    return value


def _date(day: date, language: str) -> str:
    return format_date(day, "d MMMM y", locale=_locale(language))


def _locale(language: str) -> str:
    return "en" if language == "en" else "id"


@cache
def _layout() -> bytes:
    return files("sopflow.documents").joinpath("templates/letter.typ").read_bytes()
