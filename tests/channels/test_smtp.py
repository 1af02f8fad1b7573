import pytest

from sopflow.channels.smtp import MailServer, Smtp
from sopflow.domain.notices import Delivered, Message, Undelivered
from tests.servers.process import free_port
from tests.servers.smtp import SmtpServer

NOTICE = Message("job-1", ("siti@warga.test",), "Berkas 0001", "Berkas Anda lengkap — baik.", "id")


def channel(server: SmtpServer) -> Smtp:
    return Smtp(MailServer(server.host, server.port, "Kantor <kantor@kota.test>"))


def test_a_notice_reaches_the_server_under_its_key(smtp_server: SmtpServer) -> None:
    assert channel(smtp_server).send(NOTICE) == Delivered()
    assert channel(smtp_server).send(NOTICE) == Delivered()

    first, second = smtp_server.received
    assert first.recipients == ("siti@warga.test",)
    assert first.message["Message-ID"] == second.message["Message-ID"] == "<job-1@kota.test>"
    assert first.message.get_content().strip() == NOTICE.body


@pytest.mark.parametrize(
    ("reply", "is_permanent"), [("451 try later", False), ("550 no such mailbox", True)]
)
def test_what_the_server_answers_decides_about_another_attempt(
    smtp_server: SmtpServer, reply: str, is_permanent: bool
) -> None:
    smtp_server.refuse_next(reply)

    outcome = channel(smtp_server).send(NOTICE)

    assert outcome == Undelivered(f"mail server answered {reply[:3]}", is_permanent=is_permanent)


def test_a_silent_server_is_worth_another_attempt() -> None:
    outcome = Smtp(MailServer("127.0.0.1", free_port(), "kantor@kota.test")).send(NOTICE)

    assert outcome == Undelivered("mail server: ConnectionRefusedError", is_permanent=False)


def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(
    smtp_server: SmtpServer,
) -> None:
    server = MailServer(smtp_server.host, smtp_server.port, "kantor@kota.test", starttls=True)

    outcome = Smtp(server).send(NOTICE)

    assert isinstance(outcome, Undelivered)
    assert not outcome.is_permanent
    assert smtp_server.received == []


def test_an_unwritable_address_never_reaches_the_server(smtp_server: SmtpServer) -> None:
    notice = Message("job-2", ("a,b@kota.test",), "Berkas", "Isi", "id")

    outcome = channel(smtp_server).send(notice)

    assert isinstance(outcome, Undelivered)
    assert outcome.is_permanent
    assert smtp_server.received == []
