"""The draft that somebody is asked to initial or sign, set as it would be issued now."""

from dataclasses import replace

from sopflow.domain.items import Document
from sopflow.domain.procedures import Step
from sopflow.domain.words import CaseId, StepKind
from sopflow.services.papers import LANGUAGE, paper_of
from sopflow.services.ports import DocumentMaker
from sopflow.store.dossier import dossier_of
from sopflow.store.store import Store

MARKED = {"id": "Konsep", "en": "Draft"}


def has_draft(step: Step) -> bool:
    """Say whether the step judges a draft that can be read."""
    return step.document is not None and step.kind in (StepKind.INITIALS, StepKind.SIGNATURE)


def draft_of(
    store: Store, documents: DocumentMaker, case_id: CaseId, step: Step, *, public_url: str
) -> bytes:
    """Set the step's document from the record as it stands; nothing is kept.

    It bears the word for a draft, no number and no signature that was not given.
    """
    assert has_draft(step), step.id
    with store.reading() as connection:
        dossier = dossier_of(connection, case_id)
    procedure = store.machine(dossier.version).procedure
    document: Document = next(d for d in procedure.documents if d.id == step.document)
    paper = paper_of(store.machine(dossier.version), dossier, document, public_url=public_url)
    return documents.make(replace(paper, title=f"{MARKED[LANGUAGE]}: {paper.title}"))
