"""A wire with a meter: what goes between a client and PostgreSQL, counted on the way.

It counts what the protocol says, so neither driver nor library can hide a statement: executions
(`Execute` and `Query` messages), and round trips (the client speaks after the server did).
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_CHUNK = 65536
_EXECUTIONS = b"EQ"
_HEADER = 5
"""A type byte and the length of the rest, itself included."""


@dataclass(slots=True)
class Meter:
    """Counts since the start; subtract two readings."""

    port: int
    statements: int = 0
    round_trips: int = 0
    bytes_sent: int = 0
    _servers_turn: bool = True

    def sent(self, data: bytes) -> None:
        """The client said something."""
        self.bytes_sent += len(data)
        if self._servers_turn:
            self.round_trips += 1
            self._servers_turn = False

    def answered(self) -> None:
        """The server said something."""
        self._servers_turn = True


@contextmanager
def metered(server_port: int) -> Iterator[Meter]:
    """A port of our own that leads to the server, for one plain connection."""
    with socket.create_server(("127.0.0.1", 0)) as ours:
        meter = Meter(ours.getsockname()[1])
        threading.Thread(target=_lead, args=(ours, server_port, meter), daemon=True).start()
        yield meter


def _lead(ours: socket.socket, server_port: int, meter: Meter) -> None:
    client, _ = ours.accept()
    server = socket.create_connection(("127.0.0.1", server_port))
    for end in (client, server):
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=_back, args=(server, client, meter), daemon=True).start()
    unread = b""
    started = False
    with client, server:
        while data := client.recv(_CHUNK):
            meter.sent(data)
            unread += data
            if not started:  # the first message has no type
                length = int.from_bytes(unread[:4], "big")
                if len(unread) >= length:
                    unread, started = unread[length:], True
            if started:
                unread = _count(unread, meter)
            server.sendall(data)


def _count(unread: bytes, meter: Meter) -> bytes:
    while len(unread) >= _HEADER:
        end = 1 + int.from_bytes(unread[1:_HEADER], "big")
        if len(unread) < end:
            break
        meter.statements += unread[0] in _EXECUTIONS
        unread = unread[end:]
    return unread


def _back(server: socket.socket, client: socket.socket, meter: Meter) -> None:
    try:
        while data := server.recv(_CHUNK):
            meter.answered()
            client.sendall(data)
    except OSError:
        return  # the client is gone
