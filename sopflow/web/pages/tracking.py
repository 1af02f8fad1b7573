"""Tracking by number and code, without signing in; the applicant acts there for themselves."""

import base64
import json
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from sopflow.domain.authority import Caller
from sopflow.domain.cases import Advance, Receipt, Withdraw
from sopflow.domain.refusals import Refusal
from sopflow.domain.words import ActorClass, AnswerId, WorkItemId
from sopflow.reads.documents import paper_of_case
from sopflow.reads.posts import zone_of_case
from sopflow.reads.procedures import procedure_of
from sopflow.reads.tracking import track
from sopflow.reads.views import TrackedCase
from sopflow.services.cases import advance_case, withdraw_case
from sopflow.web.forms import Typed, TypedForm, all_fields, new_key, submission_of
from sopflow.web.pages.case import paper_answer
from sopflow.web.refused import refused
from sopflow.web.turns import (
    Attempt,
    SmallForm,
    beside,
    is_beside_fields,
    key_of,
    refill,
    shown_fields,
    summary_list,
)
from sopflow.web.visits import Public, Visit

TRACK_COOKIE = "sopflow_lacak"
TRACK_SECONDS = 3600
PATH = "/lacak"
TEXT_LENGTH_MAX = 80
router = APIRouter(prefix=PATH)


@router.get("")
def ask(visit: Public, nomor: str = "") -> Response:
    """The form for number and code."""
    return _ask(visit, number=nomor[:TEXT_LENGTH_MAX])


@router.post("")
def look(visit: Public, typed: TypedForm) -> Response:
    """Look a case up; number and code then stay in a cookie of this browser for an hour."""
    number = typed.get("nomor").upper()[:TEXT_LENGTH_MAX]
    code = typed.get("kode").upper()[:TEXT_LENGTH_MAX]
    found = _track(visit, number, code)
    if not isinstance(found, TrackedCase):
        return found
    answer = visit.go(f"{PATH}/berkas")
    text = base64.urlsafe_b64encode(json.dumps([found.number, code]).encode()).decode()
    visit.set_cookie(answer, TRACK_COOKIE, text, seconds=TRACK_SECONDS, path=PATH)
    return answer


@router.get("/berkas")
def show(visit: Public, terkirim: str = "") -> Response:
    """Where the application is, in plain words."""
    found = _again(visit)
    return _show(visit, found, sent=bool(terkirim)) if isinstance(found, TrackedCase) else found


@router.post("/jawab")
def answer(visit: Public, typed: TypedForm) -> Response:
    """Do the applicant's own step: fix and resubmit."""
    case = _again(visit)
    if not isinstance(case, TrackedCase):
        return case
    procedure = procedure_of(visit.runtime.store, case.version)
    command = Advance(
        case_id=case.id,
        item=WorkItemId(typed.get("tugas")),
        seen_view=typed.number("lihat"),
        answer=AnswerId(typed.get("jawaban")),
        key=typed.key,
        note=typed.get("catatan") or None,
        submission=submission_of(all_fields(procedure), typed, filed=case.filed),
    )
    outcome = advance_case(visit.runtime.store, command, caller=_applicant(case))
    return _answered(visit, case, outcome, typed, form="jawab")


@router.post("/tarik")
def withdraw(visit: Public, typed: TypedForm) -> Response:
    """Withdraw the application, when the applicant has ticked that they are sure."""
    case = _again(visit)
    if not isinstance(case, TrackedCase):
        return case
    if not typed.get("yakin"):
        form = _withdrawal(typed, fault=visit.say("track.sure_missing"))
        return _show(visit, case, withdrawal=form)
    command = Withdraw(
        case_id=case.id,
        seen_seq=typed.number("dilihat"),
        key=typed.key,
        note=typed.get("catatan") or None,
    )
    outcome = withdraw_case(visit.runtime.store, command, caller=_applicant(case))
    return _answered(visit, case, outcome, typed, form="tarik")


@router.get("/dokumen/{document}")
def download(visit: Public, document: str) -> Response:
    """A document of the applicant's finished case."""
    case = _again(visit)
    if not isinstance(case, TrackedCase):
        return case
    paper = paper_of_case(visit.runtime.store, document, case_id=case.id)
    if paper is None:
        raise HTTPException(404)
    return paper_answer(paper, case.number)


