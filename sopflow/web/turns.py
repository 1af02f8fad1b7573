"""The forms of a case page: what this person may do now, with what was typed and what was wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sopflow.domain.forms import LONG_TEXT_LENGTH_MAX, fill, missing_requirements
from sopflow.domain.items import EntryRequirement, Field, FieldKind
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.refusals import RefusalCode
from sopflow.domain.words import CaseAct, ItemId, Text, WorkItemId
from sopflow.reads.views import Action, CasePage, FactRow
from sopflow.services.drafts import has_draft
from sopflow.web.answers import Way, label_of, way_of
from sopflow.web.forms import Typed, fields_at, new_key, papers_at, submission_of, summary_of
from sopflow.web.refused import Refused
from sopflow.web.showing import masked
from sopflow.web.visits import Visit

Shown = list[tuple[Field, str, str, str]]
"""Fields with what stands in them, the code of what is wrong, and what is on file, masked."""
Papers = list[tuple[ItemId, Text, bool, bool]]
"""Id and label of a paper, whether one of a group is enough, and whether it is on file."""
UNTOLD_AFTER = timedelta(minutes=2)
_OF_THE_FORM = (RefusalCode.FIELD_INVALID, RefusalCode.PROOF_MISSING, RefusalCode.REASON_MISSING)
"""Refusals of what was typed, as against of what is so."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A form that was sent and refused: which one, with what, and why."""

    form: str
    typed: Typed
    refused: Refused


@dataclass(frozen=True, slots=True)
class Turn:
    """The form of one work item."""

    item: WorkItemId
    view: int
    step: Step
    ways: list[Way]
    is_for_applicant: bool
    wants_proof: bool
    is_claimed: bool
    due_at: datetime | None
    key: str
    claim_key: str
    fields: Shown
    papers: Papers
    received: frozenset[ItemId]
    missing: list[str]
    reason_answers: str
    note: str
    note_fault: str
    proof: str
    proof_fault: str
    summary: list[tuple[str, str, str]]

    @property
    def has_draft(self) -> bool:
        """There is something to read before initialling or signing it."""
        return has_draft(self.step)


@dataclass(frozen=True, slots=True)
class SmallForm:
    """Withdrawing at the counter, an act of the office, or serving a notice on paper."""

    key: str
    note: str = ""
    note_fault: str = ""
    proof: str = ""
    proof_fault: str = ""
    channel: str = ""
    fact: FactRow | None = None
    is_open: bool = False
    summary: tuple[tuple[str, str, str], ...] = ()


def turns_of(
    visit: Visit, page: CasePage, procedure: Procedure, attempt: Attempt | None
) -> list[Turn]:
    """One form for each work item on which this person has an answer to give."""
    items: dict[WorkItemId, list[Action]] = {}
    for action in page.actions:
        items.setdefault(action.item, []).append(action)
    return [_turn(visit, page, procedure, actions, attempt) for actions in items.values()]


def _turn(
    visit: Visit,
    page: CasePage,
    procedure: Procedure,
    actions: list[Action],
    attempt: Attempt | None,
) -> Turn:
    action, step = actions[0], actions[0].step
    mine = attempt if attempt is not None and attempt.form == action.item else None
    typed = mine.typed if mine else None
    place = next(s for s in page.open_steps if s.item == action.item)
    fields = shown_fields(fields_at(procedure, step), on_file(page), mine)
    prefix = f"{action.item}-"
    note_fault, proof_fault = beside(visit, mine, wants_proof=action.wants_proof)
    return Turn(
        item=action.item,
        view=action.view,
        step=step,
        ways=[way_of(visit, page, procedure, a) for a in actions],
        is_for_applicant=action.is_for_applicant,
        wants_proof=action.wants_proof,
        is_claimed=place.claimed_by_name is not None,
        due_at=place.due_at,
        key=key_of(mine),
        claim_key=new_key(),
        fields=fields,
        papers=papers_shown(papers_at(procedure, step), _received(page)),
        received=typed.papers if typed else frozenset(),
        missing=_missing(visit, page, procedure, step),
        reason_answers=", ".join(
            label_of(visit, procedure, step, a.answer) for a in actions if a.answer.reason_required
        ),
        note=typed.get("catatan") if typed else "",
        note_fault=note_fault,
        proof=typed.get("bukti") if typed else "",
        proof_fault=proof_fault,
        summary=summary_list(visit, fields, note_fault, proof_fault, prefix=prefix),
    )


def shown_fields(
    fields: Iterable[Field], filed: Mapping[str, str], attempt: Attempt | None
) -> Shown:
    """Fields with what was typed, else what is on file; personal values only masked beside them.

    Every fault is named at once, not the first only.
    """
    fields = list(fields)
    masks = {f.id: masked(f, filed[f.id]) for f in fields if f.is_personal and f.id in filed}
    if attempt is None:
        return [
            (f, "" if f.id in masks else filed.get(f.id, ""), "", masks.get(f.id, ""))
            for f in fields
        ]
    faults = dict(attempt.refused.faults)
    if attempt.refused.code in _OF_THE_FORM:
        kept = (replace(f, is_required=False) if f.id in filed else f for f in fields)
        faults |= fill(kept, submission_of(fields, attempt.typed, filed=filed).fields).faults
    return [
        (f, attempt.typed.item(f.id), faults.get(f.id, ""), masks.get(f.id, "")) for f in fields
    ]


def on_file(page: CasePage) -> dict[str, str]:
    """Values of the case as a field shows them again."""
    return {name: refill(value) for name, _, value, _ in page.fields}


def refill(value: Text) -> str:
    """A value that was shown in words, as its field takes it; yes and no are lower case there."""
    return value.id.lower() if value.id in ("Ya", "Tidak") else value.id


