"""How a text falls into tokens: words, numbers and signs, with what stands between them."""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.places import wording

HYPHENS = frozenset("-‐‑–")
POSSESSIVES = frozenset(("'s", "’s", "ʼs"))
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼ`‘][^\W\d_]+)*|\d[\d.,:]*|\S")
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_ELISION = re.compile(r"[a-zа-я]{1,2}['’][^\W\d_a-zа-я]")  # d'Ivoire, l'Aquila
_ENDS = frozenset(".!?…:;\"“”«»•*|")


class Token(NamedTuple):
    """A word or a single other sign, with what stands between it and the one before."""

    start: int
    end: int
    text: str
    lower: str
    gap: str  # white space before it: "", " ", "\n\n" …
    capital: bool  # begins with an upper-case letter
    opens: bool  # first word of a sentence, a quotation or a line
    word: bool  # begins with a letter

    @property
    def spaced(self) -> bool:
        """Whether exactly one space parts it from the token before."""
        return self.gap in (" ", "\u00a0")


def tokens(text: str) -> list[Token]:
    """Split a text into words, numbers and signs; a possessive `'s` is a token of its own.

    >>> [t.text for t in tokens("Oslo's U.S.-made arms")]
    ['Oslo', "'s", 'U.S.', '-', 'made', 'arms']
    """
    abbreviations = wording.load().abbreviations
    found: list[Token] = []
    end, opens = 0, True
    for match in _TOKEN.finditer(text):
        start, stop = match.span()
        pieces = [(start, stop)]
        if stop - start > 2 and _POSSESSIVE.search(match.group()):
            pieces = [(start, stop - 2), (stop - 2, stop)]
        for first, last in pieces:
            word, gap = text[first:last], text[end:first]
            opens = opens or "\n" in gap  # a heading or list item ends with its line
            capital = word[0].isupper() or _ELISION.match(word) is not None
            found.append(Token(first, last, word, word.lower(), gap, capital, opens, word[0].isalpha()))
            end = last
            if word in _ENDS:
                before = found[-2] if len(found) > 1 and found[-2].end == first else None
                initial = before is not None and before.capital and len(before.text) == 1
                opens = not (word == "." and before is not None and (initial or before.lower in abbreviations))
            elif word[0].isalnum():
                opens = False
    return found
