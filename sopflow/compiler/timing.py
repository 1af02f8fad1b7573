"""What the rows say about time, seen against the promise."""

from collections.abc import Mapping

from sopflow.compiler.durations import office_minutes, spell
from sopflow.compiler.obligations import is_internal
from sopflow.compiler.reading import Source
from sopflow.domain.procedures import Block, Procedure, Step
from sopflow.domain.words import EndId, Nature, StepId, StepKind

Row = Step | Block


def report_times(procedure: Procedure, source: Source) -> None:
    """Report rows without time or limit, and a normal path that is longer than the promise."""
    report = source.reporter.report
    entered = {
        opened
        for step in procedure.steps
        for target in _ways(step)
        for opened in procedure.entered(target, leaving=step.id)
    }
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
    left out. A block takes as long as the branch that makes its join, and a branch ends there.
    """
    rows: dict[StepId, Row] = {step.id: step for step in procedure.steps}
    rows |= {block.id: block for block in procedure.blocks}
    done: dict[StepId, int] = {}
    starts = _start(procedure, rows)
    for start in starts:
        _measure(start, procedure, rows, done)
    return max((done[start] for start in starts), default=0)


def _start(procedure: Procedure, rows: Mapping[StepId, Row]) -> tuple[StepId, ...]:
    step_id, _, answer_id = procedure.promise.starts_at.partition(".")
    step = rows.get(StepId(step_id))
    if not isinstance(step, Step):
        return (procedure.start.id,)
    if (block := procedure.block_of(step.id)) is not None:
        return (block.id,)
    targets = (a.target for a in step.answers if a.id == answer_id)
    return tuple(StepId(t) for t in targets if t in rows) or (step.id,)


def _measure(
    start: StepId, procedure: Procedure, rows: Mapping[StepId, Row], done: dict[StepId, int]
) -> None:
    """Measure the longest way on from `start`, deepest rows first; a loop counts once."""
    entered = {start}
    path = [start]
    while path:
        onward = _normal_ways(rows[path[-1]], procedure, rows)
        waiting = next((s for s in onward if s not in entered), None)
        if waiting is not None:
            entered.add(waiting)
            path.append(waiting)
            continue
        row = rows[path.pop()]
        if isinstance(row, Block):
            branches = sorted(done.get(first, 0) for first in row.firsts)
            later = max((done.get(s, 0) for s in onward if s not in row.firsts), default=0)
            done[row.id] = branches[row.needed - 1] + later
        else:
            later = max((done.get(s, 0) for s in onward), default=0)
            done[row.id] = _own_minutes(row) + later


def _own_minutes(step: Step) -> int:
    if step.standard.duration is None or step.stops_clock:
        return 0
    return office_minutes(step.standard.duration)


def _normal_ways(row: Row, procedure: Procedure, rows: Mapping[StepId, Row]) -> tuple[StepId, ...]:
    if isinstance(row, Block):
        return tuple(StepId(s) for s in (*row.firsts, row.target) if s in rows)
    block = procedure.block_of(row.id)
    branch = block.branch_of(row.id) if block else None
    within = branch.steps if branch else rows
    return tuple(
        StepId(answer.target)
        for answer in row.answers
        if answer.target in within
        and (answer.nature is Nature.SUPPORTS or row.kind is StepKind.RULES)
    )


def _ways(step: Step) -> tuple[StepId | EndId, ...]:
    limits = tuple(a.limit_target for a in step.answers if a.limit_target is not None)
    late = (step.limit.target,) if step.limit else ()
    return (*(a.target for a in step.answers), *limits, *late)
