"""What comes to a case from outside it: messages, payments, calls of other SOPs, links of cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sopflow.domain.awaited import BillKind
from sopflow.domain.words import CaseId, PersonId, StepId, VersionId, WorkItemId


@dataclass(frozen=True, slots=True)
class BillView:
    """A bill of a case in whole rupiah; `seq` is the act that made it, with its step's opening."""

    number: str
    step: StepId
    seq: int
    amount: int
    paid: int

    @property
    def rest(self) -> int:
        """What is still to pay."""
        return max(self.amount - self.paid, 0)


@dataclass(frozen=True, slots=True)
class MessageId:
    """A message from outside: the name of its source, and the name that the source gave it."""

    source: str
    id: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from outside: what it is about (`key`), its outcome word, and what else it says."""

    id: MessageId
    key: str
    outcome: str
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pay:
    """A payment on the bill of this number, in whole rupiah, confirmed by a message."""

    case_id: CaseId
    bill: str
    amount: int
    message: MessageId
    key: str


@dataclass(frozen=True, slots=True)
class Calling:
    """Which step of which case calls for a case that is opened; it stands in both records."""

    case_id: CaseId
    number: str
    step: StepId
    item: WorkItemId
    seq: int
    applicant: PersonId


@dataclass(frozen=True, slots=True)
class Called:
    """A step's call was followed: the case that was opened, and the version that it runs under."""

    case_id: CaseId
    step: StepId
    sop: str
    version: VersionId
    sop_version: str
    opened: str
    key: str


@dataclass(frozen=True, slots=True)
class NewBill:
    """A bill that comes with the opening of its step; whole rupiah."""

    step: StepId
    kind: BillKind
    source: str
    amount: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewLink:
    """A case that comes from another; `kind` says how, `seq` is the act there that led to it."""

    kind: str
    parent: CaseId
    seq: int
    item: WorkItemId | None