@router.post("/selesai")
def done(visit: Public, typed: TypedForm) -> Response:  # noqa: ARG001  read for where it came from
    """Forget number and code on this device."""
    answer = visit.go(PATH)
    answer.delete_cookie(TRACK_COOKIE, path=PATH)
    return answer


def _again(visit: Visit) -> TrackedCase | Response:
    """The case of the cookie, or what to answer instead."""
    try:
        text = base64.urlsafe_b64decode(visit.request.cookies.get(TRACK_COOKIE, ""))
        number, code = json.loads(text)
    except (TypeError, ValueError):
        return visit.go(PATH)
    return _track(visit, str(number), str(code))


def _track(visit: Visit, number: str, code: str) -> TrackedCase | Response:
    """Find the case, or answer the form again: one same message whatever was wrong."""
    limits = visit.limits
    address, name = f"lacak:{visit.address}", f"lacak:{number}"
    wait = max(
        limits.by_address.wait_minutes(address, now=visit.now),
        limits.by_name.wait_minutes(name, now=visit.now),
    )
    if wait:
        return _ask(visit, 429, number=number, wrong=visit.say("track.slow", minutes=wait))
    found = track(visit.runtime.store, number, code, now=visit.now)
    if found is None:
        limits.by_address.failed(address, now=visit.now)
        limits.by_name.failed(name, now=visit.now)
        return _ask(visit, 404, number=number, wrong=visit.say("track.wrong"))
    visit.zone = ZoneInfo(zone_of_case(visit.runtime.store, found.id))
    return found


def _ask(visit: Visit, status: int = 200, *, number: str, wrong: str = "") -> Response:
    return visit.page("track.html", status=status, at=PATH, number=number, wrong=wrong)


def _applicant(case: TrackedCase) -> Caller:
    return Caller(case.applicant, ActorClass.APPLICANT)


def _answered(
    visit: Visit, seen: TrackedCase, outcome: Receipt | Refusal, typed: Typed, *, form: str
) -> Response:
    if isinstance(outcome, Receipt):
        visit.runtime.nudge()
        return visit.go(f"{PATH}/berkas?terkirim=1")
    case = _again(visit)
    if not isinstance(case, TrackedCase):
        return case
    no = refused(visit, outcome, procedure=procedure_of(visit.runtime.store, seen.version))
    return _show(visit, case, attempt=Attempt(form, typed, no))


def _show(
    visit: Visit,
    case: TrackedCase,
    *,
    attempt: Attempt | None = None,
    sent: bool = False,
    withdrawal: SmallForm | None = None,
) -> Response:
    mine = attempt if attempt is not None and attempt.form == "jawab" else None
    fields = shown_fields([f for f, _ in case.form], _filed(case), mine)
    note_fault, _ = beside(visit, mine)
    hides = attempt is None or (mine is not None and is_beside_fields(attempt.refused, fields))
    if withdrawal is None:
        withdrawal = _withdrawal(attempt.typed if attempt and mine is None else None)
    return visit.page(
        "tracked.html",
        status=attempt.refused.status if attempt else 422 if withdrawal.proof_fault else 200,
        at=f"{PATH}/berkas",
        case=case,
        promise=procedure_of(visit.runtime.store, case.version).promise.duration,
        sent=sent,
        refused=None if hides or attempt is None else attempt.refused,
        summary=summary_list(visit, fields, note_fault, ""),
        key=key_of(mine),
        fields=fields,
        papers=[(paper, label, False, is_in) for paper, label, is_in in case.papers],
        received=mine.typed.papers if mine else frozenset(),
        note=mine.typed.get("catatan") if mine else "",
        note_fault=note_fault,
        withdrawal=withdrawal,
    )


def _filed(case: TrackedCase) -> dict[str, str]:
    return {str(f.id): refill(value) for f, value in case.form if value is not None}


def _withdrawal(typed: Typed | None, *, fault: str = "") -> SmallForm:
    return SmallForm(
        key=typed.key if typed and fault else new_key(),
        note=typed.get("catatan") if typed else "",
        proof_fault=fault,
        is_open=typed is not None,
    )
