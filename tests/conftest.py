"""What every test gets: a wall around the network, and the gazetteer opened once."""

import ipaddress
import socket

import pytest


def _refuse(address: object) -> None:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):
        return
    try:
        if ipaddress.ip_address(str(host).partition("%")[0]).is_loopback:
            return
    except ValueError:
        pass
    raise RuntimeError(f"a test reached for the network: {host!r}")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Let sockets reach the loopback address only; names are not looked up either."""
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(method):
        def call(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6):
                _refuse(address)
            return method(self, address)

        return call

    def guarded_lookup(host, *args, **kwargs):
        _refuse(host)
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)


@pytest.fixture(scope="session")
def gazetteer():
    """The gazetteer of the whole world, in its usual cache."""
    from geo.places import open_gazetteer

    return open_gazetteer()
