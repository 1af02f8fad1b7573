"""Starting a worker or a beat from the command line of sopflow."""

import logging
import sys
from enum import StrEnum

from sopflow.settings import Settings
from sopflow.wiring import make_runtime
from workers.app import app


class Pool(StrEnum):
    """How a worker works beside itself: threads of one process, or processes."""

    THREADS = "threads"
    PREFORK = "prefork"


def run_worker(settings: Settings, *, pool: str, concurrency: int) -> int:
    """Work until told to stop, and return the exit code.

    Raises:
        ConfigurationError: The database is not up to date.
        StoreUnavailable: The database cannot be reached.
    """
    make_runtime(settings).close()  # says at once what is missing, and before any fork
    worker = app.Worker(
        pool=Pool(pool).value,
        concurrency=concurrency,
        loglevel="INFO",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        redirect_stdouts=False,
    )
    worker.start()
    code: int = worker.exitcode or 0
    return code


def run_beat() -> None:
    """Tick until told to stop."""
    app.Beat(loglevel="INFO", quiet=True, redirect_stdouts=False).run()


def log_to_stderr() -> None:
    """Write what happens where a service manager expects it."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
