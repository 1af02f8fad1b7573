"""What a procedure means, worked out from its rows alone: no code of the compiler is used here.

A place is the open step or the end reached, with the last answers of the steps that a rule asks
about. `explore` visits every place together with whatever else of a run is to be told apart, so
that each property is decided over all runs, however long they are.
"""

import re
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from sopflow.domain.expressions import UNKNOWN, evaluate
from sopflow.domain.procedures import Answer, Procedure, Step
from sopflow.domain.words import OVERDUE, AnswerId, EndId, StepId, StepKind, Trigger

LENGTH_MAX = 11
M = TypeVar("M", bound=Hashable)
Answers = frozenset[tuple[str, str]]
State = tuple[str, Answers]
"""The open step or the end, and the last answers of the steps that rules ask about."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a run, in the words of the procedure alone."""

    trigger: Trigger
    step: StepId
    answer: AnswerId
    at_limit: bool = False


@dataclass(frozen=True, slots=True)
class Explored(Generic[M]):
    """Every state with its memory, how many acts lead there at least, and every move."""

    depth: Mapping[tuple[State, M], int]
    onward: Mapping[tuple[State, M], list[tuple[Act, tuple[State, M]]]]

    def leading(
        self, is_goal: Callable[[State, M], bool], allowed: Callable[[Act], bool] = lambda _: True
    ) -> set[tuple[State, M]]:
        """Give the states from which a goal can be reached by allowed acts, goals included."""
        back: dict[tuple[State, M], list[tuple[State, M]]] = {}
        for source, moves in self.onward.items():
            for act, target in moves:
                if allowed(act):
                    back.setdefault(target, []).append(source)
        good = {node for node in self.depth if is_goal(*node)}
        queue = deque(good)
        while queue:
            for source in back.get(queue.popleft(), ()):
                if source not in good:
                    good.add(source)
                    queue.append(source)
        return good


class Meaning:
    """Everything that may happen in a procedure, but for withdrawing."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.rows: dict[str, Step] = {step.id: step for step in procedure.steps}
        self.ends: dict[str, EndId] = {end.id: end.id for end in procedure.ends}
        self.start: State = (procedure.start.id, frozenset())
        self._moves: dict[State, tuple[tuple[Act, State], ...]] = {}

    @cached_property
    def _asked(self) -> frozenset[str]:
        conditions = (rule.condition or "" for s in self.procedure.steps for rule in s.rules)
        return frozenset(name for c in conditions for name in re.findall(r"jawaban\.(\w+)", c))

    def moves(self, state: State) -> tuple[tuple[Act, State], ...]:
        """Give every act that may happen in a state, and where it leads."""
        if state not in self._moves:
            row = self.rows.get(state[0])
            self._moves[state] = self._moves_of(row, state[1]) if row else ()
        return self._moves[state]

    def _moves_of(self, row: Step, answers: Answers) -> tuple[tuple[Act, State], ...]:
        found = []
        for answer in row.answers:
            if row.kind is StepKind.RULES and not _may_give(row, answer, answers):
                continue
            found.append(self._moved(row, answer.id, answer.target, answers))
            if answer.limit_target is not None:
                onward = answer.limit_target
                found.append(self._moved(row, answer.id, onward, answers, at_limit=True))
        if row.limit is not None:
            found.append(self._moved(row, OVERDUE, row.limit.target, answers))
        return tuple(found)

    def _moved(
        self, row: Step, answer: AnswerId, target: str, answers: Answers, *, at_limit: bool = False
    ) -> tuple[Act, State]:
        suffix = "!limit" if at_limit else ""
        act = Act(Trigger(f"{row.id}:{answer}{suffix}"), row.id, answer, at_limit)
        if row.id in self._asked:
            answers = frozenset({**dict(answers), row.id: answer}.items())
        return act, (target, answers)

    def explore(
        self,
        memory: M,
        remember: Callable[[M, Act], M],
        allowed: Callable[[Act], bool] = lambda _: True,
    ) -> Explored[M]:
        """Visit every state that some run of allowed acts reaches, nearest first."""
        first = (self.start, memory)
        depth = {first: 0}
        onward: dict[tuple[State, M], list[tuple[Act, tuple[State, M]]]] = {}
        queue = deque([first])
        while queue:
            node = queue.popleft()
            moves = onward[node] = []
            for act, state in self.moves(node[0]):
                if not allowed(act):
                    continue
                reached = (state, remember(node[1], act))
                moves.append((act, reached))
                if reached not in depth:
                    depth[reached] = depth[node] + 1
                    queue.append(reached)
        return Explored(depth, onward)

    def runs(self, runs_max: int) -> tuple[list[tuple[tuple[Act, ...], State]], int]:
        """Enumerate runs by length; and the length up to which the enumeration is complete."""
        found: list[tuple[tuple[Act, ...], State]] = []
        none: tuple[Act, ...] = ()
        queue = deque([(none, self.start)])
        while queue:
            acts, state = queue.popleft()
            found.append((acts, state))
            queue.extend(((*acts, act), reached) for act, reached in self.moves(state))
            if len(found) + len(queue) > runs_max or len(acts) >= LENGTH_MAX:
                return found, len(acts)
        return found, LENGTH_MAX * 100


def _may_give(row: Step, answer: Answer, answers: Answers) -> bool:
    """A rule may give its answer unless it certainly does not hold or an earlier one does."""
    values = {"formulir.luas": UNKNOWN} | {f"jawaban.{s}": a for s, a in answers}
    for rule in row.rules:
        holds = True if rule.condition is None else evaluate(rule.condition, values)
        if rule.answer == answer.id and holds is not False:
            return True
        if holds is True:
            return False
    return False
