"""What "the town", "there" or a dateline stands for: the settlement that the talk is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geo.claims.actors import Cast
from geo.claims.grammar import HAVE, PREPOSITIONS
from geo.claims.sentences import Item, Sentence
from geo.model import Level, Role, Toponym

KINDS = frozenset(
    ["town", "city", "village", "settlement", "port", "stronghold", "hamlet", "suburb", "fortress", "enclave", "oasis",
     "ruins"]
)  # fmt: skip
_POINTERS = frozenset(["the", "this", "that", "his", "her", "their", "our"])
_COMPOUNDS = frozenset(["hall", "council", "authority", "authorities", "officials", "elders", "mayor", "government"])
_DASHES = frozenset(["-", "–", "—", "--"])
_TO_OTHERS = frozenset(["loyal", "allied", "answerable", "opposed", "back"])
_UNITS = frozenset(["km", "miles", "kilometres", "kilometers", "mi"])
_LONGEST_DATELINE = 14


def land_of(toponyms: Sequence[Toponym]) -> str | None:
    """The country (ISO 3166-1 alpha-2) in which most of the towns that a report names lie, or else of the regions."""
    towns = (t for t in toponyms if t.level is Level.SETTLEMENT and not t.name.isupper())
    lands = Counter(t.place.country for t in towns if t.place is not None and t.place.country is not None)
    regions = (t.place for t in toponyms if t.level is Level.REGION and t.place is not None)
    lands = lands or Counter(place.country for place in regions if place.country is not None)
    return max(sorted(lands), key=lands.__getitem__, default=None)


def drop_dateline(sentence: Sentence) -> Toponym | None:
    """Take "KABUL, 3 May (Agency) -" off the sentence that opens a report; the place it was sent from."""
    items = sentence.items
    opening = items[0].text if items else ""
    if not opening.isupper() or len(opening) < 3 or len(items) < 4:
        return None
    if len(items) <= 6 and items[-1].low == "." and items[-2].kind == "number" and items[1].low == ",":
        sentence.items = []  # "LONDON, June 20."
        return items[0].place
    dash = next((k for k, x in enumerate(items[:_LONGEST_DATELINE]) if x.low in _DASHES), None)
    if dash is None or dash + 2 >= len(items):
        return None
    head = items[1:dash]
    if any(x.kind == "word" and x.text.islower() and len(x.text) > 2 for x in head):
        return None  # "FARDC troops took X - officials"
    place = items[0].place
    sentence.items = items[dash + 1 :]
    sentence.start = sentence.items[0].start
    return place


def point(items: list[Item], topic: Toponym | None, dateline: Toponym | None, cast: Cast) -> None:
    """Let "the town" be the settlement named last, and "the Afghan capital" the one the report was sent from."""
    place = topic or dateline
    for k, item in enumerate(items):
        if item.place is not None and is_topic(items, k, cast):
            place = item.place
        if item.kind != "word" or not (item.low in KINDS or item.low == "capital"):
            continue
        the = next((j for j in range(k - 1, max(-1, k - 5), -1) if items[j].low in _POINTERS), None)
        if the is None or not _opens_there(items, k, place):
            continue
        between = items[the + 1 : k]
        meant = place
        if item.low == "capital":
            nation = next((cast.party(x.text) for x in between if cast.party(x.text)), None)
            sent_from = dateline.place.country if dateline is not None and dateline.place else None
            if nation is not None:
                meant = dateline if nation == cast.parties.of_nation(sent_from) else None
            elif not (
                any(x.low in ("provincial", "regional", "state", "district") or x.text[0].isupper() for x in between)
                or (k + 1 < len(items) and items[k + 1].low == "of")
            ):
                continue  # "the capital": of which country it is, only the reader knows
        elif not all(x.kind == "word" and x.text.islower() and x.low not in PREPOSITIONS for x in between):
            continue
        if meant is not None:
            items[k] = Item("place", item.text, item.low, item.start, item.end, place=meant, anaphor=True)


def is_topic(items: Sequence[Item], k: int, cast: Cast) -> bool:
    """A settlement that may be meant later; not the one where a speaker sits ("the ministry in X")."""
    item = items[k]
    if item.place is None or item.place.role is not Role.LOCATION or item.place.level is not Level.SETTLEMENT:
        return False
    if k + 1 < len(items) and cast.lexicon.has("speech.outlets", items[k + 1].low):
        return False  # "Tehran radio"
    if items[k - 1].low == "from" and any(
        cast.lexicon.has("words.attack_nouns", x.low) for x in items[max(0, k - 4) : k]
    ):
        return False  # "an offensive launched from X"
    if k > 1 and items[k - 1].low == "to" and items[k - 2].low in _TO_OTHERS:
        return False  # "soldiers loyal to X", "fell back to X"
    if k > 2 and items[k - 1].low in ("of", "from") and not _UNITS.isdisjoint(x.low for x in items[k - 3 : k - 1]):
        return False  # "30 km north of X"
    if k and items[k - 1].low in ("to", "by", "with") and cast.party(item.text) is not None:
        return False  # "handed over to Damascus"
    if k == 0 and len(items) > 2 and (items[1].low in HAVE or items[1].low in cast.lexicon.speech):
        return not any(x.low in cast.lexicon.speech for x in items[1:6])  # "Kinshasa has yet to admit": its government
    if k < 2 or items[k - 1].low != "in":
        return True
    return not cast.lexicon.has("speech.seats", items[k - 2].low)


def _opens_there(items: Sequence[Item], k: int, place: Toponym | None) -> bool:
    """Whether no name follows that says which town is meant ("the town of X", "the city's port")."""
    following = items[k + 1] if k + 1 < len(items) else None
    if following is None:
        return True
    if following.low == "of":
        region = items[k + 2] if k + 2 < len(items) else None
        home = place.place.region if place is not None and place.place is not None else None
        named = region.place if region is not None else None
        same = home is not None and named is not None and (named.place.name if named.place else named.name) in home
        return items[k].low == "capital" and same
    return (
        following.low not in _COMPOUNDS
        and following.kind != "place"
        and following.low != "'s"
        and not following.text[0].isupper()
    )
