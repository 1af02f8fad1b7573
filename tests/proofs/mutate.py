"""Whether the directed tests notice each small fault in the proofs: `poe mutate`.

Each mutant lives in a process of its own, which gets the faulty module in place of the true one
and runs the directed tests until the first that fails. One that runs out of time or of memory is
noticed as well.
"""

import argparse
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.proofs.driver import say
from tests.proofs.mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
MODULES = (
    "sopflow.domain.obligations",
    "sopflow.compiler.search",
    "sopflow.compiler.obligations",
    "sopflow.compiler.flatten",
    "sopflow.compiler.proofs",
)
TESTS = (
    "tests/compiler/test_search.py",
    "tests/compiler/test_proofs.py",
    "tests/compiler/test_flatten.py",
    "tests/compiler/test_machine.py",
    "tests/compiler/test_proofs_against_runs.py::test_the_first_seeds_of_the_long_run_agree",
    "tests/domain/test_decide.py",
    "tests/compiler/test_broken.py",
    "tests/compiler/test_loopholes.py",
)
HEAVY = ("hypothesis", "psycopg", "redis", "rfc8785", "ruamel.yaml", "simpleeval", "sqlalchemy",
         "transitions")  # fmt: skip
CPU_SECONDS_MAX = 60
CPU_SECONDS_AT_ONCE_MAX = 6
MEMORY_MAX = 2 * 2**30
SCORE_MIN = 95
SEEDS_AT_ONCE = 80
_QUIET = ("-x", "-q", "--assert=plain", "-W", "ignore::pytest.PytestAssertRewriteWarning",
          "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist")  # fmt: skip


class _Faulty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from other code than its file holds."""

    def __init__(self, module: str, code: CodeType) -> None:
        self._module = module
        self._code = code

    def find_spec(
        self, fullname: str, path: object, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._module:
            return None
        return importlib.util.spec_from_loader(fullname, self)

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)


def main(arguments: Sequence[str]) -> int:
    """Try every mutant and print who survives; 1 when too many do."""
    parser = argparse.ArgumentParser(description="Try the directed tests on faulty proofs.")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--only", default="", help="only mutants whose name holds these words")
    parser.add_argument("modules", nargs="*", default=MODULES)
    given = parser.parse_args(arguments)
    for library in HEAVY:
        import_module(library)
    started = time.monotonic()
    tried: list[str] = []
    for module in given.modules:
        file = ROOT / f"{module.replace('.', '/')}.py"
        source = file.read_text()
        if _try_all([Mutant("the true module", source)], module, 1) != ["survived"]:
            say(f"the tests fail on {module} as it is")
            return 1
        mutants = [m for m in mutants_of(source, file.name) if given.only in m.name]
        fates = _try_all(mutants, module, given.jobs)
        tried += fates
        say(_score(module, fates))
    say(_score("all", tried) + f", {time.monotonic() - started:.0f} s")
    return 0 if _percent(tried) >= SCORE_MIN else 1


def _score(what: str, fates: Sequence[str]) -> str:
    counts = ", ".join(f"{fates.count(f)} {f}" for f in ("killed", "out of time", "survived"))
    return f"{what}: {len(fates)} mutants, {counts}, {_percent(fates):.1f} %"


def _percent(fates: Sequence[str]) -> float:
    return 100 * (1 - fates.count("survived") / len(fates)) if fates else 100.0


def _try_all(mutants: Sequence[Mutant], module: str, jobs: int) -> list[str]:
    fates = [""] * len(mutants)
    running: dict[int, int] = {}
    waiting = list(enumerate(mutants))
    while waiting or running:
        while waiting and len(running) < jobs:
            number, mutant = waiting.pop(0)
            running[_start(module, mutant)] = number
        child, status = os.wait()
        signalled = os.WIFSIGNALED(status)
        survived = not signalled and os.WEXITSTATUS(status) == 0
        number = running.pop(child)
        fates[number] = "out of time" if signalled else "survived" if survived else "killed"
        if survived and len(mutants) > 1:
            say(f"  survived: {mutants[number].name}")
    return fates


def _start(module: str, mutant: Mutant) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = _live(module, mutant)
        finally:
            os._exit(code)
    return child


def _live(module: str, mutant: Mutant) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_AT_ONCE_MAX, CPU_SECONDS_MAX + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    code = compile(mutant.code, f"<{mutant.name}>", "exec")
    sys.meta_path.insert(0, _Faulty(module, code))
    assert module not in sys.modules
    if _is_noticed_at_once():
        return 1
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_MAX, CPU_SECONDS_MAX + 1))
    return int(pytest.main([*_QUIET, *TESTS]))


def _is_noticed_at_once() -> bool:
    """Try what needs no test runner first: it notices most mutants, in a fraction of the time."""
    try:
        for file in TESTS[:3]:
            tests = vars(import_module(file.removesuffix(".py").replace("/", "."))).copy()
            for name, test in tests.items():
                if name.startswith("test_") and not hasattr(test, "pytestmark"):
                    test()
        run = import_module("tests.proofs.run")
        return any(run.check(f"2026:{n}")[1] for n in range(SEEDS_AT_ONCE))
    except Exception:  # noqa: BLE001 - a test that fails, in whatever way
        return True


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
