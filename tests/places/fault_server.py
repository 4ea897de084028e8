"""A geocoding service on the loopback address that answers well, or fails in one of many ways, as a test wishes."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

VILLAGE = {
    "lat": "49.7791", "lon": "37.0387", "class": "place", "type": "village", "addresstype": "village",
    "name": "Zzyzxivka", "display_name": "Zzyzxivka, Kharkiv Oblast, Ukraine",
}  # fmt: skip


class FaultServer:
    """Says `places` in Nominatim's form while `fault` is None, else what the method `_<fault>` does.

    `heads` holds what was asked: (path with query, headers in lower case).
    """

    def __init__(self) -> None:
        self.fault: str | None = None
        self.places: object = [VILLAGE]
        self.retry_after = "7"
        self.heads: list[tuple[str, dict[str, str]]] = []
        self._over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def domain(self) -> str:
        host, port = self._listening.getsockname()
        return f"{host}:{port}"

    def query(self, at: int = -1) -> dict[str, str]:
        """The parameters of a request."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.heads[at][0]).query).items()}

    def stop(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                thread = threading.Thread(target=self._answer, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            head = b""
            while b"\r\n\r\n" not in head:
                if not (part := connection.recv(65536)):
                    return
                head += part
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
            self.heads.append((first.split()[1], headers))
            if self.fault is None:
                self._say(connection, json.dumps(self.places).encode())
            else:
                getattr(self, f"_{self.fault}")(connection)

    def _say(self, to: socket.socket, body: bytes, *, status: str = "200 OK", head: str = "", length: int | None = None,
             kind: str = "application/json; charset=utf-8") -> None:  # fmt: skip
        size = len(body) if length is None else length
        to.sendall(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n{head}\r\n".encode() + body)

    def _too_many(self, to: socket.socket) -> None:
        self._say(to, b"slow down", status="429 Too Many Requests", head=f"Retry-After: {self.retry_after}\r\n")

    def _forbidden(self, to: socket.socket) -> None:
        self._say(to, b"blocked", status="403 Forbidden")

    def _broken(self, to: socket.socket) -> None:
        self._say(to, b"oops", status="500 Internal Server Error")

    def _silent(self, _: socket.socket) -> None:
        self._over.wait(5)

    def _reset(self, to: socket.socket) -> None:
        to.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # closing then resets

    def _empty(self, to: socket.socket) -> None:
        self._say(to, b"")

    def _page(self, to: socket.socket) -> None:
        self._say(to, b"<html>Log in to this network</html>", kind="text/html")

    def _wrong_shape(self, to: socket.socket) -> None:
        self._say(to, b'[{"latitude": 49.7}]')

    def _null(self, to: socket.socket) -> None:
        self._say(to, b"null")

    def _half(self, to: socket.socket) -> None:
        body = json.dumps([VILLAGE]).encode()
        self._say(to, body[: len(body) // 2], length=len(body))

    def _redirect(self, to: socket.socket) -> None:
        self._say(to, b"", status="302 Found", head=f"Location: http://{self.domain}/elsewhere\r\n")

    def _drip(self, to: socket.socket) -> None:
        """One byte at a time, each well within a socket's timeout, and without end."""
        to.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not self._over.wait(0.02):
            to.sendall(b" ")

    def _drip_head(self, to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while not self._over.wait(0.02):
            to.sendall(b"x")

    def _wrong_charset(self, to: socket.socket) -> None:
        self._say(to, json.dumps([VILLAGE | {"name": "Їжівка"}], ensure_ascii=False).encode("cp1251"))

    def _huge(self, to: socket.socket) -> None:
        self._say(to, b'["' + b"x" * (2 << 20) + b'"]')

    def _nested(self, to: socket.socket) -> None:
        self._say(to, b"[" * 100_000)

    def _infinite(self, to: socket.socket) -> None:
        self._say(to, json.dumps([VILLAGE | {"lat": "1e999"}]).encode())


@contextlib.contextmanager
def serving() -> Iterator[FaultServer]:
    """A server that stops by itself."""
    server = FaultServer()
    try:
        yield server
    finally:
        server.stop()
