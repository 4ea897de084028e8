"""What the grammar of control says of a name in Latin letters: what is taken, left, held or fought over is a place.

A name may stand before the words that tell its fate ("X was captured", "X, some 20 km north of Y, has fallen") or
behind those that tell what is done to it ("drove the rebels out of X", "took over X", "the fall of X").
"""

from __future__ import annotations

from geo.places.arabic import ARTICLES
from geo.places.prose import Prose
from geo.places.tokens import HYPHENS, LIST_SIGNS

_INSERTION = 16  # words of an inserted phrase at the most
_APPOSED = 7  # words in which its head must stand
_HELPERS = 5  # words between a name and its fate: "has now also been fully"
_POSSESSION = 6  # words in which "in the firm hands of" gets to the point
_CLAUSE = 10  # words in which the verb of "drove the last government troops from X" must stand
_LISTED = 30  # tokens over which a list is followed
_PERFECT = frozenset(("has", "had", "have"))
_DONE_TO = frozenset(("been", "is", "are", "was", "were", "be", "being", "gets", "got"))
_RETURNED = frozenset(("again", "back", "now", "once"))
_POSSESSING = frozenset(("hands", "control", "grip", "rule"))
QUOTES = frozenset("\"“”'’‘«»„")
_SIGNS = frozenset(",.;:()—–-\"“”")
_STOPS = frozenset(",.;:()—–\"“”")
_IN_BUSINESS = frozenset(("control", "takeover", "loss", "defence", "defense", "recovery", "seizure"))
_HANDING = frozenset(("hand", "hands", "handed", "handing"))
_AWAY = frozenset(("from", "into"))
_TOWARDS = frozenset(("on", "to", "toward", "towards", "at", "against"))
INTRODUCING = frozenset((",", ":", "—", "–", "-"))


def fated(prose: Prose, end: int) -> bool:
    """Whether what follows a name is said of places: "X was captured", "X and Y, the last bastions of Z, fell"."""
    lowers, sign = prose.lowers, prose.lowers[end + 1]
    if sign not in prose.words.fate_signs and sign not in LIST_SIGNS:
        return False
    at = end + 1
    if sign in LIST_SIGNS:
        after = _after_list(prose, at)
        if after > at:
            return _fate(prose, after) or (lowers[after] == "," and _after_insertion(prose, after))
    if _fate(prose, at):
        return True
    return sign == "," and (_participle(prose, at + 1) or _after_insertion(prose, at))


def apposed(prose: Prose, at: int) -> bool:
    """Whether an apposition that begins at a token says that a name is a place: "a railway town in", "some 9 km from".

    Its last noun says so, not one that belongs to another: "the town's mayor", "a border guard".
    """
    words, lowers = prose.words, prose.lowers
    for position in range(at, at + _APPOSED):
        word = lowers[position]
        if word in _STOPS:
            return False
        following = lowers[position + 1]
        ends = not following[:1].isalpha() or following in words.function or following in words.prepositions
        if ends and following not in HYPHENS and following not in ("'s", "’s") and (
            word in words.settlement or word in words.apposed or word in words.facility or word == "district"
        ):
            return True
    return False


def taken(prose: Prose, first: int) -> bool:
    """Whether the words before a name, or before the list it is in, say that it is taken, left, held or reached."""
    first = _head(prose, first)
    return of_a_taking(prose, first) or object_of(prose, first) or moved(prose, first)


def object_of(prose: Prose, first: int, *, towns: bool = False) -> bool:
    """Whether a name is the object of a verb of taking, with its particle: "captured X", "took over X".

    With `towns`, of one whose object is no person; of some verbs the object is a place only in a report of fighting.
    """
    words, lowers = prose.words, prose.lowers
    at = first - 1
    if lowers[at] in QUOTES and not prose.tokens.gap(at):
        at -= 1  # had "fully seized" X
    word = lowers[at]
    if f"{lowers[at - 1]} {word}" in words.phrasal:
        return prose.fighting and not (towns and lowers[at - 1] in _HANDING)  # prisoners are handed over too
    if towns:
        return word in words.towns or (word in words.seizing and prose.fighting)
    return word in words.takers or (word in words.fought and prose.fighting)


def of_a_taking(prose: Prose, first: int) -> bool:
    """ "the capture of X", "the fall of X"; "control of X" only where there is fighting."""
    noun = prose.lowers[first - 2]
    if first < 2 or prose.lowers[first - 1] != "of":
        return False
    taking = noun in prose.words.takings and (prose.fighting or noun not in _IN_BUSINESS)
    return taking or noun in prose.words.facility


