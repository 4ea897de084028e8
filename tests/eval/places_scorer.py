"""Score recognition and resolution of place names on the short reports in `places/`.

    python tests/eval/places_scorer.py                figures of both files
    python tests/eval/places_scorer.py --faults open  besides, what is wrong in each report of a file
    python tests/eval/places_scorer.py --update       store the figures as floors

`places/README.md` says what the marks mean.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.model import Place, Report, Role, Toponym
from geo.places import Gazetteer, open_gazetteer, recognise, resolve
from geo.places.distance import distance_km
from geo.resources.theatres import NO_THEATRE

HERE = Path(__file__).resolve().parent / "places"
FLOORS = HERE / "floors.json"
FILES = ("open", "closed")
_NEAR_KM = 40.0
_MARK = re.compile(r"\{([^|}]+)\|([^}]+)\}")
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)(?: (\d+))?(?: ([A-Z]{2}))?")


@dataclass(frozen=True, slots=True)
class Gold:
    """A marked name: where it stands and what its mark says."""

    start: int
    end: int
    name: str
    where: str

    @property
    def optional(self) -> bool:
        """Whether it neither helps nor hurts to find the name."""
        return self.where == "*"

    @property
    def placed(self) -> bool:
        """Whether a careful reader can say where it is."""
        return self.where not in ("*", "?")

    def fits(self, place: Place) -> bool:
        """Whether a place is the one that is meant."""
        if point := _POINT.fullmatch(self.where):
            lat, lon, km = float(point[1]), float(point[2]), float(point[3] or _NEAR_KM)
            near = distance_km(place, Place(key="", name="", lat=lat, lon=lon, level=place.level)) <= km
            return near and point[4] in (None, place.country)
        return place.key == f"country:{self.where}" or re.split(r"[:.]", place.key)[1] == self.where


@dataclass(slots=True)
class Tally:
    """Counts over some reports. Found and gold names, then those with a place: right, pinned, and to be placed."""

    found: int = 0
    predicted: int = 0
    gold: int = 0
    right: int = 0
    pinned: int = 0
    placed: int = 0

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 of recognition and, after `pin_`, end to end."""
        p, r = self.found / self.predicted, self.found / self.gold
        pin_p, pin_r = self.right / self.pinned, self.right / self.placed
        figures = {"p": p, "r": r, "f1": 2 * p * r / (p + r), "pin_p": pin_p, "pin_r": pin_r,
                   "pin_f1": 2 * pin_p * pin_r / (pin_p + pin_r)}
        return {name: round(value, 3) for name, value in figures.items()}


def exercises(name: str) -> Iterator[tuple[Report, list[Gold]]]:
    """The reports of a file, unmarked, with their marks."""
    for block in (HERE / f"{name}.txt").read_text(encoding="utf-8").removeprefix("# ").split("\n# "):
        number, _, marked = block.strip().partition("\n")
        text, gold, at = "", [], 0
        for mark in _MARK.finditer(marked):
            text += marked[at:mark.start()]
            gold.append(Gold(len(text), len(text) + len(mark[1]), mark[1], mark[2]))
            text += mark[1]
            at = mark.end()
        yield Report(id=number, text=text + marked[at:], language="en"), gold


def read(report: Report, gazetteer: Gazetteer) -> list[Toponym]:
    """The names that stand for places; one that is part of another thing's name is no answer."""
    found = resolve(recognise(report, gazetteer), report, gazetteer, NO_THEATRE)
    return [t for t in found if t.role is not Role.PART_OF_NAME]


def mark(gold: Sequence[Gold], found: Sequence[Toponym], tally: Tally) -> list[str]:
    """Count what was found in one report, and say what is wrong."""
    faults, taken = [], set()
    for one in gold:
        over = [i for i, t in enumerate(found) if i not in taken and t.start < one.end and one.start < t.end]
        exact = [i for i in over if (found[i].start, found[i].end) == (one.start, one.end)]
        best = (exact or over or [None])[0]
        taken.update(over if one.optional else () if best is None else (best,))
        if one.optional:
            continue
        tally.gold += 1
        tally.placed += one.placed
        if best is None:
            faults.append(f"missed {one.name}")
            continue
        tally.found += 1
        tally.predicted += 1
        place = found[best].place
        if place is not None:
            tally.pinned += 1
            right = one.placed and one.fits(place)
            tally.right += right
            if not right:
                faults.append(f"{one.name} pinned in {place.key} {place.name}, {place.region}, {place.country}")
        elif one.placed:
            faults.append(f"{one.name} left open")
    for i, toponym in enumerate(found):
        if i not in taken:
            tally.predicted += 1
            tally.pinned += toponym.place is not None
            faults.append(f"no place: {toponym.name}")
    return faults


def score(name: str, gazetteer: Gazetteer) -> tuple[dict[str, float], dict[str, list[str]]]:
    """The figures of a file, and the faults by report."""
    tally, faults = Tally(), {}
    for report, gold in exercises(name):
        if wrong := mark(gold, read(report, gazetteer), tally):
            faults[report.id] = wrong
    return tally.figures(), faults


def main() -> None:
    """Print the figures; see the head of the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faults", choices=FILES)
    parser.add_argument("--update", action="store_true")
    asked = parser.parse_args()
    gazetteer = open_gazetteer()
    scored = {name: score(name, gazetteer) for name in FILES}
    for number, wrong in scored[asked.faults][1].items() if asked.faults else ():
        print(f"{number}: {'; '.join(wrong)}")
    for name, (figures, _) in scored.items():
        print(name, figures)
    if asked.update:
        FLOORS.write_text(json.dumps({name: f for name, (f, _) in scored.items()}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
