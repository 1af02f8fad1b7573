"""The sweep: looking at the rows of itself, now and again, and at once when somebody knocks."""

import logging
import threading
from collections.abc import Callable

SWEEP_SECONDS = 2.0
"""What the loss of every hint costs at most, beside the work itself."""
ROUNDS_MAX = 1000
"""How often one look asks for more before it lets the others in the process have a turn."""
SECONDS_TO_STOP_MAX = 20.0

_log = logging.getLogger(__name__)


def work_until_none_is_left(
    work: Callable[[], int], *, ends: Callable[[], bool] = lambda: False
) -> int:
    """Call `work` until it finds nothing, or it `ends`; return what was done.

    At most `ROUNDS_MAX` times, and at least once.
    """
    done = 0
    for _ in range(ROUNDS_MAX):
        found = work()
        done += found
        if found == 0 or ends():
            break
    return done


class Sweeper:
    """A thread that does what is due, sleeps `seconds`, and wakes at once when knocked at.

    Without `seconds` it sleeps until a knock. A failure is logged and costs one round: the rows
    are still there for the next one.
    """

    def __init__(
        self, name: str, work: Callable[[], int], *, seconds: float | None = SWEEP_SECONDS
    ) -> None:
        self._work = work
        self._seconds = seconds
        self._knocked = threading.Event()
        self._ends = threading.Event()
        self._failed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin with a look, since a predecessor may have left something."""
        self._thread.start()

    def knock(self) -> None:
        """Wake the thread; never waits. A knock during the work leads to another look."""
        self._knocked.set()

    def stop(self, *, seconds_max: float = SECONDS_TO_STOP_MAX) -> bool:
        """Let the work in hand end and say whether it did; what was not begun stays a row."""
        self._ends.set()
        self._knocked.set()
        if self._thread.ident is not None:
            self._thread.join(seconds_max)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            self._knocked.clear()
            self._one_round()
            if not self._ends.is_set():
                self._knocked.wait(self._seconds)
            if self._ends.is_set():
                return

    def _one_round(self) -> None:
        try:
            work_until_none_is_left(self._work, ends=self._ends.is_set)
            self._failed = False
        except Exception as error:  # noqa: BLE001 - the thread outlives whatever the world does
            # Once with all details; what lasts is then a line for each round.
            _log.error("%s failed: %s", self._thread.name, error, exc_info=not self._failed)
            self._failed = True
