"""Names that no place of the gazetteer bears, and that only the wording marks as places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from geo.model import Level
from geo.places import arabic, control, cyrillic, evidence
from geo.places.evidence import Mention
from geo.places.fold import is_cyrillic
from geo.places.likelihood import NOTHING
from geo.places.prose import Prose
from geo.places.spans import Span
from geo.places.tokens import HYPHENS, LIST_SIGNS, POSSESSIVES

_LONGEST = 3  # words
_MOST_TOKENS = 6
_SHOUTED = 7  # letters of a word in capitals that is no abbreviation
# What must stand before such a name to mark it, besides prepositions and nouns of kind.
_BEFORE = LIST_SIGNS | POSSESSIVES | control.INTRODUCING | control.QUOTES | {
    "of", "the", "nearby", "neighbouring", "neighboring",
}
_JOINTS = HYPHENS | arabic.ARTICLES
_VAGUE = frozenset(("capital", "port"))  # "the capital of X", "the port of X": X need not be a settlement
_REACH = 6  # words in which a fate is told
_OF_PERSONS_TOO = frozenset((
    "captured", "seized", "freed", "taken", "lost", "attacked", "hit", "spared", "evacuated", "abandoned", "free",
    "fell", "surrendered", "won",
))
_VILLAGES = frozenset(("village", "township", "hamlet", "town", "commune", "woreda"))
_WHEN = frozenset(("early", "late", "last", "yesterday", "today", "overnight", "this"))
_PARTICLES = frozenset(("i", "e", "ye", "o", "u", "da", "do", "de", "du", "en", "sur", "la", "le", *arabic.ARTICLES))
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
        marked = (noun in prose.words.settlement and noun not in _VAGUE) or (
            not _another(prose, first, last) and _in_list(prose, first, last, known_at)
        )
        if is_cyrillic(token.text):
            marked = marked or cyrillic.stranger(prose, first, last) or _follows(prose, first, last, known_at)
        else:
            marked = marked or _told(prose, first, last)
        governed = previous is not None and previous.lower in prose.words.strong and not token.opens and (
            prose.lowers[first - 2] not in prose.words.trusting
        )
        if not (marked or governed):
            continue
        if first == last and not noun and prose.names.kinds(token.text) and not (marked and _common(prose, first)):
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


def _told(prose: Prose, first: int, last: int) -> bool:
    """Whether the grammar of control marks a name; one of several words where it is no person's and no body's."""
    token = prose.tokens[first]
    if first == last:
        if prose.names.kinds(token.text) or token.text.isupper():
            return False
    elif _compound(prose, first) or (prose.lowers[first] in prose.words.heads and prose.tokens.spaced(first + 1)):
        if prose.lowers[last + 1] in prose.words.settlement:
            return True
    else:
        return _told_of_words(prose, first, last)
    lead = prose.lowers[first - 1]
    if lead in prose.words.strong and prose.lowers[first - 2] in prose.words.trusting:
        return False  # "shares in X fell"
    before = control.taken(prose, first) or control.introduced(prose, first) or _there(prose, first, last)
    return (before and (not token.opens or lead in control.QUOTES)) or _marked_behind(prose, last)


def _told_of_words(prose: Prose, first: int, last: int) -> bool:
    """So too for a name that only capitals hold together, as those of persons are."""
    words = prose.words
    if not prose.fighting:
        return _named(prose, first, last, nobody=True) and control.facility(prose, last)
    town = prose.lowers[first - 1] in words.towns or prose.lowers[first - 1] in words.seizing
    if not _named(prose, first, last, nobody=not town):
        return False
    before = control.object_of(prose, first, towns=True) or control.moved(prose, first)
    if before and not prose.tokens.opens(first):
        return True
    told = prose.lowers[last + 1:last + 1 + _REACH]
    return _marked_behind(prose, last) and _OF_PERSONS_TOO.isdisjoint(told)


def _common(prose: Prose, at: int) -> bool:
    """Whether a capitalised common word stands in a list of places of which the grammar of control tells."""
    told = control.taken(prose, at) or control.introduced(prose, at) or control.fated(prose, at)
    return told and prose.names.kinds(prose.tokens.texts[at]) == "c" and prose.lowers[at] not in prose.words.ordinary


def _named(prose: Prose, first: int, last: int, *, nobody: bool) -> bool:
    """Whether no word of a name is a common one, a title or a body's; with `nobody`, no first name either."""
    words, tokens = prose.words, prose.tokens
    others = {"c", "d", "f"} if nobody else {"c", "d"}
    return not any(
        tokens.lowers[at] in words.ordinary or tokens.lowers[at] in words.first_names or tokens.texts[at].isupper()
        or not others.isdisjoint(prose.names.kinds(tokens.texts[at]))
        for at in range(first, last + 1) if at in tokens.capital
    )


def _another(prose: Prose, first: int, last: int) -> bool:
    """Whether a name is a person's with a title or first name, made of common words alone, or an abbreviation."""
    if first == last:
        return prose.tokens.texts[first].isupper() and len(prose.tokens.texts[first]) < _SHOUTED
    kinds = [prose.names.kinds(prose.tokens.texts[at]) for at in range(first, last + 1) if at in prose.tokens.capital]
    person = prose.lowers[first] in prose.words.persons or ("f" in kinds[0] and "c" not in kinds[0])
    return person or all("c" in kind for kind in kinds)


