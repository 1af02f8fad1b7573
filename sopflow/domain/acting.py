"""What every decision shares: which item, by which appointment, along which arc, recording what."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sopflow.domain.authority import Actor, Appointment, CaseUnit, appointment_for
from sopflow.domain.bills import bills_of
from sopflow.domain.cases import (
    Advance,
    CaseView,
    Decision,
    NewFact,
    Open,
    OpenItem,
    PastAct,
    Submission,
)
from sopflow.domain.clocks import is_stopped, promise_end
from sopflow.domain.entering import OfficeMoment, copies_by, items_of, jobs_of, promised
from sopflow.domain.expressions import values_of
from sopflow.domain.foresight import Place, left_to_nobody
from sopflow.domain.forms import fill, missing_requirements
from sopflow.domain.items import Field
from sopflow.domain.machines import Arc, Machine, limit_of, times_taken
from sopflow.domain.obligations import outstanding
from sopflow.domain.persons import hindrance
from sopflow.domain.procedures import Answer, Procedure, Role, Step
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import (
    ActorClass,
    Capacity,
    FactKind,
    MarkingId,
    Medium,
    Nature,
    StepId,
    StepKind,
    Trigger,
    answer_in,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A case on somebody's desk at a moment: everything a decision looks at."""

    machine: Machine
    case: CaseView
    actor: Actor
    moment: OfficeMoment


def open_item(desk: Desk, item_id: str, *, seen_view: int | None = None) -> OpenItem | Refusal:
    """Find the item that a command names, in a case that is not closed, as it was seen."""
    if desk.machine.markings[desk.case.marking].end is not None:
        return Refusal(RefusalCode.CASE_CLOSED)
    item = next((i for i in desk.case.items if i.id == item_id), None)
    if item is None:
        return Refusal(RefusalCode.ITEM_NOT_OPEN, {"open": [i.step for i in desk.case.items]})
    if seen_view is not None and item.view != seen_view:
        return Refusal(RefusalCode.STALE_VIEW, {"view": item.view})
    return item


def holder_of(desk: Desk, step: Step, *, proof: str | None = None) -> Appointment | Refusal | None:
    """Find by which appointment the actor may answer; None for an applicant's own step."""
    if step.answered_by is None:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": None})
    role = desk.machine.procedure.role(step.answered_by)
    if role.is_external:
        if not is_applicant(desk):
            return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": role.id})
        return may_enter(desk.actor, desk.case.unit, proof, desk.moment)
    if desk.actor.actor_class is not ActorClass.OFFICIAL:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": role.id})
    held = _held(desk, role)
    if held is None and any(_held(desk, standin) for standin in _standins(role)):
        return Refusal(RefusalCode.HOLDER_NOT_ABSENT, {"role": role.id})
    return held or Refusal(RefusalCode.NO_APPOINTMENT, {"role": role.id})


def _held(desk: Desk, role: Role) -> Appointment | None:
    moment = desk.moment
    return appointment_for(desk.actor, role, desk.case.unit, on=moment.day, at=moment.now)


def _standins(role: Role) -> Iterator[Role]:
    """The role as each of its substitutes would hold it."""
    return (replace(role, position_kind=s.position_kind) for s in role.substitutes)


def opener_of(
    procedure: Procedure, unit: CaseUnit, command: Open, actor: Actor, moment: OfficeMoment
) -> Appointment | Refusal | None:
    """Find by which appointment the office opens; None where the applicant does."""
    role = procedure.role(procedure.start.role) if procedure.start.role else None
    if role is None or role.is_external:
        return may_enter(actor, unit, command.proof, moment)
    if actor.actor_class is not ActorClass.OFFICIAL:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": role.id})
    held = appointment_for(actor, role, unit, on=moment.day, at=moment.now)
    return held or Refusal(RefusalCode.NO_APPOINTMENT, {"role": role.id})


def barred(desk: Desk, item: OpenItem) -> Refusal | None:
    """Refuse an official whom a duty of the SOP keeps from this step in this case."""
    case, person = desk.case, desk.actor.person
    no = hindrance(desk.machine, item.step, item.opened_seq, person, case)
    if no is not None or case.holders is None:
        return no
    place = Place(desk.machine, case.marking, case, case.holders)
    lost = left_to_nobody(place, item.step, item.opened_seq, person)
    return Refusal(RefusalCode.LEAVES_NOBODY, {"steps": list(lost)}) if lost else None


def is_applicant(desk: Desk) -> bool:
    """Say whether the actor is this case's applicant."""
    actor = desk.actor
    return actor.actor_class is ActorClass.APPLICANT and actor.person == desk.case.applicant


