import numpy as np
import pytest

from geo.territory.leaning import Leaning, _nearest


@pytest.mark.parametrize(("theirs", "silence_tells"), [(range(40, 80, 5), False), (range(40, 80, 2), True)])
def test_silence_tells_only_where_one_side_is_named_more_often_than_by_chance(theirs, silence_tells):
    """Eighty settlements in a row; of the first forty every sixth is named, of the others every fifth or second."""
    ours = range(0, 40, 6)
    points = np.column_stack([np.arange(80.0), np.zeros(80)])
    named = np.array([*ours, *theirs])
    held = np.array([0] * len(ours) + [1] * len(theirs))
    (whole,) = Leaning(points, named, 2000.0, 2, np.full(80, -1))._tiles  # so much ground that all is one tile
    assert (whole._against(held, 0) < 0) == silence_tells
    assert (whole._against(held, 1) > 0) == silence_tells


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_nearest_come_in_order(count):
    far = np.array([[3.0, 1.0, 2.0], [0.0, 5.0, 4.0]])
    assert _nearest(far, count).tolist() == [[1, 2, 0][:count], [0, 2, 1][:count]]
