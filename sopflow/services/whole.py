"""Use cases about the whole case, whichever step is open; acts of the office and of the rule."""

from sopflow.domain import decide_whole
from sopflow.domain.authority import RULE, Caller
from sopflow.domain.cases import Cancel, Decision, Deem, Receipt
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal
from sopflow.services.once import official, once
from sopflow.store.jobs import Job
from sopflow.store.looks import Look
from sopflow.store.store import Store


def cancel_case(store: Store, command: Cancel, *, caller: Caller) -> Receipt | Refusal:
    """Cancel a case in the office's name; the letter that says so is drafted next.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: Cancel, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        actor = official(look, caller)
        return decide_whole.decide_cancel(machine, look.case, tidy, actor=actor, moment=moment)

    return once(store, command, caller.person, decision)


def deem_case(store: Store, command: Deem, *, finishes: Job | None = None) -> Receipt | Refusal:
    """Record that silence decided: the act of the rule, with the end of its timer.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        _tidy: Deem, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        return decide_whole.decide_deem(machine, look.case, actor=RULE, moment=moment)

    return once(store, command, RULE.person, decision, finishes=finishes)
