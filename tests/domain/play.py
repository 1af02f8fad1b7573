"""A case in memory, moved by decisions alone: what the store would make of them, without one."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sopflow.compiler.compile import compile_text
from sopflow.domain.authority import Actor, Appointment, CaseUnit
from sopflow.domain.cases import CaseView, Decision, Open, OpenItem, PastAct, Submission
from sopflow.domain.decide import decide_open
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.words import (
    ActorClass,
    AppointmentId,
    Capacity,
    CaseId,
    FactKind,
    ItemId,
    PersonId,
    PositionId,
    StepId,
    UnitId,
    WorkItemId,
)

DEFINITIONS = Path(__file__).parents[2] / "definitions"
OFFICE_HOURS = ((time(8), time(16)),)
CALENDAR = OfficeCalendar("Asia/Jakarta", dict.fromkeys(range(5), OFFICE_HOURS), {})
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
UNIT = CaseUnit(UnitId("kecamatan-contoh"), "kecamatan", UnitId("kota"))
APPLICANT = PersonId("applicant:1")
APPLICATION = Submission(
    {
        "nama": "Warga Contoh",
        "nik": "0000000000000001",
        "alamat": "Jalan Contoh 1",
        "keperluan": "bantuan_hukum",
    },
    frozenset(ItemId(i) for i in ("pengantar", "ktp", "kk")),
)


@cache
def machine(code: str = "sktm") -> Machine:
    """The machine of a shipped procedure."""
    path = DEFINITIONS / code / "1.0.0.yaml"
    made = compile_text(path.read_text(), file=path.name).machine
    assert made is not None
    return made


def moment(at: datetime = MONDAY) -> OfficeMoment:
    """An instant in the sample office."""
    return OfficeMoment(at, CALENDAR)


def holder(kind: str, person: str | None = None, **more: Any) -> Actor:
    """An official who holds the post of that kind in the case's unit."""
    who = PersonId(person or kind)
    values: dict[str, Any] = {
        "unit": UNIT.id,
        "capacity": Capacity.DEFINITIVE,
        "valid_from": date(2025, 1, 1),
        "valid_until": None,
        "recorded_at": datetime(2025, 1, 1, tzinfo=UTC),
    }
    appointment = Appointment(
        id=AppointmentId(f"{who}-{kind}"),
        person=who,
        position=PositionId(f"{UNIT.id}.{kind}"),
        position_kind=kind,
        position_name=kind.title(),
        letter="800/1",
        **(values | more),
    )
    return Actor(ActorClass.OFFICIAL, who, who.title(), (appointment,))


def clerk_for_applicant() -> Actor:
    """The applicant, whose words a clerk of the unit enters."""
    clerk = holder("petugas_loket")
    return replace(
        clerk, actor_class=ActorClass.APPLICANT, person=APPLICANT, entered_by=clerk.person
    )


def open_command(**more: Any) -> Open:
    """An application as the counter enters it."""
    values: dict[str, Any] = {"submission": APPLICATION, "proof": "KTP dilihat"}
    return Open(CaseId("1"), "k", **(values | more))


@dataclass(frozen=True)
class Played:
    """A case and the moment; every step gives a new one."""

    case: CaseView
    machine: Machine

    @property
    def item(self) -> OpenItem:
        """The only open item."""
        (item,) = self.case.items
        return item

    def after(self, decision: Decision) -> "Played":
        """What the store would read after recording `decision`."""
        case, fact = self.case, decision.fact
        seq = case.seq + 1
        acts, changed = case.acts, case.changed
        if fact.kind is FactKind.ACT:
            assert fact.trigger is not None
            past = PastAct(seq, fact.trigger, fact.step, fact.person, fact.source, at=case.now)
            acts = (*acts, past)
            items = self.machine.compiled.changes.get(fact.trigger, ())
            changed = (*changed, *((seq, item) for item in items))
        delivered = case.delivered
        if fact.kind is FactKind.NOTICE:
            delivered |= {fact.public["of_seq"]}
        kept = tuple(i for i in case.items if i.id not in decision.closes)
        if decision.claims is not None:
            claimed, by = decision.claims
            kept = tuple(replace(i, claimed_by=by) if i.id == claimed else i for i in kept)
        opened = tuple(
            OpenItem(WorkItemId(f"{seq}.{i.step}"), i.step, 1, seq, case.now, i.due_at, None)
            for i in decision.opens
        )
        return replace(
            self,
            case=replace(
                case,
                seq=seq,
                marking=fact.target,
                items=kept + opened,
                acts=acts,
                changed=changed,
                delivered=delivered,
                requirements=case.requirements | decision.requirements,
                fields={**case.fields, **decision.fields},
            ),
        )

    def at(self, now: datetime) -> "Played":
        """The same case, looked at later."""
        return replace(self, case=replace(self.case, now=now))

    def later(self, **delta: float) -> "Played":
        """The same case after some time."""
        return self.at(self.case.now + timedelta(**delta))


def opened(submission: Submission = APPLICATION, *, code: str = "sktm") -> Played:
    """A case that has just been opened."""
    made = machine(code)
    command = open_command(submission=submission)
    decision = decide_open(made, UNIT, command, actor=clerk_for_applicant(), moment=moment())
    assert isinstance(decision, Decision), decision
    empty = CaseView(
        id=CaseId("1"),
        number="SKTM-2026-000001",
        version=made.id,
        unit=UNIT,
        applicant=APPLICANT,
        marking=made.compiled.start,
        seq=0,
        last_hash="",
        last_recorded_at=MONDAY,
        now=MONDAY,
        items=(),
        acts=(),
        changed=(),
        requirements=frozenset(),
        fields={},
        delivered=frozenset(),
    )
    return Played(empty, made).after(decision)


def step_of(made: Machine, step: str) -> StepId:
    """A step that the procedure must have."""
    assert step in made.steps, step
    return StepId(step)
