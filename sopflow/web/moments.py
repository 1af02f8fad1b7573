"""Instants and days in words, on the clock of an office."""

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta

from sopflow.domain.words import Duration, DurationUnit
from sopflow.web.words.catalogue import say

OFFICE_ZONE = ZoneInfo("Asia/Jakarta")
"""Where nobody's own clock is known: the capital's."""


def at_words(
    at: datetime, language: str, zone: tzinfo = OFFICE_ZONE, *, is_short: bool = False
) -> str:
    """An instant with the name of its clock: "Kam, 3 Des 2026 14.05 WIB"."""
    day = "EEE, d MMM y" if is_short else "EEEE, d MMMM y"
    return f"{_format(at, day, language, zone)} {clock_words(at, language, zone)}"


def clock_words(at: datetime, language: str, zone: tzinfo = OFFICE_ZONE) -> str:
    """The wall clock with its name: "14.05 WIB"."""
    return f"{_clock(at, language, zone)} {_format(at, 'z', 'id', zone)}"


def day_words(at: datetime | date, language: str, zone: tzinfo = OFFICE_ZONE) -> str:
    """A day in full: "Kamis, 3 Desember 2026"."""
    day = at.astimezone(zone).date() if isinstance(at, datetime) else at
    return format_date(day, "EEEE, d MMMM y", locale=language)


def promise_words(
    at: datetime, promised: Duration, language: str, zone: tzinfo = OFFICE_ZONE
) -> str:
    """When the service was promised: a day, with the clock where it was promised in minutes."""
    is_within_the_day = promised.unit in (DurationUnit.MINUTE, DurationUnit.HOUR)
    return at_words(at, language, zone) if is_within_the_day else day_words(at, language, zone)


def due_words(
    due_at: datetime | None, now: datetime, language: str, zone: tzinfo = OFFICE_ZONE
) -> tuple[str, str]:
    """How a deadline stands, in words and as a tone: `late`, `soon`, `calm` or `none`.

    Only calendar words are used (today, tomorrow, a date): office hours left cannot be told from
    two instants.
    """
    if due_at is None:
        return say("time.none", language), "none"
    if due_at < now:
        if now - due_at < timedelta(minutes=1):
            return say("time.late_plain", language), "late"
        span = format_timedelta(now - due_at, locale=language, threshold=1)
        return say("time.late", language, span=span), "late"
    days = (due_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days == 0:
        return say("time.today", language, time=_clock(due_at, language, zone)), "soon"
    if days == 1:
        return say("time.tomorrow", language, time=_clock(due_at, language, zone)), "soon"
    return at_words(due_at, language, zone, is_short=True), "calm"


def _clock(at: datetime, language: str, zone: tzinfo) -> str:
    return _format(at, "HH:mm" if language == "en" else "HH.mm", language, zone)


def _format(at: datetime, pattern: str, language: str, zone: tzinfo) -> str:
    return format_datetime(at, pattern, tzinfo=zone, locale=language)
