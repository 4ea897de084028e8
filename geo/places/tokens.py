"""How a text falls into tokens: words, numbers and signs, with what stands between them.

A text is cut in one pass into plain strings; what else is known of a token (its case, whether it opens a sentence) is
worked out when somebody asks for it, for nine in ten are never asked about.
"""

from __future__ import annotations

import re
from itertools import accumulate, compress, count
from operator import ne

from geo.places import wording

HYPHENS = frozenset("-‐‑–")
POSSESSIVES = frozenset(("'s", "’s", "ʼs"))
LIST_SIGNS = frozenset((",", "and", "or", "&", "та", "і", "й", "и"))
_LETTER = r"[^\W\d_]"
_POSSESSIVE = rf"(?<=['’ʼ])[sS](?!{_LETTER}|['’ʼ`‘]{_LETTER})"  # the s of one that ends its word
_JOINED = rf"(?:['’ʼ`‘](?!{_POSSESSIVE}){_LETTER}++)*+"
_TOKEN = re.compile(
    # The first line changes nothing but the speed: plain words and the commonest signs.
    r"\s*+(?:[A-Za-z]{2,}+(?![^\x00-\x7f]|['`])|[.,-]"
    rf"|{_LETTER}{{2,}}+{_JOINED}|(?:{_LETTER}\.){{2,}}|{_LETTER}\.{_LETTER}{{2}}\.|{_LETTER}{_JOINED}"
    rf"|\d[\d.,:]*+|(?<={_LETTER})['’ʼ]{_POSSESSIVE}|\S)"
)
_ELISION = re.compile(r"[a-zа-я]{1,2}['’][^\W\d_a-zа-я]")  # d'Ivoire, l'Aquila
_SPACES = frozenset((" ", "\u00a0"))
_BEYOND = [""] * 8  # as far as anybody looks ahead or back
_ENDS = frozenset(".!?…:;\"“”«»•*|")


class Token:
    """A word or a single other sign, with what stands between it and the one before."""

    __slots__ = ("_at", "_of", "capital", "lower", "text", "word")

    def __init__(self, of: Tokens, at: int) -> None:
        self._of, self._at = of, at
        self.text = of.texts[at]
        self.lower = of.lowers[at]
        self.word = self.lower[0].isalpha()
        """Whether it begins with a letter."""
        self.capital = at in of.capital

    @property
    def start(self) -> int:
        """Where it begins in the text, in code points."""
        return self._of.ends[self._at] - len(self.text)

    @property
    def gap(self) -> str:
        """The white space before it."""
        return self._of.gap(self._at)

    @property
    def spaced(self) -> bool:
        """Whether exactly one space parts it from the token before."""
        return self._of.spaced(self._at)

    @property
    def opens(self) -> bool:
        """Whether it is a word, and the first of a sentence, a quotation or a line."""
        return self.word and self._of.opens(self._at)


class Tokens:
    """The tokens of a text by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _TOKEN.findall(text.rstrip())
        self.ends = list(accumulate(map(len, pieces)))
        apart = "\n".join(pieces)  # no token holds white space, so all are stripped, and lowered, in one go
        self.texts = apart.split()
        # Beyond both ends there are empty words: the last ones are also those at -1, -2 …
        self.lowers = apart.lower().split() + _BEYOND
        with_capitals = compress(count(), map(ne, self.texts, self.lowers))
        self.capitals = [i for i in with_capitals if self.texts[i][0].isupper() or _ELISION.match(self.texts[i])]
        """Positions of the words that begin with a capital, ascending."""
        self.capital = frozenset(self.capitals)
        self._made: list[Token | None] = [None] * len(pieces)

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, at: int) -> Token:
        token = self._made[at]
        if token is None:
            token = self._made[at] = Token(self, at)
        return token

    def at(self, index: int) -> Token | None:
        """The token at a position, None beyond the ends."""
        if 0 <= index < len(self._made):
            return self._made[index] or self[index]
        return None

    def spaced(self, at: int) -> bool:
        """Whether exactly one space parts a token from the one before."""
        end = self.ends[at - 1] if at else 0
        return self.ends[at] - len(self.texts[at]) - end == 1 and self.text[end] in _SPACES

    def slice(self, first: int, last: int) -> str:
        """The text from one token to another, inclusive."""
        return self.text[self.ends[first] - len(self.texts[first]):self.ends[last]]

    def gap(self, at: int) -> str:
        """The white space before a token."""
        return self.text[self.ends[at - 1] if at else 0:self.ends[at] - len(self.texts[at])]

    def opens(self, at: int) -> bool:
        """Whether nothing but signs stands between a word and the end of what came before."""
        while at > 0:
            if "\n" in self.gap(at):
                return True  # a heading or list item ends with its line
            at -= 1
            sign = self.texts[at]
            if sign in _ENDS:
                return sign != "." or not self._shortens(at)
            if sign[0].isalnum():
                return False
        return True

    def _shortens(self, at: int) -> bool:
        """Whether a full stop belongs to the initial or abbreviation before it."""
        if at == 0 or self.gap(at):
            return False
        before = self.texts[at - 1]
        return (len(before) == 1 and before.isupper()) or before.lower() in wording.load().abbreviations


def tokens(text: str) -> Tokens:
    """Split a text into words, numbers and signs; a possessive `'s` is a token of its own.

    >>> tokens("Oslo's U.S.-made arms").texts
    ['Oslo', "'s", 'U.S.', '-', 'made', 'arms']
    """
    return Tokens(text)
