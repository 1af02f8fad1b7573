"""What questions answer: frozen rows, ready to show. Instants are aware UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sopflow.domain.items import Field
from sopflow.domain.procedures import Answer, Step
from sopflow.domain.words import (
    AnswerId,
    CaseAct,
    CaseId,
    EndResult,
    ItemId,
    PersonId,
    RoleId,
    StepId,
    Text,
    UnitId,
    VersionId,
    WorkItemId,
)
from sopflow.reads.bills import BillRow
from sopflow.reads.links import LinkRow


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One item of a worklist: exactly what the person may act on now."""

    item: WorkItemId
    case_id: CaseId
    number: str
    sop_code: str
    sop_title: Text
    step: StepId
    activity: Text
    role: RoleId
    unit: UnitId
    opened_at: datetime
    due_at: datetime | None
    is_late: bool
    claimed_by: PersonId | None
    claimed_by_name: str | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One record of a case's trail, with the names a reader needs.

    `note` is None when there was none or when it was lawfully erased (`is_erased`).
    """

    seq: int
    kind: str
    step: StepId | None
    activity: Text | None
    answer: AnswerId | None
    answer_label: Text | None
    role: RoleId | None
    role_name: Text | None
    actor_class: str
    person: PersonId
    person_name: str | None
    entered_by_name: str | None
    position_name: str | None
    unit_name: str | None
    capacity: str
    performed_at: datetime
    recorded_at: datetime
    note: str | None
    is_erased: bool
    public: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Action:
    """An answer that this person may give now, on which item, as the holder of which role."""

    item: WorkItemId
    view: int
    step: Step
    answer: Answer
    is_for_applicant: bool
    """The step is the applicant's: the official would enter it for them, with proof."""

    @property
    def wants_proof(self) -> bool:
        """Somebody else's act, or what came from outside, is entered with its proof."""
        return self.is_for_applicant or self.step.kind.is_awaited


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Where a case stands: whose turn it is and until when."""

    item: WorkItemId
    view: int
    step: StepId
    activity: Text
    opened_seq: int
    """Which act opened it."""
    role: RoleId | None
    role_name: Text | None
    unit_name: str | None
    holders: tuple[str, ...]
    """Names of those who may act now; empty means that nobody can."""
    opened_at: datetime
    due_at: datetime | None
    is_late: bool
    claimed_by_name: str | None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A document that the case made."""

    id: str
    label: Text
    media_type: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CopyRow:
    """An act that was copied to this person and that they have not confirmed yet."""

    case_id: CaseId
    number: str
    sop_title: Text
    unit_name: str
    of_seq: int
    activity: Text
    answer_label: Text | None
    end_label: Text | None
    copied_at: datetime


@dataclass(frozen=True, slots=True)
class CopySent:
    """Which role was informed of which act, and who has confirmed having read it."""

    of_seq: int
    role_name: Text
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as one person may see it."""

    id: CaseId
    number: str
    seq: int
    version: VersionId
    sop_code: str
    sop_version: str
    sop_title: Text
    unit: UnitId
    unit_name: str
    applicant: PersonId
    opened_at: datetime
    promise_due_at: datetime | None
    end_label: Text | None
    result: EndResult | None
    open_steps: tuple[OpenStep, ...]
    facts: tuple[FactRow, ...]
    actions: tuple[Action, ...]
    may_withdraw: bool
    office_acts: tuple[CaseAct, ...]
    """What this person may do to the whole case in the name of a post."""
    requirements: tuple[tuple[str, Text, bool], ...]
    """Paper id, its label, and whether it was handed in."""
    replaced: frozenset[str]
    """Papers that need not come, because another of their group did."""
    fields: tuple[tuple[str, Text, Text, bool], ...]
    """Field id, label, value in words, and whether it is personal."""
    documents: tuple[PaperRow, ...]
    bills: tuple[BillRow, ...]
    links: tuple[LinkRow, ...]
    to_read: tuple[CopyRow, ...]
    """Copies that this person has still to confirm."""
    copies: tuple[CopySent, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list."""

    id: CaseId
    number: str
    sop_code: str
    sop_version: str
    sop_title: Text
    unit: UnitId
    unit_name: str
    opened_at: datetime
    result: EndResult | None
    end_label: Text | None
    open_activities: tuple[Text, ...]
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class StuckRow:
    """An open case that does not move: one cause, one owner.

    `cause` is `overdue`, `nobody_holds`, `incident`, `notice_undelivered` or
    `waiting_applicant`.
    """

    case_id: CaseId
    number: str
    step: StepId
    activity: Text
    cause: str
    owner: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OwnItem:
    """What the applicant has to do now: the item to answer, until when, and why it came back."""

    item: WorkItemId
    view: int
    step: Step
    due_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class TrackedCase:
    """What an applicant sees with number and tracking code: no official's name, no inner note."""

    id: CaseId
    number: str
    seq: int
    version: VersionId
    sop_title: Text
    unit_name: str
    applicant: PersonId
    opened_at: datetime
    promise_due_at: datetime | None
    result: EndResult | None
    end_label: Text | None
    waiting_for: Text | None
    own: OwnItem | None
    form: tuple[tuple[Field, Text | None], ...]
    """Fields that the applicant may change now, with the value on file."""
    filed: frozenset[str]
    """Ids of all fields with a value on file, whoever may change them."""
    papers: tuple[tuple[ItemId, Text, bool], ...]
    """Papers that the applicant may hand in now, and whether they are on file."""
    may_withdraw: bool
    history: tuple[tuple[datetime, Text], ...]
    documents: tuple[PaperRow, ...]
    bills: tuple[BillRow, ...]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service that can be opened at a unit now."""

    sop_code: str
    version: VersionId
    title: Text
    unit: UnitId
    unit_name: str
