"""The store and what stands around it, opened for one command; and who acts by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sopflow.cli.exits import Exit
from sopflow.cli.frame import Failure, settings
from sopflow.domain.words import PersonId, Text

if TYPE_CHECKING:
    from sopflow.wiring import Runtime


class Silent:
    """A nudge that tells nobody: a command ends at once, and the sweep finds what it left."""

    def __call__(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


@contextmanager
def runtime() -> Iterator["Runtime"]:
    """Open what the settings name; the embedded database is brought up to date by itself."""
    from sopflow.wiring import make_runtime

    made = make_runtime(settings(), nudge=Silent())
    try:
        yield made
    finally:
        made.close()


def acting_as(made: "Runtime", username: str) -> PersonId:
    """Find who acts; the engine then judges by their appointments."""
    from sopflow.services.signin import find_person

    person = find_person(made.store, username)
    if person is None:
        raise Failure(
            Exit.NOT_FOUND,
            Text(f'pengguna "{username}" tidak ada', f'there is no user "{username}"'),
            Text("lihat berkas organisasi, bagian pejabat", "see the organisation file: pejabat"),
            code="user_not_found",
        )
    return person
