"""Random procedures with a block, and what they mean: every run, found without the compiler."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from sopflow.domain.expressions import UNKNOWN, evaluate
from sopflow.domain.procedures import (
    Answer,
    Block,
    Branch,
    Limit,
    Procedure,
    Rule,
    Step,
)
from sopflow.domain.wholecase import Withdrawal
from sopflow.domain.words import (
    DONE,
    JOIN,
    OVERDUE,
    AnswerId,
    BranchId,
    EndId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Text,
    Trigger,
    trigger_of,
)
from tests.compiler.small import DAY, ENDS, ITEMS, ROLES, a_procedure, a_step

RUNS_MAX = 1_500
LENGTH_MAX = 11
SELDOM = st.sampled_from([False] * 7 + [True])
SOME = st.sampled_from([ITEMS, ITEMS[:1], ITEMS[1:], ()])
ANSWERS = {
    StepKind.TASK: ((DONE, Nature.SUPPORTS),),
    StepKind.HANDOVER: ((DONE, Nature.SUPPORTS),),
    StepKind.APPLICANT: ((DONE, Nature.SUPPORTS),),
    StepKind.ACTION: ((DONE, Nature.SUPPORTS),),
    StepKind.INITIALS: (("approve", Nature.SUPPORTS), ("return", Nature.NEUTRAL)),
    StepKind.SIGNATURE: (("approve", Nature.SUPPORTS), ("return", Nature.NEUTRAL)),
    StepKind.DECISION: (("ya", Nature.SUPPORTS), ("tidak", Nature.OPPOSES)),
    StepKind.RULES: (("satu", Nature.NEUTRAL), ("otherwise", Nature.NEUTRAL)),
}


BLOCK = StepId("blok")


@st.composite
def side_by_side(draw: st.DrawFn) -> Procedure:
    """A row, a block of two or three branches of one or two rows each, and a row or two after it.

    Branches may go back, be done early, leave for anywhere outside and begin the block anew.
    """
    rows = [[StepId(f"{b}{n}") for n in range(draw(st.integers(1, 2)))]
            for b in "kmn"[: draw(st.integers(2, 3))]]  # fmt: skip
    outside = [StepId("s0"), *(StepId(f"t{n}") for n in range(draw(st.integers(1, 2))))]
    ends = [e.id for e in ENDS]
    everyone = [*outside, *(step for branch in rows for step in branch)]
    elsewhere: list[Any] = [*outside, BLOCK, *ends]
    steps = [
        a_step(
            "a", StepKind.APPLICANT, role=RoleId("pemohon"), changes=ITEMS[:1],
            answers=(Answer(DONE, Text("d", "d"), outside[0], Nature.SUPPORTS),),
        )
    ]  # fmt: skip
    flow: list[Any] = [outside[0], BLOCK, *outside[1:], EndId("terbit")]
    leaves: set[Any] = set()
    for place, row in enumerate(flow[:-1]):
        if row != BLOCK:
            targets = st.sampled_from(elsewhere)
            ways = Ways(flow[place + 1], targets, st.sampled_from([*flow[: place + 1], *ends[1:]]))
            steps.append(draw(_step(row, ways, everyone)))
            continue
        for branch in rows:
            within = [*branch, *branch, JOIN, JOIN]
            for number, name in enumerate(branch):
                onward = branch[number + 1] if number + 1 < len(branch) else JOIN
                anywhere = st.sampled_from([*within, *elsewhere])
                back = st.sampled_from([*branch[: number + 1], JOIN, *elsewhere])
                step = draw(_step(name, Ways(onward, anywhere, back), everyone))
                leaves |= {t for t in _targets(step) if t != JOIN and t not in branch}
                steps.append(step)
    block = Block(
        BLOCK, Text("blok", "blok"),
        tuple(Branch(BranchId(f"cabang{n}"), tuple(branch)) for n, branch in enumerate(rows)),
        needed=draw(st.sampled_from([len(rows), len(rows), *range(1, len(rows))])),
        target=flow[2], leaves=tuple(sorted(leaves)),
    )  # fmt: skip
    signing = [s.id for s in steps if s.kind is StepKind.SIGNATURE]
    withdrawals: list[Withdrawal | None] = [
        None, *(Withdrawal(s, EndId("gugur")) for s in signing)
    ]  # fmt: skip
    bare = a_procedure(tuple(steps), draw(st.sampled_from(withdrawals)))
    return replace(bare, blocks=(block,))


def _targets(step: Step) -> Iterator[Any]:
    for answer in step.answers:
        yield answer.target
        if answer.limit_target is not None:
            yield answer.limit_target
    if step.limit is not None:
        yield step.limit.target


@dataclass(frozen=True)
class Ways:
    """Where a step may lead: onward, anywhere at all, and where it sends back."""

    onward: Any
    targets: st.SearchStrategy[Any]
    back: st.SearchStrategy[Any]


@st.composite
def _step(draw: st.DrawFn, name: StepId, ways: Ways, names: list[StepId]) -> Step:
    kind = draw(st.sampled_from(list(ANSWERS)))
    targets, back = ways.targets, ways.back
    forward: st.SearchStrategy[Any] = st.one_of(st.just(ways.onward), st.just(ways.onward), targets)
    answers = []
    for answer, nature in ANSWERS[kind]:
        supports = nature is Nature.SUPPORTS or kind is StepKind.RULES
        is_onward = supports or draw(SELDOM)
        bounded = answer != "otherwise" and draw(SELDOM)
        answers.append(
            Answer(
                AnswerId(answer), Text(answer, answer),
                draw(forward if is_onward else back), nature,
                rounds_max=2 if bounded else None,
                limit_target=draw(targets) if bounded else None,
            )
        )  # fmt: skip
    role = RoleId("pemohon") if kind is StepKind.APPLICANT else None
    if not kind.is_automatic and role is None:
        role = draw(st.sampled_from([r.id for r in ROLES[1:]]))
    judging = kind in (StepKind.DECISION, StepKind.INITIALS, StepKind.SIGNATURE)
    changing = kind in (StepKind.TASK, StepKind.APPLICANT)
    earlier = st.sampled_from(names)
    rule = st.sampled_from(
        ["formulir.luas > 3", *(f"jawaban.{n} == '{a}'" for n in names for a in ("ya", "approve"))]
    )
    timed = not kind.is_automatic and draw(SELDOM)
    return a_step(
        name, kind, role=role, answers=tuple(answers),
        judges=draw(SOME) if judging else (), changes=draw(SOME) if changing else (),
        stands={draw(earlier): "x"} if changing and draw(SELDOM) else {},
        optional_reason="x" if draw(SELDOM) else None,
        shared_obligation="bersama" if draw(SELDOM) else None,
        decides_over=(draw(earlier),) if draw(SELDOM) else (),
        counts_for=(EndId("tolak"),) if draw(SELDOM) else None,
        limit=Limit(DAY, draw(targets)) if timed else None,
        rules=(Rule(draw(rule), AnswerId("satu")), Rule(None, AnswerId("otherwise")))
        if kind is StepKind.RULES else (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a run, in the words of the procedure alone."""

    trigger: Trigger
    step: StepId | None
    answer: AnswerId
    at_limit: bool = False


