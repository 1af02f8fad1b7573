"""Notices by a mail server."""

import smtplib
import ssl
from dataclasses import dataclass, field

from sopflow.channels.letters import AddressUnusable, letter_of
from sopflow.domain.notices import Delivered, Message, Outcome, Undelivered

SECONDS_MAX = 15.0
"""How long one answer of the server may take; far below a job's lease."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where the server is and how to sign in. With `starttls` nothing is sent unencrypted."""

    host: str
    port: int
    sender: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    starttls: bool = False


@dataclass(frozen=True, slots=True)
class Smtp:
    """Sends each notice over a connection of its own.

    Delivered means that the server took responsibility for at least one address; an answer of
    the 5xx family for every address is permanent, all else is worth another attempt.
    """

    server: MailServer

    @property
    def name(self) -> str:
        """What goes on record."""
        return "email"

    def send(self, message: Message) -> Outcome:
        """Hand the message to the server, or say why not."""
        try:
            letter = letter_of(message, sender=self.server.sender)
            client = smtplib.SMTP(self.server.host, self.server.port, timeout=SECONDS_MAX)
            try:
                self._greet(client)
                client.send_message(letter)
            finally:
                client.close()  # without a QUIT: what the server took over it has confirmed
        except AddressUnusable as error:
            return Undelivered(str(error), is_permanent=True)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            return Undelivered(_said(codes), is_permanent=all(code >= 500 for code in codes))
        except smtplib.SMTPResponseException as error:
            is_refusal = error.smtp_code >= 500 and not _is_about_us(error)
            return Undelivered(_said([error.smtp_code]), is_permanent=is_refusal)
        except (OSError, smtplib.SMTPException) as error:
            return Undelivered(f"mail server: {type(error).__name__}", is_permanent=False)
        return Delivered()

    def _greet(self, client: smtplib.SMTP) -> None:
        if self.server.starttls:
            client.starttls(context=ssl.create_default_context())
        if self.server.username is not None:
            client.login(self.server.username, self.server.password or "")


def _is_about_us(error: smtplib.SMTPResponseException) -> bool:
    """A wrong password or sender is mended by a setting, so the notice must wait for it."""
    about_us = (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused)
    return isinstance(error, about_us)


def _said(codes: list[int]) -> str:
    """What the server answered, without its text: that may name a person."""
    return "mail server answered " + ", ".join(str(code) for code in sorted(set(codes)))
