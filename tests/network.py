"""The network is shut while tests run: only this machine and its sockets can be reached."""

import ipaddress
import socket
from typing import Any


class NetworkShut(RuntimeError):
    """A test tried to leave this machine."""


def _allowed(family: int, address: Any) -> bool:
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shut() -> None:
    """From now on, connecting or asking for a name outside this machine raises NetworkShut."""
    original_connect, original_connect_ex = socket.socket.connect, socket.socket.connect_ex
    original_sendto, original_lookup = socket.socket.sendto, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        _refuse_unless(_allowed(self.family, address), address)
        original_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_unless(_allowed(self.family, address), address)
        return original_connect_ex(self, address)

    def sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        _refuse_unless(_allowed(self.family, rest[-1]), rest[-1])
        return original_sendto(self, data, *rest)

    def getaddrinfo(host: Any, *rest: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        _refuse_unless(name is None or _allowed(socket.AF_INET, (name,)), name)
        return original_lookup(host, *rest, **options)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign, assignment]
    socket.socket.sendto = sendto  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = getaddrinfo


def _refuse_unless(allowed: bool, address: object) -> None:
    if not allowed:
        raise NetworkShut(f"Tests may only reach this machine, not {address!r}.")
