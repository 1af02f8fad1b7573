"""A real SMTP server in a thread, which keeps what it is given and can be told to refuse."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.process import free_port

MESSAGE_BYTES_MAX = 10_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """One message that the server has accepted."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage


@dataclass  # without slots: aiosmtpd looks at every member, and Python 3.11.2 trips over them
class SmtpServer:
    """Its address, what it accepted, and what it will refuse."""

    host: str
    port: int
    received: list[Received] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def refuse_next(self, reply: str, times: int = 1) -> None:
        """Answer the next messages with `reply`, such as `451 try later` or `550 no mailbox`."""
        self.refusals += [reply] * times

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusals:
            return self.refusals.pop(0)
        content = envelope.original_content or b""
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        sender = envelope.mail_from or ""
        self.received.append(Received(sender, tuple(envelope.rcpt_tos), message))
        return "250 accepted"


@contextmanager
def running_smtp() -> Iterator[SmtpServer]:
    """A new server on a free port of the loopback address, gone when the block ends."""
    server = SmtpServer("127.0.0.1", free_port())
    controller = Controller(
        server,
        hostname=server.host,
        port=server.port,
        server_hostname="mail.test",
        data_size_limit=MESSAGE_BYTES_MAX,
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
