"""A procedure to the flat graph of its reachable markings.

A marking is the open steps with the answers that a later rule refers to. Answers are forgotten
as soon as no rule can ask for them before they are given anew, so the graph stays small.

Inside a parallel block one step is open for each branch that is not done. The branches that are
done are those of which nothing is open, so the join is an ordinary move and cannot come early.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sopflow.compiler.wholearcs import case_arc, reached_from, silences, unsigned, withdrawals
from sopflow.domain.expressions import UNKNOWN, evaluate, names_in
from sopflow.domain.machines import Arc, Marking, limit_of
from sopflow.domain.procedures import Answer, Block, Procedure, Step
from sopflow.domain.voting import memory_key, result_of, vote_of, votes_in, with_vote
from sopflow.domain.words import (
    CANCEL,
    JOIN,
    MANUAL,
    OVERDUE,
    VOTE,
    ActorClass,
    AnswerId,
    CaseAct,
    EndId,
    MarkingId,
    RoleId,
    StepId,
    StepKind,
    Trigger,
    answer_in,
    trigger_of,
)

MARKINGS_MAX = 2_000
Memory = tuple[tuple[str, str], ...]
_ANSWER = "jawaban."


@dataclass(frozen=True)
class Graph:
    """Every reachable marking in the order of discovery, and every move between them."""

    start: MarkingId
    markings: tuple[Marking, ...]
    arcs: tuple[Arc, ...]

    @cached_property
    def onward(self) -> Mapping[MarkingId, tuple[Arc, ...]]:
        """The moves by where they begin, in their order."""
        return by_source(self.arcs)


def by_source(arcs: Iterable[Arc]) -> Mapping[MarkingId, tuple[Arc, ...]]:
    """Group arcs by where they begin, in their order."""
    table: dict[MarkingId, list[Arc]] = {}
    for arc in arcs:
        table.setdefault(arc.source, []).append(arc)
    return {source: tuple(found) for source, found in table.items()}


class TooManyMarkings(Exception):
    """The graph passed its bound; `step`, or a step of this block, is open in most markings."""

    def __init__(self, step: StepId) -> None:
        super().__init__(step)
        self.step = step


def flatten(procedure: Procedure, *, markings_max: int = MARKINGS_MAX) -> Graph:
    """Explore everything that can be reached from the first row.

    Raises:
        TooManyMarkings: More than `markings_max` markings are reachable.
    """
    return _Explorer(procedure, markings_max).explore()


class _Explorer:
    def __init__(self, procedure: Procedure, markings_max: int) -> None:
        self._procedure = procedure
        self._steps = {step.id: step for step in procedure.steps}
        self._ends = {end.id: end for end in procedure.ends}
        self._blocks = {block.id: block for block in procedure.blocks}
        self._block_of = {
            step: block for block in procedure.blocks for b in block.branches for step in b.steps
        }
        self._order = {step.id: number for number, step in enumerate(procedure.steps)}
        self._maximum = markings_max
        self._markings: dict[MarkingId, Marking] = {}
        self._arcs: list[Arc] = []

    def explore(self) -> Graph:
        if len(self._steps) > self._maximum:
            raise TooManyMarkings(self._procedure.steps[self._maximum].id)
        start = self._keep(self._marking((self._procedure.start.id,), {}))
        self._explore(start)
        self._add_cancellations()
        self._add_withdrawals()
        self._add_silences()
        return Graph(start.id, tuple(self._markings.values()), tuple(self._arcs))

    def _explore(self, first: Marking) -> None:
        queue = deque([first])
        while queue:
            marking = queue.popleft()
            for arc, target in self._moves(marking):
                self._arcs.append(arc)
                if target.id not in self._markings:
                    queue.append(self._keep(target))

    def _keep(self, marking: Marking) -> Marking:
        self._markings[marking.id] = marking
        if len(self._markings) > self._maximum:
            opened = Counter(
                place for m in self._markings.values() for place in {self._row(s) for s in m.open}
            )
            raise TooManyMarkings(min(opened, key=lambda s: (-opened[s], s)))
        return marking

    def _row(self, step: StepId) -> StepId:
        """The row of the table: the block, for a step in one of its branches."""
        block = self._block_of.get(step)
        return block.id if block else step

    def _moves(self, marking: Marking) -> Iterator[tuple[Arc, Marking]]:
        for step_id in marking.open:
            step = self._steps[step_id]
            if step.panel is not None:
                yield from self._votes(marking, step)
            for answer in self._possible(step, marking):
                yield from self._given(marking, step, answer)
                if step.kind.is_awaited and step.confirmed_by is not None:
                    yield from self._given(marking, step, answer, by_hand=True)
            if step.limit is not None:
                yield self._move(marking, step, trigger_of(step.id, OVERDUE), step.limit.target)

    def _given(
        self, marking: Marking, step: Step, answer: Answer, *, by_hand: bool = False
    ) -> Iterator[tuple[Arc, Marking]]:
        trigger = trigger_of(step.id, answer.id, by_hand=by_hand)
        yield self._move(marking, step, trigger, answer.target)
        if answer.rounds_max is not None and answer.limit_target is not None:
            yield self._move(marking, step, limit_of(trigger), answer.limit_target)

    def _possible(self, step: Step, marking: Marking) -> tuple[Answer, ...]:
        """Give the answers that can happen: all of a person's, of rules those not ruled out."""
        if step.panel is not None:
            certain = {self._after(step, marking, answer.id)[1] for answer in step.answers}
            return tuple(a for a in step.answers if a.id in certain)
        if step.kind is not StepKind.RULES:
            return step.answers
        values = self._known(marking)
        possible: list[AnswerId] = []
        for rule in step.rules:
            holds = True if rule.condition is None else evaluate(rule.condition, values)
            if holds is not False:
                possible.append(rule.answer)
            if holds is True:
                break
        return tuple(a for a in step.answers if a.id in possible)

    def _votes(self, marking: Marking, step: Step) -> Iterator[tuple[Arc, Marking]]:
        """Give the votes that decide nothing yet: the panel stays open, one vote richer."""
        for answer in step.answers:
            counts, certain = self._after(step, marking, answer.id)
            if certain is None:
                given = dict(_remembered(marking)) | {memory_key(step.id): counts}
                reached = self._marking(marking.open, given)
                trigger = vote_of(step.id, answer.id)
                actor, role = _actor_of(step, trigger, self._procedure)
                yield (
                    Arc(
                        source=marking.id,
                        trigger=trigger,
                        step=step.id,
                        answer=AnswerId(f"{answer.id}{VOTE}"),
                        role=role,
                        actor_class=actor,
                        target=reached.id,
                        result=None,
                        closes=(),
                        opens=(),
                    ),
                    reached,
                )

    @staticmethod
    def _after(step: Step, marking: Marking, answer: AnswerId) -> tuple[str, AnswerId | None]:
        """Give the votes after one more for `answer`, and the result if it is certain then."""
        counts = with_vote(step, votes_in(marking, step), answer)
        return "/".join(map(str, counts)), result_of(step, counts)

    def _known(self, marking: Marking) -> dict[str, Any]:
        values: dict[str, Any] = {f"formulir.{f.id}": UNKNOWN for f in self._procedure.form}
        for step in self._procedure.steps:
            values |= {f"isian.{f.id}": UNKNOWN for f in step.fields}
        values |= {f"tabel.{table.id}": UNKNOWN for table in self._procedure.tables}
        return values | {f"{_ANSWER}{name}": said for name, said in _remembered(marking)}

    def _move(
        self, marking: Marking, step: Step, trigger: Trigger, target: StepId | EndId
    ) -> tuple[Arc, Marking]:
        answer = answer_in(trigger)
        onward, closes = self._onward(marking, step, target)
        if onward in self._ends:
            end = self._ends[EndId(onward)]
            reached = Marking(MarkingId(end.id), (), (), end.id, end.result)
        else:
            rest = tuple(s for s in marking.open if s not in closes)
            opened = (*rest, *self._entered(onward))
            closed = {memory_key(s) for s in closes}
            kept = {name: said for name, said in _remembered(marking) if name not in closed}
            given = kept | {step.id: answer}
            reached = self._marking(opened, given)
        actor, role = _actor_of(step, trigger, self._procedure)
        return Arc(
            source=marking.id,
            trigger=trigger,
            step=step.id,
            answer=answer,
            role=role,
            actor_class=actor,
            target=reached.id,
            result=reached.result,
            closes=closes,
            opens=tuple(s for s in reached.open if s not in marking.open or s in closes),
        ), reached

    def _onward(
        self, marking: Marking, step: Step, target: StepId | EndId
    ) -> tuple[StepId | EndId | None, tuple[StepId, ...]]:
        """Say where a way leads from here, and what it closes.

        A branch that is done leads nowhere until enough of them are; the join closes what is
        still open, and so does leaving the block.
        """
        block = self._block_of.get(step.id)
        if block is None:
            return target, marking.open
        if target == JOIN:
            done = len(block.branches) - len(marking.open) + 1
            if done < block.needed:
                return None, (step.id,)
            return block.target, marking.open
        branch = block.branch_of(step.id)
        assert branch is not None, step.id
        return target, (step.id,) if target in branch.steps else marking.open

    def _entered(self, target: StepId | EndId | None) -> tuple[StepId, ...]:
        """Say what opens: the step, or the first step of each branch of a block."""
        if target is None:
            return ()
        block = self._blocks.get(StepId(target))
        return block.firsts if block else (StepId(target),)

    def _marking(self, steps: tuple[StepId, ...], given: Mapping[str, str]) -> Marking:
        opened = tuple(sorted(steps, key=lambda s: self._order[s]))
        wanted = self._wanted(opened)
        kept = sorted(wanted & given.keys(), key=self._order.__getitem__)
        counted = [key for step in opened if (key := memory_key(step)) in given]
        memory = tuple((name, given[name]) for name in (*kept, *counted))
        name = "+".join(opened)
        if memory:
            name += "[" + ",".join(f"{step}={answer}" for step, answer in memory) + "]"
        return Marking(MarkingId(name), opened, memory, None, None)

    def _wanted(self, opened: tuple[StepId, ...]) -> frozenset[StepId]:
        """Say whose earlier answers a rule may still ask for once these steps are open."""
        if not any(self._asked_for.values()):
            return frozenset()
        asked = self._asked_for
        wanted = frozenset[StepId]().union(*(asked[step] for step in opened))
        block = self._block_of.get(opened[0])
        return wanted if block is None else wanted | self._asked_after(block, opened, asked)

    @cached_property
    def _asked_for(self) -> Mapping[StepId, frozenset[StepId]]:
        """For each step or block: whose earlier answers a rule may ask for once it is open.

        Of what is asked after the join of all, a step tells for its own branch alone.
        """
        asked = {step.id: _references(step) for step in self._procedure.steps}
        asked |= {block.id: frozenset() for block in self._procedure.blocks}
        settled = False
        while not settled:
            before = dict(asked)
            for step in reversed(self._procedure.steps):
                later = frozenset[StepId]().union(
                    *(self._asked_at(step, target, asked) for target in _targets(step))
                )
                asked[step.id] = _references(step) | (later - {step.id})
            for block in self._procedure.blocks:
                inside = frozenset[StepId]().union(*(asked[step] for step in block.firsts))
                asked[block.id] = inside | self._asked_after(block, block.firsts, asked)
            settled = asked == before
        return asked

    def _asked_at(
        self, step: Step, target: StepId | EndId, asked: Mapping[StepId, frozenset[StepId]]
    ) -> frozenset[StepId]:
        """Where a way leads, or for a branch that is done what is asked of it after the join."""
        block = self._block_of.get(step.id)
        branch = block.branch_of(step.id) if block else None
        if target != JOIN or block is None or branch is None:
            return asked.get(StepId(target), frozenset())
        return asked.get(StepId(block.target), frozenset()) & frozenset(branch.steps)

    def _asked_after(
        self, block: Block, opened: tuple[StepId, ...], asked: Mapping[StepId, frozenset[StepId]]
    ) -> frozenset[StepId]:
        """Give what is asked after the join, but for branches that answer before it anyway."""
        after = asked.get(StepId(block.target), frozenset())
        if not block.joins_all:
            return after
        running = (block.branch_of(step) for step in opened)
        return after - frozenset(s for branch in running if branch for s in branch.steps)

    def _add_cancellations(self) -> None:
        """The office may cancel from everywhere before the signature; the letter goes its own way.

        What is reached from the letter is not cancelled again.
        """
        cancellation = self._procedure.cancellation
        if cancellation is None:
            return
        sources = unsigned(self._procedure, self._markings, self._arcs, cancellation.until)
        opened = (cancellation.target,)
        letters = {m.id: self._marking(opened, dict(_remembered(m))) for m in sources}
        for letter in letters.values():
            if letter.id not in self._markings:
                self._explore(self._keep(letter))
        settled = reached_from((letter.id for letter in letters.values()), self._arcs)
        self._arcs += [
            case_arc(
                marking,
                CANCEL,
                CaseAct.CANCEL,
                letters[marking.id],
                role=cancellation.by,
                actor=ActorClass.OFFICIAL,
            )
            for marking in sources
            if marking.id not in settled
        ]

    def _add_silences(self) -> None:
        silence = self._procedure.silence
        if silence is None:
            return
        end = self._ends[silence.end]
        target = Marking(MarkingId(end.id), (), (), end.id, end.result)
        self._arcs += silences(self._procedure, self._markings, tuple(self._arcs), target)
        self._markings.setdefault(target.id, target)

    def _add_withdrawals(self) -> None:
        withdrawal = self._procedure.withdrawal
        if withdrawal is None or withdrawal.end not in self._ends:
            return
        end = self._ends[withdrawal.end]
        target = Marking(MarkingId(end.id), (), (), end.id, end.result)
        self._arcs += withdrawals(self._procedure, self._markings, tuple(self._arcs), target)
        self._markings.setdefault(target.id, target)


def _remembered(marking: Marking) -> Iterator[tuple[str, str]]:
    return ((entry[0], entry[1]) for entry in marking.memory)


def _references(step: Step) -> frozenset[StepId]:
    names = (name for rule in step.rules for name in names_in(rule.condition or ""))
    return frozenset(StepId(n.removeprefix(_ANSWER)) for n in names if n.startswith(_ANSWER))


def _targets(step: Step) -> Iterator[StepId | EndId]:
    for answer in step.answers:
        yield answer.target
        if answer.limit_target is not None:
            yield answer.limit_target
    if step.limit is not None:
        yield step.limit.target


def _actor_of(
    step: Step, trigger: Trigger, procedure: Procedure
) -> tuple[ActorClass, RoleId | None]:
    if answer_in(trigger) == OVERDUE:
        return ActorClass.RULE, None
    if MANUAL in trigger:
        return ActorClass.OFFICIAL, step.confirmed_by
    if step.kind.is_automatic or step.kind.is_awaited or step.role is None:
        return ActorClass.SYSTEM, None
    external = procedure.role(step.role).is_external
    return ActorClass.APPLICANT if external else ActorClass.OFFICIAL, step.role
