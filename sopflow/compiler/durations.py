"""Lengths of time and dates as people write them."""

import re
from datetime import date

from sopflow.compiler.diagnostics import Place, Reporter
from sopflow.compiler.vocabulary import DURATION_UNITS, MONTHS
from sopflow.domain.words import Duration, DurationUnit

AMOUNT_MAX = 9_999
MINUTES_IN_A_DAY = 450
"""Office minutes that count as a working day where times are only compared."""
_FORM = re.compile(r"(\d{1,6})\s*(?:\([^()]{1,60}\)\s*)?([a-z]+(?:\s+[a-z]+)?)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LONG = re.compile(r"(\d{1,2})\s+([a-z]+)\s+(\d{4})")


def duration(value: str, place: Place, reporter: Reporter) -> Duration | None:
    """Read `30 menit`, `1 jam`, `3 hari kerja` or `14 hari kalender`; anything else is reported."""
    words = " ".join(value.lower().split())
    form = _FORM.fullmatch(words)
    if form is None:
        if words in (*DURATION_UNITS, "hari"):
            reporter.report("SOP302", place, value=value, unit=words)
        else:
            reporter.report("SOP303", place, value=value)
        return None
    amount, unit = int(form[1]), form[2]
    if unit in ("hari", "d", "day", "days"):
        reporter.report("SOP301", place, value=value, amount=amount)
        return None
    if unit not in DURATION_UNITS or amount > AMOUNT_MAX:
        reporter.report("SOP303", place, value=value)
        return None
    return Duration(amount, DURATION_UNITS[unit])


def office_minutes(length: Duration) -> int:
    """Estimate a length for comparing; a calendar day counts as a working day."""
    match length.unit:
        case DurationUnit.MINUTE:
            return length.amount
        case DurationUnit.HOUR:
            return length.amount * 60
        case DurationUnit.WORKING_DAY | DurationUnit.CALENDAR_DAY:
            return length.amount * MINUTES_IN_A_DAY


def spell(minutes: int) -> str:
    """Say an estimate in the author's words."""
    days, rest = divmod(minutes, MINUTES_IN_A_DAY)
    parts = [f"{days} hari kerja"] * bool(days) + [f"{rest} menit"] * bool(rest)
    return " ".join(parts) or "0 menit"


def day(value: str) -> date | None:
    """Read `2026-03-02` or `2 Maret 2026`."""
    words = " ".join(value.lower().split())
    try:
        if form := _ISO.fullmatch(words):
            return date(int(form[1]), int(form[2]), int(form[3]))
        if (form := _LONG.fullmatch(words)) and form[2] in MONTHS:
            return date(int(form[3]), MONTHS.index(form[2]) + 1, int(form[1]))
    except ValueError:
        return None
    return None
