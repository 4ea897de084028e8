"""Weigh what speaks for and against a name being a place where it stands.

The weights were set by hand from what each sign means in news prose, and are the same for every name. What they add up
to is compared with `ACCEPT`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.model import Level
from geo.places.gazetteer import Match
from geo.places.likelihood import NOTHING, Meaning
from geo.places.prose import LIST_SIGNS, Prose
from geo.places.schema import LOCAL
from geo.places.spans import Span
from geo.places.tokens import POSSESSIVES, Token

ACCEPT = 0.45
STRONG = 0.4  # what a preposition is worth that hardly ever stands before anything but a place
_BESIDE = frozenset(("the", "nearby", "neighbouring", "neighboring"))


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
    score = meaning.likelihood if meaning else 0.3
    score += (0.4 if level is not None else 0.0) + before(prose, span.first) + _after(prose, span, end)
    score += _words(prose, span, meaning) + _neighbours(prose, span)
    previous = prose.at(span.first - 1)
    part = previous.lower if previous is not None and previous.lower in prose.words.compass else None
    return Mention(span, end, level, meaning, score, part)


def company(mention: Mention, around: frozenset[str]) -> float:
    """What it is worth that a name has a place in a region or country that the text is about (see `surroundings`)."""
    places = [m.place for m in mention.matches if m.strength <= LOCAL and m.place.level is Level.SETTLEMENT]
    if any(p.region_key in around for p in places):
        return 0.2
    return 0.12 if any(p.country in around for p in places) else 0.0


def surroundings(mentions: Iterable[Mention]) -> frozenset[str]:
    """Regions (by key) and countries (by code) of what mentions most likely mean."""
    places = (m.meaning.likeliest for m in mentions)
    return frozenset(k for p in places if p is not None for k in (p.region_key, p.country) if k)


def _kind(prose: Prose, span: Span) -> tuple[int, Level | None, Meaning]:
    """Let the noun beside the name say its level: (last token, level the wording says, what fits it)."""
    words, meaning = prose.words, span.meaning
    if (noun := prose.noun_after(span.last)) is not None:
        at, token = noun
        joined = at == span.last + 1
        regional = meaning.only(Level.REGION, Level.AREA)
        districts = token.lower in words.district or (token.capital and token.lower in words.state)
        if regional and (token.lower in words.region or districts):
            said = Level.REGION if Level.REGION in regional.levels else Level.AREA
            return at if joined else span.last, said, regional
        if token.lower in words.region:
            return span.last, None, meaning  # the surroundings of a town: the town is what can be found
        if joined and token.capital and token.lower in words.district:
            return at, Level.REGION, NOTHING  # a second-level division, which the gazetteer does not have
        if joined and token.capital and token.lower in words.feature:
            return at, Level.AREA, NOTHING  # "X Valley": not X
        if token.lower in words.settlement:
            return span.last, None, meaning.only(Level.SETTLEMENT) or meaning
    of = prose.noun_of(span.first)
    # A country is none: "the city Russia has occupied".
    if of in words.settlement and of != "capital" and Level.COUNTRY not in meaning.levels:
        return span.last, Level.SETTLEMENT, meaning.only(Level.SETTLEMENT) or meaning
    if of in words.regional:
        return span.last, None, meaning.only(Level.REGION) or meaning
    return span.last, None, meaning


def before(prose: Prose, first: int) -> float:
    """What stands before the name, or before the list it is in."""
    if prose.noun_of(first):
        return 0.6
    at = first - 1
    while (token := prose.at(at)) is not None and (token.lower in _BESIDE or token.lower in prose.words.compass):
        at -= 1
    if token is None:
        return 0.0
    if token.lower in prose.words.strong:
        return STRONG
    if token.lower in prose.words.weak:
        return 0.2
    owner = prose.inside.get(at - 1)
    if owner is None or owner.first >= first:
        return 0.0
    if token.lower in LIST_SIGNS:
        return min(0.3, before(prose, owner.first))
    if token.lower in POSSESSIVES:
        return 0.3 if owner.matches[0].place.level is Level.COUNTRY else 0.1
    return 0.0


def _after(prose: Prose, span: Span, end: int) -> float:
    """A wider place that holds the name ("X, Y", "X (Y)", "X in Y") or a fate ("X was captured") speaks for it."""
    sign, at = prose.at(end + 1), end + 2
    while (token := prose.at(at)) is not None and (token.lower == "the" or token.lower in prose.words.compass):
        at += 1
    following = prose.starts.get(at)
    if sign is not None and following is not None and (sign.text in (",", "(") or sign.lower in ("in", "у", "в")):
        wider = {m.place.region_key for m in following.matches if m.place.level is Level.REGION}
        countries = {m.place.country for m in following.matches if m.place.level is Level.COUNTRY}
        held = (m.place for m in span.matches if m.place.level in (Level.SETTLEMENT, Level.REGION))
        if any(p.region_key in wider or p.country in countries for p in held):
            return 0.4
    if sign is not None and sign.text == "," and _apposed(prose, end + 2):
        return 0.4
    at = end + 1
    while (token := prose.at(at)) is not None and token.lower in prose.words.fate_helpers and at < end + 4:
        at += 1
    return 0.35 if token is not None and token.lower in prose.words.fates else 0.0


def _apposed(prose: Prose, at: int) -> bool:
    """Whether an apposition says that the name before it is a settlement: "X, a small railway town"."""
    article = prose.at(at)
    if article is None or article.lower not in ("a", "an", "the", "another", "one"):
        return False
    for ahead in range(at + 1, at + 5):
        token = prose.at(ahead)
        if token is None or not token.word:
            return False
        if token.lower in prose.words.settlement:
            return True
    return False


def _words(prose: Prose, span: Span, meaning: Meaning) -> float:
    """What the words of the name are besides: common ones, names of people, abbreviations."""
    words, score = prose.words, 0.0
    parts = [t for t in map(prose.tokens.__getitem__, range(span.first, span.last + 1)) if t.word]
    first, single = parts[0], len(parts) == 1
    kinds = [prose.kinds(t) for t in parts]
    country = Level.COUNTRY in meaning.levels
    placed = before(prose, span.first) >= STRONG
    if all(_ordinary(prose, t) for t in parts):
        score -= 0.2 if country else 0.25 if placed or not single else 0.55
        if single and first.opens:
            score -= 0.3
    if not single:
        return score + (0.0 if all(kinds) else 0.1)
    if not kinds[0] and not first.opens:
        score += 0.1
    if {"f", "s"} & set(kinds[0]) and not placed:
        score -= 0.15
    if first.lower in prose.surnames:
        score -= 0.7
    if first.lower in words.titles:
        score -= 0.3
    if first.text.isupper() and 1 < len(first.text) <= 4 and "." not in first.text and not country:
        score -= 0.4
    following = prose.at(span.last + 1)
    if following is not None and following.lower in words.agent_verbs and not _can_speak(prose, meaning.matches):
        score -= 0.3
    return score


def _ordinary(prose: Prose, token: Token) -> bool:
    words = prose.words
    return bool({"c", "d"} & set(prose.kinds(token))) or token.lower in words.ordinary


def _can_speak(prose: Prose, matches: Iterable[Match]) -> bool:
    return any(m.place.level is not Level.SETTLEMENT or m.place.key in prose.gazetteer.capitals for m in matches)


def _neighbours(prose: Prose, span: Span) -> float:
    """Capitalised words right before and after: a first name, a title, a surname or a body make another name of it."""
    words, score = prose.words, 0.0
    first, previous, following = prose.tokens[span.first], prose.at(span.first - 1), prose.at(span.last + 1)
    if previous is not None and first.spaced and previous.word and previous.capital:
        kinds = prose.kinds(previous)
        if previous.lower in words.persons or ("f" in kinds and "c" not in kinds):
            score -= 0.8
        elif not (span.first - 1 in prose.inside or previous.opens or previous.lower in words.harmless or "d" in kinds):
            score -= 0.4
    elif previous is not None and previous.text == "." and first.spaced:
        initial = prose.at(span.first - 2)
        if initial is not None and initial.capital and len(initial.text) == 1:
            score -= 0.6
    if following is not None and following.spaced and following.word and following.capital and not following.opens:
        if span.first == span.last and _first_name(prose, first, following):
            score -= 0.85
        elif following.lower in words.unnamed or span.last + 1 in prose.starts:
            pass
        elif following.lower in words.bodies:
            score -= 0.5
        elif "d" in prose.kinds(following):
            score -= 0.1
        else:
            score -= 0.45
    return score


def _first_name(prose: Prose, token: Token, following: Token) -> bool:
    """Whether a name that is also a first name stands before what may be a surname: "Jordan Smith"."""
    surname = "s" in prose.kinds(following) or not prose.kinds(following)
    if not surname or following.lower in prose.words.unnamed | prose.words.bodies:
        return False
    return "f" in prose.kinds(token) or ("s" in prose.kinds(following) and not prose.kinds(token))
