"""Starting a worker or a beat from the command line of sopflow."""

import logging
import sys
from enum import StrEnum

from sopflow.settings import Settings
from sopflow.wiring import make_private, make_runtime
from workers.app import app, make_hint_folder

QUIET = ("alembic", "celery.app.trace", "celery.worker.strategy", "transitions")
"""Loggers that would write lines for every hint or migration."""


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
    make_hint_folder(settings)
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


def run_beat(settings: Settings) -> None:
    """Tick until told to stop.

    Raises:
        ConfigurationError: The data folder cannot be made.
    """
    make_private(settings.data_dir)
    make_hint_folder(settings)
    app.Beat(loglevel="INFO", quiet=True, redirect_stdouts=False).run()


def log_to_stderr() -> None:
    """Write what happens where a service manager expects it."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
