"""Random small procedures, and what they mean: every run, found without the compiler's graph."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from sopflow.domain.expressions import UNKNOWN, evaluate
from sopflow.domain.procedures import (
    Answer,
    End,
    Field,
    FieldKind,
    Identity,
    Limit,
    Procedure,
    Promise,
    QualityStandard,
    Relation,
    Role,
    Rule,
    Scope,
    ServiceStandard,
    Signatory,
    Step,
    Withdrawal,
)
from sopflow.domain.words import (
    DONE,
    OVERDUE,
    AnswerId,
    Duration,
    DurationUnit,
    EndId,
    EndResult,
    ItemId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Text,
    Trigger,
    trigger_of,
)

RUNS_MAX = 1_500
LENGTH_MAX = 11
SELDOM = st.sampled_from([False] * 7 + [True])
DAY = Duration(1, DurationUnit.WORKING_DAY)
ITEMS = (ItemId("ktp"), ItemId("konsep"))
SOME = st.sampled_from([ITEMS, ITEMS[:1], ITEMS[1:], ()])
ROLES = tuple(
    Role(RoleId(name), Text(name, name), external, name, Relation.UNIT, None)
    for name, external in (("pemohon", True), ("loket", False), ("kabid", False), ("camat", False))
)
ENDS = (
    End(EndId("terbit"), EndResult.GRANTED, Text("Terbit", "Issued"), ()),
    End(EndId("tolak"), EndResult.REFUSED, Text("Ditolak", "Refused"), ()),
    End(EndId("gugur"), EndResult.LAPSED, Text("Gugur", "Lapsed"), ()),
)
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


def a_step(name: str, kind: StepKind = StepKind.TASK, **given: Any) -> Step:
    """A step with nothing but what is given."""
    bare: dict[str, Any] = {
        "role": RoleId("loket"),
        "standard": QualityStandard((), DAY, "x"),
        "answers": (),
        "judges": (),
        "changes": (),
        "stands": {},
        "counts_for": None,
        "optional_reason": None,
        "decides_over": (),
        "shared_obligation": None,
        "chain": None,
        "stops_clock": False,
        "limit": None,
        "ladder": (),
        "fields": (),
        "requires": (),
        "rules": (),
        "action": None,
        "document": None,
        "remark": None,
    }
    return Step(id=StepId(name), activity=Text(name, name), kind=kind, **(bare | given))


def a_procedure(steps: tuple[Step, ...], withdrawal: Withdrawal | None = None) -> Procedure:
    """A procedure of these steps, with the common roles, items and ends."""
    day = date(2026, 1, 1)
    return Procedure(
        code="kecil",
        version="1",
        identity=Identity(
            "u", "1", day, None, day, Signatory("k", "n", None, None), Text("k", "k"),
            ("UU 1 2000",), (), "w", ("q",), ("e",), "r",
        ),
        scope=Scope(None, "kecamatan"),
        standard=ServiceStandard("x", False, *("x",) * 9),
        promise=Promise(DAY, "x", "a.done"),
        case_number="{urut}",
        roles=ROLES,
        requirements=(),
        form=(Field(ItemId("luas"), Text("l", "l"), FieldKind.INTEGER, False, False, None),),
        documents=(),
        steps=steps,
        ends=ENDS,
        withdrawal=withdrawal,
        notices=(),
    )  # fmt: skip


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Between two and six steps that lead anywhere, with every construct that proofs look at."""
    count = draw(st.integers(2, 5))
    names = [StepId(f"s{n}") for n in range(count)]
    targets: st.SearchStrategy[Any] = st.sampled_from([*names, *(e.id for e in ENDS)])
    first = a_step(
        "a", StepKind.APPLICANT, role=RoleId("pemohon"), changes=ITEMS[:1],
        answers=(Answer(DONE, Text("d", "d"), names[0], Nature.SUPPORTS),),
    )  # fmt: skip
    steps = [first, *(draw(_steps(name, names, targets)) for name in names)]
    signing = [s.id for s in steps if s.kind is StepKind.SIGNATURE]
    ways: list[Withdrawal | None] = [None, *(Withdrawal(s, EndId("gugur")) for s in signing)]
    return a_procedure(tuple(steps), draw(st.sampled_from(ways)))


@st.composite
def _steps(
    draw: st.DrawFn, name: StepId, names: list[StepId], targets: st.SearchStrategy[Any]
) -> Step:
    kind = draw(st.sampled_from(list(ANSWERS)))
    position = names.index(name)
    following = names[position + 1] if position + 1 < len(names) else EndId("terbit")
    forward: st.SearchStrategy[Any] = st.one_of(st.just(following), st.just(following), targets)
    back: st.SearchStrategy[Any] = st.sampled_from(
        [*names[: position + 1], EndId("tolak"), EndId("gugur")]
    )
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


State = tuple[str, frozenset[tuple[str, str]]]
"""The open step or the end, and the last answer of each step."""


def moves(procedure: Procedure, state: State) -> Iterator[tuple[Act, State]]:
    """Everything that may happen in a state, but for withdrawing."""
    place, answers = state
    step = next((s for s in procedure.steps if s.id == place), None)
    if step is None:
        return
    for answer in step.answers:
        if step.kind is StepKind.RULES and not _may_hold(step, answer.id, answers):
            continue
        yield _moved(step, answer.id, answer.target, answers)
        if answer.limit_target is not None:
            yield _moved(step, answer.id, answer.limit_target, answers, at_limit=True)
    if step.limit is not None:
        yield _moved(step, OVERDUE, step.limit.target, answers)


def _moved(
    step: Step,
    answer: AnswerId,
    target: str,
    answers: frozenset[tuple[str, str]],
    *,
    at_limit: bool = False,
) -> tuple[Act, State]:
    later = {**dict(answers), step.id: answer}
    act = Act(trigger_of(step.id, answer, at_limit=at_limit), step.id, answer, at_limit)
    return act, (target, frozenset(later.items()))


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
            return found, len(acts)
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
