"""Ids and the closed vocabularies that every room shares."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

StepId = NewType("StepId", str)
RoleId = NewType("RoleId", str)
EndId = NewType("EndId", str)
BranchId = NewType("BranchId", str)
"""One of the branches that run side by side in a block."""
AnswerId = NewType("AnswerId", str)
ItemId = NewType("ItemId", str)
"""What a step judges or changes: an entry requirement, a form field or a document of the case."""
Trigger = NewType("Trigger", str)
"""`step:answer`, with `!manual`, `!limit` or `!vote`; `step:overdue`; `case:` and an act."""
MarkingId = NewType("MarkingId", str)
VersionId = NewType("VersionId", str)
"""SHA-256 of the canonical form, 64 lower-case hex digits."""
UnitId = NewType("UnitId", str)
PositionId = NewType("PositionId", str)
PersonId = NewType("PersonId", str)
AppointmentId = NewType("AppointmentId", str)
CaseId = NewType("CaseId", str)
WorkItemId = NewType("WorkItemId", str)

JOIN = StepId("join")
"""Where the last step of a branch leads: to the join of its block. No step has this name."""
DONE = AnswerId("done")
APPROVE = AnswerId("approve")
RETURN = AnswerId("return")
OVERDUE = AnswerId("overdue")
WITHDRAW = Trigger("case:withdraw")
CANCEL = Trigger("case:cancel")
SILENCE = Trigger("case:silence")
MANUAL = "!manual"
"""Of what is awaited from outside: an official said it by hand, with proof."""
LIMIT = "!limit"
VOTE = "!vote"
"""Marks the vote of a panel's member that decides nothing yet; such an act is no answer."""


def trigger_of(
    step: StepId, answer: AnswerId, *, by_hand: bool = False, at_limit: bool = False
) -> Trigger:
    """Name the event of giving `answer` at `step`."""
    return Trigger(f"{step}:{answer}{MANUAL if by_hand else ''}{LIMIT if at_limit else ''}")


def answer_in(trigger: Trigger) -> AnswerId:
    """Give the answer that a trigger names, however and when it was given."""
    return AnswerId(trigger.partition(":")[2].partition("!")[0])


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people: Indonesian first, English second."""

    id: str
    en: str

    def in_(self, language: str) -> str:
        """Give the English words for `en`, the Indonesian ones for anything else."""
        return self.en if language == "en" else self.id


class StepKind(StrEnum):
    """What kind of row of the SOP table a step is (SPEC 2, L1 to L12)."""

    TASK = "task"
    DECISION = "decision"
    INITIALS = "initials"
    SIGNATURE = "signature"
    APPLICANT = "applicant"
    HANDOVER = "handover"
    PANEL = "panel"
    RULES = "rules"
    ACTION = "action"
    MESSAGE = "message"
    PAYMENT = "payment"
    CALL = "call"

    @property
    def is_automatic(self) -> bool:
        """Carried out by a worker, not by a person."""
        return self in (StepKind.RULES, StepKind.ACTION)

    @property
    def is_awaited(self) -> bool:
        """Answered by what comes from outside: a message, a payment, the result of another SOP."""
        return self in (StepKind.MESSAGE, StepKind.PAYMENT, StepKind.CALL)


class Nature(StrEnum):
    """How an answer stands to a grant (SPEC 1)."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    NEUTRAL = "neutral"


class EndResult(StrEnum):
    """How a case can end; the first six are deciding ends (SPEC 1)."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    DONE = "done"
    FORWARDED = "forwarded"
    CANCELLED = "cancelled"
    DEEMED_GRANTED = "deemed_granted"
    DEEMED_REFUSED = "deemed_refused"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def is_deciding(self) -> bool:
        """Reached only with every obligation met and fresh."""
        return self in _DECIDING

    @property
    def is_grant(self) -> bool:
        """Issues the product, so it is reached only through hand-over."""
        return self in (EndResult.GRANTED, EndResult.PARTLY_GRANTED)

    @property
    def is_deemed(self) -> bool:
        """Reached by the rule alone, on silence, with its legal basis (SPEC 2, L14)."""
        return self in (EndResult.DEEMED_GRANTED, EndResult.DEEMED_REFUSED)


_DECIDING = frozenset(
    {
        EndResult.GRANTED,
        EndResult.PARTLY_GRANTED,
        EndResult.REFUSED,
        EndResult.DONE,
        EndResult.FORWARDED,
        EndResult.CANCELLED,
    }
)


class ActorClass(StrEnum):
    """Which class of actor an arc of the machine belongs to."""

    OFFICIAL = "official"
    APPLICANT = "applicant"
    RULE = "rule"
    SYSTEM = "system"


class CaseAct(StrEnum):
    """Acts about the whole case; what stands as the answer of an arc without a step."""

    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    SILENCE = "silence"
    """The promised time passed without a decision: the act of the rule alone."""


class Capacity(StrEnum):
    """In which capacity somebody acted (SPEC 5)."""

    DEFINITIVE = "definitive"
    PLT = "plt"
    PLH = "plh"
    MANDATE = "mandate"
    SUBSTITUTE = "substitute"
    SUPERIOR = "superior"
    ATTESTED = "attested"
    APPLICANT = "applicant"
    PROXY = "proxy"
    RULE = "rule"
    SYSTEM = "system"


class Medium(StrEnum):
    """How an act was performed (SPEC 5a)."""

    SYSTEM = "system"
    PAPER = "paper"


class FactKind(StrEnum):
    """Only an act moves a case; the others stand in the same chain (SPEC 6)."""

    ACT = "act"
    NOTE = "note"
    CLAIM = "claim"
    NOTICE = "notice"
    ACKNOWLEDGEMENT = "acknowledgement"
    ASSIGNMENT = "assignment"
    CONFLICT = "conflict"
    CUSTODY = "custody"
    DIRECTIVE = "directive"
    EVENT = "event"
    MEETING = "meeting"
    PAYMENT = "payment"
    REPORT = "report"


class DurationUnit(StrEnum):
    """Kinds of time; a day without its kind does not exist (SPEC 8)."""

    MINUTE = "minute"
    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of office time. Minutes and hours are counted in the office's opening hours."""

    amount: int
    unit: DurationUnit
