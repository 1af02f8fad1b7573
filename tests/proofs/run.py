"""The compiler's verdicts on random procedures against every run of them: `poe proofs`."""

import sys
from collections import Counter
from collections.abc import Iterator

from sopflow.domain.procedures import Procedure, Step
from tests.proofs.agreement import judge
from tests.proofs.drawing import procedure_of
from tests.proofs.driver import main

NUMBER = 100_000


def check(seed: str) -> tuple[Counter[str], list[str]]:
    """Compare every verdict on the procedure of a seed."""
    procedure = procedure_of(seed)
    found = judge(procedure)
    return found.counts + Counter(_constructs(procedure)), found.disagreements


def _constructs(procedure: Procedure) -> set[str]:
    """What stands in the procedure, so that the counts say what was tried."""
    found = {f"with {name}" for step in procedure.steps for name in _of(step)}
    if procedure.withdrawal:
        found.add("with a withdrawal")
    if any(end.must for end in procedure.ends):
        found.add("with an end that demands a step")
    return found


def _of(step: Step) -> Iterator[str]:
    present = {
        "a chain": step.chain,
        "an overdue arc": step.limit,
        "a limit arc": any(a.limit_target for a in step.answers),
        "a rule on an answer": any("jawaban" in (r.condition or "") for r in step.rules),
        "a shared obligation": step.shared_obligation,
        "a standing result": step.stands,
        "an optional step": step.optional_reason,
        "a named decider": step.decides_over,
        "an order": step.after,
        "a step for some ends": step.counts_for is not None,
    }
    yield from (name for name, is_there in present.items() if is_there)


def show(seed: str) -> str:
    """The rows of the procedure of a seed."""
    procedure = procedure_of(seed)
    ends = ", ".join(f"{e.id} ({e.result}) {e.must or ''}".strip() for e in procedure.ends)
    rows = "\n".join(_row(step) for step in procedure.steps)
    return f"{rows}\n  ends: {ends}\n  withdrawal: {procedure.withdrawal}"


def _row(step: Step) -> str:
    left = {"id", "activity", "standard", "answers", "kind", "role", "document", "fields"}
    more = {
        name: value
        for name in Step.__slots__
        if name not in left and (value := getattr(step, name)) not in ((), {}, None, False)
    }
    ways = " ".join(
        f"{a.id}[{a.nature}]->{a.target}"
        + (f" (after {a.rounds_max}: {a.limit_target})" if a.rounds_max else "")
        for a in step.answers
    )
    return f"  {step.id} {step.kind} by {step.role}: {ways} {more or ''}"


if __name__ == "__main__":
    sys.exit(
        main(check, what="random procedures", number=NUMBER, show=show, arguments=sys.argv[1:])
    )
