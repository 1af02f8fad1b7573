from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.domain.errors import CalendarExhausted
from sopflow.domain.officetime import OfficeCalendar, due_at, moved, share_of
from sopflow.domain.words import Duration, DurationUnit

MORNING = (time(8), time(12))
AFTERNOON = (time(13), time(16))
FRIDAY = ((time(8), time(11, 30)), (time(13, 30), time(16, 30)))
OFFICE = OfficeCalendar(
    "Asia/Jakarta",
    {0: (MORNING, AFTERNOON), 1: (MORNING, AFTERNOON), 2: (MORNING, AFTERNOON),
     3: (MORNING, AFTERNOON), 4: FRIDAY},
    {date(2026, 3, 20): "Idul Fitri", date(2026, 3, 23): "Cuti bersama"},
)  # fmt: skip


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026 in Western Indonesia."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)


def minutes(amount: int) -> Duration:
    return Duration(amount, DurationUnit.MINUTE)


def working_days(amount: int) -> Duration:
    return Duration(amount, DurationUnit.WORKING_DAY)


def test_minutes_pass_over_the_lunch_break() -> None:
    assert due_at(wib(16, 11, 30), minutes(60), OFFICE) == wib(16, 13, 30)


def test_minutes_begun_at_night_count_from_the_next_opening() -> None:
    assert due_at(wib(16, 22), minutes(30), OFFICE) == wib(17, 8, 30)


def test_hours_pass_over_the_weekend_and_the_holidays_around_idul_fitri() -> None:
    # Thursday 19 March 15.00; the 20th and the 23rd are holidays, 21 and 22 a weekend.
    start = wib(19, 15)
    assert due_at(start, Duration(2, DurationUnit.HOUR), OFFICE) == wib(24, 9)


def test_a_working_day_ends_at_the_close_of_the_next_one() -> None:
    assert due_at(wib(18, 9), working_days(1), OFFICE) == wib(19, 16)
    assert due_at(wib(19, 9), working_days(1), OFFICE) == wib(24, 16)


def test_friday_closes_at_its_own_hour() -> None:
    assert due_at(wib(12, 9), working_days(1), OFFICE) == wib(13, 16, 30)


def test_calendar_days_end_with_the_last_second_of_the_day() -> None:
    due = due_at(wib(16, 9), Duration(14, DurationUnit.CALENDAR_DAY), OFFICE)
    assert due == datetime(2026, 3, 30, 16, 59, 59, tzinfo=UTC)


def test_an_office_that_never_opens_is_an_error_and_no_endless_loop() -> None:
    closed = OfficeCalendar("Asia/Jakarta", {}, {})
    for allowance in (minutes(1), working_days(1)):
        with pytest.raises(CalendarExhausted):
            due_at(wib(16, 9), allowance, closed)


def test_three_quarters_of_a_step_are_counted_in_office_time() -> None:
    start, due = wib(16, 8), wib(16, 16)  # seven office hours with the break
    assert share_of(start, due, 50, OFFICE) == wib(16, 11, 30)
    assert share_of(start, due, 100, OFFICE) == due


INSTANTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(INSTANTS, st.integers(1, 5000))
def test_forward_never_goes_back_and_lands_in_opening_hours(at: datetime, amount: int) -> None:
    due = due_at(at, minutes(amount), OFFICE)
    assert due > at
    assert any(begin < due <= end for begin, end in OFFICE.openings(OFFICE.day_of(due)))


@given(INSTANTS, st.integers(1, 2000), st.integers(1, 2000))
def test_two_parts_take_as_long_as_the_whole(at: datetime, first: int, second: int) -> None:
    whole = due_at(at, minutes(first + second), OFFICE)
    assert due_at(due_at(at, minutes(first), OFFICE), minutes(second), OFFICE) == whole


@given(INSTANTS, st.integers(1, 30), st.integers(0, 30))
def test_more_days_are_never_due_earlier(at: datetime, days: int, more: int) -> None:
    earlier = due_at(at, working_days(days), OFFICE)
    assert due_at(at, working_days(days + more), OFFICE) >= earlier


def again(due: datetime, unit: DurationUnit, stopped: datetime, resumed: datetime) -> datetime:
    return moved(due, unit, stopped=stopped, resumed=resumed, calendar=OFFICE)


def test_what_was_left_of_working_days_is_counted_again() -> None:
    due = due_at(wib(2, 9), working_days(5), OFFICE)  # Monday 9 March
    assert due == wib(9, 16)

    # Wednesday to the Wednesday after: three working days were left.
    assert again(due, DurationUnit.WORKING_DAY, wib(4, 10), wib(11, 10)) == wib(16, 16)


def test_a_stop_within_one_day_costs_no_day() -> None:
    due = due_at(wib(2, 9), working_days(5), OFFICE)

    assert again(due, DurationUnit.WORKING_DAY, wib(4, 10), wib(4, 15)) == due


def test_a_last_day_that_stopped_ends_with_the_day_on_which_it_runs_again() -> None:
    due = wib(9, 16)

    assert again(due, DurationUnit.WORKING_DAY, wib(9, 10), wib(12, 9)) == wib(12, 16)
    assert again(due, DurationUnit.WORKING_DAY, wib(9, 10), wib(14, 9)) == wib(16, 16)


def test_what_was_late_when_the_clock_stopped_stays_as_late() -> None:
    for unit in DurationUnit:
        assert again(wib(9, 16), unit, wib(9, 16), wib(12, 9)) == wib(9, 16)


def test_minutes_that_were_left_go_on_over_the_break() -> None:
    due = due_at(wib(16, 11), minutes(60), OFFICE)

    assert again(due, DurationUnit.MINUTE, wib(16, 11, 30), wib(17, 11, 45)) == wib(17, 13, 15)


def test_calendar_days_move_by_whole_days() -> None:
    due = due_at(wib(16, 9), Duration(14, DurationUnit.CALENDAR_DAY), OFFICE)

    assert again(due, DurationUnit.CALENDAR_DAY, wib(17, 23), wib(20, 1)) == due + timedelta(days=3)


@given(INSTANTS, st.integers(0, 400), st.integers(0, 40_000), st.sampled_from(DurationUnit))
def test_a_stop_never_makes_anything_due_earlier(
    start: datetime, amount: int, lasted: int, unit: DurationUnit
) -> None:
    due = due_at(start, Duration(amount, unit), OFFICE)
    stopped = start + timedelta(minutes=amount)
    resumed = stopped + timedelta(minutes=lasted)

    later = moved(due, unit, stopped=stopped, resumed=resumed, calendar=OFFICE)

    assert later >= due
    assert moved(due, unit, stopped=stopped, resumed=stopped, calendar=OFFICE) >= due
