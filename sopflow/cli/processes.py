"""The running processes: everything in one, or pages, worker and beat apart."""

import logging
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from sopflow.cli.frame import now, say, settings

if TYPE_CHECKING:
    from sopflow.settings import Settings
    from sopflow.wiring import Runtime

HERE = "127.0.0.1"
PORT = 8000
WORKER_THREADS = 4
RUNNING = "workers.running"
"""Named and not imported: Celery is loaded by those two commands alone."""

Host = Annotated[
    str, typer.Option(help=say("Alamat tempat mendengarkan.", "The address to listen on."))
]
Port = Annotated[
    int,
    typer.Option(
        min=0, max=65535, help=say("Porta; 0 mencari yang bebas.", "Port; 0 finds a free one.")
    ),
]


def register(cli: typer.Typer) -> None:
    """Add the commands of this room."""
    for command, words in (
        (
            up,
            say(
                "Jalankan semuanya dalam satu proses: halaman, pekerja, dan sapuan.",
                "Run everything in one process: pages, worker and sweep.",
            ),
        ),
        (serve, say("Jalankan halaman saja.", "Run the pages alone.")),
        (worker, say("Jalankan pekerja.", "Run a worker.")),
        (beat, say("Jalankan detak yang menyapu.", "Run the ticker of the sweeps.")),
    ):
        cli.command(help=words)(command)


def up(host: Host = HERE, port: Port = PORT) -> None:
    """Run pages, worker and sweep in one process until Ctrl-C."""
    from sopflow.server import Hands, bind, refuse_the_owner
    from sopflow.server import serve as answer
    from sopflow.wiring import make_runtime

    _log_to_stderr()
    with bind(host, port) as listener:
        address = _address(host, listener.getsockname()[1])
        hands = Hands()
        runtime = make_runtime(_reached_at(settings(), address), nudge=hands)
        try:
            refuse_the_owner(runtime)
            hands.start(runtime)
            _tell(runtime, address)
            answer(runtime, listener)
        except KeyboardInterrupt:
            _say(say("Selesai.", "Done."))
        finally:
            runtime.close()


def serve(host: Host = HERE, port: Port = PORT) -> None:
    """Run the pages; workers run elsewhere."""
    from sopflow.server import bind, refuse_the_owner
    from sopflow.server import serve as answer
    from sopflow.wiring import make_runtime

    _log_to_stderr()
    runtime = make_runtime(settings())
    try:
        refuse_the_owner(runtime)
        with bind(host, port) as listener:
            _tell(runtime, _address(host, listener.getsockname()[1]))
            answer(runtime, listener)
    except KeyboardInterrupt:
        _say(say("Selesai.", "Done."))
    finally:
        runtime.close()


def worker(
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help=say("Berapa sekaligus.", "How many at once."))
    ] = WORKER_THREADS,
    pool: Annotated[
        str,
        typer.Option(help=say("threads atau prefork.", "threads or prefork.")),
    ] = "threads",
) -> None:
    """Carry out what follows from the acts; any number of workers may run."""
    running = import_module(RUNNING)
    if pool not in tuple(running.Pool):
        raise typer.BadParameter(say("threads atau prefork", "threads or prefork"))
    running.log_to_stderr()
    code: int = running.run_worker(settings(), pool=pool, concurrency=concurrency)
    raise typer.Exit(code)


def beat() -> None:
    """Tick for the sweeps; none, one or several may run."""
    running = import_module(RUNNING)
    running.log_to_stderr()
    running.run_beat(settings())


def _reached_at(given: "Settings", address: str) -> "Settings":
    """Put the address that is really served into links, unless a setting names another."""
    if "public_url" in given.model_fields_set:
        return given
    return given.model_copy(update={"public_url": address})


def _tell(runtime: "Runtime", address: str) -> None:
    """Say where the pages are, and how the first administrator comes in."""
    from sopflow.services.signin import first_admin_link

    _say(say(f"sopflow berjalan di {address}", f"sopflow runs at {address}"))
    link = first_admin_link(runtime.store, now())
    if link is not None:
        _say(
            say(
                f"Belum ada administrator. Buka sekali saja: {address}/masuk/pertama/{link.token}",
                f"No administrator yet. Open once: {address}/masuk/pertama/{link.token}",
            )
        )
    _say(say("Hentikan dengan Ctrl-C.", "Stop with Ctrl-C."))


def _address(host: str, port: int) -> str:
    shown = HERE if host in ("0.0.0.0", "::") else host  # noqa: S104 - shown, not listened on
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def _log_to_stderr() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
