"""Can the duties of persons be met? A search for who could do what (workflow satisfiability).

Steps are grouped into parts that one person would do, wherever the duties allow it, and each
part is matched to a kind of person: those who hold the same roles are alike. So the effort grows
with the steps that duties are about and hardly with the number of officials.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from sopflow.domain.duties import Duties
from sopflow.domain.words import PersonId, StepId

Kind = frozenset[StepId]
"""Persons who may do exactly these steps; all of them are alike."""
Part = tuple[int, int]
"""What one person would do: the steps, and the kinds of which the person may be."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who may do which step, and how many must do it together."""

    able: Mapping[StepId, frozenset[PersonId]]
    seats: Mapping[StepId, int]

    def without(self, person: PersonId) -> "Staffing":
        """The same office while somebody is absent."""
        able = {step: persons - {person} for step, persons in self.able.items()}
        return Staffing(able, self.seats)

    def kinds(self, steps: Collection[StepId]) -> Mapping[Kind, int]:
        """How many persons there are of each kind, as far as these steps go."""
        asked: dict[frozenset[PersonId], set[StepId]] = {}
        for step in steps:
            asked.setdefault(self.able[step], set()).add(step)
        cells = [(frozenset[PersonId]().union(*asked), frozenset[StepId]())]
        for persons, alike in asked.items():
            cells = [
                (part, kind)
                for cell, can in cells
                for part, kind in ((cell & persons, can | alike), (cell - persons, can))
                if part
            ]
        return {kind: len(cell) for cell, kind in cells}


def can_be_met(duties: Duties, staffing: Staffing, steps: Collection[StepId]) -> bool:
    """Say whether some assignment of persons to these steps keeps every duty."""
    return not unmanned(staffing, steps) and all(
        _Search(duties, staffing, group).finds() for group in _groups(duties, staffing, steps)
    )


def unmanned(staffing: Staffing, steps: Collection[StepId]) -> tuple[StepId, ...]:
    """Steps that too few persons may do, whatever the duties say."""
    return tuple(s for s in steps if len(staffing.able[s]) < staffing.seats[s])


def core_of(duties: Duties, staffing: Staffing, steps: Collection[StepId]) -> tuple[StepId, ...]:
    """The fewest of these steps that cannot be done together; leaving any out, the rest can."""
    kept = list(steps)
    for step in steps:
        rest = [s for s in kept if s != step]
        if not can_be_met(duties, staffing, rest):
            kept = rest
    return tuple(kept)


def _groups(
    duties: Duties, staffing: Staffing, steps: Collection[StepId]
) -> Iterator[tuple[StepId, ...]]:
    """Steps that duties link with one another; what no duty links asks only for somebody."""
    wanted = dict.fromkeys(steps)
    near: dict[StepId, set[StepId]] = {step: {step} for step in wanted}
    linked = [(a, b) for table in (duties.different, duties.same) for a, bs in table.items()
              for b in bs]  # fmt: skip
    linked += [pair for group in duties.separations for pair in combinations(group.steps, 2)]
    for a, b in linked:
        if a in near and b in near and near[a] is not near[b]:
            both = near[a] | near[b]
            for step in both:
                near[step] = both
    seen: set[StepId] = set()
    for step in wanted:
        if step not in seen and (len(near[step]) > 1 or staffing.seats[step] > 1):
            seen |= near[step]
            yield tuple(s for s in wanted if s in near[step])


