"""What a version is follows from what was recorded of it."""

from datetime import UTC, date, datetime

import pytest

from sopflow.domain.lives import Life, LifeEvent, VersionState, WhyNot, may_follow
from sopflow.domain.words import PersonId, VersionId

AT = datetime(2026, 1, 2, tzinfo=UTC)
A, B, C = PersonId("a"), PersonId("b"), PersonId("c")
DAY = date(2026, 3, 2)


def life(*events: tuple[str, PersonId], until: date | None = None) -> Life:
    told = (("draft", A), *events)
    from_on = DAY if told[-1][0] == "in_force" else None
    made = tuple(LifeEvent(VersionState(s), p, None, AT) for s, p in told)
    return Life(VersionId("v"), A, made, from_on, until)


IN_REVIEW = life(("review", A))
ONCE = life(("review", A), ("ratified", B))
TWICE = life(("review", A), ("ratified", B), ("ratified", C))
IN_FORCE = life(("review", A), ("ratified", B), ("ratified", C), ("in_force", B))
GONE = life(("withdrawn", A))


@pytest.mark.parametrize(
    ("was", "state", "by", "may_ratify", "why"),
    [
        (life(), "trial", A, False, None),
        (life(), "review", A, False, None),
        (life(), "review", B, False, WhyNot.NO_RIGHT),
        (life(), "withdrawn", A, False, None),
        (life(), "ratified", B, True, WhyNot.OUT_OF_ORDER),
        (IN_REVIEW, "trial", A, False, None),
        (IN_REVIEW, "ratified", A, False, WhyNot.NO_RIGHT),
        (IN_REVIEW, "ratified", A, True, None),
        (ONCE, "ratified", B, True, WhyNot.SAME_PERSON),
        (ONCE, "ratified", A, True, None),
        (ONCE, "ratified", C, True, None),
        (ONCE, "in_force", C, True, WhyNot.ONE_SIGNATURE),
        (ONCE, "trial", B, True, WhyNot.OUT_OF_ORDER),
        (ONCE, "withdrawn", A, False, WhyNot.NO_RIGHT),
        (TWICE, "ratified", PersonId("d"), True, WhyNot.OUT_OF_ORDER),
        (TWICE, "in_force", B, True, None),
        (TWICE, "in_force", B, False, WhyNot.NO_RIGHT),
        (IN_FORCE, "withdrawn", C, True, None),
        (GONE, "review", A, True, WhyNot.OUT_OF_ORDER),
        (GONE, "withdrawn", A, True, WhyNot.OUT_OF_ORDER),
    ],
)
def test_what_may_follow(
    was: Life, state: str, by: PersonId, *, may_ratify: bool, why: WhyNot | None
) -> None:
    found = may_follow(was, VersionState(state), by=by, may_ratify=may_ratify, note="alasan")

    assert found is why


@pytest.mark.parametrize("note", [None, "", "  "])
def test_withdrawing_takes_a_reason(note: str | None) -> None:
    found = may_follow(IN_FORCE, VersionState.WITHDRAWN, by=B, may_ratify=True, note=note)

    assert found is WhyNot.NO_REASON


@pytest.mark.parametrize(
    ("was", "day", "state"),
    [
        (life(), DAY, "draft"),
        (TWICE, DAY, "ratified"),
        (IN_FORCE, date(2026, 3, 1), "ratified"),
        (IN_FORCE, DAY, "in_force"),
        (GONE, DAY, "withdrawn"),
    ],
)
def test_what_it_is_on_a_day(was: Life, day: date, state: str) -> None:
    assert was.state_on(day).value == state


def test_the_next_one_takes_its_place_on_its_day() -> None:
    events = (("review", A), ("ratified", B), ("ratified", C), ("in_force", B))
    was = life(*events, until=date(2026, 4, 1))

    assert was.state_on(date(2026, 3, 31)) is VersionState.IN_FORCE
    assert was.state_on(date(2026, 4, 1)) is VersionState.SUPERSEDED
