"""A fixed window in memory: how often one key may fail before it has to wait."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

KEYS_MAX = 10_000


@dataclass(slots=True)
class FailureLimit:
    """Counts failures per key in windows of `window`; at `failures_max` the key is locked out.

    Each process counts for itself. At `KEYS_MAX` keys the windows that have passed are dropped,
    and if that is not enough all of them: a flood never costs more memory than that.
    """

    failures_max: int
    window: timedelta
    _counts: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait_minutes(self, *keys: str, now: datetime) -> int:
        """Minutes until every one of `keys` may try again, zero if it may now."""
        with self._lock:
            ends = [
                begun + self.window
                for key in keys
                if (found := self._counts.get(key)) is not None
                for begun, count in (found,)
                if count >= self.failures_max and begun + self.window > now
            ]
        return ceil((max(ends) - now) / timedelta(minutes=1)) if ends else 0

    def failed(self, *keys: str, now: datetime) -> None:
        """Count one failure for each of `keys`."""
        with self._lock:
            for key in keys:
                begun, count = self._counts.get(key, (now, 0))
                if begun + self.window <= now:
                    begun, count = now, 0
                self._counts[key] = (begun, count + 1)
            if len(self._counts) > KEYS_MAX:
                self._drop(now)

    def forget(self, *keys: str) -> None:
        """Begin anew for `keys`, after a success."""
        with self._lock:
            for key in keys:
                self._counts.pop(key, None)

    def _drop(self, now: datetime) -> None:
        current = {k: v for k, v in self._counts.items() if v[0] + self.window > now}
        self._counts = current if len(current) <= KEYS_MAX else {}
