"""Client processes: each answers one work item after the other, as an edge would."""

import multiprocessing
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.cases import TooFewCases, case_id
from benchmarks.office import ADVANCES, performer_of, step_id
from sopflow.domain.authority import Actor, Caller
from sopflow.domain.cases import Advance, Receipt
from sopflow.domain.decide import decide_advance
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.words import DONE, ActorClass, CaseId, StepId, WorkItemId
from sopflow.services.cases import advance_case
from sopflow.store.store import Store

DECISIONS = 300
"""How often each step of a case is decided to time it."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one client did: advances, the seconds they took, its own processor's, and of each."""

    count: int
    seconds: float
    cpu_seconds: float
    latencies: tuple[float, ...]


def advance(store: Store, case: CaseId, step: StepId, *, opened_seq: int) -> Receipt:
    """Answer the item of a step, which the fact `opened_seq` opened."""
    receipt = advance_case(
        store, _command(case, step, opened_seq), caller=Caller(performer_of(step))
    )
    assert isinstance(receipt, Receipt), receipt
    return receipt


def carry_through(store: Store, case: CaseId) -> Iterator[Receipt]:
    """Take a case from its opening to its end; what the receipt says is answered next."""
    seq, step = 1, step_id(1)
    while True:
        receipt = advance(store, case, step, opened_seq=seq)
        yield receipt
        if not receipt.open_steps:
            return
        seq, step = receipt.seq, receipt.open_steps[0]


def advance_for(store: Store, numbers: range, seconds: float) -> Round:
    """Advance cases, one whole case after the other, until the time is over.

    Raises:
        TooFewCases: They came to an end before the time did.
    """
    latencies: list[float] = []
    cpu = process_time()
    begin = before = perf_counter()
    for number in numbers:
        for _ in carry_through(store, case_id(number)):
            now = perf_counter()
            latencies.append(now - before)
            before = now
            if now - begin >= seconds:
                used = process_time() - cpu
                return Round(len(latencies), now - begin, used, tuple(latencies))
    raise TooFewCases


def decide_seconds(store: Store, number: int) -> float:
    """How long the pure decision of an advance takes, as the mean over the steps of a case."""
    case, seq, each = case_id(number), 1, []
    for place in range(1, ADVANCES + 1):
        step = step_id(place)
        command = _command(case, step, seq)
        with store.writing() as tx:
            look = tx.look(case, person=performer_of(step), key=command.key)
            machine = tx.machine(look.case.version)
        actor = Actor(ActorClass.OFFICIAL, look.person, look.person_name, look.appointments)
        moment = OfficeMoment(look.case.now, look.calendar)
        times = []
        for _ in range(DECISIONS):
            begin = perf_counter()
            decide_advance(machine, look.case, command, actor=actor, moment=moment)
            times.append(perf_counter() - begin)
        each.append(median(times))
        seq = advance(store, case, step, opened_seq=seq).seq
    return sum(each) / len(each)


def _command(case: CaseId, step: StepId, opened_seq: int) -> Advance:
    item = WorkItemId(f"{case}.{opened_seq}.{step}")
    return Advance(case, item, 1, DONE, f"{case}.{opened_seq + 1}")


class Clients:
    """Processes that wait for work; each has a connection of its own, warmed up."""

    def __init__(self, pipes: list[Connection]) -> None:
        self._pipes = pipes

    def run(self, shares: list[range], seconds: float) -> list[Round]:
        """Let the first `len(shares)` of them advance their cases at the same time.

        Raises:
            TooFewCases: They came to an end before the time did.
        RuntimeError: A client failed.
        """
        pipes = self._pipes[: len(shares)]
        for pipe, share in zip(pipes, shares, strict=True):
            pipe.send((share, seconds))
        answers: list[Any] = [pipe.recv() for pipe in pipes]
        if any(isinstance(answer, TooFewCases) for answer in answers):
            raise TooFewCases
        if failed := [answer for answer in answers if not isinstance(answer, Round)]:
            raise RuntimeError(*failed)
        return answers


@contextmanager
def clients(url: str, count: int) -> Iterator[Clients]:
    """Start the processes; they end with the block."""
    context = multiprocessing.get_context("spawn")
    with ExitStack() as ends:
        pipes = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(url, theirs))
            process.start()
            ends.callback(process.join)
            ends.callback(ours.close)
            theirs.close()
            pipes.append(ours)
        yield Clients(pipes)


def _serve(url: str, pipe: Connection) -> None:
    store = Store.open(url)
    try:
        while True:
            try:
                numbers, seconds = pipe.recv()
            except EOFError:
                return
            try:
                answer: Any = advance_for(store, numbers, seconds)
            except TooFewCases as error:
                answer = error
            except Exception as error:  # noqa: BLE001 - told to whoever gave the work
                answer = repr(error)
            pipe.send(answer)
    finally:
        store.close()
