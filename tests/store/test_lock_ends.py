"""No deciding end with an obligation unmet or stale: the database computes it by itself."""

import random
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow.domain.cases import Open, PastAct, Submission
from sopflow.domain.codec import encode
from sopflow.domain.errors import RecordRejected
from sopflow.domain.evidence import digest
from sopflow.domain.machines import CompiledMachine, Machine
from sopflow.domain.obligations import outstanding
from sopflow.domain.words import ActorClass, CaseId, EndId, ItemId, PersonId, VersionId
from sopflow.store.store import Store
from tests.store.attacks import Attacker, refused_by, tampered_entry
from tests.store.machines import OFFICE, machine
from tests.store.playing import decided, new_key, opened, opening, play, put_in_force, seen

TO_THE_END = ("sign:approve", "issue:done", "hand:done")
WHO = {"clerk": "siti", "kasi": "budi", "head": "hadi", None: "system"}


def played(store: Store, *triggers: str) -> CaseId:
    case = opened(store)
    for trigger in triggers:
        play(store, case, trigger, who(trigger))
    return case


def who(trigger: str) -> str:
    arc = next(a for a in machine().compiled.arcs if a.trigger == trigger)
    return "applicant" if arc.actor_class is ActorClass.APPLICANT else WHO[arc.role]


def test_a_grant_without_the_initials_is_refused(store: Store, attacker: Attacker) -> None:
    case = played(store, "check:skip", "sign:approve", "issue:done")
    look = seen(store, case, "siti")

    with refused_by("fact_meets_every_obligation"):
        attacker.forge(look, decided(look, "hand:done"))


def test_a_grant_over_initials_given_before_the_file_changed_is_refused(
    store: Store, attacker: Attacker
) -> None:
    case = played(store, "check:approve", "initials:approve", "amend:done", *TO_THE_END[:2])
    look = seen(store, case, "siti")

    with refused_by("fact_meets_every_obligation"):
        attacker.forge(look, decided(look, "hand:done"))


def test_an_engine_that_lets_a_skip_through_is_stopped_and_told_why(store: Store) -> None:
    case = played(store, "check:skip", "sign:approve", "issue:done")

    with pytest.raises(RecordRejected, match="fact_meets_every_obligation"):
        play(store, case, "hand:done", "siti")
    assert seen(store, case, "siti").case.marking == "handing"


def test_a_grant_with_every_obligation_met_is_taken(store: Store) -> None:
    case = played(store, "check:approve", "initials:approve", *TO_THE_END)

    assert seen(store, case, "siti").case.marking == "granted"


def test_a_refusal_signed_by_the_head_is_taken(store: Store) -> None:
    case = played(store, "check:skip", "sign:refuse")

    assert seen(store, case, "siti").case.marking == "refused"


def test_a_withdrawal_decides_nothing_and_needs_nobody(store: Store) -> None:
    case = played(store, "case:withdraw")

    assert seen(store, case, "siti").case.marking == "withdrawn"


def test_an_act_on_paper_meets_no_obligation(store: Store, attacker: Attacker) -> None:
    case = played(store, "check:approve")
    look = seen(store, case, "budi")
    attacker.put(tampered_entry(look, decided(look, "initials:approve"), medium="paper"))
    for trigger in TO_THE_END[:2]:
        play(store, case, trigger, who(trigger))

    with pytest.raises(RecordRejected, match="fact_meets_every_obligation"):
        play(store, case, "hand:done", "siti")


def test_an_end_is_left_by_nothing(store: Store, attacker: Attacker) -> None:
    case = played(store, "case:withdraw")
    look = seen(store, case, "siti")
    away = replace(look, case=replace(look.case, marking="checking"))  # type: ignore[arg-type]

    with refused_by("fact_continues_its_case", "fact_is_an_arc", "case_keeps_its_identity"):
        attacker.forge(look, decided(away, "check:approve"))
    with refused_by("fact_is_an_arc", "case_keeps_its_identity"):
        attacker.forge(look, decided(away, "check:approve"), source="withdrawn")


# The twin of `domain.obligations`: whatever the machine and the history, both say the same.

STEPS = tuple(machine().steps)
TRIGGERS = tuple(a.trigger for a in machine().compiled.arcs if a.step)
ITEMS = (ItemId("letter"), ItemId("name"))
_codes = count(1)


@st.composite
def machines(draw: st.DrawFn) -> Machine:
    """The hand-made graph under obligations of any kind."""
    compiled = machine().compiled
    some_items = st.lists(st.sampled_from(ITEMS), unique=True).map(tuple)
    some_steps = st.lists(st.sampled_from(STEPS), max_size=3, unique=True).map(tuple)
    obligations = tuple(
        replace(
            o,
            steps=tuple(draw(st.sets(st.sampled_from(STEPS), min_size=1))),
            meets=tuple(draw(st.sets(st.sampled_from(TRIGGERS), min_size=1, max_size=6))),
        )
        for o in compiled.obligations
    )
    code = f"R{next(_codes)}-{draw(st.integers(0, 10**9))}"
    made = CompiledMachine(
        procedure=replace(compiled.procedure, code=code),
        start=compiled.start,
        markings=compiled.markings,
        arcs=compiled.arcs,
        obligations=obligations,
        judges=draw(st.dictionaries(st.sampled_from(STEPS), some_items)),
        changes=draw(st.dictionaries(st.sampled_from(TRIGGERS), some_items)),
        stands=draw(st.dictionaries(st.sampled_from(STEPS), some_steps)),
        rounds={},
    )
    return Machine(VersionId(digest(encode(made))), made)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_database_and_the_domain_judge_every_end_alike(
    dialect: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(f"{dialect}_store")

    @settings(max_examples=40)
    @given(made=machines(), walk=st.randoms(use_true_random=False))
    def judge(made: Machine, walk: random.Random) -> None:
        put_in_force(store, made)
        case = CaseId(f"case-{digest(made.id + str(walk.random()))[:12]}-{next(_codes)}")
        with store.writing() as tx:
            office = tx.office(OFFICE.id, person=PersonId("siti"), key=case)
            command = Open(case, case, Submission())
            tx.open_case(
                made,
                office,
                opening(office, case, entered_by="siti"),
                command=command,
                body_hash="",
            )
        for _ in range(12):
            look = seen(store, case, "siti")
            arcs = made.arcs_from(look.case.marking)
            if not arcs:
                return
            arc = walk.choice(arcs)
            person = who(arc.trigger)
            target = made.markings[arc.target]
            acts = (
                *look.case.acts,
                PastAct(look.case.seq + 1, arc.trigger, arc.step, PersonId(person), arc.source),
            )
            changes = made.compiled.changes.get(arc.trigger, ())
            changed = (*look.case.changed, *((look.case.seq + 1, item) for item in changes))
            is_deciding = target.result is not None and target.result.is_deciding
            missing = is_deciding and outstanding(made, EndId(arc.target), acts, changed)
            if missing:
                with pytest.raises(RecordRejected) as refused:
                    play(store, case, arc.trigger, person, made=made)
                assert "fact_meets_every_obligation" in str(refused.value)
                return
            play(store, case, arc.trigger, person, key=f"{case}-{new_key()}", made=made)

    judge()
