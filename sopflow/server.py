"""The HTTP process: pages over a runtime, alone or with workers in the same process."""

import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

import uvicorn

from sopflow.domain.errors import ConfigurationError
from sopflow.services.sweeping import Sweeper
from sopflow.services.work import worker_name
from sopflow.web.app import create_app
from sopflow.wiring import Runtime

SECONDS_TO_END_MAX = 10
SWEEP_SECONDS_IN_ONE_PROCESS = 1.0
"""Commands of other processes knock at nobody here: this is how soon their rows are found."""
BACKLOG = 512
HANDS: dict[str, tuple[str, ...]] = {"acts": ("automatic", "timer"), "notices": ("notice",)}
"""Threads that work beside the pages: a slow mail server holds up no automatic step."""

_log = logging.getLogger(__name__)


class Hands:
    """The workers of a single process; as a nudge they look at the rows at once."""

    def __init__(self) -> None:
        self._sweepers: list[Sweeper] = []

    def __call__(self) -> None:
        for sweeper in self._sweepers:
            sweeper.knock()

    def start(self, runtime: Runtime) -> None:
        """Begin to work for `runtime`."""
        worker = worker_name()
        for name, kinds in HANDS.items():
            work = partial(runtime.work, worker=f"{worker}:{name}", kinds=kinds, limit=1)
            sweeper = Sweeper(name, work, seconds=SWEEP_SECONDS_IN_ONE_PROCESS)
            self._sweepers.append(sweeper)
            sweeper.start()

    def close(self) -> None:
        """Let the jobs in hand end; the others stay rows."""
        for sweeper in self._sweepers:
            if not sweeper.stop():
                _log.warning("a job was still in hand; its lease will run out")
        self._sweepers.clear()


def refuse_the_owner(runtime: Runtime) -> None:
    """Refuse to serve as a role that could switch the database lock off.

    Raises:
        ConfigurationError: It owns the tables of PostgreSQL, and no setting allows that.
    """
    is_embedded = runtime.store.dialect == "sqlite"
    if is_embedded or runtime.settings.allow_owner or not runtime.store.is_owner():
        return
    raise ConfigurationError(
        "this database role owns the tables and could switch their checks off: serve as another "
        "role that was granted their use (SOPFLOW_ALLOW_OWNER=true allows it, for trials only)"
    )


def bind(host: str, port: int) -> socket.socket:
    """Take the address before anything else is begun; port 0 takes a free one.

    Raises:
        ConfigurationError: Somebody else has it, or it is not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)  # who comes early waits instead of being turned away
    except OSError as error:
        listener.close()
        raise ConfigurationError(
            f"cannot listen on {host}:{port} ({error.strerror}): choose another with --port"
        ) from error
    return listener


def serve(runtime: Runtime, listener: socket.socket) -> None:
    """Answer requests until told to stop; those in hand are answered first."""
    config = uvicorn.Config(
        create_app(runtime),
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=SECONDS_TO_END_MAX,
    )
    with _terminated_as_interrupted():
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Let a service manager's SIGTERM unwind this process as Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
