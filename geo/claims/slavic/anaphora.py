""" "місто", "в посёлке": the settlement named last."""

from __future__ import annotations

from geo.claims.sentences import Item
from geo.model import Level, Role, Toponym
from geo.resources.slavic.lexicon import Lexicon
from geo.resources.slavic.morphology import looks_adjectival, norm


def resolve(items: list[Item], words: Lexicon, place: Toponym | None, capitals: frozenset[int]) -> None:
    """Put the place in mind where a settlement's noun stands for it: alone, in the singular, with no name behind it."""
    for k, item in enumerate(items):
        if (
            k not in capitals
            and item.place is not None
            and item.place.role is Role.LOCATION
            and item.place.level is Level.SETTLEMENT
        ):
            place = item.place
        low = norm(item.low)
        before = norm(items[k - 1].low) if k else ""
        alone = words.has("clause.town", low) or (
            words.has("clause.town_governed", low)
            and (before in words.frames["all"] or words.noun("kinds.part", before) is not None)
        )
        if item.kind != "word" or not alone or place is None:
            continue
        following = items[k + 1] if k + 1 < len(items) else None
        named = following is not None and (
            following.kind in ("place", "actor") or following.text[0].isupper() or following.low in ("«", '"', "-")
        )
        if (
            named
            or (k and items[k - 1].kind == "number")
            or (looks_adjectival(before) and not words.has("clause.this", before))
        ):
            continue
        items[k] = Item("place", item.text, item.low, item.start, item.end, place=place, anaphor=True)
