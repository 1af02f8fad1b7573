"""A procedure: what the SOP file says, checked for form and ready to be compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sopflow.domain.awaited import Bill, Call, Wait
from sopflow.domain.duties import Panel, Separation, Substitute
from sopflow.domain.identity import Identity, ServiceStandard
from sopflow.domain.items import Document, EntryRequirement, Field
from sopflow.domain.lookups import LookupTable
from sopflow.domain.wholecase import Cancellation, Opening, Silence, Withdrawal
from sopflow.domain.words import (
    JOIN,
    AnswerId,
    BranchId,
    Duration,
    EndId,
    EndResult,
    ItemId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Text,
    UnitId,
)


class Relation(StrEnum):
    """Where the position of a role is found, seen from the case's unit."""

    UNIT = "unit"
    PARENT = "parent"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Role:
    """A lane of the chart, bound to a kind of position. External roles are applicants."""

    id: RoleId
    name: Text
    is_external: bool
    position_kind: str
    relation: Relation
    named_unit: UnitId | None
    substitutes: tuple[Substitute, ...] = ()
    """Who acts, in this order, while the holder's absence is on record."""


@dataclass(frozen=True, slots=True)
class QualityStandard:
    """Mutu baku of a row: inputs, time and output."""

    inputs: tuple[str, ...]
    duration: Duration | None
    output: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A way on from a step. At `rounds_max` times only the limit target is left (SPEC 2, L7).

    A target is a step, a block (which opens the first step of each branch), an end, or `JOIN`.
    """

    id: AnswerId
    label: Text
    target: StepId | EndId
    nature: Nature
    reason_required: bool = False
    rounds_max: int | None = None
    limit_target: StepId | EndId | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of an automatic decision: the first condition that holds gives the answer.

    The last rule has no condition (else).
    """

    condition: str | None
    answer: AnswerId


@dataclass(frozen=True, slots=True)
class Limit:
    """The applicant's own time, and where its passing leads (SPEC 2, L8)."""

    duration: Duration
    target: StepId | EndId


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the deadline ladder: when, and who is told (SPEC 2, L13).

    `percent` of the step's duration has passed, or `late_by` has passed since it was due.
    `tell` holds `performer`, `superior` or role ids.
    """

    percent: int | None
    late_by: Duration | None
    tell: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table; a chain of initials is one row for each level."""

    id: StepId
    activity: Text
    role: RoleId | None
    kind: StepKind
    standard: QualityStandard
    answers: tuple[Answer, ...]
    judges: tuple[ItemId, ...]
    changes: tuple[ItemId, ...]
    stands: Mapping[StepId, str]
    """Steps whose result stands although this step changes what they judged, with the reason."""
    counts_for: tuple[EndId, ...] | None
    """Ends for which the step is an obligation; None lets the rule of SPEC 3 (P2) decide."""
    optional_reason: str | None
    decides_over: tuple[StepId, ...]
    """Steps whose opposing answer this step's affirmation overrules (named decider, SPEC 1)."""
    shared_obligation: str | None
    chain: str | None
    stops_clock: bool
    limit: Limit | None
    ladder: tuple[Rung, ...]
    fields: tuple[Field, ...]
    requires: tuple[ItemId, ...]
    rules: tuple[Rule, ...]
    action: str | None
    document: ItemId | None
    remark: str | None
    question: Text | None = None
    """What a decision asks, in the words of the SOP."""
    after: tuple[StepId, ...] = ()
    """Steps that must have affirmed, by their last act, before this one is answered."""
    different_from: tuple[StepId, ...] = ()
    """Steps whose last actor must be somebody else (SPEC 2, L17)."""
    same_as: tuple[StepId, ...] = ()
    """Steps whose last actor must act here too."""
    bars_conflict: bool = False
    """Nobody acts here who declared a conflict of interest."""
    copied_to: tuple[RoleId, ...] = ()
    """Officials who are informed when the step is affirmed (SPEC 2, L16)."""
    waits: Wait | None = None
    bill: Bill | None = None
    call: Call | None = None
    confirmed_by: RoleId | None = None
    """Who may say by hand, with proof, what is awaited from outside."""
    panel: Panel | None = None
    """How several persons answer the step together (SPEC 2, L6)."""

    formerly: tuple[StepId, ...] = ()
    """What the step was called in earlier versions, for cases that move to this one."""

    @property
    def answered_by(self) -> RoleId | None:
        """Whose turn it is to answer: of what is awaited from outside, who may confirm it."""
        return self.confirmed_by if self.kind.is_awaited else self.role

    def answer(self, answer: AnswerId) -> Answer | None:
        """Find an answer of this step."""
        return next((a for a in self.answers if a.id == answer), None)


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the branches of a block, in the order of its rows."""

    id: BranchId
    steps: tuple[StepId, ...]

    @property
    def first(self) -> StepId:
        """The step that opens with the block."""
        return self.steps[0]


@dataclass(frozen=True, slots=True)
class Block:
    """Branches that run side by side until enough of them are done (SPEC 2, L4).

    A block is a row of the table, so it is named like one. `needed` branches make the join, which
    leads to `target`; whatever is still open then is cancelled. A branch may leave for `leaves`
    alone, and cancels the others by that.
    """

    id: StepId
    activity: Text
    branches: tuple[Branch, ...]
    needed: int
    target: StepId | EndId
    leaves: tuple[StepId | EndId, ...] = ()

    @property
    def joins_all(self) -> bool:
        """Every branch must be done."""
        return self.needed == len(self.branches)

    @property
    def firsts(self) -> tuple[StepId, ...]:
        """What opens with the block."""
        return tuple(branch.first for branch in self.branches)

    def branch_of(self, step: StepId) -> Branch | None:
        """Find the branch that a step belongs to."""
        return next((branch for branch in self.branches if step in branch.steps), None)


@dataclass(frozen=True, slots=True)
class End:
    """An end with its result."""

    id: EndId
    result: EndResult
    label: Text
    must: tuple[StepId, ...]
    """Steps the author adds to the obligations of this end."""
    copied_to: tuple[RoleId, ...] = ()
    """Officials who are informed when a case ends here."""


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """Who is told when. Without a text the unit's standard text for the event is used.

    `event` is `opened`, `ended`, `step.entered` or `step.answer`; `to` is `applicant` or a role id.
    """

    event: str
    to: str
    channels: tuple[str, ...]
    text: Text | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the SOP is in force: one unit or every unit of a kind."""

    unit: UnitId | None
    unit_kind: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """The published time and its legal basis; the clock starts at `starts_at`."""

    duration: Duration
    legal_basis: str
    starts_at: str


