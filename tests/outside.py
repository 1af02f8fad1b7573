"""Nothing of ours may look for a server outside this machine while it is tested."""

import ipaddress
import socket
import sys

_NAMES_INSIDE = {"", "localhost", socket.gethostname()}


class OutsideConnection(RuntimeError):
    """A bug, so no `OSError`: code that copes with a failing network must not cope with this."""


def close_the_network() -> None:
    """Refuse, for the rest of this process, every connection and look-up beyond the loopback."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    match event, arguments:
        case ("socket.connect" | "socket.sendto", (_, (host, *_))) | (
            "socket.getaddrinfo",
            (host, *_),
        ):
            if not _is_inside(host):
                raise OutsideConnection(f"a test tried to reach {host!r}: {event}")
        case _:
            pass


def _is_inside(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in _NAMES_INSIDE:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
