"""Claims: who says that what happened where, when, and how sure. One verb: `extract`."""

from geo.claims.extract import Extraction, extract

__all__ = ["Extraction", "extract"]
