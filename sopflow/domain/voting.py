"""Panels: several persons of one role vote, and the vote that makes the result certain decides.

How many voted for what stands in the marking, so a vote is an arc like every other: one that
decides nothing closes and opens nothing, and is no answer of its step.
"""

from functools import cache

from sopflow.domain.duties import Panel
from sopflow.domain.machines import Machine, Marking
from sopflow.domain.procedures import Step
from sopflow.domain.words import VOTE, AnswerId, MarkingId, Nature, StepId, Trigger, trigger_of

Counts = tuple[int, ...]
"""Votes for each answer of the step, in their order."""


def votes_in(marking: Marking, step: Step) -> Counts:
    """How many have voted for which answer in the panel's present run."""
    found = next((e[1] for e in marking.memory if e[0] == memory_key(step.id)), None)
    return tuple(map(int, found.split("/"))) if found else (0,) * len(step.answers)


def memory_key(step: StepId) -> str:
    """Under which name a marking remembers the votes of a panel."""
    return f"{step}{VOTE}"


def with_vote(step: Step, counts: Counts, answer: AnswerId) -> Counts:
    """The counts after one more vote."""
    return tuple(n + (a.id == answer) for a, n in zip(step.answers, counts, strict=True))


def result_of(step: Step, counts: Counts) -> AnswerId | None:
    """The answer that is certain whatever the other members vote; None while it is open."""
    assert step.panel is not None, step.id
    natures = tuple(answer.nature for answer in step.answers)
    ids = tuple(answer.id for answer in step.answers)
    tie = ids.index(step.panel.tie) if step.panel.tie in ids else None
    found = _result(step.panel, natures, tie, counts)
    return None if found is None else ids[found]


def votes_max(step: Step) -> int:
    """The most votes that may be needed before a result is certain; one without a panel."""
    if step.panel is None:
        return 1
    open_ = {(0,) * len(step.answers)}
    votes = 1
    while open_ := {m for c in open_ for m in _one_more(c) if result_of(step, m) is None}:
        votes += 1
    return votes


def may_tie(panel: Panel, natures: tuple[Nature, ...]) -> bool:
    """Say whether the members may vote in such a way that no answer prevails."""
    return _ties(panel, natures, (0,) * len(natures))


def trigger_at(machine: Machine, marking: MarkingId, step: Step, answer: AnswerId) -> Trigger:
    """Name the arc that giving `answer` takes: for a panel the vote, or the result it makes."""
    if step.panel is None:
        return trigger_of(step.id, answer, by_hand=step.kind.is_awaited)
    counts = with_vote(step, votes_in(machine.markings[marking], step), answer)
    result = result_of(step, counts)
    return trigger_of(step.id, result) if result else vote_of(step.id, answer)


def vote_of(step: StepId, answer: AnswerId) -> Trigger:
    """Name the event of a vote that decides nothing yet."""
    return Trigger(f"{trigger_of(step, answer)}{VOTE}")


@cache
def _result(
    panel: Panel, natures: tuple[Nature, ...], tie: int | None, counts: Counts
) -> int | None:
    supporting = natures.index(Nature.SUPPORTS)
    vetoed = (i for i, n in enumerate(natures) if panel.veto and n is Nature.OPPOSES and counts[i])
    if (found := next(vetoed, None)) is not None:
        return found
    if counts[supporting] >= panel.needed:
        return supporting
    if len(natures) == 1:
        return None
    if sum(counts) == panel.members:
        return _prevailing(panel, natures, counts, tie)
    after = {_result(panel, natures, tie, more) for more in _one_more(counts)}
    return after.pop() if len(after) == 1 else None


@cache
def _ties(panel: Panel, natures: tuple[Nature, ...], counts: Counts) -> bool:
    supporting = natures.index(Nature.SUPPORTS)
    vetoed = any(panel.veto and n is Nature.OPPOSES and counts[i] for i, n in enumerate(natures))
    if vetoed or len(natures) == 1 or counts[supporting] >= panel.needed:
        return False
    if sum(counts) == panel.members:
        return _prevailing(panel, natures, counts, None) is None
    return any(_ties(panel, natures, more) for more in _one_more(counts))


def _prevailing(
    panel: Panel, natures: tuple[Nature, ...], counts: Counts, tie: int | None
) -> int | None:
    """The answer when all have voted and too few supported: of the others the most frequent."""
    supporting = natures.index(Nature.SUPPORTS)
    if panel.is_majority and 2 * counts[supporting] == panel.members:
        return tie
    others = {i: n for i, n in enumerate(counts) if i != supporting}
    best = [i for i, n in others.items() if n == max(others.values())]
    return best[0] if len(best) == 1 else tie


def _one_more(counts: Counts) -> list[Counts]:
    return [(*counts[:i], n + 1, *counts[i + 1 :]) for i, n in enumerate(counts)]
