"""Print how well ground is estimated from a few named places, on simulated fronts whose truth is known.

    python tests/eval/territory_scorer.py [--trials N]

One row for each area, share of settlements named, and whether both sides' or only one side's are: mean intersection
over union of the central estimate, mean error and bias of its area, the share of cases in which low to high holds the
truth, and the mean width of that interval, both as shares of the true area. "Ceiling" names every settlement of both.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent / "territory"))

from fronts import AREAS, SHARES, land, scores

from geo.places import open_gazetteer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--trials", type=int, default=10)
    trials = parser.parse_args().trials
    gazetteer = open_gazetteer()
    row = "{:<18}{:>6}{:>7}  {:>5}{:>7}{:>7}{:>9}{:>7}"
    print(row.format("area", "named", "sides", "IoU", "error", "bias", "coverage", "width"))
    every: dict[tuple[float, bool], list[tuple[float, ...]]] = {}
    for name in AREAS:
        ground = land(name, gazetteer)
        for share in SHARES:
            for both in (True, False):
                found = [(s.iou, abs(s.error), s.error, s.within, s.width)
                         for s in scores(name, ground, share=share, both=both, trials=trials)]
                every.setdefault((share, both), []).extend(found)
                _print(row, name, share, both, found)
    for (share, both), found in every.items():
        _print(row, "all", share, both, found)


def _print(row: str, name: str, share: float, both: bool, found: list[tuple[float, ...]]) -> None:
    iou, error, bias, within, width = np.mean(found, axis=0)
    print(row.format(name, f"{share:.0%}", "both" if both else "one", f"{iou:.2f}", f"{error:.2f}", f"{bias:+.2f}",
                     f"{within:.0%}", f"{width:.2f}"))


if __name__ == "__main__":
    main()
