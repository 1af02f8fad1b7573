"""Looking, recording and reading back, on both databases."""

from sopflow.store.store import Store
from tests.store.playing import opened, play


def test_a_case_runs_from_the_counter_to_the_grant(store: Store) -> None:
    case = opened(store)
    for trigger, person in (
        ("check:return", "siti"),
        ("fix:done", "applicant"),
        ("check:approve", "siti"),
        ("initials:approve", "budi"),
        ("sign:approve", "hadi"),
        ("issue:done", "system"),
        ("hand:done", "siti"),
    ):
        receipt = play(store, case, trigger, person)

    assert receipt.marking == "granted"
    assert receipt.seq == 8
    assert [c.flaw() for c in store.all_chains()] == [None]
