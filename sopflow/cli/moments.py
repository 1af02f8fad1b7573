"""Instants in a terminal: short, on the clock of the office, with its name."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from sopflow.cli.frame import say

OFFICE_ZONE = ZoneInfo("Asia/Jakarta")
"""Where nobody's own clock is known: the capital's."""
_DAYS = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def at_words(at: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    """An instant on the wall clock of `zone`: `Kam 3 Des 2026 14.05 WIB`."""
    local = at.astimezone(zone)
    language = say("id", "en")
    dot = say(".", ":")
    clock = local.strftime(f"%H{dot}%M{dot}%S" if seconds else f"%H{dot}%M")
    day, month = _DAYS[language][local.weekday()], _MONTHS[language][local.month - 1]
    return f"{day} {local.day} {month} {local.year} {clock} {local.tzname()}"


def due_words(due_at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """How a deadline stands: the day, or by how much it has passed."""
    if due_at is None:
        return "-"
    if due_at < now:
        return f"{say('TERLAMBAT', 'LATE')} {_span(now - due_at)}"
    return at_words(due_at, zone)


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} {say('menit', 'min')}"
    if minutes < 48 * 60:
        return f"{minutes // 60} {say('jam', 'h')}"
    return f"{minutes // (24 * 60)} {say('hari', 'days')}"
