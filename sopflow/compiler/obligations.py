"""What must have happened before each deciding end (SPEC 1 and 3, P2)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from sopflow.compiler.flatten import Graph
from sopflow.domain.machines import Arc, Obligation
from sopflow.domain.procedures import End, Procedure, Step
from sopflow.domain.words import (
    OVERDUE,
    RETURN,
    VOTE,
    EndId,
    EndResult,
    ItemId,
    MarkingId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Trigger,
)

LIKE_A_GRANT = (EndResult.GRANTED, EndResult.PARTLY_GRANTED, EndResult.DONE)


def obligations_of(procedure: Procedure, graph: Graph) -> tuple[Obligation, ...]:
    """Say for every deciding end which acts must precede it, in the order of the rows."""
    return tuple(_Duties(procedure, graph).all())


def reaching(arcs: Iterable[Arc], ends: Iterable[MarkingId]) -> frozenset[MarkingId]:
    """Give the markings from which one of `ends` can be reached by `arcs`, themselves included."""
    back: dict[MarkingId, list[MarkingId]] = {}
    for arc in arcs:
        back.setdefault(arc.target, []).append(arc.source)
    seen = set(ends)
    queue = list(seen)
    while queue:
        for source in back.get(queue.pop(), ()):
            if source not in seen:
                seen.add(source)
                queue.append(source)
    return frozenset(seen)


def is_internal(procedure: Procedure, step: Step) -> bool:
    """Say whether the step is answered by an official."""
    return (
        not step.kind.is_automatic
        and not step.kind.is_awaited
        and step.role is not None
        and not procedure.role(step.role).is_external
    )


def is_obliging(procedure: Procedure, step: Step) -> bool:
    """Say whether a grant needs the step unless it is excepted: an official's, or one awaited."""
    return step.kind.is_awaited or is_internal(procedure, step)


def changes_by_trigger(procedure: Procedure, graph: Graph) -> Mapping[Trigger, tuple[ItemId, ...]]:
    """Say what each act changes; the passing of a term changes nothing."""
    items = {step.id: step.changes for step in procedure.steps if step.changes}
    return {
        arc.trigger: items[arc.step]
        for arc in graph.arcs
        if arc.step in items and arc.answer != OVERDUE and not arc.trigger.endswith(VOTE)
    }


