"""Weigh what speaks for and against a name being a place where it stands.

The weights were set by hand from what each sign means in news prose, and are the same for every name. What they add up
to is compared with `ACCEPT`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.model import Level
from geo.places import control, cyrillic
from geo.places.arabic import ARTICLES
from geo.places.gazetteer import Match
from geo.places.likelihood import KNOWN, NOTHING, Meaning
from geo.places.prose import Prose
from geo.places.spans import Span
from geo.places.tokens import HYPHENS, LIST_SIGNS, POSSESSIVES

ACCEPT = 0.45
STRONG = 0.4  # what a preposition is worth that hardly ever stands before anything but a place
_HOPELESS = 0.75  # ACCEPT, and 0.85 for being common and opening a sentence, less 0.55
TAKEN = 0.35  # "captured X", "X has fallen"
_BOTH = 0.5  # what comes before and after, or of two signs behind a name, at the most
HOLDING = 0.5  # "X, Y" with an X in Y, for Y; X gets STRONG
_CITY = 100_000  # inhabitants
_BESIDE = frozenset(("the", "nearby", "neighbouring", "neighboring"))
_SHORT = frozenset(("i", "e", "ye"))  # particles of Persian names
_PARTS = frozenset(("centre", "center", "ville", "north", "south", "east", "west"))  # "X-Centre" is in X
_AFTER_DATELINE = frozenset((",", "(", "—", "–", "-", ":"))
_INTO_WIDER = frozenset((",", "(", "in", "у", "в"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A span on trial."""

    span: Span
    end: int  # last token of the name with the noun that belongs to it ("region")
    level: Level | None  # what the wording says it is
    meaning: Meaning
    score: float
    part: str | None = None

    @property
    def matches(self) -> tuple[Match, ...]:
        """The places that fit the wording."""
        return self.meaning.matches


def weigh(prose: Prose, span: Span) -> Mention:
    """Put a span on trial: the noun beside it, what stands around it, and what else the words could be."""
    end, level, meaning = _kind(prose, span)
    ahead = before(prose, span.first)
    score = ahead + (meaning.likelihood if meaning else 0.1) + (0.0 if level is None else 0.4 if meaning else 0.6)
    after = _after(prose, span, end)
    placed = ahead >= STRONG or after >= STRONG or level is not None or (span.inflected and after > 0)
    score += after + _words(prose, span, meaning, placed=placed) + _neighbours(prose, span)
    score += cyrillic.worth(prose, span)
    previous = prose.lowers[span.first - 1]
    part = previous if previous in prose.words.compass else None
    return Mention(span, end, level, meaning, score, part)


def hopeless(prose: Prose, span: Span) -> bool:
    """Whether a span is a common word that opens a sentence, with nothing after it that could make a place of it.

    `weigh` would come to the same answer, for the most that others can add is 0.55 (see `recognise`).
    """
    if span.first != span.last or Level.COUNTRY in span.meaning.levels:
        return False
    words, tokens = prose.words, prose.tokens
    if tokens.lowers[span.first] in words.bodies or tokens.lowers[span.first] in words.natural:
        return True
    word, following = tokens.lowers[span.first], tokens.lowers[span.last + 1]
    if following in words.kind_nouns or following in _INTO_WIDER or control.fated(prose, span.last):
        return False
    kinds = prose.names.kinds(tokens.texts[span.first])
    common = "c" in kinds or "d" in kinds or word in words.ordinary
    return common and span.meaning.likelihood < _HOPELESS and following not in LIST_SIGNS and tokens.opens(span.first)


def company(mention: Mention, around: frozenset[str]) -> float:
    """What it is worth that a name has a place in a region or country that the text is about (see `surroundings`)."""
    if not around.isdisjoint(mention.meaning.regions):
        return 0.3
    return 0.0 if around.isdisjoint(mention.meaning.countries) else 0.15


def surroundings(mentions: Iterable[Mention]) -> frozenset[str]:
    """Regions (by key) and countries (by code) of what mentions most likely mean."""
    places = (m.meaning.likeliest for m in mentions)
    return frozenset(k for p in places if p is not None for k in (p.region_key, p.country) if k)


