"""Officials informed (tembusan, SPEC 2 L16): of which act, and who confirmed having read it.

A copy asks nothing but reading and keeps no case waiting. Every holder of the role confirms in
person, in the chain of the case, and may do so after the case has ended.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sopflow.domain.acting import Desk, standing
from sopflow.domain.authority import Actor, Appointment, appointment_for
from sopflow.domain.cases import Acknowledge, CaseView, Decision, PastAct
from sopflow.domain.entering import OfficeMoment, copied_to
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import (
    LIMIT,
    ActorClass,
    AnswerId,
    FactKind,
    PersonId,
    RoleId,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What a role was informed of, and who has confirmed it."""

    of_seq: int
    role: RoleId
    readers: frozenset[PersonId]


def copies_of(machine: Machine, case: CaseView) -> tuple[Copy, ...]:
    """Every copy that the case has sent so far, in order."""
    return tuple(_copies(machine, case))


def decide_acknowledge(
    machine: Machine, case: CaseView, command: Acknowledge, *, actor: Actor, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what confirming would record: one fact for every role in which the actor was informed."""
    desk = Desk(machine, case, actor, moment)
    held = {
        copy.role: holder
        for copy in copies_of(machine, case)
        if copy.of_seq == command.of_seq
        and actor.person not in copy.readers
        and (holder := _holder(desk, copy.role)) is not None
    }
    if not held:
        return Refusal(RefusalCode.NO_COPY, {"seq": command.of_seq})
    public = {"of_seq": command.of_seq, "roles": list(held)}
    first = next(iter(held.values()))
    fact = standing(FactKind.ACKNOWLEDGEMENT, desk, public, holder=first)
    return Decision(fact, reads=tuple((command.of_seq, role) for role in held))


def _holder(desk: Desk, role: RoleId) -> Appointment | None:
    if desk.actor.actor_class is not ActorClass.OFFICIAL:
        return None
    known, moment = desk.machine.procedure.role(role), desk.moment
    return appointment_for(desk.actor, known, desk.case.unit, on=moment.day, at=moment.now)


def _copies(machine: Machine, case: CaseView) -> Iterator[Copy]:
    read = [b for b in case.besides if b.kind is FactKind.ACKNOWLEDGEMENT]
    for act in case.acts:
        for role in _told_of(machine, case, act):
            readers = (
                b.person
                for b in read
                if b.public["of_seq"] == act.seq and role in b.public["roles"]
            )
            yield Copy(act.seq, role, frozenset(readers))


def _told_of(machine: Machine, case: CaseView, act: PastAct) -> tuple[RoleId, ...]:
    answer = AnswerId(act.trigger.partition(":")[2].removesuffix(LIMIT))
    is_last = act.seq == case.acts[-1].seq
    end = machine.markings[case.marking].end if is_last else None
    return copied_to(machine, act.step, answer, end)
