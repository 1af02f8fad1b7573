"""Four eyes in the database: no version is in force, and no case opens, past its life."""

import random
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow.domain.cases import Open, Submission
from sopflow.domain.errors import RecordRejected
from sopflow.domain.lives import VersionState, WhyNot, may_follow
from sopflow.domain.machines import Machine
from sopflow.domain.words import CaseId, PersonId
from sopflow.store.store import Store
from tests.store.attacks import Attacker, refused_by
from tests.store.machines import OFFICE, machine
from tests.store.playing import opening, put_in_force

DRAFT, TRIAL, REVIEW = VersionState.DRAFT, VersionState.TRIAL, VersionState.REVIEW
RATIFIED, IN_FORCE, WITHDRAWN = (
    VersionState.RATIFIED,
    VersionState.IN_FORCE,
    VersionState.WITHDRAWN,
)
LIFE = ((REVIEW, "hadi"), (RATIFIED, "hadi"), (RATIFIED, "rudi"), (IN_FORCE, "rudi"))
_numbers = count(1)


def stored(store: Store, *, steps: int = 0, by: str = "hadi", **more: Any) -> Machine:
    """A version of an SOP of its own, so many steps on its way."""
    made = machine(f"LIFE{next(_numbers)}", **more)
    store.add_version(made, "", {}, by=PersonId(by))
    for state, who in LIFE[:steps]:
        store.add_to_life(store.life_of(made.id), state, by=PersonId(who))
    return made


def force(attacker: Attacker, made: Machine, state: str, who: str, **more: Any) -> None:
    """Add an event past the services, as the next one unless told otherwise."""
    values = {"seq": None, "note": "alasan", "at": None} | more
    attacker.run(
        "INSERT INTO version_events (version_id, seq, state, person_id, note, recorded_at)"
        " SELECT :version, coalesce(CAST(:seq AS integer), max(seq) + 1), :state, :who,"
        f" CAST(:note AS text), {values['at'] or '{now}'} FROM version_events"
        " WHERE version_id = :version",
        version=made.id,
        state=state,
        who=who,
        seq=values["seq"],
        note=values["note"],
    )


def open_under(store: Store, made: Machine, code: str = "c") -> None:
    case = CaseId(f"{made.id[:8]}-{code}")
    with store.writing() as tx:
        office = tx.office(OFFICE.id, person=PersonId("siti"), key=case)
        first = opening(office, case, entered_by="siti")
        command = Open(case, case, Submission())
        tx.open_case(made, office, first, command=command, body_hash="")


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_no_case_opens_under_a_version_that_is_not_in_force(store: Store, steps: int) -> None:
    made = stored(store, steps=steps)
    with pytest.raises(RecordRejected, match="case_opens_in_force"):
        open_under(store, made)

    for state, who in LIFE[steps:]:
        store.add_to_life(store.life_of(made.id), state, by=PersonId(who))
    open_under(store, made)


def test_no_case_opens_under_a_withdrawn_version(store: Store, attacker: Attacker) -> None:
    made = stored(store, steps=4)
    open_under(store, made, "before")
    force(attacker, made, "withdrawn", "hadi")

    with pytest.raises(RecordRejected, match="case_opens_in_force"):
        open_under(store, made)


def test_no_case_opens_under_a_superseded_version_or_before_its_day(store: Store) -> None:
    today = store.now().date()
    first = machine("TERM", version="1", effective_on=date(2026, 1, 2))
    second = machine("TERM", version="2", effective_on=today - timedelta(days=2))
    third = machine("TERM", version="3", effective_on=today + timedelta(days=2))
    put_in_force(store, first)
    open_under(store, first)
    put_in_force(store, second)
    put_in_force(store, third)

    open_under(store, second)
    for made in (first, third):
        with pytest.raises(RecordRejected, match="case_opens_in_force"):
            open_under(store, made, "late")


def test_nobody_ratifies_twice_and_who_submitted_may_be_either_of_the_two(
    store: Store, attacker: Attacker
) -> None:
    made = stored(store, steps=2)
    with refused_by("version_is_ratified_by_different_people"):
        force(attacker, made, "ratified", "hadi")
    with refused_by("version_is_ratified_by_two"):
        force(attacker, made, "in_force", "rudi")

    other = stored(store, steps=1)
    force(attacker, other, "ratified", "rudi")
    with refused_by("version_is_ratified_by_different_people"):
        force(attacker, other, "ratified", "rudi")
    with refused_by("version_is_ratified_by_two"):
        force(attacker, other, "in_force", "hadi")
    force(attacker, other, "ratified", "hadi")
    force(attacker, other, "in_force", "dewi")


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "INSERT OR IGNORE"])
def test_one_person_is_not_two_under_any_conflict_rule_on_sqlite(
    sqlite_url: str, sqlite_store: Store, verb: str
) -> None:
    attacker = Attacker(sqlite_url)
    made = stored(sqlite_store, steps=2)
    for seq in (3, 4):
        with refused_by(
            "version_is_ratified_by_different_people", "version_events_are_kept_for_ever"
        ):
            attacker.run(
                f"{verb} INTO version_events VALUES (:id, :seq, 'ratified', 'hadi', NULL, {{now}})",
                id=made.id,
                seq=seq,
            )
    attacker.close()


