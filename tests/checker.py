"""An independent look at what is recorded: reads the tables, shares no code with the engine.

It knows a version only by its rows (arcs, obligations, what judges and changes what) and says in
words what is wrong with a case.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

DECIDING = {"granted", "partly_granted", "refused", "done", "forwarded", "cancelled"}


def faults_of(connection: Connection, case_id: str) -> list[str]:
    """Everything that is wrong with the record of a case; empty when it is right."""
    return list(_faults(connection, case_id))


def _faults(connection: Connection, case_id: str) -> Iterator[str]:
    case = _rows(connection, "SELECT * FROM cases WHERE id = :case", case=case_id)[0]
    facts = _rows(
        connection, "SELECT * FROM facts WHERE case_id = :case ORDER BY seq", case=case_id
    )
    version = case["version_id"]
    arcs = {
        (a["source"], a["trigger"]): a
        for a in _rows(connection, "SELECT * FROM arcs WHERE version_id = :v", v=version)
    }
    place = _rows(
        connection, "SELECT id FROM markings WHERE version_id = :v AND is_start", v=version
    )[0]["id"]
    for number, fact in enumerate(facts, start=1):
        if fact["seq"] != number:
            yield f"fact {fact['seq']} stands where {number} should"
        if fact["source"] != place:
            yield f"fact {number} leaves {fact['source']}, but the case was at {place}"
        if fact["kind"] == "act":
            arc = arcs.get((place, fact["trigger"]))
            if arc is None:
                yield f"fact {number}: {fact['trigger']} is no way out of {place}"
            elif (arc["target"], arc["role"], arc["actor_class"]) != (
                fact["target"],
                fact["role"],
                fact["actor_class"],
            ):
                yield f"fact {number} does not do what the arc says"
        elif fact["target"] != place:
            yield f"fact {number} moves the case without being an act"
        place = fact["target"]
    if (case["marking"], case["seq"]) != (place, len(facts)):
        yield f"the case row says {case['marking']} at {case['seq']}, its facts {place}"
    yield from _wrong_officials(connection, facts)
    yield from _rounds(connection, version, facts)
    if case["result"] in DECIDING:
        yield from _open_obligations(connection, version, place, facts)
    yield from _items(connection, case_id, arcs, place)


def _wrong_officials(connection: Connection, facts: list[dict[str, Any]]) -> Iterator[str]:
    held = {
        (row["id"], row["person_id"], row["position_id"], row["capacity"]): row["kind"]
        for row in _rows(
            connection,
            "SELECT a.id, a.person_id, a.position_id, a.capacity, p.kind "
            "FROM appointments a JOIN positions p ON p.id = a.position_id",
        )
    }
    bound = {
        (row["version_id"], row["role"], row["position_kind"])
        for row in _rows(connection, "SELECT * FROM may_act")
    }
    for fact in facts:
        if fact["actor_class"] != "official" or fact["kind"] != "act":
            continue
        post = (
            fact["appointment_id"],
            fact["person_id"],
            fact["position_id"],
            fact["capacity"],
        )
        if post not in held:
            yield f"fact {fact['seq']}: {fact['person_id']} does not hold {fact['position_id']}"
        elif (fact["version_id"], fact["role"], held[post]) not in bound:
            yield f"fact {fact['seq']}: {held[post]} acted as {fact['role']}"


def _rounds(connection: Connection, version: str, facts: list[dict[str, Any]]) -> Iterator[str]:
    for row in _rows(connection, "SELECT * FROM rounds WHERE version_id = :v", v=version):
        taken = sum(1 for f in facts if f["trigger"] == row["trigger"])
        if taken > row["rounds_max"]:
            yield f"{row['trigger']} was taken {taken} times, {row['rounds_max']} are declared"


def _open_obligations(
    connection: Connection, version: str, end: str, facts: list[dict[str, Any]]
) -> Iterator[str]:
    meets = _rows(
        connection,
        "SELECT * FROM meets WHERE version_id = :v AND end_id = :e",
        v=version,
        e=end,
    )
    judges = {
        (r["step"], r["item"])
        for r in _rows(connection, "SELECT * FROM judges WHERE version_id = :v", v=version)
    }
    changes = _rows(connection, "SELECT * FROM changes WHERE version_id = :v", v=version)
    stands = {
        (r["changing_step"], r["step"])
        for r in _rows(connection, "SELECT * FROM stands WHERE version_id = :v", v=version)
    }
    must = _rows(
        connection, "SELECT * FROM must WHERE version_id = :v AND end_id = :e", v=version, e=end
    )
    good: set[str] = set()
    for fact in facts:  # a running account: an act earns, a change or a contrary answer takes back
        for row in changes:
            if row["trigger"] == fact["trigger"]:
                good = {
                    step
                    for step in good
                    if (step, row["item"]) not in judges or (fact["step"], step) in stands
                }
        if fact["kind"] == "act" and fact["step"]:
            good.discard(fact["step"])
            if any(m["trigger"] == fact["trigger"] for m in meets):
                good.add(fact["step"])
    for row in must:
        if not any(m["obligation"] == row["obligation"] and m["step"] in good for m in meets):
            yield f"the end {end} was reached although {row['obligation']} is open"


def _items(
    connection: Connection, case_id: str, arcs: dict[tuple[str, str], Any], place: str
) -> Iterator[str]:
    open_steps = {
        r["step"]
        for r in _rows(
            connection,
            "SELECT step FROM work_items WHERE case_id = :case AND closed_seq IS NULL",
            case=case_id,
        )
    }
    expected = {trigger.split(":")[0] for source, trigger in arcs if source == place} - {"case"}
    if open_steps != expected:
        yield f"at {place} these items are open: {sorted(open_steps)}, not {sorted(expected)}"


def _rows(connection: Connection, statement: str, **values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(statement), values).mappings()]
