"""Places beside a verb or noun: objects, subjects and what prepositions govern, with their coordination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims.grammar import (
    BREAKS,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    SUBORDINATORS,
    VerbGroup,
    is_adverb,
)
from geo.claims.sentences import Item
from geo.model import Level
from geo.resources.lexicons import Lexicon

_NEW_CLAUSE = RELATIVES | {"while", "because", "although", "but"}


@dataclass(frozen=True, slots=True)
class Places:
    """Coordinated places: item indices, and whether only a part of them is meant."""

    indices: tuple[int, ...]
    partial: bool = False
    outskirts: bool = False
    gapped: tuple[
        int, ...
    ] = ()  # those with a date of their own, whose verb is left out ("took X on Monday, Y on Friday")

    def __bool__(self) -> bool:
        return bool(self.indices)


NOWHERE = Places(())


def object_places(items: Sequence[Item], start: int, lexicon: Lexicon, *, loose: bool = False) -> Places:
    """The places of a noun phrase that begins at item `start` ("the strategic town of X, Y and Z").

    With `loose`, any words may stand between as long as no new clause begins (used after prepositions).
    """
    has = lexicon.has
    k, partial, outskirts, unknown, noun_seen = start, False, False, 0, False
    while k < len(items):
        item = items[k]
        if item.kind == "place":
            if items[k - 1].low == "the" and k > 2 and items[k - 3].low in ("bank", "banks"):
                return NOWHERE  # "the right bank of the X": a river
            if _town_of(items, k, item.level is Level.COUNTRY):
                return NOWHERE  # "the second capital of Ukraine", "the capital of W region" is another place
            if _names_more(items, k):
                return NOWHERE if items[k + 1].low in _AXES else object_places(items, k + 1, lexicon, loose=loose)
            if k + 1 < len(items) and items[k + 1].low == "'s":  # "Congo's second city, X"; "X's last quarter" is X
                owned = object_places(items, k + 2, lexicon)
                return owned if owned.indices or _containing(item) else Places((k,), partial, outskirts)
            return _coordinated(items, k, partial, outskirts)
        if item.kind == "actor":
            if item.actor and item.actor.kind == "demonym" and not item.actor.force:
                k += 1
                continue  # "the Ukrainian city of X"
            following = items[k + 1].low if k + 1 < len(items) else ""
            if following == "'s":
                k += 2
                continue  # "Ukraine's city of X"
            return NOWHERE
        if item.kind == "number":
            k += 1
            continue
        if item.kind == "sign":
            if item.low in QUOTES or item.low == "-":
                k += 1
                continue
            named = (
                k + 1 < len(items)
                and items[k + 1].kind == "place"
                and lexicon.has("words.place_nouns", items[k - 1].low)
            )
            return _coordinated(items, k + 1, partial, outskirts) if named else _examples(items, k, partial, outskirts)
        low = item.low
        if low in _COMPASS and k + 1 < len(items) and items[k + 1].low == "of" and items[k - 1].low not in DETERMINERS:
            return NOWHERE  # "took the post north of X"
        if has("words.part_nouns", low) or has("words.place_nouns", low):
            partial = partial or has("words.partial", low)
            outskirts = outskirts or has("words.outskirts", low)
            noun_seen, unknown = True, 0
        elif low == "of" and noun_seen:
            pass
        elif low == "of" and unknown:
            if not loose:
                return NOWHERE  # "took prisoners of X" takes no place; "above the city hall of X" is at X
        elif low in PREPOSITIONS or low in SUBORDINATORS or low in ("and", "or", "but", "who", "which"):
            if low == "in" and noun_seen and (listed := _after_colon(items, k + 1)) is not None:
                return _coordinated(items, listed, partial, outskirts)
            if not (low in ("in", "on", "at") and partial and noun_seen):
                return NOWHERE
        elif low in DETERMINERS or is_adverb(item) or low == "'s":
            pass
        elif _unknown_name(items, k):
            step = _next_in_list(items, k + 1)
            while step is not None and items[step].kind != "place":
                step = _next_in_list(items, step + 1)
            return _coordinated(items, step, partial, outskirts) if step is not None else NOWHERE
        else:
            unknown += 1
            if unknown > (4 if loose else 3) or has("words.force_nouns", low):
                return NOWHERE
        k += 1
    return NOWHERE


_AXES = frozenset(["sector", "sectors", "direction", "directions", "axis", "axes"])


def _names_more(items: Sequence[Item], k: int) -> bool:
    """Whether the name at item `k` only goes before what is meant: "the X sector", "the W capital"."""
    following = items[k + 1] if k + 1 < len(items) else None
    return following is not None and (
        following.low in _AXES or (_containing(items[k]) and (following.anaphor or following.low == "capital"))
    )


def _after_colon(items: Sequence[Item], k: int) -> int | None:
    """ "three towns in W: X, Y and Z", "… in W - X, Y and Z -": where the list begins."""
    while k < len(items) and (items[k].low in DETERMINERS or items[k].low in _LIST_WORDS):
        k += 1
    if k + 2 < len(items) and _containing(items[k]) and items[k + 1].low in (":", "-", "–", "—", "--", "("):
        return k + 2 if items[k + 2].kind == "place" or _unknown_name(items, k + 2) else None
    return None


def _town_of(items: Sequence[Item], k: int, in_country: bool) -> bool:
    """Whether the name at item `k` only says where a town lies ("the capital of X")."""
    of = k - 1 - (items[k - 1].low == "the")
    if of < 1 or items[of].low != "of":
        return False
    return items[of - 1].low in ("capital", "seat") or (in_country and items[of - 1].low in _LIST_WORDS)


def _unknown_name(items: Sequence[Item], k: int) -> bool:
    """Whether a capitalised word at item `k` opens a list ("took Unknown, X and Y")."""
    item, following = items[k], items[k + 1].low if k + 1 < len(items) else "."
    return item.kind == "word" and item.text[0].isupper() and following in (",", "and")


def _examples(items: Sequence[Item], k: int, partial: bool, outskirts: bool) -> Places:
    """ "seven posts, among them X and Y", "several villages, including X"."""
    following = [x.low for x in items[k + 1 : k + 3]]
    skip = 2 if following[:1] == ["including"] else 3 if following in (["among", "them"], ["such", "as"]) else 0
    if not skip or items[k].low != ",":
        return NOWHERE
    at = k + skip
    while at < len(items) and (items[at].low in DETERMINERS or items[at].low in _LIST_WORDS or items[at].low == "of"):
        at += 1
    return _coordinated(items, at, partial, outskirts) if at < len(items) and items[at].kind == "place" else NOWHERE


def _coordinated(items: Sequence[Item], k: int, partial: bool, outskirts: bool) -> Places:
    """A list of places from item `k` on: "X, Y and the village of Z in W region" without W."""
    found, at = [k], k + 1
    while at < len(items):
        step = _next_in_list(items, at)
        if step is None:
            break
        if items[step].kind == "place":
            found.append(step)
        at = step + 1
    levels = {items[f].level for f in found}
    if Level.SETTLEMENT in levels and len(found) > 1:
        # "X, W region": what contains a settlement is its address, unless it stands after "and".
        found = [f for f in found if _is_settlement(items[f]) or items[f - 1].low == "and"]
    return Places(tuple(found), partial, outskirts)


def _next_in_list(items: Sequence[Item], at: int) -> int | None:
    """The next member of a list whose last member ended before item `at`: a place, or a name that is not known."""
    step = at
    if items[step].low == "(":  # a gloss
        while step < len(items) and items[step].low != ")":
            step += 1
        step += 1
    described = _description(items, step)
    step = described or step
    joined = False
    while step < len(items) and (items[step].low in COORDINATORS or items[step].low in _JOINING):
        joined, step = True, step + 1
    if not joined:
        return None
    skipped = kind = 0
    while (
        step < len(items)
        and items[step].kind == "word"
        and skipped < 5
        and (
            items[step].low in DETERMINERS
            or items[step].low in _LIST_WORDS
            or items[step].low in ("of", "nearby", "neighbouring", "neighboring", "strategic", "small", "key")
            or is_adverb(items[step])
        )
    ):
        kind = kind or items[step].low in _LIST_WORDS
        step, skipped = step + 1, skipped + 1
    if step >= len(items) or (described and not kind):
        return None
    if items[step].kind == "place":
        return step
    unknown = items[step].kind == "word" and items[step].text[0].isupper() and step + 1 < len(items)
    listed = unknown and (kind or items[step + 1].low in COORDINATORS or items[step + 1].low == ".")
    return step if listed else None


def _description(items: Sequence[Item], at: int) -> int | None:
    """Past "on the eastern bank of the river": words about the place before, up to the comma that goes on."""
    if at >= len(items) or items[at].low not in ("on", "near", "in", "at", "along", "north", "south", "east", "west"):
        return None
    for k in range(at + 1, min(len(items), at + 9)):
        if items[k].low in (",", "and"):
            return k
        if items[k].kind not in ("word", "place") or items[k].low in BREAKS or items[k].low in RELATIVES:
            return None
    return None


_COMPASS = frozenset(["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"])
_JOINING = frozenset(["well", "as", "then", "along", "together", "with"])
_LIST_WORDS = frozenset(
    [
        "town",
        "towns",
        "city",
        "cities",
        "village",
        "villages",
        "settlement",
        "settlements",
        "hamlet",
        "hamlets",
        "port",
        "station",
        "township",
        "townships",
        "suburb",
    ]
)


def _is_settlement(item: Item) -> bool:
    return item.place is not None and item.place.level in (Level.SETTLEMENT, Level.FACILITY, None)


def subject_places(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> Places:
    """The places that are the subject of a verb group, or the noun a reduced participle hangs on."""
    k = group.first - 1
    while k >= 0 and (is_adverb(items[k]) or items[k].low in QUOTES):
        k -= 1
    if k < 0:
        return NOWHERE
    relative = items[k].low in ("which", "that")
    if relative:
        k -= 1
        if k >= 0 and items[k].low == ",":
            k -= 1
    elif items[k].low == ",":
        if group.reduced:
            k -= 1
        else:
            k = _before_insertion(items, k)
    elif items[k].low in ("and", "but") and not group.reduced:
        return NOWHERE
    listed = _bracketed_list(items, k)
    if listed:
        return Places(listed)  # "five hamlets north of V (X, Y and Z) are under …"
    if k >= 0 and items[k].low == ")":
        while k >= 0 and items[k].low != "(":
            k -= 1
        k -= 1
    inserted = _inserted_list(items, group.first - 1) if group.first and items[group.first - 1].low == "," else ()
    if inserted:
        return Places(inserted)  # "Two villages in W region, X and Y, were freed"
    while k >= 3 and _containing(items[k]) and "in" in (items[k - 1].low, items[k - 2].low, items[k - 3].low):
        # "The town of X in W region is …", "in A's W region": W is the address.
        at = next(j for j in (k - 1, k - 2, k - 3) if items[j].low == "in")
        step = at - 1 - (items[at - 1].low == ",")
        while (
            step > 0
            and items[step].kind == "word"
            and items[step].low
            in (
                "the",
                "north",
                "south",
                "east",
                "west",
                "centre",
                "north-east",
                "north-west",
                "south-east",
                "south-west",
                "of",
                "in",
            )
        ):
            step -= 1
        if items[step].kind != "place":
            break
        k = step
    if k < 0:
        return NOWHERE
    of = k - 1 - (k > 0 and items[k - 1].low == "the")
    if (
        items[k].kind == "place"
        and of > 0
        and items[of].low == "of"
        and items[of - 1].kind == "word"
        and not any(
            lexicon.has(f"words.{kind}", items[of - 1].low) for kind in ("place_nouns", "part_nouns", "strongholds")
        )
    ):
        return NOWHERE  # "the governor of X was captured", "3,000 square kilometres of W region were freed"
    if items[k].kind != "place":
        # "X and Y regions were", "the city of X itself was"
        if (
            items[k].kind == "word"
            and (lexicon.has("words.place_nouns", items[k].low) or items[k].low in ("itself", "both"))
            and k
            and items[k - 1].kind == "place"
        ):
            k -= 1
        else:
            return NOWHERE
    titled = items[k - 2].low if k > 1 else ""
    if items[k].kind == items[k - 1].kind == "place" and (
        lexicon.has("words.officers", titled) or lexicon.has("speech.speakers", titled)
    ):
        return NOWHERE  # "the warlord Ismail Khan was captured"
    found = [k]
    while True:
        j = found[-1] - 1
        while j >= 0 and items[j].kind == "word" and (items[j].low in ("the", "of") or items[j].low in _LIST_WORDS):
            j -= 1
        if j >= 1 and items[j].low in COORDINATORS:
            m = j - 1
            if items[j].low == "and" and items[m].low == ",":
                m -= 1
            if m >= 0 and items[m].kind == "place":
                found.append(m)
                continue
        break
    head = found[-1] - 1
    while (head >= 0 and items[head].low in ("the", "of", "'s")) or (
        head >= 0 and items[head].kind == "word" and items[head].low in _LIST_WORDS
    ):
        head -= 1
    before = items[head].low if head >= 0 else ""
    if before in (
        "in",
        "near",
        "around",
        "at",
        "on",
        "from",
        "to",
        "into",
        "outside",
        "towards",
        "toward",
        "by",
        "against",
    ) and not (relative or group.reduced or lexicon.has("words.strongholds", items[head - 1].low if head else "")):
        return NOWHERE  # "troops in X were surrounded"
    settlements = [f for f in found if _is_settlement(items[f])]
    return Places(tuple(sorted(settlements or found)))


def listed_up_to(items: Sequence[Item], k: int) -> tuple[int, ...]:
    """The settlements of a list "X, Y and Z" whose last member is item `k`; none where it is no settlement."""
    found = [k] if items[k].kind == "place" and _is_settlement(items[k]) else []
    while found and k > 1 and items[k - 1].low in COORDINATORS:
        k -= 3 if items[k - 1].low == "and" and items[k - 2].low == "," else 2
        if k < 0 or items[k].kind != "place" or not _is_settlement(items[k]):
            break
        found.append(k)
    return tuple(reversed(found))


def _containing(item: Item) -> bool:
    return item.place is not None and item.place.level in (Level.REGION, Level.AREA, Level.COUNTRY)


def _inserted_list(items: Sequence[Item], k: int) -> tuple[int, ...]:
    """The settlements listed between two commas, the second at item `k`, where nothing else stands there."""
    found: list[int] = []
    for j in range(k - 1, max(-1, k - 30), -1):
        item = items[j]
        if item.kind == "place":
            if not _is_settlement(item):
                return ()
            found.append(j)
        elif item.low == "," and items[j - 1].kind != "place":
            return tuple(sorted(found))
        elif item.low == "," and j and _containing(items[j - 1]):
            return tuple(sorted(found)) if len(found) > 1 or items[k - 1].kind == "place" else ()
        elif item.low not in COORDINATORS and not (
            item.kind == "word" and (item.low in _LIST_WORDS or item.low in ("the", "of"))
        ):
            return ()
    return ()


def _bracketed_list(items: Sequence[Item], k: int) -> tuple[int, ...]:
    """Two or more settlements in brackets that close at item `k`, where nothing else stands in them."""
    if k < 0 or items[k].low != ")":
        return ()
    found: list[int] = []
    for j in range(k - 1, -1, -1):
        if items[j].low == "(":
            return tuple(sorted(found)) if len(found) > 1 else ()
        if items[j].kind == "place" and _is_settlement(items[j]):
            found.append(j)
        elif items[j].low not in COORDINATORS:
            return ()
    return ()


def _before_insertion(items: Sequence[Item], k: int) -> int:
    """From a comma before a verb, the item before the inserted phrase ("X, capital of Y, was taken")."""
    for j in range(k - 1, max(-1, k - 20), -1):
        if items[j].low == ",":
            return j - 1
        if items[j].low in BREAKS:
            return -1
    return -1


def after_prepositions(items: Sequence[Item], start: int, prepositions: Sequence[tuple[str, ...]], lexicon: Lexicon, *,
                       reach: int = 12) -> Places:  # fmt: skip
    """The places after one of some prepositions, within the clause that holds item `start`."""
    k = start
    while k < min(len(items), start + reach):
        item = items[k]
        if item.low in BREAKS or (item.kind == "word" and item.low in _NEW_CLAUSE):
            break
        for words in prepositions:
            if tuple(x.low for x in items[k : k + len(words)]) == words:
                places = object_places(items, k + len(words), lexicon, loose=True)
                if places.indices:
                    return _more_phrases(items, places, prepositions, lexicon)
        k += 1
    return NOWHERE


def _more_phrases(
    items: Sequence[Item], places: Places, prepositions: Sequence[tuple[str, ...]], lexicon: Lexicon
) -> Places:
    """ "near X, in Y and south of Z": a preposition again, with what it governs."""
    indices, k = places.indices, places.indices[-1] + 1
    while k < len(items) and items[k].low in COORDINATORS:
        while k < len(items) and items[k].low in COORDINATORS:
            k += 1
        words = next((w for w in prepositions if tuple(x.low for x in items[k : k + len(w)]) == w), None)
        if words is None:
            break
        more = object_places(items, k + len(words), lexicon)
        if not more.indices:
            break
        indices, k = (*indices, *more.indices), more.indices[-1] + 1
    return Places(indices, places.partial, places.outskirts)
