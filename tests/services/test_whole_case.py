"""Acts about the whole case on either database: the office cancels it from wherever it stands."""

import secrets

import pytest

from sopflow.domain.cases import Cancel, Receipt
from sopflow.domain.decide_whole import decide_cancel
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.errors import RecordRejected
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import CaseAct, CaseId, PersonId
from sopflow.reads.cases import case_page
from sopflow.services.audit import verify
from sopflow.services.once import official
from sopflow.services.whole import cancel_case
from sopflow.store.store import Store
from tests.office import caller, rows
from tests.services.test_side_by_side import give, items, opened, right
from tests.store.attacks import put_down, tampered_entry

REASON = "Tanah milik kota"


@pytest.fixture
def case(office: Store) -> CaseId:
    """A file that three reviewers have before them."""
    return opened(office).receipt.case_id


def seq(store: Store, case: CaseId) -> int:
    (row,) = rows(store, "SELECT seq FROM cases WHERE id = :c", c=case)
    return int(row["seq"])


def cancelling(store: Store, case: CaseId, **more: object) -> Cancel:
    given: dict[str, object] = {"note": REASON, "seen_seq": seq(store, case)} | more
    return Cancel(case, key=secrets.token_hex(8), **given)  # type: ignore[arg-type]


def test_the_head_cancels_what_is_open_and_the_letter_is_drafted(
    office: Store, case: CaseId
) -> None:
    give(office, case, "nilai_struktur", "sesuai", "surya")

    done = cancel_case(office, cancelling(office, case), caller=caller("ratna"))

    assert isinstance(done, Receipt), done
    assert done.open_steps == ("susun_batal",)
    assert set(items(office, case)) == {"susun_batal"}
    fact = rows(office, "SELECT * FROM facts WHERE case_id = :c ORDER BY seq DESC", c=case)[0]
    assert (fact["trigger"], fact["step"], fact["person_id"]) == ("case:cancel", "", "ratna")
    assert fact["position_name"] == "Kepala Dinas"
    waiting = rows(
        office,
        "SELECT step FROM jobs WHERE case_id = :c AND kind = 'timer' AND state = 'waiting'",
        c=case,
    )
    assert {job["step"] for job in waiting if job["step"]} == {"susun_batal"}
    right(office, case)
    assert verify(office).is_whole


def test_nobody_else_cancels_and_nobody_without_a_reason(office: Store, case: CaseId) -> None:
    def refused(who: str, **more: object) -> RefusalCode:
        no = cancel_case(office, cancelling(office, case, **more), caller=caller(who))
        assert isinstance(no, Refusal)
        return no.code

    assert refused("budi") is RefusalCode.NO_APPOINTMENT
    assert refused("ratna", note="  ") is RefusalCode.REASON_MISSING
    assert refused("ratna", seen_seq=1) is RefusalCode.STALE_VIEW


def test_the_page_offers_it_to_the_head_alone(office: Store, case: CaseId) -> None:
    (row,) = rows(office, "SELECT number FROM cases WHERE id = :c", c=case)

    def offered(who: str) -> tuple[CaseAct, ...]:
        page = case_page(office, row["number"], person=PersonId(who), now=office.now())
        assert page is not None
        return page.office_acts

    assert offered("ratna") == (CaseAct.CANCEL,)
    assert offered("budi") == offered("sari") == ()


def test_a_cancelled_case_ends_only_with_its_letter_signed(office: Store, case: CaseId) -> None:
    cancel_case(office, cancelling(office, case), caller=caller("ratna"))
    give(office, case, "susun_batal", "done", "budi")
    for step, who in (("kasi", "budi"), ("kabid", "dewi"), ("sekretaris", "hasan")):
        give(office, case, f"paraf_batal_{step}", "approve", who)

    no = cancel_case(office, cancelling(office, case), caller=caller("ratna"))
    assert isinstance(no, Refusal)
    assert no.code is RefusalCode.NOT_CANCELLABLE

    done = give(office, case, "ttd_batal", "approve", "ratna")
    assert done.open_steps == ("nomori_batal",)
    right(office, case)


@pytest.mark.parametrize("column", ["role", "actor_class", "target"])
def test_the_database_takes_no_cancellation_that_is_no_arc(
    office: Store, case: CaseId, column: str
) -> None:
    with office.writing() as tx:
        look = tx.look(case, person=PersonId("ratna"), key="k")
        made = tx.machine(look.case.version)
    decision = decide_cancel(
        made,
        look.case,
        cancelling(office, case),
        actor=official(look, caller("ratna")),
        moment=OfficeMoment(look.case.now, look.calendar),
    )
    assert not isinstance(decision, Refusal)
    other = {"role": "sekretaris", "actor_class": "system", "target": "batal"}[column]
    entry = tampered_entry(look, decision, made, **{column: other})

    with pytest.raises(RecordRejected):
        put_down(office, entry)
