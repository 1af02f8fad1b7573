"""The counter: choosing a service, filling its form in, and the receipt with the tracking code."""

import base64
import json
from dataclasses import replace
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from sopflow.domain.cases import Open
from sopflow.domain.procedures import Procedure
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import UnitId
from sopflow.reads.cases import case_page
from sopflow.reads.posts import zone_of_case
from sopflow.reads.procedures import procedure_of
from sopflow.reads.services import services_of
from sopflow.reads.views import ServiceRow
from sopflow.services.cases import Opened, open_case
from sopflow.web.forms import TypedForm, case_id_of, new_key, submission_of
from sopflow.web.refused import refused
from sopflow.web.turns import (
    Attempt,
    beside,
    is_beside_fields,
    key_of,
    papers_shown,
    shown_fields,
    summary_list,
)
from sopflow.web.visits import Staff, Visit

RECEIPT_COOKIE = "sopflow_resi"
RECEIPT_SECONDS = 600
"""How long the tracking code may be shown again after a case was opened."""
router = APIRouter(prefix="/buka")


@router.get("")
def services(visit: Staff) -> Response:
    """Services that can be opened at the visitor's units."""
    rows = _services(visit)
    store = visit.runtime.store
    return visit.page(
        "services.html", services=[(row, procedure_of(store, row.version)) for row in rows]
    )


@router.get("/resi/{number:path}")
def receipt(visit: Staff, number: str) -> Response:
    """What the applicant takes home; the tracking code only right after the opening."""
    page = case_page(visit.runtime.store, number, person=visit.me.person, now=visit.now)
    if page is None:
        raise HTTPException(404)
    visit.zone = ZoneInfo(zone_of_case(visit.runtime.store, page.id))
    return visit.page(
        "receipt.html",
        page=page,
        promise=procedure_of(visit.runtime.store, page.version).promise.duration,
        code=_code_of(visit, page.number),
        received=[visit.word(label) for _, label, is_in in page.requirements if is_in],
        track_address=f"{visit.runtime.settings.public_url.rstrip('/')}/lacak",
    )


@router.get("/{sop}/{unit}")
def blank(visit: Staff, sop: str, unit: str) -> Response:
    """The form of a service, as its SOP says."""
    return _form(visit, _service(visit, sop, unit))


@router.post("/{sop}/{unit}")
def open_(visit: Staff, sop: str, unit: str, typed: TypedForm) -> Response:
    """Open a case and give it a number."""
    service = _service(visit, sop, unit)
    procedure = procedure_of(visit.runtime.store, service.version)
    command = Open(
        case_id=case_id_of(visit.me.person, typed.key),
        key=typed.key,
        submission=submission_of([*procedure.form, *procedure.start.fields], typed),
        proof=typed.get("bukti") or None,
        language="en" if typed.get("bahasa_pemohon") == "en" else "id",
    )
    outcome = open_case(
        visit.runtime.store,
        command,
        sop_code=service.sop_code,
        unit=UnitId(service.unit),
        caller=visit.me.caller,
    )
    if isinstance(outcome, Refusal):
        no = refused(visit, outcome, procedure=procedure)
        if no.code is RefusalCode.KEY_REUSED:  # Back, and the next applicant typed over the last
            no = replace(no, message=visit.say("open.sent"), cure=visit.say("open.sent_cure"))
        return _form(visit, service, Attempt("buka", typed, no))
    visit.runtime.nudge()
    return _to_receipt(visit, outcome)


def _services(visit: Visit) -> list[ServiceRow]:
    today = visit.now.astimezone(visit.zone).date()
    return services_of(visit.runtime.store, visit.me.person, now=visit.now, on=today)


def _service(visit: Visit, sop: str, unit: str) -> ServiceRow:
    found = next((s for s in _services(visit) if (s.sop_code, s.unit) == (sop, unit)), None)
    if found is None:
        raise HTTPException(404)
    return found


def _form(visit: Visit, service: ServiceRow, attempt: Attempt | None = None) -> Response:
    procedure: Procedure = procedure_of(visit.runtime.store, service.version)
    fields = shown_fields((*procedure.form, *procedure.start.fields), {}, attempt)
    _, proof_fault = beside(visit, attempt, wants_proof=True)
    hides = attempt is None or is_beside_fields(attempt.refused, fields)
    typed = attempt.typed if attempt else None
    return visit.page(
        "open.html",
        status=attempt.refused.status if attempt else 200,
        service=service,
        procedure=procedure,
        refused=None if hides or attempt is None else attempt.refused,
        summary=summary_list(visit, fields, "", proof_fault),
        key=key_of(attempt) if attempt else new_key(),
        fields=fields,
        papers=papers_shown(procedure.requirements),
        received=typed.papers if typed else frozenset(),
        proof=typed.get("bukti") if typed else "",
        proof_fault=proof_fault,
        applicant_language=typed.get("bahasa_pemohon") if typed else "id",
    )


def _to_receipt(visit: Visit, opened: Opened) -> Response:
    """The code travels in a short-lived cookie: an address is written down in too many places."""
    value = json.dumps([opened.receipt.number, opened.tracking_code])
    answer = visit.go(f"/buka/resi/{opened.receipt.number}")
    text = base64.urlsafe_b64encode(value.encode()).decode()
    visit.set_cookie(answer, RECEIPT_COOKIE, text, seconds=RECEIPT_SECONDS, path="/buka/resi")
    return answer


def _code_of(visit: Visit, number: str) -> str | None:
    try:
        text = base64.urlsafe_b64decode(visit.request.cookies.get(RECEIPT_COOKIE, ""))
        of, code = json.loads(text)
    except (TypeError, ValueError):
        return None
    return str(code) if of == number else None
