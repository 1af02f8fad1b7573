import socket

import pytest

from tests.outside import OutsideConnection


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_connection_leaves_this_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as line, pytest.raises(OutsideConnection):
        line.connect((host, 9))


def test_no_name_is_looked_up_outside() -> None:
    with pytest.raises(OutsideConnection):
        socket.getaddrinfo("kantor.example", 443)


def test_the_loopback_stays_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as line,
    ):
        assert line.getpeername() == server.getsockname()
