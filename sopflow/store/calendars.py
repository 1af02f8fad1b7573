"""Office calendars as JSON: `{"zone", "hours": {"0": [["08:00", "16:00"]]}, "holidays": {…}}`."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from sopflow.domain.officetime import OfficeCalendar


def calendar_to_json(calendar: OfficeCalendar) -> dict[str, Any]:
    """Write a calendar; days and times are ISO text, weekdays count from Monday as 0."""
    return {
        "zone": calendar.zone,
        "hours": {
            str(day): [
                [begin.isoformat("minutes"), end.isoformat("minutes")] for begin, end in open_
            ]
            for day, open_ in sorted(calendar.hours.items())
        },
        "holidays": {day.isoformat(): name for day, name in sorted(calendar.holidays.items())},
    }


def calendar_from_json(body: Mapping[str, Any]) -> OfficeCalendar:
    """Read what `calendar_to_json` wrote."""
    return OfficeCalendar(
        zone=body["zone"],
        hours={
            int(day): tuple(
                (time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in open_
            )
            for day, open_ in body["hours"].items()
        },
        holidays={date.fromisoformat(day): name for day, name in body["holidays"].items()},
    )
