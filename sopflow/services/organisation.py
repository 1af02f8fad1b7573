"""Applying an organisation file: idempotent, and nothing that was once so is rewritten."""

from sopflow.domain.errors import OrganisationInvalid
from sopflow.domain.organisation import Action, Change, Organisation
from sopflow.store import organisation as tables
from sopflow.store.store import Store


def apply_organisation(
    store: Store, organisation: Organisation, *, dry_run: bool = False
) -> list[Change]:
    """Bring units, posts, officials and letters to what the file says; answers every change.

    What the file no longer names stays. The clock is the database's: an appointment is on record
    from the moment it is entered, never earlier.

    Raises:
        OrganisationInvalid: The file would rewrite what is kept for ever; nothing is applied.
            Its arguments are the changes that cannot be.
    """
    with store.changing() as connection:
        changes = tables.apply(connection, organisation, dry_run=dry_run)
    impossible = [change for change in changes if change.action is Action.IMPOSSIBLE]
    if impossible:
        raise OrganisationInvalid(*impossible)
    return changes
