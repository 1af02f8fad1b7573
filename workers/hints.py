"""Publishing: from a thread of its own, after the commit, and never more than a hint."""

import logging

from celery import Celery
from kombu import Connection

from sopflow.services.work import AT_ONCE
from sopflow.settings import Settings
from workers.app import hint_folder, make_app
from workers.queues import QUEUES, needs_hint
from workers.schedule import HINT_SECONDS_MAX

_log = logging.getLogger(__name__)


class Hints:
    """Tells the workers to look at the rows of every kind that a commit may have made due.

    Called from one thread only. It keeps one connection and drops it when something fails.
    """

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._connection: Connection | None = None

    def publish(self) -> None:
        """Send what the queues still need; a broker that is away is a line in the log."""
        try:
            connection = self._connected()
            for kind in AT_ONCE:
                if needs_hint(connection, kind):
                    self._app.send_task(
                        "sopflow.look",
                        kwargs={"kind": kind},
                        queue=QUEUES[kind],
                        expires=HINT_SECONDS_MAX,
                        connection=connection,
                        retry=False,
                        ignore_result=True,
                    )
        except Exception as error:  # noqa: BLE001 - whatever the broker does, the row is there
            _log.warning("no hint could be sent, the sweep will find the row: %s", error)
            self.close()

    def close(self) -> None:
        """Let the connection go."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.release()

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._app.connection_for_write()
            self._connection.ensure_connection(max_retries=1, timeout=1)
        return self._connection


def hints_of(settings: Settings) -> Hints | None:
    """Make the publisher; None where there is no broker and no worker ever made the folder."""
    if settings.broker_url is None and not hint_folder(settings).is_dir():
        return None
    return Hints(make_app(settings))
