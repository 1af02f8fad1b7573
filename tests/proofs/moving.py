"""Cases of random procedures that would move to a changed version, held against every way on.

The new version is the old one with rows exchanged, put between, taken out or renamed. Each run of
the old one, as far as it is enumerated, is a case. What may follow in the new version is explored
from its rows alone; whether somebody is passed over there is compared with what the compiler said.
"""

import random
import re
from collections import Counter
from dataclasses import replace

from sopflow.compiler.moving import Mover, Reason
from sopflow.domain.authority import RULE, CaseUnit
from sopflow.domain.cases import PastAct
from sopflow.domain.machines import Machine
from sopflow.domain.migrating import Move, Running
from sopflow.domain.procedures import Answer, Procedure, Step
from sopflow.domain.words import (
    OVERDUE,
    EndId,
    ItemId,
    MarkingId,
    Nature,
    StepId,
    StepKind,
    Text,
    UnitId,
    VersionId,
)
from tests.compiler.small import a_step
from tests.proofs.agreement import compiled
from tests.proofs.drawing import procedure_of
from tests.proofs.meaning import Act, Meaning, State

RUNS_MAX = 120
UNIT = CaseUnit(UnitId("contoh"), "kecamatan", None)
OLD, NEW = VersionId("old"), VersionId("new")
Account = frozenset[tuple[str, str]]
"""The last act of each step that counts and is fresh."""


def pair_of(seed: str) -> tuple[Procedure, Procedure]:
    """Draw a procedure and a changed version of it."""
    old, other = procedure_of(f"{seed}/old"), procedure_of(f"{seed}/other")
    chance = random.Random(f"{seed}/change")
    steps = [_exchanged(step, old, other, chance) for step in old.steps]
    if chance.random() < 0.5:
        steps = _put_between(steps, chance)
    if chance.random() < 0.2 and len(steps) > 3:
        named = {
            old.withdrawal.until if old.withdrawal else None,
            *(s for e in old.ends for s in e.must),
        }
        steps = _taken_out(steps, chance.choice(steps[1:]), named)
    new = replace(old, version="2", steps=tuple(steps))
    if chance.random() < 0.3:
        new = _renamed(new, chance.choice([s.id for s in old.steps[1:]]))
    return old, new


def _exchanged(step: Step, old: Procedure, other: Procedure, chance: random.Random) -> Step:
    known = {s.id for s in old.steps} | {e.id for e in old.ends}
    twin = next((s for s in other.steps[1:] if s.id == step.id), None)
    if twin is None or step is old.steps[0] or chance.random() > 0.25:
        return step
    return twin if _mentions(twin) <= known else step


def _mentions(step: Step) -> set[str]:
    ways = {a.target for a in step.answers} | {a.limit_target for a in step.answers}
    ways |= {step.limit.target} if step.limit else set()
    said = re.findall(r"jawaban\.(\w+)", " ".join(r.condition or "" for r in step.rules))
    others = {*step.stands, *step.decides_over, *step.after, *(step.counts_for or ())}
    return {str(name) for name in (*ways, *said, *others) if name is not None}


def _put_between(steps: list[Step], chance: random.Random) -> list[Step]:
    """Put an official's row on one of the ways."""
    step = chance.choice(steps)
    way = chance.choice(step.answers)
    fresh = a_step(
        "baru",
        chance.choice((StepKind.TASK, StepKind.INITIALS)),
        role=chance.choice(("kabid", "camat")),
        answers=(Answer(step.answers[0].id, Text("x", "x"), way.target, Nature.SUPPORTS),),
    )
    answers = tuple(replace(a, target=fresh.id) if a is way else a for a in step.answers)
    return [replace(s, answers=answers) if s is step else s for s in steps] + [fresh]


def _taken_out(steps: list[Step], gone: Step, named: set[StepId | None]) -> list[Step]:
    """Take a row out: what led to it leads on; whoever else names it keeps it."""
    others = [s for s in steps if s is not gone]
    onward = gone.answers[0].target
    ways = [
        replace(s, answers=tuple(replace(a, target=onward) if a.target == gone.id else a
                                 for a in s.answers))
        for s in others
    ]  # fmt: skip
    is_named = gone.id in named or any(gone.id in _mentions(s) for s in ways)
    return steps if is_named or onward == gone.id else ways


def _renamed(procedure: Procedure, name: StepId) -> Procedure:
    now = StepId(f"{name}x")

    def of(value: str) -> StepId:
        return now if value == name else StepId(value)

    def step_of(step: Step) -> Step:
        return replace(
            step,
            id=of(step.id),
            formerly=(name,) if step.id == name else (),
            answers=tuple(
                replace(a, target=of(a.target), limit_target=a.limit_target and of(a.limit_target))
                for a in step.answers
            ),
            limit=step.limit and replace(step.limit, target=of(step.limit.target)),
            stands={of(s): why for s, why in step.stands.items()},
            decides_over=tuple(map(of, step.decides_over)),
            after=tuple(map(of, step.after)),
            rules=tuple(
                replace(r, condition=r.condition and re.sub(rf"\b{name}\b", now, r.condition))
                for r in step.rules
            ),
        )

    ends = tuple(replace(e, must=tuple(map(of, e.must))) for e in procedure.ends)
    withdrawal = procedure.withdrawal and replace(
        procedure.withdrawal, until=of(procedure.withdrawal.until)
    )
    steps = tuple(map(step_of, procedure.steps))
    return replace(procedure, steps=steps, ends=ends, withdrawal=withdrawal)


