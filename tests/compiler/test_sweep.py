"""One sweep answers what a search for each question answers."""

import random
from functools import partial

from sopflow.compiler.flatten import Graph
from sopflow.compiler.search import shortest
from sopflow.compiler.sweep import possible
from sopflow.domain.machines import Arc, Marking
from sopflow.domain.words import DONE, ActorClass, MarkingId, Trigger

QUESTIONS = 4


def _graph(chance: random.Random) -> Graph:
    names = [MarkingId(f"m{n}") for n in range(chance.randrange(2, 8))]
    markings = tuple(Marking(name, (), (), None, None) for name in names)
    arcs = tuple(
        Arc(
            source=chance.choice(names),
            trigger=Trigger(f"t{number}"),
            step=None,
            answer=DONE,
            role=None,
            actor_class=ActorClass.SYSTEM,
            target=chance.choice(names),
            result=None,
            closes=(),
            opens=(),
        )
        for number in range(chance.randrange(1, 16))
    )
    return Graph(names[0], markings, arcs)


def test_a_sweep_finds_exactly_the_bits_that_some_run_arrives_with() -> None:
    chance = random.Random("sweep")
    for _ in range(300):
        graph = _graph(chance)
        sets = {arc.trigger: chance.getrandbits(QUESTIONS) for arc in graph.arcs}
        clears = {arc.trigger: chance.getrandbits(QUESTIONS) for arc in graph.arcs}
        start = chance.getrandbits(QUESTIONS)

        found = possible(graph, start, sets=partial(_of, sets), clears=partial(_of, clears))

        for marking in graph.markings:
            for bit in (1 << number for number in range(QUESTIONS)):
                is_there = _searched(
                    graph, marking.id, start=bool(start & bit), sets=sets, clears=clears, bit=bit
                )
                assert is_there == bool(found.get(marking.id, 0) & bit)


def _of(bits: dict[Trigger, int], arc: Arc) -> int:
    return bits[arc.trigger]


def _searched(  # noqa: PLR0913  one question in full
    graph: Graph,
    at: MarkingId,
    *,
    start: bool,
    sets: dict[Trigger, int],
    clears: dict[Trigger, int],
    bit: int,
) -> bool:
    def remember(was: bool, arc: Arc) -> bool:
        return bool(sets[arc.trigger] & bit) or (was and not clears[arc.trigger] & bit)

    return (
        shortest(graph, start, remember, lambda reached, is_set: reached == at and is_set)
        is not None
    )
