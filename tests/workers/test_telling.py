"""Notices: to whom, in which words, by which way, and when they count as delivered."""

import re
from pathlib import Path

import pytest

from sopflow.channels.mailbox import Mailbox, entries
from sopflow.channels.smtp import MailServer, Smtp
from sopflow.domain.cases import Notify, Receipt
from sopflow.domain.notices import Undelivered
from sopflow.reads.stuck import stuck_cases
from sopflow.services.cases import record_notice
from sopflow.services.texts import PLACES, STANDARD, Event, fill_in
from sopflow.store.store import Store
from tests.servers.smtp import SmtpServer
from tests.workers.playing import (
    CLERK,
    EMAIL,
    Told,
    Ways,
    act,
    act_until,
    apply_for,
    facts,
    items,
    jobs,
    let_time_pass,
    triggers,
    ways,
    work,
)


def told() -> tuple[Ways, Told, Told]:
    email, counter = Told(), Told("counter")
    return Ways(email, counter), email, counter


def test_a_notice_that_a_channel_took_over_is_a_fact(store: Store) -> None:
    channels, email, counter = told()
    case = apply_for(store)

    work(store, channels)

    (fact,) = facts(store, case, "notice")
    assert "of_seq" in str(fact["public"])
    assert [m.to for m in email.messages if EMAIL in m.to] == [(EMAIL,)]
    assert counter.messages == []


def test_without_an_address_it_waits_at_the_counter_and_is_no_fact(
    store: Store, tmp_path: Path
) -> None:
    case = apply_for(store, email=None)

    work(store, ways(tmp_path))

    assert facts(store, case, "notice") == []
    (waiting,) = [e for e in entries(tmp_path) if e.is_to_be_served]
    assert waiting.subject.endswith("permohonan diterima")
    served = Notify(case, 1, "counter", "served", proof="Tanda terima")
    assert isinstance(record_notice(store, served, caller=CLERK), Receipt)
    assert len(facts(store, case, "notice")) == 1


def test_an_address_that_does_not_exist_brings_it_to_the_counter(store: Store) -> None:
    channels, email, counter = told()
    case = apply_for(store)
    email.answers.append(Undelivered("mail server answered 550", is_permanent=True))

    work(store, channels)

    assert [m.key for m in counter.messages] == [email.messages[0].key]
    assert facts(store, case, "notice") == []
    assert jobs(store, case, "incident") == []


def test_a_server_that_is_away_is_tried_again_under_the_same_key(store: Store) -> None:
    channels, email, _ = told()
    case = apply_for(store)
    email.answers += [Undelivered("mail server: TimeoutError", is_permanent=False)] * 2

    for _ in range(3):
        work(store, channels)
        let_time_pass(store, kind="notice")

    keys = [m.key for m in email.messages if EMAIL in m.to]
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert len(facts(store, case, "notice")) == 1


def test_it_goes_out_by_a_real_mail_server(
    store: Store, smtp_server: SmtpServer, tmp_path: Path
) -> None:
    server = MailServer(smtp_server.host, smtp_server.port, "kantor@kota.invalid")
    channels = Ways(Smtp(server), Mailbox(tmp_path, server.sender, is_counter=True))
    case = apply_for(store)
    smtp_server.refuse_next("451 try later")

    work(store, channels)
    let_time_pass(store, kind="notice")
    work(store, channels)

    (mine,) = [r for r in smtp_server.received if EMAIL in r.recipients]
    assert "REK-" in mine.message["Subject"]
    assert "/lacak?nomor=REK-" in mine.message.get_content()
    assert len(facts(store, case, "notice")) == 1
    (theirs,) = [r for r in smtp_server.received if r is not mine]
    assert set(theirs.recipients) == {"rudi@dpmptsp.example", "sari@dpmptsp.example"}


def test_every_holder_of_the_role_is_told_in_one_message(store: Store) -> None:
    channels, email, _ = told()
    case = apply_for(store)
    act_until(store, case, "paraf_kabid", channels)

    (work_for_kabid,) = [m for m in email.messages if m.to == ("dewi@dpmptsp.example",)]
    assert "Memaraf" in work_for_kabid.body
    assert "/berkas/REK-" in work_for_kabid.body


def test_an_applicant_is_told_in_the_language_of_the_case(store: Store) -> None:
    channels, email, _ = told()
    apply_for(store, language="en")

    work(store, channels)

    (message,) = [m for m in email.messages if m.to == (EMAIL,)]
    assert message.subject.endswith("application received")
    assert "14 working days from when the file is found complete" in message.body


def test_a_return_gives_the_reason_and_the_day(store: Store) -> None:
    channels, email, _ = told()
    case = apply_for(store)
    act(store, case, answer="kurang")
    work(store, channels)

    asked = next(m for m in email.messages if m.to == (EMAIL,) and "perlu dilengkapi" in m.body)
    assert "Perlu dilengkapi" in asked.body
    assert "WIB" in asked.body
    assert [i["step"] for i in items(store, case)] == ["ajukan"]


