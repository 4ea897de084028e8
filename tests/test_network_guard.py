"""The wall around the network stands: a test that reaches out fails."""

import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 80)])
def test_a_connection_to_elsewhere_is_refused(address):
    with socket.socket() as s, pytest.raises(RuntimeError, match="network"):
        s.connect(address)


def test_names_are_not_looked_up():
    with pytest.raises(RuntimeError, match="network"):
        socket.getaddrinfo("example.org", 80)


def test_the_loopback_address_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
