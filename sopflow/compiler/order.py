"""P3: what must come before what, on every path.

Three rules give the orders. A step waits for each that it names under `setelah`, or for one that
shares its obligation. A level of a chain of initials waits for the level below. A signature waits
for everyone who must initial the same paper for the same end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from sopflow.compiler.flatten import Graph
from sopflow.compiler.flow import place_of
from sopflow.compiler.proofs import Met, Proof, Prover
from sopflow.compiler.reading import Source
from sopflow.compiler.search import Run, shortest
from sopflow.compiler.stories import TraceLine, in_one_line, named, tell
from sopflow.compiler.sweep import possible
from sopflow.domain.machines import Arc, Obligation, Order
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import VOTE, Nature, StepId, StepKind, Text, Trigger


@dataclass(frozen=True, slots=True)
class Early:
    """A shortest run that ends with an act for which it was too early."""

    order: Order
    run: Run[Met | None]

    @property
    def opening(self) -> Arc:
        """The move that opened the step too early."""
        earlier = (a for a in reversed(self.run.arcs[:-1]) if self.order.step in a.opens)
        return next(earlier, self.run.arcs[-1])


def orders_of(
    procedure: Procedure, graph: Graph, obligations: Iterable[Obligation]
) -> tuple[Order, ...]:
    """Say which acts must wait for which, each rule once."""
    steps = {step.id: step for step in procedure.steps}
    acts = _Acts(steps, graph)
    found = [*_declared(procedure, acts), *_levels(procedure, acts)]
    found += _signatures(steps, tuple(obligations), acts)
    return tuple(dict.fromkeys(found))


def report_after(procedure: Procedure, source: Source) -> None:
    """Report steps that cannot come before the one that names them."""
    for step in procedure.steps:
        for other in step.after:
            if other == step.id or procedure.step(other).kind is StepKind.RULES:
                place = source.place("after", step.id, other)
                source.reporter.report("SOP232", place, step=step.id, other=other)


def early(graph: Graph, orders: Iterable[Order], prover: Prover) -> tuple[Early, ...]:
    """Find the orders that some run breaks, each with a shortest run."""
    doubtful = _doubtful(graph, tuple(orders), prover)
    found = ((order, too_early(graph, order, prover)) for order in doubtful)
    return tuple(Early(order, run) for order, run in found if run is not None)


def _doubtful(graph: Graph, orders: tuple[Order, ...], prover: Prover) -> tuple[Order, ...]:
    """Leave out what one sweep shows to hold on every run.

    Several steps of which any may come before are more than one bit, so they stay for the search.
    """
    single = {n: order for n, order in enumerate(orders) if len(order.before) == 1}
    awaited = {n: frozenset(order.before) for n, order in single.items()}

    def affirms(arc: Arc) -> int:
        waiting = (n for n, before in awaited.items() if arc.step in before)
        return sum(1 << n for n in waiting if arc.trigger in single[n].affirming)

    def undoes(arc: Arc) -> int:
        lost = (n for n, before in awaited.items()
                if arc.step in before or _is_staled(prover, before, single[n], arc))  # fmt: skip
        return sum(1 << n for n in lost)

    missing = possible(
        graph, (1 << len(orders)) - 1, sets=lambda a: undoes(a) & ~affirms(a), clears=affirms
    )
    acting: dict[Trigger, int] = {}
    for number, order in single.items():
        for trigger in order.acts:
            acting[trigger] = acting.get(trigger, 0) | 1 << number
    broken = 0
    for arc in graph.arcs:
        broken |= acting.get(arc.trigger, 0) & missing.get(arc.source, 0)
    return tuple(o for n, o in enumerate(orders) if n not in single or broken & 1 << n)


def _is_staled(prover: Prover, before: Met, order: Order, arc: Arc) -> bool:
    return order.is_fresh and bool(prover.made_stale(before, arc))


def report_order(
    procedure: Procedure, graph: Graph, orders: tuple[Order, ...], prover: Prover, source: Source
) -> list[Proof]:
    """Report each broken order at the line that breaks it; each is a failed proof."""
    found = early(graph, orders, prover)
    for one in found:
        order = one.order
        is_declared = not order.is_fresh
        where = _said_at(procedure, order) if is_declared else place_of(source, one.opening)
        source.reporter.report(
            "SOP230" if is_declared else "SOP231",
            source.place(*where),
            step=order.step,
            before=named(procedure, order.before),
            steps=", ".join(f"`{step}`" for step in order.before),
            story=in_one_line(_story(procedure, one)),
        )
    return [
        Proof("P3", holds=False, counterexample=_story(procedure, one), about=one.order.step)
        for one in found
    ]


def _said_at(procedure: Procedure, order: Order) -> tuple[str, ...]:
    said = (other for other in procedure.step(order.step).after if other in order.before)
    return ("after", order.step, next(said))


class _Acts:
    """The acts of each step: all of its answers, and those that affirm."""

    def __init__(self, steps: Mapping[StepId, Step], graph: Graph) -> None:
        self._answers: dict[StepId, dict[Trigger, None]] = {}
        self._affirming: dict[StepId, dict[Trigger, None]] = {}
        for arc in graph.arcs:
            answer = steps[arc.step].answer(arc.answer) if arc.step else None
            if arc.step is None or (answer is None and not arc.trigger.endswith(VOTE)):
                continue
            self._answers.setdefault(arc.step, {})[arc.trigger] = None
            if answer is not None and answer.nature is Nature.SUPPORTS:
                self._affirming.setdefault(arc.step, {})[arc.trigger] = None

    def answers(self, step: StepId) -> tuple[Trigger, ...]:
        return tuple(self._answers.get(step, ()))

    def affirming(self, *steps: StepId) -> tuple[Trigger, ...]:
        return tuple(act for step in steps for act in self._affirming.get(step, ()))


def _declared(procedure: Procedure, acts: _Acts) -> Iterator[Order]:
    for step in procedure.steps:
        for other in (procedure.step(o) for o in step.after):
            before = tuple(s.id for s in procedure.steps if _is_alternative(s, other))
            affirming = acts.affirming(*before)
            yield Order(step.id, acts.answers(step.id), before, affirming, is_fresh=False)


def _is_alternative(step: Step, other: Step) -> bool:
    shared = other.shared_obligation
    return step.id == other.id or (shared is not None and step.shared_obligation == shared)


def _levels(procedure: Procedure, acts: _Acts) -> Iterator[Order]:
    chains: dict[str, list[StepId]] = {}
    for step in procedure.steps:
        if step.chain is not None:
            chains.setdefault(step.chain, []).append(step.id)
    for levels in chains.values():
        for lower, higher in pairwise(levels):
            before = acts.affirming(lower)
            yield Order(higher, acts.affirming(higher), (lower,), before, is_fresh=True)


def _signatures(
    steps: Mapping[StepId, Step], obligations: tuple[Obligation, ...], acts: _Acts
) -> Iterator[Order]:
    """Who must initial a paper for an end does so before it is signed for that end."""
    for signing in obligations:
        for step in (steps[s] for s in signing.steps):
            if step.kind is not StepKind.SIGNATURE or step.document is None:
                continue
            for other in obligations:
                if other.end == signing.end and step.id not in other.steps:
                    before = _initials(steps, other, step)
                    if before:
                        affirming = acts.affirming(*before)
                        own = acts.affirming(step.id)
                        yield Order(step.id, own, before, affirming, is_fresh=True)


def _initials(
    steps: Mapping[StepId, Step], obligation: Obligation, signature: Step
) -> tuple[StepId, ...]:
    return tuple(
        s
        for s in obligation.steps
        if steps[s].kind is StepKind.INITIALS and steps[s].document == signature.document
    )


def too_early(
    graph: Graph, order: Order, prover: Prover, *, affirmed: Met = frozenset()
) -> Run[Met | None] | None:
    """Find a shortest run that breaks an order; at its start `affirmed` have affirmed."""
    acts, affirming = frozenset(order.acts), frozenset(order.affirming)
    before = frozenset(order.before)

    def remember(met: Met | None, arc: Arc) -> Met | None:
        """None once it was too early; else who of those before has affirmed."""
        if met is None or (arc.trigger in acts and not met):
            return None
        if order.is_fresh:
            met -= prover.made_stale(met, arc)
        if arc.step not in before:
            return met
        return met | {arc.step} if arc.trigger in affirming else met - {arc.step}

    start: Met | None = affirmed
    return shortest(graph, start, remember, lambda _, met: met is None)


def _story(procedure: Procedure, found: Early) -> tuple[TraceLine, ...]:
    who = named(procedure, found.order.before)
    point = Text(f"padahal belum ada persetujuan {who.id}", f"without {who.en} before it")
    return tell(procedure, found.run.arcs, point)
