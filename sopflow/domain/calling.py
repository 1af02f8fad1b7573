"""A case that is opened because a step of another calls for it (SPEC 2, L11)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sopflow.domain.acting import Desk, standing
from sopflow.domain.authority import SYSTEM, Actor, CaseUnit
from sopflow.domain.awaited import Call
from sopflow.domain.cases import CaseView, Decision, Open, Submission
from sopflow.domain.decide import decide_open
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.expressions import evaluate
from sopflow.domain.machines import Machine
from sopflow.domain.outside import Called, Calling, NewLink
from sopflow.domain.refusals import Refusal
from sopflow.domain.words import ActorClass, Capacity, FactKind, ItemId

CALLED = "called"
"""The kind of link of a case that another waits for."""
PAPER = "persyaratan."


def passed_on(call: Call, values: Mapping[str, Any], received: frozenset[ItemId]) -> Submission:
    """Fill the form of the called SOP in from the caller's values, and hand over its papers."""
    fields, papers = {}, set()
    for name, text in call.gives.items():
        if not text.startswith(PAPER):
            fields[name] = _written(evaluate(text, values))
        elif ItemId(text.removeprefix(PAPER)) in received:
            papers.add(ItemId(name))
    return Submission({n: v for n, v in fields.items() if v is not None}, frozenset(papers))


def decide_call(
    machine: Machine, unit: CaseUnit, command: Open, calling: Calling, *, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what opening the called case would record: the caller applies for its own applicant."""
    actor = Actor(ActorClass.APPLICANT, calling.applicant, "")
    outcome = decide_open(machine, unit, command, actor=actor, moment=moment)
    if isinstance(outcome, Refusal):
        return outcome
    public = {**outcome.fact.public, "called_by": calling.number, "step_there": calling.step}
    fact = replace(outcome.fact, capacity=Capacity.PROXY, public=public)
    link = NewLink(CALLED, calling.case_id, calling.seq, calling.item)
    return replace(outcome, fact=fact, link=link)


def decide_called(
    machine: Machine, case: CaseView, command: Called, *, moment: OfficeMoment
) -> Decision | Refusal:
    """Say what the caller's record holds of the case that was opened for it."""
    public = {
        "called": command.sop,
        "sop_version": command.sop_version,
        "version": command.version,
        "case": command.opened,
        "step": command.step,
    }
    return Decision(standing(FactKind.EVENT, Desk(machine, case, SYSTEM, moment), public))


def _written(value: Any) -> str | None:
    """Write a value as somebody would type it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return str(value)
