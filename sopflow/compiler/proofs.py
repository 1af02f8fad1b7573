"""The proofs: P1 soundness, P2 no skip, P4 freshness, each with a shortest counter-example."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from sopflow.compiler.flatten import Graph
from sopflow.compiler.obligations import changes_by_trigger, is_internal, reaching
from sopflow.compiler.search import Run, can_still, shortest
from sopflow.compiler.stories import TraceLine
from sopflow.compiler.sweep import possible
from sopflow.domain.machines import Arc, Obligation
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import (
    LIMIT,
    ActorClass,
    ItemId,
    MarkingId,
    Nature,
    StepId,
    Trigger,
)

Property = Literal["P1", "P2", "P3", "P4", "P7", "P8"]
PROPERTIES: tuple[Property, ...] = ("P1", "P2", "P3", "P4", "P7", "P8")
BLAMES_TRIED_MAX = 60
Met = frozenset[StepId]
"""Steps of one obligation whose last act meets it and is still fresh."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A property that holds, or one way in which it does not.

    `about` names the obligation or the marking of a counter-example; it is empty when the property
    holds.
    """

    property: Property
    holds: bool
    counterexample: tuple[TraceLine, ...] | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """A shortest run to an end without one obligation, and the move that made it too late."""

    obligation: Obligation
    run: Run[Met]
    blame: Arc | None
    changer: Arc | None = None


@dataclass(frozen=True, slots=True)
class Overruled:
    """A shortest run to a grant over an opposing answer that nobody named overruled."""

    step: StepId
    run: Run[bool]
    blame: Arc


class Prover:
    """Asks one graph every question of P1, P2, P4 and of opposing answers."""

    def __init__(
        self, procedure: Procedure, graph: Graph, obligations: tuple[Obligation, ...]
    ) -> None:
        self._procedure = procedure
        self._graph = graph
        self._obligations = obligations
        self._steps = {s.id: s for s in procedure.steps}
        self._judges = {s.id: frozenset(s.judges) for s in procedure.steps}
        self._stands = {s.id: frozenset(s.stands) for s in procedure.steps}

    @cached_property
    def _changes(self) -> Mapping[Trigger, frozenset[ItemId]]:
        changes = changes_by_trigger(self._procedure, self._graph)
        return {trigger: frozenset(items) for trigger, items in changes.items()}

    def stuck(self) -> tuple[tuple[MarkingId, bool, Run[None]], ...]:
        """Find markings from which no end can be reached, and whether only at used-up rounds.

        Asked once with every round still open and once with every round used up. That the
        applicant may withdraw, or the office cancel, is no way out.
        """
        bounded = {Trigger(a.trigger.removesuffix(LIMIT)) for a in self._graph.arcs
                   if self._rounds_of(a) is not None}  # fmt: skip
        staying = [a for a in self._graph.arcs if a.step is not None]
        open_rounds = [a for a in staying if not a.trigger.endswith(LIMIT)]
        used_up = [a for a in staying if a.trigger not in bounded]
        ends = [m.id for m in self._graph.markings if m.end is not None]
        found: dict[MarkingId, bool] = {}
        for arcs, is_used_up in ((open_rounds, False), (used_up, True)):
            leading = reaching(arcs, ends)
            for marking in self._graph.markings:
                if marking.id not in leading:
                    found.setdefault(marking.id, is_used_up)
        return tuple((m, used, self._run_to(m)) for m, used in found.items())

    def _rounds_of(self, arc: Arc) -> int | None:
        answer = self._steps[arc.step].answer(arc.answer) if arc.step else None
        return answer.rounds_max if answer else None

    def _run_to(self, marking: MarkingId) -> Run[None]:
        run: Run[None] | None = shortest(
            self._graph, None, lambda memory, _: memory, lambda reached, _: reached == marking
        )
        assert run is not None, marking
        return run

    def skips(self) -> tuple[Skip, ...]:
        """Find obligations without which their end can be reached (P2)."""
        return tuple(
            s
            for o in self._doubtful(self._unsure, fresh=False)
            if (s := self._skip(o, self._meeting(o)))
        )

    def stale(self, skipped: tuple[Skip, ...]) -> tuple[Skip, ...]:
        """Find obligations that are met on every way but stale on some (P4)."""
        known = {skip.obligation.id for skip in skipped}
        rest = (o for o in self._unsure if o.id not in known)
        return tuple(s for o in rest if (s := self._skip(o, self.meeting_fresh(o))))

    @cached_property
    def _unsure(self) -> tuple[Obligation, ...]:
        """Obligations that may be unmet or stale; whatever stays fresh is not skipped either."""
        return tuple(
            o
            for o in self._doubtful(self._obligations, fresh=True)
            if _is_missed(self._graph, MarkingId(o.end), self.meeting_fresh(o))
        )

    def _doubtful(
        self, obligations: tuple[Obligation, ...], *, fresh: bool
    ) -> tuple[Obligation, ...]:
        """Leave out what one sweep shows to be met at its end on every run.

        Several steps that share an obligation are more than one bit, so they stay for the search.
        """
        single = [o for o in obligations if len(o.steps) == 1]
        bits = {o.id: 1 << number for number, o in enumerate(single)}
        of_step: dict[StepId, list[Obligation]] = {}
        for o in single:
            of_step.setdefault(o.steps[0], []).append(o)
        judging = frozenset(of_step)

        def meets(arc: Arc) -> int:
            own = of_step.get(arc.step, ()) if arc.step else ()
            return sum(bits[o.id] for o in own if arc.trigger in meeting[o.id])

        def unmeets(arc: Arc) -> int:
            own = of_step.get(arc.step, ()) if arc.step else ()
            lost = {o.id for o in own if arc.trigger not in meeting[o.id]}
            if fresh:
                lost |= {o.id for step in self.made_stale(judging - {arc.step}, arc)
                         for o in of_step[step]}  # fmt: skip
            return sum(bits[o] for o in lost)

        meeting = {o.id: frozenset(o.meets) for o in single}
        unmet = possible(self._graph, (1 << len(single)) - 1, sets=unmeets, clears=meets)
        return tuple(
            o
            for o in obligations
            if o.id not in bits or unmet.get(MarkingId(o.end), 0) & bits[o.id]
        )

    def _skip(self, obligation: Obligation, remember: Callable[[Met, Arc], Met]) -> Skip | None:
        end = MarkingId(obligation.end)
        none: Met = frozenset()
        run = shortest(self._graph, none, remember, lambda m, met: m == end and not met)
        if run is None:
            return None
        return Skip(obligation, run, self._blame(end, run, remember), _changer(run))

    def _blame(
        self, end: MarkingId, run: Run[Met], remember: Callable[[Met, Arc], Met]
    ) -> Arc | None:
        """Find the author's line: the last move of the run without which all would be well.

        Where there is none, the move after which nobody can mend it by going onward; None where
        no way onward from the start would meet the obligation.
        """
        for arc in reversed(run.arcs[-BLAMES_TRIED_MAX:]):
            rest = tuple(a for a in self._graph.arcs if a.trigger != arc.trigger)
            graph = replace(self._graph, arcs=rest)
            if _is_met(graph, end, remember) and not _is_missed(graph, end, remember):
                return arc
        onward = tuple(a for a in self._graph.arcs if self._nature(a) is not Nature.NEUTRAL
                       or a.actor_class is ActorClass.SYSTEM)  # fmt: skip
        graph = replace(self._graph, arcs=onward)
        none: Met = frozenset()
        hope = can_still(graph, none, remember, lambda m, met: m == end and bool(met))
        if (self._graph.start, none) not in hope:
            return None
        after = zip(run.arcs, run.memories[1:], strict=True)
        return next((arc for arc, met in after if (arc.target, met) not in hope), None)

    def _meeting(self, obligation: Obligation) -> Callable[[Met, Arc], Met]:
        steps, meets = frozenset(obligation.steps), frozenset(obligation.meets)

        def remember(met: Met, arc: Arc) -> Met:
            if arc.step not in steps:
                return met
            rest = met - {arc.step}
            return rest | {arc.step} if arc.trigger in meets else rest

        return remember

    def meeting_fresh(self, obligation: Obligation) -> Callable[[Met, Arc], Met]:
        """Say how an act changes by whom the obligation is met and still fresh."""
        meeting, steps = self._meeting(obligation), frozenset(obligation.steps)
        lost: dict[Trigger, Met] = {}

        def remember(met: Met, arc: Arc) -> Met:
            if not met:
                return meeting(met, arc)
            if arc.trigger not in lost:
                lost[arc.trigger] = self.made_stale(steps, arc)
            return meeting(met - lost[arc.trigger], arc)

        return remember

    def made_stale(self, steps: Met, arc: Arc) -> Met:
        """Say whose results an act makes stale."""
        changed = self._changes.get(arc.trigger)
        if not changed or arc.step is None:
            return frozenset()
        stands = self._stands[arc.step]
        return frozenset(s for s in steps if s not in stands and self._judges[s] & changed)

    def items_between(self, steps: tuple[StepId, ...], arc: Arc) -> tuple[ItemId, ...]:
        """Name what `arc` changes of the things that `steps` judge."""
        judged = frozenset[ItemId]().union(*(self._judges[s] for s in steps))
        return tuple(sorted(self._changes.get(arc.trigger, frozenset()) & judged))

    def doubled(self) -> tuple[tuple[StepId, StepId], ...]:
        """Find steps that are asked although another of their obligation has met it already.

        They are no alternatives: what one affirmed would speak for the other's later silence.
        """
        return tuple(
            found
            for obligation in self._obligations
            if all(self._procedure.step(s).shared_obligation for s in obligation.steps[:1])
            and len(obligation.steps) > 1
            and (found := self._doubled(obligation))
        )

    def _doubled(self, obligation: Obligation) -> tuple[StepId, StepId] | None:
        opened = {m.id: frozenset(m.open) & frozenset(obligation.steps)
                  for m in self._graph.markings}  # fmt: skip

        def is_asked(marking: MarkingId, met: Met) -> bool:
            return bool(met and opened[marking] - met)

        none: Met = frozenset()
        run = shortest(self._graph, none, self.meeting_fresh(obligation), is_asked)
        if run is None:
            return None
        return min(run.memories[-1]), min(opened[run.arcs[-1].target] - run.memories[-1])

    def overruled(self) -> tuple[Overruled, ...]:
        """Find grants over an opposing answer without a named decider (SPEC 1)."""
        opposing = {s.id: 1 << n for n, s in enumerate(self._procedure.steps)
                    if any(a.nature is Nature.OPPOSES for a in s.answers)}  # fmt: skip

        def opposes(arc: Arc) -> int:
            is_opposed = self._nature(arc) is Nature.OPPOSES
            return opposing.get(arc.step, 0) if arc.step and is_opposed else 0

        def settles(arc: Arc) -> int:
            nature = self._nature(arc)
            if arc.step is None or nature is None:
                return 0
            over = self._steps[arc.step].decides_over if nature is Nature.SUPPORTS else ()
            return sum({opposing.get(step, 0) for step in (arc.step, *over)})

        opposed = possible(self._graph, 0, sets=opposes, clears=settles)
        doubtful = 0
        for grant in self._grants:
            doubtful |= opposed.get(grant, 0)
        return tuple(
            found
            for step, bit in opposing.items()
            if bit & doubtful and (found := self._overruled(step))
        )

    @cached_property
    def _grants(self) -> frozenset[MarkingId]:
        return frozenset(
            m.id for m in self._graph.markings if m.result is not None and m.result.is_grant
        )

    def _overruled(self, step: StepId) -> Overruled | None:
        deciders = {s.id for s in self._procedure.steps if step in s.decides_over}

        def remember(opposed: bool, arc: Arc) -> bool:
            nature = self._nature(arc)
            if arc.step == step and nature is not None:
                return nature is Nature.OPPOSES
            return opposed and not (arc.step in deciders and nature is Nature.SUPPORTS)

        run = shortest(
            self._graph, False, remember, lambda m, opposed: m in self._grants and opposed
        )
        if run is None:
            return None
        given = max(n for n, arc in enumerate(run.arcs)
                    if arc.step == step and self._nature(arc) is Nature.OPPOSES)  # fmt: skip
        later = run.arcs[given + 1 :]
        blame = next((a for a in later if self._is_official_support(a)), run.arcs[given])
        return Overruled(step, run, blame)

    def _nature(self, arc: Arc) -> Nature | None:
        answer = self._steps[arc.step].answer(arc.answer) if arc.step else None
        return answer.nature if answer else None

    def _is_official_support(self, arc: Arc) -> bool:
        return arc.role is not None and arc.actor_class is ActorClass.OFFICIAL and (
            self._nature(arc) is Nature.SUPPORTS
        )  # fmt: skip

    def must_act(self) -> tuple[StepId, ...]:
        """Name the officials' steps without which no grant can be reached."""
        steps = (s for s in self._procedure.steps if is_internal(self._procedure, s))
        return tuple(s.id for s in steps if s.id in self._unavoidable)

    def must_call(self) -> tuple[StepId, ...]:
        """Name the calls of other SOPs without which no grant can be reached."""
        calls = (step.id for step in self._procedure.steps if step.call is not None)
        return tuple(step for step in calls if step in self._unavoidable)

    @cached_property
    def _unavoidable(self) -> frozenset[StepId]:
        ends = self._grants or [m.id for m in self._graph.markings if m.result == "done"]
        bits = {s.id: 1 << n for n, s in enumerate(self._procedure.steps)}
        everything = (1 << len(bits)) - 1
        avoided = possible(
            self._graph,
            everything,
            sets=lambda _: 0,
            clears=lambda arc: bits[arc.step] if arc.step else 0,
        )
        around = 0 if ends else everything
        for end in ends:
            around |= avoided.get(MarkingId(end), 0)
        return frozenset(step for step, bit in bits.items() if not bit & around)


def _changer(run: Run[Met]) -> Arc | None:
    """Find the last act of the run that made stale what was met."""
    lost = [
        arc
        for arc, (before, after) in zip(run.arcs, pairwise(run.memories), strict=True)
        if (before - after) - {arc.step}
    ]
    return lost[-1] if lost else None


def _is_missed(graph: Graph, end: MarkingId, remember: Callable[[Met, Arc], Met]) -> bool:
    none: Met = frozenset()
    return shortest(graph, none, remember, lambda m, met: m == end and not met) is not None


def _is_met(graph: Graph, end: MarkingId, remember: Callable[[Met, Arc], Met]) -> bool:
    none: Met = frozenset()
    return shortest(graph, none, remember, lambda m, met: m == end and bool(met)) is not None
