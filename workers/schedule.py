"""Beat: a ticker of sweeps that do no harm twice. None, one or several may run."""

from typing import Any

from celery.beat import ScheduleEntry, Scheduler

from sopflow.services.sweeping import SWEEP_SECONDS
from workers.queues import QUEUES, needs_hint

HINT_SECONDS_MAX = SWEEP_SECONDS * 5
"""A hint that is older is not worth reading: a sweep has been there."""
SCHEDULE: dict[str, dict[str, Any]] = {
    f"look-{kind}": {
        "task": "sopflow.look",
        "schedule": SWEEP_SECONDS,
        "kwargs": {"kind": kind},
        "options": {"queue": queue, "expires": HINT_SECONDS_MAX},
    }
    for kind, queue in QUEUES.items()
}


class Ticker(Scheduler):
    """Ticks from the clock alone, keeps no file, and spares a queue that nobody reads."""

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        if producer is None or needs_hint(producer.connection, (entry.kwargs or {})["kind"]):
            super().apply_entry(entry, producer=producer)
