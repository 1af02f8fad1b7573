"""What must come before what, read off the rows; and which runs break it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sopflow.domain.procedures import Step
from tests.proofs.duties import Account, Duties
from tests.proofs.meaning import Act, Explored


@dataclass(frozen=True, slots=True)
class Wait:
    """Whoever answers `row` waits until one of `before` has affirmed.

    A signature and a level of a chain wait with their approval alone, and for a fresh one.
    """

    row: str
    before: tuple[str, ...]
    is_approval: bool

    def is_broken(self, account: Account) -> bool:
        """Say whether nobody of those before has affirmed in a run with this account."""
        return not any(
            step in self.before and supports and (fresh or not self.is_approval)
            for step, supports, fresh in account
        )


class Waiting:
    """Every wait of a procedure, and the shortest run that does not wait."""

    def __init__(self, rows: tuple[Step, ...], duties: Duties) -> None:
        self._rows = {row.id: row for row in rows}
        self._duties = duties

    def all(self) -> set[Wait]:
        return {*self._said(), *self._levels(), *self._papers()}

    def _said(self) -> Iterator[Wait]:
        for row in self._rows.values():
            for other in (self._rows[o] for o in row.after):
                name = other.shared_obligation
                standing_in = (r.id for r in self._rows.values()
                               if r is other or (name and r.shared_obligation == name))  # fmt: skip
                yield Wait(row.id, tuple(standing_in), is_approval=False)

    def _levels(self) -> Iterator[Wait]:
        for chain in {row.chain for row in self._rows.values() if row.chain}:
            levels = [row.id for row in self._rows.values() if row.chain == chain]
            yield from (Wait(high, (low,), is_approval=True) for low, high in pairwise(levels))

    def _papers(self) -> Iterator[Wait]:
        """A signature for an end waits for those who initial its paper for the same end."""
        for duty in self._duties.all:
            for row in (r for r in self._rows.values() if r.id in duty.steps):
                if row.kind != "signature" or row.document is None:
                    continue
                for other in self._duties.all:
                    if other.end == duty.end and row.id not in other.steps:
                        initials = tuple(
                            r.id for r in self._rows.values()
                            if r.id in other.steps and r.kind == "initials"
                            and r.document == row.document
                        )  # fmt: skip
                        if initials:
                            yield Wait(row.id, initials, is_approval=True)

    def broken(self, accounts: Explored[Account]) -> dict[Wait, int]:
        """Give each wait that some run does not keep, and how long the shortest one is."""
        found: dict[Wait, int] = {}
        waits = self.all()
        for node, depth in accounts.depth.items():
            broken = [w for w in waits if w.is_broken(node[1])]
            for act, _ in accounts.onward[node]:
                for wait in broken:
                    if self._concerns(wait, act):
                        found[wait] = min(depth + 1, found.get(wait, depth + 1))
        return found

    def _concerns(self, wait: Wait, act: Act) -> bool:
        answer = self._rows[act.step].answer(act.answer)
        if wait.row != act.step or answer is None:
            return False
        return not wait.is_approval or answer.nature == "supports"
