"""Acts about the whole case on a stage."""

from sopflow.domain.authority import RULE, Actor
from sopflow.domain.cases import Cancel, Decision, Withdraw
from sopflow.domain.decide import decide_withdraw
from sopflow.domain.decide_whole import decide_cancel, decide_deem
from sopflow.domain.refusals import Refusal
from sopflow.domain.stage import CASE, Stage


def withdraw(stage: Stage, actor: Actor, note: str | None) -> Decision | Refusal:
    """The applicant takes the application back."""
    command = Withdraw(CASE, stage.case.seq, "stage", note)
    return decide_withdraw(stage.machine, stage.case, command, actor=actor, moment=stage.moment)


def cancel(stage: Stage, actor: Actor, note: str | None) -> Decision | Refusal:
    """The office cancels the case."""
    command = Cancel(CASE, stage.case.seq, "stage", note)
    return decide_cancel(stage.machine, stage.case, command, actor=actor, moment=stage.moment)


def deem(stage: Stage) -> Decision | Refusal:
    """The promised time has passed without a decision."""
    return decide_deem(stage.machine, stage.case, actor=RULE, moment=stage.moment)
