"""How much of an SOP its scenarios tried: steps, answers, roles, deadlines, obligations."""

from collections.abc import Iterable
from dataclasses import dataclass

from sopflow.domain.machines import Machine
from sopflow.domain.stage import Stage
from sopflow.domain.words import OVERDUE


@dataclass(frozen=True, slots=True)
class Part:
    """What was tried of one kind of thing, and what was not, in the order of the SOP."""

    tried: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.tried) + len(self.missing)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Answers are triggers: `step:answer`, `step:answer!limit`, `step:overdue`, `case:withdraw`."""

    steps: Part
    answers: Part
    roles: Part
    deadlines: Part
    obligations: Part


def cover(machine: Machine, stages: Iterable[Stage]) -> Coverage:
    """Say what these cases tried of their SOP."""
    stages = tuple(stages)
    compiled = machine.compiled
    given = {act.trigger for stage in stages for act in stage.case.acts}
    arcs = [a for a in compiled.arcs if a.trigger in given]
    acted = [a for a in arcs if a.answer != OVERDUE]
    return Coverage(
        steps=_part((a.step for a in compiled.arcs), (a.step for a in acted)),
        answers=_part((a.trigger for a in compiled.arcs), given),
        roles=_part((a.role for a in compiled.arcs), (a.role for a in acted)),
        deadlines=_part((a.trigger for a in compiled.arcs if a.answer == OVERDUE), given),
        obligations=_part(
            (o.id for o in compiled.obligations), (i for stage in stages for i in stage.met)
        ),
    )


def _part(known: Iterable[str | None], tried: Iterable[str | None]) -> Part:
    everything = dict.fromkeys(k for k in known if k is not None)
    done = frozenset(tried)
    return Part(
        tuple(k for k in everything if k in done), tuple(k for k in everything if k not in done)
    )
