"""The stage of the demo: a city with its officials, and the means to act or to try in it.

Everything goes through the same two doors as the pages; only the attempts on the database go
past them, as somebody with the file in hand would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sopflow.cli.cases import names_in
from sopflow.cli.demo_lock import LOCKS, past_the_engine
from sopflow.cli.frame import now
from sopflow.domain.authority import Caller
from sopflow.domain.cases import Advance, Claim, Open, Receipt, Submission, Withdraw
from sopflow.domain.catalogue import worded
from sopflow.domain.evidence import instant
from sopflow.domain.refusals import Refusal
from sopflow.domain.words import (
    ActorClass,
    AnswerId,
    CaseId,
    ItemId,
    PersonId,
    Text,
    UnitId,
    WorkItemId,
)
from sopflow.reads.cases import case_page
from sopflow.reads.views import CasePage, OpenStep
from sopflow.services.cases import advance_case, claim_case, open_case, withdraw_case

if TYPE_CHECKING:
    from sopflow.wiring import Runtime

ROUNDS_MAX = 200
"""Looks for work after one act; each takes up to twenty jobs."""
PROOF = "KTP asli diperlihatkan"
KINDS = ("automatic", "notice")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A way round an official that was tried, and the no that it got."""

    case: str
    who: str
    tried: Text
    code: str
    why: Text


@dataclass
class Stage:
    """Where it is played. `tell` is called after each case, with how many attempts it saw."""

    made: "Runtime"
    tell: Callable[["Play", int], None]
    plays: list["Play"] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)

    def open(
        self,
        sop: str,
        unit: str,
        *,
        by: str,
        fields: Mapping[str, Any],
        papers: tuple[str, ...],
        words: Text,
    ) -> "Play":
        """Open a case at the counter."""
        command = Open(
            CaseId(str(uuid4())), uuid4().hex, Submission(fields, frozenset(map(ItemId, papers))),
            proof=PROOF,
        )  # fmt: skip
        opened = open_case(
            self.made.store, command, sop_code=sop, unit=UnitId(unit), caller=Caller(PersonId(by))
        )
        assert not isinstance(opened, Refusal), opened
        play = Play(self, opened.receipt.number, command.case_id, words)
        self.plays.append(play)
        self.work()
        return play

    def work(self) -> None:
        """Let a worker carry on with everything that is due, in this process."""
        for _ in range(ROUNDS_MAX):
            if self.made.work(worker="demo", kinds=KINDS) == 0:
                return
        raise AssertionError("the workers never came to rest")


