"""What the starters share: a free port, a child that dies with us, an error with its cure."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

SECONDS_TO_START_MAX = 30.0
SECONDS_TO_STOP_MAX = 20.0
SOCKET_PATH_MAX = 90  # the system's limit is about 104 bytes, and the server appends a name

_UNDERLING = Path(__file__).with_name("underling.py")


class CannotStart(Exception):
    """A server did not come up; the message says how to mend it."""


def free_port() -> int:
    """Return a TCP port on the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def private_folder(name: str) -> Iterator[Path]:
    """A new folder that only we may enter, short enough for a socket, gone afterwards."""
    usual = tempfile.gettempdir()
    home = Path(
        tempfile.mkdtemp(prefix=name, dir=usual if len(usual) < SOCKET_PATH_MAX / 2 else "/tmp")
    )
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def spawn(
    command: Sequence[str | Path], *, log: Path, way: str = "plain"
) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, so that a ctrl-C at the terminal is only ours."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", _UNDERLING, way, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            cwd=log.parent,
        )


def wait_until(
    is_ready: Callable[[], bool], process: subprocess.Popen[bytes], *, name: str, log: Path
) -> None:
    """Wait for a started server.

    Raises:
        CannotStart: It ended, or took longer than `SECONDS_TO_START_MAX`; its log is quoted.
    """
    deadline = monotonic() + SECONDS_TO_START_MAX
    while not is_ready():
        if process.poll() is not None or monotonic() > deadline:
            process.kill()
            process.wait()
            end = log.read_text(errors="replace").strip().splitlines()[-10:]
            raise CannotStart(f"{name} did not start. The end of its log:\n" + "\n".join(end))
        sleep(0.01)


def children_of(pid: int) -> list[int]:
    """The processes that `pid` started and that still run; none where the system does not tell."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            state_and_on = status.read_text().rpartition(")")[2].split()
            if int(state_and_on[1]) == pid:
                found.append(int(status.parent.name))
    return found


def stop(process: subprocess.Popen[bytes], with_signal: int) -> None:
    """Ask, wait, and in the end insist."""
    if process.poll() is None:
        os.kill(process.pid, with_signal)
    try:
        process.wait(SECONDS_TO_STOP_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
