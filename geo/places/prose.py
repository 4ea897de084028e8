"""One text prepared for reading: its tokens, the known names in it, and whose names its capitalised words are."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from geo.places import spans, wording
from geo.places.fold import fold
from geo.places.gazetteer import Gazetteer
from geo.places.names import names_of
from geo.places.spans import Span
from geo.places.tokens import LIST_SIGNS, tokens
from geo.places.wording import Wording

_LONGEST_BODY = 3  # words after the name of a place in that of a body
_LONGEST_LIST = 200  # words of a list whose noun stands at its end: "the X, Y and Z districts"


class Prose:
    """A text and what can be asked of its tokens by position."""

    def __init__(self, text: str, gazetteer: Gazetteer, published: date | None = None) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.names = names_of(gazetteer)
        self.words: Wording = wording.load()
        self.tokens = tokens(text)
        self.names.learn_kinds(self.tokens.texts[i] for i in self.tokens.capitals)
        self.spans = spans.known(self.tokens, self.words, self.names, published)
        self.starts = {span.first: span for span in self.spans}
        self.inside = {i: span for span in self.spans for i in range(span.first, span.last + 1)}
        self.at = self.tokens.at
        self.lowers = self.tokens.lowers
        """Each token in lower case, then some empty ones, which are also those at -1, -2 …"""
        self.ahead: dict[int, float] = {}  # what `evidence.before` found

    def slice(self, first: int, last: int) -> str:
        """The text from one token to another, inclusive."""
        return self.tokens.slice(first, last)

    def name(self, span: Span) -> str:
        """The folded name of a span."""
        return fold(self.slice(span.first, span.last))

    @cached_property
    def fighting(self) -> bool:
        """Whether the text tells of those who fight."""
        return not self.words.fighting.isdisjoint(self.lowers)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of persons' names in this text: of what follows a title or a first name."""
        found = set()
        for position in self.tokens.capitals:
            if not self._persons(position):
                continue
            last = position
            while (following := self.at(last + 1)) is not None and (
                (following.word and following.capital and (following.spaced or not following.gap))
                or (following.text == "." and len(self.tokens.texts[last]) == 1)
            ):
                last += 1
            surname = self.tokens[last]
            if last > position and surname.word and surname.lower not in self.words.bounds:
                found.add(surname.lower)
        return frozenset(found)

    def _persons(self, position: int) -> bool:
        """Whether a capitalised word is a title or a first name."""
        if self.lowers[position] in self.words.persons:
            return True
        kinds = self.names.kinds(self.tokens.texts[position])
        # "In" and "Will" are first names too, and begin sentences.
        return "f" in kinds and position not in self.starts and not ("c" in kinds and self.tokens.opens(position))

    def noun_after(self, last: int) -> int | None:
        """Where the noun of kind after a name stands, or after the list that the name is in ("X and Y regions")."""
        at, lowers = last + 1, self.lowers
        if lowers[at] in self.words.kind_nouns:
            return at if self.tokens.spaced(at) else None
        if lowers[at] not in LIST_SIGNS or not self.tokens.spaced(at):
            return None
        while at < last + _LONGEST_LIST and lowers[at] in LIST_SIGNS and (following := self.starts.get(at + 1)):
            at = following.last + 1
            noun = lowers[at] in self.words.region or lowers[at] in self.words.district
            if noun and (lowers[at].endswith("s") or spans.adjectival(lowers[last])):
                return at
        return None

    def modifies(self, last: int) -> bool:
        """Whether a name stands before a common noun that it describes: "the X garrison"."""
        at, word = last + 1, self.lowers[last + 1]
        return (
            word[:1].isalpha() and at not in self.tokens.capital and self.tokens.spaced(at)
            and word not in self.words.kind_nouns and word not in self.words.function
            and "c" in self.names.kinds(self.tokens.texts[at])
        )

    def body_after(self, last: int) -> bool:
        """Whether the name goes on as that of a body: "X University", "X Department of Health", "X High Court"."""
        at, tokens = last + 1, self.tokens
        while at <= last + _LONGEST_BODY and at in tokens.capital and tokens.spaced(at):
            if self.lowers[at] in self.words.bodies:
                return True
            at += 1
        return False

    def body_of(self, first: int) -> bool:
        """Whether the name ends that of a body: "University of X", "Bank of X"."""
        at = first - 1 - (self.lowers[first - 1] == "the")
        return self.lowers[at] == "of" and at - 1 in self.tokens.capital and self.lowers[at - 1] in self.words.bodies

    def noun_of(self, first: int) -> str:
        """The noun in "the town of X" and "the village X"; empty where there is none."""
        before = self.lowers[first - 1]
        if before == "of":
            earlier = self.lowers[first - 2]
            return earlier if earlier in self.words.kind_nouns else ""
        if before in self.words.settlement:
            # "Town" may be part of a name; a Cyrillic noun that opens a sentence is none.
            opens = before[0] >= "\u0400" and self.tokens.opens(first - 1)
            return before if opens or first - 1 not in self.tokens.capital else ""
        return before if before in self.words.waters_before and first - 1 not in self.tokens.capital else ""
