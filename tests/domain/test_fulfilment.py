"""Whether duties can be met, beside every assignment of persons to steps; and how fast."""

from itertools import product
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from sopflow.domain.duties import Duties, Separation
from sopflow.domain.fulfilment import Staffing, can_be_met, core_of, unmanned
from sopflow.domain.words import PersonId, StepId

STEPS = tuple(StepId(s) for s in "abcde")
PERSONS = tuple(PersonId(p) for p in ("ani", "budi", "citra", "dodi"))


@st.composite
def offices(draw: st.DrawFn) -> tuple[Duties, Staffing, tuple[StepId, ...]]:
    steps = STEPS[: draw(st.integers(1, 5))]
    some = st.frozensets(st.sampled_from(PERSONS), max_size=4)
    able = {step: draw(some) for step in steps}
    seats = {step: draw(st.sampled_from([1, 1, 1, 2])) for step in steps}
    pairs = [(a, b) for a in steps for b in steps if a < b]
    different: dict[StepId, tuple[StepId, ...]] = {}
    same: dict[StepId, tuple[StepId, ...]] = {}
    for a, b in draw(st.lists(st.sampled_from(pairs), max_size=4)) if pairs else ():
        if draw(st.booleans()):
            different[a] = (*different.get(a, ()), b)
            different[b] = (*different.get(b, ()), a)
        elif seats[a] == seats[b] == 1:
            same[b] = (*same.get(b, ()), a)
    groups = st.lists(st.sampled_from(steps), min_size=2, max_size=4, unique=True)
    separations = tuple(
        Separation(tuple(draw(groups)), draw(st.integers(1, 2)))
        for _ in range(draw(st.integers(0, 2)) if len(steps) > 1 else 0)
    )
    return Duties(different, same, separations), Staffing(able, seats), steps


def some_assignment_keeps(duties: Duties, staffing: Staffing, steps: tuple[StepId, ...]) -> bool:
    """Try every assignment: the duties in the words of the language."""
    choices = [
        [team for team in product(PERSONS, repeat=staffing.seats[s])
         if len(set(team)) == len(team) and set(team) <= staffing.able[s]]
        for s in steps
    ]  # fmt: skip
    return any(
        _keeps(duties, dict(zip(steps, map(set, teams), strict=True)))
        for teams in product(*choices)
    )


def _keeps(duties: Duties, who: dict[StepId, set[PersonId]]) -> bool:
    apart = all(
        not who[a] & who[b] for a, bs in duties.different.items() if a in who
        for b in bs if b in who
    )  # fmt: skip
    bound = all(
        who[a] <= who[b] for a, bs in duties.same.items() if a in who for b in bs if b in who
    )
    return apart and bound and all(
        sum(person in who[s] for s in group.steps if s in who) <= group.most
        for group in duties.separations
        for person in PERSONS
    )  # fmt: skip


@given(offices())
def test_the_search_agrees_with_every_assignment(
    office: tuple[Duties, Staffing, tuple[StepId, ...]],
) -> None:
    assert can_be_met(*office) == some_assignment_keeps(*office)


@given(offices())
def test_a_core_cannot_be_met_and_any_less_can(
    office: tuple[Duties, Staffing, tuple[StepId, ...]],
) -> None:
    duties, staffing, _ = office
    if can_be_met(*office):
        return
    core = core_of(*office)

    assert not some_assignment_keeps(duties, staffing, core)
    for step in core:
        assert some_assignment_keeps(duties, staffing, tuple(s for s in core if s != step))


def test_too_few_holders_are_told_whatever_the_duties_say() -> None:
    staffing = Staffing(
        {STEPS[0]: frozenset(), STEPS[1]: frozenset(PERSONS[:2])}, {STEPS[0]: 1, STEPS[1]: 3}
    )

    assert unmanned(staffing, STEPS[:2]) == STEPS[:2]


def test_thousands_of_officials_and_twenty_steps_take_milliseconds() -> None:
    """Among them the hard cases: just one person too few, alone and in pairs."""
    steps = tuple(StepId(f"s{n}") for n in range(20))
    crowd = frozenset(PersonId(f"p{n}") for n in range(3000))
    apart = Duties(separations=(Separation(steps, 1),))
    pairs = Duties(separations=(Separation(steps, 2),))
    halves = {s: frozenset(list(crowd)[n % 2 :: 2]) for n, s in enumerate(steps)}
    few = {s: frozenset(sorted(crowd)[:9]) for s in steps}
    cases = [
        (apart, dict.fromkeys(steps, crowd), {}, True),
        (apart, halves, {}, True),
        (apart, {s: frozenset(sorted(crowd)[:19]) for s in steps}, {}, False),
        (pairs, few, {}, False),
        (pairs, {s: frozenset(sorted(crowd)[:10]) for s in steps}, {}, True),
        (apart, dict.fromkeys(steps, crowd), {steps[0]: 5, steps[7]: 3}, True),
    ]
    for duties, able, more, expected in cases:
        staffing = Staffing(able, dict.fromkeys(steps, 1) | more)
        took = []
        for _ in range(3):
            begun = perf_counter()
            assert can_be_met(duties, staffing, steps) is expected
            took.append(perf_counter() - begun)
        assert min(took) < 1.0
