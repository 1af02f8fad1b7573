"""Notices: who is told when, in which words."""

import re

from sopflow.compiler.names import Names
from sopflow.compiler.reading import Table, near
from sopflow.compiler.references import Events
from sopflow.compiler.vocabulary import APPLICANT, CHANNELS, PLACEHOLDERS, RECIPIENTS
from sopflow.domain.procedures import NoticeRule
from sopflow.domain.words import Text

_HOLE = re.compile(r"\{([^{}]*)\}")


def notices(file: Table, events: Events, names: Names) -> tuple[NoticeRule, ...]:
    """Read the notices; each with an event, a recipient, channels and words in two languages."""
    found: list[NoticeRule] = []
    for table in file.tables("notices", "notice"):
        event = _event(table, events)
        to = _recipient(table, names)
        channels = _channels(table)
        text = _text(table) if table.has("text") else None
        if event and to:
            file.source.mark(table.place, "notice", str(len(found)))
            found.append(NoticeRule(event, to, channels, text))
    return tuple(found)


def _event(table: Table, events: Events) -> str | None:
    words = table.text("event")
    if words is None:
        return None
    found = events.find(words)
    if found is None:
        details = near(words, events.words())
        table.report("SOP503", table.at("event"), event=words, **details)
    return found


def _recipient(table: Table, names: Names) -> str | None:
    word = table.text("to")
    if word is None:
        return None
    if word in RECIPIENTS:
        return RECIPIENTS[word]
    role = names.roles.get(word)  # type: ignore[call-overload]  # any text may be asked for
    if role is None:
        table.report("SOP504", table.at("to"), to=word, **near(word, (*RECIPIENTS, *names.roles)))
        return None
    return APPLICANT if role.is_external else word


def _channels(table: Table) -> tuple[str, ...]:
    found = []
    for scalar in table.scalars("channels", missing="SOP006"):
        if scalar.value in CHANNELS:
            found.append(scalar.value)
        else:
            details = {"value": scalar.value, "key": table.word("channels")}
            known = ", ".join(CHANNELS)
            table.report(
                "SOP007", scalar.place, known=known, **details, **near(scalar.value, CHANNELS)
            )
    return tuple(found)


def _text(table: Table) -> Text | None:
    inner = table.table("text", "text", missing=None)
    local = inner.text("id", missing=None) if inner else None
    english = inner.text("en", missing=None) if inner else None
    if inner is None or local is None or english is None:
        table.report("SOP506", table.at("text"))
        return None
    holes = [set(_HOLE.findall(words)) for words in (local, english)]
    for language, used in zip(("id", "en"), holes, strict=True):
        for name in sorted(used - set(PLACEHOLDERS)):
            known = ", ".join(f"{{{p}}}" for p in PLACEHOLDERS)
            details = near(name, PLACEHOLDERS)
            table.report("SOP501", inner.at(language), name=name, known=known, **details)
    if holes[0] != holes[1]:
        names = ", ".join(sorted(f"{{{n}}}" for n in holes[0] ^ holes[1]))
        table.report("SOP502", inner.at("en"), names=names)
    return Text(local, english)
