"""The same ground, written in each format, is read as the same ground."""

import json
import zipfile

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyogrio import raw
from shapely.geometry import box, mapping

from geo.reading.polygons import read_polygons

SIDES = st.sampled_from(["Red", "Blue", "Зелені", 'A "quoted" <side>'])
CELLS = st.dictionaries(st.tuples(st.integers(-30, 30), st.integers(-20, 20)), SIDES, min_size=1, max_size=8)
DRIVERS = {".gpkg": "GPKG", ".kml": "LIBKML", ".zip": "ESRI Shapefile", ".kmz": "LIBKML"}


def write(path, cells):
    shapes = [box(x, y, x + 1, y + 1) for x, y in cells]
    sides = list(cells.values())
    if path.suffix == ".geojson":
        features = [
            {"type": "Feature", "properties": {"controller": side}, "geometry": mapping(shape)}
            for shape, side in zip(shapes, sides, strict=True)
        ]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return
    drawn = path.with_name("ground" + {".zip": ".shp", ".kmz": ".kml"}.get(path.suffix, path.suffix))
    raw.write(
        drawn, np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object), [np.array(sides, dtype=object)],
        ["controller"], layer="ground", driver=DRIVERS[path.suffix], geometry_type="Polygon", crs="EPSG:4326",
        encoding="UTF-8",
    )  # fmt: skip
    if path.suffix == drawn.suffix:
        drawn.replace(path)
        return
    parts = sorted(path.parent.glob("ground.*"))
    with zipfile.ZipFile(path, "w") as file:
        for part in parts:
            file.write(part, "doc.kml" if part.suffix == ".kml" else f"folder/{part.name}")
            part.unlink()
        file.writestr("other.kml", "<kml/>")


@pytest.mark.parametrize("suffix", [".geojson", *DRIVERS])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=CELLS)
def test_every_format_gives_back_the_ground_that_was_written(tmp_path, suffix, cells):
    path = tmp_path / f"ground_2024-05-31{suffix}"
    write(path, cells)
    (found,) = read_polygons(path)
    assert sorted(found.held) == sorted(set(cells.values()))
    for side, shape in found.held.items():
        expected = shapely.union_all([box(x, y, x + 1, y + 1) for (x, y), of in cells.items() if of == side])
        assert shape.symmetric_difference(expected).area < 1e-9
    assert found.contested is None
    assert str(found.on) == "2024-05-31"
