"""Who outside the office follows a case, and which steps are theirs."""

from dataclasses import dataclass

from sopflow.domain.procedures import Procedure
from sopflow.domain.words import StepId


@dataclass(frozen=True, slots=True)
class Audience:
    """The steps that wait for somebody outside; at `stopping` ones the service clock stands."""

    exists: bool
    opens_cases: bool
    theirs: frozenset[StepId]
    stopping: frozenset[StepId]


def audience_of(procedure: Procedure) -> Audience:
    """Say who outside follows the cases of a procedure, and where it waits for them."""
    outside = {role.id for role in procedure.roles if role.is_external}
    theirs = [step for step in procedure.steps if step.role in outside]
    return Audience(
        exists=bool(outside),
        opens_cases=procedure.start.role is None or procedure.start.role in outside,
        theirs=frozenset(step.id for step in theirs),
        stopping=frozenset(step.id for step in theirs if step.stops_clock),
    )
