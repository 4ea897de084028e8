"""The Ukrainian and Russian lexicons of data/lexicon, and the forms that their words take."""

from geo.resources.slavic.lexicon import Lexicon, load
from geo.resources.slavic.morphology import norm

__all__ = ["Lexicon", "load", "norm"]
