"""Figures of ground gained, lost or held, in Ukrainian and Russian."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from geo.claims.areas import Figure
from geo.claims.dates import TimeExpression
from geo.claims.sentences import Sentence as Span
from geo.claims.slavic import reality
from geo.claims.slavic.actors import Party
from geo.claims.slavic.clauses import Sentence
from geo.claims.slavic.sides import Sides
from geo.model import Event, Level
from geo.resources.slavic.lexicon import Lexicon, Sense
from geo.resources.slavic.morphology import VerbForm
from geo.units import AreaQuantity, area_quantities

REACH = 24  # items between a figure and the verb that says what became of it


def find(
    text: str, span: Span, sides: Sides, words: Lexicon, times: Sequence[TimeExpression], fallback: str | None
) -> list[Figure]:
    """The figures of a sentence that say what changed hands; plans, questions and sizes of things are left alone."""
    quantities = list(area_quantities(text[span.start : span.end]))
    if not quantities:
        return []
    sentence = Sentence(span.items, words)
    sides.enter(sentence)
    ends = [x.end for x in span.items]
    found: list[Figure] = []
    for quantity in quantities:
        index = bisect_right(ends, span.start + quantity.start)
        made = change(sentence, index)
        if made is None or any(words.has("numbers.similes", w) for w in sentence.low[max(0, index - 4) : index]):
            continue
        what, verb = made
        whose = side(sentence, verb, sides) or fallback or _freed(sentence.low[verb], sides, words)
        found.append(
            Figure(
                quantity,
                what,
                whose,
                *period(_of_figure(sentence, quantity, quantities, times)),
                region(span, index),
                about(sentence, index, words),
            )
        )
    return found


def change(s: Sentence, index: int, within: tuple[int, int] | None = None) -> tuple[str, int] | None:
    """What the nearest real verb or noun of change makes of the figure, and where it stands.

    `within` is the range of items looked at, unless all that are near shall be.
    """
    words = s.words
    best: tuple[int, str, int] | None = None
    first, stop = within or (0, len(s.low))
    for k in range(max(first, index - REACH), min(stop, index + REACH + 1)):
        low = s.low[k]
        nouns = (("gained", "numbers.gained_nouns"), ("lost", "numbers.lost_nouns"))
        made = words.area_verbs.get(low) or next((c for c, group in nouns if words.has(group, low)), None)
        made = made or _of_control(s, k)
        distance = abs(k - index)
        if made is None or (best is not None and distance >= best[0]):
            continue
        span = s.clause(k)
        future = any(words.has("clause.future", low) for low in s.low[span[0] : span[1]])
        if future or reality.negated(s, k) or reality.unreal(s, k, _TOLD, *span):
            continue
        best = (distance, made, k)
    return (best[1], best[2]) if best else None


def _of_control(s: Sentence, k: int) -> str | None:
    """ "встановили контроль над 60 %": what the verb that goes with "control" makes of it."""
    beside = s.low[max(0, k - 2) : k] + s.low[k + 1 : k + 3]
    if s.low[k] not in s.words.light or not any(s.words.noun("words.control", low) for low in beside):
        return None
    names = {name for name, _ in s.words.light[s.low[k]]}
    return "gained" if names & {"gain", "regain"} else "lost" if "lose" in names else "held"


_TOLD = Sense(Event.CAPTURED, "gain", "", VerbForm("", "past", perfective=True))


def side(s: Sentence, verb: int, sides: Sides) -> str | None:
    """The party nearest to the verb that is its subject or agent, or under whose control the ground is."""
    ranked = []
    for k in range(max(0, verb - 2 * REACH), min(len(s.items), verb + 2 * REACH)):
        party, before = s.items[k].actor, s.low[k - 1] if k else ""
        if not isinstance(party, Party) or party.kind in ("person", "leader", "demonym"):
            continue
        owned = s.words.has("numbers.ground", before)  # "100 кв. км території РФ"
        holds = "G" in party.cases and s.words.noun("words.control", before) is not None  # "під контролем Х"
        if (party.nominative or "I" in party.cases or holds) and not owned and before not in s.words.frames["loser"]:
            ranked.append((abs(k - verb), party))
    ranked.sort(key=lambda pair: pair[0])
    return next((side for _, party in ranked if (side := sides.of(party))), None)


def _freed(verb: str, sides: Sides, words: Lexicon) -> str | None:
    """For whom ground was "freed", if no party is named."""
    freed = any(sense.event is Event.LIBERATED and sense.frame == "gain" for sense in words.senses.get(verb, ()))
    return sides.freed_for(sides.country()) if freed else None


def _of_figure(
    s: Sentence, quantity: AreaQuantity, quantities: Sequence[AreaQuantity], times: Sequence[TimeExpression]
) -> list[TimeExpression]:
    """The dates of a sentence without those that stand in another figure's clause."""
    start = s.items[0].start if s.items else 0
    ends = [x.end for x in s.items]

    def clause(at: int) -> tuple[int, int]:
        return s.clause(min(bisect_right(ends, at), len(ends) - 1))

    others = {clause(s.items[0].start + q.start) for q in quantities if q is not quantity}
    mine = clause(start + quantity.start)
    return [t for t in times if clause(t.start) == mine or clause(t.start) not in others]


def period(times: Sequence[TimeExpression]) -> tuple[date | None, date | None]:
    """Since and until: "з 1 вересня", "до п'ятниці", "за минулий тиждень"."""
    since = until = None
    for expression in times:
        when = expression.when
        if expression.since:
            since = since or when.earliest
        elif expression.until:
            until = until or when.latest
        elif when.earliest != when.latest:
            since, until = since or when.earliest, until or when.latest
    return since, until


def region(span: Span, index: int) -> str | None:
    near = range(max(0, index - 2 * REACH), min(len(span.items), index + 2 * REACH))
    for k in sorted(near, key=lambda k: abs(k - index)):
        place = span.items[k].place
        if place is not None and place.level in (Level.REGION, Level.AREA):
            return place.place.name if place.place else place.name
    return None


def about(s: Sentence, index: int, words: Lexicon) -> str | None:
    """ "понад", "не менее" before the figure."""
    phrases = (" ".join(s.low[max(0, index - length) : index]) for length in (2, 1))
    return next((phrase for phrase in phrases if words.has("numbers.about", phrase)), None)
