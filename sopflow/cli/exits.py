"""Exit codes of the command line (PRODUCT 4): one meaning each."""

from collections.abc import Mapping
from enum import IntEnum

from sopflow.domain.refusals import RefusalCode


class Exit(IntEnum):
    """What the number says to the script that called."""

    DONE = 0
    FOUND = 1
    """Ran, and found something: lint errors, a broken chain."""
    USAGE = 2
    NOT_FOUND = 3
    NOT_PERMITTED = 4
    CONFLICT = 5
    CONFIGURATION = 6
    FAULT = 7
    INTERRUPTED = 130


OF_REFUSAL: Mapping[RefusalCode, Exit] = {
    RefusalCode.CASE_CLOSED: Exit.CONFLICT,
    RefusalCode.STALE_VIEW: Exit.CONFLICT,
    RefusalCode.ITEM_NOT_OPEN: Exit.CONFLICT,
    RefusalCode.NOT_YOUR_ROLE: Exit.NOT_PERMITTED,
    RefusalCode.NO_APPOINTMENT: Exit.NOT_PERMITTED,
    RefusalCode.CLAIMED_BY_OTHER: Exit.CONFLICT,
    RefusalCode.UNKNOWN_ANSWER: Exit.USAGE,
    RefusalCode.NOT_AN_ARC: Exit.CONFLICT,
    RefusalCode.ROUNDS_USED_UP: Exit.CONFLICT,
    RefusalCode.REASON_MISSING: Exit.USAGE,
    RefusalCode.REQUIREMENT_MISSING: Exit.USAGE,
    RefusalCode.FIELD_INVALID: Exit.USAGE,
    RefusalCode.OBLIGATION_OPEN: Exit.NOT_PERMITTED,
    RefusalCode.KEY_REUSED: Exit.CONFLICT,
    RefusalCode.NOT_IN_FORCE: Exit.NOT_FOUND,
    RefusalCode.NOT_WITHDRAWABLE: Exit.CONFLICT,
    RefusalCode.NOT_CANCELLABLE: Exit.CONFLICT,
    RefusalCode.NOT_DUE: Exit.CONFLICT,
    RefusalCode.NOTICE_NOT_DELIVERED: Exit.CONFLICT,
    RefusalCode.PROOF_MISSING: Exit.USAGE,
    RefusalCode.LOST_RACE: Exit.CONFLICT,
    RefusalCode.SAME_PERSON: Exit.NOT_PERMITTED,
    RefusalCode.OTHER_PERSON: Exit.NOT_PERMITTED,
    RefusalCode.TOO_MANY_STEPS: Exit.NOT_PERMITTED,
    RefusalCode.CONFLICT_OF_INTEREST: Exit.NOT_PERMITTED,
    RefusalCode.CONFLICT_DECLARED: Exit.CONFLICT,
    RefusalCode.AMOUNT_UNKNOWN: Exit.CONFLICT,
    RefusalCode.BILL_OPEN: Exit.CONFLICT,
    RefusalCode.NO_COPY: Exit.CONFLICT,
    RefusalCode.ALREADY_VOTED: Exit.CONFLICT,
    RefusalCode.SHARED_STEP: Exit.CONFLICT,
    RefusalCode.HOLDER_NOT_ABSENT: Exit.NOT_PERMITTED,
    RefusalCode.LEAVES_NOBODY: Exit.NOT_PERMITTED,
}