def papers_shown(
    papers: Iterable[EntryRequirement], received: frozenset[ItemId] = frozenset()
) -> Papers:
    """Papers to tick, with whether one of a group is enough and whether it is on file."""
    return [(r.id, r.label, r.one_of is not None, r.id in received) for r in papers]


def beside(visit: Visit, attempt: Attempt | None, *, wants_proof: bool = False) -> tuple[str, str]:
    """What is wrong with the note and with the proof."""
    if attempt is None:
        return "", ""
    code, lacks = attempt.refused.code, not attempt.typed.get("bukti")
    no_proof = code is RefusalCode.PROOF_MISSING or (wants_proof and lacks and code in _OF_THE_FORM)
    note = visit.say("case.reason_missing") if code is RefusalCode.REASON_MISSING else ""
    proof = visit.say("case.proof_missing") if no_proof else ""
    return note or _length_fault(visit, attempt, "catatan"), proof or _length_fault(
        visit, attempt, "bukti"
    )


def _length_fault(visit: Visit, attempt: Attempt, name: str) -> str:
    is_long = len(attempt.typed.get(name)) > LONG_TEXT_LENGTH_MAX
    return visit.say("fault.too_long") if is_long else ""


def key_of(attempt: Attempt | None) -> str:
    """The same key for the same form; a new one where the old was used for something else."""
    if attempt is None or attempt.refused.code is RefusalCode.KEY_REUSED:
        return new_key()
    return attempt.typed.key


def summary_list(
    visit: Visit, fields: Shown, note_fault: str, proof_fault: str, *, prefix: str = ""
) -> list[tuple[str, str, str]]:
    """Everything that is wrong with a form, each leading to its field."""
    labels = {str(f.id): visit.word(f.label) for f, *_ in fields}
    faults = {str(f.id): visit.say(f"fault.{fault}") for f, _, fault, _ in fields if fault}
    found = summary_of(faults, labels, prefix=prefix)
    if note_fault:
        found.append((f"{prefix}catatan", visit.say("case.note"), note_fault))
    if proof_fault:
        found.append((f"{prefix}bukti", visit.say("case.proof"), proof_fault))
    return found


def is_beside_fields(refused: Refused, fields: Shown) -> bool:
    """Say whether the form itself shows everything that was wrong."""
    if refused.code in (RefusalCode.REASON_MISSING, RefusalCode.PROOF_MISSING):
        return True
    shown = {f.id for f, *_ in fields} | {"note", "proof"}
    return refused.code is RefusalCode.FIELD_INVALID and refused.faults.keys() <= shown


def withdrawal_of(visit: Visit, attempt: Attempt | None) -> SmallForm:
    """The form with which a clerk enters a withdrawal."""
    mine = attempt if attempt is not None and attempt.form == "tarik" else None
    _, fault = beside(visit, mine)
    return SmallForm(
        key=key_of(mine),
        note=mine.typed.get("catatan") if mine else "",
        proof=mine.typed.get("bukti") if mine else "",
        proof_fault=fault,
        is_open=mine is not None,
    )


OFFICE_FORMS = {CaseAct.CANCEL: "batalkan"}
"""The form, and the end of its address, of each act of the office about the whole case."""


def office_form_of(visit: Visit, act: CaseAct, attempt: Attempt | None) -> tuple[str, SmallForm]:
    """The form of an act of the office about the whole case; it always wants a reason."""
    name = OFFICE_FORMS[act]
    mine = attempt if attempt is not None and attempt.form == name else None
    fault, _ = beside(visit, mine)
    return name, SmallForm(
        key=key_of(mine),
        note=mine.typed.get("catatan") if mine else "",
        note_fault=fault,
        is_open=mine is not None,
    )


def serving_of(
    visit: Visit, page: CasePage, procedure: Procedure, attempt: Attempt | None
) -> SmallForm | None:
    """The form to record a notice served on paper, while the applicant's last one is not told.

    Where there is an address, the workers get `UNTOLD_AFTER` to reach it first.
    """
    mine = attempt if attempt is not None and attempt.form == "sampaikan" else None
    fact = _untold(page)
    if fact is None or page.unit not in {post.unit for post in visit.me.posts}:
        return None
    addresses = {f.id for f in procedure.form if f.kind is FieldKind.EMAIL}
    has_address = any(name in addresses for name, _, _, _ in page.fields)
    if mine is None and has_address and visit.now - fact.recorded_at < UNTOLD_AFTER:
        return None
    _, fault = beside(visit, mine)
    return SmallForm(
        key=key_of(mine),
        proof=mine.typed.get("bukti") if mine else "",
        proof_fault=fault,
        channel=mine.typed.get("cara") if mine else "",
        fact=fact,
        is_open=mine is not None,
    )


def _untold(page: CasePage) -> FactRow | None:
    """An act that the applicant must know of, and no record says that they were told.

    It ended the case or gave them their turn; since then others may have acted side by side.
    """
    acts = [f for f in page.facts if f.kind == "act"]
    theirs = {action.item for action in page.actions if action.is_for_applicant}
    concerning = {step.opened_seq for step in page.open_steps if step.item in theirs}
    concerning |= {acts[-1].seq} if acts and page.result is not None else set()
    told = {f.public.get("of_seq") for f in page.facts if f.kind == "notice"}
    return next((f for f in acts if f.seq in concerning - told), None)


def _received(page: CasePage) -> frozenset[ItemId]:
    return frozenset(ItemId(paper) for paper, _, is_in in page.requirements if is_in)


def _missing(visit: Visit, page: CasePage, procedure: Procedure, step: Step) -> list[str]:
    required = (r for r in procedure.requirements if r.id in step.requires)
    missing = missing_requirements(required, _received(page))
    return [visit.word(r.label) for r in procedure.requirements if r.id in missing]
