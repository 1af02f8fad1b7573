"""What an audited advance costs: `python -m benchmarks.run [--seconds 3] [--rounds 3] [--json]`.

It starts its own durable PostgreSQL and compares, in one run and interleaved, the services with
pgbench running one statement that writes the same rows, with the database lock and without it.
"""

import argparse
import json
import math
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import quantiles

import psycopg
from sqlalchemy import text

from benchmarks import floor
from benchmarks.cases import TooFewCases, case_id, open_copies, open_prototype
from benchmarks.clients import Clients, carry_through, clients, decide_seconds
from benchmarks.effort import children_seconds, server_seconds
from benchmarks.office import ADVANCES, organisation, put_in_force
from benchmarks.report import Measured, Run, as_json, as_table
from benchmarks.wire import metered
from sopflow.services.organisation import apply_organisation
from sopflow.store.chain import first_flaw
from sopflow.store.store import Store
from sopflow.store.upgrading import upgrade
from tests.servers.postgres import PostgresServer, running_postgres

CLIENTS = (1, 4)
LOCKED, UNLOCKED = "locked", "unlocked"
"""The two databases: the schema as it is migrated, and its copy without the lock."""
RATE_EXPECTED = 2500.0
"""Advances per second and client, before anything was measured."""
MARGIN = 1.7
"""Cases are opened for so many times the advances of the quickest round yet."""
ALREADY_OPEN = 1000
"""Cases that are there when the first round begins, so that no plan is made for empty tables."""
TRIES_MAX = 5
AUDITED_MAX = 100
METERED_CASES = 10


@dataclass(slots=True)
class Bench:
    """A server with the two databases, the stores over them and the client processes."""

    server: PostgresServer
    stores: dict[str, Store]
    clients: Clients
    used: dict[str, int]
    """The number of the first case that was not opened yet, by database."""
    fastest: dict[tuple[str, int], float] = field(default_factory=dict)
    taken: list[range] = field(default_factory=list)
    """Cases that a round was given, of the database with the lock."""

    def measure(self, way: str, clients: int, seconds: float, number: int) -> Run:
        """Measure one way once, over fresh cases; every advance must have left its fact."""
        rate = self.fastest.get((way, clients), RATE_EXPECTED * clients)
        per_client = math.ceil(MARGIN * rate * max(seconds, 1) / clients / ADVANCES) + 1
        for _ in range(TRIES_MAX):
            try:
                run = self._once(way, clients, seconds, number, cases=per_client * clients)
            except TooFewCases:
                per_client *= 2
            else:
                self.fastest[way, clients] = max(self.fastest.get((way, clients), 0), run.rate)
                return run
        raise TooFewCases

    def _once(self, way: str, clients: int, seconds: float, number: int, *, cases: int) -> Run:
        database = UNLOCKED if way == "unlocked" else LOCKED
        numbers = self.open(database, cases)
        facts, spent = self._facts(database), server_seconds(self._postmaster)
        latencies: list[float] = []
        if way == "services":
            shares = [numbers[i::clients] for i in range(clients)]
            done = self.clients.run(shares, seconds)
            count = sum(each.count for each in done)
            rate = sum(each.count / each.seconds for each in done)
            cpu = sum(each.cpu_seconds for each in done)
            latencies = quantiles((x for each in done for x in each.latencies), n=100)
        else:
            cpu = -children_seconds()
            count, rate = floor.run(
                self.server, database, first=numbers[0], clients=clients, seconds=seconds
            )
            cpu += children_seconds()
        spent = server_seconds(self._postmaster) - spent
        recorded = self._facts(database) - facts
        assert recorded == count, f"{way}: {count} advances left {recorded} facts"
        return Run(
            way=way,
            clients=clients,
            round=number,
            rate=rate,
            client_cpu_us=1e6 * cpu / count,
            server_cpu_us=1e6 * spent / count,
            p50_ms=1e3 * latencies[49] if latencies else None,
            p95_ms=1e3 * latencies[94] if latencies else None,
        )

    @property
    def _postmaster(self) -> int:
        assert self.server.process is not None
        return self.server.process.pid

    def open(self, database: str, count: int) -> range:
        """Open so many cases."""
        numbers = range(self.used[database], self.used[database] + count)
        self.used[database] = numbers.stop
        open_copies(self.stores[database], numbers)
        if database == LOCKED:
            self.taken.append(numbers)
        return numbers

    def _facts(self, database: str) -> int:
        with self.stores[database].reading() as connection:
            return int(connection.execute(text("SELECT count(*) FROM facts")).scalar_one())


