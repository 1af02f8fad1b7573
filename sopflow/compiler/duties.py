"""Duties of persons: what the machine carries of them, and what may not be said (SPEC 2, L17)."""

from collections.abc import Iterable, Iterator, Mapping

from sopflow.compiler.diagnostics import Place
from sopflow.compiler.obligations import is_internal
from sopflow.compiler.reading import Source
from sopflow.domain.duties import Duties, Separation
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import StepId


def duties_of(procedure: Procedure) -> Duties:
    """Gather the duties by step; whoever must differ must differ in either order."""
    apart: dict[StepId, dict[StepId, None]] = {}
    for step in procedure.steps:
        for other in step.different_from:
            apart.setdefault(step.id, {})[other] = None
            apart.setdefault(other, {})[step.id] = None
    return Duties(
        different={step: tuple(others) for step, others in apart.items()},
        same={s.id: s.same_as for s in procedure.steps if s.same_as},
        separations=procedure.separations,
        barred=tuple(s.id for s in procedure.steps if s.bars_conflict),
    )


def report_duties(procedure: Procedure, source: Source) -> None:
    """Report duties that nobody could have, or that no persons could keep whoever they are."""
    steps = {step.id: step for step in procedure.steps}
    for step, other, key in _named(procedure):
        place = source.place(key, step.id)
        if other == step.id:
            source.reporter.report("SOP241", place, step=step.id)
        for faulty in {step.id, other}:
            if not is_internal(procedure, steps[faulty]):
                source.reporter.report("SOP242", place, step=faulty)
        if key == "same" and (step.panel or steps[other].panel):
            source.reporter.report("SOP250", place, step=step.id, other=other)
    for number, group in enumerate(procedure.separations):
        _report_group(procedure, group, source.place("separation", str(number)), source)
    for step in procedure.steps:
        if step.bars_conflict and not is_internal(procedure, step):
            source.reporter.report("SOP242", source.place("conflict", step.id), step=step.id)
    _report_contradictions(procedure, source)


def _named(procedure: Procedure) -> Iterator[tuple[Step, StepId, str]]:
    for step in procedure.steps:
        yield from ((step, other, "different") for other in step.different_from)
        yield from ((step, other, "same") for other in step.same_as)


def _report_group(procedure: Procedure, group: Separation, place: Place, source: Source) -> None:
    for step in group.steps:
        if not is_internal(procedure, procedure.step(step)):
            source.reporter.report("SOP242", place, step=step)
    if group.most >= len(group.steps):
        steps = ", ".join(f"`{s}`" for s in group.steps)
        source.reporter.report("SOP243", place, steps=steps, most=group.most)


def _report_contradictions(procedure: Procedure, source: Source) -> None:
    bound = classes(procedure)
    for step in procedure.steps:
        for other in step.different_from:
            if other != step.id and bound[step.id] == bound[other]:
                place = source.place("different", step.id)
                source.reporter.report("SOP240", place, first=step.id, second=other)
    for number, group in enumerate(procedure.separations):
        together = _largest((bound[s] for s in group.steps), frozenset(group.steps))
        if len(together) > group.most:
            first, second = [s for s in group.steps if s in together][:2]
            place = source.place("separation", str(number))
            source.reporter.report("SOP240", place, first=first, second=second)


def classes(procedure: Procedure) -> Mapping[StepId, frozenset[StepId]]:
    """For each step: the steps that `orang_sama` binds to one person together with it."""
    bound = {step.id: frozenset({step.id}) for step in procedure.steps}
    for step in procedure.steps:
        for other in step.same_as:
            both = bound[step.id] | bound[other]
            bound |= dict.fromkeys(both, both)
    return bound


def _largest(sets: Iterable[frozenset[StepId]], among: frozenset[StepId]) -> frozenset[StepId]:
    return max((found & among for found in sets), key=len, default=frozenset())
