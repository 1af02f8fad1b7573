"""A case in memory, moved by decisions alone, with invented persons who hold the roles.

It is what a scenario is run on and what an author clicks through: the decisions are those of the
office, only the store is missing. A stage is a value; every act gives a new one.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sopflow.domain.authority import SYSTEM, Actor, Appointment, CaseUnit
from sopflow.domain.bills import bills_in, numbered, unpaid
from sopflow.domain.cases import (
    Beside,
    Carry,
    CaseView,
    Decision,
    Notify,
    Open,
    OpenItem,
    PastAct,
    Submission,
)
from sopflow.domain.decide import decide_carry, decide_notice, decide_open
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.expressions import choose, values_of
from sopflow.domain.items import Field, FieldKind
from sopflow.domain.machines import Machine
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.outside import BillView
from sopflow.domain.procedures import NoticeRule, Role, Step
from sopflow.domain.refusals import Refusal
from sopflow.domain.telling import DELAYED
from sopflow.domain.words import (
    VOTE,
    ActorClass,
    AnswerId,
    AppointmentId,
    Capacity,
    CaseId,
    EndId,
    FactKind,
    ItemId,
    PersonId,
    PositionId,
    StepKind,
    UnitId,
    WorkItemId,
    answer_in,
)

CARRIES_MAX = 1_000
"""A case that wants more automatic steps in a row than this is a bug of the compiler's proofs."""
CASE = CaseId("stage")
APPLICANT = PersonId("applicant")
APPLICANT_EVENT = "applicant"
_NOT_ASKED_FOR = (FactKind.ACT, FactKind.NOTE, FactKind.CLAIM, FactKind.NOTICE)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stage:
    """A case as it stands, what was told so far, and which obligations its end met."""

    machine: Machine
    calendar: OfficeCalendar
    case: CaseView
    delivers: bool
    told: tuple[str, ...] = ()
    """Moments of the SOP's own notices that were sent, in order."""
    met: frozenset[str] = frozenset()
    promise_due_at: datetime | None = None

    @property
    def moment(self) -> OfficeMoment:
        """The stage's clock in its office."""
        return OfficeMoment(self.case.now, self.calendar)

    @property
    def end(self) -> EndId | None:
        """Where the case has ended, if it has."""
        return self.machine.markings[self.case.marking].end

    def at(self, now: datetime) -> "Stage":
        """The same case at another time; who is told of a delay is told when it begins."""
        due = self.promise_due_at
        is_late = due is not None and self.case.now < due <= now and self.end is None
        told = (DELAYED,) if is_late and self._tells(DELAYED) else ()
        return replace(self, case=replace(self.case, now=now), told=(*self.told, *told))

    def _tells(self, event: str) -> bool:
        return any(rule.event == event for rule in self.machine.procedure.notices)

    def recorded(self, decision: Decision) -> "Stage":
        """What would be read after recording `decision`, its notices being sent."""
        fact, seq = decision.fact, self.case.seq + 1
        rules = self._told_now(decision)
        moved = replace(
            self,
            case=_after(self.machine, self.case, decision),
            told=(*self.told, *dict.fromkeys(r.event for r in rules if self._is_own(r))),
            met=self.met | frozenset(decision.met),
            promise_due_at=decision.promise_due_at or self.promise_due_at,
        )
        is_told = fact.kind is FactKind.ACT and any(r.to == APPLICANT_EVENT for r in rules)
        return moved.notified(seq, "email") if is_told and self.delivers else moved

    def _told_now(self, decision: Decision) -> list[NoticeRule]:
        rules = [j.payload["rule"] for j in decision.jobs if j.kind == "notice"]
        return [self.machine.notices[number] for number in rules if number is not None]

    def _is_own(self, rule: NoticeRule) -> bool:
        return rule in self.machine.procedure.notices

    def notified(self, seq: int, channel: str) -> "Stage":
        """The applicant got the notice about act `seq`."""
        command = Notify(CASE, seq, channel, "stage")
        decision = decide_notice(self.machine, self.case, command, actor=SYSTEM, moment=self.moment)
        assert isinstance(decision, Decision), decision
        return self.recorded(decision)

    def settled(self, *, carries_max: int = CARRIES_MAX) -> "Stage":
        """Carry out the automatic steps that are open, as the workers would at once."""
        stage = self
        for _ in range(carries_max):
            steps = ((item, stage.machine.steps[item.step]) for item in stage.case.items)
            ready = ((item, step) for item, step in steps if stage._is_ready(item, step))
            found = next(ready, None)
            if found is None:
                return stage
            stage = stage._carried(*found)
        raise AssertionError(f"more than {carries_max} automatic steps in a row")

    def _is_ready(self, item: OpenItem, step: Step) -> bool:
        """What a worker does without asking: automatic steps, and those whose bill is paid."""
        return step.kind.is_automatic or (step.bill is not None and unpaid(self.case, item) == 0)

    def _carried(self, item: OpenItem, step: Step) -> "Stage":
        command = Carry(CASE, item.id, self._outcome(step), "stage")
        decision = decide_carry(self.machine, self.case, command, actor=SYSTEM, moment=self.moment)
        assert isinstance(decision, Decision), decision
        return self.recorded(decision)

    def _outcome(self, step: Step) -> AnswerId:
        if step.kind is not StepKind.RULES:
            return step.answers[0].id
        last = {
            act.step: answer_in(act.trigger)
            for act in self.case.acts
            if act.step is not None and not act.trigger.endswith(VOTE)
        }
        return choose(step.rules, values_of(self.machine.procedure, self.case.fields, last))


