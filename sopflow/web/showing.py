"""Values of a case as they stand on a page; personal ones are masked until they are opened."""

import re
from datetime import date

from babel.numbers import format_decimal

from sopflow.domain.items import Field, FieldKind
from sopflow.domain.words import Text
from sopflow.services.texts import choice_words
from sopflow.web.moments import day_words

MASK = "*"
_NUMBERS = frozenset({FieldKind.NIK, FieldKind.PHONE})


def shown(field: Field | None, value: Text, language: str) -> str:
    """A value in words: money and days as people write them."""
    text = value.in_(language)
    match field.kind if field else None:
        case FieldKind.MONEY if text.lstrip("-").isdigit():
            return f"Rp{format_decimal(int(text), locale='id')}"
        case FieldKind.DATE:
            try:
                return day_words(date.fromisoformat(text), language)
            except ValueError:
                return text
        case FieldKind.CHOICE:
            return choice_words(text)
        case _:
            return text


def masked(field: Field | None, text: str) -> str:
    """Leave enough of a personal value to know it again and not enough to use it.

    Of numbers the first four and last two signs stay (`3171**********01`), of words the first.
    """
    kind = field.kind if field else None
    if kind in _NUMBERS and len(text) > 8:
        return text[:4] + MASK * (len(text) - 6) + text[-2:]
    if kind is FieldKind.EMAIL and "@" in text:
        name, _, domain = text.partition("@")
        return f"{name[:1]}{MASK * 5}@{domain}"
    if kind in (FieldKind.TEXT, FieldKind.LONG_TEXT, None):
        return re.sub(r"(\w)\w*", lambda word: word[1] + MASK * 4, text)
    return MASK * 6
