"""Refusals of the services at this edge: one status each, and the words for people."""

from collections.abc import Mapping
from dataclasses import dataclass

from sopflow.domain.catalogue import worded
from sopflow.domain.procedures import Procedure
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.reads.views import CasePage, FactRow
from sopflow.web.visits import Visit

STATUS: Mapping[RefusalCode, int] = {
    RefusalCode.CASE_CLOSED: 409,
    RefusalCode.STALE_VIEW: 409,
    RefusalCode.ITEM_NOT_OPEN: 409,
    RefusalCode.NOT_YOUR_ROLE: 403,
    RefusalCode.NO_APPOINTMENT: 403,
    RefusalCode.CLAIMED_BY_OTHER: 409,
    RefusalCode.UNKNOWN_ANSWER: 422,
    RefusalCode.NOT_AN_ARC: 409,
    RefusalCode.ROUNDS_USED_UP: 409,
    RefusalCode.REASON_MISSING: 422,
    RefusalCode.REQUIREMENT_MISSING: 422,
    RefusalCode.FIELD_INVALID: 422,
    RefusalCode.OBLIGATION_OPEN: 409,
    RefusalCode.KEY_REUSED: 409,
    RefusalCode.NOT_IN_FORCE: 409,
    RefusalCode.NOT_WITHDRAWABLE: 409,
    RefusalCode.NOT_CANCELLABLE: 409,
    RefusalCode.NOT_DUE: 409,
    RefusalCode.NOTICE_NOT_DELIVERED: 409,
    RefusalCode.PROOF_MISSING: 422,
    RefusalCode.LOST_RACE: 409,
    RefusalCode.SAME_PERSON: 403,
    RefusalCode.OTHER_PERSON: 403,
    RefusalCode.TOO_MANY_STEPS: 403,
    RefusalCode.CONFLICT_OF_INTEREST: 403,
    RefusalCode.CONFLICT_DECLARED: 409,
    RefusalCode.NO_COPY: 409,
    RefusalCode.ALREADY_VOTED: 409,
    RefusalCode.SHARED_STEP: 409,
    RefusalCode.HOLDER_NOT_ABSENT: 403,
    RefusalCode.LEAVES_NOBODY: 403,
    RefusalCode.AMOUNT_UNKNOWN: 409,
    RefusalCode.BILL_OPEN: 409,
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal as a page shows it, with what changed and what was typed."""

    code: RefusalCode
    status: int
    title: str
    message: str
    cure: str
    faults: Mapping[str, str]
    changed: tuple[FactRow, ...] = ()
    note: str = ""
    is_kept: bool = True


def refused(
    visit: Visit, refusal: Refusal, *, procedure: Procedure, page: CasePage | None = None
) -> Refused:
    """Put a refusal into the visitor's words."""
    words = worded(refusal, names_of(visit, procedure, page))
    status = STATUS[refusal.code]
    faults = refusal.details.get("faults")
    return Refused(
        code=refusal.code,
        status=status,
        title=visit.say(f"error.{status}"),
        message=_sentence(visit.word(words.message)),
        cure=_sentence(visit.word(words.cure)),
        faults={str(k): str(v) for k, v in faults.items()} if isinstance(faults, Mapping) else {},
    )


def names_of(visit: Visit, procedure: Procedure, page: CasePage | None) -> dict[str, str]:
    """Words for the ids that a refusal may bring: steps, roles, papers, fields, persons."""
    answers = (a for s in procedure.steps for a in s.answers)
    fields = (*procedure.form, *(f for s in procedure.steps for f in s.fields))
    names = {str(a.id): visit.word(a.label) for a in answers}
    names |= {str(f.id): visit.word(f.label) for f in fields}
    names |= {str(r.id): visit.word(r.label) for r in procedure.requirements}
    names |= {str(s.id): visit.word(s.activity) for s in procedure.steps}
    names |= {str(r.id): visit.word(r.name) for r in procedure.roles}
    if page is not None:
        names |= {str(f.person): f.person_name for f in page.facts if f.person_name}
        names[str(page.unit)] = page.unit_name
    return names


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?', '!')) else '.'}"
