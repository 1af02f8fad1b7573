"""Instants and days in words, on the clock of the office."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta

from sopflow.web.words.catalogue import say

OFFICE_ZONE = ZoneInfo("Asia/Jakarta")


def at_words(at: datetime, language: str, *, is_short: bool = False) -> str:
    """An instant with the name of its clock: "Kam, 3 Des 2026 14.05 WIB"."""
    day = "EEE, d MMM y" if is_short else "EEEE, d MMMM y"
    return f"{_format(at, day, language)} {clock_words(at, language)}"


def clock_words(at: datetime, language: str) -> str:
    """The wall clock with its name: "14.05 WIB"."""
    return f"{_clock(at, language)} {_format(at, 'z', 'id')}"


def day_words(at: datetime | date, language: str) -> str:
    """A day in full: "Kamis, 3 Desember 2026"."""
    day = _local(at).date() if isinstance(at, datetime) else at
    return format_date(day, "EEEE, d MMMM y", locale=language)


def due_words(due_at: datetime | None, now: datetime, language: str) -> tuple[str, str]:
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
    days = (_local(due_at).date() - _local(now).date()).days
    if days == 0:
        return say("time.today", language, time=_clock(due_at, language)), "soon"
    if days == 1:
        return say("time.tomorrow", language, time=_clock(due_at, language)), "soon"
    return at_words(due_at, language, is_short=True), "calm"


def _clock(at: datetime, language: str) -> str:
    return _format(at, "HH:mm" if language == "en" else "HH.mm", language)


def _local(at: datetime) -> datetime:
    return at.astimezone(OFFICE_ZONE)


def _format(at: datetime, pattern: str, language: str) -> str:
    return format_datetime(at, pattern, tzinfo=OFFICE_ZONE, locale=language)
