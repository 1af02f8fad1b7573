"""Words for what an SOP says about the whole case, for comparing two versions."""

from sopflow.domain.difference_words import NOTHING, Telling
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import Text

_OPENINGS = {
    Opening.APPLICANT: Text("pemohon", "the applicant"),
    Opening.OFFICE: Text("kantor", "the office"),
}


def opening(telling: Telling) -> Text:
    """Say who opens a case."""
    return _OPENINGS[telling.procedure.opening]


def cancellation(telling: Telling) -> Text:
    """Say who of the office may cancel until when, and who drafts the letter."""
    found = telling.procedure.cancellation
    if found is None:
        return NOTHING
    who = telling.role(found.by)
    until = telling.step(telling.procedure.step(found.until))
    letter = telling.step(telling.procedure.step(found.target))
    return Text(
        f"{who.id} sampai {until.id}; suratnya: {letter.id}",
        f"{who.en} until {until.en}; the letter: {letter.en}",
    )


def silence(telling: Telling) -> Text:
    """Say what silence means, and by which law."""
    found = telling.procedure.silence
    if found is None:
        return NOTHING
    label = telling.procedure.end(found.end).label
    return Text(f"{label.id} ({found.legal_basis})", f"{label.en} ({found.legal_basis})")
