"""What the database refuses of a fact, whoever writes it (SPEC 6): one lie a test."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sopflow.domain.evidence import instant
from sopflow.domain.words import FactKind, PersonId
from sopflow.store.store import Store
from tests.store.attacks import Attacker, refused_by, tampered_entry
from tests.store.playing import decided, opened, play, seen, standing

NOW_OF_SQLITE = "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')"


def lie(store: Store, attacker: Attacker, person: str, taking: str, /, **tampered: Any) -> None:
    """Open a case and tell one lie in the act that follows."""
    look = seen(store, opened(store), person)
    attacker.forge(look, decided(look, taking), **tampered)


def test_the_same_act_without_a_lie_is_taken(store: Store, attacker: Attacker) -> None:
    lie(store, attacker, "siti", "check:approve")

    assert [chain.flaw() for chain in store.all_chains()] == [None]


@pytest.mark.parametrize(
    "tampered",
    [
        {"target": "signing"},
        {"target": "handing"},
        {"role": "head"},
        {"step": "sign"},
        {"answer": "skip"},
        {"trigger": "sign:approve"},
        {"trigger": "check:unheard"},
        {"trigger": "case:skip", "step": ""},
        {"result": "granted"},
        {"target": "granted", "result": "granted"},
    ],
    ids=str,
)
def test_an_act_that_is_no_arc_is_refused(
    store: Store, attacker: Attacker, tampered: dict[str, str]
) -> None:
    with refused_by("fact_is_an_arc", "case_has_the_result_of_its_marking"):
        lie(store, attacker, "siti", "check:approve", **tampered)


@pytest.mark.parametrize("actor", ["system", "rule", "applicant"])
def test_an_act_of_another_class_of_actor_on_an_officials_arc_is_refused(
    store: Store, attacker: Attacker, actor: str
) -> None:
    nobody = dict.fromkeys(["appointment_id", "position_id", "position_kind", "position_name"])
    who = "applicant:case-1" if actor == "applicant" else actor
    with refused_by("fact_is_an_arc"):
        lie(
            store,
            attacker,
            "siti",
            "check:approve",
            actor_class=actor,
            person_id=who,
            capacity=actor,
            **nobody,
        )


def test_an_automatic_act_in_the_name_of_a_person_is_refused(
    store: Store, attacker: Attacker
) -> None:
    nobody = dict.fromkeys(["appointment_id", "position_id", "position_kind", "position_name"])
    with refused_by("fact_is_an_arc", "fact_person_is_of_the_actor_class"):
        lie(store, attacker, "siti", "check:approve", actor_class="system", **nobody)


def test_an_act_by_a_person_of_another_kind_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_person_is_of_the_actor_class", "fact_official_has_the_appointment"):
        lie(store, attacker, "siti", "check:approve", person_id="applicant:case-1")


def test_a_fact_that_skips_a_number_is_refused(store: Store, attacker: Attacker) -> None:
    look = seen(store, opened(store), "siti")
    entry = tampered_entry(look, decided(look, "check:approve"), seq=3)

    with refused_by("fact_continues_its_case", "fact_moves_its_case"):
        attacker.insert_fact(entry)


def test_a_fact_that_leaves_another_marking_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_continues_its_case"):
        lie(
            store,
            attacker,
            "budi",
            "check:approve",
            source="initialling",
            trigger="initials:approve",
            step="initials",
            role="kasi",
            target="signing",
        )


def test_a_second_fact_of_one_number_is_refused(store: Store, attacker: Attacker) -> None:
    look = seen(store, opened(store), "siti")
    entry = tampered_entry(look, decided(look, "check:approve"))
    play(store, look.case.id, "check:return", "siti")

    with refused_by(
        "facts_pkey", "facts_are_kept_for_ever", "facts_case_id_seq_version_id_target_key"
    ):
        attacker.insert_fact(entry)


def test_a_fact_of_another_version_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_is_an_arc", "fact_belongs_to_its_case"):
        lie(store, attacker, "siti", "check:approve", version_id="f" * 64)


def test_a_fact_of_another_unit_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_belongs_to_its_case"):
        lie(store, attacker, "siti", "check:approve", unit_id="dinkes")


def test_a_fact_of_no_case_is_refused(store: Store, attacker: Attacker) -> None:
    look = seen(store, opened(store), "siti")
    entry = tampered_entry(look, decided(look, "check:approve"), case_id="nowhere", seq=1)

    with refused_by("fact_belongs_to_its_case", "fact_moves_its_case", "fact_starts_at_the_start"):
        attacker.insert_fact(entry)


def test_a_note_that_moves_the_case_is_refused(store: Store, attacker: Attacker) -> None:
    look = seen(store, opened(store), "siti")
    with refused_by("fact_moves_only_as_an_act"):
        attacker.forge(look, standing(look, FactKind.NOTE), target="granted")


def test_a_note_with_a_trigger_is_refused(store: Store, attacker: Attacker) -> None:
    look = seen(store, opened(store), "siti")
    with refused_by("fact_moves_only_as_an_act"):
        attacker.forge(look, standing(look, FactKind.NOTE), trigger="check:approve")


def test_a_note_that_says_a_step_is_refused(store: Store, attacker: Attacker) -> None:
    look = seen(store, opened(store), "siti")
    with refused_by("fact_moves_only_as_an_act"):
        attacker.forge(look, standing(look, FactKind.NOTE), step="check")


def test_an_act_without_a_trigger_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_moves_only_as_an_act"):
        lie(store, attacker, "siti", "check:approve", trigger=None)


def test_an_official_without_an_appointment_is_refused(store: Store, attacker: Attacker) -> None:
    nobody = dict.fromkeys(["appointment_id", "position_id", "position_kind", "position_name"])
    with refused_by("fact_names_the_position_of_an_official"):
        lie(store, attacker, "siti", "check:approve", **nobody)


def test_an_appointment_without_its_position_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_names_the_position_of_an_official"):
        lie(store, attacker, "siti", "check:approve", position_id=None)


def test_the_appointment_of_another_person_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_official_has_the_appointment"):
        lie(store, attacker, "siti", "check:approve", person_id="budi")


def test_an_appointment_to_another_position_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_official_has_the_appointment"):
        lie(
            store,
            attacker,
            "budi",
            "check:approve",
            position_id="dpmptsp-clerk",
            position_kind="clerk",
            position_name="Clerk",
        )


def test_a_capacity_that_the_letter_does_not_give_is_refused(
    store: Store, attacker: Attacker
) -> None:
    with refused_by("fact_official_has_the_appointment"):
        lie(store, attacker, "siti", "check:approve", capacity="plh")


def test_an_official_of_another_position_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_is_by_who_may_act"):
        lie(store, attacker, "budi", "check:approve")


def test_the_same_kind_of_official_of_another_unit_is_refused(
    store: Store, attacker: Attacker
) -> None:
    case = opened(store)
    play(store, case, "check:approve", "siti")
    look = seen(store, case, "dewi")

    with refused_by("fact_is_by_who_may_act"):
        attacker.forge(look, decided(look, "initials:approve"))


def test_a_head_of_another_office_than_the_parent_is_refused(
    store: Store, attacker: Attacker
) -> None:
    case = opened(store)
    play(store, case, "check:approve", "siti")
    play(store, case, "initials:approve", "budi")
    look = seen(store, case, "rudi")

    with refused_by("fact_is_by_who_may_act"):
        attacker.forge(look, decided(look, "sign:approve"))


def test_a_false_name_of_the_position_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_is_by_who_may_act"):
        lie(store, attacker, "siti", "check:approve", position_name="Walikota")


def test_a_false_kind_of_the_position_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_is_by_who_may_act"):
        lie(store, attacker, "budi", "check:approve", position_kind="clerk")


def appointed(
    attacker: Attacker, id_: str, *, begin: str, end: str | None = None, ahead: int = 0
) -> dict[str, str]:
    now = (
        "clock_timestamp() + make_interval(secs => :ahead)"
        if attacker.dialect == "postgresql"
        else "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', :ahead || ' seconds')"
    )
    attacker.run(
        "INSERT INTO appointments (id, person_id, position_id, capacity, letter_number,"
        " letter_date, valid_from, valid_until, recorded_at) VALUES (:id, 'rudi', 'dpmptsp-clerk',"
        f" 'definitive', 'SK', '2020-01-01', :begin, :end, {now})",
        id=id_,
        begin=begin,
        end=end,
        ahead=ahead,
    )
    return {
        "person_id": "rudi",
        "appointment_id": id_,
        "position_id": "dpmptsp-clerk",
        "position_kind": "clerk",
        "position_name": "Clerk",
    }


def test_an_appointment_that_has_ended_is_refused(store: Store, attacker: Attacker) -> None:
    by_rudi = appointed(attacker, "old", begin="2020-01-01", end="2021-01-01")
    with refused_by("fact_is_within_the_appointment"):
        lie(store, attacker, "siti", "check:approve", **by_rudi)


def test_an_appointment_that_has_not_begun_is_refused(store: Store, attacker: Attacker) -> None:
    by_rudi = appointed(attacker, "new", begin="2999-01-01")
    with refused_by("fact_is_within_the_appointment"):
        lie(store, attacker, "siti", "check:approve", **by_rudi)


def test_an_appointment_recorded_after_the_act_is_refused(store: Store, attacker: Attacker) -> None:
    by_rudi = appointed(attacker, "late", begin="2020-01-01", ahead=4)
    with refused_by("fact_is_within_the_appointment"):
        lie(store, attacker, "siti", "check:approve", **by_rudi)


def test_an_appointment_in_force_is_taken(store: Store, attacker: Attacker) -> None:
    by_rudi = appointed(attacker, "good", begin="2020-01-01", end="2999-01-01")
    lie(store, attacker, "siti", "check:approve", **by_rudi)


def test_an_applicant_of_another_case_is_refused(store: Store, attacker: Attacker) -> None:
    opened(store, "case-2")
    case = opened(store)
    play(store, case, "check:return", "siti")
    look = seen(store, case, "applicant:case-1")

    with refused_by("fact_is_by_the_applicant"):
        attacker.forge(look, decided(look, "fix:done"), person_id="applicant:case-2")


def test_who_enters_for_an_applicant_without_a_post_in_the_unit_is_refused(
    store: Store, attacker: Attacker
) -> None:
    case = opened(store)
    play(store, case, "check:return", "siti")
    look = seen(store, case, "applicant:case-1")

    with refused_by("fact_is_entered_by_an_official"):
        attacker.forge(look, decided(look, "fix:done"), entered_by="rudi")


def test_a_substitute_is_refused_while_no_absence_is_on_record(
    store: Store, attacker: Attacker
) -> None:
    """The version names the kind of position as the head's substitute; that alone is not enough."""
    now = "clock_timestamp()" if attacker.dialect == "postgresql" else NOW_OF_SQLITE
    attacker.run(
        "INSERT INTO positions (id, unit_id, kind, name)"
        " VALUES ('kota-kasi', 'kota', 'kasi', 'Kasi')"
    )
    attacker.run(
        "INSERT INTO appointments (id, person_id, position_id, capacity, letter_number,"
        " letter_date, valid_from, recorded_at) VALUES ('stand-in', 'rudi', 'kota-kasi',"
        f" 'substitute', 'SK', '2020-01-01', '2020-01-01', {now})"
    )
    by_rudi = {
        "person_id": "rudi",
        "appointment_id": "stand-in",
        "position_id": "kota-kasi",
        "position_kind": "kasi",
        "position_name": "Kasi",
        "capacity": "substitute",
    }
    case = opened(store)
    play(store, case, "check:approve", "siti")
    play(store, case, "initials:approve", "budi")
    look = seen(store, case, "hadi")

    with refused_by("fact_is_by_who_may_act"):
        attacker.forge(look, decided(look, "sign:approve"), **by_rudi)

    attacker.forge(look, decided(look, "sign:approve"))  # the head himself is taken


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_time_that_is_not_the_databases_is_refused(
    store: Store, attacker: Attacker, seconds: int
) -> None:
    look = seen(store, opened(store), "siti")
    at = instant(look.case.now + timedelta(seconds=seconds))
    day = look.calendar.day_of(look.case.now + timedelta(seconds=seconds)).isoformat()

    with refused_by("fact_is_on_the_clock"):
        attacker.forge(
            look, decided(look, "check:approve"), recorded_at=at, performed_at=at, legal_day=day
        )


