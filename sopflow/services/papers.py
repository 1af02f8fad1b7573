"""What a paper of a case says, gathered from the record."""

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from sopflow.domain.items import Document, Field, FieldKind
from sopflow.domain.machines import Machine
from sopflow.domain.papers import ActOnPaper, Letterhead, Paper, Seal, Signer
from sopflow.domain.words import ActorClass, ItemId, StepKind
from sopflow.services.texts import choice_words
from sopflow.services.writing import reason_given
from sopflow.store.dossier import DoneAct, Dossier

LANGUAGE = "id"
"""The office's papers are in Indonesian (UU 24/2009 art. 27), whatever the applicant reads."""
_ACTING = {"plt": "Plt. ", "plh": "Plh. "}
NUMBER, OF = "number", "document"
"""Under which names an act's public facts hold a number and the paper that it is for."""


def paper_of(machine: Machine, dossier: Dossier, document: Document, *, public_url: str) -> Paper:
    """Gather the paper as the record stands; it follows from the last act."""
    last = dossier.acts[-1]
    zone = ZoneInfo(dossier.zone)
    signed = next((a for a in reversed(dossier.acts) if _is_signature(machine, a)), None)
    return Paper(
        template=document.template,
        language=LANGUAGE,
        letterhead=Letterhead(dossier.unit_names, dossier.unit_address),
        title=document.label.in_(LANGUAGE),
        number=number_of(dossier, document.id),
        made_on=signed.legal_day if signed else last.legal_day,
        zone=(signed or last).performed_at.astimezone(zone).tzname() or dossier.zone,
        result=None,
        reason=reason_given(machine, dossier, seq=last.seq),
        about=tuple(_about(machine, dossier)),
        acts=tuple(_acts(machine, dossier, zone)),
        signer=_signer(signed, zone) if signed else None,
        service=machine.procedure.identity.title.in_(LANGUAGE),
        legal_basis=machine.procedure.identity.legal_basis,
        seal=Seal(dossier.number, last.seq, last.hash, f"{public_url.rstrip('/')}/lacak"),
    )


def number_of(dossier: Dossier, document: ItemId) -> str | None:
    """The number that an earlier step gave the paper."""
    given = (a.public for a in reversed(dossier.acts) if a.public.get(OF) == document)
    return next((str(facts[NUMBER]) for facts in given if facts.get(NUMBER)), None)


def _is_signature(machine: Machine, act: DoneAct) -> bool:
    step = machine.steps.get(act.step) if act.step else None
    return (
        step is not None
        and step.kind is StepKind.SIGNATURE
        and act.actor_class == ActorClass.OFFICIAL
    )


def _signer(act: DoneAct, zone: ZoneInfo) -> Signer:
    position = f"{_ACTING.get(act.capacity, '')}{act.position or ''}"
    return Signer(position, act.name or "", act.performed_at.astimezone(zone))


def _acts(machine: Machine, dossier: Dossier, zone: ZoneInfo) -> list[ActOnPaper]:
    """The last act of each step that an official performed, in the order of acting."""
    last = {a.step: a for a in dossier.acts if a.step in machine.steps}
    told = []
    for act in sorted(last.values(), key=lambda a: a.seq):
        if act.actor_class != ActorClass.OFFICIAL or act.step is None:
            continue
        step = machine.steps[act.step]
        answer = step.answer(act.answer) if act.answer and len(step.answers) > 1 else None
        told.append(
            ActOnPaper(
                activity=step.activity.in_(LANGUAGE),
                answer=answer.label.in_(LANGUAGE) if answer else "",
                name=act.name or "",
                position=act.position or "",
                capacity=act.capacity,
                at=act.performed_at.astimezone(zone),
            )
        )
    return told


def _about(machine: Machine, dossier: Dossier) -> list[tuple[str, str]]:
    """What the applicant filled in; how to reach them is nobody else's business."""
    fields = (*machine.procedure.form, *machine.procedure.start.fields)
    return [
        (field.label.in_(LANGUAGE), shown(field, value))
        for field in fields
        if not field.kind.is_contact and (value := dossier.fields.get(field.id)) is not None
    ]


def shown(field: Field, value: Any) -> str:
    """Write a value as an Indonesian reads it."""
    match field.kind:
        case FieldKind.MONEY:
            return f"Rp {format_decimal(Decimal(str(value)), locale=LANGUAGE)}"
        case FieldKind.INTEGER | FieldKind.DECIMAL:
            return format_decimal(Decimal(str(value)), locale=LANGUAGE)
        case FieldKind.DATE:
            return format_date(date.fromisoformat(str(value)), "d MMMM y", locale=LANGUAGE)
        case FieldKind.YES_NO:
            return "Ya" if value else "Tidak"
        case FieldKind.CHOICE:
            return choice_words(str(value))
        case _:
            return str(value)
