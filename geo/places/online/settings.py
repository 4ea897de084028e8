"""The settings of an online geocoder: from the caller, else the environment; checked at the door, never repeated.

A setting may be a key or a password, so messages name settings and hold no value of one.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geopy.exc import ConfigurationError, GeocoderNotFound
from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service
from geopy.geocoders.base import Geocoder

from geo import __version__
from geo.errors import InputError
from geo.places.online.policies import Policy, policy

_OURS = ("contact", "interval", "timeout", "user_agent")
_NOT_SET = frozenset(("self", "adapter_factory", "ssl_context", "timeout", "user_agent"))
_TIMEOUT_S, _LONGEST_S = 10.0, 120.0

Adapter = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An online geocoder, set up."""

    name: str
    geocoder: Geocoder
    host: str  # with its scheme; what the pace is kept with, and part of what an answer is remembered under
    policy: Policy
    interval_s: float
    keep_days: float
    contact: bool  # whether a contact address was given


def services() -> tuple[str, ...]:
    """The names of the geocoders that geopy has."""
    return tuple(sorted(SERVICE_TO_GEOCODER))


def set_up(
    name: str, given: Mapping[str, str], *, adapter: Adapter, environ: Mapping[str, str] | None = None
) -> Service:
    """Make a geopy geocoder of a name and settings.

    Parameters
    ----------
    given
        Settings of geopy's constructor for this geocoder, and of ours: `contact` (an address for the user agent),
        `user_agent` (instead of ours), `timeout` and `interval` (seconds). What is missing is taken from environment
        variables such as GROUNDSHIFT_OPENCAGE_API_KEY.
    adapter
        geopy's `adapter_factory`.

    Raises
    ------
    InputError
        If there is no such geocoder, or a setting is unknown, missing or no good.
    """
    name = name.lower()
    try:
        kind = get_geocoder_for_service(name)
    except GeocoderNotFound as error:
        raise InputError(f"expected a geocoder, offline or one of {', '.join(services())}, got {name!r}") from error
    wanted = {n: p for n, p in inspect.signature(kind.__init__).parameters.items() if n not in _NOT_SET}
    environ = os.environ if environ is None else environ
    known = (*wanted, *_OURS)
    if unknown := sorted(set(given) - set(known)):
        raise InputError(
            f"expected settings of {name} ({', '.join(sorted(known))}), got {', '.join(map(repr, unknown))}"
        )
    settings = {n: v for n in known if (v := given.get(n) or environ.get(_variable(name, n), ""))}
    for setting, value in settings.items():
        if not value.isprintable() or not value.isascii():
            raise InputError(f"expected printable ASCII in the setting {setting!r} of {name}, got other characters")
    missing = [n for n, p in wanted.items() if p.default is p.empty and n not in settings]
    if missing:
        raise InputError(
            f"expected the setting {missing[0]!r} for {name}, got none: put it in the environment variable "
            f"{_variable(name, missing[0])}, or give it as {missing[0]}=VALUE"
        )
    _check_domain(name, settings.get("domain", ""))
    terms = policy(name)
    try:
        geocoder = kind(
            **{n: _typed(settings[n], wanted[n].default) for n in wanted if n in settings},
            timeout=_seconds(name, settings, "timeout", _TIMEOUT_S), user_agent=_user_agent(settings),
            adapter_factory=adapter,
        )
    except (ConfigurationError, TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"expected settings that fit {name}, geopy does not accept {', '.join(sorted(settings)) or 'none'}: "
            f"see its documentation of {kind.__name__}"
        ) from error
    host = getattr(geocoder, "domain", None) or (terms.hosts or (name,))[0]
    public = "domain" not in settings or host.split("/")[0].lower() in terms.hosts
    least = terms.interval_s if public else 0.0
    return Service(
        name=name, geocoder=geocoder, host=f"{geocoder.scheme}://{host}", policy=terms,
        interval_s=max(least, _seconds(name, settings, "interval", terms.interval_s)),
        keep_days=terms.keep_days, contact="contact" in settings or "user_agent" in settings,
    )


def _variable(name: str, setting: str) -> str:
    return f"GROUNDSHIFT_{name}_{setting}".upper()


def _user_agent(settings: Mapping[str, str]) -> str:
    """Who asks: the product, its version, and an address to complain to."""
    contact = settings.get("contact")
    return settings.get("user_agent") or f"groundshift/{__version__}" + (f" ({contact})" if contact else "")


def _typed(value: str, default: object) -> str | int:
    return int(value) if isinstance(default, int) and not isinstance(default, bool) else value


def _seconds(name: str, settings: Mapping[str, str], setting: str, default: float) -> float:
    try:
        seconds = float(settings.get(setting, default))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST_S or (setting == "timeout" and seconds == 0):
        raise InputError(f"expected seconds up to {_LONGEST_S:g} as the setting {setting!r} of {name}, "
                         f"got {settings[setting]!r}")
    return seconds


def _check_domain(name: str, domain: str) -> None:
    if any(sign in domain for sign in "@?#\\ ") or "://" in domain:
        raise InputError(f"expected a host such as geocoder.example.org as the setting 'domain' of {name}, got more "
                         "than that: give scheme=http beside it, and no user, query or key within it")
