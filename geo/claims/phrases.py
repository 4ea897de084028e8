"""Places beside a verb or noun: objects, subjects and what prepositions govern, with their coordination."""

from __future__ import annotations

from collections.abc import Sequence

from geo.claims.grammar import (
    BE,
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
from geo.claims.lists import (
    KINDS,
    NOWHERE,
    Places,
    after_colon,
    before_tail,
    bracketed_list,
    coordinated,
    examples,
    inserted_list,
    is_containing,
    is_settlement,
    listed_up_to,
    next_in_list,
    unknown_name,
)
from geo.claims.sentences import Item
from geo.model import Level
from geo.resources.lexicons import Lexicon

_NEW_CLAUSE = RELATIVES | {"while", "because", "although", "but"}


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
            if [x.low for x in items[k + 1 : k + 3]] in _SIDES:  # "the W side of the border crossing of X"
                k, partial, noun_seen = k + 2, True, True
                continue
            if _names_more(items, k):
                return NOWHERE if not items[k + 1].anaphor else object_places(items, k + 1, lexicon, loose=loose)
            if k + 1 < len(items) and items[k + 1].low == "'s":  # "Congo's second city, X"; "X's last quarter" is X
                owned = object_places(items, k + 2, lexicon)
                last = any(x.low in ("last", "final") for x in items[k + 2 : k + 12])  # with which the rest is theirs
                facility = k + 2 < len(items) and has("words.landmarks", items[k + 2].low) and not last
                whole = Places((k,), partial or facility, outskirts)
                return owned if owned.indices or is_containing(item) else whole
            return coordinated(items, k, partial, outskirts)
        if item.kind == "actor":
            if item.actor and item.actor.kind == "demonym" and not item.actor.force:
                k += 1
                continue  # "the Ukrainian city of X"
            following = items[k + 1].low if k + 1 < len(items) else ""
            if following == "'s":
                k += 2
                continue  # "Ukraine's city of X"
            if has("words.place_nouns", following) or has("words.strongholds", following):
                k += 1
                continue  # "the rebel stronghold of X"
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
            return coordinated(items, k + 1, partial, outskirts) if named else examples(items, k, partial, outskirts)
        low = item.low
        if low in _COMPASS and k + 1 < len(items) and items[k + 1].low == "of" and items[k - 1].low not in DETERMINERS:
            return NOWHERE  # "took the post north of X"
        if low == "size":
            return NOWHERE  # "liberated an area the size of X"
        if has("words.part_nouns", low) or has("words.place_nouns", low):
            partial = partial or has("words.partial", low)
            outskirts = outskirts or has("words.outskirts", low)
            noun_seen, unknown = True, 0
        elif low == "of" and noun_seen:
            pass
        elif low == "of" and unknown:
            if not loose:
                return NOWHERE  # "took prisoners of X" takes no place; "above the city hall of X" is at X
        elif low == "at" and k + 1 < len(items) and items[k + 1].low in ("least", "most"):
            k += 1
        elif low in PREPOSITIONS or low in SUBORDINATORS or low in ("and", "or", "but", "who", "which"):
            if low == "in" and noun_seen and (listed := after_colon(items, k + 1)) is not None:
                return coordinated(items, listed, partial, outskirts)
            if not (low in ("in", "on", "at") and partial and noun_seen) and not (
                loose and _landmark(items, k, lexicon)
            ):
                return NOWHERE
        elif low in DETERMINERS or is_adverb(item) or low == "'s":
            pass
        elif unknown_name(items, k):
            step = next_in_list(items, k + 1)
            while step is not None and items[step].kind != "place":
                step = next_in_list(items, step + 1)
            return coordinated(items, step, partial, outskirts) if step is not None else NOWHERE
        else:
            unknown += 1
            if unknown > (4 if loose else 3) or has("words.force_nouns", low):
                return NOWHERE
        k += 1
    return NOWHERE


def _landmark(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    """Whether the preposition at item `k` puts a landmark in a town: "the gas field at X", "its base near X"."""
    following = items[k + 1] if k + 1 < len(items) else None
    town = following is not None and following.kind == "place" and is_settlement(following)
    return town and items[k].low in ("in", "at") and lexicon.has("words.landmarks", items[k - 1].low)


_SIDES = (["side", "of"], ["bank", "of"], ["half", "of"])
_AXES = frozenset(["sector", "sectors", "direction", "directions", "axis", "axes"])


def _names_more(items: Sequence[Item], k: int) -> bool:
    """Whether the name at item `k` only goes before what is meant: "the X sector", "the W capital"."""
    following = items[k + 1] if k + 1 < len(items) else None
    return following is not None and (
        following.low in _AXES
        or (is_containing(items[k]) and (following.anaphor or following.low in KINDS | {"capital"}))
    )


def _town_of(items: Sequence[Item], k: int, in_country: bool) -> bool:
    """Whether the name at item `k` only says where a town lies ("the capital of X")."""
    of = k - 1 - (items[k - 1].low == "the")
    if of < 1 or items[of].low != "of":
        return False
    return items[of - 1].low in ("capital", "seat") or (in_country and items[of - 1].low in KINDS)


_COMPASS = frozenset(["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"])


def subject_places(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> Places:
    """The places that are the subject of a verb group, or the noun a reduced participle hangs on."""
    k = group.first - 1
    while k >= 0 and (is_adverb(items[k]) or items[k].low in QUOTES):
        k -= 1
    if k < 0:
        return NOWHERE
    k = _before_exception(items, k)
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
    listed = bracketed_list(items, k)
    if listed:
        return Places(listed)  # "five hamlets north of V (X, Y and Z) are under …"
    if k >= 0 and items[k].low == ")":
        while k >= 0 and items[k].low != "(":
            k -= 1
        k -= 1
    inserted = inserted_list(items, group.first - 1) if group.first and items[group.first - 1].low == "," else ()
    if inserted:
        return Places(inserted)  # "Two villages in W region, X and Y, were freed"
    while k >= 3 and is_containing(items[k]) and "in" in (items[k - 1].low, items[k - 2].low, items[k - 3].low):
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
    k = before_tail(items, k)
    if group.reduced and (listed := _among(items, k)):
        return Places(listed)
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
        while j >= 0 and items[j].kind == "word" and (items[j].low in ("the", "of") or items[j].low in KINDS):
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
        head >= 0 and items[head].kind == "word" and items[head].low in KINDS
    ):
        head -= 1
    before = items[head].low if head >= 0 else ""
    verb = head - (head > 0 and before.endswith("ern"))
    if verb > 0 and items[verb - 1].low == "to" and items[verb].low in lexicon.verbs:
        return NOWHERE  # "The deal to leave eastern X collapsed"
    governor = items[head - 1].low.rpartition(" ")[2] if head else ""  # "western command" is one item
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
    ) and not (relative or group.reduced or lexicon.has("words.strongholds", governor)):
        return NOWHERE  # "troops in X were surrounded"
    settlements = [f for f in found if is_settlement(items[f])]
    return Places(tuple(sorted(settlements or found)))


_EXCEPT = frozenset(["bar", "except", "save", "barring"])


def _before_exception(items: Sequence[Item], k: int) -> int:
    """From the end of "the whole of X bar a sliver of Y" back to X."""
    for j in range(k, max(0, k - 9), -1):
        if items[j].kind == "sign":
            break
        if items[j].low in _EXCEPT and items[j - 1].kind == "place":
            return j - 1
    return k


def _among(items: Sequence[Item], k: int) -> tuple[int, ...]:
    """The settlements of "listed X and Y among the places", whose kind is named at item `k`."""
    among = next((j for j in range(k, max(0, k - 5), -1) if items[j].low == "among"), None)
    if items[k].low not in KINDS | {"places"} or among is None:
        return ()
    at = among - 1
    while at > 0 and items[at].low in BE:
        at -= 1
    return listed_up_to(items, at)


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
            if item.low == words[0] and tuple(x.low for x in items[k : k + len(words)]) == words:
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
