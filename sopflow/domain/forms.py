"""Checking what somebody filled in: typed values, or the reason a value cannot be taken."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sopflow.domain.items import EntryRequirement, Field, FieldKind
from sopflow.domain.words import ItemId

TEXT_LENGTH_MAX = 500
LONG_TEXT_LENGTH_MAX = 10_000
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,63}")
_NIK = re.compile(r"[0-9]{16}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}([.,][0-9]{1,20})?")
"""A few plain digits: an exponent would make a number of any size, and a process that waits."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database takes as text; shown as the mark for a lost character."""
_PHONE = re.compile(r"\+?[0-9]{8,15}")
_YES = {"ya", "yes", "true", "1", "on"}
_NO = {"tidak", "no", "false", "0", ""}


@dataclass(frozen=True, slots=True)
class Filled:
    """Accepted values by field, and the fault of each field that was not accepted.

    A fault is one of `required`, `unknown`, `too_long`, `not_a_number`, `too_small`, `too_big`,
    `not_a_date`, `not_a_choice`, `not_a_nik`, `not_a_phone`, `not_an_email`, `not_yes_or_no`.
    """

    values: Mapping[ItemId, Any] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def fill(fields: Iterable[Field], given: Mapping[str, Any], *, partial: bool = False) -> Filled:
    """Check `given` against `fields`; with `partial` a missing field keeps its earlier value."""
    known = {f.id: f for f in fields}
    values: dict[ItemId, Any] = {}
    faults: dict[str, str] = {name: "unknown" for name in given if name not in known}
    for name, entry in known.items():
        raw = given.get(name)
        text = "" if raw is None else storable(str(raw)).strip()
        if text == "" and entry.kind is not FieldKind.YES_NO:
            if entry.is_required and not (partial and name not in given):
                faults[name] = "required"
            elif name in given:
                values[name] = None
            continue
        if text == "" and name not in given:
            if entry.is_required and not partial:
                faults[name] = "required"
            continue
        value, fault = _read(entry, text)
        if fault is None:
            values[name] = value
        else:
            faults[name] = fault
    return Filled(values, faults)


def storable(text: str) -> str:
    """Put the mark for a lost character where no database takes what was sent."""
    return _UNSTORABLE.sub("\ufffd", text)


def missing_requirements(
    required: Iterable[EntryRequirement], received: frozenset[ItemId]
) -> tuple[ItemId, ...]:
    """List which of these papers were not handed in; one paper of a `one_of` group is enough."""
    required = tuple(required)
    groups = {r.one_of for r in required if r.one_of and r.id in received}
    return tuple(r.id for r in required if r.id not in received and r.one_of not in groups)


def _read(entry: Field, text: str) -> tuple[Any, str | None]:
    match entry.kind:
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            longest = TEXT_LENGTH_MAX if entry.kind is FieldKind.TEXT else LONG_TEXT_LENGTH_MAX
            return (text, None) if len(text) <= longest else (None, "too_long")
        case FieldKind.INTEGER | FieldKind.DECIMAL | FieldKind.MONEY:
            return _read_number(entry, text)
        case FieldKind.DATE:
            return _read_date(text)
        case FieldKind.YES_NO:
            answer = text.lower()
            return (answer in _YES, None) if answer in _YES | _NO else (None, "not_yes_or_no")
        case FieldKind.CHOICE:
            return (text, None) if text in entry.choices else (None, "not_a_choice")
        case FieldKind.NIK:
            return (text, None) if _NIK.fullmatch(text) else (None, "not_a_nik")
        case FieldKind.PHONE:
            plain = re.sub(r"[ .()-]", "", text)
            return (plain, None) if _PHONE.fullmatch(plain) else (None, "not_a_phone")
        case FieldKind.EMAIL:
            return (text, None) if _EMAIL.fullmatch(text) else (None, "not_an_email")


def _read_date(text: str) -> tuple[Any, str | None]:
    try:
        return date.fromisoformat(text).isoformat(), None
    except ValueError:
        return None, "not_a_date"


def _read_number(entry: Field, text: str) -> tuple[Any, str | None]:
    if not _NUMBER.fullmatch(text):
        return None, "not_a_number"
    number = Decimal(text.replace(",", ".")) or Decimal(0)  # no negative nothing
    whole = entry.kind in (FieldKind.INTEGER, FieldKind.MONEY)
    if whole and number != int(number):
        return None, "not_a_number"
    if entry.minimum is not None and number < entry.minimum:
        return None, "too_small"
    if entry.maximum is not None and number > entry.maximum:
        return None, "too_big"
    return (int(number) if whole else str(number)), None
