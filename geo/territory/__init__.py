"""From who holds which settlement to who holds which ground: cells, areas, and reported figures beside ours.

Each settlement stands for the ground nearest to it, so the accuracy is that of the gazetteer: where the line runs
between two villages, and who holds an empty wood, is nobody's knowledge here.
"""

from geo.territory.build import PLAUSIBLE, REACH, build, hold
from geo.territory.dissolved import dissolved
from geo.territory.drawn import drawn
from geo.territory.frame import frame
from geo.territory.front import edges, front
from geo.territory.measure import Tally, estimates, series, totals
from geo.territory.reconcile import reconcile
from geo.territory.snapshots import changes_frame, diff

__all__ = [
    "PLAUSIBLE",
    "REACH",
    "Tally",
    "build",
    "changes_frame",
    "diff",
    "dissolved",
    "drawn",
    "edges",
    "estimates",
    "frame",
    "front",
    "hold",
    "reconcile",
    "series",
    "totals",
]
