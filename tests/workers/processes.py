"""Real processes of sopflow, started as a person would and gone when the block ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from tests.office import ROOT

SECONDS_MAX = 60.0


@dataclass(frozen=True)
class Running:
    """A process with its log, which holds both of its outputs."""

    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_for(self, words: str) -> None:
        wait_until(lambda: words in self.said() or self.process.poll() is not None, self.said)
        assert words in self.said(), self.said()

    def kill(self) -> None:
        """As by `kill -9`, with its children."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(SECONDS_MAX)

    def died(self) -> bool:
        return self.process.poll() == -signal.SIGKILL

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        self.process.send_signal(with_signal)
        return self.process.wait(SECONDS_MAX)


@contextmanager
def running(command: str, *options: str, log: Path, env: Mapping[str, str]) -> Iterator[Running]:
    """Run `sopflow COMMAND` with these settings and no others."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SOPFLOW_")}
    program = "from sopflow.cli.main import app; app()"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", program, "--lang", "en", command, *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            cwd=ROOT,
            env=clean | {**env},
        )
    found = Running(process, log)
    try:
        yield found
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(SECONDS_MAX / 3)
            except subprocess.TimeoutExpired:
                found.kill()


def wait_until(
    is_so: Callable[[], bool],
    why: Callable[[], object] = lambda: "",
    *,
    seconds: float = SECONDS_MAX,
) -> None:
    """Wait for the world; an assertion fails with what `why` says."""
    deadline = monotonic() + seconds
    while not is_so():
        assert monotonic() < deadline, why()
        sleep(0.02)
