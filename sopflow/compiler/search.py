"""Shortest runs through the graph: breadth first over a marking and what is remembered with it."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sopflow.compiler.flatten import Graph
from sopflow.domain.machines import Arc
from sopflow.domain.words import MarkingId

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Run(Generic[M]):
    """A path of the graph: its arcs, and what was remembered before the first and after each."""

    arcs: tuple[Arc, ...]
    memories: tuple[M, ...]


def shortest(
    graph: Graph,
    start: M,
    remember: Callable[[M, Arc], M],
    is_found: Callable[[MarkingId, M], bool],
) -> Run[M] | None:
    """Find a shortest run after which `is_found` holds; None when there is no such run."""
    onward = graph.onward
    first = (graph.start, start)
    if is_found(*first):
        return Run((), (start,))
    came: dict[tuple[MarkingId, M], tuple[tuple[MarkingId, M], Arc] | None] = {first: None}
    queue = deque([first])
    while queue:
        state = queue.popleft()
        for arc in onward.get(state[0], ()):
            reached = (arc.target, remember(state[1], arc))
            if reached in came:
                continue
            came[reached] = (state, arc)
            if is_found(*reached):
                return _run(reached, came)
            queue.append(reached)
    return None


def _run(
    state: tuple[MarkingId, M],
    came: Mapping[tuple[MarkingId, M], tuple[tuple[MarkingId, M], Arc] | None],
) -> Run[M]:
    arcs: list[Arc] = []
    memories = [state[1]]
    while (step := came[state]) is not None:
        state, arc = step
        arcs.append(arc)
        memories.append(state[1])
    return Run(tuple(reversed(arcs)), tuple(reversed(memories)))


def can_still(
    graph: Graph,
    start: M,
    remember: Callable[[M, Arc], M],
    is_good: Callable[[MarkingId, M], bool],
) -> frozenset[tuple[MarkingId, M]]:
    """Give the states, of all that are reachable, from which a good one can be reached."""
    onward = graph.onward
    seen = {(graph.start, start)}
    queue = deque(seen)
    back: dict[tuple[MarkingId, M], list[tuple[MarkingId, M]]] = {}
    while queue:
        state = queue.popleft()
        for arc in onward.get(state[0], ()):
            reached = (arc.target, remember(state[1], arc))
            back.setdefault(reached, []).append(state)
            if reached not in seen:
                seen.add(reached)
                queue.append(reached)
    good = {state for state in seen if is_good(*state)}
    queue = deque(good)
    while queue:
        for state in back.get(queue.popleft(), ()):
            if state not in good:
                good.add(state)
                queue.append(state)
    return frozenset(good)
