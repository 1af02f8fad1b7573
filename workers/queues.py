"""The queues, named here and nowhere else: one for each kind of row that a hint is about."""

from typing import Any

from kombu import Connection, Exchange, Queue

from sopflow.services.work import KINDS

EXCHANGE = Exchange("sopflow", type="direct")
QUEUES = {kind: f"sopflow.{kind}" for kind in KINDS}
HINTS_WAITING_MAX = 10
"""A queue with this many unread hints needs no further one."""


def queue(kind: str) -> Queue:
    """The queue of one kind."""
    return Queue(QUEUES[kind], EXCHANGE, routing_key=QUEUES[kind])


def needs_hint(connection: Connection, kind: str) -> bool:
    """Say whether another hint is of use; a queue that nobody reads stays short."""
    wanted = queue(kind).bind(connection.default_channel)
    wanted.declare()
    channel: Any = connection.default_channel
    # Not passively: on Redis an empty queue is none.
    answer = channel.queue_declare(
        queue=wanted.name, durable=wanted.durable, exclusive=False, auto_delete=False
    )
    return int(answer.message_count) < HINTS_WAITING_MAX
