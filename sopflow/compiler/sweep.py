"""Many yes-or-no questions about every run at once: a set of bits for each marking.

Each question has one bit of memory: an act sets it, clears it or leaves it. What can be so on
arrival at a marking is then a least fixpoint of unions, and one pass answers all questions
together, where a search would walk the graph once for each. It says whether there is such a run;
`search.shortest` says which.
"""

from collections import deque
from collections.abc import Callable, Mapping

from sopflow.compiler.flatten import Graph
from sopflow.domain.machines import Arc
from sopflow.domain.words import MarkingId, Trigger


def possible(
    graph: Graph, start: int, *, sets: Callable[[Arc], int], clears: Callable[[Arc], int]
) -> Mapping[MarkingId, int]:
    """Give for each reachable marking the bits that some run from the start arrives with.

    Args:
        graph: What is walked.
        start: The bits that are set before the first act.
        sets: The bits that an act sets, whatever was before; the same wherever the act is done.
        clears: The bits that an act clears, unless it also sets them; the same everywhere too.
    """
    effects: dict[Trigger, tuple[int, int]] = {}
    onward: dict[MarkingId, list[tuple[MarkingId, int, int]]] = {}
    for arc in graph.arcs:
        if arc.trigger not in effects:
            effects[arc.trigger] = (~clears(arc), sets(arc))
        onward.setdefault(arc.source, []).append((arc.target, *effects[arc.trigger]))
    bits = {graph.start: start}
    queue = deque(bits)
    while queue:
        source = queue.popleft()
        there = bits[source]
        for target, keeps, given in onward.get(source, ()):
            before = bits.get(target)
            after = (before or 0) | (there & keeps) | given
            if after != before:
                bits[target] = after
                queue.append(target)
    return bits
