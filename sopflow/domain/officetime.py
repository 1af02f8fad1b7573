"""Office time: opening hours of a unit, holidays, and the instant by which something is due."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sopflow.domain.errors import CalendarExhausted
from sopflow.domain.words import Duration, DurationUnit

DAYS_SEARCHED_MAX = 3700


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """Opening hours in the office's own zone, with holidays taken out; versioned as data.

    `hours` maps a weekday (0 is Monday) to its opening intervals, in order, local wall time.
    """

    zone: str
    hours: Mapping[int, tuple[tuple[time, time], ...]]
    holidays: Mapping[date, str]

    def day_of(self, at: datetime) -> date:
        """Give the legal day of an aware instant."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def is_working_day(self, day: date) -> bool:
        """Say whether the office opens on that day."""
        return day not in self.holidays and bool(self.hours.get(day.weekday()))

    def openings(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Opening intervals of a day as aware UTC instants."""
        if not self.is_working_day(day):
            return ()
        zone = ZoneInfo(self.zone)
        return tuple(
            (
                datetime.combine(day, begin, zone).astimezone(UTC),
                datetime.combine(day, end, zone).astimezone(UTC),
            )
            for begin, end in self.hours[day.weekday()]
        )


def due_at(start: datetime, allowance: Duration, calendar: OfficeCalendar) -> datetime:
    """Move `start` forward by `allowance`, to an aware UTC instant.

    Args:
        start: Aware instant. Outside opening hours, counting begins at the next opening.
        allowance: Minutes and hours are office minutes. Working days end at the close of the
            n-th working day after the day of `start`, calendar days at the last second of the
            n-th day after it; the day of `start` itself is not counted.
        calendar: Opening hours of the unit.

    Raises:
        CalendarExhausted: `DAYS_SEARCHED_MAX` days pass before the allowance is used up.
    """
    match allowance.unit:
        case DurationUnit.MINUTE:
            return _after(start, timedelta(minutes=allowance.amount), calendar)
        case DurationUnit.HOUR:
            return _after(start, timedelta(hours=allowance.amount), calendar)
        case DurationUnit.WORKING_DAY:
            return _after_working_days(start, allowance.amount, calendar)
        case DurationUnit.CALENDAR_DAY:
            last = calendar.day_of(start) + timedelta(days=allowance.amount)
            close = datetime.combine(last, time(23, 59, 59), ZoneInfo(calendar.zone))
            return close.astimezone(UTC)


def share_of(start: datetime, due: datetime, percent: int, calendar: OfficeCalendar) -> datetime:
    """Give the instant at which `percent` of the office time from `start` to `due` has passed."""
    if percent >= 100:
        return due
    spans = [
        (max(begin, start), min(end, due))
        for begin, end in _openings_from(calendar, calendar.day_of(start), until=due)
        if begin < due and end > start
    ]
    total = sum((end - begin for begin, end in spans), timedelta())
    left = total * percent / 100
    for begin, end in spans:
        if end - begin >= left:
            return begin + left
        left -= end - begin
    return due


def moved(
    due: datetime,
    unit: DurationUnit,
    *,
    stopped: datetime,
    resumed: datetime,
    calendar: OfficeCalendar,
) -> datetime:
    """Give the due time anew after its clock stood still from `stopped` to `resumed`.

    What was left is counted again: office time to the second, days as whole ones. What was late
    when the clock stopped stays as late.
    """
    if stopped >= due:
        return due
    on, again, until = (calendar.day_of(at) for at in (stopped, resumed, due))
    match unit:
        case DurationUnit.MINUTE | DurationUnit.HOUR:
            return _after(resumed, office_time(stopped, due, calendar), calendar)
        case DurationUnit.WORKING_DAY:
            days = (on + timedelta(days=n) for n in range(1, (until - on).days + 1))
            left = sum(calendar.is_working_day(day) for day in days)
            return _after_working_days(resumed, left, calendar) if left else (
                _close_after(resumed, calendar)
            )  # fmt: skip
        case DurationUnit.CALENDAR_DAY:
            return due + (again - on)


def office_time(start: datetime, end: datetime, calendar: OfficeCalendar) -> timedelta:
    """Give how long the office is open between two instants."""
    spans = (
        min(closes, end) - max(opens, start)
        for opens, closes in _openings_from(calendar, calendar.day_of(start), until=end)
        if closes > start
    )
    return sum(spans, timedelta())


def _close_after(start: datetime, calendar: OfficeCalendar) -> datetime:
    """The close of the working day of `start`, or of the next one if it is over."""
    day = calendar.day_of(start)
    for offset in range(DAYS_SEARCHED_MAX):
        openings = calendar.openings(day + timedelta(days=offset))
        if openings and openings[-1][1] > start:
            return openings[-1][1]
    raise CalendarExhausted(f"no working day within {DAYS_SEARCHED_MAX} days of {day}")


def _openings_from(
    calendar: OfficeCalendar, day: date, *, until: datetime | None = None
) -> Iterator[tuple[datetime, datetime]]:
    for offset in range(DAYS_SEARCHED_MAX):
        for begin, end in calendar.openings(day + timedelta(days=offset)):
            if until is not None and begin >= until:
                return
            yield begin, end
    if until is None:
        raise CalendarExhausted(f"no office minute left within {DAYS_SEARCHED_MAX} days of {day}")


def _after(start: datetime, left: timedelta, calendar: OfficeCalendar) -> datetime:
    for begin, end in _openings_from(calendar, calendar.day_of(start)):
        from_ = max(begin, start.astimezone(UTC))
        if from_ >= end:
            continue
        if end - from_ >= left:
            return from_ + left
        left -= end - from_
    raise AssertionError("unreachable: the search is bounded by CalendarExhausted")


def _after_working_days(start: datetime, days: int, calendar: OfficeCalendar) -> datetime:
    first = calendar.day_of(start) + timedelta(days=1)
    counted = 0
    for offset in range(DAYS_SEARCHED_MAX):
        openings = calendar.openings(first + timedelta(days=offset))
        if openings:
            counted += 1
            if counted >= days:
                return openings[-1][1]
    raise CalendarExhausted(f"fewer than {days} working days within {DAYS_SEARCHED_MAX} days")
