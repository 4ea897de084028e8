"""Armed groups told by a common noun: whose "the rebels", "the paramilitaries", "fighters loyal to X" are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from geo.claims.actors import Cast
from geo.claims.grammar import PREPOSITIONS
from geo.claims.sentences import Item, Sentence

_RULERS = frozenset(["president", "king", "premier", "presidency"])
_JOINING = frozenset(["and", "backed", "supported", "aided", "helped", "alongside", "with"])
_BESIDE = _JOINING | frozenset([",", "by", "the", "its", "their", "allied", "local", "other", "together"])
_UNITED = frozenset(["coalition", "alliance", "bloc"])
_KINDRED = frozenset(["linked", "affiliated", "allied"])  # "militants linked to X" may be a group of another name
_FORMER = frozenset(["ousted", "deposed", "former", "toppled"])
_LOYAL = frozenset(
    ["loyal", "linked", "aligned", "allied", "affiliated", "belonging", "answering", "led", "commanded", "fighting",
     "under"]
)


def settle(cast: Cast, sentences: Sequence[Sentence]) -> None:
    """Give "fighters loyal to X" X's side, and "the rebels" the name of the one armed group that the report has named.

    A group beside which rebels are named in one sentence is not they, unless the text calls it so ("M23 rebels").
    """
    for sentence in sentences:
        _follow(cast, sentence.items)
        _ally(cast, sentence.items)
        for item in sentence.items:
            if item.actor is not None and item.actor.kind == "backed" and (client := _client(cast, item.text)):
                _rename(cast, item, client)
    named = {side for _, side in cast.groups} - set(cast.parties.peoples.values())  # a people is more than its rebels
    if cast.theatre.sides or not named:
        return
    named = (named - cast.franchises) or named
    for sentence in sentences:
        if any(_by_kind(cast, item) for item in sentence.items):
            named -= {item.actor.side for item in sentence.items if item.actor is not None} - cast.described
    for item in (item for sentence in sentences for item in sentence.items if _by_kind(cast, item)):
        before = {side for at, side in cast.groups if at < item.start and side in named}
        meant = before if len(before) == 1 else named
        if len(meant) == 1:
            _rename(cast, item, next(iter(meant)))


def _client(cast: Cast, phrase: str) -> str | None:
    """Whom "the Iran-backed group", "Kurdish-led forces" means: who has that backer here, in the text or by repute."""
    words = re.split(r"[\s-]", phrase.removeprefix("pro-"))
    if not _UNITED.isdisjoint(words):
        return None  # a coalition is more than any of its members
    patron = next((side for n in (3, 2, 1) if (side := cast.party(" ".join(words[:n]))) is not None), None)
    if patron is None:
        return None
    told = cast.backed.get(patron)
    reputed = [c for c in cast.parties.clients if patron in c.backers and c.home == cast.home]
    named = [c.group for c in reputed if c.group in cast.seen] or [c.group for c in reputed]
    return told or (named[0] if len(named) == 1 else None)


def _follow(cast: Cast, items: Sequence[Item]) -> None:
    """ "fighters loyal to X", "forces of Y's government", "rebels led by Z": theirs."""
    for k, item in enumerate(items):
        if item.actor is None or not item.actor.force or item.actor.kind not in ("force", "demonym"):
            continue
        own = item.actor.side is None or _by_kind(cast, item)
        at = k + 1
        while at < len(items) and items[at].low in _LOYAL and at - k < 3:
            at += 1
        loyal = at > k + 1
        if items[at - 1].low == "under":
            at -= 1
        elif at == len(items) or items[at].low not in (("to", "with", "of", "by") if at > k + 1 else ("of", "from")):
            continue
        side = _first_side(cast, items[at + 1 : at + 7])
        if side is not None and item.actor.side is None:
            cast.fighting[side] += 1
            item.actor = replace(item.actor, side=side)
        elif side is not None and (own or (loyal and cast.is_group(side))):
            if items[k + 1].low in _KINDRED:
                cast.franchises.add(side)
            _rename(cast, item, side)  # "eastern forces under Z": Z's, whatever their nation
        elif side is None and item.actor.side is None and items[k + 1].low in ("loyal", "allied", "aligned"):
            item.actor = replace(item.actor, kind="loyal")


def _ally(cast: Cast, items: Sequence[Item]) -> None:
    """ "A's soldiers and allied B fighters", "A, backed by B": they fight side by side, unless "A and B clashed"."""
    acting = [k for k, item in enumerate(items) if item.actor is not None and item.actor.force and item.actor.side]
    for a, b in pairwise(acting):
        between = [x.low for x in items[a + 1 : b]]
        around = (*items[max(0, a - 4) : a], *items[b + 1 : b + 8])
        if (
            0 < len(between) < 5
            and _BESIDE.issuperset(between)
            and not _JOINING.isdisjoint(between)
            and all(x.low != "between" and "fight" not in _frames(cast, x.low) for x in around)
        ):
            cast.allies.add(frozenset(x.actor.side for x in (items[a], items[b]) if x.actor and x.actor.side))


def _frames(cast: Cast, low: str) -> set[str]:
    """The frames of the verbs and nouns that a word may be."""
    return {sense.frame for sense in (*cast.lexicon.verbs.get(low, ()), *cast.lexicon.nouns.get(low, ()))}


def _first_side(cast: Cast, items: Iterable[Item]) -> str | None:
    for item in items:
        if item.actor is not None and item.actor.side is not None:
            return item.actor.side
        if cast.lexicon.has("words.state_words", item.low):
            return item.low
        if item.low in _RULERS:
            return None if cast.theatre.sides else "government"
        if item.low in _FORMER:
            return None
        if item.kind == "sign" or item.low in PREPOSITIONS:
            return None
    return None


def _by_kind(cast: Cast, item: Item) -> bool:
    """Whether a party has only a common noun for a name."""
    side = item.actor.side if item.actor is not None else None
    return side is not None and (side in cast.lexicon.groups["words.irregulars"] or side in cast.kinds)


def _rename(cast: Cast, item: Item, side: str) -> None:
    if item.actor is not None and item.actor.side is not None:
        for counts in (cast.seen, cast.fighting):
            if counts[item.actor.side]:
                counts[item.actor.side] -= 1
                counts[side] += 1
        item.actor = replace(item.actor, side=side)
