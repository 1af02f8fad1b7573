"""Random procedures carried out by random people, restarted after every step: `poe runs`.

Whatever is recorded is written down as text. Before every command everything else is forgotten:
the machine is read again from what was stored of the version, and the case is rebuilt from its
facts. It must be the case that the decision made, and the facts must be a run in which nobody was
skipped, judged by rows and facts alone.
"""

import json
import pickle
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sopflow.domain.cases import CaseView, Decision, NewFact, OpenItem, PastAct, Submission
from sopflow.domain.codec import decode, encode
from sopflow.domain.decide import decide_open
from sopflow.domain.entering import OfficeMoment, items_of
from sopflow.domain.machines import CompiledMachine, Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import (
    CaseId,
    FactKind,
    ItemId,
    MarkingId,
    Trigger,
    VersionId,
    WorkItemId,
)
from tests.domain.play import (
    APPLICANT,
    CALENDAR,
    MONDAY,
    UNIT,
    Played,
    clerk_for_applicant,
    open_command,
)
from tests.proofs.agreement import compiled
from tests.proofs.audit import Audit
from tests.proofs.drawing import procedure_of
from tests.proofs.driver import main
from tests.proofs.people import a_command, decide
from tests.proofs.run import show

NUMBER = 10_000
COMMANDS_MAX = 60
VERSION = VersionId("0" * 64)


def check(seed: str) -> tuple[Counter[str], list[str]]:
    """Play one case of the procedure of a seed to its end, or until nobody gets on."""
    return Office(seed).play()


class Office:
    """One case, from its opening; between two commands only text is left of it."""

    def __init__(self, seed: str) -> None:
        procedure = procedure_of(seed)
        self._chance = random.Random(f"people of {seed}")
        stored = json.dumps(encode(compiled(procedure)[0].compiled))
        self._stored = pickle.dumps(decode(CompiledMachine, json.loads(stored)))
        self._facts: list[str] = []
        self._now = MONDAY
        self._audit = Audit(procedure)
        self._counts: Counter[str] = Counter()
        self._faults: list[str] = []
        self._played: Played | None = None

    def play(self) -> tuple[Counter[str], list[str]]:
        machine = self._machine()
        command = open_command(submission=Submission({"luas": self._chance.choice((1, 5))}))
        moment = OfficeMoment(self._now, CALENDAR)
        opened = decide_open(machine, UNIT, command, actor=clerk_for_applicant(), moment=moment)
        assert isinstance(opened, Decision), opened
        self._record(Played(_empty(machine, self._now), machine), opened)
        for _ in range(COMMANDS_MAX):
            assert self._played is not None
            if self._played.machine.markings[self._played.case.marking].end is not None:
                break
            self._try(self._played)
        self._end()
        return self._counts, self._faults

    def _machine(self) -> Machine:
        return Machine(VERSION, pickle.loads(self._stored))

    def _try(self, played: Played) -> None:
        self._now += timedelta(minutes=self._chance.choice((1, 30, 240, 4320)))
        played = played.at(self._now)
        command, actor = a_command(self._chance, played)
        outcome = decide(played, command, actor)
        if outcome != decide(played, command, actor):
            self._faults.append(f"{command} is not decided twice the same")
        match outcome:
            case Refusal():
                self._counts[f"refused: {outcome.code}"] += 1
                self._counts["commands refused"] += 1
                if outcome.code is RefusalCode.OBLIGATION_OPEN:
                    self._faults += self._audit.wrongly_refused(outcome.details["obligations"])
            case Decision():
                self._record(played, outcome)

    def _record(self, played: Played, decision: Decision) -> None:
        """Write the fact down, forget the rest, and compare the case with what it had become."""
        became = played.after(decision).case
        self._facts.append(json.dumps(encode(decision.fact)))
        self._counts["restarts"] += 1
        machine = self._machine()
        again = rebuilt(machine, self._facts, self._now)
        self._played = Played(again, machine)
        if again != became:
            self._faults.append(f"the facts give {again}, the decision made {became}")

    def read(self) -> list[NewFact]:
        """Read every fact that was written down."""
        return [_fact_of(line) for line in self._facts]

    def _end(self) -> None:
        facts = self.read()
        self._faults += self._audit.faults_of(facts)
        result = facts[-1].result if facts[-1].kind is FactKind.ACT else None
        self._counts[f"ended {result or 'nowhere yet'}"] += 1
        self._counts["acts"] += sum(1 for fact in facts if fact.kind is FactKind.ACT)


def rebuilt(machine: Machine, lines: list[str], now: datetime) -> CaseView:
    """The case that its facts alone tell of, in the order in which they were recorded."""
    arcs = {(arc.source, arc.trigger): arc for arc in machine.compiled.arcs}
    case = _empty(machine, now)
    for seq, line in enumerate(lines, start=1):
        fact = _fact_of(line)
        case = replace(case, seq=seq, marking=fact.target)
        if fact.kind is FactKind.ACT:
            assert fact.trigger is not None
            arc = arcs[fact.source, fact.trigger]
            moment = OfficeMoment(fact.performed_at, CALENDAR)
            opened = tuple(
                OpenItem(WorkItemId(f"{seq}.{i.step}"), i.step, 1, seq, moment.now, i.due_at, None)
                for i in items_of(machine, arc, moment, fields={})
            )
            items = tuple(i for i in case.items if i.step not in arc.closes) + opened
            case = replace(
                case,
                items=items,
                acts=(*case.acts, _act_of(seq, fact, fact.trigger)),
                changed=(*case.changed, *_changed(machine, fact, seq)),
                requirements=case.requirements | set(fact.public.get("received", ())),
                fields={**case.fields, **fact.private.get("fields", {})},
            )
        elif fact.kind is FactKind.CLAIM:
            by = None if fact.public["released"] else fact.person
            case = replace(case, items=tuple(
                replace(i, claimed_by=by) if i.step == fact.public["step"] else i
                for i in case.items))  # fmt: skip
        elif fact.kind is FactKind.NOTICE:
            case = replace(case, delivered=case.delivered | {fact.public["of_seq"]})
    return case


def _act_of(seq: int, fact: NewFact, trigger: Trigger) -> PastAct:
    return PastAct(seq, trigger, fact.step, fact.person, fact.source, at=fact.performed_at)


@lru_cache(maxsize=COMMANDS_MAX)
def _fact_of(line: str) -> NewFact:
    """Read a fact; the same text is the same fact."""
    return decode(NewFact, json.loads(line))


def _changed(machine: Machine, fact: NewFact, seq: int) -> Iterator[tuple[int, ItemId]]:
    row = machine.steps[fact.step] if fact.step else None
    if row is not None and fact.answer != "overdue":
        yield from ((seq, item) for item in row.changes)


def _empty(machine: Machine, now: datetime) -> CaseView:
    values: dict[str, Any] = {"items": (), "acts": (), "changed": (), "fields": {}}
    none: frozenset[Any] = frozenset()
    return CaseView(
        id=CaseId("1"), number="1", version=machine.id, unit=UNIT, applicant=APPLICANT,
        marking=MarkingId(machine.procedure.start.id), seq=0, last_hash="",
        last_recorded_at=MONDAY, now=now, requirements=none, delivered=none, **values,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(
        main(check, what="procedures executed", number=NUMBER, show=show, arguments=sys.argv[1:])
    )