@contextmanager
def bench() -> Iterator[Bench]:
    """Start everything, publish the machine, and copy the schema before its lock is taken off."""
    with ExitStack() as ends:
        server = ends.enter_context(running_postgres(durable=True))
        with psycopg.connect(server.dsn_of("postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {LOCKED}")
            upgrade(server.url_of(LOCKED))
            store = Store.open(server.url_of(LOCKED))
            apply_organisation(store, organisation())
            put_in_force(store)
            open_prototype(store)
            open_copies(store, range(1, ALREADY_OPEN + 1))
            store.close()
            _settle(server, admin)
            admin.execute(f"CREATE DATABASE {UNLOCKED} TEMPLATE {LOCKED}")
        stores = {name: Store.open(server.url_of(name)) for name in (LOCKED, UNLOCKED)}
        for store in stores.values():
            ends.callback(store.close)
        with stores[UNLOCKED].changing() as connection:
            floor.unlock(connection)
        started = ends.enter_context(clients(server.url_of(LOCKED), max(CLIENTS)))
        yield Bench(server, stores, started, dict.fromkeys(stores, ALREADY_OPEN + 1))


def _settle(server: PostgresServer, admin: psycopg.Connection) -> None:
    """Gather statistics once, as a running office has them, and let nothing do so in a round.

    The many cases that open before each round would wake the autovacuum, whose work and new plans
    would fall on whoever is measured then.
    """
    admin.execute("ALTER SYSTEM SET autovacuum = off")
    admin.execute("SELECT pg_reload_conf()")
    with psycopg.connect(server.dsn_of(LOCKED), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def measure(bench: Bench, *, seconds: float, rounds: int, say: Callable[[str], object]) -> Measured:
    """Warm everything up, then let the ways take turns."""
    turns = [(way, count) for count in CLIENTS for way in ("services", "floor", "unlocked")]
    runs = []
    for number in range(rounds + 1):
        for way, count in turns:
            run = bench.measure(way, count, seconds if number else min(seconds, 1.0), number)
            if number:  # the first round warms up
                runs.append(run)
            say(f"round {number}/{rounds}: {way}, {count} clients: {run.rate:.0f} advances/s\n")
    statements, round_trips, sent = _on_the_wire(bench)
    with psycopg.connect(bench.server.dsn_of(LOCKED)) as connection:
        server_version = connection.info.server_version
    return Measured(
        seconds=seconds,
        rounds=rounds,
        runs=tuple(runs),
        statements_per_advance=statements,
        round_trips_per_advance=round_trips,
        bytes_sent_per_advance=sent,
        decide_us=1e6 * decide_seconds(bench.stores[LOCKED], bench.open(LOCKED, 1)[0]),
        cases_audited=_audit(bench),
        postgresql=f"PostgreSQL {server_version // 10000}.{server_version % 10000}",
        python=platform.python_version(),
    )


def _on_the_wire(bench: Bench) -> tuple[float, float, float]:
    """Statements, round trips and bytes sent per advance, once the driver has prepared them."""
    numbers = bench.open(LOCKED, 2 * METERED_CASES)
    with metered(bench.server.port) as meter:
        plain = f"postgresql+psycopg://sopflow@127.0.0.1:{meter.port}/{LOCKED}"
        store = Store.open(f"{plain}?sslmode=disable&gssencmode=disable")
        try:
            for number in numbers[:METERED_CASES]:
                list(carry_through(store, case_id(number)))
            before = (meter.statements, meter.round_trips, meter.bytes_sent)
            advances = sum(
                len(list(carry_through(store, case_id(number))))
                for number in numbers[METERED_CASES:]
            )
            after = (meter.statements, meter.round_trips, meter.bytes_sent)
        finally:
            store.close()
    statements, round_trips, sent = (
        (late - early) / advances for early, late in zip(before, after, strict=True)
    )
    return statements, round_trips, sent


def _audit(bench: Bench) -> int:
    """Recompute the chains of the first cases of every round: what was measured is the record."""
    audited = 0
    for numbers in bench.taken:
        for number in numbers[: AUDITED_MAX // len(bench.taken) + 1]:
            facts = bench.stores[LOCKED].facts_of(case_id(number))
            flaw = first_flaw(facts)
            assert flaw is None, flaw
            audited += 1
    return audited


def main() -> None:
    """Measure and print: the table, or everything as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3, help="of all of them, interleaved")
    parser.add_argument("--json", action="store_true", help="print data instead of a table")
    asked = parser.parse_args()
    with bench() as ready:
        measured = measure(ready, seconds=asked.seconds, rounds=asked.rounds, say=sys.stderr.write)
    if asked.json:
        sys.stdout.write(json.dumps(as_json(measured), indent=2) + "\n")
    else:
        sys.stdout.write(as_table(measured))


if __name__ == "__main__":
    main()