def _there(prose: Prose, first: int, last: int) -> bool:
    """Whether a name stands behind a preposition of place, not before a noun, in a text of fighting."""
    words, before, following = prose.words, prose.lowers[first - 1], prose.lowers[last + 1]
    if not prose.fighting or before not in words.strong or prose.lowers[first - 2] in words.trusting:
        return False
    if following[:1].isalpha():
        return following in words.function or following in _WHEN
    return following not in HYPHENS and following not in POSSESSIVES


def _village(prose: Prose, last: int) -> bool:
    """ "X village", "X township", and no "X village of Y"."""
    lowers = prose.lowers
    return lowers[last + 1] in _VILLAGES and last + 1 not in prose.tokens.capital and lowers[last + 2] != "of"


def _runs(prose: Prose, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that no known name is part of or stands beside, and that are nobody's surname."""
    words, tokens, lowers = prose.words, prose.tokens, prose.lowers
    landmarks, gate = words.landmarks, words.before_names
    end = -1
    for capital in tokens.capitals:
        first = capital
        if first in taken or first <= end or is_cyrillic(tokens.texts[first]) or lowers[first] == "the":
            continue
        if lowers[first - 1] in HYPHENS and lowers[first - 2] in arabic.ARTICLES and not (
            first - 2 in tokens.capital or tokens.gap(first) or tokens.gap(first - 1)
        ):
            first -= 2  # "al-X"
        free = lowers[first] in landmarks or (lowers[first + 1] in _JOINTS and _compound(prose, first)) or (
            lowers[first] in words.heads and first + 1 in tokens.capital
        )
        if not free and first in prose.inside and first + 1 not in tokens.capital:
            continue
        last = _end(prose, first)
        if not (free or lowers[first - 1] in gate or lowers[first - 1] in _BEFORE or _marked_behind(prose, last)):
            continue
        # The rest of a longer run, whose beginning is no name.
        goes_on = first - 1 in tokens.capital and tokens.spaced(first) and not tokens.opens(first - 1)
        if goes_on or lowers[first] in prose.surnames or lowers[first] in words.calendar:
            continue
        # Of a name of several words some may be names by themselves, weighed and found wanting.
        held = taken if free or (last > first and _told(prose, first, last)) else prose.inside
        if last - first < (_MOST_TOKENS if free else _LONGEST) and not any(at in held for at in range(first, last + 1)):
            yield first, last
            end = last


def _marked_behind(prose: Prose, last: int) -> bool:
    """Whether what follows a name makes a place of it: its fate, or a noun of facility or village."""
    return control.fated(prose, last) or control.facility(prose, last) or _village(prose, last)


def _compound(prose: Prose, at: int) -> bool:
    """Whether a capitalised word goes on after an article, or is one: "Deir ez-X", "Al-X"."""
    lowers, tokens = prose.lowers, prose.tokens
    if lowers[at + 1] in HYPHENS:
        joined = at + 2 in tokens.capital and not (tokens.gap(at + 1) or tokens.gap(at + 2))
        nobody = lowers[at] in arabic.ARTICLES or not prose.names.kinds(tokens.texts[at])
        return (joined and nobody) or _particle(prose, at + 1) > 0
    return lowers[at + 1] in arabic.ARTICLES and _after_article(prose, at + 1) > 0


def _after_article(prose: Prose, at: int) -> int:
    """Where the word stands that an Arabic article inside a name belongs to; 0 if there is none."""
    tokens, hyphen = prose.tokens, prose.lowers[at + 1] in HYPHENS
    word = at + 1 + hyphen
    if at in tokens.capital or word not in tokens.capital or not tokens.spaced(at):
        return 0
    return word if hyphen or (prose.lowers[at] not in _NO_ARTICLES and tokens.spaced(word)) else 0


def _particle(prose: Prose, at: int) -> int:
    """Where a name goes on after a hyphen, a particle and a hyphen: "Mazar-i-X"; 0 if it does not."""
    lowers, tokens = prose.lowers, prose.tokens
    joined = lowers[at] in HYPHENS and lowers[at + 2] in HYPHENS and at + 3 in tokens.capital
    return at + 3 if joined and lowers[at + 1] in _PARTICLES and not any(map(tokens.gap, range(at, at + 4))) else 0


def _end(prose: Prose, first: int) -> int:
    """The last token of a run: capitalised words, joined by spaces, and by articles in Arabic names."""
    tokens, lowers, last = prose.tokens, prose.lowers, first
    named = lowers[first] in prose.words.landmarks
    while True:
        at = last + 1
        if at in tokens.capital and tokens.spaced(at):
            last = at
        elif word := _after_article(prose, at) if lowers[at] in arabic.ARTICLES else _particle(prose, at):
            last = word
        elif at + 1 in tokens.capital and (
            (lowers[at] in HYPHENS and not (tokens.gap(at) or tokens.gap(at + 1)))
            or (named and (lowers[at] == "of" or (lowers[at] == "." and lowers[last] in prose.words.abbreviations)))
        ):
            last = at + 1
        else:
            return last


def _follows(prose: Prose, first: int, last: int, known_at: Mapping[int, Mention]) -> bool:
    """Whether a Cyrillic name is joined to a town before it ("X та Y") and is no person's or body's by its form."""
    earlier = known_at.get(first - 2) if prose.lowers[first - 1] in LIST_SIGNS else None
    place = earlier.meaning.likeliest if earlier is not None else None
    return place is not None and place.level is Level.SETTLEMENT and cyrillic.nameless(prose, first, last)


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
