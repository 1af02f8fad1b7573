"""Checking the record: every chain recomputed from the facts, every case replayed."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopflow.domain.codec import encode
from sopflow.domain.errors import VersionNotFound
from sopflow.domain.evidence import digest
from sopflow.domain.machines import Machine
from sopflow.domain.words import MarkingId, Trigger, VersionId
from sopflow.store.facts import Chain
from sopflow.store.store import Store


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that does not hold.

    `why` is one of `order`, `broken_link`, `altered`, `private_altered`, `case_row`,
    `unknown_version`, `not_an_arc`, `wrong_result`.
    """

    number: str
    case_id: str
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was checked, and the first bad record of each bad case, oldest case first."""

    cases: int
    records: int
    erased: int
    """Records whose private part was lawfully erased: their commitment still stands."""
    bad: tuple[BadRecord, ...]

    @property
    def is_whole(self) -> bool:
        """Nothing was altered."""
        return not self.bad


def verify(store: Store) -> AuditReport:
    """Recompute every chain and replay every case; what is wrong is named, never raised."""
    cases = records = erased = 0
    bad: list[BadRecord] = []
    machines: dict[str, Machine | None] = {}
    for chain in store.all_chains():
        cases += 1
        records += len(chain.facts)
        erased += sum(f.commitment is not None and f.private is None for f in chain.facts)
        bad += next(([found] for found in _faults(store, chain, machines)), [])
    return AuditReport(cases, records, erased, tuple(bad))


def _faults(store: Store, chain: Chain, machines: dict[str, Machine | None]) -> Iterator[BadRecord]:
    flaw = chain.flaw()
    if flaw is not None:
        yield BadRecord(chain.number, chain.case_id, flaw.seq, flaw.why)
    for seq, why in _replay(store, chain, machines):
        yield BadRecord(chain.number, chain.case_id, seq, why)


def _replay(
    store: Store, chain: Chain, machines: dict[str, Machine | None]
) -> Iterator[tuple[int, str]]:
    """Walk the facts on the machine of their version and compare where they lead."""
    for fact in chain.facts:
        machine = _machine(store, fact.version_id, machines)
        if machine is None:
            yield fact.seq, "unknown_version"
            return
        source = MarkingId(fact.source)
        if fact.trigger is None:
            if fact.source != fact.target:
                yield fact.seq, "not_an_arc"
            continue
        arc = machine.find_arc(source, Trigger(fact.trigger))
        if arc is None or arc.target != fact.target or arc.actor_class.value != fact.actor_class:
            yield fact.seq, "not_an_arc"
            return
        if (arc.result.value if arc.result else "") != fact.result:
            yield fact.seq, "wrong_result"
    if not chain.facts:
        return
    machine = _machine(store, chain.facts[-1].version_id, machines)
    assert machine is not None, chain.number
    if chain.facts[0].source != machine.compiled.start:
        yield 1, "not_an_arc"
    result = machine.markings[MarkingId(chain.marking)].result
    if chain.result != (result.value if result else ""):
        yield chain.seq, "case_row"


def _machine(store: Store, version: str, machines: dict[str, Machine | None]) -> Machine | None:
    if version not in machines:
        machines[version] = _read_machine(store, version)
    return machines[version]


def _read_machine(store: Store, version: str) -> Machine | None:
    """Read a machine whose procedure is still what its version is named by."""
    try:
        machine = store.machine(VersionId(version))
    except VersionNotFound:
        return None
    return machine if digest(encode(machine.procedure)) == version else None
