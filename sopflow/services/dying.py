"""Points at which the tests let a process die, to see that nothing is lost or doubled.

Without `SOPFLOW_CRASH_AT` every point is a dictionary look-up and nothing else.
"""

import os
import signal
from pathlib import Path

POINTS = (
    "before claim",
    "after claim",
    "before document",
    "after document",
    "before record",
    "before commit",
    "after record",
    "before send",
    "after send",
    "after delivery",
    "before ack",
)
"""Every name, in the order in which a job passes them."""


def point(name: str) -> None:
    """Die here as by `kill -9`, once, if the environment names this point.

    The variable holds `name` or `name=/path/of/a/mark`: where the mark exists, a process has
    died already and this one lives.
    """
    wanted = os.environ.get("SOPFLOW_CRASH_AT")
    if wanted is None:
        return
    assert name in POINTS, name
    place, _, mark = wanted.partition("=")
    if place != name:
        return
    if mark:
        try:
            Path(mark).touch(exist_ok=False)
        except FileExistsError:
            return
    os.kill(os.getpid(), signal.SIGKILL)