def is_theirs(machine: Machine, step: StepId) -> bool:
    """Say whether a step waits for the applicant, or for the other side of an office's case."""
    role = machine.steps[step].role
    return role is not None and machine.procedure.role(role).is_external


def may_enter(
    actor: Actor, unit: CaseUnit, proof: str | None, moment: OfficeMoment
) -> Refusal | None:
    """Refuse a clerk's entry for an applicant without a post in the unit or without proof."""
    if actor.entered_by is None:
        return None
    if post_in(actor, unit, moment) is None:
        return Refusal(RefusalCode.NO_APPOINTMENT, {"unit": unit.id})
    if not (proof or "").strip():
        return Refusal(RefusalCode.PROOF_MISSING)
    return None


def taken_by_other(desk: Desk, item: OpenItem) -> bool:
    """Say whether somebody else has taken the item on who may still answer it."""
    holder = item.claimed_by
    if holder is None or holder == desk.actor.person:
        return False
    is_barred = item.step in desk.machine.compiled.duties.barred
    return not (is_barred and holder in desk.case.conflicted)


def any_role_of(desk: Desk) -> Appointment | None:
    """Find the appointment by which the actor holds some role of this SOP for the case's unit."""
    moment = desk.moment
    held = (
        appointment_for(desk.actor, role, desk.case.unit, on=moment.day, at=moment.now)
        for role in desk.machine.procedure.roles
        if not role.is_external
    )
    return next((found for found in held if found is not None), None)


def post_in(actor: Actor, unit: CaseUnit, moment: OfficeMoment) -> Appointment | None:
    """Find any appointment of the actor in the unit that is in force."""
    held = (a for a in actor.appointments if a.unit == unit.id)
    return next((a for a in held if a.is_in_force(on=moment.day, at=moment.now)), None)


def missing_words(step: Step, answer: Answer, command: Advance) -> Refusal | None:
    """Refuse an answer that wants a reason, or what is awaited from outside without its proof."""
    if answer.reason_required and not (command.note or "").strip():
        return Refusal(RefusalCode.REASON_MISSING, {"answer": answer.id})
    if step.kind.is_awaited and not (command.proof or "").strip():
        return Refusal(RefusalCode.PROOF_MISSING)
    return None


def missing_papers(
    desk: Desk, step: Step, answer: Answer, submission: Submission
) -> Refusal | None:
    """Refuse a supporting answer while papers that the step requires were not handed in."""
    if answer.nature is not Nature.SUPPORTS or not step.requires:
        return None
    required = (r for r in desk.machine.procedure.requirements if r.id in step.requires)
    missing = missing_requirements(required, desk.case.requirements | submission.requirements)
    return Refusal(RefusalCode.REQUIREMENT_MISSING, {"missing": list(missing)}) if missing else None


def filled_fields(desk: Desk, step: Step, submission: Submission) -> dict[str, Any] | Refusal:
    """Check what came with an answer: the step's own fields, and what it may change."""
    procedure = desk.machine.procedure
    receivable = {r.id for r in procedure.requirements if r.id in step.changes}
    if unknown := submission.requirements - receivable:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": dict.fromkeys(unknown, "unknown")})
    own: list[Field] = list(step.fields)
    if step.kind is StepKind.APPLICANT:
        own += [f for f in procedure.form if f.id in step.changes or f.kind.is_contact]
    kept = (f if f.id not in desk.case.fields else replace(f, is_required=False) for f in own)
    filled = fill(kept, submission.fields)
    if filled.faults:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": dict(filled.faults)})
    required = {f.id for f in own if f.is_required}
    # What is on file and required is never emptied again: a rule may count on it (SPEC 3, P7).
    return {str(k): v for k, v in filled.values.items() if v is not None or k not in required}


def way(desk: Desk, trigger: Trigger) -> Arc | Refusal:
    """Find the arc that `trigger` takes; at the bound of its rounds only the limit arc is left."""
    rounds_max = desk.machine.rounds_max(trigger)
    taken = times_taken((act.trigger for act in desk.case.acts), trigger)
    if rounds_max is not None and taken >= rounds_max:
        trigger = limit_of(trigger)
        if desk.machine.find_arc(desk.case.marking, trigger) is None:
            return Refusal(RefusalCode.ROUNDS_USED_UP, {"rounds": rounds_max})
    arc = desk.machine.find_arc(desk.case.marking, trigger)
    return arc or Refusal(RefusalCode.NOT_AN_ARC, {"trigger": trigger})


