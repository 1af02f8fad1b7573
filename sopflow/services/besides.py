"""Use cases beside the moves of a case: what officials confirm, direct, hand over and assign."""

from sopflow.domain.authority import Caller
from sopflow.domain.cases import Acknowledge, Decision, Receipt
from sopflow.domain.copies import decide_acknowledge
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal
from sopflow.services.once import official, once
from sopflow.store.looks import Look
from sopflow.store.store import Store


def acknowledge(store: Store, command: Acknowledge, *, caller: Caller) -> Receipt | Refusal:
    """Confirm having read what one act was copied to the caller for.

    Raises:
        CaseNotFound: No case has `command.case_id`.
    """

    def decision(
        tidy: Acknowledge, machine: Machine, look: Look, moment: OfficeMoment
    ) -> Decision | Refusal:
        actor = official(look, caller)
        return decide_acknowledge(machine, look.case, tidy, actor=actor, moment=moment)

    return once(store, command, caller.person, decision)
