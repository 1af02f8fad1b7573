"""Which obligations before an end are still open: the run-time twin of proofs P2 and P4."""

from collections.abc import Iterable

from sopflow.domain.cases import PastAct
from sopflow.domain.machines import Machine, Obligation
from sopflow.domain.words import EndId, ItemId, StepId, Trigger


def outstanding(
    machine: Machine,
    end: EndId,
    acts: Iterable[PastAct],
    changed: Iterable[tuple[int, ItemId]],
) -> tuple[Obligation, ...]:
    """Say which obligations of `end` these acts leave unmet or stale.

    An act counts while it is the last act of its step, and stays fresh until an item that its
    step judges is changed by a later act over which the step's result does not stand.
    """
    fresh = fresh_acts(machine, acts, changed)
    return tuple(
        obligation
        for obligation in machine.obligations_of(end)
        if not any(fresh.get(step) in obligation.meets for step in obligation.steps)
    )


def fresh_acts(
    machine: Machine, acts: Iterable[PastAct], changed: Iterable[tuple[int, ItemId]]
) -> dict[StepId, Trigger]:
    """Give the last act of each step where nothing that the step judges was changed after it."""
    acts = tuple(acts)
    last: dict[StepId, PastAct] = {a.step: a for a in acts if a.step is not None}
    changer = {a.seq: a.step for a in acts}
    changes = tuple((seq, item, changer.get(seq)) for seq, item in changed)
    return {
        step: act.trigger
        for step, act in last.items()
        if act.counts and _is_fresh(machine, act, changes)
    }


def _is_fresh(
    machine: Machine, act: PastAct, changes: tuple[tuple[int, ItemId, StepId | None], ...]
) -> bool:
    assert act.step is not None
    judged = machine.compiled.judges.get(act.step, ())
    stands = machine.compiled.stands
    return not any(
        seq > act.seq
        and item in judged
        and (changed_by is None or act.step not in stands.get(changed_by, ()))
        for seq, item, changed_by in changes
    )
