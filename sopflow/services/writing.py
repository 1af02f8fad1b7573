"""Who is told what: a notice job becomes a message in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_decimal

from sopflow.domain.items import FieldKind
from sopflow.domain.machines import Machine
from sopflow.domain.notices import Message
from sopflow.domain.paying import REST, SURPLUS
from sopflow.domain.procedures import NoticeRule
from sopflow.domain.telling import APPLICANT, DELAYED, OPENED, left
from sopflow.domain.words import EndResult, Nature, RoleId, StepId, Text
from sopflow.services.texts import PROMISED, STANDARD, UNITS, Event, event_of_end, fill_in
from sopflow.store.dossier import Addressee, Dossier

INDONESIAN = "id"
_OF_BILLS: Mapping[object, Event] = {REST: Event.REST, SURPLUS: Event.SURPLUS}
_OF_THE_WHOLE = {OPENED: Event.OPENED, DELAYED: Event.DELAYED}
_LEFT = left(StepId(""))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a notice is about: the event, the step that it names, and the rule's own text."""

    event: Event
    step: StepId | None
    text: Text | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a message is written from: the case, its subject, the act `seq` that it follows from.

    `key` is the job's id.
    """

    machine: Machine
    dossier: Dossier
    subject: Subject
    key: str
    seq: int
    public_url: str


def applicant_address(machine: Machine, fields: Mapping[str, Any]) -> str | None:
    """Find the e-mail address in the form; the first field of that kind that was filled in."""
    emails = (f.id for f in machine.procedure.form if f.kind is FieldKind.EMAIL)
    return next((str(fields[item]) for item in emails if fields.get(item)), None)


def subject_of(machine: Machine, kind: str, payload: Mapping[str, Any]) -> Subject:
    """Say what a job tells: a rung of the ladder, a rule, or that work waits for an official."""
    if kind == "timer" and "rung" in payload:
        step = machine.steps[StepId(payload["step"])]
        is_early = step.ladder[payload["rung"]].percent is not None
        return Subject(Event.REMINDER if is_early else Event.OVERDUE, step.id, None)
    if payload.get("about") == "copy":
        return Subject(Event.COPIED, None, None)
    if (event := _OF_BILLS.get(payload.get("event"))) is not None:
        return Subject(event, StepId(payload["step"]), None)
    if payload.get("rule") is None:
        return Subject(Event.WORK, StepId(payload["step"]), None)
    rule = machine.notices[payload["rule"]]
    return _subject_of_rule(machine, rule, payload)


def to_applicant(occasion: Occasion) -> Message:
    """Write to the applicant in the language of the case; without an address there is no `to`."""
    dossier = occasion.dossier
    link = f"{occasion.public_url.rstrip('/')}/lacak?nomor={quote(dossier.number, safe='')}"
    address = applicant_address(occasion.machine, dossier.fields)
    head, body = _words(occasion, dossier.language, link=link)
    return Message(occasion.key, (address,) if address else (), head, body, dossier.language)


def to_officials(occasion: Occasion, people: tuple[Addressee, ...]) -> Message:
    """Write one message to all of them: in each language that one of them reads."""
    link = f"{occasion.public_url.rstrip('/')}/berkas/{quote(occasion.dossier.number)}"
    languages = sorted({p.language for p in people}, key=lambda code: (code != INDONESIAN, code))
    parts = [_words(occasion, code, link=link) for code in languages]
    body = "\n\n---\n\n".join(body for _, body in parts)
    emails = tuple(p.email for p in people)
    return Message(occasion.key, emails, parts[0][0], body, languages[0])


def reason_given(machine: Machine, dossier: Dossier, *, seq: int) -> str | None:
    """The note of the act, else of the last act up to it that opposed the application."""
    if note := next((act.note for act in dossier.acts if act.seq == seq), None):
        return _without_stop(note)
    opposing = (
        act.note
        for act in reversed(dossier.acts)
        if act.seq <= seq and act.note and _nature(machine, act.step, act.answer) is Nature.OPPOSES
    )
    return next(map(_without_stop, opposing), None)


def _without_stop(note: str) -> str:
    """The sentence around the reason brings its own full stop."""
    return note.rstrip().removesuffix(".")


def _nature(machine: Machine, step: StepId | None, answer: Any) -> Nature | None:
    found = machine.steps[step].answer(answer) if step in machine.steps and answer else None
    return found.nature if found else None


def _words(occasion: Occasion, language: str, *, link: str) -> tuple[str, str]:
    standard = STANDARD[occasion.subject.event]
    values = _values(occasion, language) | {"tautan": link}
    text = occasion.subject.text or standard.body
    return fill_in(standard.subject.in_(language), values), fill_in(text.in_(language), values)


def _values(occasion: Occasion, language: str) -> dict[str, str | None]:
    machine, dossier = occasion.machine, occasion.dossier
    end = machine.markings[dossier.marking].end
    return {
        "nomor": dossier.number,
        "langkah": _activity(occasion, language),
        "alasan": reason_given(machine, dossier, seq=occasion.seq),
        "hasil": machine.procedure.end(end).label.in_(language) if end else None,
        "batas": _due(occasion, language),
        "tagihan": _to_pay(dossier),
    }


def _to_pay(dossier: Dossier) -> str | None:
    """What is still to pay, and under which number: of the last bill whose step is open."""
    waiting = {(item.step, item.opened_seq) for item in dossier.items}
    bills = [bill for bill in dossier.bills if (bill.step, bill.seq) in waiting]
    if not bills:
        return None
    return f"Rp{format_decimal(bills[-1].rest, locale=INDONESIAN)} ({bills[-1].number})"


def _due(occasion: Occasion, language: str) -> str | None:
    """When the step is due, else when the whole case was promised: a day, or how long it takes."""
    dossier = occasion.dossier
    if (step := occasion.subject.step) is not None:
        item = next((i for i in dossier.items if i.step == step), None)
        return _due_text(item.due_at, dossier.zone, language) if item and item.due_at else None
    if dossier.promise_due_at is not None:
        return _due_text(dossier.promise_due_at, dossier.zone, language)
    promised = occasion.machine.procedure.promise.duration
    unit = UNITS[promised.unit].in_(language)
    return PROMISED.in_(language).replace("{time}", f"{promised.amount} {unit}")


def _activity(occasion: Occasion, language: str) -> str | None:
    """The step that the notice names; for what already happened, with the answer given."""
    steps, subject = occasion.machine.steps, occasion.subject
    if subject.event not in (Event.MOVED, Event.INFORMED, Event.COPIED):
        return steps[subject.step].activity.in_(language) if subject.step else None
    act = occasion.dossier.act(occasion.seq)
    if act.step is None or act.step not in steps:
        return None
    answer = steps[act.step].answer(act.answer) if act.answer else None
    activity = steps[act.step].activity.in_(language)
    return f"{activity} ({answer.label.in_(language)})" if answer else activity


def _due_text(due: datetime, zone: str, language: str) -> str:
    local = due.astimezone(ZoneInfo(zone))
    locale = "en" if language == "en" else INDONESIAN
    return f"{format_datetime(local, 'EEEE, d MMMM y, HH.mm', locale=locale)} {local.tzname()}"


def _subject_of_rule(machine: Machine, rule: NoticeRule, payload: Mapping[str, Any]) -> Subject:
    step = _step_told_of(machine, rule)
    if rule.to == APPLICANT:
        return Subject(_event_for_applicant(machine, rule, step, payload), step, rule.text)
    is_theirs = step is not None and machine.steps[step].role == rule.to
    entered = rule.event.endswith(".entered")
    return Subject(Event.WORK if is_theirs and entered else Event.INFORMED, step, rule.text)


def _step_told_of(machine: Machine, rule: NoticeRule) -> StepId | None:
    """The step that a rule's event leads to: the one entered, or where the answer goes."""
    name, _, what = rule.event.rpartition(".")
    if not name or StepId(name) not in machine.steps:
        return None
    if what == "entered":
        return StepId(name)
    answer = next((a for a in machine.steps[StepId(name)].answers if a.id == what), None)
    target = StepId(answer.target) if answer else StepId(name)
    return target if target in machine.steps else StepId(name)


def _event_for_applicant(
    machine: Machine, rule: NoticeRule, step: StepId | None, payload: Mapping[str, Any]
) -> Event:
    if rule.event in _OF_THE_WHOLE:
        return _OF_THE_WHOLE[rule.event]
    if rule.event.endswith(_LEFT):
        return Event.RESUMED
    if payload.get("result"):
        return event_of_end(EndResult(payload["result"]))
    role = machine.steps[step].role if step else None
    waits_for_applicant = role is not None and machine.procedure.role(RoleId(role)).is_external
    if not waits_for_applicant:
        return Event.MOVED
    assert step is not None, rule
    return Event.PAUSED if machine.steps[step].stops_clock else Event.YOUR_TURN
