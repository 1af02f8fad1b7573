"""What compiling and proving an SOP costs: `python -m benchmarks.compiling [--rounds 9] [--json]`.

Two files are made from a shipped definition: one of sixty steps with two parallel blocks, one
whose machine comes near the bound of 2,000 markings. Beside the compiler, in the same run and
interleaved, the same net is given to a general breadth-first search, which asks for each obligation
whether the end can be reached with the acts that meet it taken away.
"""

import argparse
import json
import platform
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sopflow.compiler.compile import compile_text
from sopflow.domain.machines import CompiledMachine, Machine
from sopflow.domain.procedures import Block, Procedure, Step
from sopflow.domain.words import JOIN, OVERDUE, EndId, StepId, Trigger, trigger_of

BASE = Path("definitions/sktm/1.0.0.yaml")
BEFORE = "  - id: susun_surat\n"
"""The inserted rows come before this one, and what led here leads to the first of them."""
SIXTY = (20, (3, 3, 3), (3, 3, 3))
MANY = (2, (8, 9, 9), (8, 9, 9))
"""Plain rows, then the rows of each branch of each of the two blocks."""


def text_of(rows: int, *blocks: tuple[int, ...]) -> str:
    """Make a longer SOP of the shipped one: plain rows, then blocks whose branches all join."""
    base = BASE.read_text("utf-8").replace("janji: 60 menit", "janji: 90 hari kerja")
    head, tail = base.split(BEFORE, 1)
    first = "tambahan_0"
    head = head.replace("{ ke: susun_surat, sifat", f"{{ ke: {first}, sifat")
    added = [_row(f"tambahan_{number}", indent=2) for number in range(rows)]
    added += [_block(number, lengths) for number, lengths in enumerate(blocks)]
    return head + "\n".join(added) + "\n" + BEFORE + tail


def _row(name: str, *, indent: int, onward: str | None = None) -> str:
    lines = [
        f"- id: {name}",
        f"  kegiatan: {{ id: Menelaah bagian {name}, en: Review part {name} }}",
        "  pelaksana: kasi",
        "  mutu: { kelengkapan: [Berkas lengkap], waktu: 5 menit, keluaran: Catatan telaah }",
        *([f"  ke: {onward}"] if onward else []),
    ]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _block(number: int, lengths: tuple[int, ...]) -> str:
    lines = [
        f"  - id: blok_{number}",
        f"    kegiatan: {{ id: Menelaah bersama {number}, en: Review together {number} }}",
        "    bersamaan:",
        "      gabung: semua",
        "      cabang:",
    ]
    text = "".join(f"{line}\n" for line in lines)
    for branch, length in enumerate(lengths):
        text += f"        - id: cabang_{number}_{branch}\n          langkah:\n"
        for step in range(length):
            name = f"telaah_{number}_{branch}_{step}"
            text += _row(name, indent=12, onward="gabung" if step == length - 1 else None)
    return text


# The reference: places and transitions, and a search that knows nothing of SOPs ----------------

Place = str
Marking = frozenset[Place]


@dataclass(frozen=True, slots=True)
class Transition:
    """Takes a token from each of `takes` and puts one on each of `puts`."""

    name: Trigger
    takes: Marking
    puts: Marking


def net_of(procedure: Procedure) -> tuple[Transition, ...]:
    """Write the procedure down as a net; every branch of its blocks must join.

    Answers and passed terms are transitions; withdrawal, which leads to no decision, is left out.
    """
    ways = (way for step in procedure.steps for way in _ways(procedure, step))
    joins = (_join(procedure, block) for block in procedure.blocks)
    return (*ways, *joins)


def _ways(procedure: Procedure, step: Step) -> Iterator[Transition]:
    here = frozenset({str(step.id)})
    for answer in step.answers:
        puts = _puts(procedure, step, answer.target)
        yield Transition(trigger_of(step.id, answer.id), here, puts)
        if answer.limit_target is not None:
            name = trigger_of(step.id, answer.id, at_limit=True)
            yield Transition(name, here, _puts(procedure, step, answer.limit_target))
    if step.limit is not None:
        name = trigger_of(step.id, OVERDUE)
        yield Transition(name, here, _puts(procedure, step, step.limit.target))


