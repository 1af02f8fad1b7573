"""Rows that lists are read from, added with a fact: one table for each kind of them.

Each row has the case and the number of its fact besides the columns that are named here.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sopflow.domain.authority import CaseUnit
from sopflow.domain.cases import Decision
from sopflow.domain.evidence import instant
from sopflow.domain.machines import Machine
from sopflow.domain.words import FactKind

Rows = tuple[Mapping[str, Any], ...]

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "copies": {
        "role": "text",
        "unit_id": "text",
        "position_kind": "text",
        "legal_day": "date",
        "copied_at": "timestamptz",
    },
    "copies_read": {"of_seq": "integer", "role": "text", "person_id": "text"},
    "bills": {
        "number": "text",
        "step": "text",
        "kind": "text",
        "source": "text",
        "amount": "bigint",
        "due_at": "timestamptz",
    },
    "payments": {"bill": "text", "amount": "bigint", "source": "text", "message_id": "text"},
    "links": {
        "kind": "text",
        "parent_id": "text",
        "parent_seq": "integer",
        "item_id": "text",
        "made_at": "timestamptz",
    },
}
"""By table, in the order of writing: the columns with their types on PostgreSQL."""


def added(
    machine: Machine, unit: CaseUnit, decision: Decision, fact: Mapping[str, Any]
) -> dict[str, Rows]:
    """Lay out what a decision adds besides; tables without rows are left out."""
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "copies": _copies(machine, unit, decision, fact),
        "copies_read": (
            {"of_seq": seq, "role": role, "person_id": decision.fact.person}
            for seq, role in decision.reads
        ),
        "bills": _bills(decision, fact),
        "payments": _payments(decision),
        "links": _links(decision, fact),
    }
    return {table: found for table in COLUMNS if (found := tuple(rows[table]))}


def postgresql_part(table: str) -> str:
    """One part of the statement that records; its rows are the parameter of the table's name."""
    columns = COLUMNS[table]
    typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    return (
        f"INSERT INTO {table} (case_id, seq, {', '.join(columns)})"  # noqa: S608 - our own words alone
        f" SELECT moved.id, :seq, x.* FROM moved,"
        f" jsonb_to_recordset(CAST(:{table} AS jsonb)) AS x({typed})"
    )


def sqlite_statement(table: str) -> str:
    """The statement that adds one row."""
    names = ("case_id", "seq", *COLUMNS[table])
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{n}' for n in names)})"  # noqa: S608 - our own words alone


def _bills(decision: Decision, fact: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    public = fact["public"].get("bills", ())
    for bill, told in zip(decision.bills, public, strict=True):
        yield {
            "number": told["number"],
            "step": bill.step,
            "kind": bill.kind.value,
            "source": bill.source,
            "amount": bill.amount,
            "due_at": instant(bill.due_at) if bill.due_at else None,
        }


def _payments(decision: Decision) -> Iterator[Mapping[str, Any]]:
    public = decision.fact.public
    if decision.fact.kind is FactKind.PAYMENT:
        yield {
            "bill": public["bill"],
            "amount": public["amount"],
            "source": public["source"],
            "message_id": public["message"],
        }


def _links(decision: Decision, fact: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if (link := decision.link) is not None:
        yield {
            "kind": link.kind,
            "parent_id": link.parent,
            "parent_seq": link.seq,
            "item_id": link.item,
            "made_at": fact["recorded_at"],
        }


def _copies(
    machine: Machine, unit: CaseUnit, decision: Decision, fact: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    for name in decision.copies:
        role = machine.procedure.role(name)
        if (where := unit.related(role)) is not None:
            yield {
                "role": role.id,
                "unit_id": where,
                "position_kind": role.position_kind,
                "legal_day": fact["legal_day"],
                "copied_at": fact["recorded_at"],
            }
