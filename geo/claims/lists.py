"""Lists of places: "X, Y and the village of Z", "three towns in W: X, Y and Z", "five posts, among them X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims.grammar import BREAKS, COORDINATORS, DETERMINERS, PREPOSITIONS, RELATIVES, is_adverb
from geo.claims.sentences import Item
from geo.model import Level


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


_JOINING = frozenset(["well", "as", "then", "along", "together", "with"])


KINDS = frozenset(
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


def is_settlement(item: Item) -> bool:
    return item.place is not None and item.place.level in (Level.SETTLEMENT, Level.FACILITY, None)


def is_containing(item: Item) -> bool:
    return item.place is not None and item.place.level in (Level.REGION, Level.AREA, Level.COUNTRY)


def coordinated(items: Sequence[Item], k: int, partial: bool, outskirts: bool) -> Places:
    """A list of places from item `k` on: "X, Y and the village of Z in W region" without W."""
    found, at = [k], k + 1
    while at < len(items):
        step = next_in_list(items, at)
        if step is None:
            break
        if items[step].kind == "place":
            found.append(step)
        at = step + 1
    levels = {items[f].level for f in found}
    if Level.SETTLEMENT in levels and len(found) > 1:
        # "X, W region": what contains a settlement is its address, unless it stands after "and".
        found = [f for f in found if is_settlement(items[f]) or items[f - 1].low == "and"]
    return Places(tuple(found), partial, outskirts)


def next_in_list(items: Sequence[Item], at: int) -> int | None:
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
            or items[step].low in KINDS
            or items[step].low in ("of", "nearby", "neighbouring", "neighboring", "strategic", "small", "key")
            or is_adverb(items[step])
        )
    ):
        kind = kind or items[step].low in KINDS
        step, skipped = step + 1, skipped + 1
    if step >= len(items) or (described and not kind):
        return None
    if items[step].kind == "place":
        owns = step + 1 < len(items) and items[step + 1].low == "'s"  # "entered X, Y's last foothold"
        return None if owns and items[step - 1].low == "," else step
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


def unknown_name(items: Sequence[Item], k: int) -> bool:
    """Whether a capitalised word at item `k` opens a list ("took Unknown, X and Y")."""
    item, following = items[k], items[k + 1].low if k + 1 < len(items) else "."
    return item.kind == "word" and item.text[0].isupper() and following in (",", "and")


def after_colon(items: Sequence[Item], k: int) -> int | None:
    """ "three towns in W: X, Y and Z", "… in W - X, Y and Z -": where the list begins."""
    while k < len(items) and (items[k].low in DETERMINERS or items[k].low in KINDS):
        k += 1
    if k + 2 < len(items) and is_containing(items[k]) and items[k + 1].low in (":", "-", "–", "—", "--", "("):
        return k + 2 if items[k + 2].kind == "place" or unknown_name(items, k + 2) else None
    return None


def examples(items: Sequence[Item], k: int, partial: bool, outskirts: bool) -> Places:
    """ "seven posts, among them X and Y", "several villages, including X"."""
    following = [x.low for x in items[k + 1 : k + 3]]
    skip = 2 if following[:1] == ["including"] else 3 if following in (["among", "them"], ["such", "as"]) else 0
    if not skip or items[k].low != ",":
        return NOWHERE
    at = k + skip
    while at < len(items) and (items[at].low in DETERMINERS or items[at].low in KINDS or items[at].low == "of"):
        at += 1
    return coordinated(items, at, partial, outskirts) if at < len(items) and items[at].kind == "place" else NOWHERE


def listed_up_to(items: Sequence[Item], k: int) -> tuple[int, ...]:
    """The settlements of a list "X, Y and Z" whose last member is item `k`; none where it is no settlement."""
    found = [k] if items[k].kind == "place" and is_settlement(items[k]) else []
    while found and k > 1 and items[k - 1].low in COORDINATORS:
        k -= 3 if items[k - 1].low == "and" and items[k - 2].low == "," else 2
        if k < 0 or items[k].kind != "place" or not is_settlement(items[k]):
            break
        found.append(k)
    return tuple(reversed(found))


def before_tail(items: Sequence[Item], k: int) -> int:
    """From the end of "X and nine surrounding villages" back to X."""
    if items[k].kind != "word" or items[k].low not in KINDS:
        return k
    for j in range(k - 1, max(0, k - 5), -1):
        if items[j].low == "and":
            return j - 1 if items[j - 1].kind == "place" else k
        if items[j].kind not in ("word", "number") or items[j].low in PREPOSITIONS:
            return k
    return k


_INSERTED = frozenset(["the", "of", "among", "them", "including", "such", "as", "notably"])


def inserted_list(items: Sequence[Item], k: int) -> tuple[int, ...]:
    """The settlements listed between two commas, the second at item `k`, where nothing else stands there."""
    found: list[int] = []
    for j in range(k - 1, max(-1, k - 30), -1):
        item = items[j]
        if item.kind == "place":
            if not is_settlement(item):
                return ()
            found.append(j)
        elif item.low == "," and items[j - 1].kind != "place":
            return tuple(sorted(found))
        elif item.low == "," and j and is_containing(items[j - 1]):
            return tuple(sorted(found)) if len(found) > 1 or items[k - 1].kind == "place" else ()
        elif item.low not in COORDINATORS and not (
            item.kind == "word" and (item.low in KINDS or item.low in _INSERTED)
        ):
            return ()
    return ()


def bracketed_list(items: Sequence[Item], k: int) -> tuple[int, ...]:
    """Two or more settlements in brackets that close at item `k`, where nothing else stands in them."""
    if k < 0 or items[k].low != ")":
        return ()
    found: list[int] = []
    for j in range(k - 1, -1, -1):
        if items[j].low == "(":
            return tuple(sorted(found)) if len(found) > 1 else ()
        if items[j].kind == "place" and is_settlement(items[j]):
            found.append(j)
        elif items[j].low not in COORDINATORS:
            return ()
    return ()
