"""The compiled machine of one SOP version: markings, arcs, obligations.

A marking is what is open now, with the answers that a later split depends on. The graph of
reachable markings is flat and lives in one shared `transitions.Machine` per version; a case is
a row and never a machine object (docs/decisions).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from transitions import Machine as TransitionsMachine

from sopflow.domain.audience import Audience, audience_of
from sopflow.domain.duties import NO_DUTIES, Duties
from sopflow.domain.procedures import NoticeRule, Procedure, Step
from sopflow.domain.words import (
    LIMIT,
    MANUAL,
    ActorClass,
    AnswerId,
    CaseAct,
    EndId,
    EndResult,
    ItemId,
    MarkingId,
    RoleId,
    StepId,
    Trigger,
    VersionId,
)


@dataclass(frozen=True, slots=True)
class Marking:
    """A state of the machine: open steps (none at an end) and remembered answers."""

    id: MarkingId
    open: tuple[StepId, ...]
    memory: tuple[tuple[str, ...], ...]
    end: EndId | None
    result: EndResult | None


@dataclass(frozen=True, slots=True)
class Arc:
    """One permitted move. `role` is None for acts of the rule and of the system."""

    source: MarkingId
    trigger: Trigger
    step: StepId | None
    answer: AnswerId
    role: RoleId | None
    actor_class: ActorClass
    target: MarkingId
    result: EndResult | None
    closes: tuple[StepId, ...]
    opens: tuple[StepId, ...]

    @property
    def case_act(self) -> CaseAct | None:
        """The act about the whole case, whichever step is open; None for an answer of a step."""
        return CaseAct(self.answer) if self.step is None else None


@dataclass(frozen=True, slots=True)
class Obligation:
    """What must have happened before `end`: one of the `meets` acts, still fresh.

    An act counts while it is the last act of its step and nothing that the step judges was
    changed after it (SPEC 1, 3 P2 and P4).
    """

    id: str
    end: EndId
    roles: tuple[RoleId, ...]
    steps: tuple[StepId, ...]
    meets: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What must stand when one of `acts` of `step` is done (SPEC 3, P3).

    The last act of one of the steps `before` must be one of `affirming`; where `is_fresh`, nothing
    that it judges may have been changed after it.
    """

    step: StepId
    acts: tuple[Trigger, ...]
    before: tuple[StepId, ...]
    affirming: tuple[Trigger, ...]
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class CompiledMachine:
    """What the compiler made of a procedure; the value that is stored, hashed and checked."""

    procedure: Procedure
    start: MarkingId
    markings: tuple[Marking, ...]
    arcs: tuple[Arc, ...]
    obligations: tuple[Obligation, ...]
    judges: Mapping[StepId, tuple[ItemId, ...]]
    changes: Mapping[Trigger, tuple[ItemId, ...]]
    stands: Mapping[StepId, tuple[StepId, ...]]
    """Changing step to the steps whose result stands over its changes."""
    rounds: Mapping[Trigger, int]
    orders: tuple[Order, ...] = ()
    standard_notices: tuple[NoticeRule, ...] = ()
    """Rules without words for whatever the applicant must be told and the SOP leaves unsaid."""
    duties: Duties = NO_DUTIES


class _Token:
    """The smallest model that `transitions` can move."""

    __slots__ = ("state",)

    def __init__(self, state: MarkingId) -> None:
        self.state = state


@dataclass(frozen=True)
class Machine:
    """A compiled machine made ready to run; one per version, shared by every case."""

    id: VersionId
    compiled: CompiledMachine

    @cached_property
    def _fsm(self) -> TransitionsMachine:
        """Made at the first move: a file that is only proved never pays for it."""
        return TransitionsMachine(
            model=None,
            states=[m.id for m in self.compiled.markings],
            transitions=[
                {"trigger": a.trigger, "source": a.source, "dest": a.target}
                for a in self.compiled.arcs
            ],
            initial=self.compiled.start,
            auto_transitions=False,
        )

    @property
    def procedure(self) -> Procedure:
        """The procedure it was compiled from."""
        return self.compiled.procedure

    @cached_property
    def steps(self) -> dict[StepId, Step]:
        """Steps by id."""
        return {s.id: s for s in self.procedure.steps}

    @cached_property
    def audience(self) -> Audience:
        """Who outside the office follows its cases."""
        return audience_of(self.procedure)

    @cached_property
    def notices(self) -> tuple[NoticeRule, ...]:
        """Every rule about notices: those of the SOP, then those that are left to the standard."""
        return (*self.procedure.notices, *self.compiled.standard_notices)

    @cached_property
    def markings(self) -> dict[MarkingId, Marking]:
        """Markings by id."""
        return {m.id: m for m in self.compiled.markings}

    @cached_property
    def _arcs(self) -> dict[tuple[MarkingId, Trigger], Arc]:
        return {(a.source, a.trigger): a for a in self.compiled.arcs}

    @cached_property
    def _arcs_from(self) -> dict[MarkingId, tuple[Arc, ...]]:
        table: dict[MarkingId, list[Arc]] = {}
        for arc in self.compiled.arcs:
            table.setdefault(arc.source, []).append(arc)
        return {source: tuple(arcs) for source, arcs in table.items()}

    @cached_property
    def _obligations(self) -> dict[EndId, tuple[Obligation, ...]]:
        table: dict[EndId, list[Obligation]] = {}
        for obligation in self.compiled.obligations:
            table.setdefault(obligation.end, []).append(obligation)
        return {end: tuple(items) for end, items in table.items()}

    def find_arc(self, source: MarkingId, trigger: Trigger) -> Arc | None:
        """Find the move that `trigger` makes from `source`."""
        return self._arcs.get((source, trigger))

    def arcs_from(self, source: MarkingId) -> tuple[Arc, ...]:
        """Every move out of a marking; none leaves an end."""
        return self._arcs_from.get(source, ())

    def obligations_of(self, end: EndId) -> tuple[Obligation, ...]:
        """What must be met before `end`."""
        return self._obligations.get(end, ())

    def rounds_max(self, trigger: Trigger) -> int | None:
        """How often `trigger` may be taken in one case; None is no limit."""
        return self.compiled.rounds.get(trigger)

    def fire(self, source: MarkingId, trigger: Trigger) -> MarkingId:
        """Move a token with the shared machine and say where it came to rest."""
        token = _Token(source)
        moved = self._fsm.events[trigger].trigger(token)
        assert moved, (source, trigger)
        return token.state


def limit_of(trigger: Trigger) -> Trigger:
    """Name the arc that is left when `trigger` was taken as often as declared."""
    return Trigger(f"{trigger}{LIMIT}")


def times_taken(acts: Iterable[Trigger], trigger: Trigger) -> int:
    """Count how often an answer was given, whether it came by itself or by hand."""
    answer = trigger.replace(MANUAL, "")
    return sum(1 for act in acts if act.replace(MANUAL, "") == answer)
