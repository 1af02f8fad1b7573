"""A scenario played on a stage: who does what when, and whether what must follow does follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sopflow.domain import stage_whole
from sopflow.domain.authority import RULE, SYSTEM, Actor
from sopflow.domain.cases import (
    Advance,
    Carry,
    Decision,
    DeclareConflict,
    Expire,
    OpenItem,
    Submission,
)
from sopflow.domain.checks import Aspect, Check, Mismatch, found_amiss, refused
from sopflow.domain.decide import decide_advance, decide_carry, decide_conflict, decide_expire
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.machines import Machine
from sopflow.domain.officetime import OfficeCalendar, due_at
from sopflow.domain.outside import MessageId, Pay
from sopflow.domain.paying import decide_payment
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.rehearsal_besides import BesideDeed, done_beside
from sopflow.domain.stage import CASE, Stage, filled, holder, opened
from sopflow.domain.words import (
    APPROVE,
    DONE,
    AnswerId,
    Duration,
    DurationUnit,
    ItemId,
    PersonId,
    RoleId,
    StepId,
    WorkItemId,
)

PROOF = "contoh bukti"


class DeedKind(StrEnum):
    """What somebody does."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    SILENCE = "silence"
    """The promised time passes without a decision."""
    OVERDUE = "overdue"
    SERVE = "serve"
    CONFLICT = "conflict"
    """An official declares an interest in the case."""
    BESIDE = "beside"
    """Something that moves no case."""
    MESSAGE = "message"
    """What is awaited from outside arrives."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of a scenario. Without `step` the role's only open step is meant.

    It happens at `at`, or `after` the act before, or at the same time; the passing of a limit
    happens when the limit passes unless a time is given.
    """

    kind: DeedKind
    line: int
    column: int
    role: RoleId | None = None
    step: StepId | None = None
    answer: AnswerId | None = None
    note: str | None = None
    amount: int | None = None
    """What was paid, in whole rupiah; None is all that is still to pay."""
    fields: Mapping[str, str] = field(default_factory=dict)
    papers: frozenset[ItemId] = frozenset()
    after: Duration | None = None
    at: datetime | None = None
    checks: tuple[Check, ...] = ()
    person: PersonId | None = None
    """Who acts in the role, where it is not the role's first person."""
    beside: BesideDeed | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case told in advance. `papers` None stands for every paper of the list."""

    name: str
    line: int
    column: int
    start: datetime
    calendar: OfficeCalendar
    delivers: bool
    fields: Mapping[str, str]
    papers: frozenset[ItemId] | None
    opening: tuple[Check, ...]
    deeds: tuple[Deed, ...]
    finally_: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a scenario went: it passed when nothing is amiss. No stage: it could not be opened."""

    scenario: Scenario
    stage: Stage | None
    mismatches: tuple[Mismatch, ...]


def rehearse(machine: Machine, scenario: Scenario) -> Rehearsal:
    """Play a scenario as far as it goes right."""
    stage = _open(machine, scenario)
    if isinstance(stage, Refusal):
        found = refused(scenario.opening, stage, scenario.line, scenario.column)
        return Rehearsal(scenario, None, found)
    stage = stage.settled()
    amiss = found_amiss(scenario.opening, stage, told=stage.told)
    for deed in scenario.deeds:
        if amiss:
            return Rehearsal(scenario, stage, amiss)
        if deed.at is not None and deed.at < stage.case.now:
            early = Mismatch(Aspect.TIME, stage.case.now, deed.at, deed.line, deed.column)
            return Rehearsal(scenario, stage, (early,))
        stage = _when(stage, deed)
        outcome = _do(stage, deed)
        if isinstance(outcome, Stage):
            already = len(stage.told)
            stage = outcome.settled()
            amiss = found_amiss(deed.checks, stage, told=stage.told[already:])
        elif isinstance(outcome, Refusal):
            amiss = refused(deed.checks, outcome, deed.line, deed.column)
        else:
            amiss = (outcome,)
    amiss = amiss or found_amiss(scenario.finally_, stage, told=stage.told)
    return Rehearsal(scenario, stage, amiss)


def perform(stage: Stage, deed: Deed) -> Stage | Refusal | Mismatch:
    """Do one act, and the automatic steps that follow it."""
    outcome = _do(_when(stage, deed), deed)
    return outcome.settled() if isinstance(outcome, Stage) else outcome


def later(start: datetime, length: Duration, calendar: OfficeCalendar) -> datetime:
    """The instant at which somebody acts who waits for `length`.

    Minutes and hours are office time. Days keep the time of day: working days are counted on
    days on which the office opens, calendar days on all.
    """
    match length.unit:
        case DurationUnit.MINUTE | DurationUnit.HOUR:
            return due_at(start, length, calendar)
        case DurationUnit.CALENDAR_DAY:
            return start + timedelta(days=length.amount)
        case DurationUnit.WORKING_DAY:
            end = calendar.day_of(due_at(start, length, calendar))
            return start + (end - calendar.day_of(start))


def _open(machine: Machine, scenario: Scenario) -> Stage | Refusal:
    procedure = machine.procedure
    fields = filled((*procedure.form, *procedure.start.fields), dict(scenario.fields))
    papers = scenario.papers
    if papers is None:
        papers = frozenset(r.id for r in procedure.requirements)
    moment = OfficeMoment(scenario.start, scenario.calendar)
    submission = Submission(fields, papers)
    return opened(machine, submission, moment=moment, delivers=scenario.delivers)


