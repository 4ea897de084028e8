"""Names that no place of the gazetteer bears, and that only the wording marks as places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from geo.model import Level
from geo.places import arabic, cyrillic, evidence
from geo.places.evidence import Mention
from geo.places.fold import is_cyrillic
from geo.places.likelihood import NOTHING
from geo.places.prose import Prose
from geo.places.spans import Span
from geo.places.tokens import HYPHENS, LIST_SIGNS, POSSESSIVES

_LONGEST = 3  # words
_MOST_TOKENS = 6
# What must stand before such a name to mark it, besides prepositions and nouns of kind.
_BEFORE = LIST_SIGNS | POSSESSIVES | {"of", "the", "nearby", "neighbouring", "neighboring"}
_JOINTS = HYPHENS | arabic.ARTICLES
_VAGUE = frozenset(("capital", "port"))  # "the capital of X", "the port of X": X need not be a settlement
_NO_ARTICLES = frozenset(("ad", "an", "as", "at"))  # words of other languages, if no hyphen follows


def unknown(prose: Prose, accepted: Sequence[Mention]) -> list[Mention]:
    """Find names that are marked by their wording: "the village of X", "Lake X", "X County", or X in a list of places.

    They get the places whose names are like theirs ("Ivanovo" for "Ivanove") as candidates, if there are any; such a
    likeness also does where a strong preposition stands before the name.
    """
    known_at: dict[int, Mention] = {at: m for m in accepted for at in (m.span.first, m.end)}
    taken = {at for m in accepted for at in range(m.span.first, m.end + 1)}
    found = []
    runs = list(_runs(prose, taken))
    if is_cyrillic(prose.text):
        runs = sorted((*runs, *cyrillic.strangers(prose, taken)))
    for first, last in runs:
        token, previous = prose.tokens[first], prose.at(first - 1)
        if level := _landmark(prose, first, last):
            found.append(Mention(Span(first, last, NOTHING), last, level, NOTHING, 0.6))
            continue
        noun = prose.noun_of(first)
        marked = (noun in prose.words.settlement and noun not in _VAGUE) or _in_list(prose, first, last, known_at)
        town = previous is not None and previous.lower in prose.words.towns
        alone = (town or _compound(prose, first)) if last > first else not prose.names.kinds(token.text)
        object_ = previous is not None and previous.lower in prose.words.takers
        taken_up = (town or object_ or (first == last and _moved(prose, first))) and not token.opens
        if is_cyrillic(token.text):
            marked = marked or cyrillic.stranger(prose, first, last)
        else:
            marked = marked or (alone and (taken_up or _of_a_taking(prose, first) or evidence.fated(prose, last)))
        governed = previous is not None and previous.lower in prose.words.strong and not token.opens
        if not (marked or governed) or (prose.names.kinds(token.text) and not noun and first == last):
            continue
        meaning = prose.names.loose(prose.slice(first, last))
        if marked or meaning:
            mention = Mention(Span(first, last, meaning), last, Level.SETTLEMENT if noun else None, meaning, 0.6)
            known_at[first] = known_at[last] = mention
            found.append(mention)
    return found


def _landmark(prose: Prose, first: int, last: int) -> Level | None:
    """Whether a run of capitalised words names a lake, a mountain or a county: "Lake X", "X Valley", "X County"."""
    if first == last:
        return None
    if prose.lowers[first] in prose.words.landmarks or prose.lowers[last] in prose.words.feature:
        return Level.AREA
    body = prose.lowers[last] in prose.words.bodies or prose.body_after(last)
    return Level.REGION if prose.lowers[last] in prose.words.district and not body else None


def _of_a_taking(prose: Prose, first: int) -> bool:
    """"the capture of X", "the fall of X"."""
    return first > 1 and prose.lowers[first - 1] == "of" and prose.lowers[first - 2] in prose.words.takings


def _moved(prose: Prose, first: int) -> bool:
    """ "drove the rebels out of X", "withdrew its troops from X", "took over X"."""
    lowers = prose.lowers
    before = lowers[first - 1]
    if before == "of":
        return lowers[first - 2] == "out"
    if before in ("from", "into"):
        return any(lowers[at] in prose.words.moves for at in range(max(0, first - 6), first - 1))
    return before in ("over", "back") and lowers[first - 2] in prose.words.takers


def _runs(prose: Prose, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that no known name is part of or stands beside, and that are nobody's surname."""
    words, tokens, lowers = prose.words, prose.tokens, prose.lowers
    landmarks, gate = words.landmarks, words.before_names
    end = -1
    for first in tokens.capitals:
        if first in taken or first <= end or is_cyrillic(tokens.texts[first]):
            continue
        free = lowers[first] in landmarks or (lowers[first + 1] in _JOINTS and _compound(prose, first))
        if not free and (
            first in prose.inside
            or not (lowers[first - 1] in gate or lowers[first - 1] in _BEFORE or evidence.fated(prose, first))
        ):
            continue
        token, previous = tokens[first], prose.at(first - 1)
        goes_on = previous is not None and previous.word and previous.capital and token.spaced and not previous.opens
        if goes_on or token.lower in prose.surnames or token.lower in words.calendar:
            continue
        last = _end(prose, first)
        held = taken if free else prose.inside
        if last - first < (_MOST_TOKENS if free else _LONGEST) and not any(at in held for at in range(first, last + 1)):
            yield first, last
            end = last