def test_a_fact_recorded_before_its_predecessor_is_refused(
    store: Store, attacker: Attacker
) -> None:
    look = seen(store, opened(store), "siti")
    at = look.case.last_recorded_at - timedelta(milliseconds=200)

    with refused_by("fact_is_on_the_clock"):
        attacker.forge(
            look,
            decided(look, "check:approve"),
            recorded_at=instant(at),
            legal_day=look.calendar.day_of(at).isoformat(),
        )


def test_an_act_in_the_system_that_claims_another_time_is_refused(
    store: Store, attacker: Attacker
) -> None:
    look = seen(store, opened(store), "siti")
    with refused_by("fact_is_on_the_clock"):
        earlier = instant(look.case.now - timedelta(days=3))
        attacker.forge(look, decided(look, "check:approve"), performed_at=earlier)


def test_a_legal_day_of_another_time_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_is_on_its_legal_day"):
        lie(store, attacker, "siti", "check:approve", legal_day=date(2020, 1, 1).isoformat())


def test_a_broken_chain_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_is_chained"):
        lie(store, attacker, "siti", "check:approve", previous_hash="a" * 64)


def test_a_hash_that_is_none_is_refused(store: Store, attacker: Attacker) -> None:
    with refused_by("fact_has_a_hash"):
        lie(store, attacker, "siti", "check:approve", hash="short")


