"""Every decision about a case: pure, a value either way, the same for every edge.

Reading order of each: closed, open, whose, which answer, what is missing, where it leads.
"""

from dataclasses import replace
from typing import Any

from sopflow.domain.authority import Actor, Appointment, CaseUnit, appointment_for
from sopflow.domain.cases import (
    Advance,
    Carry,
    CaseView,
    Claim,
    Decision,
    Expire,
    NewFact,
    Open,
    OpenItem,
    PastAct,
    Submission,
    Withdraw,
)
from sopflow.domain.entering import OfficeMoment, items_of, jobs_of
from sopflow.domain.forms import fill, missing_requirements
from sopflow.domain.machines import Arc, Machine, limit_of
from sopflow.domain.obligations import outstanding
from sopflow.domain.procedures import Answer, Field, Step
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import (
    DONE,
    OVERDUE,
    WITHDRAW,
    ActorClass,
    Capacity,
    EndResult,
    FactKind,
    ItemId,
    Medium,
    Nature,
    StepKind,
    Trigger,
    trigger_of,
)


def decide_open(
    machine: Machine, unit: CaseUnit, command: Open, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what opening this case would record: the applicant's first row of the table."""
    procedure = machine.procedure
    scope = procedure.scope
    if scope.unit not in (None, unit.id) or scope.unit_kind not in (None, unit.kind):
        return Refusal(RefusalCode.NOT_IN_FORCE, {"sop": procedure.code, "unit": unit.id})
    if (no := _may_enter(actor, unit, command.proof, moment)) is not None:
        return no
    filled = fill((*procedure.form, *procedure.start.fields), command.submission.fields)
    if filled.faults:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": dict(filled.faults)})
    if unknown := command.submission.requirements - {r.id for r in procedure.requirements}:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": dict.fromkeys(unknown, "unknown")})
    arc = machine.find_arc(machine.compiled.start, trigger_of(procedure.start.id, DONE))
    assert arc is not None, machine.id
    fact = _act(arc, actor, None, moment, private={"proof": command.proof})
    received = command.submission.requirements
    return Decision(
        fact=replace(fact, public={"received": sorted(received)}),
        opens=items_of(machine, arc, moment),
        jobs=jobs_of(machine, arc, moment, opening=True),
        requirements=received,
        fields=dict(filled.values),
    )


def decide_advance(
    machine: Machine, case: CaseView, command: Advance, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what this answer would record, or why it may not be given."""
    item = _open_item(machine, case, command.item, command.seen_view)
    if isinstance(item, Refusal):
        return item
    step = machine.steps[item.step]
    holder = _holder(machine, case, step, actor, command.proof, moment)
    if isinstance(holder, Refusal):
        return holder
    if item.claimed_by not in (None, actor.person):
        return Refusal(RefusalCode.CLAIMED_BY_OTHER, {"by": item.claimed_by})
    answer = step.answer(command.answer)
    if answer is None:
        return Refusal(RefusalCode.UNKNOWN_ANSWER, {"answers": [a.id for a in step.answers]})
    if answer.reason_required and not (command.note or "").strip():
        return Refusal(RefusalCode.REASON_MISSING, {"answer": answer.id})
    if (no := _missing(machine, case, step, answer, command.submission)) is not None:
        return no
    values = _filled(machine, case, step, command.submission)
    if isinstance(values, Refusal):
        return values
    arc = _way(machine, case, trigger_of(step.id, answer.id))
    if isinstance(arc, Refusal):
        return arc
    received = command.submission.requirements
    fact = _act(
        arc,
        actor,
        holder,
        moment,
        private={"note": command.note, "proof": command.proof, "fields": values},
    )
    return _record(
        machine,
        case,
        arc,
        replace(fact, public={"received": sorted(received)} if received else {}),
        item,
        moment,
        requirements=received,
        fields=values,
    )


def decide_withdraw(
    machine: Machine, case: CaseView, command: Withdraw, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what withdrawing would record; possible until the signature is given."""
    if machine.markings[case.marking].end is not None:
        return Refusal(RefusalCode.CASE_CLOSED)
    if any(act.seq > command.seen_seq for act in case.acts):
        return Refusal(RefusalCode.STALE_VIEW, {"seq": case.seq})
    if actor.actor_class is not ActorClass.APPLICANT or actor.person != case.applicant:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": machine.procedure.start.role})
    if (no := _may_enter(actor, case.unit, command.proof, moment)) is not None:
        return no
    arc = machine.find_arc(case.marking, WITHDRAW)
    if arc is None:
        return Refusal(RefusalCode.NOT_WITHDRAWABLE)
    private = {"note": command.note, "proof": command.proof}
    fact = _act(arc, actor, None, moment, private=private)
    return _record(machine, case, arc, fact, None, moment)


def decide_expire(
    machine: Machine, case: CaseView, command: Expire, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what the passing of the applicant's limit would record.

    A lapse needs two facts: the notice reached the applicant and the term ran out (SPEC 1).
    """
    item = _open_item(machine, case, command.item, None)
    if isinstance(item, Refusal):
        return item
    if item.due_at is None or moment.now < item.due_at or actor.actor_class is not ActorClass.RULE:
        return Refusal(RefusalCode.NOT_DUE, {"due_at": item.due_at})
    arc = _way(machine, case, trigger_of(item.step, OVERDUE))
    if isinstance(arc, Refusal):
        return arc
    if arc.result is EndResult.LAPSED and item.opened_seq not in case.delivered:
        return Refusal(RefusalCode.NOTICE_NOT_DELIVERED, {"step": item.step})
    return _record(machine, case, arc, _act(arc, actor, None, moment), item, moment)


def decide_carry(
    machine: Machine, case: CaseView, command: Carry, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what the result of an automatic step would record."""
    item = _open_item(machine, case, command.item, None)
    if isinstance(item, Refusal):
        return item
    step = machine.steps[item.step]
    if not step.kind.is_automatic or actor.actor_class is not ActorClass.SYSTEM:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": step.role})
    if step.answer(command.answer) is None:
        return Refusal(RefusalCode.UNKNOWN_ANSWER, {"answers": [a.id for a in step.answers]})
    arc = _way(machine, case, trigger_of(step.id, command.answer))
    if isinstance(arc, Refusal):
        return arc
    fact = replace(_act(arc, actor, None, moment), public=dict(command.results))
    return _record(machine, case, arc, fact, item, moment)


def decide_claim(
    machine: Machine, case: CaseView, command: Claim, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what taking on, or giving back, an open item would record; it moves no case."""
    item = _open_item(machine, case, command.item, command.seen_view)
    if isinstance(item, Refusal):
        return item
    step = machine.steps[item.step]
    holder = _holder(machine, case, step, actor, None, moment)
    if isinstance(holder, Refusal):
        return holder
    if item.claimed_by not in (None, actor.person):
        return Refusal(RefusalCode.CLAIMED_BY_OTHER, {"by": item.claimed_by})
    public: dict[str, Any] = {"step": step.id, "released": command.release}
    fact = _standing(FactKind.CLAIM, case, actor, holder, moment, public)
    return Decision(fact, claims=(item.id, None if command.release else actor.person))


def decide_notice(
    machine: Machine,
    case: CaseView,
    *,
    of_seq: int,
    channel: str,
    actor: Actor,
    moment: OfficeMoment,
    proof: str | None = None,
) -> Decision | Refusal:
    """Say what the delivery of the applicant's notice about act `of_seq` would record.

    Workers record what a channel confirmed; an official records what was served on paper, with
    the proof of it.
    """
    if not any(act.seq == of_seq for act in case.acts):
        return Refusal(RefusalCode.ITEM_NOT_OPEN, {"seq": of_seq})
    holder: Appointment | None = None
    if actor.actor_class is ActorClass.OFFICIAL:
        if not (proof or "").strip():
            return Refusal(RefusalCode.PROOF_MISSING)
        holder = _any_appointment(actor, case.unit, moment)
        if holder is None:
            return Refusal(RefusalCode.NO_APPOINTMENT, {"unit": case.unit.id})
    public = {"of_seq": of_seq, "channel": channel}
    fact = _standing(FactKind.NOTICE, case, actor, holder, moment, public)
    return Decision(replace(fact, private={"proof": proof} if proof else {}))


def _open_item(
    machine: Machine, case: CaseView, item_id: str, seen_view: int | None
) -> OpenItem | Refusal:
    if machine.markings[case.marking].end is not None:
        return Refusal(RefusalCode.CASE_CLOSED)
    item = next((i for i in case.items if i.id == item_id), None)
    if item is None:
        return Refusal(RefusalCode.ITEM_NOT_OPEN, {"open": [i.step for i in case.items]})
    if seen_view is not None and item.view != seen_view:
        return Refusal(RefusalCode.STALE_VIEW, {"view": item.view})
    return item


def _holder(
    machine: Machine,
    case: CaseView,
    step: Step,
    actor: Actor,
    proof: str | None,
    moment: OfficeMoment,
) -> Appointment | Refusal | None:
    """Find by which appointment the actor may answer; None for an applicant's own step."""
    if step.role is None:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": None})
    role = machine.procedure.role(step.role)
    if role.is_external:
        if actor.actor_class is not ActorClass.APPLICANT or actor.person != case.applicant:
            return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": role.id})
        return _may_enter(actor, case.unit, proof, moment)
    if actor.actor_class is not ActorClass.OFFICIAL:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": role.id})
    held = appointment_for(actor, role, case.unit, on=moment.day, at=moment.now)
    return held or Refusal(RefusalCode.NO_APPOINTMENT, {"role": role.id})


def _may_enter(
    actor: Actor, unit: CaseUnit, proof: str | None, moment: OfficeMoment
) -> Refusal | None:
    """Refuse a clerk's entry for an applicant without a post in the unit or without proof."""
    if actor.entered_by is None:
        return None
    if _any_appointment(actor, unit, moment) is None:
        return Refusal(RefusalCode.NO_APPOINTMENT, {"unit": unit.id})
    if not (proof or "").strip():
        return Refusal(RefusalCode.PROOF_MISSING)
    return None


def _any_appointment(actor: Actor, unit: CaseUnit, moment: OfficeMoment) -> Appointment | None:
    return next(
        (
            a
            for a in actor.appointments
            if a.unit == unit.id and a.is_in_force(on=moment.day, at=moment.now)
        ),
        None,
    )


def _missing(
    machine: Machine, case: CaseView, step: Step, answer: Answer, submission: Submission
) -> Refusal | None:
    if answer.nature is not Nature.SUPPORTS or not step.requires:
        return None
    required = (r for r in machine.procedure.requirements if r.id in step.requires)
    missing = missing_requirements(required, case.requirements | submission.requirements)
    return Refusal(RefusalCode.REQUIREMENT_MISSING, {"missing": list(missing)}) if missing else None


def _filled(
    machine: Machine, case: CaseView, step: Step, submission: Submission
) -> dict[ItemId, Any] | Refusal:
    """Check what came with an answer: the step's own fields, and what it may change."""
    if unknown := submission.requirements - set(_receivable(machine, step)):
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": dict.fromkeys(unknown, "unknown")})
    own: list[Field] = list(step.fields)
    if step.kind is StepKind.APPLICANT:
        own += [f for f in machine.procedure.form if f.id in step.changes or f.kind.is_contact]
    earlier = {f.id for f in own if f.id in case.fields}
    kept = [f if f.id not in earlier else replace(f, is_required=False) for f in own]
    filled = fill(kept, submission.fields)
    if filled.faults:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": dict(filled.faults)})
    return dict(filled.values)


def _receivable(machine: Machine, step: Step) -> tuple[ItemId, ...]:
    return tuple(r.id for r in machine.procedure.requirements if r.id in step.changes)


def _way(machine: Machine, case: CaseView, trigger: Trigger) -> Arc | Refusal:
    """Find the arc that `trigger` takes; at the bound of its rounds only the limit arc is left."""
    rounds_max = machine.rounds_max(trigger)
    taken = sum(1 for act in case.acts if act.trigger == trigger)
    if rounds_max is not None and taken >= rounds_max:
        trigger = limit_of(trigger)
        if machine.find_arc(case.marking, trigger) is None:
            return Refusal(RefusalCode.ROUNDS_USED_UP, {"rounds": rounds_max})
    arc = machine.find_arc(case.marking, trigger)
    return arc or Refusal(RefusalCode.NOT_AN_ARC, {"trigger": trigger})


def _record(
    machine: Machine,
    case: CaseView,
    arc: Arc,
    fact: NewFact,
    item: OpenItem | None,
    moment: OfficeMoment,
    *,
    requirements: frozenset[ItemId] = frozenset(),
    fields: dict[ItemId, Any] | None = None,
) -> Decision | Refusal:
    target = machine.markings[machine.fire(case.marking, arc.trigger)]
    assert target.id == arc.target, (arc, target)
    met: tuple[str, ...] = ()
    if target.end is not None and target.result is not None and target.result.is_deciding:
        seq = case.seq + 1
        acts = (*case.acts, PastAct(seq, arc.trigger, arc.step))
        new = tuple((seq, i) for i in machine.compiled.changes.get(arc.trigger, ()))
        if missing := outstanding(machine, target.end, acts, (*case.changed, *new)):
            details = {"obligations": [o.id for o in missing], "roles": [o.roles for o in missing]}
            return Refusal(RefusalCode.OBLIGATION_OPEN, details)
        met = tuple(o.id for o in machine.obligations_of(target.end))
    closes = tuple(i.id for i in case.items if i.step in arc.closes)
    assert item is None or item.id in closes, (item, arc)
    return Decision(
        fact=fact,
        closes=closes,
        opens=items_of(machine, arc, moment),
        jobs=jobs_of(machine, arc, moment),
        requirements=requirements,
        fields=fields or {},
        met=met,
    )


def _act(
    arc: Arc,
    actor: Actor,
    holder: Appointment | None,
    moment: OfficeMoment,
    *,
    private: dict[str, Any] | None = None,
) -> NewFact:
    return NewFact(
        kind=FactKind.ACT,
        source=arc.source,
        target=arc.target,
        trigger=arc.trigger,
        step=arc.step,
        answer=arc.answer,
        role=arc.role,
        actor_class=arc.actor_class,
        result=arc.result,
        person=actor.person,
        entered_by=actor.entered_by,
        position=holder.position if holder else None,
        position_name=holder.position_name if holder else None,
        appointment=holder.id if holder else None,
        capacity=holder.capacity if holder else Capacity(arc.actor_class.value),
        medium=Medium.SYSTEM,
        performed_at=moment.now,
        private={key: value for key, value in (private or {}).items() if value},
    )


def _standing(
    kind: FactKind,
    case: CaseView,
    actor: Actor,
    holder: Appointment | None,
    moment: OfficeMoment,
    public: dict[str, Any],
) -> NewFact:
    """A fact that moves no case but stands in the same chain."""
    return NewFact(
        kind=kind,
        source=case.marking,
        target=case.marking,
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
        public=public,
    )
