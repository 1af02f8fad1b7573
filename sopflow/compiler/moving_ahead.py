"""What lies ahead of a marking: whom the ways on go round, whom they ask, what they decide by."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from sopflow.compiler.flatten import Graph
from sopflow.compiler.order import too_early
from sopflow.compiler.proofs import Prover
from sopflow.compiler.search import Run, shortest
from sopflow.compiler.stories import in_one_line, missed, named, tell, without
from sopflow.domain.expressions import names_in
from sopflow.domain.machines import Arc, Machine, Obligation
from sopflow.domain.words import EndId, MarkingId, Nature, StepId, Text, Trigger

Story: TypeAlias = dict[str, object]
"""The details of a reason, its story among them."""
_FORM, _OWN, _ANSWER = "formulir.", "isian.", "jawaban."


class Ahead:
    """Asks the graph of one version from any of its markings."""

    def __init__(self, machine: Machine) -> None:
        compiled = machine.compiled
        self._machine = machine
        self._procedure = machine.procedure
        self._graph = Graph(compiled.start, compiled.markings, compiled.arcs)
        self._prover = Prover(machine.procedure, self._graph, compiled.obligations)
        self._from: dict[MarkingId, Graph] = {}

    def missed(self, marking: MarkingId, fresh: Mapping[StepId, Trigger]) -> Iterator[Story]:
        """Tell by end which obligations could be gone round, with the shortest way of all.

        `fresh` is the last act of each step that counts and is not stale.
        """
        lost: dict[EndId, list[tuple[Obligation, Run[frozenset[StepId]]]]] = {}
        for obligation in self._machine.compiled.obligations:
            met = frozenset(s for s in obligation.steps if fresh.get(s) in obligation.meets)
            if (run := self._round(marking, obligation, met)) is not None:
                lost.setdefault(obligation.end, []).append((obligation, run))
        for end, found in lost.items():
            duties = [obligation for obligation, _ in found]
            _, run = min(found, key=lambda pair: len(pair[1].arcs))
            yield {
                "end": self._procedure.end(end).label,
                "missed": missed(self._procedure, duties),
                "steps": ", ".join(dict.fromkeys(f"`{s}`" for d in duties for s in d.steps)),
                "story": self._told(run.arcs, without(self._procedure, end, duties)),
            }

    def _round(
        self, marking: MarkingId, obligation: Obligation, met: frozenset[StepId]
    ) -> Run[frozenset[StepId]] | None:
        end = MarkingId(obligation.end)
        return shortest(
            self._at(marking),
            met,
            self._prover.meeting_fresh(obligation),
            lambda reached, still: reached == end and not still,
        )

    def too_early(
        self, marking: MarkingId, last: Mapping[StepId, Trigger], fresh: Mapping[StepId, Trigger]
    ) -> Iterator[Story]:
        """Tell which orders could be broken."""
        for order in self._machine.compiled.orders:
            given = fresh if order.is_fresh else last
            affirmed = frozenset(s for s in order.before if given.get(s) in order.affirming)
            run = too_early(self._at(marking), order, self._prover, affirmed=affirmed)
            if run is not None:
                before = named(self._procedure, order.before)
                point = Text(f"padahal {before.id} belum mendukung", f"without {before.en}")
                yield {
                    "step": order.step,
                    "before": before,
                    "story": self._told(run.arcs, point),
                }

    def overruled(self, marking: MarkingId, opposed: Collection[StepId]) -> Iterator[Story]:
        """Tell which opposing answers could be granted over without a decider."""
        for step in sorted(opposed):
            standing: StepId | None = step
            run = shortest(
                self._at(marking),
                standing,
                self._settled,
                lambda reached, still: still is not None and reached in self._grants,
            )
            if run is not None:
                end = self._procedure.end(EndId(run.arcs[-1].target)).label
                point = Text(f"walaupun `{step}` menentang", f"although `{step}` opposed")
                yield {"end": end, "step": step, "story": self._told(run.arcs, point)}

    def _settled(self, opposed: StepId | None, arc: Arc) -> StepId | None:
        """Forget a step's opposing answer once it answers otherwise, or is overruled.

        Another opposing answer of the same step is a matter of the SOP, which was proved.
        """
        own = self._machine.steps[arc.step] if arc.step else None
        answer = own.answer(arc.answer) if own else None
        if opposed is None or own is None or answer is None:
            return opposed
        if own.id == opposed:
            return None
        overrules = answer.nature is Nature.SUPPORTS and opposed in own.decides_over
        return None if overrules else opposed

    @cached_property
    def _grants(self) -> frozenset[MarkingId]:
        markings = self._machine.compiled.markings
        return frozenset(m.id for m in markings if m.result is not None and m.result.is_grant)

    def asked(
        self, marking: MarkingId, steps: Collection[StepId]
    ) -> Iterator[tuple[StepId, StepId]]:
        """Give rules ahead with the steps, of these, whose answer of before they would use."""
        for step in sorted(steps):
            rule = self._reached(marking, f"{_ANSWER}{step}", (step,))
            if rule is not None:
                yield rule, step

    def untold(
        self, marking: MarkingId, told: Collection[str], form: Collection[str]
    ) -> Iterator[tuple[StepId, str]]:
        """Give rules ahead with the fields that they use and nobody gave.

        `told` are the fields of the case, `form` those of the form that it was asked for.
        """
        for name in sorted(self._names):
            space, _, field = name.rpartition(".")
            if field in told or (space == _FORM[:-1] and field in form) or space == _ANSWER[:-1]:
                continue
            givers = tuple(s.id for s in self._procedure.steps if field in {f.id for f in s.fields})
            rule = self._reached(marking, name, givers if space == _OWN[:-1] else ())
            if rule is not None:
                yield rule, name

    @cached_property
    def _names(self) -> Mapping[str, frozenset[StepId]]:
        """The names that conditions use, with the rules that use them."""
        found: dict[str, frozenset[StepId]] = {}
        for step in self._procedure.steps:
            for name in (n for rule in step.rules for n in names_in(rule.condition or "")):
                found[name] = found.get(name, frozenset()) | {step.id}
        return found

    def _reached(self, marking: MarkingId, name: str, givers: tuple[StepId, ...]) -> StepId | None:
        """Find a rule ahead that uses a name before one of the `givers` has acted."""
        rules = self._names.get(name, frozenset())

        def uses(reached: MarkingId, given: bool) -> bool:
            return not given and bool(rules & set(self._machine.markings[reached].open))

        run = shortest(
            self._at(marking),
            False,
            lambda given, arc: given or arc.step in givers,
            uses,
        )
        if run is None:
            return None
        there = run.arcs[-1].target if run.arcs else marking
        return min(rules & set(self._machine.markings[there].open))

    def _told(self, arcs: tuple[Arc, ...], point: Text) -> Text:
        return in_one_line(tell(self._procedure, arcs, point))

    def _at(self, marking: MarkingId) -> Graph:
        if marking not in self._from:
            self._from[marking] = replace(self._graph, start=marking)
        return self._from[marking]
