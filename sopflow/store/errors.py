"""What the store tells its callers beside the failures of the domain.

SopflowError
└── LostRace    somebody else recorded first, or this very command did: read and decide again
"""

from sopflow.domain.errors import SopflowError


class LostRace(SopflowError):
    """The case moved on, or the key has a receipt: look and decide again, at most three times."""