class _Search:
    """Depth first over the seats of one group: into a part that is begun, or a new one.

    Sets of steps and of kinds are bits. A part is the steps that one person would do, and the
    kinds of which the person may be.
    """

    def __init__(self, duties: Duties, staffing: Staffing, steps: tuple[StepId, ...]) -> None:
        bit = {step: 1 << number for number, step in enumerate(steps)}
        kinds = staffing.kinds(steps)
        self._persons = list(kinds.values())
        self._apart = {
            bit[step]: sum(bit[o] for o in set(duties.different.get(step, ())) if o in bit)
            for step in steps
        }
        self._groups = [
            (sum(bit[s] for s in group.steps if s in bit), group.most)
            for group in duties.separations
        ]
        bound = _bound(duties, steps)
        self._seats = sorted(
            (
                sum(bit[s] for s in together),
                sum(1 << n for n, kind in enumerate(kinds) if kind.issuperset(together)),
            )
            for together in dict.fromkeys(bound.values())
            for _ in range(max(staffing.seats[s] for s in together))
        )
        self._seats.sort(key=lambda seat: self._count(seat[1]))
        self._failed: set[tuple[int, tuple[tuple[int, ...], ...]]] = set()

    def finds(self) -> bool:
        """Say whether every seat can be taken."""
        return self._take(0, ())

    def _count(self, kinds: int) -> int:
        return sum(n for number, n in enumerate(self._persons) if kinds >> number & 1)

    def _take(self, number: int, parts: tuple[Part, ...]) -> bool:
        if number == len(self._seats):
            return True
        state = (number, self._shape(number, parts))
        if state in self._failed:
            return False
        steps, kinds = self._seats[number]
        for after in self._ways(steps, kinds, parts):
            if self._matches(after) and self._take(number + 1, after):
                return True
        self._failed.add(state)
        return False

    def _ways(self, steps: int, kinds: int, parts: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
        if kinds and self._keeps(0, steps):
            yield (*parts, (steps, kinds))
            for place, (done, of) in enumerate(parts):
                if of & kinds and self._keeps(done, steps):
                    joined = (done | steps, of & kinds)
                    yield (*parts[:place], *parts[place + 1 :], joined)

    def _keeps(self, done: int, steps: int) -> bool:
        """Say whether one person may do these steps besides those."""
        if done & steps or self._clashes(steps) & (done | steps):
            return False
        return all(((done | steps) & group).bit_count() <= most for group, most in self._groups)

    def _clashes(self, steps: int) -> int:
        found = 0
        for bit, others in self._apart.items():
            if steps & bit:
                found |= others
        return found

    def _shape(self, number: int, parts: tuple[Part, ...]) -> tuple[tuple[int, ...], ...]:
        """What matters of the parts for the seats to come; alike parts make alike states."""
        later = 0
        for steps, _ in self._seats[number:]:
            later |= steps
        return tuple(
            sorted(
                (
                    kinds,
                    (done | self._clashes(done)) & later,
                    *((done & group).bit_count() for group, _ in self._groups),
                )
                for done, kinds in parts
            )
        )

    def _matches(self, parts: tuple[Part, ...]) -> bool:
        """Give each part a person of its own: bipartite matching, alike persons counted."""
        given: list[list[int]] = [[] for _ in self._persons]
        return all(self._give(n, parts, given, set()) for n in range(len(parts)))

    def _give(
        self, number: int, parts: tuple[Part, ...], given: list[list[int]], seen: set[int]
    ) -> bool:
        for kind, holders in enumerate(given):
            if not parts[number][1] >> kind & 1 or kind in seen:
                continue
            seen.add(kind)
            if len(holders) < self._persons[kind]:
                holders.append(number)
                return True
            for place, other in enumerate(holders):
                if self._give(other, parts, given, seen):
                    holders[place] = number
                    return True
        return False


def _bound(duties: Duties, steps: tuple[StepId, ...]) -> Mapping[StepId, tuple[StepId, ...]]:
    """For each step: those that one person must do together with it."""
    bound: dict[StepId, tuple[StepId, ...]] = {step: (step,) for step in steps}
    for step in steps:
        for other in duties.same.get(step, ()):
            if other in bound and other not in bound[step]:
                both = tuple(sorted((*bound[step], *bound[other])))
                bound |= dict.fromkeys(both, both)
    return bound
