"""Ask an online geocoder: at the pace it allows, once for each question, and no longer once it has failed for good."""

from __future__ import annotations

import datetime as dt
import hashlib
import inspect
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.places.online import replies
from geo.places.online.faults import OnlineError, Trouble, translate
from geo.places.online.memory import Memory
from geo.places.online.replies import Found
from geo.places.online.settings import Service

PATIENCE_S = 60.0  # the longest wait for a turn, or that a Retry-After is waited out
ATTEMPTS = 3
OPENS_AFTER = 3  # questions in a row that failed
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 10.0
_FORM = 1  # of what is remembered; a new one forgets the old answers
_VIEW = 1.0  # degrees around a point that a service is asked to prefer

# stamina reports retries to this logger; without a handler Python would print them to standard error.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a name and what is known of where it is. `near` is (lat, lon) in degrees."""

    name: str
    region: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    near: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back: places (none: not found) or a fault."""

    found: tuple[Found, ...] = ()
    fault: OnlineError | None = None
    cached: bool = False

    @property
    def outcome(self) -> str:
        """One of "found", "not found" and "fault"."""
        return "fault" if self.fault else "found" if self.found else "not found"


class OnlineGeocoder:
    """One service for one run. Safe to share between threads, which ask one after the other.

    Parameters
    ----------
    clock, sleep
        Seconds since the epoch, and how to wait for some; a test brings its own.
    """

    def __init__(
        self, service: Service, memory: Memory, *, clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.service = service
        self._memory = memory
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._failures = 0
        self._given_up: OnlineError | None = None

    @property
    def name(self) -> str:
        """The service's name, as geopy has it."""
        return self.service.name

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know before, or after, a run."""
        notes = []
        if self.service.policy.contact and not self.service.contact:
            notes.append(f"{self.name} asks for an address where its operators can reach you: set GROUNDSHIFT_"
                         f"{self.name.upper()}_CONTACT or the setting contact")
        return (*notes, *([self._memory.problem] if self._memory.problem else []))

    def ask(self, question: Question) -> Reply:
        """Ask, or recall. Every fault is in the reply; none is raised, none is remembered as "not found"."""
        parameters = _parameters(self.service.geocoder, question)
        digest = _digest(self.service, parameters)
        with self._lock:
            known = self._memory.recall(digest, keep_days=self.service.keep_days)
            recalled = None if known is None else replies.recalled(known)
            if recalled is not None:
                return Reply(found=recalled, cached=True)
            if self._given_up is not None:
                return Reply(fault=OnlineError(self._given_up.trouble, "not asked again in this run"))
            try:
                found = self._patiently(parameters)
            except OnlineError as fault:
                self._failures += 1
                hopeless = fault.lasting or (fault.retry_after_s or 0.0) > PATIENCE_S
                if hopeless or self._failures >= OPENS_AFTER:
                    self._given_up = fault
                return Reply(fault=fault)
            self._failures = 0
            self._memory.store(digest, [f.row() for f in found], keep_days=self.service.keep_days)
            return Reply(found=found)

    @property
    def given_up(self) -> OnlineError | None:
        """The fault after which the service is no longer asked in this run."""
        return self._given_up

    def close(self) -> None:
        """Close the memory; contextlib.closing does it in time."""
        self._memory.close()

    def _patiently(self, parameters: Mapping[str, Any]) -> tuple[Found, ...]:
        """Ask up to three times, where asking again may help."""
        import stamina

        for attempt in stamina.retry_context(
            on=_again, attempts=ATTEMPTS, timeout=None, wait_initial=_FIRST_WAIT_S, wait_max=_LONGEST_WAIT_S
        ):
            with attempt:
                return self._once(parameters)
        raise AssertionError("stamina raises the last fault")

    def _once(self, parameters: Mapping[str, Any]) -> tuple[Found, ...]:
        wait = self._memory.turn(self.service.host, interval_s=self.service.interval_s, patience_s=PATIENCE_S)
        if wait > PATIENCE_S:
            at = dt.datetime.fromtimestamp(self._clock() + wait).astimezone()
            raise OnlineError(
                Trouble.RATE_LIMITED, f"it asked not to be asked again before {at:%Y-%m-%d %H:%M}", retry_after_s=wait
            )
        if wait > 0:
            self._sleep(wait)
        try:
            return replies.read(self.service.geocoder.geocode(**parameters))
        except Exception as error:  # geopy reads replies unchecked: anything may come out
            fault = translate(error)
            if fault.retry_after_s:
                self._memory.postpone(self.service.host, fault.retry_after_s)
            raise fault from (None if fault is error else error)


def _again(error: Exception) -> bool | float:
    """Whether to ask again: after the wait the service wants, if it is bearable, else after an exponential one."""
    if not isinstance(error, OnlineError) or not error.passing:
        return False
    if error.retry_after_s is None:
        return True
    return 0.0 if error.retry_after_s <= PATIENCE_S else False  # the turn in `_once` waits it out


def _parameters(geocoder: Any, question: Question) -> dict[str, Any]:
    """The question in the words of one of geopy's geocoders; what it has no parameter for goes into the text."""
    known = inspect.signature(geocoder.geocode).parameters
    wishes = {"exactly_one": False, "limit": replies.MOST, "language": "en", "namedetails": True}
    asked: dict[str, Any] = {name: value for name, value in wishes.items() if name in known}
    text = [question.name, question.region]
    if question.country:
        field = next((f for f in ("country_codes", "country") if f in known), None)
        if field:
            asked[field] = question.country
        else:
            text.append(question.country)
    if question.near:
        lat, lon = question.near
        if point := next((f for f in ("location_bias", "proximity") if f in known), None):
            asked[point] = (lat, lon)
        elif "viewbox" in known:
            asked["viewbox"] = [
                (max(-90.0, lat - _VIEW), max(-180.0, lon - _VIEW)), (min(90.0, lat + _VIEW), min(180.0, lon + _VIEW))
            ]
    return {"query": ", ".join(part for part in text if part), **asked}


def _digest(service: Service, parameters: Mapping[str, Any]) -> str:
    """What an answer is remembered under: the service, its host and the question; no setting can be read from it."""
    asked = json.dumps([_FORM, service.name, service.host, parameters], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(asked.encode()).hexdigest()
