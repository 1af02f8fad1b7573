"""Machines and proofs of rows side by side against every run, judged by the engine's own rule."""

from hypothesis import event, given

from sopflow.compiler.compile import assemble
from sopflow.compiler.flatten import flatten
from sopflow.compiler.obligations import obligations_of
from sopflow.compiler.proofs import Prover
from sopflow.domain.authority import RULE
from sopflow.domain.cases import PastAct
from sopflow.domain.machines import Arc, Machine
from sopflow.domain.obligations import outstanding
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import OVERDUE, EndId, ItemId, MarkingId, Nature, StepKind, VersionId
from tests.compiler.side import (
    Act,
    Place,
    State,
    moves,
    open_at,
    runs,
    side_by_side,
    start_of,
    states,
)

DECIDING = {EndId("terbit"), EndId("tolak")}


def compiled(procedure: Procedure) -> tuple[Machine, Prover]:
    graph = flatten(procedure)
    obligations = obligations_of(procedure, graph)
    machine = Machine(VersionId("0" * 64), assemble(procedure, graph, obligations))
    return machine, Prover(procedure, graph, obligations)


def changed_by(procedure: Procedure, acts: tuple[Act, ...]) -> list[tuple[int, ItemId]]:
    return [
        (seq, item)
        for seq, act in enumerate(acts, start=1)
        if act.step is not None and act.answer != OVERDUE
        for item in procedure.step(act.step).changes
    ]


def missed(machine: Machine, acts: tuple[Act, ...], end: str, *, with_changes: bool) -> set[str]:
    past = [
        PastAct(seq, act.trigger, act.step, RULE.person, MarkingId("-"))
        for seq, act in enumerate(acts, start=1)
    ]
    changed = changed_by(machine.procedure, acts) if with_changes else []
    return {o.id for o in outstanding(machine, EndId(end), past, changed)}


@given(side_by_side())
def test_no_skip_and_freshness_agree_with_every_run(procedure: Procedure) -> None:
    machine, prover = compiled(procedure)
    every, complete = runs(procedure)
    shortest: dict[tuple[str, str], int] = {}
    for acts, (place, _) in every:
        if place in DECIDING:
            skipped = missed(machine, acts, place, with_changes=False)
            unmet = missed(machine, acts, place, with_changes=True)
            for name, found in (("P2", skipped), ("P4", unmet)):
                for obligation in found:
                    shortest.setdefault((name, obligation), len(acts))

    skips = prover.skips()
    stale = prover.stale(skips)
    proved = {("P2", s.obligation.id): len(s.run.arcs) for s in skips}
    proved |= {("P4", s.obligation.id): len(s.run.arcs) for s in stale}
    seen = {
        key: length
        for key, length in shortest.items()
        if key[0] == "P2" or ("P2", key[1]) not in proved
    }

    event(f"skips: {bool(skips)}, stale: {bool(stale)}")
    for key, length in seen.items():
        assert proved.get(key) == length, key
    for key, length in proved.items():
        assert key in seen or length > complete, key
    for skip in (*skips, *stale):
        acts, place = replayed(procedure, skip.run.arcs)
        assert place == skip.obligation.end
        with_changes = skip in stale
        assert skip.obligation.id in missed(machine, acts, place, with_changes=with_changes)


def replayed(procedure: Procedure, arcs: tuple[Arc, ...]) -> tuple[tuple[Act, ...], Place]:
    """Take the same moves as the rows allow them."""
    acts: list[Act] = []
    state = start_of(procedure)
    for arc in arcs:
        act, state = {a.trigger: (a, s) for a, s in moves(procedure, state)}[arc.trigger]
        acts.append(act)
    return tuple(acts), state[0]


@given(side_by_side())
def test_every_run_is_a_path_of_the_machine(procedure: Procedure) -> None:
    machine, _ = compiled(procedure)
    triggers = {arc.trigger for arc in machine.compiled.arcs}
    taken = set()

    for acts, (place, _) in runs(procedure)[0]:
        marking = machine.compiled.start
        for act in acts:
            arc = machine.find_arc(marking, act.trigger)
            assert arc is not None, (marking, act)
            marking = arc.target
            taken.add(act.trigger)
        standing = machine.markings[marking]
        assert {s for s in open_at(place) if s} == {standing.end, *standing.open} - {None}

    assert taken <= triggers


@given(side_by_side())
def test_the_machine_has_no_move_that_no_run_makes(procedure: Procedure) -> None:
    machine, _ = compiled(procedure)
    possible = {act.trigger for state in states(procedure) for act, _ in moves(procedure, state)}

    assert {a.trigger for a in machine.compiled.arcs if a.step is not None} == possible


