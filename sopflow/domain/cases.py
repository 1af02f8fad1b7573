"""A case as the decision sees it, the commands it may get, and what a decision records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sopflow.domain.authority import CaseUnit
from sopflow.domain.outside import BillView, MessageId, NewBill, NewLink
from sopflow.domain.words import (
    ActorClass,
    AnswerId,
    AppointmentId,
    Capacity,
    CaseId,
    FactKind,
    ItemId,
    MarkingId,
    Medium,
    PersonId,
    PositionId,
    RoleId,
    StepId,
    Trigger,
    VersionId,
    WorkItemId,
)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is asked of somebody now. `view` rises when what the step judges changes."""

    id: WorkItemId
    step: StepId
    view: int
    opened_seq: int
    opened_at: datetime
    due_at: datetime | None
    claimed_by: PersonId | None


@dataclass(frozen=True, slots=True)
class PastAct:
    """One act of the case's history, as far as obligations, rounds and duties need it.

    `source` is the marking that it left; with the trigger it names the arc that was taken.
    `at` is when it was recorded, for who asks what the clocks say.
    `counts` is False for an act of an earlier version that means something else in this one: it
    meets nothing, and takes back what its step said before.
    """

    seq: int
    trigger: Trigger
    step: StepId | None
    person: PersonId
    source: MarkingId
    counts: bool = True
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A fact that moved no case, as far as decisions ask for it."""

    seq: int
    kind: FactKind
    person: PersonId
    recorded_at: datetime
    public: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as read under one look, with everything a decision needs and nothing else.

    `seq` is the number of its last fact and serves as its version. `now` is the database's
    clock at the read; `recorded_at` of the last fact is `last_recorded_at`.
    """

    id: CaseId
    number: str
    version: VersionId
    unit: CaseUnit
    applicant: PersonId
    marking: MarkingId
    seq: int
    last_hash: str
    last_recorded_at: datetime
    now: datetime
    items: tuple[OpenItem, ...]
    acts: tuple[PastAct, ...]
    changed: tuple[tuple[int, ItemId], ...]
    requirements: frozenset[ItemId]
    fields: Mapping[str, Any]
    delivered: frozenset[int]
    """Seqs of acts whose notice to the applicant was delivered."""
    conflicted: frozenset[PersonId] = frozenset()
    """Officials who declared a conflict of interest in this case."""
    besides: tuple[Beside, ...] = ()
    """What happened beside the moves, but for notes, claims and notices."""
    bills: tuple[BillView, ...] = ()
    """What the applicant had to pay, and has paid."""
    holders: Mapping[RoleId, frozenset[PersonId]] | None = None
    """Who holds each role for this case; None where the SOP has no duties of persons."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What an applicant's act brings: answers of the form and papers handed in."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    requirements: frozenset[ItemId] = frozenset()


@dataclass(frozen=True, slots=True)
class Open:
    """Open a case: the applicant's first row.

    `proof` says how a clerk knew who stood at the counter; required when somebody else typed.
    `key` makes the command safe to repeat.
    """

    case_id: CaseId
    key: str
    submission: Submission
    proof: str | None = None
    language: str = "id"


@dataclass(frozen=True, slots=True)
class Advance:
    """Answer one work item that was seen at `seen_view`."""

    case_id: CaseId
    item: WorkItemId
    seen_view: int
    answer: AnswerId
    key: str
    note: str | None = None
    submission: Submission = Submission()
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The applicant takes the application back; `seen_seq` is the case's version they saw."""

    case_id: CaseId
    seen_seq: int
    key: str
    note: str | None = None
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """The office cancels a case that it saw at `seen_seq`; `note` is the reason, always given."""

    case_id: CaseId
    seen_seq: int
    key: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Deem:
    """The promised time passed without a decision: the rule's act, given by a worker."""

    case_id: CaseId
    key: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An official takes an open item on; `release` gives it back to everybody."""

    case_id: CaseId
    item: WorkItemId
    seen_view: int
    key: str
    release: bool = False


@dataclass(frozen=True, slots=True)
class DeclareConflict:
    """An official says that he has an interest in this case; `note` says which. It stays so."""

    case_id: CaseId
    key: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Expire:
    """The applicant's limit on `item` ran out: the rule's act, given by a worker."""

    case_id: CaseId
    item: WorkItemId
    key: str


@dataclass(frozen=True, slots=True)
class Carry:
    """A worker finished an automatic step. `answer` is what the action or the rules gave."""

    case_id: CaseId
    item: WorkItemId
    answer: AnswerId
    key: str
    results: Mapping[str, Any] = field(default_factory=dict)
    message: MessageId | None = None
    """The message from outside that says so, which is taken by this act."""
    body: Mapping[str, Any] = field(default_factory=dict)
    """What the message says besides: it may name persons, so it goes to the erasable table."""


@dataclass(frozen=True, slots=True)
class Notify:
    """The applicant's notice about act `of_seq` reached them by `channel`, with `proof` on paper.

    The channel is `email`, `counter`, `post` or another name of a channel.
    """

    case_id: CaseId
    of_seq: int
    channel: str
    key: str
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """An official confirms having read what act `of_seq` was copied to them for."""

    case_id: CaseId
    of_seq: int
    key: str


@dataclass(frozen=True, slots=True)
class NewItem:
    """A work item to open. `role` is None for an automatic step.

    `source` names who is awaited from outside, `key` what its message is found by: None is the
    number of the case.
    """

    step: StepId
    role: RoleId | None
    due_at: datetime | None
    source: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class NewJob:
    """A row for the workers: `kind` is `automatic`, `timer` or `notice`.

    `step` names the item it belongs to; a timer or an automatic step dies with its item.
    """

    kind: str
    due_at: datetime
    step: StepId | None
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewFact:
    """What happened, ready to be numbered, hashed and recorded."""

    kind: FactKind
    source: MarkingId
    target: MarkingId
    trigger: Trigger | None
    step: StepId | None
    answer: AnswerId | None
    role: RoleId | None
    actor_class: ActorClass
    result: str | None
    person: PersonId
    entered_by: PersonId | None
    position: PositionId | None
    position_name: str | None
    appointment: AppointmentId | None
    capacity: Capacity
    medium: Medium
    performed_at: datetime
    private: Mapping[str, Any]
    """Free text and personal data: goes to the erasable table, committed to with a salt."""
    public: Mapping[str, Any] = field(default_factory=dict)
    """Facts about the act that name no person: papers received, number given."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything one command records, in one transaction."""

    fact: NewFact
    closes: tuple[WorkItemId, ...] = ()
    opens: tuple[NewItem, ...] = ()
    jobs: tuple[NewJob, ...] = ()
    requirements: frozenset[ItemId] = frozenset()
    fields: Mapping[str, Any] = field(default_factory=dict)
    claims: tuple[WorkItemId, PersonId | None] | None = None
    promise_due_at: datetime | None = None
    """End of the promised time, when this act starts the service clock or lets it run again."""
    bills: tuple[NewBill, ...] = ()
    takes: MessageId | None = None
    """The message from outside that this record uses up."""
    link: NewLink | None = None
    """What the case that is opened comes from."""
    met: tuple[str, ...] = ()
    """Obligations that stand as met when this act enters a deciding end."""
    copies: tuple[RoleId, ...] = ()
    """Roles that are informed of this act."""
    reads: tuple[tuple[int, RoleId], ...] = ()
    """Copies, by act and role, that the person of this fact has read."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a command was recorded; the same key gives it again for ever."""

    case_id: CaseId
    number: str
    seq: int
    marking: MarkingId
    open_steps: tuple[StepId, ...]
    recorded_at: datetime
    hash: str
