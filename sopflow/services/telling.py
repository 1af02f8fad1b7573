"""Notices: written, sent with no transaction open, and then recorded.

For the applicant a delivery is a fact, since terms run from it. A channel that took the message
over counts as delivered; what only lies at the counter does not, until an official served it.
"""

import logging

from sopflow.domain.cases import Notify
from sopflow.domain.machines import Machine
from sopflow.domain.notices import Delivered, Message, Outcome, Undelivered
from sopflow.domain.telling import APPLICANT
from sopflow.domain.words import RoleId
from sopflow.services.cases import record_notice
from sopflow.services.dying import point
from sopflow.services.outcomes import Again, Done, JobOutcome, outcome_of
from sopflow.services.ports import Channel
from sopflow.services.tools import Tools
from sopflow.services.writing import (
    Occasion,
    applicant_address,
    subject_of,
    to_applicant,
    to_officials,
)
from sopflow.store.dossier import Dossier, addressees, dossier_of
from sopflow.store.jobs import Job

PROMISE = "promise"
"""The end of the promise that a notice of delay is about."""
LOOK_AGAIN_SECONDS = 3600.0
"""How soon it is looked again whether the applicant still has the file."""
_log = logging.getLogger(__name__)


def send_notice(tools: Tools, job: Job) -> JobOutcome:
    """Tell the applicant, or everybody who holds the role in the unit that handles the case."""
    if job.payload["to"] == APPLICANT:
        return _tell_applicant(tools, job)
    return _tell_role(tools, job)


def tell_delay(tools: Tools, job: Job) -> JobOutcome:
    """Tell that the promise has passed, unless the case has ended or the clock stands still."""
    with tools.store.reading() as connection:
        dossier = dossier_of(connection, job.case_id)
    machine = tools.store.machine(dossier.version)
    promise, end = dossier.promise_due_at, machine.markings[dossier.marking].end
    if end is not None or promise is None or promise.isoformat() != job.payload[PROMISE]:
        return Done()
    if not machine.audience.stopping.isdisjoint(item.step for item in dossier.items):
        return Again("the clock stands still", in_seconds=LOOK_AGAIN_SECONDS, waits=True)
    return send_notice(tools, job)


def send(channel: Channel, message: Message) -> Outcome:
    """Let the message go; whatever happens afterwards, the same job sends it under the same key."""
    point("before send")
    outcome = channel.send(message)
    point("after send")
    return outcome


def occasion_of(tools: Tools, machine: Machine, dossier: Dossier, job: Job) -> Occasion:
    """Say what a job of a notice, or of a rung of the ladder, tells."""
    subject = subject_of(machine, job.kind, job.payload)
    return Occasion(machine, dossier, subject, job.id, job.seq, tools.public_url)


def _tell_applicant(tools: Tools, job: Job) -> JobOutcome:
    with tools.store.reading() as connection:
        dossier = dossier_of(connection, job.case_id)
    machine = tools.store.machine(dossier.version)
    message = to_applicant(occasion_of(tools, machine, dossier, job))
    if applicant_address(machine, dossier.fields) is None:
        return _leave_at_counter(tools, message)
    channel = tools.channels.email
    match send(channel, message):
        case Delivered() if PROMISE in job.payload:
            return Done()  # no term runs from it, and the act that it follows has its own notice
        case Delivered():
            told = Notify(job.case_id, job.seq, channel.name, key=job.id)
            outcome = outcome_of(record_notice(tools.store, told, caller=None, finishes=job))
            point("after delivery")
            return outcome
        case Undelivered(reason, is_permanent=True):
            _log.warning("notice %s goes to the counter: %s", job.id, reason)
            return _leave_at_counter(tools, message)
        case Undelivered(reason):
            return Again(reason)


def _leave_at_counter(tools: Tools, message: Message) -> JobOutcome:
    """The desk serves it and records that it did; until then the applicant was not told."""
    match send(tools.channels.counter, message):
        case Delivered():
            return Done()
        case Undelivered(reason):
            return Again(reason)


def _tell_role(tools: Tools, job: Job) -> JobOutcome:
    with tools.store.reading() as connection:
        dossier = dossier_of(connection, job.case_id)
        machine = tools.store.machine(dossier.version)
        role = machine.procedure.role(RoleId(job.payload["to"]))
        unit = dossier.unit.related(role)
        posts = [(role.position_kind, unit)] if unit is not None else []
        people = addressees(connection, posts, now=dossier.now)
    if not people:
        return Done()  # their worklist shows it all the same
    message = to_officials(occasion_of(tools, machine, dossier, job), people)
    match send(tools.channels.email, message):
        case Delivered():
            return Done()
        case Undelivered(reason):
            return Again(reason)