def test_a_limit_without_a_delivered_notice_waits_and_lapses_afterwards(store: Store) -> None:
    channels, _, _ = told()
    case = apply_for(store, email=None)
    act(store, case, answer="kurang")
    work(store, channels)
    let_time_pass(store, kind="timer", action="expire")
    work(store, channels)

    (waiting,) = [j for j in jobs(store, case, "waiting") if j["last_error"]]
    assert waiting["last_error"] == "notice_not_delivered"
    assert waiting["attempts"] == 0
    assert [i["step"] for i in items(store, case)] == ["ajukan"]
    (stuck,) = [s for s in stuck_cases(store, person=None, now=store.now()) if s.case_id == case]
    assert stuck.cause == "notice_undelivered"

    seq = facts(store, case)[-1]["seq"]
    served = Notify(case, seq, "post", "served", proof="Resi 1")
    assert isinstance(record_notice(store, served, caller=CLERK), Receipt)
    let_time_pass(store, kind="timer", action="expire")
    work(store, channels)

    assert list(triggers(store, case))[-1] == "ajukan:overdue"
    assert facts(store, case)[-1]["actor_class"] == "rule"
    assert jobs(store, case, "waiting", "running", "incident") == []


def late_words(email: Told) -> list[str]:
    return [m.body for m in email.messages if m.subject.endswith("layanan terlambat")]


def test_the_applicant_is_told_that_the_promised_time_has_passed(store: Store) -> None:
    channels, email, _ = told()
    case = apply_for(store)
    act_until(store, case, "jadwal", channels)

    let_time_pass(store, kind="timer", action="delay")
    work(store, channels)

    (words,) = late_words(email)
    assert "WIB, telah lewat" in words
    assert len(facts(store, case, "notice")) == 1  # the opening's; no term runs from a delay
    assert {j["step"] for j in jobs(store, case, "waiting", "running", "incident")} == {"jadwal"}


def test_a_delay_waits_while_the_applicant_has_the_file_and_dies_with_the_case(
    store: Store,
) -> None:
    channels, email, _ = told()
    case = apply_for(store)
    act_until(store, case, "bayar", channels)

    let_time_pass(store, kind="timer", action="delay")
    work(store, channels)

    (waiting,) = [j for j in jobs(store, case, "waiting") if "delay" in str(j["payload"])]
    assert waiting["last_error"] == "the clock stands still"
    assert waiting["attempts"] == 0

    act_until(store, case, "serah", channels)
    act(store, case)
    let_time_pass(store, kind="timer", action="delay")
    work(store, channels)

    assert late_words(email) == []
    assert jobs(store, case, "waiting", "incident") == []


def test_a_delay_without_an_address_lies_at_the_counter(store: Store) -> None:
    channels, _, counter = told()
    case = apply_for(store, email=None)
    act_until(store, case, "jadwal", channels)
    let_time_pass(store, kind="timer", action="delay")
    work(store, channels)

    assert len(late_words(counter)) == 1


def test_the_clock_that_runs_again_is_told_once_the_file_is_back(store: Store) -> None:
    channels, email, _ = told()
    case = apply_for(store)
    act(store, case, answer="kurang")
    act(store, case)
    work(store, channels)

    (back,) = [m for m in email.messages if m.subject.endswith("berkas dilanjutkan")]
    assert back.to == (EMAIL,)
    assert "Waktu layanan berjalan lagi" in back.body


def test_the_ladder_reminds_the_performer_and_the_superior(store: Store) -> None:
    channels, email, _ = told()
    case = apply_for(store)
    act_until(store, case, "jadwal", channels)
    email.messages.clear()
    let_time_pass(store, kind="timer", action="tell")
    work(store, channels)

    early, late = sorted(email.messages, key=lambda m: -len(m.to))
    assert set(early.to) == {"budi@dpmptsp.example", "dewi@dpmptsp.example"}
    assert early.subject.startswith("Pengingat")
    assert late.to == ("dewi@dpmptsp.example",)
    assert late.subject.startswith("Lewat batas waktu")


def test_what_is_filled_in_is_never_looked_at_again() -> None:
    text = fill_in("{alasan} {nomor} {lain}", {"alasan": "{nomor} {0}", "nomor": "7"})

    assert text == "{nomor} {0} 7 {lain}"
    assert fill_in("{alasan}", {}) == "-"


@pytest.mark.parametrize("event", Event)
def test_every_event_has_words_with_the_same_places_in_both_languages(event: Event) -> None:
    words = STANDARD[event]
    for text in (words.subject, words.body):
        places = [set(re.findall(r"\{(\w+)\}", side)) for side in (text.id, text.en)]
        assert places[0] == places[1]
        assert places[0] <= PLACES
