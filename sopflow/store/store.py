"""The store: the only writer. Everything else asks through `reading` or records through it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import Connection

from sopflow.domain.authority import CaseUnit
from sopflow.domain.errors import StoreUnavailable
from sopflow.domain.lives import Life, VersionState
from sopflow.domain.machines import Machine
from sopflow.domain.words import CaseId, PersonId, UnitId, VersionId
from sopflow.store import facts, jobs, lives, numbers, publishing, sql, tracking
from sopflow.store.chain import Fact
from sopflow.store.engines import Database
from sopflow.store.jobs import ATTEMPTS_MAX, Job
from sopflow.store.library import TRACKING, Library
from sopflow.store.rejections import translated
from sopflow.store.transactions import Transaction
from sopflow.store.upgrading import is_current


class Store:
    """One database, safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._library = Library()

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect to `sqlite:///path` or `postgresql+psycopg://…`.

        Raises:
            ConfigurationError: Another kind of address.
            StoreUnavailable: It cannot be reached, or its tables are not those of this version.
        """
        database = Database(url)
        try:
            with database.reading() as connection:
                current = is_current(connection)
        except BaseException:
            database.close()
            raise
        if not current:
            database.close()
            raise StoreUnavailable("the database has other tables: run `sopflow db upgrade`")
        return cls(database)

    def close(self) -> None:
        """Give every connection back."""
        self._database.close()

    @property
    def dialect(self) -> str:
        """`postgresql` or `sqlite`."""
        return self._database.dialect

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Look at cases and record. On SQLite nobody else writes during the block: keep it short.

        Raises:
            LostRace, RecordRejected: SQLite judges some things only when the block ends.
            StoreUnavailable: The database cannot be used.
        """
        with translated(), self._database.statements() as connection:
            yield Transaction(connection, self._database, self._library)

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """One transaction for what is no case: organisation, accounts, documents."""
        with translated(), self._database.changing() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for questions."""
        with self._database.reading() as connection:
            yield connection

    def now(self) -> datetime:
        """Read the clock of the database."""
        with self.reading() as connection:
            return sql.clock(connection)

    def machine(self, version_id: VersionId) -> Machine:
        """Give the one machine of a version, kept for ever.

        Raises:
            VersionNotFound: No such version.
        """
        if (known := self._library.known_machine(version_id)) is not None:
            return known
        with self.reading() as connection:
            return self._library.machine(connection, version_id)

    def add_version(
        self, machine: Machine, source: str, certificate: Mapping[str, Any], *, by: PersonId
    ) -> None:
        """Store a version for ever, as a draft that `by` submitted.

        Raises:
            RecordRejected: The database refused it, as when its number is taken.
        """
        with self.changing() as connection:
            publishing.add_version(connection, machine, source, certificate, by=by)

    def life_of(self, version_id: VersionId) -> Life:
        """What was recorded of a version, which must be there."""
        with self.reading() as connection:
            return lives.life_of(connection, version_id)

    def add_to_life(
        self, life: Life, state: VersionState, *, by: PersonId, note: str | None = None
    ) -> None:
        """Record the next event of a version.

        Raises:
            RecordRejected: The database refused it, as when another event came first.
        """
        with self.changing() as connection:
            seq = len(life.events) + 1
            lives.add_event(connection, life.version, state, seq=seq, by=by, note=note)

    def version_in_force(self, sop_code: str, unit: CaseUnit, on: date) -> VersionId:
        """Find the version of an SOP that is in force for a unit on a day.

        Raises:
            VersionNotFound: None is in force.
        """
        with self.reading() as connection:
            return publishing.version_in_force(connection, sop_code, unit, on)

    def facts_of(self, case_id: CaseId) -> list[Fact]:
        """Every fact of a case, in order, with what is left of its private part."""
        with self.reading() as connection:
            return facts.facts_of(connection, case_id)

    def all_chains(self) -> Iterator[facts.Chain]:
        """Every case with its facts, for the audit; a case at a time in memory."""
        with self.reading() as connection:
            yield from facts.all_chains(connection)

    def tracking_code(self, case_id: CaseId) -> str:
        """Give the tracking code of a case again."""
        with self.reading() as connection:
            return tracking.tracking_code(self._library.secret(connection, TRACKING), case_id)

    def tracking_hash(self, code: str) -> str:
        """What `cases.tracking_hash` holds for a code that somebody typed."""
        with self.reading() as connection:
            return tracking.tracking_hash(self._library.secret(connection, TRACKING), code)

    def claim_jobs(
        self,
        kinds: Iterable[str],
        *,
        limit: int,
        lease_seconds: float,
        worker: str,
        attempts_max: int = ATTEMPTS_MAX,
    ) -> list[Job]:
        """Take due jobs; committed before the work begins."""
        if self.dialect == "sqlite":  # an idle worker does not stand in the way of who writes
            with self.reading() as connection:
                if not jobs.is_anything_due(connection):
                    return []
        with self._database.statements() as connection:
            return jobs.claim(
                connection,
                kinds,
                limit=limit,
                lease_seconds=lease_seconds,
                worker=worker,
                attempts_max=attempts_max,
            )

    def finish_job(self, job: Job) -> bool:
        """Mark a job done; False if it was lost to another worker, or closed."""
        with self._database.statements() as connection:
            return jobs.finish(connection, job)

    def fail_job(
        self,
        job: Job,
        error: str,
        *,
        retry_in_seconds: float,
        attempts_max: int = ATTEMPTS_MAX,
        counts: bool = True,
    ) -> bool:
        """Let a job wait for its next attempt, or make it an incident; False if it was lost.

        One that does not count may wait for ever.
        """
        with self._database.statements() as connection:
            return jobs.fail(
                connection,
                job,
                error,
                retry_in_seconds=retry_in_seconds,
                attempts_max=attempts_max,
                counts=counts,
            )

    def extend_job(self, job: Job, *, lease_seconds: float) -> bool:
        """Keep a job for longer; False if it was lost."""
        with self._database.statements() as connection:
            return jobs.extend(connection, job, lease_seconds=lease_seconds)

    def retry_job(self, job_id: str) -> bool:
        """Let an incident be tried anew; False if it is none."""
        with self._database.statements() as connection:
            return jobs.try_anew(connection, job_id)

    def issue_number(  # noqa: PLR0913 - what a number is given for
        self,
        *,
        unit: UnitId,
        series: str,
        pattern: str,
        on: date,
        case_id: CaseId,
        job_id: str,
    ) -> str:
        """Give the number of a product; the same job gets the same one again."""
        with self.changing() as connection:
            return numbers.issue_number(
                connection,
                unit=unit,
                series=series,
                pattern=pattern,
                on=on,
                case_id=case_id,
                job_id=job_id,
            )

    def is_owner(self) -> bool:
        """Say whether this role owns the tables: such a one could switch the lock off.

        On SQLite always: who can write the file can do anything, and only the seal shows it.
        """
        if self.dialect == "sqlite":
            return True
        with self.reading() as connection:
            return bool(
                sql.run(
                    connection,
                    "SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class"
                    " WHERE oid = CAST('facts' AS regclass)",
                ).scalar_one()
            )
