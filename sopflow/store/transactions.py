"""One block of writing: look, decide elsewhere, record."""

from dataclasses import replace

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from sopflow.domain.authority import applicant_of
from sopflow.domain.cases import Decision, Open, Receipt
from sopflow.domain.evidence import GENESIS
from sopflow.domain.machines import Machine
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.words import ActorClass, CaseId, PersonId, UnitId, VersionId
from sopflow.store import looks, numbers, postgresql, sqlite, tracking
from sopflow.store.engines import Database
from sopflow.store.holders import holders
from sopflow.store.jobs import Job
from sopflow.store.library import TRACKING, Library
from sopflow.store.looks import Look, OfficeLook
from sopflow.store.recording import Place, entry_of
from sopflow.store.rejections import translated


class Transaction:
    """On PostgreSQL each record commits by itself; on SQLite the block is the transaction."""

    def __init__(self, connection: Connection, database: Database, library: Library) -> None:
        self._connection = connection
        self._database = database
        self._library = library

    def machine(self, version_id: VersionId) -> Machine:
        """Give the machine of a version.

        Raises:
            VersionNotFound: No such version.
        """
        return self._library.machine(self._connection, version_id)

    def look(self, case_id: CaseId, *, person: PersonId, key: str) -> Look:
        """Read a case, an earlier receipt of `person` under `key`, and `person`'s appointments.

        `person` is who types: the clerk for an applicant at the counter.

        Raises:
            CaseNotFound: No case has that id.
            ConfigurationError: The unit has no calendar.
        """
        try:
            return looks.look(self._connection, self._calendar, case_id, person=person, key=key)
        except DBAPIError as error:
            self._reconnect(error)
            return looks.look(self._connection, self._calendar, case_id, person=person, key=key)

    def with_holders(self, look: Look, machine: Machine) -> Look:
        """Add who holds each role for the case, where duties of persons ask for it."""
        held = holders(self._connection, machine, look)
        return replace(look, case=replace(look.case, holders=held))

    def office(self, unit_id: UnitId, *, person: PersonId, key: str) -> OfficeLook:
        """Read an office, where there is no case yet.

        Raises:
            ConfigurationError: No such unit, or it has no calendar.
        """
        at = (self._connection, self._calendar, unit_id)
        try:
            return looks.look_at_office(*at, person=person, key=key)
        except DBAPIError as error:
            self._reconnect(error)
            return looks.look_at_office(*at, person=person, key=key)

    def record(  # noqa: PLR0913 - what is recorded, and what makes it safe to repeat
        self,
        look: Look,
        decision: Decision,
        *,
        person: PersonId,
        key: str,
        body_hash: str,
        finishes: Job | None = None,
    ) -> Receipt:
        """Put a decision down; with `finishes` the worker's job is done in the same commit.

        The receipt is that of `person` for `key`, who is the one that `look` asked for.

        Raises:
            LostRace: The case moved on, the key has a receipt, the look is older than the five
                seconds that the database allows, or the job was lost; look again.
            RecordRejected: The database lock refused, in its own words.
        """
        assert person == look.person, (person, look.person)
        case = look.case
        place = Place(
            case_id=case.id,
            number=case.number,
            version=case.version,
            unit=case.unit,
            seq=case.seq,
            last_hash=case.last_hash,
            items=case.items,
            appointments=look.appointments,
            now=case.now,
            legal_day=look.calendar.day_of(case.now),
        )
        machine = self.machine(case.version)
        entry = entry_of(machine, place, decision, person=person, key=key, body_hash=body_hash)
        job = (finishes.id, finishes.epoch) if finishes else None
        with translated():
            if self._is_postgresql:
                postgresql.record(self._connection, entry, finishes=job)
            else:
                with self._connection.begin_nested():  # the block may go on after a lost race
                    sqlite.record(self._connection, entry, finishes=job)
        return entry.receipt

    def open_case(
        self,
        machine: Machine,
        office: OfficeLook,
        decision: Decision,
        *,
        command: Open,
        body_hash: str,
    ) -> Receipt:
        """Open a case and its applicant's row; `Store.tracking_code` gives the code for it.

        The applicant is the person of the fact, unless an official opens the case; the receipt is
        that of `office.person`.

        Raises:
            LostRace: The key has a receipt; look again.
            RecordRejected: The database lock refused, in its own words.
        """
        if self._is_postgresql:
            with translated(), self._database.changing() as connection:
                return self._open(connection, machine, office, decision, command, body_hash)
        with translated(), self._connection.begin_nested():
            return self._open(self._connection, machine, office, decision, command, body_hash)

    def _open(  # noqa: PLR0913, PLR0917 - the arguments of `open_case` and a connection
        self,
        connection: Connection,
        machine: Machine,
        office: OfficeLook,
        decision: Decision,
        command: Open,
        body_hash: str,
    ) -> Receipt:
        day = office.calendar.day_of(office.now)
        pattern = machine.procedure.case_number
        place = Place(
            case_id=command.case_id,
            number=numbers.case_number(connection, pattern, unit=office.unit.id, on=day),
            version=machine.id,
            unit=office.unit,
            seq=0,
            last_hash=GENESIS,
            items=(),
            appointments=office.appointments,
            now=office.now,
            legal_day=day,
        )
        entry = entry_of(
            machine, place, decision, person=office.person, key=command.key, body_hash=body_hash
        )
        secret = self._library.secret(connection, TRACKING)
        code = tracking.tracking_code(secret, command.case_id)
        case = {
            "number": place.number,
            "applicant": _applicant(decision, command.case_id),
            "language": command.language,
            "tracking_hash": tracking.tracking_hash(secret, code),
        }
        writer = postgresql if self._is_postgresql else sqlite
        writer.open_case(connection, entry, case)
        return entry.receipt

    @property
    def _is_postgresql(self) -> bool:
        return self._database.dialect == "postgresql"

    def _calendar(self, unit: UnitId, version: int) -> OfficeCalendar:
        return self._library.calendar(self._connection, unit, version)

    def _reconnect(self, error: DBAPIError) -> None:
        """Once: the server may have been restarted since this connection was last used."""
        if not error.connection_invalidated or not self._is_postgresql:
            raise error
        self._connection.rollback()


def _applicant(decision: Decision, case: CaseId) -> PersonId:
    is_theirs = decision.fact.actor_class is ActorClass.APPLICANT
    return decision.fact.person if is_theirs else applicant_of(case)