def _puts(procedure: Procedure, step: Step, target: StepId | EndId) -> Marking:
    block = procedure.block_of(step.id)
    if target == JOIN and block is not None:
        branch = block.branch_of(step.id)
        assert branch is not None, step.id
        return frozenset({f"done:{branch.id}"})
    return frozenset(map(str, procedure.entered(target))) or frozenset({str(target)})


def _join(procedure: Procedure, block: Block) -> Transition:
    done = frozenset(f"done:{branch.id}" for branch in block.branches)
    return Transition(Trigger(f"join:{block.id}"), done, _after(procedure, block))


def _after(procedure: Procedure, block: Block) -> Marking:
    return frozenset(map(str, procedure.entered(block.target))) or frozenset({str(block.target)})


def reachable(net: tuple[Transition, ...], start: Place) -> set[Marking]:
    """Explore every marking, breadth first."""
    first = frozenset({start})
    seen = {first}
    queue = deque(seen)
    while queue:
        marking = queue.popleft()
        for transition in net:
            if transition.takes <= marking:
                reached = (marking - transition.takes) | transition.puts
                if reached not in seen:
                    seen.add(reached)
                    queue.append(reached)
    return seen


def search(compiled: CompiledMachine) -> int:
    """Explore the net once, then once more for each obligation; return the markings there are."""
    net = net_of(compiled.procedure)
    start = str(compiled.procedure.start.id)
    everything = reachable(net, start)
    for obligation in compiled.obligations:
        meets = frozenset(obligation.meets)
        around = tuple(t for t in net if t.name not in meets)
        assert frozenset({str(obligation.end)}) not in reachable(around, start), obligation
    return len(everything)


# The measurement -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of each round, for one file."""

    file: str
    steps: int
    markings: int
    obligations: int
    compiler: tuple[float, ...]
    reference: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The compiler's time by the reference's: the median of the ratios within each round."""
        pairs = zip(self.compiler, self.reference, strict=True)
        return median(own / other for own, other in pairs)


def measure(file: str, text: str, rounds: int) -> Measured:
    """Let compiler and reference take turns over one file."""
    compiled = _compiled(text)
    own, other = [], []
    for _ in range(rounds):
        own.append(_milliseconds(lambda: _compiled(text)))
        other.append(_milliseconds(lambda: search(compiled)))
    return Measured(
        file=file,
        steps=len(compiled.procedure.steps),
        markings=len(compiled.markings),
        obligations=len(compiled.obligations),
        compiler=tuple(own),
        reference=tuple(other),
    )


def _compiled(text: str) -> CompiledMachine:
    compilation = compile_text(text, file="bench.yaml")
    machine: Machine | None = compilation.machine
    assert machine is not None, [d.code for d in compilation.diagnostics]
    return machine.compiled


def _milliseconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def _table(found: list[Measured], rounds: int) -> str:
    columns = ("steps", "markings", "obligations", "compile+prove, ms", "reference, ms", "ratio")
    rows = [
        (one.steps, one.markings, one.obligations, _spread(one.compiler), _spread(one.reference),
         f"{one.ratio:.2f}")
        for one in found
    ]  # fmt: skip
    names = ("", *(one.file for one in found))
    lines = [
        f"{name:20}" + "".join(f"{cell:>19}" for cell in row)
        for name, row in zip(names, (columns, *rows), strict=True)
    ]
    python = platform.python_version()
    lines.append(f"Median [lowest, highest] of {rounds} interleaved rounds. Python {python}.")
    return "\n".join(lines)


def _spread(times: tuple[float, ...]) -> str:
    return f"{median(times):.0f} [{min(times):.0f}, {max(times):.0f}]"


def main(arguments: list[str]) -> int:
    """Measure both files and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compiling")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    files = {"two parallel blocks": SIXTY, "near the bound": MANY}
    found = [
        measure(name, text_of(rows, *blocks), wanted.rounds)
        for name, (rows, *blocks) in files.items()
    ]
    if wanted.json:
        body = [
            {
                "file": one.file,
                "steps": one.steps,
                "markings": one.markings,
                "obligations": one.obligations,
                "compiler_ms": one.compiler,
                "reference_ms": one.reference,
                "ratio": one.ratio,
            }
            for one in found
        ]
        sys.stdout.write(json.dumps(body, indent=2) + "\n")
    else:
        sys.stdout.write(_table(found, wanted.rounds) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
