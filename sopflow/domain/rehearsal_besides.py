"""What people of a scenario do beside the moves of the case, as the engine decides it."""

from dataclasses import dataclass
from typing import TypeAlias

from sopflow.domain.authority import Actor
from sopflow.domain.cases import Acknowledge, Decision
from sopflow.domain.copies import copies_of, decide_acknowledge
from sopflow.domain.refusals import Refusal
from sopflow.domain.stage import CASE, Stage
from sopflow.domain.words import EndId, RoleId, StepId


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody confirms having read the last copy about a step, or about the end."""

    of: StepId | EndId


BesideDeed: TypeAlias = Reading


def done_beside(stage: Stage, actor: Actor, deed: BesideDeed) -> Decision | Refusal:
    """Decide what an invented person does."""
    acts = [a.seq for a in stage.case.acts if a.step == deed.of]
    if stage.end == deed.of:
        acts.append(stage.case.acts[-1].seq)
    command = Acknowledge(CASE, max(acts, default=0), "stage")
    return decide_acknowledge(stage.machine, stage.case, command, actor=actor, moment=stage.moment)


def unread(stage: Stage) -> frozenset[RoleId]:
    """Roles that have a copy which nobody has read."""
    return frozenset(c.role for c in copies_of(stage.machine, stage.case) if not c.readers)
