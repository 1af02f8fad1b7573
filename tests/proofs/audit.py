"""A look at the facts of a case by somebody who has the rows of the SOP and the list of posts."""

from collections import Counter
from collections.abc import Iterator

from sopflow.domain.cases import NewFact
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import FactKind
from tests.proofs.duties import DECIDING, Duties
from tests.proofs.meaning import Act, Meaning, State
from tests.proofs.people import MAY


class Audit:
    """Judges facts of one procedure; knows neither markings nor arcs nor obligations."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self._meaning = Meaning(procedure)
        plain = self._meaning.explore(None, lambda *_: None)
        self._duties = Duties(self._meaning, plain)

    def faults_of(self, facts: list[NewFact]) -> Iterator[str]:
        """Everything that is wrong with a record; nothing when it is right."""
        acts = [fact for fact in facts if fact.kind is FactKind.ACT]
        state = self._meaning.start
        history: list[Act] = []
        for fact in acts:
            yield from self._person(fact)
            if fact.step is None:
                yield from self._withdrawn(fact, state)
                state = (str(fact.target), frozenset())
                continue
            found = {act.trigger: (act, to) for act, to in self._meaning.moves(state)}
            if fact.trigger not in found:
                yield f"{fact.trigger} is no way out of {state}"
                return
            act, state = found[fact.trigger]
            yield from self._rounds(act, history)
            history.append(act)
        yield from self._end(state, acts[-1], history)

    def wrongly_refused(self, said: object) -> Iterator[str]:
        """An end is refused only for duties that are there."""
        known = {duty.id for duty in self._duties.all}
        if not isinstance(said, list) or not said or not known.issuperset(said):
            yield f"refused for {said}, which nobody owes"

    def _person(self, fact: NewFact) -> Iterator[str]:
        may = {"rule": {"rule"}, "system": {"system"}}.get(fact.actor_class)
        may = may or MAY[str(fact.role)]
        if fact.person not in may:
            yield f"{fact.person} acted as {fact.role}"

    def _withdrawn(self, fact: NewFact, state: State) -> Iterator[str]:
        """One may withdraw wherever a paper can lie that the head has not signed."""
        ways = self._procedure.withdrawal
        if ways is None or str(fact.target) != ways.end:
            yield f"withdrawn to {fact.target}"
            return
        head = self._meaning.rows[ways.until].role
        signing = {
            row.id
            for row in self._procedure.steps
            if row.id == ways.until or (row.kind == "signature" and row.role == head)
        }
        unsigned = self._meaning.explore(
            None, lambda *_: None, lambda a: not (a.step in signing and a.answer == "approve")
        )
        if state[0] not in {reached[0] for reached, _ in unsigned.depth}:
            yield f"withdrawn at {state[0]}, where the head has signed"

    def _rounds(self, act: Act, history: list[Act]) -> Iterator[str]:
        answer = self._meaning.rows[act.step].answer(act.answer)
        maximum = answer.rounds_max if answer else None
        taken = Counter(a.trigger for a in history if not a.at_limit)
        if maximum is not None:
            given = taken[type(act.trigger)(act.trigger.removesuffix("!limit"))]
            if act.at_limit != (given >= maximum):
                yield f"{act.trigger} after {given} of {maximum} rounds"

    def _end(self, state: State, last: NewFact, history: list[Act]) -> Iterator[str]:
        """Nobody was skipped, and every result that counted was fresh."""
        end = next((e for e in self._procedure.ends if e.id == state[0]), None)
        if (end.result if end else None) != last.result:
            yield f"{last.result} at {state[0]}"
        if end is not None and end.result in DECIDING:
            for duty in self._duties.missed_in(end.id, history):
                yield f"{end.id} was reached without {duty}"
