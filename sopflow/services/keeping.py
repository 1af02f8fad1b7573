"""What keeps an installation standing: its tables."""

from sopflow.store.upgrading import upgrade


def upgrade_database(url: str) -> None:
    """Bring the database to the tables of this version; any number may do it at once.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    upgrade(url)
