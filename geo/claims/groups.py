"""Armed groups told by a common noun: whose "the rebels", "the paramilitaries", "fighters loyal to X" are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.claims.actors import Cast
from geo.claims.grammar import PREPOSITIONS
from geo.claims.sentences import Item, Sentence

_RULERS = frozenset(["president", "king", "premier", "presidency"])
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
    named = {side for _, side in cast.groups} - set(cast.parties.peoples.values())  # a people is more than its rebels
    if cast.theatre.sides or not named:
        return
    for sentence in sentences:
        if any(_by_kind(cast, item) for item in sentence.items):
            named -= {item.actor.side for item in sentence.items if item.actor is not None} - cast.described
    for item in (item for sentence in sentences for item in sentence.items if _by_kind(cast, item)):
        before = {side for at, side in cast.groups if at < item.start and side in named}
        meant = before if len(before) == 1 else named
        if len(meant) == 1:
            _rename(cast, item, next(iter(meant)))


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
            _rename(cast, item, side)  # "eastern forces under Z": Z's, whatever their nation
        elif side is None and item.actor.side is None and items[k + 1].low in ("loyal", "allied", "aligned"):
            item.actor = replace(item.actor, kind="loyal")


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
    return item.actor is not None and item.actor.side in cast.lexicon.groups["words.irregulars"]


def _rename(cast: Cast, item: Item, side: str) -> None:
    if item.actor is not None and item.actor.side is not None:
        for counts in (cast.seen, cast.fighting):
            if counts[item.actor.side]:
                counts[item.actor.side] -= 1
                counts[side] += 1
        item.actor = replace(item.actor, side=side)
