"""Every verdict of the compiler on a procedure, held against every run of it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sopflow.compiler.compile import assemble
from sopflow.compiler.flatten import flatten
from sopflow.compiler.obligations import obligations_of
from sopflow.compiler.order import early
from sopflow.compiler.proofs import Prover, Skip
from sopflow.domain.authority import RULE
from sopflow.domain.cases import PastAct
from sopflow.domain.codec import encode
from sopflow.domain.machines import Arc, Machine, Marking
from sopflow.domain.obligations import outstanding
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import OVERDUE, WITHDRAW, EndId, MarkingId, Nature, StepId, VersionId
from sopflow.proofcheck import Checker
from tests.proofs.duties import DECIDING, GRANTS, Account, Duties
from tests.proofs.meaning import Act, Explored, Meaning, State
from tests.proofs.ordering import Wait, Waiting

RUNS_MAX = 300


@dataclass
class Verdicts:
    """How often each property was found to hold and to fail, what was looked at, what differs."""

    counts: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    def decide(self, name: str, *, holds: bool) -> None:
        self.counts[f"{name} {'holds' if holds else 'fails'}"] += 1

    def compare(self, name: str, compiler: Any, runs: Any) -> None:
        if compiler != runs:
            self.disagreements.append(f"{name}: the compiler says {compiler}, the runs {runs}")


def compiled(procedure: Procedure) -> tuple[Machine, Prover]:
    """The machine and the prover of a procedure."""
    graph = flatten(procedure)
    obligations = obligations_of(procedure, graph)
    machine = Machine(VersionId("0" * 64), assemble(procedure, graph, obligations))
    return machine, Prover(procedure, graph, obligations)


def judge(procedure: Procedure, *, runs_max: int = RUNS_MAX) -> Verdicts:
    """Compare everything; the verdicts name each difference."""
    return _Judge(procedure, runs_max).verdicts()


class _Judge:
    def __init__(self, procedure: Procedure, runs_max: int) -> None:
        self._procedure = procedure
        self._runs_max = runs_max
        self._machine, self._prover = compiled(procedure)
        self._meaning = Meaning(procedure)
        self._plain: Explored[None] = self._meaning.explore(None, lambda *_: None)
        self._duties = Duties(self._meaning, self._plain)
        none: Account = frozenset()
        self._accounts = self._meaning.explore(none, self._duties.remember)
        self._found = Verdicts()

    def verdicts(self) -> Verdicts:
        self._obligations()
        places = self._moves()
        self._withdrawals(places)
        self._soundness(places)
        self._skips_and_freshness()
        self._order()
        self._doubled()
        self._opposing()
        self._must_act()
        self._independently()
        self._runs()
        self._found.counts["states"] += len(self._accounts.depth)
        self._found.counts["markings"] += len(self._machine.compiled.markings)
        return self._found

    def _obligations(self) -> None:
        made = {
            o.id: (o.end, frozenset(o.roles), frozenset(o.steps), frozenset(o.meets))
            for o in self._machine.compiled.obligations
        }
        meant = {d.id: (d.end, d.roles, d.steps, d.acts) for d in self._duties.all}
        self._found.compare("obligations", made, meant)
        self._found.counts["obligations"] += len(made)

    def _moves(self) -> dict[State, MarkingId]:
        """Walk machine and meaning side by side: neither has a move that the other has not."""
        places = {self._meaning.start: self._machine.compiled.start}
        queue = [self._meaning.start]
        while queue:
            state = queue.pop()
            here = self._machine.markings[places[state]]
            self._found.compare(f"open at {state}", _shown(here), self._meant(state))
            arcs = {a.trigger: a for a in self._machine.arcs_from(here.id) if a.step is not None}
            moves = self._meaning.moves(state)
            self._found.compare(f"ways from {state}", set(arcs), {act.trigger for act, _ in moves})
            for act, reached in moves:
                arc = arcs.get(act.trigger)
                if arc is None:
                    continue
                self._arc(arc, act, reached)
                if reached not in places:
                    places[reached] = arc.target
                    queue.append(reached)
                self._found.compare(f"place of {reached}", arc.target, places[reached])
        left = set(self._machine.markings) - set(places.values())
        ways = self._procedure.withdrawal
        self._found.compare("unreached", left - ({MarkingId(ways.end)} if ways else set()), set())
        return places

    def _meant(self, state: State) -> tuple[Any, ...]:
        end = next((e for e in self._procedure.ends if e.id == state[0]), None)
        return ((), end.id, end.result) if end else ((state[0],), None, None)

    def _arc(self, arc: Arc, act: Act, reached: State) -> None:
        row = self._meaning.rows[act.step]
        end = next((e for e in self._procedure.ends if e.id == reached[0]), None)
        role = None if act.answer == OVERDUE else row.role
        made = (arc.step, arc.answer, arc.role, arc.actor_class, arc.result, arc.closes, arc.opens)
        opens = () if end else (reached[0],)
        result = end.result if end else None
        meant = (row.id, act.answer, role, self._actor(row, act), result, (row.id,), opens)
        self._found.compare(f"arc {act.trigger}", made, meant)

    def _actor(self, row: Step, act: Act) -> str:
        if act.answer == OVERDUE:
            return "rule"
        if row.role is None or row.kind in ("rules", "action"):
            return "system"
        return "applicant" if self._procedure.role(row.role).is_external else "official"

    def _withdrawals(self, places: dict[State, MarkingId]) -> None:
        """The applicant may withdraw wherever the head has signed no letter yet."""
        arcs = [a for a in self._machine.compiled.arcs if a.trigger == WITHDRAW]
        meant: set[MarkingId] = set()
        ways = self._procedure.withdrawal
        if ways is not None:
            head = self._meaning.rows[ways.until].role
            signing = {
                row.id
                for row in self._procedure.steps
                if row.id == ways.until or (row.kind == "signature" and row.role == head)
            }
            unsigned = self._meaning.explore(
                None, lambda *_: None, lambda a: not (a.step in signing and a.answer == "approve")
            )
            meant = {places[s] for s, _ in unsigned.depth if s[0] in self._meaning.rows}
            for arc in arcs:
                made = (arc.target, arc.role, arc.actor_class, arc.closes, arc.opens)
                opened = self._machine.markings[arc.source].open
                self._found.compare(
                    "withdrawal", made, (ways.end, "pemohon", "applicant", opened, ())
                )
        self._found.compare("withdrawals", {a.source for a in arcs}, meant)

    def _soundness(self, places: dict[State, MarkingId]) -> None:
        """No act that does not end the case ever leaves a place without a way to an end."""
        bounded = {(r.id, a.id) for r in self._procedure.steps for a in r.answers if a.rounds_max}
        nearest: dict[MarkingId, int] = {}
        stuck: dict[MarkingId, tuple[bool, int]] = {}

        def allowed(act: Act, *, used_up: bool) -> bool:
            return (act.at_limit or (act.step, act.answer) not in bounded) if used_up else (
                not act.at_limit
            )  # fmt: skip

        for (state, _), depth in self._plain.depth.items():
            nearest.setdefault(places[state], depth)
        for used_up in (False, True):
            ending = self._plain.leading(
                lambda s, _: s[0] in self._meaning.ends,
                lambda act, used=used_up: allowed(act, used_up=used),  # type: ignore[misc]
            )
            for node in self._plain.depth:
                if node not in ending:
                    place = places[node[0]]
                    stuck.setdefault(place, (used_up, nearest[place]))
        said = {m: (used, len(run.arcs)) for m, used, run in self._prover.stuck()}
        self._found.compare("P1", said, stuck)
        self._found.decide("P1", holds=not stuck)

    def _skips_and_freshness(self) -> None:
        shortest: dict[tuple[str, str], int] = {}
        for (state, account), depth in self._accounts.depth.items():
            for duty in self._duties.all if state[0] in self._meaning.ends else ():
                if duty.end == state[0] and not duty.is_met(account, fresh=True):
                    shortest.setdefault(("P4", duty.id), depth)
                    if not duty.is_met(account, fresh=False):
                        shortest.setdefault(("P2", duty.id), depth)
        skips = self._prover.skips()
        stale = self._prover.stale(skips)
        for name, found in (("P2", skips), ("P4", stale)):
            meant = {
                duty: depth
                for (which, duty), depth in shortest.items()
                if which == name and (name == "P2" or ("P2", duty) not in shortest)
            }
            said = {s.obligation.id: len(s.run.arcs) for s in found}
            self._found.compare(name, said, meant)
            self._found.decide(name, holds=not meant)
            for skip in found:
                self._replay(name, skip)

    def _order(self) -> None:
        waiting = Waiting(self._procedure.steps, self._duties)
        orders = self._machine.compiled.orders
        made = {Wait(o.step, o.before, is_approval=o.is_fresh) for o in orders}
        self._found.compare("orders", made, waiting.all())
        broken = waiting.broken(self._accounts)
        graph = flatten(self._procedure)
        said = {
            Wait(one.order.step, one.order.before, is_approval=one.order.is_fresh): len(
                one.run.arcs
            )
            for one in early(graph, orders, self._prover)
        }
        self._found.compare("P3", said, broken)
        self._found.decide("P3", holds=not broken)

    def _replay(self, name: str, skip: Skip) -> None:
        """A counter-example is a run, and the engine's own rule finds the end forbidden."""
        acts: list[Act] = []
        state = self._meaning.start
        for arc in skip.run.arcs:
            moved = {a.trigger: (a, s) for a, s in self._meaning.moves(state)}
            act, state = moved[arc.trigger]
            acts.append(act)
        missing = self._engine(skip.obligation.end, acts, with_changes=name == "P4")
        self._found.compare(f"{name} replayed", skip.obligation.id in missing, True)

    def _engine(self, end: str, acts: list[Act], *, with_changes: bool = True) -> set[str]:
        past = [
            PastAct(seq, act.trigger, act.step, RULE.person, MarkingId("-"))
            for seq, act in enumerate(acts, start=1)
        ]
        changed = [
            (seq, item)
            for seq, act in enumerate(acts, start=1)
            for item in self._machine.compiled.changes.get(act.trigger, ())
        ]
        missing = outstanding(self._machine, EndId(end), past, changed if with_changes else [])
        return {o.id for o in missing}

    def _doubled(self) -> None:
        """Alternatives are never asked while another of them has a fresh say already."""
        asked = [
            duty.id
            for duty in self._duties.all
            if duty.is_shared and len(duty.steps) > 1 and any(
                state[0] in duty.steps
                and any(s in duty.steps and yes and fresh and s != state[0]
                        for s, yes, fresh in account)
                for state, account in self._accounts.depth
            )
        ]  # fmt: skip
        said = self._prover.doubled()
        self._found.compare("asked twice", len(said), len(asked))

    def _opposing(self) -> None:
        """No grant over an opposing answer, unless a named decider overruled it."""

        def remember(opposed: frozenset[StepId], act: Act) -> frozenset[StepId]:
            row = self._meaning.rows[act.step]
            answer = row.answer(act.answer)
            if answer is None:
                return opposed
            rest = opposed - {act.step}
            if answer.nature is Nature.SUPPORTS:
                rest -= set(row.decides_over)
            return rest | {act.step} if answer.nature is Nature.OPPOSES else rest

        none: frozenset[StepId] = frozenset()
        grants = {e.id for e in self._procedure.ends if e.result in GRANTS}
        shortest: dict[StepId, int] = {}
        for (state, opposed), depth in self._meaning.explore(none, remember).depth.items():
            for step in opposed if state[0] in grants else ():
                shortest.setdefault(step, depth)
        said = {f.step: len(f.run.arcs) for f in self._prover.overruled()}
        self._found.compare("opposing", said, shortest)
        self._found.decide("opposing", holds=not shortest)

    def _must_act(self) -> None:
        reached = {state[0] for state, _ in self._plain.depth}
        ends = [e.id for e in self._procedure.ends if e.result in GRANTS and e.id in reached]
        ends = ends or [e.id for e in self._procedure.ends if e.result == "done"]
        meant = set()
        for row in self._procedure.steps:
            if row.role in (None, "pemohon") or row.kind in ("rules", "action"):
                continue
            around = self._meaning.explore(
                None, lambda *_: None, lambda act, row=row: act.step != row.id  # type: ignore[misc]
            )  # fmt: skip
            if reached & set(ends) and not {state[0] for state, _ in around.depth} & set(ends):
                meant.add(row.id)
        self._found.compare("must act", set(self._prover.must_act()), meant)

    def _independently(self) -> None:
        """The checker of certificates, which has only the machine, comes to the same verdicts."""
        skips = self._prover.skips()
        stale = self._prover.stale(skips)
        orders = self._machine.compiled.orders
        graph = flatten(self._procedure)
        meant = {f"P1 {m}" for m, _, _ in self._prover.stuck()}
        meant |= {f"P2 {s.obligation.id}" for s in skips} | {f"P4 {s.obligation.id}" for s in stale}
        meant |= {f"P2 {found.step}" for found in self._prover.overruled()}
        meant |= {
            f"P3 {one.order.step} {' or '.join(one.order.before)}"
            for one in early(graph, orders, self._prover)
        }
        checker = Checker(encode(self._machine.compiled))
        said = {said for line in checker.disproved() if (said := _in_short(line)) is not None}
        self._found.compare("the checker", said, meant)
        self._found.compare("its view of the machine", checker.misshapen(), [])

    def _runs(self) -> None:
        """Each run by itself: the engine's rule, the file read by hand, and the account agree."""
        runs, _ = self._meaning.runs(self._runs_max)
        deciding = {e.id for e in self._procedure.ends if e.result in DECIDING}
        for acts, (place, _) in runs:
            if place not in deciding:
                continue
            account: Account = frozenset()
            for act in acts:
                account = self._duties.remember(account, act)
            kept = self._duties.missed(place, account, fresh=True)
            self._found.compare(f"account of {acts}", kept, self._duties.missed_in(place, acts))
            self._found.compare(f"engine on {acts}", self._engine(place, list(acts)), kept)
            self._found.counts["runs judged"] += 1
        self._found.counts["runs"] += len(runs)


def _shown(marking: Marking) -> tuple[Any, ...]:
    return (tuple(marking.open), marking.end, marking.result)


def _in_short(line: str) -> str | None:
    """What a line of the checker is about, as `P2 terbit/cek`."""
    name, _, words = line.partition(": ")
    for pattern in _LINES:
        if (found := re.match(pattern, words)) is not None:
            return " ".join((name, *found.groups()))
    return None


_LINES = (
    r"no end can be reached from (\S+)",
    r"\S+ is reached without (\S+)",
    r"a grant over (\S+), which",
    r"(\S+) may come before (.+)",
)