def test_more_rounds_than_declared_are_refused(store: Store, attacker: Attacker) -> None:
    case = opened(store)
    for _ in range(2):
        play(store, case, "check:return", "siti")
        play(store, case, "fix:done", "applicant")
    look = seen(store, case, "siti")

    with refused_by("fact_keeps_within_the_rounds"):
        attacker.forge(look, decided(look, "check:return"))


def test_a_fact_that_its_case_row_does_not_follow_is_refused(
    store: Store, attacker: Attacker
) -> None:
    look = seen(store, opened(store), "siti")
    entry = tampered_entry(look, decided(look, "check:approve"))

    if attacker.dialect == "postgresql":
        with refused_by("fact_moves_its_case"):
            attacker.insert_fact(entry)
    else:  # here the fact itself moves the row
        attacker.insert_fact(entry)
        assert attacker.run("SELECT marking, seq FROM cases") == [("initialling", 2)]


def test_the_person_of_an_appointment_may_not_be_another_kind(
    store: Store, attacker: Attacker
) -> None:
    look = seen(store, opened(store), "system")
    decision = standing(look, FactKind.NOTE)
    wrong = replace(decision, fact=replace(decision.fact, person=PersonId("siti")))

    with refused_by("fact_person_is_of_the_actor_class"):
        attacker.forge(look, wrong)


def test_nobody_enters_the_act_of_an_official_for_him(store: Store, attacker: Attacker) -> None:
    case = opened(store)
    play(store, case, "check:approve", "siti")
    look = seen(store, case, "budi")

    with refused_by("fact_official_acts_in_person"):
        attacker.forge(look, decided(look, "initials:approve"), entered_by="siti")
