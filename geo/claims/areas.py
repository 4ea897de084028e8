"""Figures of ground gained, lost or held: the quantity, whose it is, since when, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geo.claims.actors import Cast
from geo.claims.dates import TimeExpression
from geo.claims.grammar import BREAKS, HAVE, is_adverb
from geo.claims.sentences import Item
from geo.claims.speakers import STATE_WORDS
from geo.model import Level
from geo.resources.lexicons import Lexicon
from geo.units import AreaQuantity, area_quantities

_LAUNCH = re.compile(r"\bsince\b[^.;]{0,60}?\b(?:launch|launched|start|started|began|begun|beginning)\b", re.IGNORECASE)


_COURSE = re.compile(
    r"\b(?:in the course of|during|throughout|over the course of)\s(?:the|its|their)\s(?:[\w-]+\s)?"
    r"(?:operation|(?:counter-?)?offensive|campaign|advance)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as found: its quantity, change, side, and the period the sentence gives."""

    quantity: AreaQuantity
    change: str
    actor: str | None
    since: date | None
    until: date | None
    region: str | None
    approximate: str | None
    throughout: bool = False  # "in the course of the operation": over all the days that the report tells of


def find(text: str, start: int, end: int, items: Sequence[Item], cast: Cast, lexicon: Lexicon,
         times: Sequence[TimeExpression], fallback: str | None) -> list[Figure]:  # fmt: skip
    """The figures of a sentence that say what changed hands. Sizes of things ("the size of …") are left alone."""
    found = []
    for quantity in area_quantities(text[start:end]):
        at = start + quantity.start
        index = next((n for n, x in enumerate(items) if x.end > at), len(items))
        change = _change(items, index, lexicon)
        behind = [x.low for x in items if x.start >= start + quantity.end][:3]
        if any(lexicon.has("area.cleared_of", low) for low in behind):
            continue  # "sappers cleared 60 sq km of mines"
        if change is None or _simile(text[max(start, at - 60) : at], lexicon):
            continue
        side = actor(items, index, cast)
        side = fallback or side if side is None or side in STATE_WORDS else side  # "its army"
        since, until = period(text, start, end, at, times)
        if change == "held" and not any(t.since for t in times):
            since = None  # "in January it controlled 15,000 sq km": on a day, not over a time
        found.append(
            Figure(quantity, change, side, since, until,
                   region(items, index), approximate(text[max(start, at - 24) : at], lexicon),
                   throughout=since is None and until is None and _COURSE.search(text, start, end) is not None)
        )  # fmt: skip
    return found


def _change(items: Sequence[Item], index: int, lexicon: Lexicon) -> str | None:
    """What the nearest verb or noun of change before the figure, else after it, makes of it."""
    near = [x.low for x in items[max(0, index - 7) : index]]
    if "to" in near[-3:] and any(lexicon.has("area.shrunk", low) for low in near):
        return "held"  # "has shrunk to barely 20 sq km": what is left
    for k in range(index - 1, max(-1, index - 30), -1):
        low = items[k].low
        if low in (".", ";", "?"):
            break
        if (light := controlled(items, k, lexicon)) is not None:
            return None if unreal(items, k, lexicon) else light
        if low in lexicon.area_verbs and items[k].kind == "word" and not _of_ground(items, k):
            return None if unreal(items, k, lexicon) else lexicon.area_verbs[low]
        if lexicon.has("area.gained_nouns", low):
            return "gained"
        if lexicon.has("area.lost_nouns", low):
            return "lost"
    negated = any(lexicon.has("negation.words", x.low) for x in items[max(0, index - 2) : index])
    for k in range(index, min(len(items), index + 24)):
        low = items[k].low
        if low in (".", ";", "?"):
            break
        if low in lexicon.area_verbs and items[k].kind == "word" and k > index + 1:
            return None if unreal(items, k, lexicon) else lexicon.area_verbs[low]
        if negated:
            return None  # "not one square kilometre was under their control"
        if low in ("under", "in") and any(lexicon.has("control.hands", x.low) for x in items[k + 1 : k + 6]):
            back = any(x.low in ("returned", "back", "came", "come", "brought") for x in items[index:k])
            return "gained" if back else "held"
    return None


def _of_ground(items: Sequence[Item], k: int) -> bool:
    """ "22 percent of the territory it held": the verb at item `k` says which ground, and not what became of it."""
    while k and (items[k - 1].low in HAVE or is_adverb(items[k - 1])):
        k -= 1
    relative = k > 1 and items[k - 1].low in ("it", "they", "he", "which", "that")
    return relative and items[k - 2].low in ("territory", "land", "ground", "area", "areas", "terrain")