def check(seed: str) -> tuple[Counter[str], list[str]]:
    """Judge every case of a pair, and compare; gives what was counted and what was wrong."""
    old, new = pair_of(seed)
    return _Check(old, new).all()


class _Check:
    def __init__(self, old: Procedure, new: Procedure) -> None:
        self._old, self._new = old, new
        before, after = compiled(old)[0], compiled(new)[0]
        self._machines = {OLD: Machine(OLD, before.compiled), NEW: Machine(NEW, after.compiled)}
        self._mover = Mover(self._machines[NEW], self._machines.__getitem__)
        self._was, self._is = Meaning(old), Meaning(new)
        self._counts: Counter[str] = Counter()
        self._faults: list[str] = []

    def all(self) -> tuple[Counter[str], list[str]]:
        for acts, state in self._was.runs(RUNS_MAX)[0]:
            if state[0] in self._was.rows and acts:
                self._one(acts, state)
        return self._counts, self._faults

    def _one(self, acts: tuple[Act, ...], state: State) -> None:
        case = self._case(acts)
        verdict = self._mover.judge(case)
        codes = {r.code for r in verdict} if not isinstance(verdict, Move) else set()
        self._counts.update(codes or {"moves"})
        self._counts["cases"] += 1
        place = self._place(acts, state)
        if isinstance(verdict, Move):
            if place is None:
                self._fault(acts, f"moved to {verdict.target}, but must stay")
                return
            self._same_ways(acts, verdict.target, place)
        if place is None:
            return
        lost = self._lost(acts, place)
        if isinstance(verdict, Move) and lost:
            self._fault(acts, f"moved to {verdict.target}, but {lost} can be gone round")
        if codes == {"SOP713"} and not lost:
            self._fault(acts, f"stays, but nothing is lost: {_words(verdict)}")

    def _case(self, acts: tuple[Act, ...]) -> Running:
        machine = self._machines[OLD]
        marking, past, changed = machine.compiled.start, [], []
        for seq, act in enumerate(acts, start=1):
            past.append(PastAct(seq, act.trigger, act.step, RULE.person, marking))
            items = machine.compiled.changes.get(act.trigger, ())
            changed += [(seq, item) for item in items]
            marking = machine.fire(marking, act.trigger)
        under = dict.fromkeys((p.seq for p in past), OLD)
        return Running(OLD, UNIT, marking, tuple(past), under, tuple(changed), frozenset())

    def _place(self, acts: tuple[Act, ...], state: State) -> State | None:
        """Where the case would stand by the words of the new version; None where it must stay."""
        former = {f: s.id for s in self._new.steps for f in s.formerly}
        step = former.get(StepId(state[0]), state[0])
        if self._was.rows[state[0]].kind.is_automatic or step not in self._is.rows:
            return None
        if any(act.step in former for act in acts):
            return None
        last = {act.step: act.answer for act in acts if act.step in self._is.rows}
        asked = {s: a for s, a in last.items() if s in self._is._asked}
        return step, frozenset(asked.items())

    def _same_ways(self, acts: tuple[Act, ...], target: MarkingId, place: State) -> None:
        """The machine goes on from the target exactly as the rows say that this case does."""
        machine, seen, queue = self._machines[NEW], {(target, place)}, [(target, place)]
        while queue:
            marking, state = queue.pop()
            arcs = {a.trigger: a for a in machine.arcs_from(marking) if a.step is not None}
            moves = {act.trigger: reached for act, reached in self._is.moves(state)}
            if set(arcs) != set(moves):
                self._fault(acts, f"from {marking} the machine goes another way than {state}")
                return
            for trigger, arc in arcs.items():
                pair = (arc.target, moves[trigger])
                if pair not in seen:
                    seen.add(pair)
                    queue.append(pair)

    def _lost(self, acts: tuple[Act, ...], place: State) -> set[str]:
        """Name the obligations of which some way on from here goes round all that meets them."""
        account: Account = frozenset()
        for act in acts:
            account = self._after(account, act, self._was, counts=self._does_count(act))
        ahead = Meaning(self._new)
        ahead.start = place
        explored = ahead.explore(account, lambda a, act: self._after(a, act, self._is, counts=True))
        return {
            o.id
            for (end, _), kept in explored.depth
            if end in self._is.ends
            for o in self._machines[NEW].obligations_of(EndId(end))
            if not any(dict(kept).get(s) in o.meets for s in o.steps)
        }

    def _after(self, account: Account, act: Act, under: Meaning, *, counts: bool) -> Account:
        """What stands after an act: what it changed makes stale, and its step speaks anew."""
        changed = set[ItemId]() if act.answer == OVERDUE else set(under.rows[act.step].changes)
        row = self._is.rows.get(act.step)
        stands = set(row.stands) if row else set()
        kept = {
            (step, said)
            for step, said in account
            if step != act.step
            and not (changed & set(self._is.rows[step].judges) and step not in stands)
        }
        return frozenset(kept | ({(act.step, act.trigger)} if counts else set()))

    def _does_count(self, act: Act) -> bool:
        was, now = self._was.rows[act.step], self._is.rows.get(act.step)
        given, taken = was.answer(act.answer), now.answer(act.answer) if now else None
        return (
            now is not None
            and given is not None
            and taken is not None
            and (was.kind, was.role, given.nature) == (now.kind, now.role, taken.nature)
            and set(now.judges) <= set(was.judges)
        )

    def _fault(self, acts: tuple[Act, ...], words: str) -> None:
        self._faults.append(f"after {[a.trigger for a in acts]}: {words}")


def _words(verdict: Move | tuple[Reason, ...]) -> list[str]:
    return [] if isinstance(verdict, Move) else [r.message.en for r in verdict]
