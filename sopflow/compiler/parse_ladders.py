"""Deadline ladders: when who is told of a step that takes its time (SPEC 2, L13)."""

from sopflow.compiler.durations import MINUTES_IN_A_DAY, duration, office_minutes
from sopflow.compiler.names import Names
from sopflow.compiler.reading import Table
from sopflow.compiler.vocabulary import LATE, TELL
from sopflow.compiler.yamltree import Scalar
from sopflow.domain.procedures import QualityStandard, Rung

PERCENT_MAX = 500


def ladder(table: Table, name: str, names: Names) -> tuple[Rung, ...]:
    """Read the rungs of a deadline ladder."""
    found = []
    for rung in table.tables(name, "rung"):
        at = rung.text("at")
        tell = tuple(filter(None, (_tell(s, rung, names) for s in rung.scalars("tell"))))
        if at is None:
            continue
        if at.endswith("%") and at[:-1].isascii() and at[:-1].isdigit() and len(at) <= 4:
            found.append(Rung(min(int(at[:-1]), PERCENT_MAX), None, tell))
        elif at.lower().startswith(f"{LATE} "):
            length = duration(at[len(LATE) :].strip(), rung.at("at"), table.source.reporter)
            found += [Rung(None, length, tell)] if length else []
        else:
            rung.report("SOP308", rung.at("at"), value=at)
    return tuple(found)


def _tell(scalar: Scalar, table: Table, names: Names) -> str | None:
    return TELL.get(scalar.value) or names.role_at(scalar, table)


def ladder_of(
    table: Table, standard: QualityStandard, names: Names, everywhere: tuple[Rung, ...]
) -> tuple[Rung, ...]:
    """Give a step its own ladder, or the common one; short steps send no messages (PRODUCT 9)."""
    is_short = standard.duration is None or office_minutes(standard.duration) < MINUTES_IN_A_DAY
    if not table.has("ladder"):
        return tuple(r for r in everywhere if r.percent is None or not is_short)
    own = ladder(table, "ladder", names)
    if is_short and not table.has("limit") and any(r.percent is not None for r in own):
        table.report("SOP309", table.key_at("ladder"), step=table.text("id") or "")
    return own
