"""What never changes once it is there, read once and kept: machines, calendars, secrets."""

from threading import Lock

from sqlalchemy import Connection, select

from sopflow.domain.machines import Machine
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.words import UnitId, VersionId
from sopflow.store import tables
from sopflow.store.calendars import calendar_from_json
from sopflow.store.publishing import read_machine
from sopflow.store.sql import run

TRACKING = "tracking"


class Library:
    """Shared by every thread of the process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._machines: dict[VersionId, Machine] = {}
        self._calendars: dict[tuple[UnitId, int], OfficeCalendar] = {}
        self._secrets: dict[str, str] = {}

    def known_machine(self, version_id: VersionId) -> Machine | None:
        """Give the machine if it was read before."""
        return self._machines.get(version_id)

    def machine(self, connection: Connection, version_id: VersionId) -> Machine:
        """Give the one machine of a published version, shared by all its cases.

        Raises:
            VersionNotFound: No such version.
        """
        if (known := self._machines.get(version_id)) is not None:
            return known
        read = read_machine(connection, version_id)
        with self._lock:
            return self._machines.setdefault(version_id, read)

    def calendar(self, connection: Connection, unit: UnitId, version: int) -> OfficeCalendar:
        """Give one version of a unit's calendar, which must exist."""
        if (known := self._calendars.get((unit, version))) is not None:
            return known
        c = tables.calendars.c
        query = select(c.body).where(c.unit_id == unit, c.version == version)
        read = calendar_from_json(connection.execute(query).scalar_one())
        with self._lock:
            return self._calendars.setdefault((unit, version), read)

    def secret(self, connection: Connection, name: str) -> str:
        """Give a secret that the first migration made, in hex."""
        if (known := self._secrets.get(name)) is not None:
            return known
        value = run(connection, "SELECT value FROM secrets WHERE name = :name", name=name)
        return self._secrets.setdefault(name, str(value.scalar_one()))
