"""A geopy adapter for replies from strangers: bounded in time and size, never redirected, decoded strictly.

geopy's own adapters read a body of any length, wait without end for one that drips, follow redirects with the key in
the address, and (the one over `requests`) repeat a failed request by themselves, unseen by any rate limit.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import ssl
import threading
from email.message import Message
from functools import cached_property
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    getproxies,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter

from geo.places.online.faults import OnlineError, Trouble

LARGEST = 1 << 20  # bytes of a reply; ten places are some 20 KB
_ERROR_BODY = 1 << 16  # bytes of an error's text, which some of geopy's geocoders look into
_CHUNK = 1 << 14


class BoundedAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """HTTP for geopy, over the standard library.

    Raises `AdapterHTTPError` for a status other than success, as geopy expects, and `OnlineError` for all else.
    """

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: ssl.SSLContext | None) -> None:
        chosen = getproxies() if proxies is None else proxies
        chosen = {scheme: url if "://" in url else f"http://{url}" for scheme, url in chosen.items() if url}
        super().__init__(proxies=chosen, ssl_context=ssl_context)
        self._proxies = ProxyHandler(chosen)
        self._chosen_tls = ssl_context

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return self._chosen_tls or ssl.create_default_context()  # reads the system's certificates: on demand

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Get a JSON list or object; UTF-8 whatever the reply says of itself (RFC 8259, section 8.1)."""
        body, _ = self._get(url, timeout, headers)
        try:
            value = json.loads(body.decode("utf-8-sig"), parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise OnlineError(Trouble.BAD_REPLY, f"expected JSON in UTF-8, got {_described(body)}") from error
        if not isinstance(value, list) and not (isinstance(value, dict) and value):
            # geopy takes null and {} for "nothing found"; no service says it so
            raise OnlineError(Trouble.BAD_REPLY, f"expected a list or object of places, got {type(value).__name__}")
        return value

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Get a text in the character set it declares, else UTF-8."""
        body, declared = self._get(url, timeout, headers)
        try:
            return str(body, declared or "utf-8")
        except (ValueError, LookupError) as error:
            raise OnlineError(Trouble.BAD_REPLY, f"expected text, got {_described(body)}") from error

    def _get(self, url: str, timeout: float, headers: dict[str, str]) -> tuple[bytes, str | None]:
        """Get a body and its declared character set, all within `timeout` seconds of having connected."""
        with _Deadline(timeout) as deadline:
            try:
                request = Request(url, headers=headers)  # noqa: S310  # geopy's schemes are http and https
                tls = self._tls if url.startswith("https:") else None
                with _opener(deadline, self._proxies, tls).open(request, timeout=timeout) as response:
                    body = _read(response, LARGEST)
                    if fault := deadline.fault():  # a cut connection looks like the end of a body of unknown length
                        raise fault
                    return body, response.headers.get_content_charset()
            except HTTPError as error:
                raise _refusal(error) from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                fault = deadline.fault() or _fault(error)
                raise fault from (None if fault is error else error)


class _Deadline:
    """Cut a connection off when its time is over; a timeout of sockets alone starts anew with each byte that drips."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timer: threading.Timer | None = None
        self._passed = False

    def __enter__(self) -> _Deadline:
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()

    def watch(self, connected: socket.socket) -> None:
        """Start the clock for a socket."""
        self._timer = threading.Timer(self._seconds, self._cut, (connected,))
        self._timer.daemon = True
        self._timer.start()

    def fault(self) -> OnlineError | None:
        """The fault to report if time ran out."""
        return _timed_out() if self._passed else None

    def _cut(self, connected: socket.socket) -> None:
        self._passed = True
        with contextlib.suppress(OSError):  # it may be closed already
            socket.socket.shutdown(connected, socket.SHUT_RDWR)  # the plain socket under TLS, whose state others read


def _opener(deadline: _Deadline, proxies: ProxyHandler, tls: ssl.SSLContext | None) -> OpenerDirector:
    """What opens one request, over TLS where a context is given.

    There is no handler of redirects, so that one is an error: what was asked, key included, was for that host alone.
    """

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class PlainHandler(HTTPHandler):
        def http_open(self, req: Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class SecureHandler(HTTPSHandler):
        def https_open(self, req: Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req, context=tls)

    opener = OpenerDirector()
    for handler in (
        proxies, PlainHandler() if tls is None else SecureHandler(context=tls), HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


def _read(response: http.client.HTTPResponse, largest: int) -> bytes:
    """Read a body whole.

    Raises
    ------
    OnlineError
        If it is larger than allowed, shorter than announced, or empty.
    """
    parts, size = [], 0
    while chunk := response.read(_CHUNK):
        size += len(chunk)
        if size > largest:
            raise OnlineError(Trouble.TOO_LARGE, f"expected at most {largest:,} bytes, got more")
        parts.append(chunk)
    if response.length:  # what Content-Length announced and did not come; read(n) does not say so itself
        raise OnlineError(Trouble.CUT_OFF, f"expected {size + response.length:,} bytes, got {size:,}")
    if not size:
        raise OnlineError(Trouble.CUT_OFF, "expected a reply, got an empty one")
    return b"".join(parts)


def _refusal(error: HTTPError) -> AdapterHTTPError:
    try:
        text = error.read(_ERROR_BODY).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException, ValueError):
        text = None
    finally:
        error.close()
    headers: Message = error.headers
    return AdapterHTTPError(
        f"status {error.code}", status_code=error.code, text=text,
        headers={name.lower(): value for name, value in headers.items()},
    )


def _fault(error: Exception) -> OnlineError:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, OnlineError):
        return cause
    if isinstance(cause, ssl.SSLCertVerificationError):
        return OnlineError(Trouble.UNTRUSTED, "its certificate does not prove who it is")
    if isinstance(cause, TimeoutError):
        return _timed_out()
    if isinstance(cause, socket.gaierror):
        return OnlineError(Trouble.UNREACHABLE, "its name leads to no address")
    if isinstance(cause, http.client.IncompleteRead):
        return OnlineError(Trouble.CUT_OFF, "the reply ended early")
    if isinstance(cause, http.client.HTTPException | ConnectionResetError | BrokenPipeError):
        # RemoteDisconnected is both: the other side hung up instead of replying
        trouble = Trouble.UNREACHABLE if isinstance(cause, ConnectionError) else Trouble.BAD_REPLY
        return OnlineError(trouble, "the connection was broken off" if trouble is Trouble.UNREACHABLE
                           else "expected HTTP, got something else")
    if isinstance(cause, OSError):
        return OnlineError(Trouble.UNREACHABLE, cause.strerror or type(cause).__name__)
    return OnlineError(Trouble.BAD_QUERY, "the address of the service cannot be used: check domain and scheme")


def _timed_out() -> OnlineError:
    return OnlineError(Trouble.TIMED_OUT, "no whole reply in time")


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _described(body: bytes) -> str:
    return "a web page" if body.lstrip()[:1] == b"<" else f"{len(body):,} bytes of something else"
