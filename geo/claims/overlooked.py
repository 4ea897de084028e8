"""What a sentence might have told and no rule took up, for the person who asks why there is no claim."""

from __future__ import annotations

from geo.claims.sentences import Sentence
from geo.model import Rejection
from geo.resources.lexicons import Lexicon

_NO_RULE = "no rule ties this word to a place in this sentence"
_NO_PLACE = "no place that a gazetteer knows, and no name that the words around it make out to be a place"


def overlooked(report: str, text: str, sentence: Sentence, lexicon: Lexicon) -> Rejection | None:
    """The first word of control in a sentence that made no claim, with what it lacked: a place, or a rule."""
    word = next((item for item in sentence.items if item.low in lexicon.verbs or item.low in lexicon.nouns), None)
    if word is None:
        return None
    place = next((item.place.name for item in sentence.items if item.place is not None), "")
    return Rejection(
        report=report,
        place=place,
        start=word.start,
        end=word.end,
        trigger=text[word.start : word.end],
        rule="no rule" if place else "no place",
        reason=_NO_RULE if place else _NO_PLACE,
    )
