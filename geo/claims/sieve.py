"""A cheap look at the words of a sentence, so that only what can tell of control, or of a party, is parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from geo.claims import anaphora, events, speech
from geo.claims.actors import Cast
from geo.resources.lexicons import Lexicon

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Signs:
    """What the words of a sentence let one expect. False is certain, True is not."""

    words: frozenset[str]  # in lower case
    tells: bool  # of something that happened, in words of its own
    speaks: bool  # somebody is quoted
    acts: bool  # a party is named

    @property
    def plain(self) -> bool:
        """Whether, short of a place, there is nothing in it to parse."""
        return not (self.tells or self.acts)


def signs(text: str, start: int, end: int, cast: Cast, lexicon: Lexicon) -> Signs:
    """Look at the words of text[start:end]; names that `cast` has learned count."""
    cased = set(_WORD.findall(text, start, end))
    low = frozenset(map(str.lower, cased))
    return Signs(
        words=low,
        tells=not low.isdisjoint(_telling(lexicon)),
        speaks=not low.isdisjoint(speech.opening(lexicon)) or text.find(":", start, end) >= 0,
        acts=cast.may_act(text, start, end, cased, low),
    )


@cache
def _telling(lexicon: Lexicon) -> frozenset[str]:
    """Words that a happening can be told with; of those that link a place to its holder ("is in A's hands") the
    holding, for the link itself is in every other sentence."""
    groups = lexicon.groups
    held = groups["control.hands"] | groups["control.free"] | groups["control.taken"]
    return (events.opening(lexicon) - events.COPULAS) | held | anaphora.KINDS | {"declared", "ours", "theirs", "back"}
