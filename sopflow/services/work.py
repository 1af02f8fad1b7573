"""Hop 6: jobs that follow from what was recorded, carried out one by one, each in its own time.

A job is claimed and its attempt counted before the work begins; what it does ends together with
the job in one commit. A job that fails waits for its next attempt and stops no other; one that
gives up is an incident with its cause. Outside calls run with no transaction open, under the
job's id, so that receivers can drop a second telling.
"""

import logging
import os
import socket
from collections.abc import Iterable
from secrets import token_hex

from sopflow.services.automatic import carry_automatic_step
from sopflow.services.dying import point
from sopflow.services.outcomes import Again, GiveUp, JobOutcome
from sopflow.services.ports import Channels, DocumentMaker
from sopflow.services.telling import send_notice
from sopflow.services.timers import ring
from sopflow.services.tools import Tools
from sopflow.store.jobs import Job
from sopflow.store.store import Store

KINDS = ("automatic", "timer", "notice")
"""Every kind of row, in the order in which one worker looks."""
AT_ONCE = ("automatic", "notice")
"""Kinds that a commit may make due at once."""
LEASE_SECONDS = 60.0
"""How long a worker may take over one job; outside calls are bounded far below it."""
ATTEMPTS_MAX = 10
FIRST_WAIT_SECONDS = 2.0
WAIT_SECONDS_MAX = 900.0

_log = logging.getLogger(__name__)


def work_once(  # noqa: PLR0913  a worker's tools, each named
    store: Store,
    *,
    channels: Channels,
    documents: DocumentMaker,
    worker: str,
    kinds: Iterable[str] = KINDS,
    limit: int = 20,
    public_url: str = "",
) -> int:
    """Carry out due jobs, at most `limit`, and return how many were taken up.

    Zero means that nothing of these kinds is due; a job that failed counts, and is due later.
    """
    tools = Tools(store, channels, documents, public_url)
    wanted = tuple(kinds)
    for taken in range(limit):
        point("before claim")
        claimed = store.claim_jobs(
            wanted, limit=1, lease_seconds=LEASE_SECONDS, worker=worker, attempts_max=ATTEMPTS_MAX
        )
        if not claimed:
            return taken
        point("after claim")
        _carry_out(tools, claimed[0])
    return limit


def worker_name() -> str:
    """Name this process, never twice: machine, process and a chance part."""
    return f"{socket.gethostname()}:{os.getpid()}:{token_hex(3)}"


def wait_after(attempts: int) -> float:
    """Seconds until the next attempt: doubling, up to a quarter of an hour."""
    return min(FIRST_WAIT_SECONDS * 2.0 ** min(attempts - 1, 20), WAIT_SECONDS_MAX)


def _carry_out(tools: Tools, job: Job) -> None:
    try:
        outcome = _try(tools, job)
    except Exception as error:  # noqa: BLE001 - one bad job stops no other, whatever is wrong with it
        _log.exception("job %s failed at attempt %d", job.id, job.attempts)
        outcome = Again(f"{type(error).__name__}: {error}")
    if isinstance(outcome, Again):
        seconds = outcome.in_seconds or wait_after(job.attempts)
        tools.store.fail_job(
            job,
            outcome.why,
            retry_in_seconds=seconds,
            attempts_max=ATTEMPTS_MAX,
            counts=not outcome.waits,
        )
    elif isinstance(outcome, GiveUp):
        tools.store.fail_job(job, outcome.why, retry_in_seconds=0.0, attempts_max=job.attempts)
    elif not outcome.is_recorded:
        tools.store.finish_job(job)


def _try(tools: Tools, job: Job) -> JobOutcome:
    match job.kind:
        case "automatic":
            return carry_automatic_step(tools, job)
        case "timer":
            return ring(tools, job)
        case "notice":
            return send_notice(tools, job)
        case _:
            raise AssertionError(f"a job of the unknown kind {job.kind!r}")
