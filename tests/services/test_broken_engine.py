"""An engine with a check taken out: the database lock refuses what it would have recorded.

The engine here is broken on purpose. It follows any arc for anybody, from whatever it has seen,
and writes through the same store as the real one.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date

import pytest

from sopflow.domain.acting import act
from sopflow.domain.authority import Actor, Appointment
from sopflow.domain.cases import Decision, NewItem, Open
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.errors import RecordRejected
from sopflow.domain.words import (
    ActorClass,
    AppointmentId,
    Capacity,
    CaseId,
    MarkingId,
    PersonId,
    PositionId,
    StepId,
    Trigger,
    UnitId,
)
from sopflow.services.cases import Opened, open_case
from sopflow.store.errors import LostRace
from sopflow.store.looks import Look
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.office import caller, filled_form, person, rows


@dataclass(frozen=True)
class Broken:
    """Records what it is told; judges nothing."""

    store: Store
    case: CaseId

    def look(self, who: PersonId) -> Look:
        with self.store.writing() as tx:
            return tx.look(self.case, person=who, key=secrets.token_hex(8))

    def follow(
        self,
        trigger: str,
        *,
        as_: Appointment | None,
        seen: Look | None = None,
        at: str | None = None,
    ) -> None:
        who = as_.person if as_ else PersonId("system")
        look = seen or self.look(who)
        machine = self.store.machine(look.case.version)
        source = MarkingId(at or look.case.marking)
        arc = machine.find_arc(source, Trigger(trigger))
        assert arc is not None, (source, trigger)
        actor = Actor(ActorClass.OFFICIAL if as_ else ActorClass.SYSTEM, who, "")
        moment = OfficeMoment(look.case.now, look.calendar)
        fact = act(arc, actor, moment, holder=as_)
        closes = tuple(i.id for i in look.case.items)
        opens = tuple(NewItem(step, machine.steps[step].role, None) for step in arc.opens)
        forged = replace(look, person=who, appointments=(as_,) if as_ else ())
        with self.store.writing() as tx:
            tx.record(
                forged,
                Decision(fact, closes=closes, opens=opens),
                person=who,
                key=secrets.token_hex(8),
                body_hash="0" * 64,
            )


@pytest.fixture
def broken(office: Store) -> Broken:
    found = rows(office, "SELECT id FROM versions WHERE sop_code = 'sktm'")
    machine = office.machine(found[0]["id"])
    command = Open(
        CaseId(secrets.token_hex(8)),
        secrets.token_hex(8),
        filled_form(machine.procedure),
        proof="KTP dilihat",
    )
    opened = open_case(
        office,
        command,
        sop_code="sktm",
        unit=UnitId("kecamatan-contoh"),
        caller=caller("ani"),
    )
    assert isinstance(opened, Opened), opened
    return Broken(office, opened.receipt.case_id)


def held(store: Store, username: str) -> Appointment:
    """The appointment that is really on record."""
    row = rows(
        store,
        "SELECT a.*, p.kind, p.name AS position_name, p.unit_id FROM appointments a "
        "JOIN positions p ON p.id = a.position_id WHERE a.person_id = :p",
        p=person(username),
    )[0]
    return Appointment(
        id=AppointmentId(row["id"]),
        person=person(username),
        position=PositionId(row["position_id"]),
        position_kind=row["kind"],
        position_name=row["position_name"],
        unit=UnitId(row["unit_id"]),
        capacity=Capacity(row["capacity"]),
        letter=row["letter_number"],
        valid_from=date(2025, 1, 2),
        valid_until=None,
        recorded_at=store.now(),
    )


def test_the_broken_engine_records_what_is_right(broken: Broken) -> None:
    """Or the refusals below would prove nothing."""
    first = broken.look(person("ani")).case.items[0].step
    broken.follow(_supporting(broken, first), as_=held(broken.store, "ani"))
    assert broken.look(person("ani")).case.seq == 2


def test_an_official_of_another_post_is_refused(broken: Broken) -> None:
    """Whose engine forgot to ask which role the step has."""
    step = broken.look(person("agus")).case.items[0].step
    refused(broken, _supporting(broken, step), as_=held(broken.store, "agus"))


def test_an_official_of_another_sub_district_is_refused(broken: Broken) -> None:
    step = broken.look(person("nia")).case.items[0].step
    refused(broken, _supporting(broken, step), as_=held(broken.store, "nia"))


def test_a_person_in_somebody_elses_post_is_refused(broken: Broken) -> None:
    """Whose engine believed what the caller said about the appointment."""
    forged = replace(held(broken.store, "ani"), person=person("agus"))
    step = broken.look(person("agus")).case.items[0].step
    refused(broken, _supporting(broken, step), as_=forged)


def test_an_invented_appointment_is_refused(broken: Broken) -> None:
    forged = replace(held(broken.store, "ani"), id=AppointmentId("karangan"))
    step = broken.look(person("ani")).case.items[0].step
    refused(broken, _supporting(broken, step), as_=forged)


def test_an_act_from_a_place_where_the_case_is_not_is_refused(broken: Broken) -> None:
    """A jump straight to the signature."""
    signature = _signature(broken)
    machine = broken.store.machine(broken.look(person("agus")).case.version)
    place = next(m.id for m in machine.compiled.markings if signature in m.open)
    refused(broken, f"{signature}:approve", as_=held(broken.store, "agus"), at=place)


def test_an_act_of_the_system_on_an_officials_step_is_refused(broken: Broken) -> None:
    step = broken.look(person("ani")).case.items[0].step
    refused(broken, _supporting(broken, step), as_=None)


def test_without_the_version_check_a_stale_view_still_records_nothing(broken: Broken) -> None:
    """Whose engine decided on a case that has moved on, and insists on its place in the chain."""
    seen = broken.look(person("ani"))
    trigger = _supporting(broken, seen.case.items[0].step)
    broken.follow(trigger, as_=held(broken.store, "ani"))
    with pytest.raises((LostRace, RecordRejected)):
        broken.follow(trigger, as_=held(broken.store, "ani"), seen=seen)
    now = broken.look(person("ani")).case
    insisting = replace(
        seen,
        case=replace(
            seen.case, seq=now.seq, last_hash=now.last_hash, last_recorded_at=now.last_recorded_at
        ),
    )
    refused(broken, trigger, as_=held(broken.store, "ani"), seen=insisting)


def refused(
    broken: Broken,
    trigger: str,
    *,
    as_: Appointment | None,
    seen: Look | None = None,
    at: str | None = None,
) -> None:
    """The database says no, and the record is as it was."""
    before = broken.look(person("admin")).case.seq
    with pytest.raises(RecordRejected):
        broken.follow(trigger, as_=as_, seen=seen, at=at)
    assert broken.look(person("admin")).case.seq == before
    with broken.store.reading() as connection:
        assert faults_of(connection, broken.case) == []


def _supporting(broken: Broken, step: StepId) -> str:
    machine = broken.store.machine(broken.look(person("admin")).case.version)
    answer = next(a for a in machine.steps[step].answers if a.nature == "supports")
    return f"{step}:{answer.id}"


def _signature(broken: Broken) -> StepId:
    machine = broken.store.machine(broken.look(person("admin")).case.version)
    return next(s.id for s in machine.procedure.steps if s.kind == "signature")
