"""Moves of the whole case, from whichever step is open: by the applicant or by the office."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sopflow.domain.machines import Arc, Marking
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import (
    APPROVE,
    SILENCE,
    WITHDRAW,
    ActorClass,
    AnswerId,
    CaseAct,
    MarkingId,
    RoleId,
    StepId,
    StepKind,
    Trigger,
    trigger_of,
)


def case_arc(  # noqa: PLR0913  an arc has these parts
    source: Marking,
    trigger: Trigger,
    act: CaseAct,
    target: Marking,
    *,
    role: RoleId | None,
    actor: ActorClass,
) -> Arc:
    """A move that closes whatever is open."""
    return Arc(
        source=source.id,
        trigger=trigger,
        step=None,
        answer=AnswerId(act.value),
        role=role,
        actor_class=actor,
        target=target.id,
        result=target.result,
        closes=source.open,
        opens=target.open,
    )


def withdrawals(
    procedure: Procedure, markings: Mapping[MarkingId, Marking], arcs: Iterable[Arc], end: Marking
) -> Iterator[Arc]:
    """The applicant may withdraw from everywhere before the signature."""
    withdrawal = procedure.withdrawal
    assert withdrawal is not None, procedure.code
    role = procedure.start.role
    for marking in unsigned(procedure, markings, arcs, withdrawal.until):
        yield case_arc(
            marking, WITHDRAW, CaseAct.WITHDRAW, end, role=role, actor=ActorClass.APPLICANT
        )


def silences(
    procedure: Procedure, markings: Mapping[MarkingId, Marking], arcs: Iterable[Arc], end: Marking
) -> Iterator[Arc]:
    """The rule may speak wherever the service clock runs and somebody has yet to sign."""
    arcs = tuple(arcs)
    began = [a.target for a in arcs if _starts_clock(procedure, a)]
    stops = {s.id for s in procedure.steps if s.stops_clock}
    waiting = reached_from(began, arcs) & _before_a_signature(procedure, markings, arcs)
    for marking in markings.values():
        if marking.id in waiting and not set(marking.open) <= stops:
            yield case_arc(marking, SILENCE, CaseAct.SILENCE, end, role=None, actor=ActorClass.RULE)


def _starts_clock(procedure: Procedure, arc: Arc) -> bool:
    return procedure.promise.starts_at == f"{arc.step}.{arc.answer}"


def _before_a_signature(
    procedure: Procedure, markings: Mapping[MarkingId, Marking], arcs: Iterable[Arc]
) -> frozenset[MarkingId]:
    """Where a signature still lies ahead; everywhere in a procedure that has none."""
    signing = {s.id for s in procedure.steps if s.kind is StepKind.SIGNATURE}
    if not signing:
        return frozenset(m.id for m in markings.values() if m.end is None)
    asked = [m.id for m in markings.values() if signing & set(m.open)]
    back = (replace(a, source=a.target, target=a.source) for a in arcs if a.step is not None)
    return reached_from(asked, back)


def unsigned(
    procedure: Procedure,
    markings: Mapping[MarkingId, Marking],
    arcs: Iterable[Arc],
    until: StepId,
) -> tuple[Marking, ...]:
    """Give the markings that are reached before the head signed, whichever letter it is."""
    role = procedure.step(until).role
    signing = {
        trigger_of(s.id, APPROVE)
        for s in procedure.steps
        if s.id == until or (s.kind is StepKind.SIGNATURE and s.role == role)
    }
    start = next(iter(markings))
    reached = reached_from((start,), (a for a in arcs if a.trigger not in signing))
    return tuple(m for m in markings.values() if m.id in reached and m.end is None)


def reached_from(starts: Iterable[MarkingId], arcs: Iterable[Arc]) -> frozenset[MarkingId]:
    """Give the markings that `arcs` lead to, the starts included."""
    onward: dict[MarkingId, list[MarkingId]] = {}
    for arc in arcs:
        onward.setdefault(arc.source, []).append(arc.target)
    queue = deque(starts)
    seen = set(queue)
    while queue:
        for target in onward.get(queue.popleft(), ()):
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return frozenset(seen)
