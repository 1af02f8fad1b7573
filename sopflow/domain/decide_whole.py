"""Decisions about the whole case, whichever step is open: cancelled by the office, or silence."""

from sopflow.domain.acting import Desk, act, record
from sopflow.domain.authority import Actor, Appointment, appointment_for
from sopflow.domain.cases import Cancel, CaseView, Decision, Submission
from sopflow.domain.clocks import promise_end
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Arc, Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import CANCEL, SILENCE, ActorClass


def decide_cancel(
    machine: Machine, case: CaseView, command: Cancel, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what cancelling would record; possible until the signature is given, with a reason."""
    desk = Desk(machine, case, actor, moment)
    if (no := unseen(desk, command.seen_seq)) is not None:
        return no
    arc = machine.find_arc(case.marking, CANCEL)
    if arc is None:
        return Refusal(RefusalCode.NOT_CANCELLABLE)
    return _done(desk, arc, command.note)


def decide_deem(
    machine: Machine, case: CaseView, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what silence would record: the promise is over and the applicant is not waited for."""
    desk = Desk(machine, case, actor, moment)
    if machine.markings[case.marking].end is not None:
        return Refusal(RefusalCode.CASE_CLOSED)
    silence = machine.procedure.silence
    arc = machine.find_arc(case.marking, SILENCE)
    due = promise_end(machine, case.acts, moment.calendar)
    if arc is None or silence is None or actor.actor_class is not ActorClass.RULE:
        return Refusal(RefusalCode.NOT_DUE, {"due_at": None})
    if due is None or moment.now < due:
        return Refusal(RefusalCode.NOT_DUE, {"due_at": due})
    fact = act(arc, actor, moment, public={"legal_basis": silence.legal_basis})
    return record(desk, arc, fact, given=Submission())


def unseen(desk: Desk, seen_seq: int) -> Refusal | None:
    """Refuse an act about a case that has ended, or that moved since it was seen."""
    if desk.machine.markings[desk.case.marking].end is not None:
        return Refusal(RefusalCode.CASE_CLOSED)
    if any(past.seq > seen_seq for past in desk.case.acts):
        return Refusal(RefusalCode.STALE_VIEW, {"seq": desk.case.seq})
    return None


def _done(desk: Desk, arc: Arc, note: str | None) -> Decision | Refusal:
    """An official's act about the whole case, in the name of his post and with its reason."""
    holder = _holder(desk, arc)
    if isinstance(holder, Refusal):
        return holder
    if not (note or "").strip():
        return Refusal(RefusalCode.REASON_MISSING, {"answer": arc.answer})
    fact = act(arc, desk.actor, desk.moment, holder=holder, private={"note": note})
    return record(desk, arc, fact, given=Submission())


def _holder(desk: Desk, arc: Arc) -> Appointment | Refusal:
    assert arc.role is not None, arc
    role, moment = desk.machine.procedure.role(arc.role), desk.moment
    if desk.actor.actor_class is not ActorClass.OFFICIAL:
        return Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": role.id})
    held = appointment_for(desk.actor, role, desk.case.unit, on=moment.day, at=moment.now)
    return held or Refusal(RefusalCode.NO_APPOINTMENT, {"role": role.id})
