"""The keys under which a place is found: every spelling of every name, and how good a name of the place it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from geo.model import Level
from geo.places import arabic
from geo.places.fold import CYRILLIC_COUNTRIES, alike, is_cyrillic, keys, skeleton, unsoftened
from geo.places.schema import ALTERNATE, ATTESTED, LOCAL, LOOSE, MAIN
from geo.places.sources import Entry

_BRACKET = re.compile(r"\s*\([^)]*\)")  # "Halle (Saale)"
_LETTERS_A_SLIP = 4  # of a name, for each edit by which another spelling may differ from it


def keys_of(entry: Entry) -> dict[str, int]:
    """The keys of a place, each with its best strength (see `schema`)."""
    found = plain(entry.names, main=entry.main)
    if entry.level is not Level.SETTLEMENT:
        return found
    first = next(iter(found), "")
    for key, strength in found.items():
        if strength == ALTERNATE and _respelt(key, first):
            found[key] = LOCAL
    if entry.country in CYRILLIC_COUNTRIES:
        _add_cyrillic(found, entry.names, first)
    else:
        found |= {f"{ATTESTED}{key}": LOCAL for name in filter(is_cyrillic, entry.names) for key in keys(name)}
    if entry.country in arabic.COUNTRIES:
        _add_arabic(found, first)
    return found


def plain(names: Iterable[str], *, main: int) -> dict[str, int]:
    """The keys of names as they are written; the first `main` of them are the usual ones."""
    found: dict[str, int] = {}
    for position, name in enumerate(names):
        usual = position < main
        for written in (name, _BRACKET.sub("", name)) if usual and "(" in name else (name,):
            for key in keys(written):
                found[key] = MAIN if usual else min(found.get(key, ALTERNATE), ALTERNATE)
    return found


def _respelt(key: str, first: str) -> bool:
    """Whether a key is but another spelling of the main one: "naypyidaw" for "nay pyi taw", "aksum" for "axum"."""
    if key[:1] != first[:1]:
        return False
    one, other = key.replace(" ", ""), first.replace(" ", "")
    slips = min(len(one), len(other)) // _LETTERS_A_SLIP
    return OSA.distance(one, other, score_cutoff=slips) <= slips


def _add_cyrillic(found: dict[str, int], names: Iterable[str], first: str) -> None:
    for name in filter(is_cyrillic, names):
        for key in keys(name):
            found[key] = min(found[key], LOCAL)
    for key in filter(None, map(unsoftened, names)):
        found.setdefault(key, ALTERNATE)
    for key in list(found):
        if alike(key, first):
            found[key] = MAIN  # the main name in another romanisation is no lesser name
        if key.isascii() and (short := skeleton(key)):
            found.setdefault(f"~{short}", LOOSE)


def _add_arabic(found: dict[str, int], first: str) -> None:
    """Every name with and without the article, which is written "al" by whoever does not write what is heard."""
    usual = arabic.skeleton(first)
    for key, strength in list(found.items()):
        if not key.isascii():
            continue
        short, stem = arabic.skeleton(key), arabic.bare(key)
        strength = MAIN if short and short == usual else strength
        others = [key, stem, stem.removesuffix("h")] if stem.endswith("ah") else [key, stem]
        if stem != key and " " not in stem:
            others += [f"{article} {other}" for article in ("al", "el") for other in others[1:]]
        for other in others:
            found[other] = min(found.get(other, ALTERNATE), strength)
        if short:
            found.setdefault(f"^{short}", LOOSE)
