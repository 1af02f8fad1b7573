"""What was measured, as data and as a table."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.office import CHAIN


@dataclass(frozen=True, slots=True)
class Run:
    """One round of one way with so many clients."""

    way: str
    clients: int
    round: int
    rate: float
    client_cpu_us: float
    """Processor time of the client for each advance, in microseconds."""
    server_cpu_us: float
    """The same of PostgreSQL with all its processes."""
    p50_ms: float | None = None
    p95_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything of one run of the benchmark."""

    seconds: float
    rounds: int
    runs: tuple[Run, ...]
    statements_per_advance: float
    round_trips_per_advance: float
    bytes_sent_per_advance: float
    decide_us: float
    cases_audited: int
    postgresql: str
    python: str

    def rate(self, way: str, clients: int) -> float:
        """Advances per second, the median of the rounds."""
        return median(r.rate for r in self._of(way, clients))

    def ratio(self, way: str, to: str, clients: int) -> float:
        """How much of the rate of `to` is reached; the median of the ratios of each round."""
        pairs = zip(self._of(way, clients), self._of(to, clients), strict=True)
        return median(a.rate / b.rate for a, b in pairs)

    def cpu(self, way: str, clients: int) -> tuple[float, float]:
        """Microseconds of processor time for each advance: the client's, the server's."""
        runs = self._of(way, clients)
        return median(r.client_cpu_us for r in runs), median(r.server_cpu_us for r in runs)

    def cpu_ratio(self, way: str, to: str, clients: int) -> float:
        """How many advances of `way` the processor time of one of `to` pays for."""
        pairs = zip(self._of(way, clients), self._of(to, clients), strict=True)
        return median(
            (b.client_cpu_us + b.server_cpu_us) / (a.client_cpu_us + a.server_cpu_us)
            for a, b in pairs
        )

    def latency(self, clients: int) -> tuple[float, float]:
        """Milliseconds of an advance through the services: p50 and p95."""
        runs = self._of("services", clients)
        return (
            median(r.p50_ms for r in runs if r.p50_ms is not None),
            median(r.p95_ms for r in runs if r.p95_ms is not None),
        )

    def client_counts(self) -> list[int]:
        """How many clients were tried."""
        return sorted({r.clients for r in self.runs})

    def _of(self, way: str, clients: int) -> list[Run]:
        found = [r for r in self.runs if (r.way, r.clients) == (way, clients)]
        return sorted(found, key=lambda r: r.round)


def as_json(measured: Measured) -> dict[str, Any]:
    """Everything, with the medians and ratios that the table shows."""
    summary = {}
    for clients in measured.client_counts():
        p50, p95 = measured.latency(clients)
        summary[str(clients)] = {
            "services": measured.rate("services", clients),
            "floor": measured.rate("floor", clients),
            "unlocked": measured.rate("unlocked", clients),
            "services_of_floor": measured.ratio("services", "floor", clients),
            "floor_of_unlocked": measured.ratio("floor", "unlocked", clients),
            "services_of_floor_by_cpu": measured.cpu_ratio("services", "floor", clients),
            "p50_ms": p50,
            "p95_ms": p95,
        }
    return {**asdict(measured), "clients": summary}


def as_table(measured: Measured) -> str:
    """The same for people."""
    counts = measured.client_counts()
    rows: list[tuple[str, Iterable[str]]] = [
        (label, [_rates(measured, way, c) for c in counts])
        for label, way in (
            ("services: advance_case", "services"),
            ("floor: one statement by pgbench, lock on", "floor"),
            ("the same without triggers and foreign keys", "unlocked"),
        )
    ]
    rows += [
        ("services / floor", [f"{measured.ratio('services', 'floor', c):.2f}" for c in counts]),
        (
            "floor with the lock / without",
            [f"{measured.ratio('floor', 'unlocked', c):.2f}" for c in counts],
        ),
        (
            "services / floor, by processor time",
            [f"{measured.cpu_ratio('services', 'floor', c):.2f}" for c in counts],
        ),
        *(
            (f"{way}: µs of client + server", [_cpu(measured, way, c) for c in counts])
            for way in ("services", "floor")
        ),
        ("p50 of an advance, ms", [f"{measured.latency(c)[0]:.2f}" for c in counts]),
        ("p95 of an advance, ms", [f"{measured.latency(c)[1]:.2f}" for c in counts]),
    ]
    head = ("advances per second", [f"{c} client{'s' if c > 1 else ''}" for c in counts])
    lines = [f"{label:<44}" + "".join(f"{cell:>26}" for cell in cells) for label, cells in rows]
    top = f"{head[0]:<44}" + "".join(f"{cell:>26}" for cell in head[1])
    per = (
        f"Per advance through the services: {measured.statements_per_advance:.2f} statements in "
        f"{measured.round_trips_per_advance:.2f} round trips, "
        f"{measured.bytes_sent_per_advance:.0f} bytes sent; "
        f"the pure decision takes {measured.decide_us:.0f} µs of it."
    )
    how = (
        f"Median [lowest, highest] of {measured.rounds} interleaved rounds of "
        f"{measured.seconds:g} s; ratios are medians of the ratios within each round. "
        f"A case: {CHAIN} steps, hand-over, end over {CHAIN + 1} obligations. "
        f"{measured.cases_audited} cases of both ways passed the audit afterwards. "
        f"{measured.postgresql}, Python {measured.python}."
    )
    return "\n".join([top, "-" * len(top), *lines, "", per, how]) + "\n"


def _cpu(measured: Measured, way: str, clients: int) -> str:
    ours, servers = measured.cpu(way, clients)
    return f"{ours:.0f} + {servers:.0f}"


def _rates(measured: Measured, way: str, clients: int) -> str:
    rates = [r.rate for r in measured.runs if (r.way, r.clients) == (way, clients)]
    return f"{median(rates):.0f} [{min(rates):.0f}, {max(rates):.0f}]"
