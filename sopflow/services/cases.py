"""Use cases of a case: one function, one transaction, one answer.

Each takes a command that carries an idempotency key. The same key with the same body gives the
first receipt again, for ever; with another body it is refused. Refusals are not stored: they are
judged anew.
"""

from dataclasses import dataclass

from sopflow.domain import decide
from sopflow.domain.authority import RULE, SYSTEM, Actor, Caller, applicant_of
from sopflow.domain.cases import (
    Advance,
    Carry,
    Claim,
    Decision,
    DeclareConflict,
    Expire,
    Notify,
    Open,
    Receipt,
    Withdraw,
)
from sopflow.domain.codec import encode
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.evidence import digest
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.tidying import tidied
from sopflow.domain.wholecase import Opening
from sopflow.domain.words import ActorClass, CaseId, UnitId
from sopflow.services.once import TRIES_MAX, for_applicant, official, once
from sopflow.store.errors import LostRace
from sopflow.store.jobs import Job
from sopflow.store.looks import Look, OfficeLook
from sopflow.store.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """A new case: its receipt and the code with which the applicant may follow it."""

    receipt: Receipt
    tracking_code: str


def open_case(
    store: Store, command: Open, *, sop_code: str, unit: UnitId, caller: Caller
) -> Opened | Refusal:
    """Open a case of the SOP in force at `unit`.

    An official enters it for the applicant at the counter, or opens it in the office's own name
    where the SOP says so.

    Raises:
        VersionNotFound: No version of the SOP is in force for the unit.
    """
    tidy = tidied(command)
    if isinstance(tidy, Refusal):
        return tidy
    body_hash = digest([encode(tidy), sop_code, unit])
    for _ in range(TRIES_MAX):
        try:
            with store.writing() as tx:
                office = tx.office(unit, person=caller.person, key=tidy.key)
                if office.earlier is not None:
                    if office.earlier.body_hash != body_hash:
                        return Refusal(RefusalCode.KEY_REUSED)
                    receipt = office.earlier.receipt
                    return Opened(receipt, store.tracking_code(receipt.case_id))
                moment = OfficeMoment(office.now, office.calendar)
                version = store.version_in_force(sop_code, office.unit, on=moment.day)
                machine = tx.machine(version)
                actor = _opener(machine, office, tidy.case_id)
                outcome = decide.decide_open(machine, office.unit, tidy, actor=actor, moment=moment)
                if isinstance(outcome, Refusal):
                    return outcome
                receipt = tx.open_case(machine, office, outcome, command=tidy, body_hash=body_hash)
            return Opened(receipt, store.tracking_code(receipt.case_id))
        except LostRace:
            continue
    return Refusal(RefusalCode.LOST_RACE)


def advance_case(store: Store, command: Advance, *, caller: Caller) -> Receipt | Refusal:
    """Answer a work item. An official who answers an applicant's step enters it for them.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: Advance, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        item = next((i for i in look.case.items if i.id == tidy.item), None)
        role = machine.steps[item.step].answered_by if item else None
        is_applicants = role is not None and machine.procedure.role(role).is_external
        actor = for_applicant(look, caller) if is_applicants else official(look, caller)
        return decide.decide_advance(machine, look.case, tidy, actor=actor, moment=moment)

    return once(store, command, caller.person, decision)


def claim_case(store: Store, command: Claim, *, caller: Caller) -> Receipt | Refusal:
    """Take an open item on, or give it back.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: Claim, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        actor = official(look, caller)
        return decide.decide_claim(machine, look.case, tidy, actor=actor, moment=moment)

    return once(store, command, caller.person, decision)


def declare_conflict(
    store: Store, command: DeclareConflict, *, caller: Caller
) -> Receipt | Refusal:
    """Record that an official has an interest in the case; steps that bar it are closed to him.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: DeclareConflict, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        actor = official(look, caller)
        return decide.decide_conflict(machine, look.case, tidy, actor=actor, moment=moment)

    return once(store, command, caller.person, decision)


def withdraw_case(store: Store, command: Withdraw, *, caller: Caller) -> Receipt | Refusal:
    """Withdraw the application, by the applicant or entered for them at the counter.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: Withdraw, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        actor = for_applicant(look, caller)
        return decide.decide_withdraw(machine, look.case, tidy, actor=actor, moment=moment)

    return once(store, command, caller.person, decision)


def expire_item(store: Store, command: Expire, *, finishes: Job | None = None) -> Receipt | Refusal:
    """Record that the applicant's limit ran out: the act of the rule, with the end of its timer.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: Expire, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        return decide.decide_expire(machine, look.case, tidy, actor=RULE, moment=moment)

    return once(store, command, RULE.person, decision, finishes=finishes)


def carry_step(store: Store, command: Carry, *, finishes: Job | None = None) -> Receipt | Refusal:
    """Record the result of an automatic step, together with the end of its job.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: Carry, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        return decide.decide_carry(machine, look.case, tidy, actor=SYSTEM, moment=moment)

    return once(store, command, SYSTEM.person, decision, finishes=finishes)


def record_notice(
    store: Store, command: Notify, *, caller: Caller | None, finishes: Job | None = None
) -> Receipt | Refusal:
    """Record that the applicant's notice arrived: by a channel, or on paper by an official.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: Notify, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        actor = SYSTEM if caller is None else official(look, caller)
        return decide.decide_notice(machine, look.case, tidy, actor=actor, moment=moment)

    person = SYSTEM.person if caller is None else caller.person
    return once(store, command, person, decision, finishes=finishes)


def _opener(machine: Machine, office: OfficeLook, case: CaseId) -> Actor:
    """The applicant, for whom the caller types; where the office opens, the caller himself."""
    if machine.procedure.opening is Opening.OFFICE:
        return Actor(ActorClass.OFFICIAL, office.person, office.person_name, office.appointments)
    return Actor(
        ActorClass.APPLICANT,
        applicant_of(case),
        name="",
        appointments=office.appointments,
        entered_by=office.person,
    )
