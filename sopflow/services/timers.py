"""Deadlines that pass: the applicant's limit, and the rungs of the ladder of a step."""

from sopflow.domain.cases import Deem, Expire
from sopflow.domain.machines import Machine
from sopflow.domain.notices import Delivered, Undelivered
from sopflow.domain.procedures import Role
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import RoleId
from sopflow.services.cases import expire_item
from sopflow.services.dying import point
from sopflow.services.outcomes import Again, Done, JobOutcome, outcome_of
from sopflow.services.telling import occasion_of, send, tell_delay
from sopflow.services.tools import Tools
from sopflow.services.whole import deem_case
from sopflow.services.writing import to_officials
from sopflow.store.dossier import (
    Addressee,
    Dossier,
    Post,
    WaitingItem,
    addressees,
    dossier_of,
    superiors,
)
from sopflow.store.jobs import Job

LOOK_AGAIN_SECONDS = 60.0
"""How soon a limit is tried again that ran out before the applicant was told of it."""
PERFORMER, SUPERIOR = "performer", "superior"


def ring(tools: Tools, job: Job) -> JobOutcome:
    """Do what the timer is there for; one whose item is closed has nothing left to do."""
    match job.payload["action"]:
        case "expire":
            return _expire(tools, job)
        case "tell":
            return _tell(tools, job)
        case "delay":
            return tell_delay(tools, job)
        case "silence":
            return _deem(tools, job)
        case action:
            raise AssertionError(f"a timer with the unknown action {action!r}")


def _expire(tools: Tools, job: Job) -> JobOutcome:
    assert job.item_id is not None, job.id
    point("before record")
    answer = expire_item(tools.store, Expire(job.case_id, job.item_id, key=job.id), finishes=job)
    point("after record")
    early = (RefusalCode.NOTICE_NOT_DELIVERED, RefusalCode.NOT_DUE)
    if isinstance(answer, Refusal) and answer.code in early:
        return Again(answer.code.value, in_seconds=LOOK_AGAIN_SECONDS, waits=True)
    return outcome_of(answer)


def _deem(tools: Tools, job: Job) -> JobOutcome:
    """The promise may have moved since the timer was set; who lets the clock run sets another."""
    point("before record")
    answer = deem_case(tools.store, Deem(job.case_id, key=job.id), finishes=job)
    point("after record")
    if isinstance(answer, Refusal) and answer.code is RefusalCode.NOT_DUE:
        return Done()
    return outcome_of(answer)


def _tell(tools: Tools, job: Job) -> JobOutcome:
    with tools.store.reading() as connection:
        dossier = dossier_of(connection, job.case_id)
        item = next((i for i in dossier.items if i.id == job.item_id), None)
        if item is None:
            return Done()
        machine = tools.store.machine(dossier.version)
        told: dict[str, Addressee] = {}
        for who in job.payload["tell"]:
            if who == SUPERIOR:
                people = superiors(connection, _posts(item), now=dossier.now)
            else:
                posts = _posts(item) if who == PERFORMER else _posts_of(machine, dossier, who)
                people = addressees(connection, posts, now=dossier.now)
            told |= {p.person: p for p in people}
    if not told:
        return Done()
    message = to_officials(occasion_of(tools, machine, dossier, job), tuple(told.values()))
    match send(tools.channels.email, message):
        case Delivered():
            return Done()
        case Undelivered(reason):
            return Again(reason)


def _posts(item: WaitingItem) -> list[Post]:
    return [item.post] if item.post is not None else []


def _posts_of(machine: Machine, dossier: Dossier, role_id: str) -> list[Post]:
    role: Role = machine.procedure.role(RoleId(role_id))
    unit = dossier.unit.related(role)
    return [(role.position_kind, unit)] if unit is not None else []