@pytest.mark.parametrize(
    ("steps", "state", "who", "more", "lock"),
    [
        (0, "ratified", "hadi", {}, "version_goes_its_way"),
        (1, "in_force", "hadi", {}, "version_goes_its_way"),
        (4, "ratified", "dewi", {}, "version_goes_its_way"),
        (4, "in_force", "dewi", {}, "version_comes_in_force_once"),
        (1, "ratified", "hadi", {"seq": 9}, "version_goes_its_way"),
        (1, "draft", "hadi", {}, "version_goes_its_way"),
        (1, "superseded", "hadi", {}, "version_events_state_check"),
        (1, "ratified", "budi", {}, "version_event_is_by_who_may"),
        (1, "ratified", "system", {}, "version_event_is_by_who_may"),
        (3, "in_force", "budi", {}, "version_event_is_by_who_may"),
        (1, "withdrawn", "budi", {}, "version_event_is_by_who_may"),
        (4, "withdrawn", "hadi", {"note": " "}, "version_is_withdrawn_with_a_reason"),
        (4, "withdrawn", "hadi", {"note": None}, "version_is_withdrawn_with_a_reason"),
    ],
)
def test_a_life_goes_no_other_way(  # noqa: PLR0913, PLR0917 - a row of the table
    store: Store,
    attacker: Attacker,
    steps: int,
    state: str,
    who: str,
    more: dict[str, Any],
    lock: str,
) -> None:
    made = stored(store, steps=steps)
    with refused_by(lock, "version_goes_its_way"):
        force(attacker, made, state, who, **more)


def test_whoever_has_no_account_any_more_does_nothing(store: Store, attacker: Attacker) -> None:
    made = stored(store, steps=1)
    attacker.run("UPDATE accounts SET disabled_at = {now} WHERE person_id = 'rudi'")

    with refused_by("version_event_is_by_who_may"):
        force(attacker, made, "ratified", "rudi")


def test_who_submitted_may_withdraw_only_until_somebody_ratified(
    store: Store, attacker: Attacker
) -> None:
    early, late = stored(store, by="siti"), stored(store, by="siti")
    force(attacker, early, "withdrawn", "siti")
    force(attacker, late, "review", "siti")
    force(attacker, late, "ratified", "hadi")

    with refused_by("version_event_is_by_who_may"):
        force(attacker, late, "withdrawn", "siti")


def test_an_event_is_on_the_clock(store: Store, attacker: Attacker) -> None:
    made = stored(store, steps=1)
    for at in ("'2026-01-01T00:00:00.000000Z'", "'2099-01-01T00:00:00.000000Z'"):
        with refused_by("version_event_is_on_the_clock"):
            force(attacker, made, "ratified", "hadi", at=at)


def test_a_number_is_given_once(store: Store) -> None:
    first, second = machine("ONCE"), machine("ONCE", stands=True)
    assert first.id != second.id
    store.add_version(first, "", {}, by=PersonId("hadi"))

    with pytest.raises(RecordRejected, match="version_number_is_given_once"):
        store.add_version(second, "", {}, by=PersonId("rudi"))


STATES = tuple(s for s in VersionState if s is not VersionState.SUPERSEDED)
RIGHTS = {"hadi": True, "rudi": True, "dewi": True, "siti": False}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_database_and_the_domain_judge_every_life_alike(
    dialect: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(f"{dialect}_store")

    @settings(max_examples=30)
    @given(drafter=st.sampled_from(sorted(RIGHTS)), walk=st.randoms(use_true_random=False))
    def judge(drafter: str, walk: random.Random) -> None:
        made = stored(store, by=drafter)
        for _ in range(8):
            life = store.life_of(made.id)
            who, note = walk.choice(sorted(RIGHTS)), walk.choice([None, " ", "alasan"])
            likely = (RATIFIED, RATIFIED, IN_FORCE, *STATES[1:])
            state = walk.choice(likely)
            no = may_follow(life, state, by=PersonId(who), may_ratify=RIGHTS[who], note=note)
            if no is WhyNot.OUT_OF_ORDER and state is life.last is RATIFIED:
                continue  # a third signature: of no use, and no harm
            if no is None:
                store.add_to_life(life, state, by=PersonId(who), note=note)
                continue
            with pytest.raises(RecordRejected):
                store.add_to_life(life, state, by=PersonId(who), note=note)

    judge()
