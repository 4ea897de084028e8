"""What the estimate of ground must not fall below, on simulated fronts (see territory_scorer.py)."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent / "territory"))

from fronts import land, scores


@pytest.fixture(scope="module")
def bavaria(gazetteer):
    return land("Bavaria", gazetteer)


@pytest.mark.parametrize(
    ("share", "both", "iou", "width"), [(0.05, True, 0.65, 0.8), (0.2, True, 0.85, 0.5), (0.2, False, 0.8, 0.8)]
)
def test_bavarian_fronts_are_found_from_a_few_names(bavaria, share, both, iou, width):
    found = list(scores("Bavaria", bavaria, share=share, both=both, trials=3))
    assert np.mean([s.iou for s in found]) >= iou
    assert sum(s.within for s in found) >= 2
    assert np.mean([s.width for s in found]) <= width
