"""Many cases to advance: one is opened through the services, the others are copies of its rows.

Copying is set-based, with every constraint and trigger on and a hash of its own for each.
"""

from sqlalchemy import text

from benchmarks.office import ANSWERS, CLERK, PAPERS, SOP_CODE, UNIT
from sopflow.domain.authority import Caller, applicant_of
from sopflow.domain.cases import Open, Submission
from sopflow.domain.evidence import chain, instant
from sopflow.domain.words import CaseId
from sopflow.services.cases import Opened, open_case
from sopflow.store.chain import UNDER_THE_HASH, public_body
from sopflow.store.store import Store

AT_ONCE = 500
"""Copies per statement: `recorded_at` may lie five seconds off the database's clock."""
PROTOTYPE = CaseId("00000000-0000-4000-8000-000000000000")

_SWAPPED = "replace({}, :prototype, x.id)"
_COPIES = {  # table: how its rows of the prototype are found, and what differs in a copy
    "persons": ("t.id = 'applicant:' || :prototype", {"id": _SWAPPED}),
    "cases": (
        "t.id = :prototype",
        {
            "id": "x.id",
            "number": "'copy ' || x.id",
            "applicant_id": _SWAPPED,
            "opened_at": ":at",
            "tracking_hash": "encode(sha256(x.id::bytea), 'hex')",
        },
    ),
    "facts": (
        "t.case_id = :prototype",
        {
            "case_id": "x.id",
            "person_id": _SWAPPED,
            "performed_at": ":at",
            "recorded_at": ":at",
            "legal_day": ":day",
            "hash": "x.hash",
        },
    ),
    "fact_private": ("t.case_id = :prototype", {"case_id": "x.id"}),
    "receipts": ("t.case_id = :prototype", {"case_id": "x.id", "key": "x.id"}),
    "work_items": (
        "t.case_id = :prototype",
        {"id": _SWAPPED, "case_id": "x.id", "opened_at": ":at"},
    ),
    "jobs": (
        "t.case_id = :prototype",
        {"id": _SWAPPED, "case_id": "x.id", "item_id": _SWAPPED, "due_at": ":at"},
    ),
    "case_requirements": ("t.case_id = :prototype", {"case_id": "x.id"}),
    "case_fields": ("t.case_id = :prototype", {"case_id": "x.id"}),
}


class TooFewCases(Exception):
    """A measurement came to the end of its cases before the time was over."""


def case_id(number: int) -> CaseId:
    """Name a copy."""
    return CaseId(f"00000000-0000-4000-8000-{number:012d}")


def open_prototype(store: Store) -> None:
    """Open the case that is copied and never advanced."""
    command = Open(PROTOTYPE, "prototype", Submission(ANSWERS, PAPERS), proof="KTP")
    opened = open_case(store, command, sop_code=SOP_CODE, unit=UNIT, caller=Caller(CLERK))
    assert isinstance(opened, Opened), opened


def open_copies(store: Store, numbers: range) -> None:
    """Open one case for each number."""
    for begin in range(0, len(numbers), AT_ONCE):
        _open_some(store, numbers[begin : begin + AT_ONCE])


def _open_some(store: Store, numbers: range) -> None:
    first = store.facts_of(PROTOTYPE)[0]
    ids = [case_id(number) for number in numbers]
    with store.changing() as connection:
        at, day = connection.execute(
            text(
                "SELECT clock_timestamp() AS at, (clock_timestamp() AT TIME ZONE zone)::date"
                " FROM units WHERE id = :unit"
            ),
            {"unit": UNIT},
        ).one()
        body = public_body({name: getattr(first, name) for name in UNDER_THE_HASH})
        body |= {"performed_at": instant(at), "recorded_at": instant(at)}
        body |= {"legal_day": day.isoformat()}
        hashes = [
            chain(first.previous_hash, body | {"case_id": id_, "person_id": applicant_of(id_)})
            for id_ in ids
        ]
        values = {"prototype": PROTOTYPE, "ids": ids, "hashes": hashes, "at": at, "day": day}
        for table in _COPIES:
            columns = connection.execute(
                text(
                    "SELECT column_name FROM information_schema.columns"
                    " WHERE table_schema = current_schema() AND table_name = :table"
                    " AND is_generated = 'NEVER'"
                ),
                {"table": table},
            )
            connection.execute(text(_copy_of(table, list(columns.scalars()))), values)


def _copy_of(table: str, columns: list[str]) -> str:
    found, differs = _COPIES[table]
    wanted = ", ".join(differs.get(c, f"t.{c}").format(f"t.{c}") for c in columns)
    return (  # every word of it is ours
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {wanted}"  # noqa: S608
        f" FROM {table} t, unnest(CAST(:ids AS text[]), CAST(:hashes AS text[])) AS x(id, hash)"
        f" WHERE {found}"
    )
