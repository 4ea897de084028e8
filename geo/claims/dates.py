"""Dates as reports write them, resolved against the day of the report, with their precision in EDTF."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from geo.claims.timewords import COUNTS, MONTHS, PATTERNS, SIGNS, WEEKDAYS, words_of
from geo.model import When

_SINCE = re.compile(r"\b(?:since|from)\s(?:the\s)?(?:start of\s|beginning of\s|early\s|late\s)?$")
_UNTIL = re.compile(r"\b(?:until|till|by|through|to)\s$")
_end = attrgetter("end")
_SIGN = re.compile(r"[,;:.!?—–)]")
_WHEN = re.compile(r",?\s(?:when|in which|during which)\b")
NO_DATE = When(best=None, earliest=None, latest=None, edtf=None)
# What "31 June" is: a date was given and is none. Known by identity, so that no other day takes its place.
IMPOSSIBLE = When(best=None, earliest=None, latest=None, edtf=None)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date where it stands. `since` if the words before it open a period ("since", "from")."""

    start: int
    end: int
    text: str
    when: When
    since: bool = False
    until: bool = False
    ahead: bool = False  # "March, when …": the date of what follows, and of nothing before it
    reach: int | None = None  # "ten days after A took X, B …": how far what follows goes


def day(value: date) -> When:
    """A date known to the day."""
    return When(best=value, earliest=value, latest=value, edtf=value.isoformat())


def between(first: date, last: date, best: date | None = None, edtf: str | None = None) -> When:
    """A date somewhere in an inclusive range; the best single day is the last unless told."""
    if first == last and edtf is None:
        return day(first)
    return When(best=best or last, earliest=first, latest=last, edtf=edtf or f"{first.isoformat()}/{last.isoformat()}")


def month(year: int, number: int, part: str | None = None) -> When:
    """A month, or its early, middle or late third."""
    last = calendar.monthrange(year, number)[1]
    low, high = 1, last
    part = (part or "").lower()
    if part.endswith("half"):
        low, high = (1, 15) if part.startswith("first") else (16, last)
    elif part.startswith(("early", "the beginning", "the start", "beginning", "start", "first", "opening")):
        high = 10
    elif part.startswith(("mid", "the mid")):
        low, high = 10, 20
    elif part.startswith(("late", "the end", "end", "last", "final", "closing")):
        low = last - 10
    first, end = date(year, number, low), date(year, number, high)
    whole = (low, high) == (1, last)
    best = date(year, number, 15) if whole else (first + (end - first) / 2)
    return When(
        best=best,
        earliest=first,
        latest=end,
        edtf=f"{year:04d}-{number:02d}" if whole else f"{first.isoformat()}/{end.isoformat()}",
    )


def find(text: str, start: int, end: int, *, today: date | None, anchor: date | None = None) -> list[TimeExpression]:
    """The dates named in text[start:end], in order, longest first where they overlap.

    Parameters
    ----------
    today
        The day of the report; without it only absolute dates are found.
    anchor
        The last date of the narrative, for "a day later" and "on the 9th"; defaults to `today`.
    """
    words = words_of(text[start:end])
    if words.isdisjoint(SIGNS):
        return []
    found: list[TimeExpression] = []
    clauses: list[re.Match[str]] = []
    taken: list[tuple[int, int]] = []
    for name, needed, pattern in PATTERNS:
        if needed.isdisjoint(words):
            continue
        for match in pattern.finditer(text, start, end):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            previous = max((f for f in found if f.end <= match.start()), key=_end, default=None) if found else None
            to_the_day = previous is not None and len(previous.when.edtf or "") == 10
            local = previous.when.best if previous and to_the_day else anchor
            if name == "clause":
                clauses.append(match)
                taken.append((match.start(), match.end()))
                continue
            when = _resolve(name, match, today, local)
            if when is None:
                continue
            before = text[max(start, match.start() - 24) : match.start()].lower()
            whole = match.group().lower()
            since = whole.startswith(("since", "from")) or _SINCE.search(before) is not None
            until = whole.startswith(("until", "by")) or _UNTIL.search(before) is not None
            ahead = _WHEN.match(text, match.end(), end) is not None
            found.append(
                TimeExpression(match.start(), match.end(), match.group(), when, since and not ahead, until, ahead)
            )
            taken.append((match.start(), match.end()))
    found.extend(_governing(text, end, match, found, today, anchor) for match in clauses if today)
    return sorted(found, key=attrgetter("start"))


