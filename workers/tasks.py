"""Tasks: thin shells around the services.

They take keywords and swallow unknown ones, so that old and new workers understand each other.
"""

import logging
import os
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any

from celery import signals
from celery.worker import WorkController

from sopflow.services.dying import point
from sopflow.services.sweeping import Sweeper, work_until_none_is_left
from sopflow.services.work import KINDS, worker_name
from sopflow.settings import Settings
from sopflow.wiring import Runtime, make_runtime
from workers.app import app

_log = logging.getLogger(__name__)


@app.task(name="sopflow.look", acks_late=True)
def look(*, kind: str, **_unknown: Any) -> None:
    """Do what is due of one kind of row. A kind that this worker does not know is not for it."""
    if kind not in KINDS:
        _log.warning("a hint about rows of an unknown kind: %r", kind)
        return
    workshop().look(kind)
    point("before ack")


class Workshop:
    """What one working process holds: its runtime, made after the fork, and its own sweep.

    The sweep finds due rows when no hint comes, with the broker away and no beat anywhere.
    """

    def __init__(self, settings: Settings) -> None:
        self.runtime: Runtime = make_runtime(settings)
        self._worker = worker_name()
        self._sweepers = [Sweeper(f"sweep-{kind}", partial(self._work, kind)) for kind in KINDS]

    def open(self) -> None:
        """Begin to sweep."""
        for sweeper in self._sweepers:
            sweeper.start()

    def look(self, kind: str) -> int:
        """Work until nothing of the kind is due."""
        return work_until_none_is_left(partial(self._work, kind))

    def close(self) -> None:
        """End the jobs in hand."""
        for sweeper in self._sweepers:
            sweeper.stop()
        self.runtime.close()

    def _work(self, kind: str) -> int:
        return self.runtime.work(worker=self._worker, kinds=(kind,), limit=1)


_lock = threading.Lock()
_workshops: dict[int, Workshop] = {}


def workshop() -> Workshop:
    """The workshop of this very process: connections do not survive a fork."""
    with _lock:
        found = _workshops.get(os.getpid())
        if found is None:
            found = _workshops[os.getpid()] = Workshop(Settings())
            found.open()
        return found


@signals.worker_process_init.connect
def _begin_in_child(**_: Any) -> None:
    workshop()


@signals.celeryd_after_setup.connect
def _begin(*, instance: WorkController, **_: Mapping[str, Any]) -> None:
    pool: type = instance.pool_cls  # type: ignore[attr-defined]  # set when this signal is sent
    if not pool.__module__.endswith(".prefork"):
        workshop()


@signals.worker_process_shutdown.connect
@signals.worker_shutdown.connect
def _end(**_: Any) -> None:
    with _lock:
        found = _workshops.pop(os.getpid(), None)
    if found is not None:
        found.close()
