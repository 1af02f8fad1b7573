"""Beat: a ticker of sweeps that do no harm twice. None, one or several may run."""

from collections.abc import Mapping
from typing import Any

from sopflow.services.sweeping import SWEEP_SECONDS


def schedule(queues: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """A hint for each kind of row every `SWEEP_SECONDS`; an old one is not worth reading."""
    return {
        f"look-{kind}": {
            "task": "sopflow.look",
            "schedule": SWEEP_SECONDS,
            "kwargs": {"kind": kind},
            "options": {"queue": queue, "expires": SWEEP_SECONDS * 5},
        }
        for kind, queue in queues.items()
    }