def _governing(
    text: str, end: int, match: re.Match[str], others: Sequence[TimeExpression], today: date, anchor: date | None
) -> TimeExpression:
    """ "Ten days after A took X, B left Y on Monday": the taking was ten days before the leaving."""
    sign = _SIGN.search(text, match.end(), end)
    reach = sign.start() if sign else end
    exact = (t.when.best for t in others if t.when.best and not match.end() <= t.start < reach and _to_the_day(t))
    unit = match["unit"].lower()
    unit = "year" if unit == "anniversary" else unit
    then = _back(next(exact, None) or anchor or today, unit, _count(match["n"]))
    around = timedelta(days={"day": 1, "week": 3, "fortnight": 3, "month": 15}.get(unit, 45))
    when = between(then - around, then + around, best=then, edtf=f"{then.isoformat()}~")
    return TimeExpression(match.start(), match.end(), match.group(), when, ahead=True, reach=reach)


def _to_the_day(expression: TimeExpression) -> bool:
    return len(expression.when.edtf or "") == 10


def _resolve(name: str, match: re.Match[str], today: date | None, anchor: date | None) -> When | None:
    g = match.groupdict()
    try:
        if name == "iso":
            return day(date(int(g["y"]), int(g["m"]), int(g["d"])))
        if name == "numeric":
            return _numeric(g)
        if name == "season":
            return _season(g, today)
        if g.get("month"):
            return _month_based(name, g, today)
        if name == "year":
            year = int(g["y"])
            return When(best=date(year, 7, 1), earliest=date(year, 1, 1), latest=date(year, 12, 31), edtf=str(year))
        if today is None:
            return None
        return _relative(name, g, today, anchor or today)
    except (ValueError, OverflowError):
        return IMPOSSIBLE if name in ("iso", "day", "span") else None  # 31 February and its like


def _numeric(g: dict[str, str | None]) -> When | None:
    """ "12.9.2022" has the day first; "9/12/2022" is read only where it can mean one day."""
    first, second, year = int(g["d"] or 0), int(g["m"] or 0), int(g["y"] or 0)
    if g["sep"] == "." or first > 12 or first == second:
        return day(date(year, second, first))
    return day(date(year, first, second)) if second > 12 else None


_RECENTLY = {"day": 5, "week": 4, "fortnight": 2, "month": 3, "year": 3}  # "in recent days"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # their first months


def _season(g: dict[str, str | None], today: date | None) -> When | None:
    """A season of the north; without a year the one that goes on or was last."""
    number = _SEASONS[(g["season"] or "").lower()]
    if g.get("y"):
        year = int(g["y"] or 0)
    elif today is None:
        return None
    else:
        year = today.year - (date(today.year, number, 1) > today)
        which = ((g.get("which") or "") + (g.get("that") or "")).lower()
        if g.get("that"):
            year = today.year - which.startswith("last")
        elif which.startswith("last") and (today.year * 12 + today.month) - (year * 12 + number) < 3:
            year -= 1
    end_year, end_month = (year + 1, 2) if number == 12 else (year, number + 2)
    last = date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    first = date(year, number, 1)
    last = min(last, today) if today and first <= today else last
    return between(first, last, best=first + (last - first) / 2)


def _month_based(name: str, g: dict[str, str | None], today: date | None) -> When | None:
    number = MONTHS[(g["month"] or "").lower().rstrip(".")]
    if g.get("y"):
        year = int(g["y"] or 0)
    elif today is None:
        return None
    elif g.get("rel"):
        year = today.year - ((g["rel"] or "").lower() == "last")  # "in May of last year"
    else:
        # The most recent one; a day that lies a few weeks ahead is a plan of this year, not news of the last.
        first = int(g.get("d") or g.get("d1") or 1)
        slack = timedelta(days=45) if g.get("d") or g.get("d1") else timedelta(0)
        year = today.year
        while _month_day(year, number, first) > today + slack:
            year -= 1
        if (g.get("which") or "").strip() == "last" and number == today.month and year == today.year:
            year -= 1
    if name == "span":
        return between(date(year, number, int(g["d1"] or 0)), date(year, number, int(g["d2"] or 0)))
    if name == "day":
        return day(date(year, number, int(g["d"] or 0)))
    result = month(year, number, g.get("part"))
    if today and result.earliest and result.latest and result.earliest <= today < result.latest:
        return between(result.earliest, today, edtf=result.edtf)  # this month is not over yet
    return result


def _month_day(year: int, number: int, day_of_month: int) -> date:
    return date(year, number, min(day_of_month, calendar.monthrange(year, number)[1]))


