"""What the database answers to a record, in the words of the store."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from sopflow.domain.errors import RecordRejected
from sopflow.store.errors import LostRace

_RACES = frozenset(
    {
        "receipt_is_given_once",  # this very command was recorded meanwhile
        "fact_is_on_the_clock",  # the look is older than the five seconds a record may take
    }
)
_LOST_STATES = frozenset({"SF001", "40001", "40P01"})  # ours, serialisation, deadlock


@contextmanager
def translated() -> Iterator[None]:
    """Turn the database's no into `LostRace` or `RecordRejected`, with its own words.

    Connections that fail are left to whoever opened them.
    """
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        name, words = refusal(error)
        if name in _RACES or state in _LOST_STATES:
            raise LostRace(words) from error
        if name:
            raise RecordRejected(words) from error
        raise


def refusal(error: DBAPIError) -> tuple[str, str]:
    """Give the name of the lock that refused, '' if none did, and the database's words."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        name = diagnosis.constraint_name or ""
        words = diagnosis.message_primary or str(error.orig)
        return name, words if words.startswith(name) else f"{name}: {words}"
    words = str(error.orig)
    if type(error.orig).__name__ != "IntegrityError":
        return "", words
    return words.split(":", 1)[0], words
