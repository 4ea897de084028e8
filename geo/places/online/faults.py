"""What can go wrong between us and an online geocoder, told apart from "not found", in words that hold no secret."""

from __future__ import annotations

from enum import StrEnum

from geopy import exc
from geopy.adapters import AdapterHTTPError, get_retry_after

from geo.errors import GroundshiftError


class Trouble(StrEnum):
    """Kinds of fault."""

    RATE_LIMITED = "rate limited"
    REFUSED = "refused"  # no permission, no quota, a wrong key, a blocked address
    BAD_QUERY = "query not accepted"
    SERVER = "server error"
    TIMED_OUT = "timed out"
    UNREACHABLE = "not reachable"
    UNTRUSTED = "certificate not trusted"
    MOVED = "redirected"
    CUT_OFF = "reply cut off"
    TOO_LARGE = "reply too large"
    BAD_REPLY = "reply not understood"


_PASSING = frozenset((
    Trouble.RATE_LIMITED, Trouble.SERVER, Trouble.TIMED_OUT, Trouble.UNREACHABLE, Trouble.CUT_OFF,
))  # fmt: skip
# These do not mend themselves during a run, and going on asking is what gets an address blocked.
_LASTING = frozenset((Trouble.REFUSED, Trouble.UNTRUSTED, Trouble.MOVED))

_STATUS = {
    400: Trouble.BAD_QUERY, 404: Trouble.BAD_QUERY, 412: Trouble.BAD_QUERY, 413: Trouble.BAD_QUERY,
    414: Trouble.BAD_QUERY, 422: Trouble.BAD_QUERY, 408: Trouble.TIMED_OUT, 504: Trouble.TIMED_OUT,
    429: Trouble.RATE_LIMITED,
}  # fmt: skip
_GEOPY: tuple[tuple[type[Exception], Trouble], ...] = (
    (exc.GeocoderRateLimited, Trouble.RATE_LIMITED),
    (exc.GeocoderQuotaExceeded, Trouble.REFUSED),
    (exc.GeocoderAuthenticationFailure, Trouble.REFUSED),
    (exc.GeocoderInsufficientPrivileges, Trouble.REFUSED),
    (exc.GeocoderQueryError, Trouble.BAD_QUERY),
    (exc.GeocoderTimedOut, Trouble.TIMED_OUT),
    (exc.GeocoderUnavailable, Trouble.UNREACHABLE),
    (exc.GeocoderParseError, Trouble.BAD_REPLY),
    (exc.GeocoderServiceError, Trouble.SERVER),
)


class OnlineError(GroundshiftError, ConnectionError):
    """An online geocoder gave no usable reply, which says nothing about whether the place exists.

    Its message is ours throughout: neither the address asked, which may hold a key, nor the reply, which is a
    stranger's text, is quoted.
    """

    def __init__(self, trouble: Trouble, detail: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(f"{trouble}: {detail}")
        self.trouble = trouble
        self.retry_after_s = retry_after_s

    @property
    def passing(self) -> bool:
        """Whether a second attempt may do better."""
        return self.trouble in _PASSING

    @property
    def lasting(self) -> bool:
        """Whether nothing will change for the rest of the run."""
        return self.trouble in _LASTING


def translate(error: Exception) -> OnlineError:
    """Say what an exception of geopy's, or of its reading of a reply, means.

    geopy reads replies without checking their shape, so a KeyError or TypeError is a reply in an unknown form.
    """
    if isinstance(error, OnlineError):
        return error
    # A geocoder's own handler may have renamed the error; the status under it is what the server said.
    http = error if isinstance(error, AdapterHTTPError) else error.__cause__
    if isinstance(http, AdapterHTTPError):
        return _of_status(http)
    for kind, trouble in _GEOPY:
        if isinstance(error, kind):
            return OnlineError(trouble, f"geopy reports {kind.__name__}", retry_after_s=_waiting(error))
    return OnlineError(Trouble.BAD_REPLY, f"expected places with coordinates, reading them failed "
                                          f"({type(error).__name__})")


def _of_status(error: AdapterHTTPError) -> OnlineError:
    status = error.status_code
    if 300 <= status < 400:
        return OnlineError(Trouble.MOVED, f"status {status}; redirects are not followed, set its domain or scheme")
    trouble = _STATUS.get(status, Trouble.SERVER if status >= 500 else Trouble.REFUSED)
    after = get_retry_after(error.headers) if trouble in (Trouble.RATE_LIMITED, Trouble.SERVER) else None
    return OnlineError(trouble, f"status {status}", retry_after_s=after)


def _waiting(error: Exception) -> float | None:
    after = getattr(error, "retry_after", None)
    return float(after) if isinstance(after, int | float) else None