def _kind(prose: Prose, span: Span) -> tuple[int, Level | None, Meaning]:
    """Let the noun beside the name say its level: (last token, level the wording says, what fits it)."""
    words, meaning = prose.words, span.meaning
    if (at := prose.noun_after(span.last)) is not None:
        noun, joined = prose.lowers[at], at == span.last + 1
        capital = at in prose.tokens.capital
        regional = meaning.only(Level.REGION, Level.AREA)
        # "X state" is one where X is the name of a region; of a country it is an adjective.
        stately = noun in words.state and (capital or (joined and noun == "state" and _is_region(meaning)))
        if stately and joined:
            regional = meaning.states() or regional
        if regional and (noun in words.region or noun in words.district or stately):
            said = Level.REGION if Level.REGION in regional.levels else Level.AREA
            return at if joined else span.last, said, regional
        if noun == "territory" and joined and _is_town(meaning):
            return at, Level.REGION, NOTHING  # what is called a district elsewhere
        if noun in words.region:
            return span.last, None, meaning  # the surroundings of a town: the town is what can be found
        if noun in words.district and not (noun in words.bodies and prose.lowers[at + 1] == "of"):
            # A second-level division, which the gazetteer does not have.
            return at if joined else span.last, Level.REGION, NOTHING
        if joined and noun in words.water and prose.lowers[at + 1] not in words.settlement:
            return at, Level.AREA, _water(prose, span)  # "the X river", but not "X river port"
        if joined and capital and noun in words.feature:
            return at, Level.AREA, NOTHING  # "X Valley": not X
        if noun in words.settlement:
            return span.last, None, meaning.only(Level.SETTLEMENT) or meaning
    if prose.lowers[span.first - 1] in words.waters_before:
        return span.last, Level.AREA, _water(prose, span)  # "the river X"
    if span.first != span.last and prose.lowers[span.first] in words.natural and not _inhabited(prose, span):
        return span.last, Level.AREA, meaning.only(Level.AREA)  # "Mount X": not the town that is named after it
    of = prose.noun_of(span.first)
    # A country is none: "the city Russia has occupied".
    if of in words.settlement and of != "capital" and Level.COUNTRY not in meaning.levels:
        return span.last, Level.SETTLEMENT, meaning.only(Level.SETTLEMENT) or meaning
    if of in words.regional:
        return span.last, None, meaning.only(Level.REGION) or meaning
    return span.last, None, _with_article(prose, span, meaning)


def _inhabited(prose: Prose, span: Span) -> bool:
    """Whether a name that begins like a lake's or mountain's is a town's: "in Lake X", "Mount X, Y", a large one."""
    place = span.meaning.likeliest
    return (
        prose.lowers[span.first - 1] == "in" or bool(prose.noun_of(span.first)) or _after(prose, span, span.last) > 0
        or (place is not None and place.population >= KNOWN)
    )


def _with_article(prose: Prose, span: Span, meaning: Meaning) -> Meaning:
    """What a bare name with an article, or one that is crossed, may mean: a river or an area, hardly ever a town."""
    lead = prose.lowers[span.first - 1]
    if lead not in prose.words.crossing and (lead != "the" or prose.modifies(span.last)):
        return meaning
    if Level.COUNTRY not in meaning.levels and (area := _water(prose, span)):
        return area
    place = meaning.likeliest
    small = place is not None and place.level is Level.SETTLEMENT and place.population < KNOWN
    alone = prose.lowers[span.last + 1] not in LIST_SIGNS  # the noun may follow: "the X and Y districts"
    return NOTHING if lead == "the" and small and alone else meaning


def _water(prose: Prose, span: Span) -> Meaning:
    """The river, lake or area of a name; rivers are kept with their noun, for most share the bare name with a town."""
    written = prose.slice(span.first, span.last)
    if Level.AREA in span.meaning.levels:
        return span.meaning.only(Level.AREA, Level.REGION)
    return prose.names.in_any_case(f"{written} River").only(Level.AREA)


def _is_region(meaning: Meaning) -> bool:
    return Level.REGION in meaning.levels and Level.COUNTRY not in meaning.levels


def before(prose: Prose, first: int) -> float:
    """What stands before the name, or before the list it is in."""
    worth = prose.ahead.get(first)
    if worth is None:
        worth = prose.ahead[first] = _before(prose, first)
    return worth


