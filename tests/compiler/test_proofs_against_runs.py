"""The proofs against every run of random small procedures; `poe proofs` tries many more."""

from hypothesis import event, given
from hypothesis import strategies as st

from sopflow.domain.procedures import Procedure
from sopflow.domain.words import Nature, StepKind
from tests.proofs.agreement import compiled, judge
from tests.proofs.drawing import a_random_procedure
from tests.proofs.driver import check_all
from tests.proofs.meaning import Meaning
from tests.proofs.run import check

KEPT = ("2026:2406",)
"""Seeds at which compiler and runs once differed."""


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """The same procedures as `poe proofs` draws, made small when something is wrong."""
    return a_random_procedure(lambda options: draw(st.sampled_from(options)))


@given(procedures())
def test_every_verdict_agrees_with_every_run(procedure: Procedure) -> None:
    found = judge(procedure)

    event(str(sorted(name for name in found.counts if name.endswith(("holds", "fails")))))
    assert found.disagreements == []


def test_the_first_seeds_of_the_long_run_agree() -> None:
    found = check_all(check, [*KEPT, *(f"2026:{n}" for n in range(400))])

    assert found.faults == []
    assert (
        min(found.counts[f"{p} {v}"] for p in ("P1", "P2", "P3", "P4") for v in ("holds", "fails"))
        > 9
    )


@given(procedures())
def test_a_proved_grant_has_every_officials_last_word_in_favour(procedure: Procedure) -> None:
    """The promise itself, said without obligations: nobody who could act was passed over."""
    _, prover = compiled(procedure)
    if prover.skips():
        return
    grants = [acts for acts, (place, _) in Meaning(procedure).runs(1_500)[0] if place == "terbit"]
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
