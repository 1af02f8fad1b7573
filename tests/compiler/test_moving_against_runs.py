"""Moving cases to a changed version, against every way on: nobody is lost, and no case in vain."""

from tests.proofs.driver import check_all
from tests.proofs.moving import check

KEPT = ("2026:388",)
"""Seeds whose rules ask for what a case answered before."""


def test_a_case_moves_exactly_where_nobody_can_be_gone_round() -> None:
    found = check_all(check, [*KEPT, *(f"2026:{n}" for n in range(300))])

    assert found.faults == []
    assert min(found.counts[c] for c in ("moves", "SOP710", "SOP712", "SOP713", "SOP716")) > 20
