"""The page of a case, and everything that can be done on it."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from sopflow.domain.cases import Advance, Cancel, Claim, Notify, Receipt, Withdraw
from sopflow.domain.procedures import Procedure
from sopflow.domain.refusals import Refusal
from sopflow.domain.words import AnswerId, WorkItemId
from sopflow.reads.cases import case_page
from sopflow.reads.documents import Paper, paper_for_official
from sopflow.reads.posts import zone_of_case
from sopflow.reads.procedures import procedure_of
from sopflow.reads.views import CasePage
from sopflow.services.cases import advance_case, claim_case, record_notice, withdraw_case
from sopflow.services.drafts import draft_of, has_draft
from sopflow.services.whole import cancel_case
from sopflow.web.forms import Typed, TypedForm, all_fields, submission_of
from sopflow.web.refused import Refused, refused
from sopflow.web.rendering import case_address
from sopflow.web.showing import masked, shown
from sopflow.web.turns import (
    OFFICE_FORMS,
    Attempt,
    Turn,
    is_beside_fields,
    office_form_of,
    on_file,
    serving_of,
    turns_of,
    withdrawal_of,
)
from sopflow.web.visits import Staff, Visit, log

router = APIRouter(prefix="/berkas")
CHANNELS = ("counter", "post")


@router.get("/{number:path}/dokumen/{document}")
def download(visit: Staff, number: str, document: str) -> Response:
    """A document of a case that the visitor may see."""
    paper = paper_for_official(visit.runtime.store, document, person=visit.me.person, now=visit.now)
    if paper is None:
        raise HTTPException(404)
    return paper_answer(paper, number)


@router.get("/{number:path}/konsep/{item}")
def draft(visit: Staff, number: str, item: str) -> Response:
    """The draft that waits for the visitor's initials or signature."""
    page, _ = case_of(visit, number)
    step = next((a.step for a in page.actions if a.item == item and has_draft(a.step)), None)
    if step is None:
        raise HTTPException(404)
    made = visit.runtime
    body = draft_of(made.store, made.documents, page.id, step, public_url=made.settings.public_url)
    return Response(body, media_type=made.documents.media_type)


@router.post("/{number:path}/jawab")
def answer(visit: Staff, number: str, typed: TypedForm) -> Response:
    """Give an answer on a work item, for oneself or for the applicant at the counter."""
    page, procedure = case_of(visit, number)
    command = Advance(
        case_id=page.id,
        item=WorkItemId(typed.get("tugas")),
        seen_view=typed.number("lihat"),
        answer=AnswerId(typed.get("jawaban")),
        key=typed.key,
        note=typed.get("catatan") or None,
        submission=submission_of(all_fields(procedure), typed, filed=on_file(page)),
        proof=typed.get("bukti") or None,
    )
    outcome = advance_case(visit.runtime.store, command, caller=visit.me.caller)
    return answered(visit, page, outcome, typed, form=command.item)


@router.post("/{number:path}/ambil")
def claim(visit: Staff, number: str, typed: TypedForm) -> Response:
    """Take a work item on, or give it back."""
    page, _ = case_of(visit, number)
    command = Claim(
        case_id=page.id,
        item=WorkItemId(typed.get("tugas")),
        seen_view=typed.number("lihat"),
        key=typed.key,
        release=bool(typed.get("lepas")),
    )
    outcome = claim_case(visit.runtime.store, command, caller=visit.me.caller)
    return answered(visit, page, outcome, typed, form="ambil")


@router.post("/{number:path}/tarik")
def withdraw(visit: Staff, number: str, typed: TypedForm) -> Response:
    """Enter that the applicant withdraws."""
    page, _ = case_of(visit, number)
    command = Withdraw(
        case_id=page.id,
        seen_seq=typed.number("dilihat"),
        key=typed.key,
        note=typed.get("catatan") or None,
        proof=typed.get("bukti") or None,
    )
    outcome = withdraw_case(visit.runtime.store, command, caller=visit.me.caller)
    return answered(visit, page, outcome, typed, form="tarik")


@router.post("/{number:path}/batalkan")
def cancel(visit: Staff, number: str, typed: TypedForm) -> Response:
    """Cancel the case in the office's name."""
    page, _ = case_of(visit, number)
    command = Cancel(
        case_id=page.id,
        seen_seq=typed.number("dilihat"),
        key=typed.key,
        note=typed.get("catatan") or None,
    )
    outcome = cancel_case(visit.runtime.store, command, caller=visit.me.caller)
    return answered(visit, page, outcome, typed, form="batalkan")


@router.post("/{number:path}/sampaikan")
def serve(visit: Staff, number: str, typed: TypedForm) -> Response:
    """Record that a notice was served on paper."""
    page, _ = case_of(visit, number)
    channel = typed.get("cara")
    command = Notify(
        case_id=page.id,
        of_seq=typed.number("tentang"),
        channel=channel if channel in CHANNELS else CHANNELS[0],
        key=typed.key,
        proof=typed.get("bukti") or None,
    )
    outcome = record_notice(visit.runtime.store, command, caller=visit.me.caller)
    return answered(visit, page, outcome, typed, form="sampaikan")