def record(desk: Desk, arc: Arc, fact: NewFact, *, given: Submission) -> Decision | Refusal:
    """Move along `arc`, unless it enters a deciding end over an open obligation."""
    machine, case, moment = desk.machine, desk.case, desk.moment
    target = machine.markings[machine.fire(case.marking, arc.trigger)]
    assert target.id == arc.target, (arc, target)
    before = promise_end(machine, case.acts, moment.calendar)
    promise = _promise(desk, arc, fact, has_run=before is not None)
    met: tuple[str, ...] = ()
    if target.end is not None and target.result is not None and target.result.is_deciding:
        seq = case.seq + 1
        acts = (*case.acts, PastAct(seq, arc.trigger, arc.step, fact.person, arc.source))
        new = tuple((seq, i) for i in machine.compiled.changes.get(arc.trigger, ()))
        if missing := outstanding(machine, target.end, acts, (*case.changed, *new)):
            details = {"obligations": [o.id for o in missing], "roles": [o.roles for o in missing]}
            return Refusal(RefusalCode.OBLIGATION_OPEN, details)
        met = tuple(o.id for o in machine.obligations_of(target.end))
    fields = {**case.fields, **given.fields}
    opens = items_of(machine, arc, moment, fields=fields)
    bills = bills_of(machine, opens, _values(desk, arc, fields))
    if isinstance(bills, Refusal):
        return bills
    return Decision(
        fact=fact,
        closes=tuple(i.id for i in case.items if i.step in arc.closes),
        opens=opens,
        bills=bills,
        jobs=(
            *jobs_of(machine, arc, moment),
            *promised(machine, arc, promise, is_new=promise != before),
        ),
        requirements=given.requirements,
        fields=given.fields,
        promise_due_at=promise,
        met=met,
        copies=copies_by(machine, arc),
    )


def _values(desk: Desk, arc: Arc, fields: dict[str, Any]) -> dict[str, Any]:
    """Name what a formula may ask for once `arc` is taken."""
    answers = {a.step: answer_in(a.trigger) for a in desk.case.acts if a.step is not None}
    if arc.step is not None:
        answers[arc.step] = arc.answer
    return values_of(desk.machine.procedure, fields, answers)


def _promise(desk: Desk, arc: Arc, fact: NewFact, *, has_run: bool) -> datetime | None:
    """The end of the promised time, where this act starts the clock or lets it run again."""
    machine, case, moment = desk.machine, desk.case, desk.moment
    target = machine.markings[arc.target]
    if target.end is not None or is_stopped(machine, target):
        return None
    seq = case.seq + 1
    new = PastAct(seq, arc.trigger, arc.step, fact.person, arc.source, at=moment.now)
    if has_run and not is_stopped(machine, machine.markings[arc.source]):
        return None
    return promise_end(machine, (*case.acts, new), moment.calendar)


def act(  # noqa: PLR0913  an act has these parts, and each caller names them
    arc: Arc,
    actor: Actor,
    moment: OfficeMoment,
    *,
    holder: Appointment | None = None,
    private: dict[str, Any] | None = None,
    public: dict[str, Any] | None = None,
) -> NewFact:
    """An act: a fact that moves the case along `arc`."""
    return replace(
        _fact(FactKind.ACT, arc.source, actor, moment, holder),
        target=arc.target,
        trigger=arc.trigger,
        step=arc.step,
        answer=arc.answer,
        role=arc.role,
        actor_class=arc.actor_class,
        result=arc.result,
        private={key: value for key, value in (private or {}).items() if value},
        public={key: value for key, value in (public or {}).items() if value},
    )


def standing(
    kind: FactKind, desk: Desk, public: dict[str, Any], *, holder: Appointment | None = None
) -> NewFact:
    """A fact that moves no case but stands in the same chain."""
    fact = _fact(kind, desk.case.marking, desk.actor, desk.moment, holder)
    return replace(fact, public=public)


def _fact(
    kind: FactKind,
    marking: MarkingId,
    actor: Actor,
    moment: OfficeMoment,
    holder: Appointment | None,
) -> NewFact:
    return NewFact(
        kind=kind,
        source=marking,
        target=marking,
        trigger=None,
        step=None,
        answer=None,
        role=None,
        actor_class=actor.actor_class,
        result=None,
        person=actor.person,
        entered_by=actor.entered_by,
        position=holder.position if holder else None,
        position_name=holder.position_name if holder else None,
        appointment=holder.id if holder else None,
        capacity=holder.capacity if holder else Capacity(actor.actor_class.value),
        medium=Medium.SYSTEM,
        performed_at=moment.now,
        private={},
    )
