"""What comes from outside, attacked by raw SQL: used once, unchanged, and only by its own fact."""

import secrets
from typing import Any

import pytest

from sopflow.domain.authority import SYSTEM
from sopflow.domain.cases import Carry, Decision, Submission
from sopflow.domain.decide import decide_carry
from sopflow.domain.entering import OfficeMoment
from sopflow.domain.outside import Incoming, MessageId
from sopflow.domain.words import AnswerId, CaseId
from sopflow.services.events import receive_event
from sopflow.store.looks import Look
from sopflow.store.store import Store
from tests.awaiting import KARTU, give, put_in_force, started
from tests.office import rows
from tests.store.attacks import Attacker, refused_by, tampered_entry


@pytest.fixture
def waiting(office: Store) -> tuple[CaseId, str]:
    """A case that waits for a message under this key."""
    case, key = started(office, put_in_force(office, KARTU)).receipt.case_id, secrets.token_hex(6)
    give(office, case, "periksa", "lengkap", "ani")
    give(office, case, "rekam", "done", "ani", submission=Submission({"nomor_rekaman": key}))
    return case, key


def kept(office: Store, about: str, outcome: str = "tunggal") -> MessageId:
    name = MessageId("afis", secrets.token_hex(8))
    receive_event(office, Incoming(name, about, outcome))
    return name


def carried(
    office: Store, case: CaseId, message: MessageId | None, **public: Any
) -> tuple[Look, Decision]:
    """What the engine would record, were that message there."""
    with office.writing() as tx:
        look = tx.look(case, person=SYSTEM.person, key=secrets.token_hex(4))
        machine = tx.machine(look.case.version)
    item = look.case.items[0].id
    names = {"source": message.source, "message": message.id} if message else {}
    command = Carry(case, item, AnswerId("tunggal"), "k", results=names | public, message=message)
    moment = OfficeMoment(look.case.now, look.calendar)
    decision = decide_carry(machine, look.case, command, actor=SYSTEM, moment=moment)
    assert isinstance(decision, Decision), decision
    return look, decision


def forge(office: Store, attacker: Attacker, look: Look, decision: Decision) -> None:
    machine = office.machine(look.case.version)
    attacker.put(tampered_entry(look, decision, machine))


def test_the_system_answers_for_nobody_without_a_message(
    office: Store, attacker: Attacker, waiting: tuple[CaseId, str]
) -> None:
    look, decision = carried(office, waiting[0], None)

    with refused_by("fact_answers_with_a_message"):
        forge(office, attacker, look, decision)


@pytest.mark.parametrize("about", ["of another case", "with another outcome"])
def test_the_system_answers_with_no_message(
    office: Store, attacker: Attacker, waiting: tuple[CaseId, str], about: str
) -> None:
    case, key = waiting
    other = kept(office, "lain") if about == "of another case" else kept(office, key, "entah")
    look, decision = carried(office, case, other)

    with refused_by("fact_answers_with_a_message"):
        forge(office, attacker, look, decision)


def test_a_message_is_not_used_without_its_fact(
    office: Store, attacker: Attacker, waiting: tuple[CaseId, str]
) -> None:
    case, _ = waiting
    name = kept(office, "lain")

    with refused_by("message_is_taken_by_a_fact"):
        attacker.run(
            "UPDATE inbox SET state = 'taken', case_id = :c, seq = 1 WHERE message_id = :m",
            c=case,
            m=name.id,
        )


@pytest.mark.parametrize(
    "change",
    [
        "outcome = 'ganda'",
        "key = 'lain'",
        "body_hash = 'x'",
        "source = 'lain'",
        "received_at = '2026-01-01T00:00:00.000000Z'",
        "body = '{\"skor\": 1}'",
    ],
)
def test_a_message_stays_as_it_came(office: Store, attacker: Attacker, change: str) -> None:
    name = kept(office, secrets.token_hex(4))

    with refused_by("message_stays_as_it_came"):
        attacker.run(f"UPDATE inbox SET {change} WHERE message_id = :m", m=name.id)


def test_one_that_was_late_is_not_used_afterwards(
    office: Store, attacker: Attacker, waiting: tuple[CaseId, str]
) -> None:
    case, key = waiting
    give(office, case, "tunggu", "tunggal", "eko", proof="Surat")
    name = kept(office, key)

    with refused_by("message_stays_as_it_came"):
        attacker.run("UPDATE inbox SET state = 'kept' WHERE message_id = :m", m=name.id)


def test_its_body_may_be_erased_and_nothing_else_lost(office: Store, attacker: Attacker) -> None:
    name = kept(office, secrets.token_hex(4))

    attacker.run("UPDATE inbox SET body = 'null' WHERE message_id = :m", m=name.id)

    (row,) = rows(office, "SELECT * FROM inbox WHERE message_id = :m", m=name.id)
    assert row["body"] in (None, "null")
    assert row["outcome"] == "tunggal"


def test_a_message_is_not_deleted(office: Store, attacker: Attacker) -> None:
    name = kept(office, secrets.token_hex(4))

    with refused_by("inbox_are_kept_for_ever"):
        attacker.run("DELETE FROM inbox WHERE message_id = :m", m=name.id)


def test_a_message_does_not_come_as_used_or_in_the_past(office: Store, attacker: Attacker) -> None:
    statement = (
        "INSERT INTO inbox (source, message_id, key, outcome, body_hash, body, received_at, state)"
        " VALUES ('afis', 'x', 'k', 'tunggal', 'h', '{{}}', {at}, '{state}')"
    )

    with refused_by("message_is_received_first"):
        attacker.run(statement.format(at="'2026-01-01T00:00:00.000000Z'", state="kept"))
    with refused_by("message_is_received_first", "message_is_taken_by_a_fact"):
        attacker.run(statement.format(at="{now}", state="taken"))


def test_a_message_comes_once(office: Store, attacker: Attacker) -> None:
    name = kept(office, secrets.token_hex(4))

    with refused_by("message_comes_once"):
        attacker.run(
            "INSERT INTO inbox (source, message_id, key, outcome, body_hash, body, received_at)"
            " VALUES ('afis', :m, 'k', 'ganda', 'h', '{{}}', {now})".replace("{{}}", "{}"),
            m=name.id,
        )
