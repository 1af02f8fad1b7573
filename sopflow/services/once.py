"""How every command about a case is carried out: look, decide and record, once for every key."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from sopflow.domain.authority import Actor, Caller
from sopflow.domain.cases import (
    Acknowledge,
    Advance,
    Cancel,
    Carry,
    Claim,
    Decision,
    DeclareConflict,
    Deem,
    Expire,
    Notify,
    Receipt,
    Withdraw,
)
from sopflow.domain.codec import encode
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.evidence import digest
from sopflow.domain.machines import Machine
from sopflow.domain.outside import Called, Pay
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.tidying import tidied
from sopflow.domain.words import ActorClass, PersonId
from sopflow.services.dying import point
from sopflow.store.errors import LostRace
from sopflow.store.jobs import Job
from sopflow.store.looks import Look
from sopflow.store.store import Store

TRIES_MAX = 3
"""How often a lost race is read and decided again."""

Command = TypeVar(
    "Command",
    Called,
    Acknowledge,
    Advance,
    Cancel,
    Carry,
    Claim,
    DeclareConflict,
    Deem,
    Expire,
    Notify,
    Pay,
    Withdraw,
)
Decide: TypeAlias = Callable[[Command, Machine, Look, OfficeMoment], Decision | Refusal]


def once(
    store: Store,
    command: Command,
    person: PersonId,
    decision: Decide[Command],
    *,
    finishes: Job | None = None,
) -> Receipt | Refusal:
    """Look, decide and record in one transaction; a lost race is read and decided again."""
    tidy = tidied(command)
    if isinstance(tidy, Refusal):
        return tidy
    body_hash = digest(encode(tidy))
    for _ in range(TRIES_MAX):
        try:
            with store.writing() as tx:
                look = tx.look(tidy.case_id, person=person, key=tidy.key)
                # A twin that commits between this look and `record` loses there on
                # unique(actor, key) and is answered by the next round.
                if look.earlier is not None:
                    same = look.earlier.body_hash == body_hash
                    return look.earlier.receipt if same else Refusal(RefusalCode.KEY_REUSED)
                moment = OfficeMoment(look.case.now, look.calendar)
                machine = tx.machine(look.case.version)
                if isinstance(tidy, (Advance, Claim)) and machine.compiled.duties.steps:
                    look = tx.with_holders(look, machine)
                outcome = decision(tidy, machine, look, moment)
                if isinstance(outcome, Refusal):
                    return outcome
                receipt = tx.record(
                    look,
                    outcome,
                    person=person,
                    key=tidy.key,
                    body_hash=body_hash,
                    finishes=finishes,
                )
                point("before commit")
                return receipt
        except LostRace:
            continue
    return Refusal(RefusalCode.LOST_RACE)


def official(look: Look, caller: Caller) -> Actor:
    """The caller with the posts that the look found."""
    return Actor(caller.actor_class, caller.person, look.person_name or "", look.appointments)


def for_applicant(look: Look, caller: Caller) -> Actor:
    """The applicant acts; an official who types is the one who entered it."""
    if caller.actor_class is ActorClass.APPLICANT:
        return Actor(ActorClass.APPLICANT, caller.person, "")
    return Actor(
        ActorClass.APPLICANT,
        look.case.applicant,
        "",
        appointments=look.appointments,
        entered_by=caller.person,
    )
