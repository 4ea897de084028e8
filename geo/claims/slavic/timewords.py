"""Patterns of Ukrainian and Russian time expressions in small letters, by kind. `dates` resolves what they find."""

from __future__ import annotations

import re
from functools import cache

from geo.resources.slavic.lexicon import load

COUNTS = {
    "один": 1, "одного": 1, "два": 2, "дві": 2, "две": 2, "двох": 2, "двух": 2, "три": 3, "трьох": 3, "трех": 3,
    "чотири": 4, "четыре": 4, "п'ять": 5, "пять": 5, "шість": 6, "шесть": 6, "сім": 7, "семь": 7, "вісім": 8,
    "двома": 2, "двумя": 2, "трьома": 3, "тремя": 3, "чотирма": 4, "четырьмя": 4, "кількома": 3, "несколькими": 3,
    "восемь": 8, "дев'ять": 9, "девять": 9, "десять": 10, "кілька": 3, "декілька": 3, "несколько": 3,
}  # fmt: skip
# Words for units in any case, under the English names that the calendar knows.
UNITS = {
    "day": "день дні дня днів дней днем дням днями доба доби добу діб сутки суток",
    "week": "тиждень тижня тижні тижнів тижнем тижнями неделя неделю недели недель неделе неделей неделями",
    "month": "місяць місяця місяці місяців місяцем місяцями месяц месяца месяце месяцев месяцем месяцами",
    "year": "торік торіш рік року році роки років роком роками год года году годом годами лет",
}
UNIT_OF = {form: unit for unit, forms in UNITS.items() for form in forms.split()}
PARTS = {
    "поча": "early", "нача": "early", "перш": "early", "перв": "early", "серед": "mid",
    "кін": "late", "кон": "late", "напри": "late", "остан": "late", "посл": "late",
}  # fmt: skip
PAST = r"минул(?:ого|ої|ому|ій|ий|а|у)|прошл(?:ой|ого|ом|ую|ый|ая|ое)|прошедш(?:ей|его|ую|ем|ий|ие)"
THIS = r"цього|цьому|цей|цієї|цій|этого|этом|этой|этот|эту"
NEXT = r"наступн\w+|следующ\w+"

SEASONS = {
    "навесні": 3, "весной": 3, "влітку": 6, "улітку": 6, "летом": 6, "восени": 9, "осенью": 9, "взимку": 12,
    "зимой": 12,
}  # fmt: skip
_UNIT = rf"(?P<unit>{'|'.join(sorted(UNIT_OF, key=len, reverse=True))})"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
_PART = (
    r"(?:(?:на|у|в)\s)?(?P<part>початку|початок|середин[іиуе]|наприкінці|кінц[іяю]|кінець|начал[еао]|конц[еау]|конец)\s"
)
_YEAR = r"(?P<y>[12]\d{3})(?:\s?(?:-?го\b|року|рік|році|р\.|рр?\b|года|году|г\.|г\b))?"
_LAST = r"(?:(?:минул|прошедш|прошл|останн|последн)\w*\s)?"
_OVER = r"(?:за|протягом|упродовж|впродовж|в\sтечение)"


def _day(name: str) -> str:
    return rf"(?P<{name}>[0-3]?\d)(?:-?(?:го|е|ого))?"


