"""The seal of a record: canonical bytes (RFC 8785), salted commitments and the chain of a case."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import rfc8785

FORMAT = 1
"""Number of the rules by which a fact is turned into bytes; kept with every fact."""
GENESIS = "0" * 64
"""What the first fact of a case is chained to."""


def canonical(value: Any) -> bytes:
    """Give the one byte form of a JSON value (RFC 8785)."""
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, 64 lower-case hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def commitment(salt: str, body: Mapping[str, Any]) -> str:
    """Bind personal data and free text to a fact without showing them.

    When salt and body are erased the commitment stays and proves nothing about a person.
    """
    return hashlib.sha256(bytes.fromhex(salt) + canonical(dict(body))).hexdigest()


def chain(previous: str, body: Mapping[str, Any]) -> str:
    """Hash a fact's public body together with the hash of the fact before it."""
    return hashlib.sha256(bytes.fromhex(previous) + canonical(dict(body))).hexdigest()


def instant(at: datetime) -> str:
    """Write an aware instant as UTC with microseconds, as it goes under the hash."""
    assert at.tzinfo is not None, at
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
