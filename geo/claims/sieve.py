"""A cheap look at the words of a sentence, so that only what can tell of control, or of a party, is parsed.

What a word may be a sign of is worked out once in a run: a sentence costs one look-up for each of its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from geo.claims import anaphora, events, speech
from geo.claims.actors import Cast
from geo.claims.partynames import sure_nouns
from geo.resources.lexicons import Lexicon

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SIGNED = re.compile(r":|\s[-–—]")  # "Army: X taken", "X taken - army"
_INITIALS = re.compile(r"[A-Z](?:[A-Z0-9]|\.[A-Z]\.)")
_TELLS, _SPEAKS, _ACTS, _BACKED, _WAR = (1 << n for n in range(5))  # what a word is a sign of, as bits
_KEPT = 200_000  # words remembered, a bound for long-running pages


@dataclass(frozen=True, slots=True)
class Signs:
    """What the words of a sentence let one expect. False is certain, True is not."""

    tells: bool  # of something that happened, in words of its own
    speaks: bool  # somebody is quoted
    acts: bool  # a party is named
    war: bool = False  # it speaks of war; nothing but this is certain where it is True


class Sieve:
    """Looks at the sentences of one report; names that its cast has learnt by then count."""

    def __init__(self, cast: Cast, lexicon: Lexicon) -> None:
        self._cast, self._words = cast, _words(lexicon, cast.starts)

    def signs(self, text: str, start: int, end: int) -> Signs:
        """Look at the words of text[start:end]."""
        words, known, found = _WORD.findall(text, start, end), self._words, 0
        for word in words:
            found |= known[word]
        return Signs(
            tells=found & _TELLS != 0,
            speaks=found & _SPEAKS != 0 or _SIGNED.search(text, start, end) is not None,
            acts=found & _ACTS != 0
            or not self._cast.learnt.isdisjoint(words)
            or (found & _BACKED != 0 and text.find("-", start, end) >= 0)
            or _INITIALS.search(text, start, end) is not None,
            war=found & _WAR != 0,
        )


class _Words(dict[str, int]):
    """What each word, as it is written, is a sign of."""

    def __init__(self, lexicon: Lexicon, names: frozenset[str]) -> None:
        super().__init__()
        self._names, self._suffixes = names, lexicon.groups["backing.suffixes"]
        self._signs = (
            (_telling(lexicon), _TELLS),
            (speech.opening(lexicon), _SPEAKS),
            (sure_nouns(lexicon), _ACTS),
            (lexicon.groups["words.war_words"], _WAR),
        )

    def __missing__(self, word: str) -> int:
        low = word.lower()
        found = sum(sign for words, sign in self._signs if low in words)
        found |= _ACTS if word in self._names else 0
        found |= _BACKED if low.rpartition("-")[2] in self._suffixes else 0
        if len(self) >= _KEPT:
            self.clear()
        self[word] = found
        return found


@cache
def _words(lexicon: Lexicon, names: frozenset[str]) -> _Words:
    return _Words(lexicon, names)


@cache
def _telling(lexicon: Lexicon) -> frozenset[str]:
    """Words that a happening can be told with; of those that link a place to its holder ("is in A's hands") the
    holding, for the link itself is in every other sentence."""
    groups = lexicon.groups
    held = groups["control.hands"] | groups["control.free"] | groups["control.taken"]
    return events.telling(lexicon) | held | anaphora.KINDS | {"declared", "ours", "theirs", "back"}
