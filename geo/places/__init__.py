"""Place names in texts, and where they are.

`open_gazetteer` opens the index; `recognise` finds the names of a report; `resolve` ties them to places. For single
names there is a geopy-shaped `OfflineGeocoder`, for many `geocode_rows`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geo.places.gazetteer import Gazetteer, cache_folder, open_gazetteer
from geo.places.recognise import recognise
from geo.places.resolve import resolve

if TYPE_CHECKING:
    from geo.places.batch import geocode_rows
    from geo.places.geocoder import Answer, OfflineGeocoder

__all__ = [
    "Answer", "Gazetteer", "OfflineGeocoder", "cache_folder", "geocode_rows", "open_gazetteer", "recognise", "resolve",
]

# Reading reports needs no geopy, whose import takes longer than reading one.
_ON_DEMAND = {"Answer": "geocoder", "OfflineGeocoder": "geocoder", "geocode_rows": "batch"}


def __getattr__(name: str) -> Any:
    if name not in _ON_DEMAND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ON_DEMAND[name]}"), name)
