"""People of every sort who give commands of every sort, mostly those that are asked for."""

import random
from dataclasses import replace
from datetime import date

from sopflow.domain.authority import RULE, SYSTEM, Actor
from sopflow.domain.cases import (
    Advance,
    Carry,
    Claim,
    Decision,
    Expire,
    Notify,
    OpenItem,
    Withdraw,
)
from sopflow.domain.decide import (
    decide_advance,
    decide_carry,
    decide_claim,
    decide_expire,
    decide_notice,
    decide_withdraw,
)
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.procedures import Step
from sopflow.domain.refusals import Refusal
from sopflow.domain.words import ActorClass, AnswerId, CaseId, PersonId, WorkItemId
from tests.domain.play import APPLICANT, CALENDAR, Played, clerk_for_applicant, holder

_CASE = CaseId("1")
Command = Advance | Carry | Claim | Expire | Notify | Withdraw

_PLACES = {
    "loket": holder("loket", "lina"),
    "kabid": holder("kabid", "karta"),
    "camat": holder("camat", "cahya"),
}
_TWO = holder("loket", "dua")
_APPLICANT = Actor(ActorClass.APPLICANT, APPLICANT, "Pemohon")
PEOPLE: tuple[Actor, ...] = (
    *_PLACES.values(),
    replace(_TWO, appointments=(*_TWO.appointments, *holder("kabid", "dua").appointments)),
    holder("camat", "mantan", valid_until=date(2026, 1, 31)),
    holder("arsiparis", "orang_lain"),
    _APPLICANT,
    replace(_APPLICANT, person=PersonId("applicant:2")),
    clerk_for_applicant(),
    SYSTEM,
    RULE,
)
MAY = {
    "loket": {"lina", "dua"},
    "kabid": {"karta", "dua"},
    "camat": {"cahya"},
    "pemohon": {str(APPLICANT)},
}
"""Who carries which role, written down by hand for the audit."""


def a_command(chance: random.Random, played: Played) -> tuple[Command, Actor]:
    """Choose who does what next."""
    case = played.case
    item = chance.choice(case.items)
    step = played.machine.steps[item.step]
    kind = chance.choices(("right", "any", "claim", "told", "withdraw"), (14, 4, 1, 2, 1))[0]
    actor = _right_actor(step) if chance.random() < 0.8 else chance.choice(PEOPLE)
    match kind:
        case "right":
            return _right_command(chance, step, item), _right_actor(step)
        case "any":
            return _any_command(chance, played, item), chance.choice(PEOPLE)
        case "claim":
            return Claim(case.id, item.id, item.view, "k", release=chance.random() < 0.5), actor
        case "told":
            seq = chance.choice((item.opened_seq, chance.randint(1, case.seq)))
            return Notify(case.id, seq, "counter", "k", proof="tanda terima"), SYSTEM
        case _:
            seen = case.seq if chance.random() < 0.8 else case.seq - 1
            return Withdraw(case.id, seen, "k", proof="KTP"), chance.choice((_APPLICANT, actor))


def _right_actor(step: Step) -> Actor:
    if step.kind.is_automatic or step.role is None:
        return SYSTEM
    return _PLACES.get(step.role, _APPLICANT)


def _right_command(chance: random.Random, step: Step, item: OpenItem) -> Command:
    answer = chance.choice(step.answers).id
    if step.kind.is_automatic:
        return Carry(_CASE, item.id, answer, "k")
    return Advance(_CASE, item.id, item.view, answer, "k", note="catatan", proof="KTP")


def _any_command(chance: random.Random, played: Played, item: OpenItem) -> Command:
    """Any answer of any step, to an item that is open or is not."""
    step = chance.choice(played.machine.procedure.steps)
    answer = chance.choice((*(a.id for a in step.answers), AnswerId("tidak_ada")))
    name = chance.choice((item.id, item.id, WorkItemId(f"{played.case.seq}.{step.id}")))
    match chance.randrange(3):
        case 0:
            return Advance(_CASE, name, chance.choice((1, 1, 2)), answer, "k")
        case 1:
            return Expire(_CASE, name, "k")
        case _:
            return Carry(_CASE, name, answer, "k")


def decide(played: Played, command: Command, actor: Actor) -> Decision | Refusal:
    """Decide a command; the rule's own turn comes with the rule as actor."""
    machine, case = played.machine, played.case
    moment = OfficeMoment(case.now, CALENDAR)
    match command:
        case Advance():
            return decide_advance(machine, case, command, actor=actor, moment=moment)
        case Carry():
            return decide_carry(machine, case, command, actor=actor, moment=moment)
        case Claim():
            return decide_claim(machine, case, command, actor=actor, moment=moment)
        case Expire():
            return decide_expire(machine, case, command, actor=RULE, moment=moment)
        case Notify():
            return decide_notice(machine, case, command, actor=actor, moment=moment)
        case Withdraw():
            return decide_withdraw(machine, case, command, actor=actor, moment=moment)
