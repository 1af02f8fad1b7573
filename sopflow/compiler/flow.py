"""Findings about the flow: what is never reached, never ends, or is entered the wrong way."""

from collections.abc import Iterator, Mapping

from sopflow.compiler.flatten import Graph, by_source
from sopflow.compiler.reading import Source
from sopflow.domain.machines import Arc
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import (
    LIMIT,
    OVERDUE,
    AnswerId,
    CaseAct,
    MarkingId,
    StepId,
    StepKind,
    Trigger,
    trigger_of,
)

_SECTIONS = {
    CaseAct.WITHDRAW: "withdrawal",
    CaseAct.CANCEL: "cancellation",
    CaseAct.SILENCE: "silence",
}
"""The section of the file that makes an act about the whole case."""


def place_of(source: Source, arc: Arc) -> tuple[str, ...]:
    """Name the place of the file that makes an arc."""
    if arc.step is None:
        return (_SECTIONS[CaseAct(arc.answer)],)
    if arc.answer == OVERDUE:
        return ("overdue", arc.step)
    if arc.trigger.endswith(LIMIT):
        return ("limit", arc.step, arc.answer)
    named = ("answer", arc.step, arc.answer)
    return named if named in source.places else ("onward", arc.step)


def report_unreached(procedure: Procedure, graph: Graph, source: Source) -> bool:
    """Report steps, answers and ends that can never happen; True when there is one."""
    report = source.reporter.report
    opened = {step for marking in graph.markings for step in marking.open}
    given = {arc.trigger for arc in graph.arcs}
    ended = {marking.end for marking in graph.markings}
    dead = False
    for step in procedure.steps:
        if step.id not in opened:
            report("SOP102", source.place("step", step.id), step=step.id)
            dead = True
        else:
            for answer in _never_given(step, given):
                place = source.place("answer", step.id, answer)
                report("SOP103", place, answer=answer, step=step.id)
                dead = True
    for end in procedure.ends:
        if end.id not in ended:
            report("SOP113", source.place("end", end.id), end=end.id)
            dead = True
    return dead


def _never_given(step: Step, given: set[Trigger]) -> Iterator[AnswerId]:
    for answer in step.answers:
        if trigger_of(step.id, answer.id) not in given:
            yield answer.id


def report_entrances(procedure: Procedure, graph: Graph, source: Source) -> None:
    """Report grants that are entered from anything but a hand-over."""
    kinds = {step.id: step.kind for step in procedure.steps}
    for arc in graph.arcs:
        if arc.result is None or not arc.result.is_grant or arc.step is None:
            continue
        if kinds[arc.step] is not StepKind.HANDOVER or arc.answer == OVERDUE:
            place = source.place(*place_of(source, arc))
            source.reporter.report("SOP108", place, end=arc.target, step=arc.step)


def report_loops(procedure: Procedure, graph: Graph, source: Source) -> None:
    """Report each loop that no number of rounds and no used-up bound can break."""
    bounded = {
        trigger_of(step.id, answer.id, by_hand=by_hand)
        for step in procedure.steps
        for answer in step.answers
        for by_hand in (False, True)
        if answer.rounds_max is not None
    }
    for loop in unbounded_loops(graph, bounded):
        back = loop[-1]
        steps = [arc.step for arc in loop if arc.step]
        words = " → ".join([*steps, steps[0]])
        place = source.place(*place_of(source, back))
        source.reporter.report("SOP105", place, loop=words)


def unbounded_loops(graph: Graph, bounded: set[Trigger]) -> tuple[tuple[Arc, ...], ...]:
    """Find loops of arcs that are neither bounded nor taken at a bound; each back arc once."""
    free = [
        a
        for a in graph.arcs
        if a.step is not None and a.trigger not in bounded and not a.trigger.endswith(LIMIT)
    ]
    onward = by_source(free)
    done: set[MarkingId] = set()
    loops: list[tuple[Arc, ...]] = []
    for marking in graph.markings:
        if marking.id not in done:
            loops += _loops_from(marking.id, onward, done)
    seen: dict[tuple[StepId | None, str], tuple[Arc, ...]] = {}
    for loop in loops:
        seen.setdefault((loop[-1].step, loop[-1].answer), loop)
    return tuple(seen.values())


def _loops_from(
    start: MarkingId, onward: Mapping[MarkingId, tuple[Arc, ...]], done: set[MarkingId]
) -> Iterator[tuple[Arc, ...]]:
    path: list[Arc] = []
    on_path = [start]
    todo = [iter(onward.get(start, ()))]
    while todo:
        arc: Arc | None = next(todo[-1], None)
        if arc is None:
            done.add(on_path.pop())
            todo.pop()
            if path:
                path.pop()
        elif arc.target in on_path:
            yield (*path[on_path.index(arc.target) :], arc)
        elif arc.target not in done:
            path.append(arc)
            on_path.append(arc.target)
            todo.append(iter(onward.get(arc.target, ())))