def controlled(items: Sequence[Item], k: int, lexicon: Lexicon) -> str | None:
    """ "took control of", "lost control over", "is in control of": what noun `k` and its verb make of it."""
    following = items[k + 1].low if k + 1 < len(items) else ""
    if not lexicon.has("control.nouns", items[k].low) or following not in ("of", "over"):
        return None
    for name, change in (("gain", "gained"), ("regain", "gained"), ("lose", "lost")):
        if any(x.low in lexicon.light[name] for x in items[max(0, k - 4) : k]):
            return change
    return "held"


def unreal(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    """Whether what the verb at item `k` tells is only planned, possible, asked or denied."""
    near = [x.low for x in items[max(0, k - 5) : k]]
    words = ("irrealis.modals", "irrealis.governors", "negation.words")
    return items[-1].low == "?" or any(lexicon.has(group, low) for low in near for group in words)


def _simile(before: str, lexicon: Lexicon) -> bool:
    lowered = before.lower()
    return any(simile in lowered for simile in lexicon.groups["area.similes"])


def actor(items: Sequence[Item], index: int, cast: Cast) -> str | None:
    """The side nearest before the figure in its clause, else one that the verb's "by" names."""
    for k in range(index - 1, -1, -1):
        item = items[k]
        if item.low in BREAKS and item.low not in ("--", "—", "–", ":"):
            break
        by_whom = k > 1 and items[k - 1].low == "by" and items[k - 2].low in ("held", "controlled", "occupied")
        if item.actor and item.actor.side and (by_whom or not (k and items[k - 1].low in ("from", "against", "by"))):
            if item.actor.kind == "person" or items[k - 1].low == "than":
                continue  # "won back more ground than Russia took"
            if items[k - 1].low == "of" and any(x.actor and x.actor.side for x in items[: k - 1]):
                continue  # "Russia occupies 18 percent of Ukraine, some 108,000 sq km"
            return item.actor.side
        if item.actor and item.actor.side and items[k - 1].low == "from":
            return cast.opponent(item.actor.side)
    for k in range(index, min(len(items), index + 20)):
        item = items[k]
        if (
            item.actor
            and item.actor.side
            and any(x.low in ("control", "hands", "rule", "occupation") for x in items[k + 1 : k + 3])
        ):
            return item.actor.side
        if (item.actor and item.actor.side and items[k - 1].low in ("by", "to")) or (
            item.actor and k > 1 and items[k - 2].low == "by"
        ):
            return item.actor.side if item.actor else None
    return None


def period(
    text: str, start: int, end: int, at: int, times: Sequence[TimeExpression]
) -> tuple[date | None, date | None]:
    """Since and until, from "since", "from … to", "in October", "over the past week", "since its launch this month".

    The nearest expression to the figure decides, with a sign between counted as a clause away.
    """

    def far(expression: TimeExpression) -> int:
        between = text[min(at, expression.end) : max(at, expression.start)]
        return 40 * sum(map(between.count, ",;:")) + len(between)

    since = until = None
    for expression in sorted(times, key=far):
        when, low = expression.when, expression.text.lower()
        span = when.earliest != when.latest
        if expression.since:
            since = since or (None if until else when.earliest)
        elif expression.until:
            until = until or when.latest
        elif span and since is None and low.startswith(("over", "in ", "during", "within", "last", "this", "the past")):
            since, until = when.earliest, until or when.latest
    launch = _LAUNCH.search(text, start, end)
    if since is None and launch:
        # "since the counter-offensive was launched earlier this month": the date inside the since-clause opens it.
        inside = next((e for e in times if launch.start() <= e.start <= launch.end() + 40), None)
        if inside is not None:
            since = inside.when.earliest
    return since, until


def region(items: Sequence[Item], index: int) -> str | None:
    """A region named with the figure ("in W region")."""
    named = [k for k, item in enumerate(items) if item.place is not None]
    for k in sorted(named, key=lambda k: abs(k - index)):
        place = items[k].place
        if place is not None and place.level in (Level.REGION, Level.AREA) and k > 0 and not items[k].actor:
            near = {x.low for x in items[max(0, k - 4) : k]}
            if near & {"in", "of", "across", "throughout"}:
                return place.place.name if place.place else place.name
    return None


def approximate(before: str, lexicon: Lexicon) -> str | None:
    lowered = before.lower().rstrip()
    return next((w for w in sorted(lexicon.groups["area.about"], key=len, reverse=True) if lowered.endswith(w)), None)
