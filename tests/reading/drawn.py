"""Polygons on whole degrees, and files of them."""

import json

from shapely.geometry import box, mapping


def square(west, south, east, north):
    return mapping(box(west, south, east, north))


def collection(*features, **about):
    """GeoJSON of (properties, geometry) pairs."""
    listed = [{"type": "Feature", "properties": properties, "geometry": geometry} for properties, geometry in features]
    return json.dumps({"type": "FeatureCollection", **about, "features": listed})


def ring(*positions):
    return {"type": "Polygon", "coordinates": [[list(position) for position in positions]]}
