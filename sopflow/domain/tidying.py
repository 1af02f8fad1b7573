"""Commands as they come from outside, made fit to be hashed and stored, or refused as too long."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from sopflow.domain.cases import (
    Acknowledge,
    Advance,
    Cancel,
    Carry,
    Claim,
    DeclareConflict,
    Deem,
    Expire,
    Notify,
    Open,
    Submission,
    Withdraw,
)
from sopflow.domain.forms import LONG_TEXT_LENGTH_MAX, storable
from sopflow.domain.outside import Called, Pay
from sopflow.domain.refusals import Refusal, RefusalCode

Command = TypeVar(
    "Command",
    Called,
    Open,
    Advance,
    Withdraw,
    Cancel,
    Claim,
    Deem,
    Expire,
    Carry,
    Notify,
    DeclareConflict,
    Acknowledge,
    Pay,
)

KEY_LENGTH_MAX = 200
VALUES_MAX = 500
"""Fields and papers that one command may bring; no form is as long."""
_TEXTS = {"note": LONG_TEXT_LENGTH_MAX, "proof": LONG_TEXT_LENGTH_MAX, "key": KEY_LENGTH_MAX}


def tidied(command: Command) -> Command | Refusal:
    """Replace what no database takes as text; refuse a note, proof or key that is too long.

    The value of a field is checked by its kind later (`forms.fill`); here only its size is bounded.
    """
    present = {f.name for f in fields(command)}
    texts = {
        name: storable(value)
        for name in _TEXTS
        if name in present and isinstance(value := getattr(command, name), str)
    }
    faults = {name: "too_long" for name, text in texts.items() if len(text) > _TEXTS[name]}
    if faults:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": faults})
    changes: dict[str, Any] = dict(texts)
    if isinstance(command, (Open, Advance)):
        submission = _submission(command.submission)
        if isinstance(submission, Refusal):
            return submission
        changes["submission"] = submission
    return replace(command, **changes)


def _submission(given: Submission) -> Submission | Refusal:
    if len(given.fields) + len(given.requirements) > VALUES_MAX:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": {"fields": "too_long"}})
    values = {
        storable(name): storable(value) if isinstance(value, str) else value
        for name, value in given.fields.items()
    }
    long = [n for n, v in values.items() if isinstance(v, str) and len(v) > LONG_TEXT_LENGTH_MAX]
    if long:
        return Refusal(RefusalCode.FIELD_INVALID, {"faults": dict.fromkeys(long, "too_long")})
    return replace(given, fields=values)
