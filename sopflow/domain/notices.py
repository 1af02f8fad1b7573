"""A notice ready to leave the office, and what became of it."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Message:
    """A notice in words. `key` stays the same however often it is sent: receivers drop doubles.

    Without an address in `to` it can only be served by hand, at the counter.
    """

    key: str
    to: tuple[str, ...]
    subject: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """The channel took the message over."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """The channel did not take it. A permanent failure is not mended by another attempt."""

    reason: str
    is_permanent: bool


Outcome: TypeAlias = Delivered | Undelivered
