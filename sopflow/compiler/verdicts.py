"""From what the prover found to proofs and findings in the author's words and at their line."""

from collections.abc import Iterable

from sopflow.compiler.diagnostics import Place
from sopflow.compiler.flow import place_of
from sopflow.compiler.obligations import is_internal
from sopflow.compiler.proofs import PROPERTIES, Overruled, Proof, Prover, Skip
from sopflow.compiler.reading import Source
from sopflow.compiler.stories import TraceLine, in_one_line, missed, tell, without
from sopflow.domain.procedures import Procedure
from sopflow.domain.words import Text


def prove(
    procedure: Procedure,
    prover: Prover,
    source: Source,
    *,
    is_dead: bool,
    others: Iterable[Proof] = (),
) -> tuple[Proof, ...]:
    """Prove P1, P2 and P4; each failure is a proof of its own and is reported.

    What the `others` show to fail, already reported, does not hold.
    """
    skipped = prover.skips()
    stale = prover.stale(skipped)
    failed = [
        *_stuck(procedure, prover, source, is_dead=is_dead),
        *_skips(procedure, skipped, source),
        *_stale(procedure, prover, stale, source),
        *others,
    ]
    for found in prover.overruled():
        _overruled(procedure, found, source)
    broken = {proof.property for proof in failed}
    held = [Proof(name, holds=True) for name in PROPERTIES if name not in broken]
    return tuple(sorted([*held, *failed], key=lambda p: p.property))


def _stuck(
    procedure: Procedure, prover: Prover, source: Source, *, is_dead: bool
) -> Iterable[Proof]:
    found = prover.stuck()
    for marking, is_used_up, run in found:
        step = marking.partition("[")[0].partition("+")[0]
        when = Text(" bila putaran habis", " once the rounds are used up")
        point = Text("tidak ada jalan ke akhir", "no end can be reached")
        story = tell(procedure, run.arcs, point)
        source.reporter.report(
            "SOP104",
            source.place("step", step),
            step=step,
            when=when if is_used_up else "",
            story=in_one_line(story),
        )
        yield Proof("P1", holds=False, counterexample=story, about=marking)
    if is_dead and not found:
        yield Proof("P1", holds=False, counterexample=())


def _skips(procedure: Procedure, skips: tuple[Skip, ...], source: Source) -> list[Proof]:
    groups: dict[tuple[str, Place], list[Skip]] = {}
    for skip in skips:
        groups.setdefault((skip.obligation.end, _blamed(skip, source)), []).append(skip)
    for (end_id, place), group in groups.items():
        end = next(e for e in procedure.ends if e.id == end_id)
        duties = [skip.obligation for skip in group]
        shortest = min(group, key=lambda s: len(s.run.arcs))
        story = tell(procedure, shortest.run.arcs, without(procedure, end.id, duties))
        source.reporter.report(
            "SOP201" if _has_steps_of_its_own(group) and _is_like_a_grant(group, procedure)
            else "SOP202",
            place,
            end=end.label,
            missed=missed(procedure, duties),
            steps=", ".join(dict.fromkeys(f"`{s}`" for d in duties for s in d.steps)),
            story=in_one_line(story),
        )  # fmt: skip
    return [
        Proof("P2", holds=False, counterexample=_story(procedure, skip), about=skip.obligation.id)
        for skip in skips
    ]


def _story(procedure: Procedure, skip: Skip) -> tuple[TraceLine, ...]:
    point = without(procedure, skip.obligation.end, [skip.obligation])
    return tell(procedure, skip.run.arcs, point)


def _has_steps_of_its_own(group: list[Skip]) -> bool:
    return any(skip.obligation.steps for skip in group)


def _is_like_a_grant(group: list[Skip], procedure: Procedure) -> bool:
    result = procedure.end(group[0].obligation.end).result
    return result.is_grant or result == "done"


def _blamed(skip: Skip, source: Source) -> Place:
    if skip.blame is None:
        return source.place("end", skip.obligation.end)
    return source.place(*place_of(source, skip.blame))


def _stale(
    procedure: Procedure, prover: Prover, stale: tuple[Skip, ...], source: Source
) -> list[Proof]:
    groups: dict[tuple[str, str], list[Skip]] = {}
    for skip in stale:
        changer = skip.changer
        assert changer is not None, skip.obligation
        assert changer.step is not None, changer
        groups.setdefault((skip.obligation.end, changer.step), []).append(skip)
    for (_, changer_id), group in groups.items():
        duties = [skip.obligation for skip in group]
        shortest = min(group, key=lambda s: len(s.run.arcs))
        assert shortest.changer is not None, shortest
        judges = tuple(dict.fromkeys(s for duty in duties for s in duty.steps))
        end = procedure.end(duties[0].end)
        source.reporter.report(
            "SOP203",
            source.place("changes", changer_id),
            changer=changer_id,
            items=", ".join(prover.items_between(judges, shortest.changer)),
            end=end.label,
            missed=missed(procedure, duties),
            steps=", ".join(f"`{s}`" for s in judges),
            judge=judges[0],
            story=in_one_line(_told_stale(procedure, shortest)),
        )
    return [
        Proof("P4", holds=False, counterexample=_told_stale(procedure, s), about=s.obligation.id)
        for s in stale
    ]


def _told_stale(procedure: Procedure, skip: Skip) -> tuple[TraceLine, ...]:
    who = missed(procedure, [skip.obligation])
    label = procedure.end(skip.obligation.end).label
    point = Text(
        f"{label.id[:1].lower()}{label.id[1:]} dengan hasil {who.id} yang sudah basi",
        f"{label.en[:1].lower()}{label.en[1:]} over the stale result of {who.en}",
    )
    return tell(procedure, skip.run.arcs, point)


def _overruled(procedure: Procedure, found: Overruled, source: Source) -> None:
    step = procedure.step(found.step)
    assert step.role is not None or not is_internal(procedure, step)
    opposer = procedure.role(step.role).name if step.role else step.activity
    end = next(
        e
        for e in procedure.ends
        if e.result is found.run.arcs[-1].result and str(e.id) == found.run.arcs[-1].target
    )
    point = Text(
        f"{end.label.id[:1].lower()}{end.label.id[1:]} walaupun {opposer.id} menentang",
        f"{end.label.en[:1].lower()}{end.label.en[1:]} although {opposer.en} opposed",
    )
    source.reporter.report(
        "SOP204",
        source.place(*place_of(source, found.blame)),
        end=end.label,
        opposer=opposer,
        step=found.step,
        story=in_one_line(tell(procedure, found.run.arcs, point)),
    )
