"""Rows that run side by side: the blocks of the file, and the flat list of rows they hold."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from sopflow.compiler.names import Names
from sopflow.compiler.parse_answers import target_at
from sopflow.compiler.reading import Source, Table, near
from sopflow.compiler.vocabulary import EVERYTHING, FIRST, KEYS, RESTS, key
from sopflow.domain.procedures import Block, Branch
from sopflow.domain.words import JOIN, BranchId, StepId

BRANCHES_MIN = 2
_OF_A_BLOCK = ("id", "activity", "parallel", "next", "remark")


@dataclass(frozen=True, slots=True)
class Strand:
    """A branch of the file: rows of its own under one id, or a single row that lends its id."""

    id: str | None
    rows: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A row of the file that is a block; without an id that can be used it is no target."""

    table: Table
    id: StepId | None
    strands: tuple[Strand, ...]


Entry = Table | Frame


def section_of(words: Container[str]) -> str:
    """Tell a branch with rows of its own from a single row, by the keys that it holds."""
    return "branch" if key("branch", "steps") in words else "step"


def lay_out(rows: Sequence[Table], source: Source) -> tuple[Entry, ...]:
    """Tell blocks from rows, and claim the ids of blocks and branches."""
    return tuple(_frame(row, source) if row.has("parallel") else row for row in rows)


def rows_in(entries: Sequence[Entry]) -> list[Table]:
    """Every row that is a step, those of branches where their block stands."""
    found: list[Table] = []
    for entry in entries:
        if isinstance(entry, Table):
            found.append(entry)
        else:
            found += [row for strand in entry.strands for row in strand.rows]
    return found


def lines(entries: Sequence[Entry], names: Names) -> Iterator[tuple[Table, StepId | None]]:
    """Give every row with what follows it: the next row or block, or the join of its own block."""
    for number, entry in enumerate(entries):
        if isinstance(entry, Table):
            yield entry, _first_of(entries[number + 1 :], names)
            continue
        for strand in entry.strands:
            for place, row in enumerate(strand.rows):
                yield row, _first_of(strand.rows[place + 1 :], names) or JOIN


def blocks_of(entries: Sequence[Entry], names: Names) -> tuple[Block, ...]:
    """Read the blocks, once every row has its steps."""
    found = []
    for number, entry in enumerate(entries):
        if isinstance(entry, Frame):
            block = _block(entry, _first_of(entries[number + 1 :], names), names)
            found += [block] if block else []
    return tuple(found)


def _frame(row: Table, source: Source) -> Frame:
    name = row.text("id")
    claimed = StepId(name) if name and source.claim(name, row.at("id")) else None
    if claimed:
        source.mark(row.at("id"), "step", claimed)
    inner = row.table("parallel", "block")
    tables = (
        inner.tables("branches", lambda node: section_of(node.pairs), missing="SOP006")
        if inner
        else []
    )
    strands = tuple(_strand(table, row, source) for table in tables)
    return Frame(row, claimed, tuple(s for s in strands if s.rows))


def _strand(table: Table, outer: Table, source: Source) -> Strand:
    if table.section == "step":
        return Strand(table.text("id"), _without_blocks([table], outer))
    name = table.text("id")
    claimed = name if name and source.claim(name, table.at("id")) else None
    rows = table.tables("steps", "step", missing="SOP006")
    return Strand(claimed, _without_blocks(rows, outer))


def _without_blocks(rows: Sequence[Table], outer: Table) -> tuple[Table, ...]:
    for row in rows:
        if row.has("parallel"):
            ids = {"inner": row.text("id") or "?", "outer": outer.text("id") or "?"}
            row.report("SOP120", row.key_at("parallel"), **ids)
    return tuple(row for row in rows if not row.has("parallel"))


def _first_of(entries: Sequence[Entry], names: Names) -> StepId | None:
    for entry in entries:
        if isinstance(entry, Frame):
            if entry.id:
                return entry.id
        elif steps := names.rows.get(entry.text("id", missing=None) or ""):
            return steps[0]
    return None


def _block(frame: Frame, following: StepId | None, names: Names) -> Block | None:
    table = frame.table
    _refuse_keys(table)
    activity = table.words("activity")
    target = target_at(table, "next", names) if table.has("next") else following
    if target is None and not table.has("next"):
        table.report("SOP107", table.at("id"), step=frame.id or "?")
    inner = table.table("parallel", "block")
    if inner is None:
        return None
    branches = tuple(b for strand in frame.strands if (b := _branch(strand, names)))
    if len(branches) < BRANCHES_MIN:
        inner.report("SOP121", inner.key_at("branches"), block=frame.id or "?")
        return None
    needed = _needed(inner, len(branches), frame.id)
    leaves = []
    for scalar in inner.scalars("leaves"):
        leaf = names.target(scalar.value, scalar.place, table.source)
        if leaf is not None:
            leaves.append(leaf)
            table.source.mark(scalar.place, "leaves", frame.id or "?", leaf)
    if frame.id is None or activity is None or target is None or needed is None:
        return None
    table.source.mark(table.at("next") if table.has("next") else table.at("id"), "join", frame.id)
    return Block(frame.id, activity, branches, needed, target, tuple(leaves))


def _branch(strand: Strand, names: Names) -> Branch | None:
    rows = (row.text("id", missing=None) for row in strand.rows)
    steps = tuple(step for row in rows for step in names.rows.get(row or "", ()))
    return Branch(BranchId(strand.id), steps) if strand.id and steps else None


def _needed(inner: Table, branches: int, block: StepId | None) -> int | None:
    """Read how many branches make the join; unless it is all, the fate of the rest is said."""
    word = inner.text("join")
    if word is None:
        return None
    known = (EVERYTHING, FIRST, *(str(n) for n in range(2, branches)))
    if word not in known:
        details = {"value": word, "key": inner.word("join"), "known": ", ".join(known)}
        inner.report("SOP007", inner.at("join"), **details, **near(word, known))
        return None
    if word == EVERYTHING:
        if inner.has("rest"):
            inner.report("SOP122", inner.key_at("rest"), block=block or "?")
        return branches
    inner.choice("rest", RESTS, missing="SOP006")
    return 1 if word == FIRST else int(word)


def _refuse_keys(table: Table) -> None:
    for name in KEYS["step"]:
        if table.has(name) and name not in _OF_A_BLOCK:
            kind = table.word("parallel")
            table.report("SOP115", table.key_at(name), key=table.word(name), kind=kind)