def _relative(name: str, g: dict[str, str | None], today: date, anchor: date) -> When | None:
    unit = (g.get("unit") or "").lower()
    which = (g.get("which") or "").strip().lower()
    if name == "weekday":
        if which == "next":
            return None
        back = (today.weekday() - WEEKDAYS[(g["weekday"] or "").lower()]) % 7
        return day(today - timedelta(days=back))
    if name == "daybefore":
        return day(anchor - timedelta(days=1))
    if name == "sameday":
        return day(anchor)
    if name == "relative":
        word = (g["word"] or "").lower()
        return day(today - timedelta(days=1)) if word in ("yesterday", "last night") else day(today)
    if name == "ordinal":
        number = int(g["d"] or 0)
        year, mon = anchor.year, anchor.month
        value = date(year, mon, number)
        if value > today:
            value = date(year - (mon == 1), (mon - 2) % 12 + 1, number)
        return day(value)
    if name == "hours":
        return between(today - timedelta(days=-(-int(g["n"] or 0) // 24)), today)
    if name == "ago":
        return _ago(g, unit, today, anchor)
    if name == "monthstart":
        return _start_of(unit, (g["part"] or "").lower(), today)
    if name == "recent":
        count = _RECENTLY[unit] if g.get("vague") and not g.get("n") else _count(g.get("n") or "one")
        return between(_back(today, unit, count), today)
    return _period(unit, which, today, anchor)


def _count(text: str) -> int:
    return COUNTS.get(text.lower()) or int(text)


def _back(value: date, unit: str, count: int) -> date:
    if unit == "day":
        return value - timedelta(days=count)
    if unit in ("week", "fortnight"):
        return value - timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    months = count * {"year": 12, "decade": 120}.get(unit, 1)
    year, mon = divmod(value.year * 12 + value.month - 1 - months, 12)
    return date(year, mon + 1, min(value.day, calendar.monthrange(year, mon + 1)[1]))


def _ago(g: dict[str, str | None], unit: str, today: date, anchor: date) -> When | None:
    direction, count = (g["dir"] or "").lower(), _count(g["n"] or "1")
    if direction in ("later", "after"):
        if unit not in ("day", "week"):
            return None
        value = anchor + timedelta(days=count * (7 if unit == "week" else 1))
        return day(value) if value <= today else None
    start = today if direction == "ago" else anchor
    value = _back(start, unit, count)
    if unit == "day":
        return day(value)
    if unit in ("week", "fortnight"):
        return between(value - timedelta(days=3), value + timedelta(days=3), best=value)
    if unit == "month":
        return month(value.year, value.month)
    return When(best=value, earliest=date(value.year, 1, 1), latest=date(value.year, 12, 31), edtf=str(value.year))


def _start_of(unit: str, part: str, today: date) -> When:
    if unit == "week":
        return day(today - timedelta(days=today.weekday()))
    first = date(today.year, today.month if unit == "month" else 1, 1)
    if part in ("start", "beginning"):
        return day(first)
    return between(first, today)


def _period(unit: str, which: str, today: date, anchor: date) -> When:
    earlier = "last" in which or which in ("previous",)
    if unit == "weekend":
        # Saturday and Sunday just gone, or going on.
        sunday = (
            today - timedelta(days=(today.weekday() + 1) % 7) if today.weekday() != 5 else today + timedelta(days=1)
        )
        return between(sunday - timedelta(days=1), min(sunday, today))
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + (7 if "last" in which or which == "previous" else 0))
        if "past" in which or (which == "last" and today.weekday() > 4):  # on a Sunday that week is not over
            return between(today - timedelta(days=7), today)
        if which in ("last", "previous"):
            return between(monday, monday + timedelta(days=6), best=monday + timedelta(days=3))
        return between(monday, min(monday + timedelta(days=6), today))
    if unit == "month":
        if "in the" in which:  # "late in the month": of the narrative's month
            return _until(month(anchor.year, anchor.month, which), today)
        if earlier:
            back = _back(today.replace(day=1), "month", 1)
            return month(back.year, back.month, which.split()[0] if " " in which else None)
        if "past" in which:
            return between(_back(today, "month", 1), today)
        return _until(month(today.year, today.month), today)
    year = today.year - (1 if earlier else 0)
    return When(best=date(year, 7, 1) if earlier else today, earliest=date(year, 1, 1),
                latest=date(year, 12, 31) if earlier else today, edtf=str(year))  # fmt: skip


def _until(when: When, today: date) -> When:
    if when.latest and when.earliest and when.latest > today >= when.earliest:
        return between(when.earliest, today, edtf=when.edtf)
    return when