@dataclass(frozen=True)
class Procedure:
    """A published version of an SOP is named by the hash of this value's canonical form."""

    code: str
    version: str
    identity: Identity
    scope: Scope
    standard: ServiceStandard
    promise: Promise
    case_number: str
    roles: tuple[Role, ...]
    requirements: tuple[EntryRequirement, ...]
    form: tuple[Field, ...]
    documents: tuple[Document, ...]
    steps: tuple[Step, ...]
    ends: tuple[End, ...]
    withdrawal: Withdrawal | None
    notices: tuple[NoticeRule, ...]
    blocks: tuple[Block, ...] = ()
    opening: Opening = Opening.APPLICANT
    separations: tuple[Separation, ...] = ()
    cancellation: Cancellation | None = None
    tables: tuple[LookupTable, ...] = ()
    silence: Silence | None = None

    def step(self, step: StepId) -> Step:
        """Get the step, which must exist."""
        return self._by_id[step]

    @cached_property
    def _by_id(self) -> dict[StepId, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def _block_of(self) -> dict[StepId, Block]:
        return {
            s: block for block in self.blocks for branch in block.branches for s in branch.steps
        }

    def role(self, role: RoleId) -> Role:
        """Get the role, which must exist."""
        return next(r for r in self.roles if r.id == role)

    def end(self, end: EndId) -> End:
        """Get the end, which must exist."""
        return next(e for e in self.ends if e.id == end)

    def block_of(self, step: StepId) -> Block | None:
        """Find the block in one of whose branches the step stands."""
        return self._block_of.get(step)

    def entered(
        self, target: StepId | EndId, *, leaving: StepId | None = None
    ) -> tuple[StepId, ...]:
        """Say which steps open where a way leads: none at an end, several at a block.

        `JOIN` is followed onward from the block of `leaving`.
        """
        if target == JOIN:
            block = self.block_of(leaving) if leaving else None
            return self.entered(block.target) if block else ()
        block = next((b for b in self.blocks if b.id == target), None)
        if block is not None:
            return block.firsts
        return tuple(s.id for s in self.steps if s.id == target)

    @property
    def start(self) -> Step:
        """Get the first row, which opening a case performs: the applicant's, or an official's."""
        return self.steps[0]

    @property
    def judged_items(self) -> tuple[ItemId, ...]:
        """Everything of the applicant that officials judge: papers and fields, no contact data."""
        fields = (f.id for f in self.form if not f.kind.is_contact)
        return (*(r.id for r in self.requirements), *fields)
