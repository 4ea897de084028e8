"""Patterns of English time expressions, by kind. `dates` resolves what they find."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {d: n for n, d in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "several": 3, "few": 3, "a few": 3,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "fiftieth": 50,
}  # fmt: skip

# Abbreviated months need a full stop or a number beside them; "may" and "march" need a number or a preposition.
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR = r"(?P<y>[12]\d{3})"
_MAYBE_YEAR = rf"(?:,?\s{_YEAR})?"
_THAT_YEAR = r"(?:,?\s(?:of\s)?(?P<rel>last|this)\syear)?"
_NOT_A_DAY = r"(?!\w|\s\d)"
_WHICH = r"(?P<which>last\s|this\s)?"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)"
_N = (
    r"(?P<n>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|several|a few|few)"
)
_NTH = r"(?P<n>\d+(?=st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|fiftieth)"
_SEASON = r"(?P<season>spring|summer|autumn|winter)"
_TO = r"\s?(?:-|–|—|to|and)\s?"
_PART = r"(?:(?P<part>early|mid|late|the (?:beginning|start|end|middle) of)[\s-])?"


def _day(name: str) -> str:
    return rf"(?P<{name}>[0-3]?\d)(?:st|nd|rd|th)?"


def _words(*listed: str) -> frozenset[str]:
    return frozenset(word for words in listed for word in words.split())


_MONTH_WORDS = frozenset(MONTHS)
_UNIT_WORDS = _words("day days week weeks fortnight month months year years decade decades weekend")
_SEASONS = _words("spring summer autumn winter")
DIGIT = "0"  # stands among a sentence's words where it holds a digit

# Longer and more exact patterns first: what one has taken the next leaves alone. Each is tried only where one of its
# words stands, in lower case.
PATTERNS: tuple[tuple[str, AbstractSet[str], re.Pattern[str]], ...] = tuple(
    (name, words, re.compile(pattern, re.IGNORECASE))
    for name, words, pattern in (
        (
            "clause",
            _words("after since"),
            rf"\b{_N}\s{_UNIT}s?(?:\sto\sthe\sday)?\s(?:after|since)\s(?=[^\W\d_])(?!that\b|which\b)",
        ),
        ("clause", {"anniversary"}, rf"\b{_NTH}(?:st|nd|rd|th)?\s(?P<unit>anniversary)\sof\s"),
        (
            "month",
            _MONTH_WORDS,
            r"\b(?:the\s)?(?P<part>first half|second half|first|last|final|closing|opening|early)\s"
            r"(?:(?:few\s)?(?:days|weeks?)\s)?of\s"
            rf"{_WHICH}{_MONTH}{_NOT_A_DAY}{_MAYBE_YEAR}",
        ),
        ("iso", {DIGIT}, r"\b(?P<y>[12]\d{3})-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b"),
        ("numeric", {DIGIT}, r"\b(?P<d>[0-3]?\d)(?P<sep>[./])(?P<m>[0-3]?\d)(?P=sep)(?P<y>[12]\d{3})\b"),
        ("span", _MONTH_WORDS, rf"\b{_day('d1')}{_TO}{_day('d2')}\s{_MONTH}{_MAYBE_YEAR}\b"),
        ("span", _MONTH_WORDS, rf"\b{_MONTH}\s{_day('d1')}{_TO}{_day('d2')}\b{_MAYBE_YEAR}"),
        ("day", _MONTH_WORDS, rf"\b{_day('d')}\s(?:of\s)?{_MONTH}\b{_MAYBE_YEAR}"),
        ("day", _MONTH_WORDS, rf"\b{_MONTH}\s{_day('d')}\b(?!:){_MAYBE_YEAR}"),
        ("month", _MONTH_WORDS, rf"\b{_PART}{_MONTH},?\s{_YEAR}\b"),
        (
            "month",
            _MONTH_WORDS,
            r"\b(?P<part>early|mid|late|(?:beginning|start|end|middle) of)[\s-](?:in\s)?"
            rf"{_WHICH}{_MONTH}{_NOT_A_DAY}{_THAT_YEAR}",
        ),
        (
            "month",
            _MONTH_WORDS,
            r"\b(?:in|since|until|by|from|during|last|this|back in|through|after|before)\s"
            rf"{_PART}{_WHICH}{_MONTH}{_NOT_A_DAY}{_THAT_YEAR}",
        ),
        (
            "weekday",
            frozenset(WEEKDAYS),
            r"\b(?:(?P<which>last|this|previous|next)\s)?(?:late\s|early\s)?"
            r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b",
        ),
        (
            "ago",
            _words("ago earlier before later after"),
            rf"\b{_N}\s{_UNIT}s?\s(?P<dir>ago|earlier|before|later|after)\b",
        ),
        ("daybefore", {"day"}, r"\bthe\s(?:previous\sday|day\sbefore)\b"),
        ("sameday", {"day"}, r"\b(?:the\ssame|that)\sday\b"),
        (
            "relative",
            _words("yesterday today tonight overnight night morning afternoon evening day"),
            r"\b(?P<word>yesterday|today|tonight|overnight|last night|this (?:morning|afternoon|evening)"
            r"|earlier in the day)\b",
        ),
        (
            "period",
            _UNIT_WORDS,
            r"\b(?P<which>earlier this|earlier in the|later this|later in the|late in the|early in the|late last"
            r"|early last|over the past|the past|last|this|past|previous)\s(?P<unit>weekend|week|month|year)\b",
        ),
        ("period", {"weekend"}, r"\b(?P<which>over|at|during)\sthe\s(?P<unit>weekend)\b"),
        (
            "recent",
            _UNIT_WORDS,
            rf"\b(?:in|over|during|within)\s(?:the\s)?(?:last|past|previous|(?P<vague>recent))\s(?:{_N}\s)?{_UNIT}s?\b",
        ),
        (
            "monthstart",
            _UNIT_WORDS,
            r"\b(?:the\s)?(?P<part>start|beginning|end|middle)\sof\s(?:the|this)\s(?P<unit>month|year|week)\b",
        ),
        (
            "hours",
            _words("hours"),
            r"\b(?:in|over|during|within)\s(?:the\s)?(?:last|past|previous)?\s?(?P<n>\d+)\shours\b",
        ),
        (
            "season",
            _SEASONS,
            rf"\b(?:(?:in|since|until|by|during|over|from)\s)?(?:(?:the|early|late)\s){{0,2}}(?P<which>last\s|this\s)?"
            rf"{_SEASON}(?:\sof)?(?:\s{_YEAR}|\s(?P<that>last\syear|this\syear))\b",
        ),
        (
            "season",
            _SEASONS,
            rf"\b(?:(?:in|since|until|by|during|over|from)\s(?:the\s|early\s|late\s|mid-?)*|(?P<which>last\s|this\s))"
            rf"{_SEASON}\b",
        ),
        ("ordinal", {DIGIT}, r"\b(?:on|by|until|since|from)\sthe\s(?P<d>[0-3]?\d)(?:st|nd|rd|th)\b"),
        (
            "year",
            {DIGIT},
            r"\b(?:in|since|until|of)\s(?P<y>(?:19|20)\d{2})\b"
            r"(?!\s(?:square|sq|people|troops|soldiers|km|villages|settlements))",
        ),
    )
)
SIGNS = frozenset(word for _, words, _ in PATTERNS for word in words)  # without any of them a text names no date
# Two of these make a report one of remembrance, which tells of the past without dates.
REMEMBRANCE = re.compile(
    r"\b(?:anniversary|commemorat\w*|veterans?|ceremony|memorial|museum|wreaths?|remembrance|monument|exhibition|tributes?"
    r"|re-?enact\w*|(?:years|decades)\s(?:after|since)"
    r"|archaeolog\w*|excavat\w*|B\.?C\.?E?|obituary|memoirs?|has died|who died|died aged|aged \d\d"
    r"|defendants?|prosecutors?|on trial|the trial|verdict|convicted|judges|tribunal|war crimes)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, and `DIGIT` where it holds one."""
    words = set(_WORD.findall(text.lower()))
    if _DIGIT.search(text):
        words.add(DIGIT)
    return words
