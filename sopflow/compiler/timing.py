"""What the rows say about time, seen against the promise."""

from collections.abc import Mapping

from sopflow.compiler.durations import office_minutes, spell
from sopflow.compiler.obligations import is_internal
from sopflow.compiler.reading import Source
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import EndId, Nature, StepId, StepKind


def report_times(procedure: Procedure, source: Source) -> None:
    """Report rows without time or limit, and a normal path that is longer than the promise."""
    report = source.reporter.report
    entered = {target for step in procedure.steps for target in _ways(step)}
    promised = office_minutes(procedure.promise.duration)
    for step in procedure.steps:
        if is_internal(procedure, step):
            if step.standard.duration is None and ("timed", step.id) not in source.places:
                report("SOP304", source.place("step", step.id), step=step.id)
            elif _own_minutes(step) > promised > 0:
                report("SOP311", source.place("timed", step.id), step=step.id)
        elif step.kind is StepKind.APPLICANT and step.limit is None and step.id in entered:
            report("SOP306", source.place("step", step.id), step=step.id)
    needed = normal_minutes(procedure)
    if needed > promised > 0:
        words = {"needed": spell(needed), "promised": spell(promised)}
        report("SOP305", source.place("promise"), **words)


def normal_minutes(procedure: Procedure) -> int:
    """Estimate the longest normal path from the start of the clock to an end.

    Normal is what supporting answers and rules lead to; time that the clock does not count is
    left out.
    """
    steps = {step.id: step for step in procedure.steps}
    done: dict[StepId, int] = {}
    starts = _start(procedure, steps)
    for start in starts:
        _measure(start, steps, done)
    return max((done[start] for start in starts), default=0)


def _start(procedure: Procedure, steps: Mapping[StepId, Step]) -> tuple[StepId, ...]:
    step_id, _, answer_id = procedure.promise.starts_at.partition(".")
    step = steps.get(StepId(step_id))
    if step is None:
        return (procedure.start.id,)
    targets = (a.target for a in step.answers if a.id == answer_id)
    return tuple(StepId(t) for t in targets if t in steps) or (step.id,)


def _measure(start: StepId, steps: Mapping[StepId, Step], done: dict[StepId, int]) -> None:
    """Measure the longest way on from `start`, deepest rows first; a loop counts once."""
    entered = {start}
    path = [start]
    while path:
        onward = _normal_ways(steps[path[-1]], steps)
        waiting = next((s for s in onward if s not in entered), None)
        if waiting is not None:
            entered.add(waiting)
            path.append(waiting)
            continue
        step = steps[path.pop()]
        later = max((done.get(s, 0) for s in onward), default=0)
        done[step.id] = _own_minutes(step) + later


def _own_minutes(step: Step) -> int:
    if step.standard.duration is None or step.stops_clock:
        return 0
    return office_minutes(step.standard.duration)


def _normal_ways(step: Step, steps: Mapping[StepId, Step]) -> tuple[StepId, ...]:
    return tuple(
        StepId(answer.target)
        for answer in step.answers
        if answer.target in steps
        and (answer.nature is Nature.SUPPORTS or step.kind is StepKind.RULES)
    )


def _ways(step: Step) -> tuple[StepId | EndId, ...]:
    limits = tuple(a.limit_target for a in step.answers if a.limit_target is not None)
    late = (step.limit.target,) if step.limit else ()
    return (*(a.target for a in step.answers), *limits, *late)
