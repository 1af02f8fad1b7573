"""Processor time of the server and of our children, which other work on the machine blurs less."""

import os
import resource
from pathlib import Path

from tests.servers.process import children_of


def server_seconds(postmaster: int) -> float:
    """Processor seconds of a PostgreSQL so far: its processes, and those that have ended."""
    while True:  # a child that ends meanwhile would be counted twice, or not at all
        children, own = children_of(postmaster), _times(postmaster)
        living = sum(sum(_times(child)[:2]) for child in children)
        if children_of(postmaster) == children and _times(postmaster)[2:] == own[2:]:
            return (sum(own) + living) / os.sysconf("SC_CLK_TCK")


def children_seconds() -> float:
    """Processor seconds of our own children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _times(pid: int) -> tuple[int, int, int, int]:
    """Ticks in user and system mode, own and of children that were waited for; 0 if it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return (0, 0, 0, 0)
    user, system, waited_user, waited_system = stat.rpartition(")")[2].split()[11:15]
    return (int(user), int(system), int(waited_user), int(waited_system))
