"""Reading the record back: the facts of a case, and every chain for the audit."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from sopflow.domain.words import CaseId
from sopflow.store.chain import Fact, Flaw, first_flaw
from sopflow.store.tables import cases, fact_private
from sopflow.store.tables import facts as table

CASES_AT_ONCE = 100

_JOINED = table.outerjoin(
    fact_private,
    (fact_private.c.case_id == table.c.case_id) & (fact_private.c.seq == table.c.seq),
)
_PRIVATE: dict[str, ColumnElement[Any]] = {
    "salt": fact_private.c.salt,
    "private": fact_private.c.body.label("private"),
}
_COLUMNS = [_PRIVATE[f.name] if f.name in _PRIVATE else table.c[f.name] for f in fields(Fact)]


@dataclass(frozen=True, slots=True)
class Chain:
    """A case row with all its facts."""

    case_id: CaseId
    number: str
    seq: int
    marking: str
    result: str
    facts: tuple[Fact, ...]

    def flaw(self) -> Flaw | None:
        """Find the first record that does not hold, the case row last of all."""
        if (flaw := first_flaw(self.facts)) is not None:
            return flaw
        last = self.facts[-1] if self.facts else None
        if last is None or (last.seq, last.target) != (self.seq, self.marking):
            return Flaw(self.case_id, self.seq, "case_row")
        return None


def facts_of(connection: Connection, case_id: CaseId) -> list[Fact]:
    """Every fact of a case, in order."""
    query = (
        select(*_COLUMNS)
        .select_from(_JOINED)
        .where(table.c.case_id == case_id)
        .order_by(table.c.seq)
    )
    return [Fact(**row) for row in connection.execute(query).mappings()]


def all_chains(connection: Connection) -> Iterator[Chain]:
    """Every case in order of its id; `CASES_AT_ONCE` of them are held in memory."""
    after = ""
    columns = (cases.c.id, cases.c.number, cases.c.seq, cases.c.marking, cases.c.result)
    while True:
        page = select(*columns).where(cases.c.id > after).order_by(cases.c.id)
        rows = connection.execute(page.limit(CASES_AT_ONCE)).all()
        for row in rows:
            yield Chain(*row, facts=tuple(facts_of(connection, row.id)))
        if len(rows) < CASES_AT_ONCE:
            return
        after = rows[-1].id
