"""Any commands by anybody, repeated and at once: the record stays a path of the machine."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from sopflow.domain.authority import Caller
from sopflow.domain.cases import Advance, Carry, Claim, Expire, Open, Receipt, Submission, Withdraw
from sopflow.domain.machines import Machine
from sopflow.domain.procedures import Step
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.words import (
    DONE,
    AnswerId,
    CaseId,
    Nature,
    PersonId,
    UnitId,
    WorkItemId,
)
from sopflow.services.cases import (
    Opened,
    advance_case,
    carry_step,
    claim_case,
    expire_item,
    open_case,
    withdraw_case,
)
from sopflow.store.store import Store
from tests.checker import faults_of
from tests.office import a_value, caller, filled_form, rows

EXAMPLES = 25
STEPS = 50
PEOPLE = ("sari", "budi", "tono", "dewi", "hasan", "ratna", "beni", "joko", "lina", "ani", "agus",
          "gita", "surya", "intan", "bayu", "mega")  # fmt: skip
COUNTERS = {
    "izin-reklame": ("dpmptsp", "sari"),
    "sktm": ("kecamatan-contoh", "ani"),
    "pbg-rumah-tinggal": ("dpmptsp", "sari"),
}


class AnySequence(RuleBasedStateMachine):
    """Three cases, one of them with rows side by side, and people who try everything."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.cases: list[CaseId] = []
        self.done: list[tuple[Any, Caller, Receipt]] = []

    @initialize(papers=st.booleans())
    def open_all(self, *, papers: bool) -> None:
        for code, (unit, clerk) in COUNTERS.items():
            machine = self._machine_of(code)
            command = Open(
                CaseId(secrets.token_hex(8)),
                secrets.token_hex(8),
                filled_form(machine.procedure, papers=papers),
                proof="KTP dilihat",
            )
            opened = open_case(
                self.store, command, sop_code=code, unit=UnitId(unit), caller=caller(clerk)
            )
            assert isinstance(opened, Opened), opened
            again = open_case(
                self.store, command, sop_code=code, unit=UnitId(unit), caller=caller(clerk)
            )
            assert again == opened
            self.cases.append(opened.receipt.case_id)

    @rule(data=st.data(), who=st.sampled_from(PEOPLE))
    def answer_something(self, data: st.DataObject, who: str) -> None:
        """Anybody gives any answer to any item, open or long closed, sometimes of a stale view."""
        case = data.draw(st.sampled_from(self.cases))
        command = self._any_answer(data, case)
        if command is not None:
            self._give(command, caller(who))

    @rule(data=st.data(), times=st.integers(1, 5))
    def answer_rightly(self, data: st.DataObject, times: int) -> None:
        """Whoever holds the post answers the open item, so that cases get on."""
        case = data.draw(st.sampled_from(self.cases))
        for _ in range(times):
            command, holder = self._right_answer(data, case)
            if command is not None:
                self._give(command, holder)

    @rule(data=st.data())
    def answer_twice_at_once(self, data: st.DataObject) -> None:
        """The same answer from two pages at the same instant: one of them is recorded.

        Which one wins is chance, what the case then is must not be, or no example could be shrunk.
        """
        case = data.draw(st.sampled_from(self.cases))
        command, holder = self._right_answer(data, case)
        if command is None:
            return
        twins = (command, replace(command, key=secrets.token_hex(8)))
        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(lambda c: advance_case(self.store, c, caller=holder), twins))
        recorded = [o for o in outcomes if isinstance(o, Receipt)]
        assert len(recorded) <= 1, outcomes

    @rule(data=st.data(), clients=st.integers(2, 4))
    def repeat_at_once(self, data: st.DataObject, clients: int) -> None:
        """The same request from several connections at once is recorded once."""
        case = data.draw(st.sampled_from(self.cases))
        command, holder = self._right_answer(data, case)
        if command is None:
            return
        with ThreadPoolExecutor(clients) as pool:
            outcomes = list(
                pool.map(lambda c: advance_case(self.store, c, caller=holder), [command] * clients)
            )
        receipts = {o for o in outcomes if isinstance(o, Receipt)}
        assert len(receipts) <= 1, outcomes

    @rule(data=st.data())
    def repeat_an_old_request(self, data: st.DataObject) -> None:
        if not self.done:
            return
        command, who, receipt = data.draw(st.sampled_from(self.done))
        assert self._send(command, who) == receipt

    @rule(data=st.data(), who=st.sampled_from(PEOPLE))
    def reuse_a_key_for_something_else(self, data: st.DataObject, who: str) -> None:
        if not self.done:
            return
        command, holder, _ = data.draw(st.sampled_from(self.done))
        altered = Withdraw(command.case_id, 10_000, command.key, proof=f"lain {who}")
        outcome = withdraw_case(self.store, altered, caller=holder)
        assert outcome == Refusal(RefusalCode.KEY_REUSED)

    @rule(data=st.data(), who=st.sampled_from(PEOPLE), seen=st.integers(0, 40))
    def withdraw(self, data: st.DataObject, who: str, seen: int) -> None:
        if data.draw(st.integers(0, 7)):  # seldom: it ends the case
            return
        case = data.draw(st.sampled_from(self.cases))
        command = Withdraw(case, seen, secrets.token_hex(8), proof="KTP dilihat")
        self._give(command, caller(who))

    @rule(data=st.data(), who=st.sampled_from(PEOPLE), release=st.booleans())
    def claim(self, data: st.DataObject, who: str, *, release: bool) -> None:
        case = data.draw(st.sampled_from(self.cases))
        for item in self._items(case):
            key = secrets.token_hex(8)
            command = Claim(case, WorkItemId(item["id"]), item["view"], key, release=release)
            self._give(command, caller(who))

    @rule(data=st.data())
    def let_the_rule_act_too_early(self, data: st.DataObject) -> None:
        case = data.draw(st.sampled_from(self.cases))
        for item in self._items(case):
            outcome = expire_item(
                self.store, Expire(case, WorkItemId(item["id"]), secrets.token_hex(8))
            )
            assert isinstance(outcome, Refusal), outcome

    @invariant()
    def the_record_is_a_path_of_the_machine(self) -> None:
        with self.store.reading() as connection:
            for case in self.cases:
                assert faults_of(connection, case) == []

    def _give(self, command: Any, who: Caller) -> None:
        outcome = self._send(command, who)
        if isinstance(outcome, Receipt):
            if not isinstance(command, Carry):  # whose key is the system's own
                self.done.append((command, who, outcome))
        else:
            assert outcome.code is not RefusalCode.LOST_RACE

    def _send(self, command: Any, who: Caller) -> Receipt | Refusal:
        match command:
            case Advance():
                return advance_case(self.store, command, caller=who)
            case Withdraw():
                return withdraw_case(self.store, command, caller=who)
            case Claim():
                return claim_case(self.store, command, caller=who)
            case Carry():
                return carry_step(self.store, command)
            case _:
                raise AssertionError(command)

    def _any_answer(self, data: st.DataObject, case: CaseId) -> Advance | None:
        items = rows(self.store, "SELECT * FROM work_items WHERE case_id = :c ORDER BY id", c=case)
        if not items:
            return None
        item = data.draw(st.sampled_from(items))
        step = self._machine(case).steps[item["step"]]
        answers = [a.id for a in step.answers] + [AnswerId("approve"), AnswerId("mengada-ada")]
        late, note = data.draw(st.sampled_from([0, 0, 0, 1])), data.draw(st.booleans())
        answer = data.draw(st.sampled_from(answers))
        return self._advance(case, item, answer, late=late, note=note)

    def _right_answer(self, data: st.DataObject, case: CaseId) -> tuple[Advance | Any, Caller]:
        machine = self._machine(case)
        for item in data.draw(st.permutations(self._items(case))):
            step = machine.steps[item["step"]]
            if step.kind.is_automatic:
                self._carry(data, case, item, step)
                return None, caller("sari")
            supporting = [a for a in step.answers if a.nature is Nature.SUPPORTS]
            answer = data.draw(st.sampled_from([*step.answers, *supporting, *supporting]))
            _, clerk = COUNTERS[machine.procedure.code]
            held = rows(
                self.store,
                "SELECT a.person_id FROM appointments a JOIN positions p ON p.id = a.position_id "
                "WHERE p.kind = :kind AND p.unit_id = :unit AND a.valid_until IS NULL",
                kind=item["position_kind"],
                unit=item["unit_id"],
            )
            who = held[0]["person_id"] if held else clerk
            if item["claimed_by"]:
                who = item["claimed_by"]
            command = self._advance(case, item, answer.id, late=0, note=True)
            return command, Caller(PersonId(who))
        return None, caller("sari")

    def _carry(self, data: st.DataObject, case: CaseId, item: dict[str, Any], step: Step) -> None:
        answer = data.draw(st.sampled_from(step.answers)).id if step.answers else DONE
        key = secrets.token_hex(8)
        self._give(Carry(case, WorkItemId(item["id"]), answer, key), caller("sari"))

    def _advance(
        self, case: CaseId, item: dict[str, Any], answer: AnswerId, *, late: int, note: bool
    ) -> Advance:
        machine = self._machine(case)
        step = machine.steps[item["step"]]
        papers = [r.id for r in machine.procedure.requirements if r.id in step.changes]
        return Advance(
            case,
            WorkItemId(item["id"]),
            item["view"] + late,
            answer,
            secrets.token_hex(8),
            note="alasan contoh" if note else None,
            submission=Submission({str(f.id): a_value(f) for f in step.fields}, frozenset(papers)),
            proof="KTP dilihat",
        )

    def _items(self, case: CaseId) -> list[dict[str, Any]]:
        return rows(
            self.store,
            "SELECT * FROM work_items WHERE case_id = :c AND closed_seq IS NULL ORDER BY id",
            c=case,
        )

    def _machine(self, case: CaseId) -> Machine:
        found = rows(self.store, "SELECT version_id FROM cases WHERE id = :c", c=case)
        return self.store.machine(found[0]["version_id"])

    def _machine_of(self, code: str) -> Machine:
        found = rows(self.store, "SELECT id FROM versions WHERE sop_code = :s", s=code)
        return self.store.machine(found[0]["id"])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_any_sequence_of_commands_leaves_a_right_record(office: Store) -> None:
    class OverThisStore(AnySequence):
        store = office

    run_state_machine_as_test(
        OverThisStore,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    ends = {r["result"] for r in rows(office, "SELECT DISTINCT result FROM cases")}
    assert {"", "granted"} <= ends, ends  # it got about, as far as a permit
