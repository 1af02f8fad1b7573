"""A stage: invented values are taken by every kind of field, invented persons hold their posts."""

from decimal import Decimal

import pytest

from sopflow.domain.authority import appointment_for
from sopflow.domain.forms import fill
from sopflow.domain.items import Field, FieldKind
from sopflow.domain.stage import begun, holder, invented, unit_of
from sopflow.domain.words import ActorClass, ItemId, Text
from tests.domain.play import machine, moment


@pytest.mark.parametrize("kind", FieldKind)
@pytest.mark.parametrize("low", [None, Decimal(3)])
def test_an_invented_value_is_accepted(kind: FieldKind, low: Decimal | None) -> None:
    field = Field(
        ItemId("x"), Text("x", "x"), kind, True, False, None, choices=("a", "b"), minimum=low
    )

    assert fill([field], {"x": invented(field)}).faults == {}


@pytest.mark.parametrize("code", ["sktm", "izin-reklame"])
def test_for_each_role_there_is_one_person_who_holds_it_alone(code: str) -> None:
    made = machine(code)
    unit, now = unit_of(made), moment()
    internal = [role for role in made.procedure.roles if not role.is_external]

    for role in internal:
        actor = holder(made, role)
        held = [r.id for r in internal if appointment_for(actor, r, unit, on=now.day, at=now.now)]
        assert held == [role.id]


def test_the_applicant_acts_for_external_roles() -> None:
    made = machine("sktm")

    assert holder(made, made.procedure.roles[0]).actor_class is ActorClass.APPLICANT


@pytest.mark.parametrize("code", ["sktm", "izin-reklame"])
def test_a_case_begins_with_an_invented_application(code: str) -> None:
    stage = begun(machine(code), moment())

    assert [item.step for item in stage.case.items] == ["periksa"]
    assert stage.told == ("opened",)
    assert stage.case.delivered == {1}


def test_automatic_steps_in_a_row_have_a_bound() -> None:
    stage = begun(machine("sktm"), moment())

    with pytest.raises(AssertionError, match="more than 0 automatic steps"):
        stage.settled(carries_max=0)
