"""Text into sentences and items: words, numbers, signs, and the place names and actors found among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geo.model import Level, Toponym

_TOKEN = re.compile(
    r"([^\W\d_]++)(?![\w’'ʼ.-])"  # a word with nothing to it, as nearly all are, is found first
    r"|(?:Gen|Lt|Col|Maj|Brig|Capt|Sgt|Adm|Cmdr|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov)\.(?=\s+[A-Z])"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?|(?:[A-Z]\.){2,}(?:-[a-z]+)?|[^\W\d_]\w*(?:[’'ʼ-][^\W_]\w*)*|--+|\.\.\.|[^\w\s]",
    re.UNICODE,
)
_POSSESSIVE = re.compile(r"[’'ʼ]s?$")
_CONTRACTED = re.compile(r"(?:n[’'ʼ]t|[’'ʼ](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_END = re.compile(r"[.!?…]+[\"”»’')\]]*(?=\s|\Z)")
_FOLLOWING = re.compile(r"\s*(\S)")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\n(?=\s*(?:[-*•▪–—]|\d+[.)])\s)")
# A full stop after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“«])(?:[A-ZА-ЯІЇЄҐ]|[A-Z](?:\.[A-Z])+|Mr|Mrs|Ms|Dr|Prof|St|Gen|Maj|Lt|Col|Capt|Sgt|Cpl|Adm|Brig|Cmdr|Sen|Rep"
    r"|Gov|Pres|Jr|Sr|vs|No|Nos|approx|ca|cf|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|sq|Mt|Ft"
    r"|кв|тис|тыс|обл|ім|им|див|ст|вул|м|с|смт|г)$"
)
_LONGEST = 2000  # characters of a sentence; those of treaties have fewer
OPENING, CLOSING = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Mention:
    """A party where it is named. `side` is its printed name, None while only "troops" is said."""

    side: str | None
    start: int
    end: int
    text: str
    force: bool  # an armed party or the state itself, not "Ukrainian city"
    kind: str  # name | demonym | force | pronoun | enemy | person | loyal


@dataclass(slots=True)
class Item:
    """One unit of a sentence: a word or sign, or a whole place name or actor."""

    kind: str  # word | number | sign | place | actor
    text: str
    low: str
    start: int
    end: int
    place: Toponym | None = None
    anaphor: bool = False  # "the town", "it": `place` is what it stands for
    actor: Mention | None = None
    quoted: bool = False

    @property
    def level(self) -> Level | None:
        """The level of the place it names, if it names one."""
        return self.place.level if self.place is not None else None


@dataclass(slots=True)
class Sentence:
    """A sentence's span in the report and its items. `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int
    items: list[Item] = field(default_factory=list)
    headline: bool = False


def split(text: str) -> Iterator[Sentence]:
    """Split a text into sentences, by paragraph, with spans trimmed of white space."""
    paragraphs: list[tuple[int, int]] = []
    at = 0
    first_line = text.find("\n")
    # A first line that ends without a full stop is a headline, also where no blank line follows.
    if 0 < first_line <= 200 and text[:first_line].rstrip()[-1:] not in '.!?…:,;"”' and text[:first_line].strip():
        paragraphs.append((0, first_line))
        at = first_line
    for gap in _PARAGRAPH.finditer(text, at):
        paragraphs.append((at, gap.start()))
        at = gap.end()
    paragraphs.append((at, len(text)))
    for number, (start, end) in enumerate(paragraphs):
        begin = start
        for stop in _END.finditer(text, start, end):
            at = stop.start()
            if text[at] == "." and _ABBREVIATION.search(text[max(start, at - 12) : at]):
                continue
            following = _FOLLOWING.match(text, stop.end(), end)
            if following and (following[1].islower() or following[1] in ",;)"):
                continue  # "UPDATE ... continues", or a question inside a sentence
            yield from _trimmed(text, begin, stop.end(), number)
            begin = stop.end()
        yield from _trimmed(text, begin, end, number)


def _trimmed(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:  # an enumeration without an end, or no prose: cut between two words
        cut = max(text.rfind(" ", start, start + _LONGEST), text.rfind("\n", start, start + _LONGEST))
        cut = cut if cut > start else start + _LONGEST
        yield Sentence(start, cut, paragraph)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        headline = paragraph == 0 and start == 0 and text[end - 1 : end] not in '.!?…"”'
        yield Sentence(start, end, paragraph, headline=headline)


def tokens(text: str, start: int, end: int) -> list[Item]:
    """The words and signs of a span; possessive and contracted endings are items of their own."""
    found: list[Item] = []
    for match in _TOKEN.finditer(text, start, end):
        word = match[1]
        begin, stop = match.span()
        if word is not None:
            found.append(Item("word", word, word.lower(), begin, stop))
            continue
        word = match[0]
        if not word[0].isalnum():
            found.append(Item("sign", word, word, begin, stop))
            continue
        if word[0].isdigit():
            found.append(Item("number", word, word.lower(), begin, stop))
            continue
        cut = None
        if not word.isalpha():  # most of these only stand before a full stop
            cut = _CONTRACTED.search(word) or (_POSSESSIVE.search(word) if word[-1] in "’'" else None)
        if cut and cut.start() > 0:
            whole, ending = word[: cut.start()], cut.group().lower().replace("’", "'").replace("ʼ", "'")
            found.append(Item("word", whole, whole.lower(), begin, begin + len(whole)))
            found.append(Item("word", cut.group(), ending, begin + len(whole), stop))
        else:
            found.append(Item("word", word, word.lower(), begin, stop))
    return found


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of quoted text, marks excluded. A mark left open runs to the end of its paragraph."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for match in re.finditer(r"[“”«»„\"]|\n\s*\n", text):
        sign = match.group()
        if sign[0] == "\n":
            if opened is not None:
                spans.append((opened, match.start()))
            opened = None
        elif sign in OPENING or (sign == '"' and opened is None):
            opened = match.end() if opened is None else opened
        elif opened is not None:
            spans.append((opened, match.start()))
            opened = None
    if opened is not None:
        spans.append((opened, len(text)))
    return spans


def in_spans(spans: Sequence[tuple[int, int]], starts: Sequence[int], at: int) -> int | None:
    """The index of the span that holds offset `at`, or None. `starts` are the spans' starts, ascending."""
    index = bisect_right(starts, at) - 1
    return index if index >= 0 and at < spans[index][1] else None
