"""Shares of a region and numbers of settlements gained, lost or held: "60 % of X region", "388 settlements freed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from geo.claims import areas
from geo.claims.actors import Cast
from geo.claims.dates import TimeExpression
from geo.claims.sentences import Item
from geo.model import Level
from geo.resources.lexicons import Lexicon
from geo.units import NUMBER, number_value

_PARTS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "sixth": 100 / 6, "tenth": 10.0}
_PART = rf"(?:(?P<times>an?|one|two|three|four)[\s-])?(?P<part>{'|'.join(_PARTS)})s?"
_TIMES = {"two": 2, "three": 3, "four": 4}
_SHARE = re.compile(rf"(?:{NUMBER}\s?(?:%|per\s?cent\b)|\b{_PART})\s+of\s+", re.IGNORECASE)
_COUNT = re.compile(
    rf"\b{NUMBER}\s+(?:(?!of\b|and\b|or\b|to\b)[a-z-]+\s+){{0,2}}"
    r"(?P<noun>settlements|villages|towns|cities|localities|hamlets|communities)\b",
    re.IGNORECASE,
)
_HINTS = (
    "%", "per cent", "percent", *(f"{part} of " for part in _PARTS), *(f"{part}s of " for part in _PARTS),
    "settlements", "villages", "towns", "cities", "localities", "hamlets", "communities",
)  # fmt: skip
_REACH = 7  # items between a number and the verb that says what became of what is counted
_WHERE = (Level.REGION, Level.AREA, Level.COUNTRY)


@dataclass(frozen=True, slots=True)
class Counted:
    """One share or number as found; `of` is the region of a share and the noun of a number."""

    kind: str  # share (value in per cent) | count
    value: float
    of: str
    start: int
    change: str
    actor: str | None
    since: date | None
    until: date | None
    region: str | None
    approximate: str | None


def mentions_count(text: str) -> bool:
    """Whether a share or a number of settlements may stand in a text: a cheap look before parsing."""
    low = text.lower()
    return any(hint in low for hint in _HINTS)


def holds_number(text: str, start: int, end: int) -> bool:
    """Whether there is one to be read in text[start:end]."""
    return next(_numbers(text, start, end), None) is not None


def find(text: str, start: int, end: int, items: Sequence[Item], cast: Cast, lexicon: Lexicon,
         times: Sequence[TimeExpression]) -> list[Counted]:  # fmt: skip
    """The shares and numbers of a sentence that say what changed hands or is held; plans and questions do not."""
    found = []
    for kind, value, begin, stop in _numbers(text, start, end):
        first = next((n for n, x in enumerate(items) if x.end > begin), len(items))
        behind = next((n for n, x in enumerate(items) if x.start >= stop), len(items))
        of = _region_behind(items, behind) if kind == "share" else text[begin:stop].split()[-1].lower()
        change = _change(items, first, behind, lexicon) if of else None
        if of is None or change is None:
            continue
        region = of if kind == "share" else areas.region(items, first)
        actor = areas.actor(items, first, cast)
        about = areas.approximate(text[max(start, begin - 24) : begin], lexicon)
        since, until = areas.period(text, start, end, begin, times)
        found.append(Counted(kind, value, of, begin, change, actor, since, until, region, about))
    return found


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[str, float, int, int]]:
    for match in _SHARE.finditer(text, start, end):
        if match["part"]:
            value = _PARTS[match["part"].lower()] * _TIMES.get((match["times"] or "").lower(), 1)
        else:
            value = number_value(match) or 0.0
        if 0 < value <= 100:
            yield "share", round(value, 1), match.start(), match.end()
    for match in _COUNT.finditer(text, start, end):
        value = number_value(match) or 0.0
        if value >= 1 and value == int(value):
            yield "count", value, match.start(), match.end()


def _region_behind(items: Sequence[Item], k: int) -> str | None:
    """The region, area or country that a share is of: "of the eastern X region", "of X's territory"."""
    for item in items[k : k + 4]:
        if item.place is not None:
            named = item.place.place.name if item.place.place else item.place.name
            return named if item.place.level in _WHERE else None
        if item.actor is not None and item.actor.kind in ("nation", "name"):
            return item.text
        if item.kind != "word":
            return None
    return None


def _change(items: Sequence[Item], first: int, behind: int, lexicon: Lexicon) -> str | None:
    """What the verb right before the number, or the passive right behind its noun, makes of it."""
    for k in range(first - 1, max(-1, first - 1 - _REACH), -1):
        item = items[k]
        if item.kind == "place" or item.low in (".", ";", ":", "?"):
            break
        if change := areas.controlled(items, k, lexicon) or _verb(item, lexicon):
            return None if areas.unreal(items, k, lexicon) else change
    for k in range(behind, min(len(items), behind + _REACH)):
        if items[k].low in (".", ";", ":", ","):
            break
        if lexicon.has("control.hands", items[k].low):
            return "held"
        if change := _verb(items[k], lexicon):
            passive = any(x.low in ("is", "are", "was", "were", "been") for x in items[behind:k])
            return change if passive and not areas.unreal(items, k, lexicon) else None
    return None


def _verb(item: Item, lexicon: Lexicon) -> str | None:
    if item.kind != "word":
        return None
    if lexicon.has("control.hands", item.low):
        return "held"  # "in control of 20 villages"
    return lexicon.area_verbs.get(item.low)
