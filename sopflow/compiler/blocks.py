"""Findings about parallel blocks: ways in and out of them, and branches that depend on each other.

A branch is entered with its block and left by the join; it may leave otherwise only where the
block says so. What one branch writes no other writes, judges or asks for: the result would depend
on who was quicker.
"""

from collections.abc import Iterator
from itertools import permutations

from sopflow.compiler.reading import Source
from sopflow.domain.expressions import asked_in
from sopflow.domain.procedures import Block, Branch, Procedure, Step
from sopflow.domain.words import JOIN, EndId, ItemId, StepId, StepKind

Way = tuple[tuple[str, ...], StepId | EndId]
"""The place of the file that makes a way, and where it leads."""


def report_ways(procedure: Procedure, source: Source) -> None:
    """Report ways that enter or leave a branch where that is not said."""
    used: dict[StepId, set[StepId | EndId]] = {block.id: set() for block in procedure.blocks}
    for step in procedure.steps:
        for place, target in _ways(step, source):
            _report_way(procedure, step, target, place, source)
            if (block := procedure.block_of(step.id)) is not None:
                used[block.id].add(target)
    for block in procedure.blocks:
        _report_target(procedure, block.id, block.target, ("join", block.id), source)
        for leaf in block.leaves:
            place = ("leaves", block.id, leaf)
            if (
                leaf not in used[block.id]
                or leaf == JOIN
                or _block_around(procedure, leaf) is block
            ):
                source.reporter.report("SOP125", source.place(*place), block=block.id, target=leaf)


def report_crossings(procedure: Procedure, source: Source) -> None:
    """Report branches of one block of which one writes what the other writes, judges or asks."""
    steps = {step.id: step for step in procedure.steps}
    for block in procedure.blocks:
        for one, other in permutations(block.branches, 2):
            for writer in (steps[s] for s in one.steps):
                for reader in (steps[s] for s in other.steps):
                    _report_items(block, writer, reader, source)
            _report_questions(procedure, block, one, [steps[s] for s in other.steps], source)


def _report_way(
    procedure: Procedure,
    step: Step,
    target: StepId | EndId,
    place: tuple[str, ...],
    source: Source,
) -> None:
    block = procedure.block_of(step.id)
    branch = block.branch_of(step.id) if block else None
    if block is None or branch is None:
        _report_target(procedure, step.id, target, place, source)
    elif target != JOIN and target not in branch.steps:
        around = _block_around(procedure, target)
        if around is not None:
            details = {"step": step.id, "target": target, "block": around.id}
            source.reporter.report("SOP124", source.place(*place), **details)
        elif target not in block.leaves:
            details = {"step": step.id, "target": target, "block": block.id}
            source.reporter.report("SOP123", source.place(*place), **details)


def _report_target(
    procedure: Procedure,
    row: StepId,
    target: StepId | EndId,
    place: tuple[str, ...],
    source: Source,
) -> None:
    if target == JOIN:
        source.reporter.report("SOP126", source.place(*place), step=row)
    elif (around := _block_around(procedure, target)) is not None:
        details = {"step": row, "target": target, "block": around.id}
        source.reporter.report("SOP124", source.place(*place), **details)


def _block_around(procedure: Procedure, target: StepId | EndId) -> Block | None:
    return procedure.block_of(StepId(target))


def _ways(step: Step, source: Source) -> Iterator[Way]:
    for answer in step.answers:
        named = ("answer", step.id, answer.id)
        yield named if named in source.places else ("onward", step.id), answer.target
        if answer.limit_target is not None:
            yield ("limit", step.id, answer.id), answer.limit_target
    if step.limit is not None:
        yield ("overdue", step.id), step.limit.target


def _report_items(block: Block, writer: Step, reader: Step, source: Source) -> None:
    written = _writes(writer)
    details = {"writer": writer.id, "other": reader.id, "block": block.id}
    if both := _listed(written, _writes(reader)):
        if writer.id < reader.id:  # each pair comes twice
            place = source.place("changes", reader.id)
            source.reporter.report("SOP415", place, items=both, **details)
    elif judged := _listed(written, _reads(reader)):
        place = source.place("changes", writer.id)
        source.reporter.report("SOP416", place, items=judged, **details)


def _writes(step: Step) -> frozenset[ItemId]:
    own = {step.document} if step.kind is StepKind.ACTION and step.document else set()
    return frozenset(own) | frozenset(step.changes)


def _reads(step: Step) -> frozenset[ItemId]:
    own = {step.document} if step.document else set()
    return frozenset(own) | frozenset((*step.judges, *step.requires))


def _listed(one: frozenset[ItemId], other: frozenset[ItemId]) -> str:
    return ", ".join(f"`{item}`" for item in sorted(one & other))


def _report_questions(
    procedure: Procedure, block: Block, branch: Branch, askers: list[Step], source: Source
) -> None:
    """A rule in one branch may not ask what another branch answers or fills in."""
    theirs = {f"jawaban.{step}" for step in branch.steps}
    theirs |= {
        f"isian.{field.id}" for step in branch.steps for field in procedure.step(step).fields
    }
    for asker in askers:
        for number, rule in enumerate(asker.rules):
            for name in sorted(theirs & set(asked_in(procedure, rule.condition or ""))):
                details = {"step": asker.id, "name": name, "branch": branch.id, "block": block.id}
                place = source.place("rule", asker.id, str(number))
                source.reporter.report("SOP417", place, **details)
