"""The SOP behind a case or a service."""

from sopflow.domain.procedures import Procedure
from sopflow.domain.words import VersionId
from sopflow.store.store import Store


def procedure_of(store: Store, version: VersionId) -> Procedure:
    """The procedure as it was published in `version`.

    Raises:
        VersionNotFound: There is no such version.
    """
    return store.machine(version).procedure
