"""Shares of a region and numbers of settlements in Ukrainian and Russian: "60 % області", "звільнено 388 сіл"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from geo.claims.counts import Counted
from geo.claims.dates import TimeExpression
from geo.claims.sentences import Sentence as Span
from geo.claims.slavic import areas
from geo.claims.slavic.clauses import Sentence
from geo.claims.slavic.sides import Sides
from geo.model import Level
from geo.resources.slavic.lexicon import Lexicon, load
from geo.resources.slavic.morphology import norm
from geo.units import NUMBER, number_value

_HINT = re.compile(
    r"%|процент|відсот|пункт|с[іеё]л\b|села\b|міст\b|город(?:ов|а)\b|посел|посёл|селищ|дерев|половин|трет|чверт|четверт"
)
_PERCENT = r"(?:%|процент\w*|відсотк\w*)"
_PARTS = {"полов": 50.0, "трет": 100 / 3, "чверт": 25.0, "четверт": 25.0}
_PART = (
    r"(?:(?P<times>дві|две|три)\s)?"
    r"(?P<part>половин[ауоюы]+|трет(?:ь|ю|ина|ину|ини|и|ью)|чверт(?:ь|і|ю)|четверт(?:ь|и|ью))"
)
_TIMES = {"дві": 2, "две": 2, "три": 3}
_WHERE = (Level.REGION, Level.AREA, Level.COUNTRY)
_BEHIND = 5  # items between a share and the region that it is of


def mentions_count(text: str) -> bool:
    """Whether a share or a number of settlements may stand in a text: a cheap look before parsing."""
    return _HINT.search(text.lower()) is not None


def find(text: str, span: Span, sides: Sides, words: Lexicon, times: Sequence[TimeExpression]) -> list[Counted]:
    """The shares and numbers of a sentence that say what changed hands or is held; plans and questions do not."""
    numbers = list(_numbers(text, span.start, span.end, words.language))
    if not numbers:
        return []
    sentence, ends = Sentence(span.items, words), [x.end for x in span.items]
    sides.enter(sentence)
    found = []
    for kind, value, noun, begin, stop in numbers:
        index = min(bisect_right(ends, begin), len(ends) - 1)
        of = _region_behind(span, bisect_right(ends, stop - 1)) if kind == "share" else noun
        made = areas.change(sentence, index, sentence.clause(index)) if of else None
        if of is None or made is None:
            continue
        change, verb = made
        region = of if kind == "share" else areas.region(span, index)
        about = areas.about(sentence, index, words)
        whose = areas.side(sentence, verb, sides)
        found.append(Counted(kind, value, of, begin, change, whose, *areas.period(times), region, about))
    return found


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = "|".join(sorted(load(language).counted, key=len, reverse=True)).replace("е", "[её]")
    share = rf"(?:{NUMBER}\s?{_PERCENT}|\b{_PART})\s"
    count = rf"\b{NUMBER}\s+(?:[^\W\d_]+(?:их|ых|ні|ные|ні)\s+)?(?P<noun>{listed})\b"
    return re.compile(share, re.IGNORECASE), re.compile(count, re.IGNORECASE)


def _numbers(text: str, start: int, end: int, language: str) -> Iterator[tuple[str, float, str, int, int]]:
    """Kind, value, what is counted (in English, as in `geo.claims.counts`), and the span, of each number."""
    share, count = _patterns(language)
    for match in share.finditer(text, start, end):
        if match["part"]:
            part = next(v for k, v in _PARTS.items() if match["part"].lower().startswith(k))
            value = part * _TIMES.get((match["times"] or "").lower(), 1)
        else:
            value = number_value(match) or 0.0
        if 0 < value <= 100:
            yield "share", round(value, 1), "", match.start(), match.end()
    for match in count.finditer(text, start, end):
        value = number_value(match) or 0.0
        if value >= 1 and value == int(value):
            noun = load(language).counted[norm(" ".join(match["noun"].lower().split()))]
            yield "count", value, noun, match.start(), match.end()


def _region_behind(span: Span, k: int) -> str | None:
    """The region, area or country that a share is of: "(території) X області"."""
    for item in span.items[k : k + _BEHIND]:
        if item.place is not None:
            named = item.place.place.name if item.place.place else item.place.name
            return named if item.place.level in _WHERE else None
        if item.actor is not None and item.actor.kind == "nation":
            return item.actor.side
        if item.kind not in ("word", "actor"):
            return None
    return None