class _Duties:
    def __init__(self, procedure: Procedure, graph: Graph) -> None:
        self._procedure = procedure
        self._graph = graph

    def all(self) -> Iterator[Obligation]:
        for end in self._procedure.ends:
            if end.result.is_deciding:
                yield from self._of(end)

    def _of(self, end: End) -> Iterator[Obligation]:
        if end.result in LIKE_A_GRANT:
            yield from self._of_grant(end)
        if not end.result.is_grant:
            yield from self._of_other(end)
        listed = {s.id for s in self._procedure.steps if s.counts_for and end.id in s.counts_for}
        if end.result in LIKE_A_GRANT:
            listed = set()
        for step in self._procedure.steps:
            if step.id in end.must or step.id in listed:
                yield self._obligation(end, f"must:{step.id}", (step,), _is_answer)

    def _of_grant(self, end: End) -> Iterator[Obligation]:
        groups: dict[str, list[Step]] = {}
        for step in self._steps_of_grant(end):
            groups.setdefault(step.shared_obligation or step.id, []).append(step)
        for name, steps in groups.items():
            yield self._obligation(end, name, steps, _supports)

    def _steps_of_grant(self, end: End) -> tuple[Step, ...]:
        return tuple(
            step
            for step in self._procedure.steps
            if is_obliging(self._procedure, step)
            and step.optional_reason is None
            and _counts(step, end)
            and self._can_reach(step, end.id)
        )

    def _of_other(self, end: End) -> Iterator[Obligation]:
        """Those who initial and sign the grant initial and sign every other decision.

        What counts for the grant alone (`untuk`) is a paper on the way, such as a recommendation.
        """
        signing, initialling = (StepKind.SIGNATURE,), (StepKind.INITIALS, StepKind.SIGNATURE)
        for role in self._roles_of_grants(end, StepKind.SIGNATURE):
            yield self._of_role(end, f"signature:{role}", role, signing)
        for role in self._roles_of_grants(end, StepKind.INITIALS):
            yield self._of_role(end, f"initials:{role}", role, initialling)

    def _roles_of_grants(self, end: End, kind: StepKind) -> tuple[RoleId, ...]:
        steps = self._steps_of_grants_beside(end)
        named = (s for s in steps if s.kind is kind and _counts(s, end))
        return tuple(dict.fromkeys(s.role for s in named if s.role is not None))

    def _steps_of_grants_beside(self, end: End) -> tuple[Step, ...]:
        """Give the steps of every grant; an end `selesai` is itself like one, beside no other."""
        is_done = end.result is EndResult.DONE
        grants = (e for e in self._procedure.ends
                  if e.result.is_grant or (e.result in LIKE_A_GRANT and not is_done))  # fmt: skip
        return tuple(step for grant in grants for step in self._steps_of_grant(grant))

    def _of_role(
        self, end: End, name: str, role: RoleId, kinds: tuple[StepKind, ...]
    ) -> Obligation:
        grants = {step.id for step in self._steps_of_grants_beside(end)}
        steps = [
            step
            for step in self._procedure.steps
            if step.role == role
            and step.id not in grants  # that was the grant's letter, not this end's
            and step.kind in kinds
            and _counts(step, end)
            and self._can_reach(step, end.id)
        ]
        made = self._obligation(end, name, steps, _supports)
        useful = tuple(s for s in made.steps if any(t.startswith(f"{s}:") for t in made.meets))
        return Obligation(made.id, made.end, (role,), useful, made.meets)

    def _obligation(
        self, end: End, name: str, steps: Iterable[Step], meets: Callable[[Step, Arc], bool]
    ) -> Obligation:
        chosen = {step.id: step for step in steps}
        lead = self._reach[end.id]
        triggers = dict.fromkeys(
            arc.trigger
            for arc in self._graph.arcs
            if arc.step in chosen and arc.target in lead and meets(chosen[arc.step], arc)
        )
        people = (s.role for s in chosen.values() if not s.kind.is_awaited)
        roles = dict.fromkeys(role for role in people if role is not None)
        return Obligation(
            id=f"{end.id}/{name}",
            end=end.id,
            roles=tuple(roles),
            steps=tuple(chosen),
            meets=tuple(triggers),
        )

    def _can_reach(self, step: Step, end: EndId) -> bool:
        return end in self._ends_after.get(step.id, frozenset())

    @cached_property
    def _reach(self) -> Mapping[EndId, frozenset[MarkingId]]:
        """What leads to each end row by row: that the whole case may be cancelled leads nowhere."""
        ends = (end.id for end in self._procedure.ends)
        rows = [arc for arc in self._graph.arcs if arc.step is not None]
        return {end: reaching(rows, (MarkingId(end),)) for end in ends}

    @cached_property
    def _ends_after(self) -> Mapping[StepId, frozenset[EndId]]:
        found: dict[StepId, set[EndId]] = {}
        for marking in self._graph.markings:
            for step in marking.open:
                ends = (e for e, markings in self._reach.items() if marking.id in markings)
                found.setdefault(step, set()).update(ends)
        return {step: frozenset(ends) for step, ends in found.items()}


def _counts(step: Step, end: End) -> bool:
    return step.counts_for is None or end.id in step.counts_for


def _supports(step: Step, arc: Arc) -> bool:
    answer = step.answer(arc.answer)
    return answer is not None and answer.nature is Nature.SUPPORTS


def _is_answer(step: Step, arc: Arc) -> bool:
    return step.answer(arc.answer) is not None and arc.answer != RETURN
