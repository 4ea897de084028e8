"""From who holds which settlement to who holds which ground: cells, areas, and reported figures beside ours.

Each settlement stands for the ground nearest to it, so the accuracy is that of the gazetteer: where the line runs
between two villages, and who holds an empty wood, is nobody's knowledge here.
"""

from geo.territory.build import INFERENCE_KM, build
from geo.territory.measure import estimates, series, totals
from geo.territory.reconcile import reconcile

__all__ = ["INFERENCE_KM", "build", "estimates", "reconcile", "series", "totals"]
