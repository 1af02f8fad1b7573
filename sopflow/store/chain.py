"""The chain of a case: which columns of a fact stand under its hash, and proof that it is whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sopflow.domain.evidence import GENESIS, chain, commitment, instant
from sopflow.domain.words import CaseId

UNDER_THE_HASH = (
    "case_id",
    "seq",
    "version_id",
    "unit_id",
    "kind",
    "source",
    "target",
    "trigger",
    "step",
    "answer",
    "role",
    "actor_class",
    "result",
    "person_id",
    "entered_by",
    "position_id",
    "position_kind",
    "position_name",
    "appointment_id",
    "capacity",
    "medium",
    "performed_at",
    "recorded_at",
    "legal_day",
    "public",
    "commitment",
    "format",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it was recorded. `private` and `salt` are None when there are none, or erased."""

    case_id: CaseId
    seq: int
    version_id: str
    unit_id: str
    kind: str
    source: str
    target: str
    trigger: str | None
    step: str
    answer: str
    role: str
    actor_class: str
    result: str
    person_id: str
    entered_by: str | None
    position_id: str | None
    position_kind: str | None
    position_name: str | None
    appointment_id: str | None
    capacity: str
    medium: str
    performed_at: datetime
    recorded_at: datetime
    legal_day: date
    public: Mapping[str, Any]
    commitment: str | None
    format: int
    previous_hash: str
    hash: str
    salt: str | None
    private: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first record of a case that does not hold, and why.

    `why` is one of `order`, `broken_link`, `altered`, `private_altered`, `case_row`.
    """

    case_id: CaseId
    seq: int
    why: str


def public_body(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is hashed of a fact: instants and days as text, whichever form they come in."""
    return {name: _plain(values[name]) for name in UNDER_THE_HASH}


def first_flaw(facts: Iterable[Fact]) -> Flaw | None:
    """Recompute the chain of one case, in order of seq, and find the first record that is wrong.

    Erased private parts are no flaw: their commitment stays under the hash.
    """
    previous, expected, place = GENESIS, 1, None
    for fact in facts:
        if fact.seq != expected or place not in (None, fact.source):
            return Flaw(fact.case_id, fact.seq, "order")
        if fact.previous_hash != previous:
            return Flaw(fact.case_id, fact.seq, "broken_link")
        body = public_body({name: getattr(fact, name) for name in UNDER_THE_HASH})
        if chain(previous, body) != fact.hash:
            return Flaw(fact.case_id, fact.seq, "altered")
        if fact.salt is not None and (commitment(fact.salt, fact.private or {}) != fact.commitment):
            return Flaw(fact.case_id, fact.seq, "private_altered")
        previous, expected, place = fact.hash, expected + 1, fact.target
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value
