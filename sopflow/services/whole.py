"""Use cases about the whole case, whichever step is open; each is one act of the office."""

from sopflow.domain import decide_whole
from sopflow.domain.authority import Caller
from sopflow.domain.cases import Cancel, Decision, Receipt
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal
from sopflow.services.once import official, once
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
