"""The command line that the long checks share: so many cases of a seed, counted over processes.

Each case has a seed of its own, `seed:number`, which is printed with whatever goes wrong there and
gives the same case again by `--only seed:number`.
"""

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

SHOWN_MAX = 10
CHUNK = 250


@dataclass
class Outcome:
    """What was counted, and every fault with its seed."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        self.counts += other.counts
        self.faults += other.faults


Check = Callable[[str], tuple[Counter[str], list[str]]]
"""From the seed of a case to what was counted and what was wrong."""


def check_all(check: Check, seeds: Sequence[str]) -> Outcome:
    """Check the cases of these seeds; an exception is a fault of its case."""
    found = Outcome()
    for seed in seeds:
        try:
            counts, faults = check(seed)
        except Exception:  # noqa: BLE001 - whatever it is, it is told with its seed
            counts, faults = Counter(), [traceback.format_exc()]
        found.counts += counts
        found.faults += [(seed, fault) for fault in faults]
    return found


def main(
    check: Check, *, what: str, number: int, show: Callable[[str], str], arguments: Sequence[str]
) -> int:
    """Check `--n` cases and print the counts; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=f"Check {what}.")
    parser.add_argument("--n", type=int, default=number, help=f"how many {what}")
    parser.add_argument("--seed", default="2026", help="begins the seed of every case")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--only", help="check only the case of this seed, and show it")
    given = parser.parse_args(arguments)
    started = time.monotonic()
    if given.only:
        say(show(given.only))
        found, total = check_all(check, [given.only]), 1
    else:
        found, total = _spread(check, given.n, given.seed, given.jobs), given.n
    for seed, fault in found.faults[:SHOWN_MAX]:
        say(f"\n{fault}\nseed {seed}:\n{show(seed)}")
    say(f"{total:>12,}  {what}")
    for name, count in sorted(found.counts.items()):
        say(f"{count:>12,}  {name}")
    say(f"{len(found.faults):>12,}  faults")
    say(f"seed {given.only or given.seed}, {time.monotonic() - started:.0f} s")
    return 1 if found.faults else 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _spread(check: Check, number: int, seed: str, jobs: int) -> Outcome:
    seeds = [f"{seed}:{n}" for n in range(number)]
    chunks = [seeds[n : n + CHUNK] for n in range(0, number, CHUNK)]
    found = Outcome()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for outcome in pool.map(check_all, [check] * len(chunks), chunks):
            found.add(outcome)
    return found