def _compound(prose: Prose, at: int) -> bool:
    """Whether a capitalised word goes on after an article, or is one: "Deir ez-X", "Al-X"."""
    lowers, tokens = prose.lowers, prose.tokens
    if lowers[at + 1] in HYPHENS:
        return lowers[at] in arabic.ARTICLES and at + 2 in tokens.capital and not tokens.gap(at + 2)
    return lowers[at + 1] in arabic.ARTICLES and _after_article(prose, at + 1) > 0


def _after_article(prose: Prose, at: int) -> int:
    """Where the word stands that an Arabic article inside a name belongs to; 0 if there is none."""
    tokens, hyphen = prose.tokens, prose.lowers[at + 1] in HYPHENS
    word = at + 1 + hyphen
    if at in tokens.capital or word not in tokens.capital or not tokens.spaced(at):
        return 0
    return word if hyphen or (prose.lowers[at] not in _NO_ARTICLES and tokens.spaced(word)) else 0


def _end(prose: Prose, first: int) -> int:
    """The last token of a run: capitalised words, joined by spaces, and by articles in Arabic names."""
    tokens, lowers, last = prose.tokens, prose.lowers, first
    named = lowers[first] in prose.words.landmarks
    while True:
        at = last + 1
        if at in tokens.capital and tokens.spaced(at):
            last = at
        elif lowers[at] in arabic.ARTICLES and (word := _after_article(prose, at)):
            last = word
        elif at + 1 in tokens.capital and (
            (lowers[at] in HYPHENS and lowers[last] in arabic.ARTICLES)
            or (named and (lowers[at] == "of" or (lowers[at] == "." and lowers[last] in prose.words.abbreviations)))
        ):
            last = at + 1
        else:
            return last


def _in_list(prose: Prose, first: int, last: int, known_at: Mapping[int, Mention]) -> bool:
    """Whether a name stands in a list beside a recognised place, and the list is long or under a preposition."""
    previous, following = prose.at(first - 1), prose.at(last + 1)
    earlier = known_at.get(first - 2) if previous is not None and previous.lower in LIST_SIGNS else None
    later = known_at.get(last + 2) if following is not None and following.lower in LIST_SIGNS else None
    if later is not None and evidence.before(prose, first) > 0:
        return True
    ends = following is None or following.lower in LIST_SIGNS or not (following.word and following.capital)
    if earlier is None or not ends:
        return False
    start = earlier.span.first
    return evidence.before(prose, start) > 0 or (prose.lowers[start - 1] in LIST_SIGNS and start - 2 in known_at)
