"""`sopflow sop diff`: what changes from one version of an SOP to the next."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sopflow.cli.authoring import sound
from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Json, emit, note, say, stop
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

Version = Annotated[Path, typer.Argument(metavar=say("BERKAS", "FILE"))]


def diff(old: Version, new: Version, as_json: Json = False) -> None:
    """Compare two SOP files; an obligation that is lost gives exit code 1 and stands first."""
    from sopflow.domain.differences import differences

    one, two = sound([old, new])
    found = differences(one, two)
    lost = sum(d.is_loss for d in found)
    emit(_document(one, two, found), "\n".join(_lines(one, two, found)))
    note(
        say(
            f"{len(found)} perbedaan, {lost} kewajiban hilang",
            f"{len(found)} differences, {lost} obligations lost",
        )
    )
    if lost:
        stop(Exit.FOUND)


def _document(one: "Machine", two: "Machine", found: Sequence["Difference"]) -> dict[str, Any]:
    return {
        "from": _version(one),
        "to": _version(two),
        "lost": [d.what for d in found if d.is_loss],
        "differences": list(found),
    }


def _version(machine: "Machine") -> dict[str, str]:
    procedure = machine.procedure
    return {"sop": procedure.code, "version": procedure.version, "hash": machine.id}


def _lines(one: "Machine", two: "Machine", found: Sequence["Difference"]) -> Iterator[str]:
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
