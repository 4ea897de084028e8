"""Online geocoders, asked only on demand: any of geopy's, paced, bounded, remembered, and never instead of our own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from geo.places.gazetteer import cache_folder
from geo.places.online.client import OnlineGeocoder, Question, Reply
from geo.places.online.combine import Joined
from geo.places.online.faults import OnlineError, Trouble
from geo.places.online.memory import Memory
from geo.places.online.settings import services, set_up
from geo.places.online.transport import BoundedAdapter

__all__ = ["Joined", "OnlineError", "OnlineGeocoder", "Question", "Reply", "Trouble", "open_online", "services"]


def open_online(
    name: str, settings: Mapping[str, str] | None = None, *, cache_dir: Path | None = None
) -> OnlineGeocoder:
    """Set up one of geopy's geocoders by name; nothing is asked of it yet.

    Parameters
    ----------
    settings
        See `settings.set_up`; what is missing is taken from the environment.
    cache_dir
        Where its answers are remembered; default `cache_folder()`.

    Raises
    ------
    InputError
        If there is no such geocoder, or a setting is unknown, missing or no good.
    """
    service = set_up(name, settings or {}, adapter=BoundedAdapter)
    return OnlineGeocoder(service, Memory((cache_dir or cache_folder()) / "geocoders.sqlite"))
