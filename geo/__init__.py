"""Groundshift: dated reports in, a sourced and dated map of who holds which ground out.

`geo.pipeline` runs the whole way; each stage is a package with one public verb of its own:

reading (read_sources) · places (recognise, resolve, Gazetteer) · claims (extract) · control (Ledger) ·
territory (build) · maps (render) · exchange (write). They meet in `geo.model`.
"""

__version__ = "0.1.0"
