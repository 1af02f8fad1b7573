"""Settings to a running installation; the one place that knows every room.

Workers are named in a string and imported only where a hint is published, since nothing of
sopflow stands on them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Protocol

from sopflow.channels.mailbox import Mailbox, MailboxEntry, entries
from sopflow.channels.smtp import MailServer, Smtp
from sopflow.documents.letters import Letters
from sopflow.domain.errors import ConfigurationError, StoreUnavailable
from sopflow.exchange.workbooks import Xlsx
from sopflow.services.ports import Channel, DocumentMaker, Spreadsheets
from sopflow.services.sweeping import Sweeper
from sopflow.services.work import KINDS, work_once
from sopflow.settings import Settings
from sopflow.store.store import Store
from sopflow.store.upgrading import upgrade

PUBLISHER = "workers.hints"
SECONDS_TO_HINT_MAX = 1.0
"""How long a process that ends waits for its last hint to go out."""


class Nudge(Protocol):
    """Tells the workers that something was committed. Never waits and never fails."""

    def __call__(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class OfficeChannels:
    """The ways in which this installation tells people."""

    email: Channel
    counter: Channel


@dataclass(frozen=True, slots=True)
class Runtime:
    """What an edge works with. Call `nudge` after a commit and `close` at the end."""

    settings: Settings
    store: Store
    channels: OfficeChannels
    documents: DocumentMaker
    nudge: Nudge

    def work(self, *, worker: str, kinds: Iterable[str] = KINDS, limit: int = 20) -> int:
        """Carry out due jobs in this very thread and say how many were taken up."""
        return work_once(
            self.store,
            channels=self.channels,
            documents=self.documents,
            worker=worker,
            kinds=kinds,
            limit=limit,
            public_url=self.settings.public_url,
        )

    def mailbox(self, *, limit: int = 100) -> list[MailboxEntry]:
        """Notices in the mailbox folder, newest first: what pages show where no mail is sent."""
        return entries(mailbox_folder(self.settings), limit=limit)

    def close(self) -> None:
        """Let every connection go."""
        self.nudge.close()
        self.store.close()


def make_runtime(settings: Settings, *, nudge: Nudge | None = None) -> Runtime:
    """Open the store that the settings name and gather what works with it.

    The embedded database is brought up to date; PostgreSQL is left to whoever may own its tables.

    Raises:
        ConfigurationError: The database is not up to date, or a setting cannot be used.
        StoreUnavailable: The database cannot be reached.
    """
    make_private(settings.data_dir)
    store = _open_store(settings)
    return Runtime(
        settings=settings,
        store=store,
        channels=_channels(settings),
        documents=Letters(),
        nudge=nudge or _Hinting(settings),
    )


def make_spreadsheets() -> Spreadsheets:
    """Give what reads and writes workbooks; it needs nothing of an installation."""
    return Xlsx()


def _open_store(settings: Settings) -> Store:
    try:
        return Store.open(settings.store_url)
    except StoreUnavailable as error:
        if settings.is_embedded:
            upgrade(settings.store_url)
            return Store.open(settings.store_url)
        if "sopflow db upgrade" in str(error):
            raise ConfigurationError(str(error)) from error
        raise


def mailbox_folder(settings: Settings) -> Path:
    """Where notices lie that no server takes."""
    return settings.data_dir / "mailbox"


def make_private(folder: Path) -> None:
    """Make the data folder for its owner alone; one that is there keeps its rights.

    Raises:
        ConfigurationError: It cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"the data folder {folder} cannot be made ({error.strerror}): "
            "name another in SOPFLOW_DATA_DIR"
        ) from error


def _channels(settings: Settings) -> OfficeChannels:
    folder = mailbox_folder(settings)
    counter = Mailbox(folder, settings.smtp_from, is_counter=True)
    if settings.smtp_host is None:
        return OfficeChannels(Mailbox(folder, settings.smtp_from), counter)
    password = settings.smtp_password
    server = MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        starttls=settings.smtp_starttls,
    )
    return OfficeChannels(Smtp(server), counter)


class _Hinting:
    """Publishes from a thread that begins with the first nudge, so that a request never waits."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._publish: Callable[[], None] | None = None
        self._lock = Lock()
        self._sweeper: Sweeper | None = None

    def __call__(self) -> None:
        with self._lock:
            if self._sweeper is None:
                self._sweeper = Sweeper("hints", self._once, seconds=None)
                self._sweeper.start()
                return
        self._sweeper.knock()

    def close(self) -> None:
        if self._sweeper is not None:
            self._sweeper.stop(seconds_max=SECONDS_TO_HINT_MAX)

    def _once(self) -> int:
        if self._publish is None:
            hints = import_module(PUBLISHER).hints_of(self._settings)
            self._publish = hints.publish if hints is not None else None
        if self._publish is not None:
            self._publish()
        return 0