@cache
def patterns(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Kinds of expressions, what a sentence must have for one (see `gates`), and its pattern; the more exact first."""
    words = load(language)
    month = rf"(?P<month>{'|'.join(sorted(words.months, key=len, reverse=True))})\b"
    weekday = rf"(?P<weekday>{'|'.join(sorted(words.weekdays, key=len, reverse=True))})\b"
    listed = (
        ("iso", "number", r"\b(?P<y>[12]\d{3})-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b"),
        ("dotted", "number", r"\b(?P<d>[0-3]?\d)\.(?P<m>[01]\d)\.(?P<y>(?:[12]\d)?\d{2})\b"),
        (
            "span",
            "month",
            rf"\b(?:(?:з|із|с|со|від|от)\s)?{_day('d1')}\s?(?:-|–|—|по|до|і|та|и)\s?{_day('d2')}\s{month}(?:\s{_YEAR})?",
        ),
        ("day", "month", rf"\b{_day('d')}\s{month}(?:\s{_YEAR})?"),
        ("month", "month", rf"\b{_PART}{month}(?:\s{_YEAR})?"),
        ("month", "month", rf"\b(?:(?P<which>{PAST})\s)?{month}\s{_YEAR}"),
        (
            "month",
            "month",
            rf"\b(?:в|у|з|із|с|со|до|від|от|після|после|ще\sв|еще\sв|{_OVER})\s(?:(?P<which>{PAST}|{THIS})\s)?{month}",
        ),
        ("weekday", "weekday", rf"\b(?:(?P<which>{PAST}|{THIS}|{NEXT})\s)?{weekday}"),
        ("before", "unit", rf"\bза\s(?:{_N}\s)?{_UNIT}\s(?:до|перед)\s(?:цього|того|цим|тим|этого|этим)\b"),
        ("before", "unit", rf"\b(?:на\s)?(?:{_N}\s)?{_UNIT}\s(?:раніше|ранее|раньше)\b"),
        ("after", "unit", rf"\b(?:{_N}\s)?{_UNIT}\s(?:по\s?тому|потому|спустя|пізніше|позже)\b"),
        ("after", "unit", rf"\b(?:через(?:\s{_N})?|(?:на\s)?(?:наступн|следующ)\w+)\s{_UNIT}\b"),
        (
            "season",
            "near",
            rf"\b(?P<season>{'|'.join(SEASONS)})(?:\s(?:(?P<which>{PAST}|{THIS})\s(?:року|года)|{_YEAR}))?\b",
        ),
        ("ago", "unit", rf"\b(?:{_N}\s)?{_UNIT}\s(?:тому|назад)\b"),
        ("beforelast", "near", r"\b(?:позавчора|позавчера)\b"),
        (
            "yesterday",
            "near",
            r"\b(?:вчора|учора|вчера|напередодні|накануне|вчорашн\w+|минулої\sночі|прошлой\sночью|минулого\sвечора)\b",
        ),
        ("today", "near", r"\b(?:сьогодні|сегодня|сьогоднішн\w+|вночі|ночью|вранці|зранку|утром|нині)\b"),
        ("lastyear", "near", r"\b(?:торік|торішн\w+)\b"),
        ("lastday", "near", rf"\b{_OVER}\s{_LAST}(?:добу|доби|сутки|суток|день|дня|ніч)\b"),
        ("starts", "unit", rf"\b{_PART}(?:(?:{THIS})\s)?{_UNIT}\b"),
        ("recent", "unit", rf"\b(?:{_OVER}\s{_LAST}|в\s(?:останн|последн)\w+\s)(?:{_N}\s)?{_LAST}{_UNIT}\b"),
        ("period", "unit", rf"\b(?:(?:на|в|у)\s)?(?P<which>{PAST}|{THIS})\s{_UNIT}\b"),
        (
            "year",
            "number",
            r"\b(?:(?:в|у|з|із|с|до|від|от|ще\s[зув])\s)?(?P<y>(?:19|20)\d{2})(?:-?(?:го|м|му))?"
            r"\s(?:року|рік|році|р\.|года|году|год|г\.)",
        ),
    )
    return tuple((name, gate, re.compile(pattern)) for name, gate, pattern in listed)


_WORDS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d")
_NEAR = re.compile(
    "вчор|учор|вчер|сьог|сегод|накан|напередодн|ніч|ноч|вранці|зранку|утром|вечор|нині|торі|добу|доби|сут|весн|літку|летом"
    "|осен|восени|взимку|зимой|дня|день"
)


def gates(text: str, language: str) -> frozenset[str]:
    """What of `number`, `month`, `weekday`, `unit` and `near` words a text has: without any of them it has no date."""
    lexicon, words = load(language), _WORDS.findall(text)
    found = {"month" for word in words if word in lexicon.months}
    found |= {"weekday" for word in words if word in lexicon.weekdays}
    found |= {"unit" for word in words if word in UNIT_OF}
    if _NUMBER.search(text):
        found.add("number")
    if _NEAR.search(text):
        found.add("near")
    return frozenset(found)


SINCE = re.compile(r"(?:^|\s)(?:з|із|зі|с|со|від|от)\s$")
SINCE_WITHIN = re.compile(r"(?:з|із|с|со|від|от)\s")
UNTIL = re.compile(r"(?:^|\s)(?:до|по|к)\s$")
