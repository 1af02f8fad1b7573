"""Start a real Redis (or Valkey) of our own on a free port, keeping nothing on disk."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.process import CannotStart, free_port, private_folder, spawn, stop, wait_until

CURE = (
    "Install one (Debian: apt-get install redis-server; `sh .ci/env dev true` does it for root), "
    "or name a server whose databases the tests may empty in SOPFLOW_TEST_REDIS_URL."
)
DATABASES = 64
PORTS_TRIED_MAX = 5


@dataclass(slots=True)
class RedisServer:
    """A server under our hand. A stop, restart or kill keeps its port and loses all it holds."""

    program: str
    home: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start, or start again.

        Raises:
            CannotStart: It does not come up.
        """
        assert self.process is None, "it is running already"
        log = self.home / "log"
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--databases", str(DATABASES)]
        options += [
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(self.home),
            "--daemonize",
            "no",
        ]
        self.process = spawn([self.program, *options], log=log)
        try:
            wait_until(
                lambda: self.ask("PING") == b"+PONG\r\n", self.process, name="Redis", log=log
            )
        except CannotStart:
            self.process = None
            raise

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGTERM)
            self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def kill(self) -> None:
        """Die as by `kill -9`."""
        assert self.process is not None, "it is not running"
        self.process.kill()
        self.process.wait()
        self.process = None

    def flush(self) -> None:
        """Forget every message and key."""
        assert self.ask("FLUSHALL") == b"+OK\r\n"

    def ask(self, command: str) -> bytes:
        """The server's answer to one command, in its own protocol; nothing where it is silent."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
                line.sendall(command.encode() + b"\r\n")
                return line.recv(4096)
        except OSError:
            return b""


@contextmanager
def running_redis() -> Iterator[RedisServer]:
    """A new, empty server on a free port, gone when the block ends.

    Raises:
        CannotStart: With what to do about it.
    """
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise CannotStart(f"No redis-server or valkey-server was found. {CURE}")
    with private_folder("sopflow-redis-") as home:
        server = RedisServer(program, home)
        for tried in range(1, PORTS_TRIED_MAX + 1):
            server.port = free_port()
            try:
                server.start()
                break
            except CannotStart as error:  # somebody else took the port in between
                if "in use" not in str(error) or tried == PORTS_TRIED_MAX:
                    raise
        try:
            yield server
        finally:
            server.stop()