@given(side_by_side())
def test_every_place_and_move_of_the_machine_is_one_of_the_rows_and_no_other(
    procedure: Procedure,
) -> None:
    machine, _ = compiled(procedure)
    opened = {m.id: frozenset({*m.open, m.end or ""} - {""}) for m in machine.compiled.markings}

    def of(state: State) -> frozenset[str]:
        return frozenset(open_at(state[0])) - {""}

    told = {(of(s), a.trigger, of(r)) for s in states(procedure) for a, r in moves(procedure, s)}
    made = {
        (opened[a.source], a.trigger, opened[a.target])
        for a in machine.compiled.arcs
        if a.step is not None
    }
    assert made == told


@given(side_by_side())
def test_every_move_says_what_it_closes_and_opens_and_nothing_is_left_at_an_end(
    procedure: Procedure,
) -> None:
    machine, _ = compiled(procedure)

    for arc in machine.compiled.arcs:
        source, target = machine.markings[arc.source], machine.markings[arc.target]
        assert set(arc.closes) <= set(source.open)
        assert {*source.open} - {*arc.closes} | {*arc.opens} == {*target.open}
        assert not set(arc.opens) & ({*source.open} - {*arc.closes})
        if target.end is not None:
            assert set(arc.closes) == set(source.open)
            assert not machine.arcs_from(target.id)


@given(side_by_side())
def test_soundness_agrees_with_every_state(procedure: Procedure) -> None:
    _, prover = compiled(procedure)
    bounded = {
        (step.id, answer.id)
        for step in procedure.steps
        for answer in step.answers
        if answer.rounds_max is not None
    }

    def is_stuck(*, used_up: bool) -> bool:
        def allowed(act: Act) -> bool:
            return act.at_limit or (act.step, act.answer) not in bounded if used_up else (
                not act.at_limit
            )  # fmt: skip

        return any(not _reaches_an_end(procedure, s, allowed) for s in states(procedure))

    stuck = prover.stuck()

    event(f"stuck: {bool(stuck)}")
    assert bool(stuck) == (is_stuck(used_up=False) or is_stuck(used_up=True))


def _reaches_an_end(procedure: Procedure, state: State, allowed) -> bool:  # type: ignore[no-untyped-def]
    seen, queue = {state}, [state]
    while queue:
        now = queue.pop()
        if now[0] in {end.id for end in procedure.ends}:
            return True
        for act, reached in moves(procedure, now):
            if allowed(act) and reached not in seen:
                seen.add(reached)
                queue.append(reached)
    return False


@given(side_by_side())
def test_opposing_answers_agree_with_every_run(procedure: Procedure) -> None:
    _, prover = compiled(procedure)
    every, complete = runs(procedure)
    shortest: dict[str, int] = {}
    for acts, (place, _) in every:
        if place == "terbit":
            for step in _opposed(procedure, acts):
                shortest.setdefault(step, len(acts))

    proved = {found.step: len(found.run.arcs) for found in prover.overruled()}

    for step, length in shortest.items():
        assert proved.get(step) == length  # type: ignore[call-overload]
    assert all(step in shortest or length > complete for step, length in proved.items())
    for found in prover.overruled():
        acts, place = replayed(procedure, found.run.arcs)
        assert place == "terbit"
        assert found.step in _opposed(procedure, acts)


def _opposed(procedure: Procedure, acts: tuple[Act, ...]) -> set[str]:
    opposed: set[str] = set()
    for act in acts:
        assert act.step is not None
        step = procedure.step(act.step)
        answer = step.answer(act.answer)
        if answer is None:
            continue
        if answer.nature is Nature.SUPPORTS:
            opposed -= set(step.decides_over)
        opposed -= {step.id}
        if answer.nature is Nature.OPPOSES:
            opposed.add(step.id)
    return opposed


@given(side_by_side())
def test_a_proved_grant_has_every_officials_last_word_in_favour(procedure: Procedure) -> None:
    """The promise itself, said without obligations: nobody who could act was passed over."""
    _, prover = compiled(procedure)
    if prover.skips():
        return
    grants = [acts for acts, (place, _) in runs(procedure)[0] if place == "terbit"]
    acting = {act.step for acts in grants for act in acts}

    for acts in grants:
        last = {act.step: act for act in acts}
        for step in procedure.steps:
            plain = step.optional_reason is None and step.counts_for is None
            if step.id not in acting or not plain or step.shared_obligation is not None:
                continue
            if step.role in (None, "pemohon") or step.kind is StepKind.ACTION:
                continue
            assert step.id in last
            answer = step.answer(last[step.id].answer)
            assert answer is not None
            assert answer.nature is Nature.SUPPORTS
