"""Shortest runs, and what can still be reached, on graphs drawn by hand."""

from sopflow.compiler.flatten import Graph, by_source
from sopflow.compiler.search import can_still, shortest
from sopflow.domain.machines import Arc, Marking
from sopflow.domain.words import ActorClass, AnswerId, MarkingId, StepId, Trigger


def arc(source: str, target: str) -> Arc:
    return Arc(
        MarkingId(source), Trigger(f"{source}:{target}"), StepId(source), AnswerId(target), None,
        ActorClass.OFFICIAL, MarkingId(target), None, (), (),
    )  # fmt: skip


def graph(*ways: str) -> Graph:
    """Ways are two letters, from one marking to another; the first is where it starts."""
    names = dict.fromkeys("".join(ways))
    markings = tuple(Marking(MarkingId(n), (StepId(n),), (), None, None) for n in names)
    return Graph(MarkingId(ways[0][0]), markings, tuple(arc(*way) for way in ways))


def count(memory: int, _: Arc) -> int:
    return min(memory + 1, 9)


def test_a_shortest_run_carries_its_arcs_and_what_was_remembered() -> None:
    found = shortest(graph("ab", "bc", "cd", "ac"), 0, count, lambda m, _: m == "d")

    assert found is not None
    assert [a.trigger for a in found.arcs] == ["a:c", "c:d"]
    assert found.memories == (0, 1, 2)


def test_where_one_starts_is_found_without_a_move() -> None:
    found = shortest(graph("ab"), 7, count, lambda m, memory: m == "a" and memory == 7)

    assert found is not None
    assert (found.arcs, found.memories) == ((), (7,))


def test_what_cannot_be_reached_is_not_found() -> None:
    assert shortest(graph("ab", "ba"), 0, lambda n, _: n, lambda m, _: m == "c") is None


def test_a_marking_is_entered_again_with_another_memory() -> None:
    found = shortest(graph("ab", "ba", "bc"), 0, count, lambda m, n: m == "c" and n > 3)

    assert found is not None
    assert [a.trigger for a in found.arcs] == ["a:b", "b:a", "a:b", "b:c"]


def test_arcs_are_grouped_by_where_they_begin_in_their_order() -> None:
    ways = graph("ab", "bc", "ac").arcs

    assert by_source(ways) == {"a": (ways[0], ways[2]), "b": (ways[1],)}


def test_a_good_state_can_still_be_reached_from_itself_and_from_what_leads_there() -> None:
    hope = can_still(graph("ab", "bc", "ad", "de", "ed"), 0, lambda n, _: n, lambda m, _: m == "c")

    assert hope == {("a", 0), ("b", 0), ("c", 0)}


def test_nothing_is_hoped_for_where_nothing_good_is_reached() -> None:
    assert can_still(graph("ab", "cd"), 0, lambda n, _: n, lambda m, _: m == "d") == frozenset()
