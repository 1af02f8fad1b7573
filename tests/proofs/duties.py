"""What must have happened before a deciding end, read off the rows and every place they lead to.

Written from the words of the specification (sections 1 and 3) and not from the compiler, so that
the two can be compared; and judged from a history act by act, as a person with the file would.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sopflow.domain.procedures import End, Step
from sopflow.domain.words import OVERDUE, Nature
from tests.proofs.meaning import Act, Explored, Meaning, State

GRANTS = {"granted", "partly_granted"}
DECIDING = GRANTS | {"refused", "done", "forwarded", "cancelled"}
Entry = tuple[str, bool, bool]
"""A step whose last act counts: whether it supports, and whether it is still fresh."""
Account = frozenset[Entry]


@dataclass(frozen=True, slots=True)
class Duty:
    """One of `acts` must be the last act of its step, still fresh, before `end`.

    `is_shared` says that its first row shares its obligation by name.
    """

    id: str
    end: str
    roles: frozenset[str]
    steps: frozenset[str]
    acts: frozenset[str]
    takes_any: bool
    is_shared: bool

    def is_met(self, account: Account, *, fresh: bool) -> bool:
        """Say whether it is met by what counts in a run."""
        return any(
            step in self.steps and (supports or self.takes_any) and (is_fresh or not fresh)
            for step, supports, is_fresh in account
        )


class Duties:
    """The duties of a procedure, and whether a run has done them."""

    def __init__(self, meaning: Meaning, explored: Explored[None]) -> None:
        self._meaning = meaning
        self._rows = meaning.procedure.steps
        self._explored = explored
        self._kept: dict[tuple[Account, Act], Account] = {}

    @cached_property
    def all(self) -> tuple[Duty, ...]:
        """Every duty before every deciding end."""
        ends = self._meaning.procedure.ends
        return tuple(duty for e in ends if e.result in DECIDING for duty in self._of(e))

    def _of(self, end: End) -> Iterator[Duty]:
        if end.result in GRANTS or end.result == "done":
            rows = self._affirming(end)
            for name in dict.fromkeys(r.shared_obligation or r.id for r in rows):
                sharing = [r for r in rows if (r.shared_obligation or r.id) == name]
                yield self._duty(end, name, sharing)
        if end.result not in GRANTS:
            yield from self._of_roles(end)
        for row in self._rows:
            is_listed = row.counts_for is not None and end.id in row.counts_for
            if row.id in end.must or (is_listed and end.result not in GRANTS | {"done"}):
                yield self._duty(end, f"must:{row.id}", [row], takes_any=True)

    def _affirming(self, end: End) -> list[Step]:
        """Every row of an official that can still lead to this grant, unless it is exempt."""
        return [
            row
            for row in self._rows
            if self._is_officials(row)
            and not row.optional_reason
            and (row.counts_for is None or end.id in row.counts_for)
            and self._leads(row, end)
        ]

    def _of_roles(self, end: End) -> Iterator[Duty]:
        """Whoever signs or initials a grant does so for every other decision, on its own letter.

        A row that counts for the grant alone asks nobody to sign anything else.
        """
        beside = GRANTS if end.result == "done" else GRANTS | {"done"}
        granting = [
            row for e in self._meaning.procedure.ends if e.result in beside
            for row in self._affirming(e)
        ]  # fmt: skip
        own = [
            row for row in self._rows
            if row not in granting and (row.counts_for is None or end.id in row.counts_for)
        ]  # fmt: skip
        for kind, kinds in (("signature", {"signature"}), ("initials", {"signature", "initials"})):
            for role in dict.fromkeys(
                r.role for r in granting
                if r.kind == kind and (r.counts_for is None or end.id in r.counts_for)
            ):  # fmt: skip
                rows = [
                    r for r in own if r.role == role and r.kind in kinds and self._leads(r, end)
                ]
                useful = [r for r in rows if self._acts(r, end, takes_any=False)]
                duty = self._duty(end, f"{kind}:{role}", useful)
                yield Duty(duty.id, duty.end, frozenset([str(role)]), *_rest(duty))

    def _duty(self, end: End, name: str, rows: list[Step], *, takes_any: bool = False) -> Duty:
        acts = (self._acts(row, end, takes_any=takes_any) for row in rows)
        return Duty(
            id=f"{end.id}/{name}",
            end=end.id,
            roles=frozenset(row.role for row in rows if row.role is not None),
            steps=frozenset(row.id for row in rows),
            acts=frozenset[str]().union(*acts),
            takes_any=takes_any,
            is_shared=any(row.shared_obligation for row in rows[:1]),
        )

    def _is_officials(self, row: Step) -> bool:
        external = {r.id for r in self._meaning.procedure.roles if r.is_external}
        return row.kind not in ("rules", "action") and row.role not in (None, *external)

    @cached_property
    def _before(self) -> dict[str, set[tuple[State, None]]]:
        ends = (e.id for e in self._meaning.procedure.ends)
        return {e: self._explored.leading(lambda s, _, e=e: s[0] == e) for e in ends}  # type: ignore[misc]

    def _leads(self, row: Step, end: End) -> bool:
        return any(state[0] == row.id for state, _ in self._before[end.id])

    def _acts(self, row: Step, end: End, *, takes_any: bool) -> set[str]:
        """The acts of a row that count, of those after which the end can be reached."""
        return {
            act.trigger
            for moves in self._explored.onward.values()
            for act, target in moves
            if act.step == row.id
            and target in self._before[end.id]
            and _counts(row, act) is not None
            and (takes_any or _counts(row, act))
            and not (takes_any and act.answer == "return")
        }

    def remember(self, account: Account, act: Act) -> Account:
        """Keep the account of a run: an act earns, a change or another answer takes back."""
        key = (account, act)
        if key not in self._kept:
            self._kept[key] = self._after(account, act)
        return self._kept[key]

    def _after(self, account: Account, act: Act) -> Account:
        row = self._meaning.rows[act.step]
        changed = set() if act.answer == OVERDUE else set(row.changes)
        found = set()
        for step, supports, is_fresh in account:
            if step != act.step:
                touched = changed & set(self._meaning.rows[step].judges) and step not in row.stands
                found.add((str(step), supports, is_fresh and not touched))
        supports_now = _counts(row, act)
        if supports_now is not None and act.answer != "return":
            found.add((act.step, supports_now, True))
        return frozenset(found)

    def missed(self, end: str, account: Account, *, fresh: bool) -> set[str]:
        """Name the duties before an end that a run with this account has left undone."""
        return {d.id for d in self.all if d.end == end and not d.is_met(account, fresh=fresh)}

    def missed_in(self, end: str, history: Sequence[Act]) -> set[str]:
        """The same, judged from the whole history, for each duty from the first act to the last."""
        return {d.id for d in self.all if d.end == end and not self._is_done(d, history)}

    def _is_done(self, duty: Duty, history: Sequence[Act]) -> bool:
        for number, act in enumerate(history):
            later = history[number + 1 :]
            if act.trigger not in duty.acts or any(a.step == act.step for a in later):
                continue
            judges = set(self._meaning.rows[act.step].judges)
            changing = (self._meaning.rows[a.step] for a in later if a.answer != OVERDUE)
            if not any(judges & set(r.changes) and act.step not in r.stands for r in changing):
                return True
        return False


def _counts(row: Step, act: Act) -> bool | None:
    """Say whether an act is an answer of its row, and if so whether it supports."""
    natures = {a.id: a.nature for a in row.answers}
    nature = natures.get(act.answer)
    return None if nature is None else nature is Nature.SUPPORTS


def _rest(duty: Duty) -> tuple[frozenset[str], frozenset[str], bool, bool]:
    return duty.steps, duty.acts, duty.takes_any, duty.is_shared
