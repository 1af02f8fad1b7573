"""Moving a case by hand: decisions made without the engine, so that wrong ones can be made too."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from sopflow.domain.cases import Decision, NewFact, NewItem, NewJob, Open, Receipt, Submission
from sopflow.domain.lives import VersionState
from sopflow.domain.machines import Arc, Machine
from sopflow.domain.words import (
    ActorClass,
    Capacity,
    CaseId,
    FactKind,
    ItemId,
    Medium,
    PersonId,
    Trigger,
)
from sopflow.store.looks import Look, OfficeLook
from sopflow.store.store import Store
from tests.store.machines import OFFICE, machine

_keys = count(1)


def new_key() -> str:
    return f"key-{next(_keys)}"


def put_in_force(store: Store, made: Machine) -> None:
    """Take a machine all the way: submitted and ratified by Hadi, then by Rudi."""
    hadi, rudi = PersonId("hadi"), PersonId("rudi")
    store.add_version(made, "source", {"P2": True}, by=hadi)
    for state, who in (
        (VersionState.REVIEW, hadi),
        (VersionState.RATIFIED, hadi),
        (VersionState.RATIFIED, rudi),
        (VersionState.IN_FORCE, rudi),
    ):
        store.add_to_life(store.life_of(made.id), state, by=who)


def opened(
    store: Store, case: str = "case-1", *, person: str = "siti", key: str = "open"
) -> CaseId:
    """Open a case that Siti enters at the counter."""
    case_id = CaseId(case)
    with store.writing() as tx:
        office = tx.office(OFFICE.id, person=PersonId(person), key=f"{key}-{case}")
        tx.open_case(
            machine(),
            office,
            opening(office, case_id, entered_by=person),
            command=Open(case_id, f"{key}-{case}", Submission()),
            body_hash="body",
        )
    return case_id


def opening(office: OfficeLook, case_id: CaseId, *, entered_by: str | None) -> Decision:
    arc = arc_of(machine(), "start", "apply:done")
    fact = fact_of(arc, office, PersonId(f"applicant:{case_id}"))
    if entered_by:
        fact = replace(fact, entered_by=PersonId(entered_by))
    return Decision(
        fact=replace(
            fact,
            public={"received": ["letter"]},
            private={"proof": "KTP", "fields": {"name": "Ani", "phone": "0812"}},
        ),
        opens=_items(arc),
        jobs=(NewJob("notice", office.now, None, {"to": "applicant"}),),
        requirements=frozenset({ItemId("letter")}),
        fields={ItemId("name"): "Ani", ItemId("phone"): "0812"},
    )


def play(
    store: Store, case_id: CaseId, trigger: str, person: str, key: str | None = None, **more: Any
) -> Receipt:
    """Let a person take an arc; `applicant` and `system` stand for themselves."""
    with store.writing() as tx:
        who = PersonId(f"applicant:{case_id}" if person == "applicant" else person)
        look = tx.look(case_id, person=who, key=(key := key or new_key()))
        decision = decided(look, trigger, **more)
        return tx.record(look, decision, person=who, key=key, body_hash="body")


def record(store: Store, look: Look, decision: Decision, key: str) -> Receipt:
    with store.writing() as tx:
        return tx.record(look, decision, person=look.person, key=key, body_hash="body")


def seen(store: Store, case_id: CaseId, person: str, key: str = "k") -> Look:
    with store.writing() as tx:
        return tx.look(case_id, person=PersonId(person), key=key)


def decided(look: Look, trigger: str, made: Machine | None = None, **more: Any) -> Decision:
    """What a trusting engine would record; `made` says what an act brings."""
    arc = arc_of(machine(), look.case.marking, trigger)
    jobs = tuple(
        NewJob("automatic", look.case.now, step, {"step": step})
        for step in arc.opens
        if step == "issue"
    )
    received = (made or machine()).compiled.changes.get(arc.trigger, ())
    public = {"received": sorted(received)} if received else {}
    return Decision(
        fact=replace(fact_of(arc, look, look.person), public=public, **more),
        closes=tuple(i.id for i in look.case.items if i.step in arc.closes),
        opens=_items(arc),
        jobs=jobs,
        requirements=frozenset(received),
    )


def standing(look: Look, kind: FactKind, **public: Any) -> Decision:
    """A fact that moves nothing."""
    post = look.appointments[-1] if look.appointments else None
    return Decision(
        NewFact(
            kind=kind,
            source=look.case.marking,
            target=look.case.marking,
            trigger=None,
            step=None,
            answer=None,
            role=None,
            actor_class=ActorClass.OFFICIAL if post else ActorClass.SYSTEM,
            result=None,
            person=look.person,
            entered_by=None,
            position=post.position if post else None,
            position_name=post.position_name if post else None,
            appointment=post.id if post else None,
            capacity=post.capacity if post else Capacity.SYSTEM,
            medium=Medium.SYSTEM,
            performed_at=look.case.now,
            private={},
            public=public,
        )
    )


def fact_of(arc: Arc, look: Look | OfficeLook, person: PersonId) -> NewFact:
    post = None
    if arc.actor_class is ActorClass.OFFICIAL:
        held = [a for a in look.appointments if a.position_kind == arc.role]
        post = held[0] if held else look.appointments[0]
    now = look.case.now if isinstance(look, Look) else look.now
    return NewFact(
        kind=FactKind.ACT,
        source=arc.source,
        target=arc.target,
        trigger=arc.trigger,
        step=arc.step,
        answer=arc.answer,
        role=arc.role,
        actor_class=arc.actor_class,
        result=arc.result,
        person=person,
        entered_by=None,
        position=post.position if post else None,
        position_name=post.position_name if post else None,
        appointment=post.id if post else None,
        capacity=post.capacity if post else Capacity(arc.actor_class.value),
        medium=Medium.SYSTEM,
        performed_at=now,
        private={},
    )


def arc_of(made: Machine, source: str, trigger: str) -> Arc:
    arc = made.find_arc(source, Trigger(trigger))  # type: ignore[arg-type]  # a marking by name
    assert arc is not None, (source, trigger)
    return arc


def _items(arc: Arc) -> tuple[NewItem, ...]:
    steps = machine().steps
    return tuple(NewItem(step, steps[step].role, None) for step in arc.opens)


HOUR = timedelta(hours=1)
