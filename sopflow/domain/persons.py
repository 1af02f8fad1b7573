"""Whether a person may act at a step, seen from who acted before in the same case (SPEC 2, L17)."""

from collections.abc import Sequence
from typing import Protocol

from sopflow.domain.authority import RULE, SYSTEM
from sopflow.domain.cases import PastAct
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import PersonId, StepId

_NOBODY = frozenset({RULE.person, SYSTEM.person})


def actors_of(machine: Machine, step: StepId, acts: Sequence[PastAct]) -> frozenset[PersonId]:
    """Persons who acted at `step` in its last run: since it was opened before its last act."""
    found: set[PersonId] = set()
    for act in reversed(acts):
        if found and _opens(machine, act, step):
            break
        if act.step == step:
            found.add(act.person)
    return frozenset(found) - _NOBODY


class History(Protocol):
    """What duties look at of a case."""

    @property
    def acts(self) -> Sequence[PastAct]:
        """Everything that moved it, in order."""

    @property
    def conflicted(self) -> frozenset[PersonId]:
        """Who declared an interest in it."""


def hindrance(
    machine: Machine, step: StepId, opened_seq: int, person: PersonId, history: History
) -> Refusal | None:
    """Say what keeps `person` from acting at `step`, which act `opened_seq` opened."""
    duties, acts = machine.compiled.duties, history.acts
    if any(a.step == step and a.person == person and a.seq > opened_seq for a in acts):
        return Refusal(RefusalCode.ALREADY_VOTED, {"step": step})
    if step in duties.barred and person in history.conflicted:
        return Refusal(RefusalCode.CONFLICT_OF_INTEREST)
    for other in duties.different.get(step, ()):
        if person in actors_of(machine, other, acts):
            return Refusal(RefusalCode.SAME_PERSON, {"step": other})
    for other in duties.same.get(step, ()):
        before = actors_of(machine, other, acts)
        if before and person not in before:
            return Refusal(RefusalCode.OTHER_PERSON, {"step": other, "by": sorted(before)})
    for group in duties.separations:
        if step not in group.steps:
            continue
        done = [s for s in group.steps if s != step and person in actors_of(machine, s, acts)]
        if len(done) >= group.most:
            return Refusal(RefusalCode.TOO_MANY_STEPS, {"steps": done, "most": group.most})
    return None


def _opens(machine: Machine, act: PastAct, step: StepId) -> bool:
    arc = machine.find_arc(act.source, act.trigger)
    return arc is not None and step in arc.opens
