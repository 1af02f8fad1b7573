import smtplib
from email.message import EmailMessage

import pytest

from tests.servers.smtp import SmtpServer


def a_message() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "kantor@kota.test"
    message["To"] = "siti@warga.test"
    message["Subject"] = "Berkas Anda kami terima"
    message.set_content("Terima kasih, nomor Anda 0001.")
    return message


def test_it_keeps_what_it_is_given(smtp_server: SmtpServer) -> None:
    with smtplib.SMTP(smtp_server.host, smtp_server.port, local_hostname="test") as client:
        client.send_message(a_message())

    (received,) = smtp_server.received
    assert received.sender == "kantor@kota.test"
    assert received.recipients == ("siti@warga.test",)
    assert received.message["Subject"] == "Berkas Anda kami terima"
    assert received.message.get_content().strip() == "Terima kasih, nomor Anda 0001."


def test_it_refuses_when_told_to(smtp_server: SmtpServer) -> None:
    smtp_server.refuse_next("451 try later")
    with smtplib.SMTP(smtp_server.host, smtp_server.port, local_hostname="test") as client:
        with pytest.raises(smtplib.SMTPDataError):
            client.send_message(a_message())
        client.send_message(a_message())

    assert len(smtp_server.received) == 1
