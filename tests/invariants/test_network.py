"""No test leaves this machine."""

import socket
import urllib.request

import pytest

from tests.network import NetworkShut


def test_connecting_elsewhere_is_refused() -> None:
    with socket.socket() as outside, pytest.raises(NetworkShut):
        outside.connect(("192.0.2.1", 80))


def test_asking_without_exception_is_refused_too() -> None:
    with socket.socket() as outside, pytest.raises(NetworkShut):
        outside.connect_ex(("192.0.2.1", 80))


def test_sending_a_datagram_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outside, pytest.raises(NetworkShut):
        outside.sendto(b"x", ("192.0.2.1", 53))


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(NetworkShut):
        urllib.request.urlopen("http://example.org/")


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as caller:
        answered, address = server.accept()
        answered.close()
        assert address == caller.getsockname()
