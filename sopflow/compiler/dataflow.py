"""P7: what a rule asks for is there, papers can be supplied, rules have no gap and none is idle.

Branches that write each other's things are found in `blocks`, before the flow is laid out; such a
finding breaks P7 as well. Whoever lets a field be used in a new place adds it to `_asked_at`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sopflow.compiler.flatten import Graph
from sopflow.compiler.obligations import reaching
from sopflow.compiler.proofs import Proof
from sopflow.compiler.reading import Source
from sopflow.compiler.search import Run, shortest
from sopflow.compiler.stories import in_one_line, tell
from sopflow.compiler.sweep import possible
from sopflow.domain.expressions import UNKNOWN, asked_in, evaluate
from sopflow.domain.items import Field, FieldKind
from sopflow.domain.machines import Arc, Marking
from sopflow.domain.procedures import Procedure, Step
from sopflow.domain.words import (
    LIMIT,
    OVERDUE,
    WITHDRAW,
    ItemId,
    MarkingId,
    Nature,
    StepId,
    StepKind,
    Text,
    Trigger,
)

CROSSINGS = frozenset({"SOP415", "SOP416", "SOP417"})
_ANSWER, _FORM, _FIELD = "jawaban.", "formulir.", "isian."


@dataclass(frozen=True, slots=True)
class Use:
    """Rule `number` of a step, or its bill, asks for the value `name`."""

    step: StepId
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Empty:
    """A use that comes, on a shortest run, before anybody has given the value."""

    use: Use
    run: Run[bool]


@dataclass(frozen=True, slots=True)
class Unsupplied:
    """A step that waits for papers that nobody can bring any more once they are missing."""

    step: StepId
    items: tuple[ItemId, ...]
    run: Run[None]


def report_data(procedure: Procedure, graph: Graph, source: Source) -> list[Proof]:
    """Report what breaks P7; each finding is a failed proof."""
    failed = [*_report_empty(procedure, graph, source), *_report_papers(procedure, graph, source)]
    for step, number in idle_rules(procedure, graph):
        source.reporter.report(
            "SOP433", source.place("rule", step, str(number)), step=step, number=number + 1
        )
        failed.append(Proof("P7", holds=False, counterexample=(), about=step))
    if source.reporter.codes & CROSSINGS:
        failed.append(Proof("P7", holds=False, counterexample=()))
    return failed


def _report_empty(procedure: Procedure, graph: Graph, source: Source) -> Iterator[Proof]:
    for found in empty_uses(procedure, graph):
        use = found.use
        point = Text(f"padahal `{use.name}` dapat kosong", f"while `{use.name}` may be empty")
        story = tell(procedure, found.run.arcs, point)
        source.reporter.report(
            "SOP431" if use.name.startswith(_ANSWER) else "SOP430",
            source.place("rule", use.step, str(use.number)),
            name=use.name,
            asked=use.name.partition(".")[2],
            step=use.step,
            story=in_one_line(story),
        )
        yield Proof("P7", holds=False, counterexample=story, about=use.name)


def _report_papers(procedure: Procedure, graph: Graph, source: Source) -> Iterator[Proof]:
    labels = {r.id: r.label for r in procedure.requirements}
    for found in unsupplied(procedure, graph):
        names = Text(
            "/".join(labels[i].id for i in found.items), "/".join(labels[i].en for i in found.items)
        )
        point = Text(
            f"{names.id} belum ada dan tidak dapat diminta lagi",
            f"{names.en} is missing and cannot be asked for any more",
        )
        story = tell(procedure, found.run.arcs, point)
        source.reporter.report(
            "SOP432",
            source.place("step", found.step),
            step=found.step,
            papers=names,
            story=in_one_line(story),
        )
        yield Proof("P7", holds=False, counterexample=story, about=found.step)


def empty_uses(procedure: Procedure, graph: Graph) -> tuple[Empty, ...]:
    """Find values that a rule asks for although on some run nobody has given them."""
    uses: dict[Use, set[MarkingId]] = {}
    for marking in graph.markings:
        for use in _asked_at(procedure, marking):
            uses.setdefault(use, set()).add(marking.id)
    fillers = _fillers(procedure)
    doubtful = _doubtful(graph, uses, fillers)
    found = (_empty(graph, use, uses[use], fillers.get(use.name)) for use in doubtful)
    return tuple(one for one in found if one is not None)


def idle_rules(procedure: Procedure, graph: Graph) -> tuple[tuple[StepId, int], ...]:
    """Find rules that never give their answer though another rule gives the same one."""
    fires: dict[StepId, set[int]] = {}
    for marking in graph.markings:
        for step in _deciding(procedure, marking):
            fires.setdefault(step.id, set()).update(_may_fire(procedure, step, marking))
    given = {(a.step, a.answer) for a in graph.arcs}
    return tuple(
        (step.id, number)
        for step in procedure.steps
        if step.id in fires
        for number, rule in enumerate(step.rules)
        if number not in fires[step.id] and (step.id, rule.answer) in given
    )


def unsupplied(procedure: Procedure, graph: Graph) -> tuple[Unsupplied, ...]:
    """Find steps at which a paper may be missing with no way on.

    The way on is an act that brings the paper or one of its group, or an end. It may not pass an
    answer that the missing paper forbids, and must be there with rounds open and with rounds
    used up.
    """
    found = []
    ways_on: dict[tuple[ItemId, ...], tuple[frozenset[MarkingId], ...]] = {}
    for step in procedure.steps:
        here = [m.id for m in graph.markings if step.id in m.open]
        for items in _groups(procedure, step):
            if items not in ways_on:
                ways_on[items] = _ways_on(procedure, graph, items)
            stuck = (m for leading in ways_on[items] for m in here if m not in leading)
            if (marking := next(stuck, None)) is not None:
                found.append(Unsupplied(step.id, items, _run_to(graph, marking)))
    return tuple(found)


def _run_to(graph: Graph, marking: MarkingId) -> Run[None]:
    run: Run[None] | None = shortest(graph, None, lambda *_: None, lambda m, _: m == marking)
    assert run is not None, marking
    return run


def _asked_at(procedure: Procedure, marking: Marking) -> Iterator[Use]:
    """Say which values the rules and bills that are open at a marking need."""
    for step in (procedure.step(step) for step in marking.open):
        for name in asked_in(procedure, step.bill.formula) if step.bill else ():
            yield Use(step.id, 0, name)
    for step in _deciding(procedure, marking):
        known = _known(procedure, marking)
        for number in _may_fire(procedure, step, marking):
            condition = step.rules[number].condition
            if condition is None or evaluate(condition, known) is not UNKNOWN:
                continue
            for name in asked_in(procedure, condition):
                if known.get(name, UNKNOWN) is UNKNOWN:
                    yield Use(step.id, number, name)


def _deciding(procedure: Procedure, marking: Marking) -> Iterator[Step]:
    steps = (procedure.step(step) for step in marking.open)
    return (step for step in steps if step.kind is StepKind.RULES)


def _may_fire(procedure: Procedure, step: Step, marking: Marking) -> Iterator[int]:
    """Go through the rules that are reached and may hold; the same condition never holds twice."""
    known = _known(procedure, marking)
    asked: set[str | None] = set()
    for number, rule in enumerate(step.rules):
        words = None if rule.condition is None else " ".join(rule.condition.split())
        holds = True if rule.condition is None else evaluate(rule.condition, known)
        if holds is not False and words not in asked:
            yield number
        asked.add(words)
        if holds is True:
            return


def _known(procedure: Procedure, marking: Marking) -> dict[str, object]:
    """Give what a marking remembers; every other value is unknown, also an answer not given.

    That a branch was cancelled before it answered is said by the block: such an answer is empty.
    """
    values: dict[str, object] = {f"{_FORM}{f.id}": UNKNOWN for f in procedure.form}
    for step in procedure.steps:
        block = procedure.block_of(step.id)
        values[f"{_ANSWER}{step.id}"] = UNKNOWN if block is None or block.joins_all else None
        values |= {f"{_FIELD}{f.id}": UNKNOWN for f in step.fields}
    values |= {f"tabel.{table.id}": UNKNOWN for table in procedure.tables}
    return values | {f"{_ANSWER}{entry[0]}": entry[1] for entry in marking.memory}


def _fillers(procedure: Procedure) -> Mapping[str, StepId]:
    """Say which step gives each value that is certainly there afterwards."""
    fillers = {f"{_ANSWER}{step.id}": step.id for step in procedure.steps}
    fillers |= {f"{_FORM}{f.id}": procedure.start.id for f in procedure.form if _is_sure(f)}
    for step in procedure.steps:
        fillers |= {f"{_FIELD}{f.id}": step.id for f in step.fields if _is_sure(f)}
    return fillers


def _is_sure(field: Field) -> bool:
    """A box that is not ticked says no, so only other fields can be left empty."""
    return field.is_required or field.kind is FieldKind.YES_NO


def _doubtful(
    graph: Graph, uses: Mapping[Use, set[MarkingId]], fillers: Mapping[str, StepId]
) -> list[Use]:
    """Leave out the uses that one sweep shows to come after their value on every run."""
    bits = {name: 1 << n for n, name in enumerate(dict.fromkeys(u.name for u in uses))}
    gives: dict[StepId, int] = {}
    for name, bit in bits.items():
        if name in fillers:
            gives[fillers[name]] = gives.get(fillers[name], 0) | bit

    def clears(arc: Arc) -> int:
        return gives.get(arc.step, 0) if arc.step and _gives(arc, arc.step) else 0

    empty = possible(graph, (1 << len(bits)) - 1, sets=lambda _: 0, clears=clears)
    return [u for u, places in uses.items() if any(empty[m] & bits[u.name] for m in places)]


def _gives(arc: Arc, step: StepId | None) -> bool:
    """A passed term is remembered as an answer but fills in nothing; rules ask for the former."""
    return arc.step == step and arc.answer != OVERDUE


def _empty(graph: Graph, use: Use, places: set[MarkingId], filler: StepId | None) -> Empty | None:
    def remember(given: bool, arc: Arc) -> bool:
        return given or _gives(arc, filler)

    run = shortest(graph, False, remember, lambda m, given: m in places and not given)
    return None if run is None else Empty(use, run)


def _groups(procedure: Procedure, step: Step) -> Iterator[tuple[ItemId, ...]]:
    """Give the papers that the step needs; papers of one group replace each other."""
    groups: dict[str, list[ItemId]] = {}
    for paper in (r for r in procedure.requirements if r.id in step.requires):
        groups.setdefault(paper.one_of or paper.id, []).append(paper.id)
    yield from (tuple(items) for items in groups.values())


def _ways_on(
    procedure: Procedure, graph: Graph, items: tuple[ItemId, ...]
) -> tuple[frozenset[MarkingId], ...]:
    """Give the markings with a way on while these papers are missing: rounds open, rounds used up.

    A way on leads to an end, or to an act that brings one of them.
    """
    steps = {s.id: s for s in procedure.steps}
    limited = {a.trigger for a in graph.arcs if a.trigger.endswith(LIMIT)}
    bounded = {Trigger(trigger.removesuffix(LIMIT)) for trigger in limited}
    barred = _triggers(graph, lambda arc: _is_barred(steps, arc, items))
    brings = _triggers(graph, lambda arc: _is_bringing(steps, arc, items))
    ends = {m.id for m in graph.markings if m.end is not None}
    found = []
    for closed in (limited, bounded):
        shut = {*closed, *barred, WITHDRAW}
        ways = [a for a in graph.arcs if a.trigger not in shut]
        found.append(reaching(ways, {*ends, *(a.source for a in ways if a.trigger in brings)}))
    return tuple(found)


def _triggers(graph: Graph, holds: Callable[[Arc], bool]) -> frozenset[Trigger]:
    """Ask once for each trigger: the answer is the same wherever the act is done."""
    arcs = {arc.trigger: arc for arc in graph.arcs}
    return frozenset(trigger for trigger, arc in arcs.items() if holds(arc))


def _is_bringing(steps: Mapping[StepId, Step], arc: Arc, items: Iterable[ItemId]) -> bool:
    is_act = arc.step is not None and arc.answer != OVERDUE
    return is_act and bool(set(steps[StepId(arc.step or "")].changes) & set(items))


def _is_barred(steps: Mapping[StepId, Step], arc: Arc, items: Iterable[ItemId]) -> bool:
    """Say whether a missing paper forbids the answer."""
    step = steps[arc.step] if arc.step else None
    answer = step.answer(arc.answer) if step else None
    if step is None or answer is None or answer.nature is not Nature.SUPPORTS:
        return False
    return set(items) <= set(step.requires)