def _before(prose: Prose, first: int) -> float:
    if prose.noun_of(first):
        return 0.6
    at, words = first - 1, prose.words
    while (word := prose.lowers[at]) in _BESIDE or word in words.compass:
        at -= 1
    if word in words.strong or (word == "of" and prose.lowers[at - 1] in words.takings):
        return STRONG
    if control.object_of(prose, at + 1, towns=True) or (prose.fighting and control.object_of(prose, at + 1)):
        return STRONG
    if control.object_of(prose, at + 1) or control.moved(prose, at + 1) or control.introduced(prose, first):
        return TAKEN
    if word in words.weak:
        return 0.2
    owner = prose.inside.get(at - 1)
    if owner is None or owner.first >= first:
        return 0.3 if word in LIST_SIGNS and control.taken(prose, first) else 0.0
    if word in LIST_SIGNS:
        span = prose.starts.get(first)
        if word == "," and span is not None and _holds(span.meaning, owner.meaning):
            return HOLDING
        return min(0.3, before(prose, owner.first))
    if word in POSSESSIVES:
        return 0.3 if owner.matches[0].place.level is Level.COUNTRY else 0.1
    return 0.0


def _after(prose: Prose, span: Span, end: int) -> float:
    """A wider place that holds the name ("X, Y", "X (Y)", "X in Y") or a fate ("X was captured") speaks for it."""
    words, lowers = prose.words, prose.lowers
    sign, at = lowers[end + 1], end + 2
    if sign in _INTO_WIDER:
        while at not in prose.starts and (lowers[at] == "the" or lowers[at] in words.compass):
            at += 1
        following = prose.starts.get(at)
        if following is not None and _holds(following.meaning, span.meaning):
            return STRONG
    if _dateline(prose, span, end):
        return STRONG
    said = STRONG if sign == "," and control.apposed(prose, end + 2) else 0.0
    return min(_BOTH, said + (TAKEN if control.fated(prose, end) or control.facility(prose, end) else 0.0))


def _dateline(prose: Prose, span: Span, end: int) -> bool:
    """Whether a name in capitals opens a report: "OSLO, Norway (Wire) —", "OSLO —", "OSLO:"."""
    text, sign = prose.slice(span.first, end), prose.lowers[end + 1]
    return sign in _AFTER_DATELINE and text.isupper() and len(text) > 2 and (
        span.first == 0 or "\n" in prose.tokens.gap(span.first)
    )


def _holds(wider: Meaning, inner: Meaning) -> bool:
    """Whether a region or country of one name holds a settlement or region of the other."""
    regions = {m.place.region_key for m in wider.matches if m.place.level is Level.REGION}
    countries = {m.place.country for m in wider.matches if m.place.level is Level.COUNTRY}
    held = (m.place for m in inner.matches if m.place.level in (Level.SETTLEMENT, Level.REGION))
    return any(p.region_key in regions or p.country in countries for p in held)


def _words(prose: Prose, span: Span, meaning: Meaning, *, placed: bool) -> float:
    """What the words of the name are besides: common ones, names of people, abbreviations."""
    words, tokens, score = prose.words, prose.tokens, 0.0
    first, single = span.first, span.first == span.last
    parts = [first] if single else [i for i in range(first, span.last + 1) if tokens.lowers[i][0].isalpha()]
    kinds = [prose.names.kinds(tokens.texts[i]) for i in parts]
    word, text, opens = tokens.lowers[first], tokens.texts[first], single and tokens.opens(first)
    country = Level.COUNTRY in meaning.levels and "d" not in kinds[0]  # a people's name is hardly ever a country's
    for at, kind in zip(parts, kinds, strict=True):
        if not ("c" in kind or "d" in kind or tokens.lowers[at] in words.ordinary):
            break
    else:  # every word of it
        score -= 0.2 if country else 0.25 if placed or not single else 0.55
        if opens:
            score -= 0.15 if country else 0.3
    if not single:
        return score + (0.0 if all(kinds) else 0.1)
    if not kinds[0]:
        score += 0.1 if opens else 0.15
    if opens and span.inflected and not placed:
        score -= 0.25  # any noun or verb may open a sentence and look like some name's other case
    if not placed and ("f" in kinds[0] or "s" in kinds[0]):
        score -= 0.15
    if word in prose.surnames and not placed:
        score -= 0.7
    if word in words.titles:
        score -= 0.3
    if word in words.calendar:
        score -= 0.4
    if 1 < len(text) <= 4 and text.isupper() and "." not in text and not country:
        score -= 0.0 if len(text) > 2 and Level.REGION in meaning.levels else 0.4
    if tokens.lowers[span.last + 1] in words.owned and not country:
        score -= 0.4  # "in X hands"
    if tokens.lowers[span.last + 1] in words.agent_verbs and not _can_speak(prose, meaning):
        score -= 0.3
    return score


