"""Steps that call another SOP: its case is opened once, and its end answers the step once.

The link commits with the case that is opened, under the item that called for it, so that a worker
which comes again finds it. The end of that case commits with a job for the step.
"""

from dataclasses import dataclass
from hashlib import sha256

from sopflow.domain.authority import SYSTEM, CaseUnit
from sopflow.domain.awaited import Call
from sopflow.domain.calling import decide_call, decide_called, passed_on
from sopflow.domain.cases import Carry, Decision, Open, Receipt
from sopflow.domain.codec import encode
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.errors import VersionNotFound
from sopflow.domain.evidence import digest
from sopflow.domain.expressions import values_of
from sopflow.domain.machines import Machine
from sopflow.domain.outside import Called, Calling
from sopflow.domain.procedures import Step
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import CaseId, ItemId, VersionId
from sopflow.services.cases import carry_step
from sopflow.services.dying import point
from sopflow.services.once import TRIES_MAX, once
from sopflow.services.outcomes import Again, Done, GiveUp, JobOutcome, outcome_of
from sopflow.services.tools import Tools
from sopflow.store.dossier import Dossier
from sopflow.store.errors import LostRace
from sopflow.store.jobs import Job
from sopflow.store.links import (
    CalledCase,
    applicant_of_case,
    called_by,
    must_act_of,
    papers_of_case,
)
from sopflow.store.looks import Look


@dataclass(frozen=True, slots=True)
class _Plan:
    """What will be opened: which version, at which unit."""

    version: VersionId
    unit: CaseUnit


def carry_call(tools: Tools, dossier: Dossier, step: Step, job: Job) -> JobOutcome:
    """Open the called case, unless it is there; answer the step when that case has ended."""
    assert step.call is not None, step.id
    assert job.item_id is not None, job.id
    with tools.store.reading() as connection:
        called = called_by(connection, job.item_id)
    if called is None:
        opened = _open(tools, dossier, step.call, job)
        if not isinstance(opened, CalledCase):
            return opened
        called = opened
    _note(tools, step.call, called, job)
    return Done() if called.result is None else _answer(tools, step.call, called, job)


def _answer(tools: Tools, call: Call, called: CalledCase, job: Job) -> JobOutcome:
    assert called.result is not None, called
    assert job.item_id is not None, job.id
    answer = call.results.get(called.result)
    if answer is None:
        return GiveUp(f"the case {called.number} ended {called.result}, which leads nowhere here")
    results = {"case": called.number, "result": called.result.value}
    command = Carry(job.case_id, job.item_id, answer, key=f"{job.item_id}.result", results=results)
    point("before record")
    outcome = outcome_of(carry_step(tools.store, command, finishes=job))
    point("after record")
    return outcome


def _open(tools: Tools, dossier: Dossier, call: Call, job: Job) -> CalledCase | Again | GiveUp:
    plan = _plan(tools, dossier, call)
    if not isinstance(plan, _Plan):
        return plan
    assert job.item_id is not None, job.id
    with tools.store.reading() as connection:
        papers = frozenset(ItemId(p) for p in papers_of_case(connection, dossier.id))
        applicant = applicant_of_case(connection, dossier.id)
    machine = tools.store.machine(dossier.version)
    values = values_of(machine.procedure, dossier.fields, dossier.last_answers())
    command = Open(
        _case_id(job), job.id, passed_on(call, values, papers), language=dossier.language
    )
    step = job.step
    assert step is not None, job.id
    calling = Calling(dossier.id, dossier.number, step, job.item_id, job.seq, applicant)
    return _opened(tools, plan, command, calling)


def _plan(tools: Tools, dossier: Dossier, call: Call) -> _Plan | GiveUp:
    """Find the version in force, which must hold what the caller assumes of it."""
    with tools.store.writing() as tx:
        office = tx.office(call.unit or dossier.unit.id, person=SYSTEM.person, key="")
        day = office.calendar.day_of(office.now)
        unit = office.unit
    try:
        version = tools.store.version_in_force(call.sop, unit, on=day)
    except VersionNotFound as error:
        return GiveUp(str(error))
    with tools.store.reading() as connection:
        known = must_act_of(connection, version)
    missing = [step for step in call.assumes if step not in known]
    if missing:
        steps = ", ".join(missing)
        return GiveUp(f"{call.sop} as in force at {unit.id} can be granted without {steps}")
    return _Plan(version, unit)


def _opened(
    tools: Tools, plan: _Plan, command: Open, calling: Calling
) -> CalledCase | Again | GiveUp:
    store = tools.store
    point("before record")
    for _ in range(TRIES_MAX):
        try:
            with store.writing() as tx:
                office = tx.office(plan.unit.id, person=SYSTEM.person, key=command.key)
                moment = OfficeMoment(office.now, office.calendar)
                machine = tx.machine(plan.version)
                outcome = decide_call(machine, plan.unit, command, calling, moment=moment)
                if isinstance(outcome, Refusal):
                    return GiveUp(f"{machine.procedure.code}: {outcome.code} {outcome.details}")
                receipt = tx.open_case(
                    machine, office, outcome, command=command, body_hash=digest(encode(command))
                )
            return CalledCase(receipt.case_id, receipt.number, plan.version, None)
        except LostRace:
            continue
    return Again(RefusalCode.LOST_RACE.value, in_seconds=1.0, waits=True)


def _note(tools: Tools, call: Call, called: CalledCase, job: Job) -> None:
    """Put into the caller's record which case was opened, under which version; once."""
    assert job.step is not None, job.id
    version = tools.store.machine(called.version).procedure.version
    command = Called(
        job.case_id,
        job.step,
        call.sop,
        called.version,
        version,
        called.number,
        key=f"{job.item_id}.called",
    )
    outcome = once(tools.store, command, SYSTEM.person, _decide)
    assert isinstance(outcome, Receipt), outcome


def _decide(tidy: Called, machine: Machine, look: Look, moment: OfficeMoment) -> Decision | Refusal:
    return decide_called(machine, look.case, tidy, moment=moment)


def _case_id(job: Job) -> CaseId:
    """One case for one item, whoever opens it."""
    return CaseId(sha256(f"called:{job.item_id}".encode()).hexdigest()[:32])
