"""The Celery application: its queues, and settings by which a message is never more than a hint.

Late acknowledgement, rejection of a lost worker's message and a prefetch of one are comfort. What
must happen is a row; sweeps find what no message announced (docs/decisions/0002).
"""

from pathlib import Path
from typing import Any

from celery import Celery

from sopflow.settings import Settings
from workers.folder import SCHEME
from workers.queues import EXCHANGE, QUEUES, queue
from workers.schedule import SCHEDULE

POLLING_SECONDS = 0.1
CONNECT_SECONDS_MAX = 1.0
SOCKET_SECONDS_MAX = 5.0
TASKS_PER_CHILD_MAX = 2000
CHILD_KILOBYTES_MAX = 400_000


def make_app(settings: Settings) -> Celery:
    """Make the application for these settings; nothing is connected to yet."""
    app = Celery("sopflow", set_as_current=False, include=["workers.tasks"])
    app.conf.update(
        **_broker(settings),
        broker_connection_timeout=CONNECT_SECONDS_MAX,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_queues=[queue(kind) for kind in QUEUES],
        task_default_queue=QUEUES["automatic"],
        task_default_exchange=EXCHANGE.name,
        task_default_delivery_mode="transient",
        task_create_missing_queues=False,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_publish_retry=False,
        task_serializer="json",
        accept_content=["json"],
        result_backend=None,
        worker_prefetch_multiplier=1,
        worker_eta_task_limit=1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_max_tasks_per_child=TASKS_PER_CHILD_MAX,
        worker_max_memory_per_child=CHILD_KILOBYTES_MAX,
        worker_soft_shutdown_timeout=SOCKET_SECONDS_MAX,
        worker_enable_soft_shutdown_on_idle=False,
        beat_schedule=SCHEDULE,
        beat_scheduler="workers.schedule:Ticker",
    )
    return app


def _broker(settings: Settings) -> dict[str, Any]:
    if settings.broker_url is None:
        folder = str(hint_folder(settings))
        options: dict[str, Any] = {
            "data_folder_in": folder,
            "data_folder_out": folder,
            "control_folder": folder,
            "polling_interval": POLLING_SECONDS,
        }
        return {"broker_url": f"{SCHEME}://", "broker_transport_options": options}
    options = {}
    if settings.broker_url.startswith(("redis", "sentinel", "valkey")):
        options = {
            "socket_connect_timeout": CONNECT_SECONDS_MAX,
            "socket_timeout": SOCKET_SECONDS_MAX,
            "socket_keepalive": True,
            "visibility_timeout": 60,
            "unacked_restore_interval": 10,
            "global_keyprefix": "sopflow:",
        }
    return {"broker_url": settings.broker_url, "broker_transport_options": options}


def hint_folder(settings: Settings) -> Path:
    """Where hints lie without a broker. It is there once a worker or a beat was started."""
    return settings.data_dir.absolute() / "hints"


def make_hint_folder(settings: Settings) -> None:
    """Make the folder, where it is needed, inside the data folder."""
    if settings.broker_url is None:
        hint_folder(settings).mkdir(mode=0o700, exist_ok=True)


app = make_app(Settings())
