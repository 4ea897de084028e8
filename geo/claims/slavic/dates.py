"""Dates as Ukrainian and Russian reports write them, resolved by the calendar that English ones are resolved by."""

from __future__ import annotations

import re
from datetime import date, timedelta

from geo.claims import dates as calendar
from geo.claims.dates import IMPOSSIBLE, TimeExpression, between, day
from geo.claims.slavic.timewords import (
    COUNTS,
    NEXT,
    PARTS,
    PAST,
    SEASONS,
    SINCE,
    SINCE_WITHIN,
    UNIT_OF,
    UNTIL,
    gates,
    patterns,
)
from geo.claims.timewords import MONTHS, WEEKDAYS
from geo.model import When
from geo.resources.slavic.lexicon import Lexicon
from geo.resources.slavic.morphology import norm

_MONTH_NAMES = {number: name for name, number in reversed(MONTHS.items())}
_DAY_NAMES = {number: name for name, number in WEEKDAYS.items()}
_SPELLING = str.maketrans("ёЁ’ʼ", "еЕ''")


def find(
    text: str, start: int, end: int, words: Lexicon, *, today: date | None, anchor: date | None = None
) -> list[TimeExpression]:
    """The dates named in text[start:end], in order, longest first where they overlap; see `geo.claims.dates.find`."""
    stretch = text[start:end]
    lowered = stretch.lower().translate(_SPELLING)
    stretch = lowered if len(lowered) == len(stretch) else stretch  # a few foreign capitals are two letters when small
    has = gates(stretch, words.language)
    found: list[TimeExpression] = []
    for name, gate, pattern in patterns(words.language) if has else ():
        if gate not in has:
            continue
        for match in pattern.finditer(stretch):
            a, b = start + match.start(), start + match.end()
            if any(a < f.end and f.start < b for f in found):
                continue
            when = _resolve(name, match.groupdict(), words, today, anchor)
            if when is None:
                continue
            before = stretch[max(0, match.start() - 24) : match.start()]
            since = SINCE.search(before) or (name != "span" and SINCE_WITHIN.match(match.group()))
            until = UNTIL.search(before) or match.group().lower().startswith("до ")
            found.append(TimeExpression(a, b, text[a:b], when, bool(since), bool(until)))
    return sorted(found, key=lambda f: f.start)


def _resolve(
    name: str, g: dict[str, str | None], words: Lexicon, today: date | None, anchor: date | None
) -> When | None:
    """What an expression means: its words under the names that the English calendar knows."""
    try:
        match name:
            case "iso" | "dotted":
                year = int(g["y"] or 0)
                return day(date(year if year > 99 else 2000 + year, int(g["m"] or 0), int(g["d"] or 0)))
            case "day" | "span" | "month":
                number = words.months[norm((g["month"] or "").lower())]
                which = "last" if re.match(PAST, g.get("which") or "", re.IGNORECASE) else None
                named = {**g, "month": _MONTH_NAMES[number], "which": which, "part": _part(g.get("part"))}
                return calendar._month_based(name, named, today)
            case "season":
                return _season(g, today)
            case "year":
                year = int(g["y"] or 0)
                return When(best=date(year, 7, 1), earliest=date(year, 1, 1), latest=date(year, 12, 31), edtf=str(year))
        return _relative(name, g, words, today, anchor or today) if today is not None else None
    except (ValueError, OverflowError):  # 31 February and its like
        return IMPOSSIBLE if name in ("iso", "day", "span") or len(g.get("y") or "") == 4 else None


def _relative(name: str, g: dict[str, str | None], words: Lexicon, today: date, anchor: date | None) -> When | None:
    match name:
        case "today":
            return day(today)
        case "yesterday":
            return day(today - timedelta(days=1))
        case "beforelast":
            return day(today - timedelta(days=2))
        case "lastyear":
            return between(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
        case "lastday":
            return between(today - timedelta(days=1), today)
    count = COUNTS.get((g.get("n") or "один").lower()) or g["n"]
    named: dict[str, str | None] = {"dir": name if name in ("before", "after") else "ago", "n": str(count)}
    if g.get("unit"):
        named["unit"] = UNIT_OF[(g["unit"] or "").lower()]
    which = g.get("which") or ""
    if name == "weekday":
        if re.match(NEXT, which, re.IGNORECASE):
            return None
        named["weekday"] = _DAY_NAMES[words.weekdays[norm((g["weekday"] or "").lower())]]
    elif name in ("before", "after"):
        name = "ago"
    elif name == "period" and named["unit"] == "day":
        return between(today - timedelta(days=1), today)
    elif name == "period":
        named["which"] = "last" if re.match(PAST, which, re.IGNORECASE) else "this"
    elif name == "starts":
        if named["unit"] == "day":
            return None
        name, named["part"] = "monthstart", "start" if _part(g["part"]) == "early" else "end"
    return calendar._relative(name, named, today, anchor or today)


def _season(g: dict[str, str | None], today: date | None) -> When | None:
    """The three months of a season: of the year told, else the last that began; a winter runs into the year told."""
    first = SEASONS[(g["season"] or "").lower()]
    winter = first == 12
    if g.get("y"):
        year = int(g["y"] or 0) - winter
    elif today is None:
        return None
    else:
        year = today.year - (date(today.year, first, 1) > today)
        if re.match(PAST, g.get("which") or "", re.IGNORECASE):
            year = today.year - 1 - winter
    start = date(year, first, 1)
    end = calendar._back(date(year + winter, 3 if winter else first + 3, 1), "day", 1)
    return between(start, min(end, today) if today and today >= start else end)


def _part(part: str | None) -> str | None:
    """The third of a month that a word names."""
    return next((english for begins, english in PARTS.items() if (part or "").lower().startswith(begins)), None)
