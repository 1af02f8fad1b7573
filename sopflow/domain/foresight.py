"""Whether the rest of a case can still be done once somebody takes a step (SPEC 3, P5).

Duties of persons are spent as a case goes on: who acts here may be the only one left for a later
step. So an act is judged by the persons there are. It is refused when it would leave a later step
to nobody and another holder of the role would not; what nobody can mend is nobody's fault.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sopflow.domain.duties import Duties, Separation
from sopflow.domain.fulfilment import Staffing, can_be_met, core_of
from sopflow.domain.machines import Machine
from sopflow.domain.persons import History, actors_of
from sopflow.domain.voting import votes_max
from sopflow.domain.words import MarkingId, PersonId, RoleId, StepId

Holders = Mapping[RoleId, frozenset[PersonId]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands, and the persons who hold each role for it."""

    machine: Machine
    marking: MarkingId
    history: History
    holders: Holders


def left_to_nobody(
    place: Place, step: StepId, opened_seq: int, person: PersonId
) -> tuple[StepId, ...]:
    """Name the later steps that nobody could do if `person` acted at `step`, and others could."""
    if step not in place.machine.compiled.duties.steps:
        return ()
    taken = _Rest(place, step, opened_seq, person)
    if taken.can_be_met:
        return ()
    core = taken.core
    if not core or not _meet(place.machine, place.marking, frozenset(core)):
        return ()
    return core if _Rest(place, step, opened_seq, None).can_be_met else ()


@dataclass(slots=True)
class _Model:
    """The seats that are taken and those that are left, by names of their own."""

    names: dict[StepId, list[StepId]] = field(default_factory=dict)
    able: dict[StepId, frozenset[PersonId]] = field(default_factory=dict)
    seats: dict[StepId, int] = field(default_factory=dict)

    def add(self, step: StepId, name: StepId, able: frozenset[PersonId], seats: int = 1) -> None:
        self.names.setdefault(step, []).append(name)
        self.able[name], self.seats[name] = able, seats

    def spread(self, duties: Duties) -> Duties:
        """The duties between the seats instead of the steps."""
        return Duties(
            different=dict(self._pairs(duties.different)),
            same=dict(self._pairs(duties.same)),
            separations=tuple(
                Separation(tuple(n for s in g.steps for n in self.names.get(s, ())), g.most)
                for g in duties.separations
            ),
        )

    def _pairs(
        self, table: Mapping[StepId, tuple[StepId, ...]]
    ) -> Iterator[tuple[StepId, tuple[StepId, ...]]]:
        for step, others in table.items():
            named = tuple(n for other in others for n in self.names.get(other, ()))
            yield from ((name, named) for name in self.names.get(step, ()))


class _Rest:
    """What is done and what is left of a case, with `person` at the step or with anybody."""

    def __init__(
        self, place: Place, step: StepId, opened_seq: int, person: PersonId | None
    ) -> None:
        self._place = place
        self._step = step
        model = _Model()
        votes = frozenset(
            a.person for a in place.history.acts if a.step == step and a.seq > opened_seq
        )
        now = votes | ({person} if person else frozenset())
        self._fix(model, step, now)
        self._leave(model, step, without=now)
        for other in sorted(place.machine.compiled.duties.steps - {step}):
            self._other(model, other)
        self._duties = model.spread(place.machine.compiled.duties)
        self._staffing = Staffing(model.able, model.seats)
        self._free = frozenset(name for name in model.able if name in place.machine.steps)

    @property
    def can_be_met(self) -> bool:
        return can_be_met(self._duties, self._staffing, tuple(self._staffing.able))

    @property
    def core(self) -> tuple[StepId, ...]:
        """The steps still to be done that cannot be."""
        core = core_of(self._duties, self._staffing, tuple(self._staffing.able))
        return tuple(name for name in core if name in self._free and name != self._step)

    def _other(self, model: _Model, step: StepId) -> None:
        """What was done stands; what is open now or was never done is still to be done."""
        place = self._place
        is_open = step in place.machine.markings[place.marking].open
        done = actors_of(place.machine, step, place.history.acts) if not is_open else frozenset()
        if done:
            self._fix(model, step, done)
        elif _meet(place.machine, place.marking, frozenset({step})):
            self._leave(model, step, without=frozenset())

    def _fix(self, model: _Model, step: StepId, persons: frozenset[PersonId]) -> None:
        for person in sorted(persons):
            model.add(step, StepId(f"{step}#{person}"), frozenset({person}))

    def _leave(self, model: _Model, step: StepId, *, without: frozenset[PersonId]) -> None:
        place = self._place
        row = place.machine.steps[step]
        seats = votes_max(row) - len(without)
        if row.role is None or seats <= 0:
            return
        able = place.holders[row.role] - without
        if step in place.machine.compiled.duties.barred:
            able -= place.history.conflicted
        model.add(step, step, able, seats)


def _meet(machine: Machine, start: MarkingId, steps: Collection[StepId]) -> bool:
    """Say whether some run from here acts at all of these steps."""
    wanted = frozenset(steps)
    none: frozenset[StepId] = frozenset()
    seen = {(start, none)}
    queue = deque(seen)
    while queue:
        marking, done = queue.popleft()
        for arc in machine.arcs_from(marking):
            after = done
            if arc.step in wanted and arc.role is not None:
                after = done | {arc.step}
            if after == wanted:
                return True
            state = (arc.target, after)
            if state not in seen:
                seen.add(state)
                queue.append(state)
    return False