def _when(stage: Stage, deed: Deed) -> Stage:
    now = stage.case.now
    if deed.at is not None:
        return stage.at(deed.at)
    if deed.after is not None:
        return stage.at(later(now, deed.after, stage.calendar))
    if deed.kind is DeedKind.OVERDUE:
        dues = [i.due_at for i in stage.case.items if i.step == deed.step and i.due_at is not None]
        return stage.at(max([now, *dues]))
    if deed.kind is DeedKind.SILENCE and stage.promise_due_at is not None:
        return stage.at(max(now, stage.promise_due_at))
    return stage


def _do(stage: Stage, deed: Deed) -> Stage | Refusal | Mismatch:
    match deed.kind:
        case DeedKind.ANSWER | DeedKind.MESSAGE:
            return _answer(stage, deed)
        case DeedKind.WITHDRAW:
            return _recorded(stage, stage_whole.withdraw(stage, _actor(stage, deed), deed.note))
        case DeedKind.CANCEL:
            return _recorded(stage, stage_whole.cancel(stage, _actor(stage, deed), deed.note))
        case DeedKind.SILENCE:
            return _recorded(stage, stage_whole.deem(stage))
        case DeedKind.OVERDUE:
            return _recorded(stage, _expire(stage, deed))
        case DeedKind.SERVE:
            return stage.notified(_to_be_told(stage), "counter")
        case DeedKind.CONFLICT:
            return _recorded(stage, _declare(stage, deed))
        case DeedKind.BESIDE:
            assert deed.beside is not None, deed
            return _recorded(stage, done_beside(stage, _actor(stage, deed), deed.beside))


def _to_be_told(stage: Stage) -> int:
    """The act that gave the applicant their turn, though others acted since; else the last one."""
    steps, procedure = stage.machine.steps, stage.machine.procedure
    roles = ((item.opened_seq, steps[item.step].role) for item in stage.case.items)
    theirs = [seq for seq, role in roles if role and procedure.role(role).is_external]
    return max(theirs, default=stage.case.acts[-1].seq)


def _recorded(stage: Stage, outcome: Decision | Refusal) -> Stage | Refusal:
    return stage.recorded(outcome) if isinstance(outcome, Decision) else outcome


def _answer(stage: Stage, deed: Deed) -> Stage | Refusal | Mismatch:
    item = _meant(stage, deed)
    if not isinstance(item, OpenItem):
        return item
    step = stage.machine.steps[item.step]
    answer = deed.answer or _plain(stage, item.step)
    if answer is None:
        answers = frozenset(a.id for a in step.answers)
        return Mismatch(Aspect.TURN, None, answers, deed.line, deed.column)
    if step.bill is not None and deed.kind is DeedKind.MESSAGE:
        return _recorded(stage, _pay(stage, item, deed))
    if deed.kind is DeedKind.MESSAGE:
        carry = Carry(CASE, item.id, answer, "stage")
        at = stage.moment
        return _recorded(
            stage, decide_carry(stage.machine, stage.case, carry, actor=SYSTEM, moment=at)
        )
    fields = filled(step.fields, dict(deed.fields), stage.case.fields)
    given = Submission(fields, deed.papers)
    proof = PROOF if step.kind.is_awaited else None
    command = Advance(CASE, item.id, item.view, answer, "stage", deed.note, given, proof)
    return _recorded(
        stage,
        decide_advance(
            stage.machine, stage.case, command, actor=_actor(stage, deed), moment=stage.moment
        ),
    )


def _meant(stage: Stage, deed: Deed) -> OpenItem | Refusal | Mismatch:
    """Find the open item that a deed is about."""
    items, steps = stage.case.items, stage.machine.steps
    if deed.step is not None:
        found = [i for i in items if i.step == deed.step]
        closed = RefusalCode.CASE_CLOSED if stage.end is not None else RefusalCode.ITEM_NOT_OPEN
        return found[0] if found else Refusal(closed, {"open": [i.step for i in items]})
    own = [i for i in items if steps[i.step].answered_by == deed.role]
    if not own and stage.end is not None:
        return Refusal(RefusalCode.CASE_CLOSED)
    if len(own) == 1:
        return own[0]
    open_ = frozenset(i.step for i in own or items)
    return Mismatch(Aspect.TURN, deed.role, open_, deed.line, deed.column)


def _pay(stage: Stage, item: OpenItem, deed: Deed) -> Decision | Refusal:
    """The bank confirms what was paid: the whole rest unless the row says how much."""
    bill = next(b for b in stage.case.bills if (b.step, b.seq) == (item.step, item.opened_seq))
    name = MessageId("stage", str(stage.case.seq))
    amount = bill.rest if deed.amount is None else deed.amount
    command = Pay(CASE, bill.number, amount, name, "stage")
    return decide_payment(stage.machine, stage.case, command, actor=SYSTEM, moment=stage.moment)


def _plain(stage: Stage, step: StepId) -> AnswerId | None:
    """The answer that need not be named: a row that is done, initials, a signature."""
    given = [a.id for a in stage.machine.steps[step].answers]
    plain = given if len(given) == 1 else [a for a in given if a in (DONE, APPROVE)]
    return plain[0] if plain else None


def _declare(stage: Stage, deed: Deed) -> Decision | Refusal:
    command = DeclareConflict(CASE, "stage", deed.note)
    return decide_conflict(
        stage.machine, stage.case, command, actor=_actor(stage, deed), moment=stage.moment
    )


def _actor(stage: Stage, deed: Deed) -> Actor:
    assert deed.role is not None, deed
    return holder(stage.machine, stage.machine.procedure.role(deed.role), deed.person)


def _expire(stage: Stage, deed: Deed) -> Decision | Refusal:
    item = next((i.id for i in stage.case.items if i.step == deed.step), WorkItemId("-"))
    command = Expire(CASE, item, "stage")
    return decide_expire(stage.machine, stage.case, command, actor=RULE, moment=stage.moment)