def moved(prose: Prose, first: int) -> bool:
    """ "drove the rebels out of X", "withdrew its troops from X", "advanced on X"."""
    lowers, words = prose.lowers, prose.words
    before = lowers[first - 1]
    if before == "of":
        return lowers[first - 2] == "out"
    verbs = words.moves if before in _AWAY else words.thrusts if before in _TOWARDS else None
    if verbs is None:
        return False
    for at in range(first - 2, max(-1, first - 2 - _CLAUSE), -1):
        if lowers[at] in verbs:
            return True
        if lowers[at] in _STOPS:
            return False
    return False


def introduced(prose: Prose, first: int) -> bool:
    """Whether a noun of kind introduces a name or its list: "two villages, X and Y", "three towns in Z - X, Y"."""
    lowers, words = prose.lowers, prose.words
    sign = lowers[first - 1]
    if sign not in INTRODUCING or not prose.tokens.gap(first):
        return False
    noun = lowers[first - 2]
    if noun in words.plural or noun in words.settlement or noun in words.facility:
        return True
    if f"{lowers[first - 3]} {noun}" in words.facility:
        return True
    return sign != "," and any(lowers[at] in words.plural for at in range(max(0, first - 7), first - 2))


def facility(prose: Prose, last: int) -> bool:
    """Whether a noun of facility stands right after a name: "X airbase", "X oil field"."""
    lowers, words = prose.lowers, prose.words
    if not prose.tokens.capital.isdisjoint((last + 1, last + 2)):
        return False
    at = last + 1
    return lowers[at] in words.facility or f"{lowers[at]} {lowers[at + 1]}" in words.facility


def _head(prose: Prose, first: int) -> int:
    """Where the list begins that a name is in: the first name of "X, Y and Z" for each of them."""
    lowers, capital, least = prose.lowers, prose.tokens.capital, first - _LISTED
    while first > max(1, least) and lowers[first - 1] in LIST_SIGNS and first - 2 in capital:
        at = first - 2
        while at - 1 in capital or (lowers[at - 1] in HYPHENS and at > 1) or lowers[at - 1] in ARTICLES:
            at -= 1
        first = at
    return first


def _after_list(prose: Prose, at: int) -> int:
    """What stands behind the rest of a list of names, from the sign that goes on with it."""
    lowers, capital, most = prose.lowers, prose.tokens.capital, at + _LISTED
    while lowers[at] in LIST_SIGNS and at < most:
        start = at + 1 + (lowers[at + 1] in LIST_SIGNS)  # "X, Y, and Z"
        end = start
        while end in capital or (end > start and lowers[end] in HYPHENS) or lowers[end] in ARTICLES:
            end += 1
        if end == start:
            break
        at = end
    return at


def _after_insertion(prose: Prose, comma: int) -> bool:
    for at in range(comma + 1, min(comma + _INSERTION, len(prose.tokens.texts))):
        if prose.lowers[at] in (".", ";"):
            return False
        if prose.lowers[at] == ",":
            return _fate(prose, at + 1)
    return False


def _participle(prose: Prose, at: int) -> bool:
    """ "X, taken on Friday": said of what stands before the comma."""
    return prose.lowers[at] in prose.words.fates and prose.lowers[at + 1] in prose.words.function


def _fate(prose: Prose, start: int) -> bool:
    words, lowers, at = prose.words, prose.lowers, start
    while lowers[at] in words.fate_helpers and at < start + _HELPERS:
        at += 1
    word, following, helpers = lowers[at], lowers[at + 1], lowers[start:at]
    if word in words.falls:
        return True
    if word in words.passing:
        return not _POSSESSING.isdisjoint(lowers[at + 1:at + 1 + _POSSESSION])
    if f"{word} {following}" in words.phrasal:
        return not _DONE_TO.isdisjoint(helpers)
    if word in words.fates:
        # "X seized Y", "X has seized Y": X is who did it.
        active = not _PERFECT.isdisjoint(helpers) and _DONE_TO.isdisjoint(helpers)
        return not active if helpers else following == "by" or not following[:1].isalnum()
    if not helpers:
        return False
    if word in ("in", "under"):
        for position in range(at + 1, at + 1 + _POSSESSION):
            if lowers[position] in _POSSESSING:
                return True
            if lowers[position] in _SIGNS:
                return False
        return False
    if at in prose.tokens.capital:  # "X is Ukrainian again", "X is again Ukrainian"
        return not _RETURNED.isdisjoint((*helpers, following)) and lowers[at + 1] not in ("'s", "’s")
    return apposed(prose, at) if word in ("the", "a", "an", "one", "another") and helpers[-1] in _DONE_TO else False