@router.get("/{number:path}")
def show(visit: Staff, number: str, data: str = "", simpan: str = "") -> Response:
    """The case as the visitor may see it. Opening personal data is put on the log."""
    page, procedure = case_of(visit, number)
    reveals = data == "tampil" and bool(page.actions)
    if reveals:
        log.info("personal data of case %s opened by %s", page.id, visit.me.person)
    return _page(visit, page, procedure, reveals=reveals, saved=bool(simpan))


def case_of(visit: Visit, number: str) -> tuple[CasePage, Procedure]:
    """The case as the visitor may see it, and its SOP; the clock becomes that of its unit."""
    page = case_page(visit.runtime.store, number, person=visit.me.person, now=visit.now)
    if page is None:
        raise HTTPException(404)
    visit.zone = ZoneInfo(zone_of_case(visit.runtime.store, page.id))
    return page, procedure_of(visit.runtime.store, page.version)


def answered(
    visit: Visit, seen: CasePage, outcome: Receipt | Refusal, typed: Typed, *, form: str
) -> Response:
    """Go on after an act; after a refusal show the case as it is now, with what was typed."""
    if isinstance(outcome, Receipt):
        visit.runtime.nudge()
        return visit.go(f"{case_address(seen.number)}?simpan=1")
    page, procedure = case_of(visit, seen.number)
    no = refused(visit, outcome, procedure=procedure, page=page)
    since = typed.number("dilihat")
    changed = tuple(f for f in page.facts if 0 <= since < f.seq)
    no = replace(no, changed=changed, note=typed.get("catatan"))
    return _page(visit, page, procedure, attempt=Attempt(form, typed, no))


def _page(  # noqa: PLR0913  a page has these ways of being shown
    visit: Visit,
    page: CasePage,
    procedure: Procedure,
    *,
    attempt: Attempt | None = None,
    reveals: bool = False,
    saved: bool = False,
) -> Response:
    turns = turns_of(visit, page, procedure, attempt)
    names = {str(r.id): visit.word(r.label) for r in procedure.requirements}
    external = {r.id for r in procedure.roles if r.is_external}
    return visit.page(
        "case.html",
        status=attempt.refused.status if attempt else 200,
        at=case_address(page.number),
        page=page,
        sop_number=procedure.identity.number,
        promise=procedure.promise.duration,
        turns=turns,
        refused=_banner(attempt, page, turns),
        saved=saved,
        data=_data(visit, page, procedure, reveals=reveals),
        may_reveal=bool(page.actions) and any(f[3] for f in page.fields),
        is_revealed=reveals,
        vacant={s.step for s in page.open_steps if s.role and s.role not in external},
        activities={s.id: s.activity for s in procedure.steps},
        paper_names=lambda ids: ", ".join(names.get(i, i) for i in ids),
        channel=lambda name: _channel(visit, name),
        withdrawal=withdrawal_of(visit, attempt),
        office_forms=[office_form_of(visit, act, attempt) for act in page.office_acts],
        serve=serving_of(visit, page, procedure, attempt),
    )


def _banner(attempt: Attempt | None, page: CasePage, turns: list[Turn]) -> Refused | None:
    """The box above a page whose form was refused, unless the form itself says it all."""
    if attempt is None:
        return None
    turn = next((t for t in turns if t.item == attempt.form), None)
    if turn is not None and is_beside_fields(attempt.refused, turn.fields):
        return None
    is_shown = turn is not None or (attempt.form == "tarik" and page.may_withdraw)
    is_shown = is_shown or attempt.form in {OFFICE_FORMS[act] for act in page.office_acts}
    return replace(attempt.refused, is_kept=is_shown)


def _data(
    visit: Visit, page: CasePage, procedure: Procedure, *, reveals: bool
) -> list[tuple[str, str, bool]]:
    fields = {str(f.id): f for f in all_fields(procedure)}
    rows = []
    for name, label, value, is_personal in page.fields:
        field, hides = fields.get(name), is_personal and not reveals
        text = masked(field, value.id) if hides else shown(field, value, visit.language)
        rows.append((visit.word(label), text, hides))
    return rows


def _channel(visit: Visit, name: str) -> str:
    known = {"email": "fact.by_email", "counter": "fact.by_counter", "post": "fact.by_post"}
    return visit.say(known[name]) if name in known else visit.say("fact.by_other", channel=name)


def paper_answer(paper: Paper, number: str) -> Response:
    """A document as a download, named after the case."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{number}-{paper.item}").strip("-")
    ending = ".pdf" if paper.media_type == "application/pdf" else ".bin"
    return Response(
        paper.body,
        media_type=paper.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}{ending}"'},
    )
