"""Numbers of cases and of products: from a series of a unit and year, given once, never reused.

A pattern holds `{tahun}`, `{bulan}`, `{unit}` and `{urut}` or `{urut:6}`; `{year}`, `{month}` and
`{number:6}` are the same in English.
"""

import re
from datetime import date

from sqlalchemy import Connection

from sopflow.domain.words import CaseId, UnitId
from sopflow.store.sql import run

_HOLE = re.compile(r"\{(tahun|year|bulan|month|unit|urut|number)(?::(\d{1,2}))?\}")


def case_number(connection: Connection, pattern: str, *, unit: UnitId, on: date) -> str:
    """Give the next number of this pattern; units share one series unless it names the unit."""
    owner = unit if "{unit}" in pattern else ""
    number = _next(connection, owner, pattern, on.year)
    return number_text(pattern, number, unit=unit, on=on)


def issue_number(  # noqa: PLR0913 - what a number is given for
    connection: Connection,
    *,
    unit: UnitId,
    series: str,
    pattern: str,
    on: date,
    case_id: CaseId,
    job_id: str,
) -> str:
    """Give the number of a product; the same job gets the same one again."""
    found = run(connection, "SELECT text FROM issued_numbers WHERE job_id = :job", job=job_id)
    if (text := found.scalar_one_or_none()) is not None:
        return str(text)
    number = _next(connection, unit, series, on.year)
    text = number_text(pattern, number, unit=unit, on=on)
    run(
        connection,
        "INSERT INTO issued_numbers (unit_id, series, year, number, text, case_id, job_id,"
        " recorded_at) VALUES (:unit, :series, :year, :number, :words, :case_id, :job, {now})",
        unit=unit,
        series=series,
        year=on.year,
        number=number,
        words=text,
        case_id=case_id,
        job=job_id,
    )
    return text


def number_text(pattern: str, number: int, *, unit: str, on: date) -> str:
    """Fill a pattern in."""

    def fill(hole: re.Match[str]) -> str:
        name, width = hole.group(1), int(hole.group(2) or 0)
        match name:
            case "tahun" | "year":
                return str(on.year)
            case "bulan" | "month":
                return f"{on.month:02}"
            case "unit":
                return unit
            case _:
                return f"{number:0{width}}"

    return _HOLE.sub(fill, pattern)


def _next(connection: Connection, unit: str, series: str, year: int) -> int:
    """Raise the counter; its row stays locked until the transaction ends."""
    key = {"unit": unit, "series": series, "year": year}
    if connection.dialect.name == "postgresql":
        statement = (
            "INSERT INTO number_series AS n (unit_id, series, year, last)"
            " VALUES (:unit, :series, :year, 1) ON CONFLICT (unit_id, series, year)"
            " DO UPDATE SET last = n.last + 1 RETURNING last"
        )
        return int(run(connection, statement, **key).scalar_one())
    raised = run(
        connection,
        "UPDATE number_series SET last = last + 1"
        " WHERE unit_id = :unit AND series = :series AND year = :year RETURNING last",
        **key,
    ).scalar_one_or_none()
    if raised is not None:
        return int(raised)
    run(connection, "INSERT INTO number_series VALUES (:unit, :series, :year, 1)", **key)
    return 1
