"""`dahulu`: what a row was called before, so that cases can move over from an earlier version."""

from collections.abc import Sequence

from sopflow.compiler.reading import Source, Table, is_id
from sopflow.domain.procedures import Step
from sopflow.domain.words import StepId


def former_names(table: Table, row: str, step: StepId) -> tuple[StepId, ...]:
    """Read the earlier names of a step; a level of a chain was a level of the chain's old name."""
    level = step.removeprefix(row)
    found: list[StepId] = []
    for scalar in table.scalars("formerly"):
        if not is_id(scalar.value):
            table.report("SOP008", scalar.place, id=scalar.value)
            continue
        name = StepId(f"{scalar.value}{level}")
        table.source.mark(scalar.place, "formerly", step, name)
        found.append(name)
    return tuple(dict.fromkeys(found))


def check_former(steps: Sequence[Step], source: Source) -> None:
    """Report an earlier name that is a step of this very file, or that two steps had."""
    now = {step.id for step in steps}
    taken: dict[StepId, StepId] = {}
    for step in steps:
        for name in step.formerly:
            place = source.place("formerly", step.id, name)
            if name in now:
                source.reporter.report("SOP701", place, step=step.id, name=name)
            elif taken.setdefault(name, step.id) != step.id:
                source.reporter.report("SOP702", place, step=step.id, name=name, other=taken[name])
