"""Automatic steps: give a number, make a paper, decide by rules. Then the step is carried."""

from collections.abc import Mapping
from typing import Any

from sopflow.domain.cases import Carry, Receipt
from sopflow.domain.expressions import choose, values_of
from sopflow.domain.items import Document
from sopflow.domain.machines import Machine
from sopflow.domain.procedures import Step
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import AnswerId, StepId, StepKind
from sopflow.services.calls import carry_call
from sopflow.services.cases import carry_step
from sopflow.services.dying import point
from sopflow.services.events import take_waiting
from sopflow.services.outcomes import Done, JobOutcome, outcome_of
from sopflow.services.papers import NUMBER, OF, paper_of
from sopflow.services.tools import Tools
from sopflow.store.dossier import Dossier, dossier_of
from sopflow.store.jobs import Job
from sopflow.store.papers import find_kept, keep


def carry_automatic_step(tools: Tools, job: Job) -> JobOutcome:
    """Do what the step says and record its answer together with the end of the job."""
    assert job.item_id is not None, job.id
    with tools.store.reading() as connection:
        dossier = dossier_of(connection, job.case_id)
    if all(item.id != job.item_id for item in dossier.items):
        return Done()  # the case moved on without it
    machine = tools.store.machine(dossier.version)
    step = machine.steps[StepId(job.payload["step"])]
    if step.kind.is_awaited:
        return _carry_awaited(tools, dossier, step, job)
    answer, results = _do(tools, machine, dossier, step, job)
    command = Carry(job.case_id, job.item_id, answer, key=job.id, results=results)
    point("before record")
    outcome = outcome_of(carry_step(tools.store, command, finishes=job))
    point("after record")
    return outcome


def _carry_awaited(tools: Tools, dossier: Dossier, step: Step, job: Job) -> JobOutcome:
    """Look whether what the step waits for is there already; a call is followed."""
    assert job.item_id is not None, job.id
    if step.call is not None:
        return carry_call(tools, dossier, step, job)
    taken: Receipt | Refusal | None
    if step.waits is not None:
        taken = take_waiting(tools.store, job.item_id, finishes=job)
    else:
        command = Carry(job.case_id, job.item_id, step.answers[0].id, key=job.id)
        taken = carry_step(tools.store, command, finishes=job)
    if isinstance(taken, Refusal) and taken.code is RefusalCode.BILL_OPEN:
        return Done()  # the payment that fills it brings a job of its own
    return Done() if taken is None else outcome_of(taken)


def _do(
    tools: Tools, machine: Machine, dossier: Dossier, step: Step, job: Job
) -> tuple[AnswerId, Mapping[str, Any]]:
    if step.kind is StepKind.RULES:
        values = values_of(machine.procedure, dossier.fields, dossier.last_answers())
        return choose(step.rules, values), {}
    document = next(d for d in machine.procedure.documents if d.id == step.document)
    match step.action:
        case "number":
            results = _give_number(tools, dossier, document, job)
        case "render":
            results = _make_paper(tools, machine, dossier, document, job)
        case _:
            raise AssertionError(f"an unknown action was compiled: {step.action}")
    return step.answers[0].id, results


def _give_number(tools: Tools, dossier: Dossier, document: Document, job: Job) -> dict[str, Any]:
    """The next number of the series; the same job gets the same one again."""
    assert document.number_series is not None, document
    number = tools.store.issue_number(
        unit=dossier.unit.id,
        series=document.number_series,
        pattern=document.number_series,
        on=dossier.act(job.seq).legal_day,
        case_id=job.case_id,
        job_id=job.id,
    )
    return {OF: document.id, NUMBER: number}


def _make_paper(
    tools: Tools, machine: Machine, dossier: Dossier, document: Document, job: Job
) -> dict[str, Any]:
    """The paper as the record stands at the first attempt that kept one."""
    with tools.store.reading() as connection:
        kept = find_kept(connection, job.id)
    if kept is None:
        point("before document")
        body = tools.documents.make(
            paper_of(machine, dossier, document, public_url=tools.public_url)
        )
        with tools.store.changing() as connection:
            kept = keep(
                connection,
                job.id,
                body,
                case_id=job.case_id,
                item=document.id,
                seq=job.seq,
                media_type=tools.documents.media_type,
            )
        point("after document")
    return {OF: document.id, "revision": kept.revision, "sha256": kept.sha256}
