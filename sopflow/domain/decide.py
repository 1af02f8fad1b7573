"""Every decision about a case: pure, a value either way, the same for every edge.

Reading order of each: closed, open, whose, which answer, what is missing, where it leads.
"""

from dataclasses import replace

from sopflow.domain.acting import (
    Desk,
    act,
    any_role_of,
    barred,
    filled_fields,
    holder_of,
    is_applicant,
    is_theirs,
    may_enter,
    missing_papers,
    missing_words,
    open_item,
    opener_of,
    post_in,
    record,
    standing,
    taken_by_other,
    way,
)
from sopflow.domain.authority import Actor, Appointment, CaseUnit
from sopflow.domain.bills import bills_of, unpaid
from sopflow.domain.cases import (
    Advance,
    Carry,
    CaseView,
    Claim,
    Decision,
    DeclareConflict,
    Expire,
    Notify,
    Open,
    Submission,
    Withdraw,
)
from sopflow.domain.decide_whole import unseen
from sopflow.domain.entering import (
    OfficeMoment,
    copies_by,
    items_of,
    jobs_of,
    promise_of,
    promised,
)
from sopflow.domain.expressions import values_of
from sopflow.domain.forms import fill
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.voting import trigger_at
from sopflow.domain.words import (
    DONE,
    OVERDUE,
    WITHDRAW,
    ActorClass,
    FactKind,
    trigger_of,
)


