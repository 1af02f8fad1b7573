from dataclasses import replace
from datetime import date

import pytest

from sopflow.compiler.organisation import read_organisation
from sopflow.domain.errors import OrganisationInvalid
from sopflow.domain.organisation import Action, LetterOfAppointment, Organisation
from sopflow.domain.words import Capacity, PersonId, PositionId
from sopflow.services.organisation import apply_organisation
from sopflow.store.store import Store
from tests.office import SAMPLE, rows

NOBODY = Organisation((), (), (), ())


def sample() -> Organisation:
    read = read_organisation(SAMPLE.read_text(), file="o.yaml")
    assert isinstance(read, Organisation)
    return read


def letter(person: str, *, number: str, until: date | None = None) -> LetterOfAppointment:
    return LetterOfAppointment(
        person=PersonId(person),
        position=PositionId("dpmptsp.front_office"),
        capacity=Capacity.DEFINITIVE,
        letter_number=number,
        letter_on=date(2026, 1, 2),
        valid_from=date(2026, 1, 5),
        valid_until=until,
    )


def test_applying_the_same_file_again_changes_nothing(office: Store) -> None:
    assert apply_organisation(office, sample()) == []


def test_a_dry_run_lists_and_changes_nothing(office: Store) -> None:
    new = replace(NOBODY, appointments=(letter("wati", number="dry"),))

    listed = apply_organisation(office, new, dry_run=True)

    assert [c.action for c in listed] == [Action.ADDED]
    assert rows(office, "SELECT 1 FROM appointments WHERE letter_number = 'dry'") == []


def test_an_appointment_is_entered_once_and_ended_once(office: Store) -> None:
    begun = replace(NOBODY, appointments=(letter("tono", number="800/9"),))
    ended = replace(NOBODY, appointments=(letter("tono", number="800/9", until=date(2026, 2, 1)),))

    assert [c.action for c in apply_organisation(office, begun)] == [Action.ADDED]
    assert [c.action for c in apply_organisation(office, ended)] == [Action.ENDED]
    assert apply_organisation(office, ended) == []
    (row,) = rows(office, "SELECT * FROM appointments WHERE letter_number = '800/9'")
    assert row["ended_recorded_at"] is not None
    assert str(row["valid_until"]) == "2026-02-01"


def test_an_end_is_never_taken_back_or_put_off(office: Store) -> None:
    short = letter("joko", number="800/10", until=date(2026, 2, 1))
    apply_organisation(office, replace(NOBODY, appointments=(short,)))

    for wrong in (
        replace(short, valid_until=None),
        replace(short, valid_until=date(2026, 3, 1)),
        replace(short, letter_on=date(2026, 1, 3)),
    ):
        with pytest.raises(OrganisationInvalid) as refused:
            apply_organisation(office, replace(NOBODY, appointments=(wrong,)))
        (change,) = refused.value.args
        assert (change.action, change.kind) == (Action.IMPOSSIBLE, "appointment")


def test_a_position_keeps_its_kind_and_nothing_else_of_the_file_is_applied(
    office: Store,
) -> None:
    city = sample()
    turned = tuple(
        replace(p, kind="other") if p.id == "bapenda.bendahara" else p for p in city.positions
    )
    renamed = tuple(replace(u, name="Nama Baru") for u in city.units)

    with pytest.raises(OrganisationInvalid):
        apply_organisation(office, replace(city, units=renamed, positions=turned))

    assert rows(office, "SELECT 1 FROM units WHERE name = 'Nama Baru'") == []


def test_a_changed_calendar_is_a_new_version(office: Store) -> None:
    city = sample()
    calendar = replace(city.units[0].calendar, holidays={date(2027, 1, 1): "Tahun baru"})
    units = tuple(replace(u, calendar=calendar) if u.id == "bapenda" else u for u in city.units)

    changes = apply_organisation(office, replace(city, units=units))

    assert [(c.action, c.kind, c.id, c.detail) for c in changes] == [
        (Action.CHANGED, "calendar", "bapenda", "v2")
    ]
    apply_organisation(office, city)  # and back: a third version


def test_names_and_addresses_follow_the_file(office: Store) -> None:
    city = sample()
    officials = tuple(
        replace(o, name="Maya Baru", email="maya@baru.example") if o.id == "maya" else o
        for o in city.officials
    )

    changes = apply_organisation(office, replace(city, officials=officials))

    assert {(c.kind, c.detail) for c in changes} == {("official", "name"), ("account", "email")}
    (row,) = rows(office, "SELECT name FROM persons WHERE id = 'maya'")
    assert row["name"] == "Maya Baru"
    apply_organisation(office, city)


def test_a_username_belongs_to_one_person(office: Store) -> None:
    city = sample()
    twin = replace(city.officials[0], id=PersonId("kembar"))

    with pytest.raises(OrganisationInvalid):
        apply_organisation(office, replace(NOBODY, officials=(twin,)))
