"""Groundshift: dated reports in, a sourced and dated map of who holds which ground out.

`geo.pipeline` runs the whole way, and its docstring shows how. The stages, in the order of the data:

reading     `read_sources`: files to reports; `polygons.read_polygons`: to snapshots of control
places      `recognise`, `resolve`, `Gazetteer`, `OfflineGeocoder`: names to places
claims      `extract`: sentences to claims and figures
control     `Ledger`: claims to who holds a place, on a day, as known by a day
territory   `build`, `totals`, `estimates`, `reconcile`: places to ground and square kilometres; `diff`: of polygons
maps        `render`: a story to one HTML document
exchange    rows, `layout`, `write_atomically`, `geojson`: results to files

They meet in `geo.model`. `geo.resources` reads what lies in `data/`; `units`, `escape` and `errors` are used by all;
`cli` and `ui` are two faces over the pipeline.
"""

__version__ = "0.1.0"