def decide_open(
    machine: Machine, unit: CaseUnit, command: Open, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what opening this case would record: the first row of the table.

    It is the applicant's own, or an official's where the SOP lets the office open.
    """
    procedure = machine.procedure
    scope = procedure.scope
    if scope.unit not in (None, unit.id) or scope.unit_kind not in (None, unit.kind):
        return Refusal(RefusalCode.NOT_IN_FORCE, {"sop": procedure.code, "unit": unit.id})
    holder = opener_of(procedure, unit, command, actor, moment)
    if isinstance(holder, Refusal):
        return holder
    received = command.submission.requirements
    filled = fill((*procedure.form, *procedure.start.fields), command.submission.fields)
    unknown = received - {r.id for r in procedure.requirements}
    faults = dict(filled.faults) | {str(paper): "unknown" for paper in unknown}
    if faults:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": faults})
    arc = machine.find_arc(machine.compiled.start, trigger_of(procedure.start.id, DONE))
    assert arc is not None, machine.id
    fields = {str(key): value for key, value in filled.values.items()}
    promise = promise_of(machine, arc, moment)
    private, public = {"proof": command.proof, "fields": fields}, {"received": sorted(received)}
    opens = items_of(machine, arc, moment, fields=fields)
    bills = bills_of(machine, opens, values_of(procedure, fields, {}))
    if isinstance(bills, Refusal):
        return bills
    return Decision(
        fact=act(arc, actor, moment, holder=holder, private=private, public=public),
        opens=opens,
        bills=bills,
        jobs=(
            *jobs_of(machine, arc, moment, opening=True),
            *promised(machine, arc, promise, is_new=True),
        ),
        requirements=received,
        fields=fields,
        promise_due_at=promise,
        copies=copies_by(machine, arc),
    )


def decide_advance(
    machine: Machine, case: CaseView, command: Advance, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what this answer would record, or why it may not be given."""
    desk = Desk(machine, case, actor, moment)
    item = open_item(desk, command.item, seen_view=command.seen_view)
    if isinstance(item, Refusal):
        return item
    step = machine.steps[item.step]
    holder = holder_of(desk, step, proof=command.proof)
    if isinstance(holder, Refusal):
        return holder
    if (no := barred(desk, item)) is not None:
        return no
    if taken_by_other(desk, item):
        return Refusal(RefusalCode.CLAIMED_BY_OTHER, {"by": item.claimed_by})
    answer = step.answer(command.answer)
    if answer is None:
        return Refusal(RefusalCode.UNKNOWN_ANSWER, {"answers": [a.id for a in step.answers]})
    if (no := missing_words(step, answer, command)) is not None:
        return no
    if (no := missing_papers(desk, step, answer, command.submission)) is not None:
        return no
    fields = filled_fields(desk, step, command.submission)
    if isinstance(fields, Refusal):
        return fields
    arc = way(desk, trigger_at(machine, case.marking, step, answer.id))
    if isinstance(arc, Refusal):
        return arc
    received = command.submission.requirements
    private = {"note": command.note, "proof": command.proof, "fields": fields}
    public = {"received": sorted(received), "vote": answer.id if step.panel else None}
    fact = act(arc, actor, moment, holder=holder, private=private, public=public)
    return record(desk, arc, fact, given=Submission(fields, received))


def decide_withdraw(
    machine: Machine, case: CaseView, command: Withdraw, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what withdrawing would record; possible until the signature is given."""
    desk = Desk(machine, case, actor, moment)
    if (no := unseen(desk, command.seen_seq)) is not None:
        return no
    if not is_applicant(desk):
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": machine.procedure.start.role})
    if (no := may_enter(actor, case.unit, command.proof, moment)) is not None:
        return no
    arc = machine.find_arc(case.marking, WITHDRAW)
    if arc is None:
        return Refusal(RefusalCode.NOT_WITHDRAWABLE)
    private = {"note": command.note, "proof": command.proof}
    return record(desk, arc, act(arc, actor, moment, private=private), given=Submission())


def decide_expire(
    machine: Machine, case: CaseView, command: Expire, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what the passing of the other side's limit would record.

    It needs two facts: the notice reached them and the term ran out (SPEC 1).
    """
    desk = Desk(machine, case, actor, moment)
    item = open_item(desk, command.item)
    if isinstance(item, Refusal):
        return item
    if item.due_at is None or moment.now < item.due_at or actor.actor_class is not ActorClass.RULE:
        return Refusal(RefusalCode.NOT_DUE, {"due_at": item.due_at})
    arc = way(desk, trigger_of(item.step, OVERDUE))
    if isinstance(arc, Refusal):
        return arc
    if is_theirs(machine, item.step) and item.opened_seq not in case.delivered:
        return Refusal(RefusalCode.NOTICE_NOT_DELIVERED, {"step": item.step})
    return record(desk, arc, act(arc, actor, moment), given=Submission())


def decide_carry(
    machine: Machine, case: CaseView, command: Carry, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what the result of an automatic step, or an answer from outside, would record."""
    desk = Desk(machine, case, actor, moment)
    item = open_item(desk, command.item)
    if isinstance(item, Refusal):
        return item
    step = machine.steps[item.step]
    works = step.kind.is_automatic or step.kind.is_awaited
    if not works or actor.actor_class is not ActorClass.SYSTEM:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": step.role})
    if step.answer(command.answer) is None:
        return Refusal(RefusalCode.UNKNOWN_ANSWER, {"answers": [a.id for a in step.answers]})
    if (rest := unpaid(case, item)) > 0:
        return Refusal(RefusalCode.BILL_OPEN, {"rest": rest})
    arc = way(desk, trigger_of(step.id, command.answer))
    if isinstance(arc, Refusal):
        return arc
    fact = act(arc, actor, moment, public=dict(command.results), private=dict(command.body))
    outcome = record(desk, arc, fact, given=Submission())
    return outcome if isinstance(outcome, Refusal) else replace(outcome, takes=command.message)


def decide_claim(
    machine: Machine, case: CaseView, command: Claim, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what taking on, or giving back, an open item would record; it moves no case."""
    desk = Desk(machine, case, actor, moment)
    item = open_item(desk, command.item, seen_view=command.seen_view)
    if isinstance(item, Refusal):
        return item
    step = machine.steps[item.step]
    holder = holder_of(desk, step)
    if isinstance(holder, Refusal):
        return holder
    if step.panel is not None:
        return Refusal(RefusalCode.SHARED_STEP, {"step": step.id})
    if not command.release and (no := barred(desk, item)) is not None:
        return no
    if taken_by_other(desk, item):
        return Refusal(RefusalCode.CLAIMED_BY_OTHER, {"by": item.claimed_by})
    public = {"step": step.id, "released": command.release}
    fact = standing(FactKind.CLAIM, desk, public, holder=holder)
    return Decision(fact, claims=(item.id, None if command.release else actor.person))


def decide_notice(
    machine: Machine, case: CaseView, command: Notify, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what the delivery of the applicant's notice about an act would record.

    Workers record what a channel confirmed; an official records what was served on paper, with
    the proof of it.
    """
    desk = Desk(machine, case, actor, moment)
    if not any(past.seq == command.of_seq for past in case.acts):
        return Refusal(RefusalCode.ITEM_NOT_OPEN, {"seq": command.of_seq})
    holder: Appointment | None = None
    if actor.actor_class is ActorClass.OFFICIAL:
        if not (command.proof or "").strip():
            return Refusal(RefusalCode.PROOF_MISSING)
        holder = post_in(actor, case.unit, moment)
        if holder is None:
            return Refusal(RefusalCode.NO_APPOINTMENT, {"unit": case.unit.id})
    public = {"of_seq": command.of_seq, "channel": command.channel}
    fact = standing(FactKind.NOTICE, desk, public, holder=holder)
    return Decision(replace(fact, private={"proof": command.proof} if command.proof else {}))


def decide_conflict(
    machine: Machine,
    case: CaseView,
    command: DeclareConflict,
    *,
    actor: Actor,
    moment: OfficeMoment,
) -> Decision | Refusal:
    """Say what an official's declaration of an interest would record; it moves no case."""
    desk = Desk(machine, case, actor, moment)
    if machine.markings[case.marking].end is not None:
        return Refusal(RefusalCode.CASE_CLOSED)
    if actor.actor_class is not ActorClass.OFFICIAL:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": None})
    holder = any_role_of(desk)
    if holder is None:
        return Refusal(RefusalCode.NO_APPOINTMENT, {"unit": case.unit.id})
    if actor.person in case.conflicted:
        return Refusal(RefusalCode.CONFLICT_DECLARED)
    fact = standing(FactKind.CONFLICT, desk, {}, holder=holder)
    return Decision(replace(fact, private={"note": command.note} if command.note else {}))
