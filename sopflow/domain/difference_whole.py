"""Words for what an SOP says about the whole case, for comparing two versions."""

from sopflow.domain.difference_words import Telling
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import Text

_OPENINGS = {
    Opening.APPLICANT: Text("pemohon", "the applicant"),
    Opening.OFFICE: Text("kantor", "the office"),
}


def opening(telling: Telling) -> Text:
    """Say who opens a case."""
    return _OPENINGS[telling.procedure.opening]
