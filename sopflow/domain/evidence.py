"""The seal of a record: canonical bytes (RFC 8785), salted commitments and the chain of a case."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import rfc8785

FORMAT = 1
"""Number of the rules by which a fact is turned into bytes; kept with every fact."""
GENESIS = "0" * 64
"""What the first fact of a case is chained to."""
_INTEGER_MAX = 2**53 - 1
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), sort_keys=True
)


def canonical(value: Any) -> bytes:
    """Give the one byte form of a JSON value (RFC 8785)."""
    return _ENCODER.encode(value).encode() if _is_plain(value) else rfc8785.dumps(value)


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


def _is_plain(value: Any) -> bool:
    """Say whether the standard encoder, several times as quick, gives the bytes of RFC 8785.

    They part over fractions, over numbers that a double cannot hold, over the order of keys beyond
    ASCII, and over what is no JSON.
    """
    kind = type(value)
    if kind is str:
        return value.isascii() or not _LONE_SURROGATE.search(value)
    if value is None or kind is bool:
        return True
    if kind is int:
        return bool(-_INTEGER_MAX <= value <= _INTEGER_MAX)
    if kind is dict:
        return all(type(k) is str and k.isascii() and _is_plain(v) for k, v in value.items())
    return kind in (list, tuple) and all(map(_is_plain, value))
