"""Any input through the compiler: findings come out, never an exception, soon: `poe fuzz`."""

import json
import random
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Any

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.vocabulary import KEYS
from tests.proofs.driver import main

NUMBER = 50_000
SECONDS_MAX = 10.0
DEFINITIONS = Path(__file__).parents[2] / "definitions"
_MARKS = ":-?[]{}#&*!|>'\"%@`,. \n\t\r\0~<=0179abnoy\u00e9\u2028\ufeff\ud800"
_VALUES = (
    "", "ya", "tidak", "no", "~", "1", "-1", "1.5", "1e999", "0x1F", "12:30", "2026-01-01",
    "9999-99-99", "3 hari kerja", "3 hari", "[]", "{}", "[a, [b]]", "{a: {b: c}}", "'x'", '"x',
    "*a", "&a x", "!!python/object:os.system x", "<<", "|", ">", "a: b", "petugas", "terbit",
    "mulai", "formulir.luas > 3", "jawaban.x == 'ya'", "x" * 300, "\u202e", "9" * 5000,
)  # fmt: skip


def check(seed: str) -> tuple[Counter[str], list[str]]:
    """Compile the input of a seed; an exception or a lack of end is the driver's to tell."""
    kind, text = an_input(seed)
    started = process_time()
    with _bounded():
        found = compile_text(text, file="x.yaml")
    took = process_time() - started
    counts = Counter((f"inputs of {kind}",))
    counts.update(name for name, holds in _sorts(found, took).items() if holds)
    return counts, list(_faults(found, text))


def _sorts(found: Compilation, took: float) -> dict[str, bool]:
    return {
        "accepted": found.machine is not None,
        "refused": found.machine is None,
        "read as far as the proofs": bool(found.proofs),
        "took more than 0.1 s": took > 0.1,
        "took more than 1 s": took > 1,
    }


def _faults(found: Compilation, text: str) -> Iterator[str]:
    """There is a machine or a reason, and each reason can be shown at a line of the file."""
    has_errors = any(d.is_error for d in found.diagnostics)
    if has_errors != (found.machine is None):
        yield f"machine {found.machine is not None}, errors {has_errors}"
    lines = len(re.split("\r\n|\r|\n", text))
    for finding in found.diagnostics:
        if not 1 <= finding.line <= lines or finding.column < 1:
            yield f"{finding.code} at {finding.line}:{finding.column} of {lines} lines"
        if not finding.render("id") or not finding.render("en"):
            yield f"{finding.code} has no words"


@contextmanager
def _bounded() -> Iterator[None]:
    """Stop what computes for longer than any input may take."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"more than {SECONDS_MAX} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_MAX)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def an_input(seed: str) -> tuple[str, str]:
    """What belongs to a seed: what kind of input, and its text."""
    chance = random.Random(f"input {seed}")
    kind = chance.choices(tuple(_MAKERS), (20, 20, 50, 10))[0]
    return kind, _MAKERS[kind](chance)


def show(seed: str) -> str:
    """The input as it can be pasted into a test."""
    return ascii(an_input(seed)[1])


def _bytes(chance: random.Random) -> str:
    return chance.randbytes(chance.randrange(400)).decode(errors="surrogateescape")


def _marks(chance: random.Random) -> str:
    return "".join(chance.choices(_MARKS, k=chance.randrange(200)))


def _yaml(chance: random.Random) -> str:
    """A file with known keys, some of them misspelt, over values of every sort."""
    sections = chance.sample(tuple(KEYS["file"].values()), chance.randint(1, 6))
    lines = ["sopflow: 1"] if chance.random() < 0.8 else []
    for section in sections:
        lines += _block(chance, section, "", chance.choice(tuple(KEYS.values())))
    return "\n".join(lines) + chance.choice(("\n", "", "\r\n"))


def _block(chance: random.Random, key: str, indent: str, known: Any) -> list[str]:
    if len(indent) > 6 or chance.random() < 0.25:
        return [f"{indent}{key}: {_value(chance)}"]
    lines = [f"{indent}{key}:"]
    is_list = chance.random() < 0.4
    for _ in range(chance.randint(0, 4)):
        name = chance.choice((*known.values(), "x", _value(chance)[:20]))
        inner = _block(chance, name, indent + "  ", chance.choice((known, *KEYS.values())))
        if is_list:
            inner[0] = f"{indent}- {inner[0].lstrip()}"
        lines += inner
    return lines


def _value(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return json.dumps(chance.choice((None, True, 1.5, "x", [1, "a"], {"a": [None]})))
    return chance.choice(_VALUES)


def _mutated(chance: random.Random) -> str:
    """A shipped definition after some slips of the pen, seldom shortened."""
    lines = chance.choice(_definitions()).split("\n")
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(lines))
        lines[at] = _slip(chance, lines, at)
    if chance.random() < 0.3:
        first = chance.randrange(len(lines))
        del lines[first : first + chance.randint(1, 60)]
    return "\n".join(lines)


def _slip(chance: random.Random, lines: list[str], at: int) -> str:
    line = lines[at]
    cut = chance.randrange(len(line) + 1)
    head, colon, _ = line.partition(": ")
    words = line.split(" ")
    other = chance.choice(lines)
    words[chance.randrange(len(words))] = chance.choice(other.split(" "))
    return chance.choice((
        "", line[:cut], line[:cut] + chance.choice(_MARKS) + line[cut:],
        line[:cut] + line[cut + 1 :], f"{line}\n{line}", f"{line}\n{other}", other,
        f"{head}{colon}{_value(chance)}", f" {line}", line[1:], " ".join(words),
    ))  # fmt: skip


@cache
def _definitions() -> tuple[str, ...]:
    files = sorted(DEFINITIONS.glob("*/[0-9]*.yaml"))
    assert files, DEFINITIONS
    return tuple(file.read_text() for file in files)


_MAKERS: dict[str, Callable[[random.Random], str]] = {
    "random bytes": _bytes,
    "random marks": _marks,
    "random YAML": _yaml,
    "mutated definitions": _mutated,
}


if __name__ == "__main__":
    sys.exit(main(check, what="inputs", number=NUMBER, show=show, arguments=sys.argv[1:]))
