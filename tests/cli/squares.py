"""Files of control polygons whose areas are known by formula."""

import json

from shapely.geometry import box, mapping

# A square degree between 49 and 50 degrees north: 8,056.245 km² (Snyder 1987, formula 3-12).
DEGREE = 8056.245


def polygons(path, *sides, **properties):
    """Write a file of (side, box) pairs; further properties are those of each of them."""
    path.parent.mkdir(exist_ok=True)
    features = [
        {"type": "Feature", "properties": {"controller": side, **properties}, "geometry": mapping(box(*bounds))}
        for side, bounds in sides
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path
