"""The engine's no: a value with a code and what the reader needs to mend it.

Words for people stand in `catalogue`; a guard test keeps one wording in each language per code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RefusalCode(StrEnum):
    """Why a command was not recorded (SPEC 4)."""

    CASE_CLOSED = "case_closed"
    STALE_VIEW = "stale_view"
    ITEM_NOT_OPEN = "item_not_open"
    NOT_YOUR_ROLE = "not_your_role"
    NO_APPOINTMENT = "no_appointment"
    CLAIMED_BY_OTHER = "claimed_by_other"
    UNKNOWN_ANSWER = "unknown_answer"
    NOT_AN_ARC = "not_an_arc"
    ROUNDS_USED_UP = "rounds_used_up"
    REASON_MISSING = "reason_missing"
    REQUIREMENT_MISSING = "requirement_missing"
    FIELD_INVALID = "field_invalid"
    OBLIGATION_OPEN = "obligation_open"
    KEY_REUSED = "key_reused"
    NOT_IN_FORCE = "not_in_force"
    NOT_WITHDRAWABLE = "not_withdrawable"
    NOT_CANCELLABLE = "not_cancellable"
    NOT_DUE = "not_due"
    NOTICE_NOT_DELIVERED = "notice_not_delivered"
    PROOF_MISSING = "proof_missing"
    LOST_RACE = "lost_race"
    AMOUNT_UNKNOWN = "amount_unknown"
    BILL_OPEN = "bill_open"
    SAME_PERSON = "same_person"
    OTHER_PERSON = "other_person"
    TOO_MANY_STEPS = "too_many_steps"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    CONFLICT_DECLARED = "conflict_declared"
    NO_COPY = "no_copy"
    ALREADY_VOTED = "already_voted"
    SHARED_STEP = "shared_step"
    HOLDER_NOT_ABSENT = "holder_not_absent"
    LEAVES_NOBODY = "leaves_nobody"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was recorded. `details` fills the wording; it never holds personal data."""

    code: RefusalCode
    details: Mapping[str, object] = field(default_factory=dict)
