"""`sopflow sop diff`: what changes from one version of an SOP to the next."""

from pathlib import Path
from typing import Annotated

import typer

from sopflow.cli.authoring import sound
from sopflow.cli.difference_lines import difference_document, difference_lines
from sopflow.cli.exits import Exit
from sopflow.cli.frame import Json, emit, note, say, stop

Version = Annotated[Path, typer.Argument(metavar=say("BERKAS", "FILE"))]


def diff(old: Version, new: Version, as_json: Json = False) -> None:
    """Compare two SOP files; an obligation that is lost gives exit code 1 and stands first."""
    from sopflow.domain.differences import differences

    one, two = sound([old, new])
    found = differences(one, two)
    lost = sum(d.is_loss for d in found)
    emit(difference_document(one, two, found), "\n".join(difference_lines(one, two, found)))
    note(
        say(
            f"{len(found)} perbedaan, {lost} kewajiban hilang",
            f"{len(found)} differences, {lost} obligations lost",
        )
    )
    if lost:
        stop(Exit.FOUND)
