"""What keeps an installation standing: its tables, and who may do what with them."""

from sopflow.store import roles
from sopflow.store.upgrading import upgrade


def upgrade_database(url: str) -> None:
    """Bring the database to the tables of this version; any number may do it at once.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    upgrade(url)


def grant_serving(url: str, role: str) -> None:
    """Let a PostgreSQL role serve, but not switch off what the database refuses.

    Raises:
        ConfigurationError: Not PostgreSQL, no such role, or one that could do more.
        StoreUnavailable: The database cannot be reached.
    """
    roles.grant_runtime(url, role)