@dataclass
class Play:
    """One case on the stage."""

    stage: Stage
    number: str
    case_id: CaseId
    words: Text

    @property
    def page(self) -> CasePage:
        """The case as it stands."""
        page = case_page(self.stage.made.store, self.number, person=None, now=now())
        assert page is not None, self.number
        return page

    def does(
        self,
        who: str,
        step: str,
        answer: str = "done",
        *,
        note: str | None = None,
        fields: Mapping[str, Any] | None = None,
        papers: tuple[str, ...] = (),
        key: str | None = None,
    ) -> "Play":
        """Let somebody answer the open step, and the workers carry on."""
        outcome = self._answer(who, step, answer, note, fields, papers, key=key)
        assert isinstance(outcome, Receipt), (self.number, step, answer, outcome)
        self.stage.work()
        return self

    def takes(self, who: str, step: str) -> "Play":
        """Let somebody take the open step on."""
        item, view = self._item(step)
        command = Claim(self.case_id, item, view, uuid4().hex)
        outcome = claim_case(self.stage.made.store, command, caller=Caller(PersonId(who)))
        assert isinstance(outcome, Receipt), outcome
        return self

    def withdrawn(self, clerk: str, note: str) -> "Play":
        """Let the applicant take it back at the counter."""
        outcome = self._withdraw(clerk, self.page.seq, note)
        assert isinstance(outcome, Receipt), outcome
        self.stage.work()
        return self

    def tries(
        self,
        who: str,
        step: str,
        answer: str,
        tried: Text,
        *,
        note: str | None = None,
        proof: str | None = PROOF,
        key: str | None = None,
        item: tuple[WorkItemId, int] | None = None,
        as_applicant: bool = False,
    ) -> "Play":
        """Let somebody try what must be refused, and keep the refusal."""
        caller = (
            Caller(PersonId(f"applicant:{self.case_id}"), ActorClass.APPLICANT)
            if as_applicant
            else None
        )
        outcome = self._answer(
            who, step, answer, note, None, (), key=key, proof=proof, item=item, caller=caller
        )
        return self._refused(who, tried, outcome)

    def tries_to_withdraw(self, clerk: str, tried: Text, *, seen_seq: int | None = None) -> "Play":
        """Let the applicant try to take back what can no longer be taken back."""
        seen = self.page.seq if seen_seq is None else seen_seq
        return self._refused(clerk, tried, self._withdraw(clerk, seen, None))

    def tries_past_the_engine(
        self, who: str, tried: Text, statement: str, values: Mapping[str, Any]
    ) -> "Play":
        """Let somebody with the database in hand try; the database itself refuses."""
        name, words = past_the_engine(self.stage.made, statement, dict(values))
        why = LOCKS.get(name, Text(words, words))
        return self._kept(who, tried, f"database:{name}", why)

    def _refused(self, who: str, tried: Text, outcome: Receipt | Refusal) -> "Play":
        assert isinstance(outcome, Refusal), (self.number, tried.en)
        names = names_in(self.stage.made, self.page)
        words = worded(outcome, names)
        return self._kept(who, tried, outcome.code.value, words.message)

    def _kept(self, who: str, tried: Text, code: str, why: Text) -> "Play":
        self.stage.attempts.append(Attempt(self.number, who, tried, code, why))
        return self

    def _answer(
        self,
        who: str,
        step: str,
        answer: str,
        note: str | None,
        fields: Mapping[str, Any] | None,
        papers: tuple[str, ...],
        *,
        key: str | None = None,
        proof: str | None = PROOF,
        item: tuple[WorkItemId, int] | None = None,
        caller: Caller | None = None,
    ) -> Receipt | Refusal:
        found, view = item or self._item(step)
        command = Advance(
            case_id=self.case_id,
            item=found,
            seen_view=view,
            answer=AnswerId(answer),
            key=key or uuid4().hex,
            note=note,
            submission=Submission(fields or {}, frozenset(map(ItemId, papers))),
            proof=proof,
        )
        return advance_case(self.stage.made.store, command, caller=caller or Caller(PersonId(who)))

    def _withdraw(self, clerk: str, seen_seq: int, note: str | None) -> Receipt | Refusal:
        command = Withdraw(self.case_id, seen_seq, uuid4().hex, note=note, proof=PROOF)
        return withdraw_case(self.stage.made.store, command, caller=Caller(PersonId(clerk)))

    def _item(self, step: str) -> tuple[WorkItemId, int]:
        """The item of the step as it is on the page; none for one that waits not."""
        found = next((s for s in self.page.open_steps if s.step == step), None)
        return (found.item, found.view) if found else (WorkItemId(f"none:{step}"), 0)


def applicant(stage: Stage, name: str) -> dict[str, Any]:
    """Give an invented applicant of the next case."""
    number = len(stage.plays) + 1
    return {
        "nama": name,
        "nik": f"{number:016d}",
        "alamat": f"Jalan Contoh {number}, Kota Contoh",
        "email": f"pemohon{number}@warga.example",
    }


def values_of(play: Play) -> dict[str, Any]:
    """Give what a statement past the engine names: the case and the time."""
    return {"case": play.case_id, "now": instant(now())}


def state_of(page: CasePage) -> Text:
    """Where a case stands: its end, or whom it waits for."""
    if page.end_label is not None:
        return page.end_label
    waits = [_turn(step) for step in page.open_steps]
    indonesian, english = "; ".join(t.id for t in waits), "; ".join(t.en for t in waits)
    return Text(f"menunggu {indonesian}", f"waits for {english}")


def _turn(step: OpenStep) -> Text:
    """Whose turn it is: the role, with the names of those who hold it."""
    role = step.role_name or Text("sopflow", "sopflow")
    names = f" ({', '.join(step.holders)})" if step.holders else ""
    return Text(f"{role.id}{names}", f"{role.en}{names}")


def seconds_since(begun: datetime) -> float:
    """How long it has been."""
    return (now() - begun).total_seconds()
