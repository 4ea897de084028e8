"""Place names in texts, and where they are.

`open_gazetteer` opens the index; `recognise` finds the names of a report; `resolve` ties them to places. For single
names there is a geopy-shaped `OfflineGeocoder`, for many `geocode_rows`.
"""

from geo.places.batch import geocode_rows
from geo.places.gazetteer import Gazetteer, cache_folder, open_gazetteer
from geo.places.geocoder import Answer, OfflineGeocoder
from geo.places.recognise import recognise
from geo.places.resolve import resolve

__all__ = [
    "Answer", "Gazetteer", "OfflineGeocoder", "cache_folder", "geocode_rows", "open_gazetteer", "recognise", "resolve",
]