def opened(
    machine: Machine,
    submission: Submission,
    *,
    moment: OfficeMoment,
    delivers: bool = True,
) -> Stage | Refusal:
    """A case that the applicant, or the office, has just opened, or why it may not be opened."""
    command = Open(CASE, "stage", submission)
    start = machine.procedure.start
    actor = holder(machine, machine.procedure.role(start.role)) if start.role else applicant()
    decision = decide_open(machine, unit_of(machine), command, actor=actor, moment=moment)
    if isinstance(decision, Refusal):
        return decision
    return Stage(machine, moment.calendar, _nothing(machine, moment), delivers).recorded(decision)


def begun(machine: Machine, moment: OfficeMoment) -> Stage:
    """A case opened with an invented application: every required field, every paper."""
    procedure = machine.procedure
    fields = filled((*procedure.form, *procedure.start.fields), {})
    papers = frozenset(r.id for r in procedure.requirements)
    stage = opened(machine, Submission(fields, papers), moment=moment)
    assert isinstance(stage, Stage), stage
    return stage.settled()


def unit_of(machine: Machine) -> CaseUnit:
    """An invented unit in which the SOP is in force."""
    scope = machine.procedure.scope
    return CaseUnit(scope.unit or UnitId("unit"), scope.unit_kind or "unit", UnitId("induk"))


def applicant() -> Actor:
    """The applicant, acting with the tracking code."""
    return Actor(ActorClass.APPLICANT, APPLICANT, APPLICANT)


def holder(machine: Machine, role: Role, person: PersonId | None = None) -> Actor:
    """An invented person who acts in `role`; without `person` the one whom the role has anyway."""
    who = person or PersonId(role.id)
    if role.is_external:
        return applicant()
    unit = unit_of(machine).related(role) or UnitId("induk")
    appointment = Appointment(
        id=AppointmentId(f"{role.id}.{who}"),
        person=who,
        position=PositionId(f"{unit}.{role.position_kind}"),
        position_kind=role.position_kind,
        position_name=role.name.id,
        unit=unit,
        capacity=Capacity.DEFINITIVE,
        letter="-",
        valid_from=date(2000, 1, 1),
        valid_until=None,
        recorded_at=_LONG_AGO,
    )
    return Actor(ActorClass.OFFICIAL, who, role.name.id, (appointment,))


def filled(fields: tuple[Field, ...], given: dict[str, Any], known: Any = ()) -> dict[str, Any]:
    """Add an invented value for every required field that is neither given nor known."""
    wanted = (f for f in fields if f.is_required and f.id not in given and f.id not in known)
    return given | {str(f.id): invented(f) for f in wanted}


def invented(field: Field) -> str:
    """A value that the field accepts."""
    match field.kind:
        case FieldKind.NIK:
            return "0000000000000001"
        case FieldKind.CHOICE:
            return field.choices[0]
        case FieldKind.DATE:
            return "2000-01-01"
        case FieldKind.YES_NO:
            return "ya"
        case FieldKind.INTEGER | FieldKind.DECIMAL | FieldKind.MONEY:
            return str(field.minimum if field.minimum is not None else 1)
        case FieldKind.PHONE:
            return "080000000000"
        case FieldKind.EMAIL:
            return "warga@contoh.invalid"
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            return "Contoh"


def _nothing(machine: Machine, moment: OfficeMoment) -> CaseView:
    return CaseView(
        id=CASE,
        number="-",
        version=machine.id,
        unit=unit_of(machine),
        applicant=APPLICANT,
        marking=machine.compiled.start,
        seq=0,
        last_hash="",
        last_recorded_at=moment.now,
        now=moment.now,
        items=(),
        acts=(),
        changed=(),
        requirements=frozenset(),
        fields={},
        delivered=frozenset(),
    )


def _after(machine: Machine, case: CaseView, decision: Decision) -> CaseView:
    """What the store would read after recording `decision`."""
    fact, seq = decision.fact, case.seq + 1
    acts, changed, delivered = case.acts, case.changed, case.delivered
    conflicted = case.conflicted
    if fact.kind is FactKind.CONFLICT:
        conflicted |= {fact.person}
    if fact.kind is FactKind.NOTICE:
        delivered |= {fact.public["of_seq"]}
    new: tuple[ItemId, ...] = ()
    if fact.kind is FactKind.ACT:
        assert fact.trigger is not None
        past = PastAct(seq, fact.trigger, fact.step, fact.person, fact.source, at=case.now)
        acts = (*acts, past)
        new = machine.compiled.changes.get(fact.trigger, ())
    besides = case.besides
    if fact.kind not in _NOT_ASKED_FOR:
        besides = (*besides, Beside(seq, fact.kind, fact.person, case.now, fact.public))
    kept = tuple(i for i in case.items if i.id not in decision.closes)
    begun = tuple(
        OpenItem(WorkItemId(f"{seq}.{i.step}"), i.step, 1, seq, case.now, i.due_at, None)
        for i in decision.opens
    )
    return replace(
        case,
        seq=seq,
        marking=fact.target,
        items=kept + begun,
        acts=acts,
        changed=(*changed, *((seq, item) for item in new)),
        delivered=delivered,
        conflicted=conflicted,
        requirements=case.requirements | decision.requirements,
        fields={**case.fields, **decision.fields},
        besides=besides,
        bills=_bills(case, decision, seq),
    )


def _bills(case: CaseView, decision: Decision, seq: int) -> tuple[BillView, ...]:
    made = numbered(decision.bills, case_number=case.number, seq=seq)
    new = bills_in([(seq, FactKind.ACT, {"bills": made})])
    bills = (*case.bills, *new)
    if decision.fact.kind is not FactKind.PAYMENT:
        return bills
    paid = decision.fact.public
    return tuple(
        replace(b, paid=b.paid + paid["amount"]) if b.number == paid["bill"] else b for b in bills
    )
