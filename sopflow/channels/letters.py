"""A notice as an Internet message: the same bytes for the same notice."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from sopflow.domain.notices import Message

SUBJECT_LENGTH_MAX = 200


class AddressUnusable(ValueError):
    """An address that cannot stand in a message; the text does not repeat it."""


def letter_of(message: Message, *, sender: str) -> EmailMessage:
    """Write the message. Its key is the Message-ID, so a second sending can be dropped.

    Raises:
        AddressUnusable: An address is not of the form `name@place`.
    """
    letter = EmailMessage(policy=SMTP)
    letter["Message-ID"] = f"<{message.key}@{_domain_of(sender)}>"
    letter["From"] = sender
    if message.to:
        letter["To"] = [_address(text) for text in message.to]
    letter["Subject"] = " ".join(message.subject.split())[:SUBJECT_LENGTH_MAX]
    letter["Content-Language"] = message.language
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    return letter


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise AddressUnusable("address cannot be written into a message") from error


def _domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"
