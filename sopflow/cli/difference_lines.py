"""What differs between two versions, as data and as lines."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sopflow.cli.frame import STATE, say
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.domain.differences import Difference
    from sopflow.domain.machines import Machine

HEADINGS = {
    "obligation": Text("Kewajiban", "Obligations"),
    "step": Text("Kegiatan", "Steps"),
    "way": Text("Jalan berkas", "Ways"),
    "role": Text("Pelaksana", "Roles"),
    "time": Text("Waktu", "Times"),
    "paper": Text("Persyaratan, isian, dokumen", "Papers, fields, documents"),
    "notice": Text("Pemberitahuan", "Notices"),
    "words": Text("Kata-kata", "Words"),
}
SIGNS = {"removed": "-", "added": "+", "changed": "~"}


def difference_document(
    one: "Machine", two: "Machine", found: Sequence["Difference"]
) -> dict[str, Any]:
    """Give the differences as data."""
    return {
        "from": _version(one),
        "to": _version(two),
        "lost": [d.what for d in found if d.is_loss],
        "differences": list(found),
    }


def _version(machine: "Machine") -> dict[str, str]:
    procedure = machine.procedure
    return {"sop": procedure.code, "version": procedure.version, "hash": machine.id}


def difference_lines(
    one: "Machine", two: "Machine", found: Sequence["Difference"]
) -> Iterator[str]:
    """Give the differences as lines, under a heading for each topic."""
    names = [f"{m.procedure.code} {m.procedure.version}" for m in (one, two)]
    yield " → ".join(names)
    if not found:
        yield f"  {say('tidak ada perbedaan', 'no differences')}"
    topic = None
    for difference in found:
        if difference.topic != topic:
            topic = difference.topic
            yield f"\n{HEADINGS[topic].in_(STATE.language)}"
        yield f"  {SIGNS[difference.change]} {_line(difference)}"


def _line(difference: "Difference") -> str:
    language = STATE.language
    what = difference.what.in_(language)
    if difference.is_loss:
        what = f"{say('HILANG', 'LOST')}: {what}"
    sides = [side.in_(language) for side in (difference.before, difference.after) if side]
    return f"{what}: {' → '.join(sides)}" if sides else what