def _can_speak(prose: Prose, meaning: Meaning) -> bool:
    """Whether a name may be that of a government or a town hall; for smaller towns persons speak who bear the name."""
    place = meaning.likeliest
    return (place is not None and place.population >= _CITY) or any(
        m.place.level is not Level.SETTLEMENT or m.place.key in prose.gazetteer.capitals for m in meaning.matches
    )


def _neighbours(prose: Prose, span: Span) -> float:
    """Capitalised words right before and after: a first name, a title, a surname or a body make another name of it."""
    words, tokens, score = prose.words, prose.tokens, 0.0
    previous, following = span.first - 1, span.last + 1
    if _in_compound(prose, span):
        return -0.8
    if previous in tokens.capital:
        if tokens.spaced(span.first):
            word, kinds = tokens.lowers[previous], prose.names.kinds(tokens.texts[previous])
            if word in words.persons or word in words.natural or ("f" in kinds and "c" not in kinds):
                score -= 0.8
            elif not (
                previous in prose.inside or word in words.harmless or "d" in kinds
                or (tokens.opens(previous) and (kinds or word[0] >= "\u0400" or len(word) < 3))
            ):
                score -= 0.4
    elif tokens.lowers[previous] in HYPHENS and previous - 1 in tokens.capital and previous - 1 not in prose.inside:
        score -= 0.0 if tokens.gap(span.first) or tokens.lowers[previous - 1] in words.harmless else 0.4
    elif tokens.lowers[previous] == "." and previous - 1 in tokens.capital and tokens.spaced(span.first):
        before_sign = tokens.lowers[previous - 1]
        score -= 0.6 if len(before_sign) == 1 else 0.8 if before_sign in words.natural else 0.0  # "J. X", "Mt. X"
    if following in tokens.capital and tokens.spaced(following):
        if span.first == span.last and _first_name(prose, span.first, following):
            score -= 0.85
        elif tokens.lowers[previous] == "the" and following not in prose.starts and (
            tokens.lowers[following] not in words.harmless and _is_town(span.meaning)
        ):
            score -= 0.6  # "the X Bears": a town has no article
        elif tokens.lowers[following] in words.unnamed or cyrillic.abbreviates(prose, following):
            pass
        elif prose.body_after(span.last):
            score -= 0.5
        elif following in prose.starts:
            pass
        elif "d" in prose.names.kinds(tokens.texts[following]):
            score -= 0.1
        else:
            score -= 0.45
    elif tokens.lowers[following] in HYPHENS and following + 1 in tokens.capital and not (
        tokens.gap(following) or following + 1 in prose.starts or tokens.lowers[following + 1] in _PARTS
    ):
        score -= 0.4
    return score


def _is_town(meaning: Meaning) -> bool:
    return meaning.likeliest is not None and meaning.likeliest.level is Level.SETTLEMENT


def _in_compound(prose: Prose, span: Span) -> bool:
    """Whether a name is but one of two parts that an Arabic article joins: "Deir" or "Zor" of "Deir ez-Zor"."""
    capital, lowers, first, last = prose.tokens.capital, prose.lowers, span.first, span.last
    if lowers[last + 1] in ARTICLES and lowers[last + 2] in HYPHENS and last + 3 in capital:
        return True
    if lowers[last + 1] in HYPHENS and lowers[last + 2] in _SHORT and lowers[last + 3] in HYPHENS:
        return not any(map(prose.tokens.gap, range(last + 1, last + 5)))  # "Mazar-i-Sharif"
    return lowers[first - 1] in HYPHENS and lowers[first - 2] in ARTICLES and first - 3 in capital


def _first_name(prose: Prose, at: int, following: int) -> bool:
    """Whether a name that is also a first name stands before what may be a surname: "Jordan Smith"."""
    kinds, others = (prose.names.kinds(prose.tokens.texts[i]) for i in (at, following))
    word = prose.lowers[following]
    if (others and "s" not in others) or word in prose.words.unnamed or word in prose.words.bodies:
        return False
    return "f" in kinds or ("s" in others and not kinds)