Place = str | tuple[str, ...]
"""The open step or the end; in a block the open step of each branch, empty for one that is done."""
State = tuple[Place, frozenset[tuple[str, str]]]
"""Where a case is, and the last answer of each step."""


def moves(procedure: Procedure, state: State) -> Iterator[tuple[Act, State]]:
    """Everything that may happen in a state, but for withdrawing."""
    place, answers = state
    for number, name in enumerate(open_at(place)):
        step = next((s for s in procedure.steps if s.id == name), None)
        if step is None:
            continue
        for answer, target, at_limit in _ways_of(step, answers):
            act = Act(trigger_of(step.id, answer, at_limit=at_limit), step.id, answer, at_limit)
            later = {**dict(answers), step.id: answer}
            yield act, (_place_after(procedure, place, number, target), frozenset(later.items()))


def open_at(place: Place) -> tuple[str, ...]:
    """The open steps by branch, empty for a branch that is done; or the end."""
    return (place,) if isinstance(place, str) else place


def _ways_of(
    step: Step, answers: frozenset[tuple[str, str]]
) -> Iterator[tuple[AnswerId, str, bool]]:
    for answer in step.answers:
        if step.kind is StepKind.RULES and not _may_hold(step, answer.id, answers):
            continue
        yield answer.id, answer.target, False
        if answer.limit_target is not None:
            yield answer.id, answer.limit_target, True
    if step.limit is not None:
        yield OVERDUE, step.limit.target, False


def _place_after(procedure: Procedure, place: Place, number: int, target: str) -> Place:
    """A branch moves alone; enough that are done make the join; whoever leaves ends the others."""
    if isinstance(place, str):
        return _entered(procedure, target)
    (block,) = procedure.blocks
    moved = list(place)
    if target == JOIN:
        moved[number] = ""
        return _entered(procedure, block.target) if moved.count("") == block.needed else (*moved,)
    if target in block.branches[number].steps:
        moved[number] = target
        return (*moved,)
    return _entered(procedure, target)


def _entered(procedure: Procedure, target: str) -> Place:
    block = next((b for b in procedure.blocks if b.id == target), None)
    return tuple(b.steps[0] for b in block.branches) if block else target


def _may_hold(step: Step, answer: AnswerId, answers: frozenset[tuple[str, str]]) -> bool:
    values = {"formulir.luas": UNKNOWN} | {f"jawaban.{s}": a for s, a in answers}
    first = evaluate(step.rules[0].condition or "", values)
    return first is not False if answer == "satu" else first is not True


def start_of(procedure: Procedure) -> State:
    """Where every run begins."""
    return (procedure.start.id, frozenset())


def runs(procedure: Procedure) -> tuple[list[tuple[tuple[Act, ...], State]], int]:
    """Enumerate runs by length; and the length up to which the enumeration is complete."""
    found: list[tuple[tuple[Act, ...], State]] = []
    queue = deque([((), start_of(procedure))])
    while queue:
        acts, state = queue.popleft()
        found.append((acts, state))
        for act, reached in moves(procedure, state):
            queue.append(((*acts, act), reached))  # type: ignore[arg-type]  # grows by one
        if len(found) + len(queue) > RUNS_MAX or len(acts) >= LENGTH_MAX:
            return found, len(acts) - 1  # of the length at which it stops some are missing
    return found, LENGTH_MAX * 100


def states(procedure: Procedure) -> set[State]:
    """Every state that can be reached."""
    seen = {start_of(procedure)}
    queue = deque(seen)
    while queue:
        for _, reached in moves(procedure, queue.popleft()):
            if reached not in seen:
                seen.add(reached)
                queue.append(reached)
    return seen
