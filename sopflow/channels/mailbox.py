"""The mailbox folder: notices as files, for an office without a mail server and for the counter.

A file is named by the notice's key, so that sending twice leaves one file.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from sopflow.channels.letters import AddressUnusable, letter_of
from sopflow.domain.notices import Delivered, Message, Outcome, Undelivered

SERVE_BY_HAND = "X-Sopflow-Serve"
"""Header of a notice that waits at the counter for somebody to hand it over."""
LISTED_MAX = 500
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Writes notices into `folder`; with `is_counter` they are marked to be served by hand."""

    folder: Path
    sender: str
    is_counter: bool = False

    @property
    def name(self) -> str:
        """What goes on record: `email`, or `counter`."""
        return "counter" if self.is_counter else "email"

    def send(self, message: Message) -> Outcome:
        """Write the file, whole or not at all; writing it again changes nothing for a reader."""
        assert _KEY.fullmatch(message.key), message.key
        try:
            letter = letter_of(message, sender=self.sender)
            if self.is_counter:
                letter[SERVE_BY_HAND] = "counter"
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(self.folder / f"{message.key}.eml", bytes(letter))
        except AddressUnusable as error:
            return Undelivered(str(error), is_permanent=True)
        except OSError as error:
            return Undelivered(f"mailbox folder: {error.strerror or error}", is_permanent=False)
        return Delivered()


@dataclass(frozen=True, slots=True)
class MailboxEntry:
    """A notice of the folder, as a page shows it. `written_at` is an aware UTC instant."""

    key: str
    to: str
    subject: str
    body: str
    is_to_be_served: bool
    written_at: datetime


def entries(folder: Path, *, limit: int = 100) -> list[MailboxEntry]:
    """Notices in the folder, newest first, at most `limit`; none when there is no folder."""
    assert 1 <= limit <= LISTED_MAX, limit
    files = sorted(_files(folder), key=lambda file: (-file[1], file[0].name))
    return [_entry(file, written) for file, written in files[:limit]]


def _files(folder: Path) -> Iterator[tuple[Path, float]]:
    for file in folder.glob("*.eml"):
        try:
            yield file, file.stat().st_mtime
        except FileNotFoundError:
            continue  # taken away between the listing and the look


def _entry(file: Path, written: float) -> MailboxEntry:
    letter = message_from_bytes(file.read_bytes(), policy=SMTP)
    assert isinstance(letter, EmailMessage)
    return MailboxEntry(
        key=file.stem,
        to=str(letter["To"] or ""),
        subject=str(letter["Subject"] or ""),
        body=letter.get_content().replace("\r\n", "\n"),
        is_to_be_served=letter[SERVE_BY_HAND] is not None,
        written_at=datetime.fromtimestamp(written, UTC),
    )


def _write_whole(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
