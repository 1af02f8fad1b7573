"""Steps that have another name in a later version of an SOP."""

from collections.abc import Mapping

from sopflow.domain.procedures import Procedure
from sopflow.domain.words import StepId


def renames(old: Procedure, new: Procedure) -> Mapping[StepId, StepId]:
    """Give for steps of the old version the other name that the new one says they have now."""
    before, now = {s.id for s in old.steps}, {s.id for s in new.steps}
    return {
        name: step.id
        for step in new.steps
        if step.id not in before
        for name in step.formerly
        if name in before and name not in now
    }
