"""One parser for quantities of area: numbers as the press writes them, units, and their square kilometres."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# International mile of 1609.344 m and acre of 4046.8564224 m² (NIST SP 811, appendix B.8), exact by definition.
KM2_PER_SQ_MI = 2.589988110336
KM2_PER_ACRE = 0.0040468564224
KM2_PER_HA = 0.01

_UNITS: tuple[tuple[str, str, float], ...] = (
    (r"sq(?:uare|\.)?[ -]?(?:kilomet(?:er|re)s?|kms?)\b|km²|km2\b|km\^2|kms?[ -]?sq(?:uared)?\b", "sq km", 1.0),
    (r"кв(?:\.|адратн\w+)?\s?(?:км|к[иі]лометр\w*)\b|км²|км2\b|км\s?кв\b", "sq km", 1.0),
    (r"sq(?:uare|\.)?[ -]?mi(?:les?)?\b|mi²|mi2\b", "sq mi", KM2_PER_SQ_MI),
    (r"кв(?:\.|адратн\w+)?\s?мил\w*", "sq mi", KM2_PER_SQ_MI),
    (r"hectares?\b|ha\b|гектар\w*|га\b", "ha", KM2_PER_HA),
    (r"acres?\b|акр\w*", "acre", KM2_PER_ACRE),
)
_LAND_KM2 = 149e6  # the land of the Earth: what is larger is a slip
_UNIT = re.compile("|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, _) in enumerate(_UNITS)), re.IGNORECASE)

_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
    "одна": 1, "один": 1, "одну": 1, "полтора": 1.5, "полторы": 1.5, "півтора": 1.5, "півтори": 1.5,
    "два": 2, "две": 2, "дві": 2, "двух": 2, "двох": 2, "три": 3, "трех": 3, "трёх": 3, "трьох": 3,
    "четыре": 4, "чотири": 4, "четырех": 4, "четырёх": 4, "чотирьох": 4, "пять": 5, "пяти": 5, "п'ять": 5, "п’ять": 5,
    "п'яти": 5, "п’яти": 5, "шесть": 6, "шести": 6, "шість": 6, "семь": 7, "семи": 7, "сім": 7, "восемь": 8,
    "восьми": 8, "вісім": 8, "девять": 9, "девяти": 9, "дев'ять": 9, "дев’ять": 9, "десять": 10, "десяти": 10,
    "двадцать": 20, "двадцати": 20, "двадцять": 20, "тридцать": 30, "тридцати": 30, "тридцять": 30, "сорок": 40,
    "пятьдесят": 50, "п'ятдесят": 50, "п’ятдесят": 50, "сто": 100, "двести": 200, "двісті": 200, "триста": 300,
    "четыреста": 400, "чотириста": 400, "пятьсот": 500, "п'ятсот": 500, "п’ятсот": 500,
}  # fmt: skip
_SCALE = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    **dict.fromkeys(("тысяч", "тысяча", "тысячи", "тысячу", "тыс", "тисяч", "тисяча", "тисячі", "тисячу", "тис"), 1000),
    "миллион": 1_000_000,
    "мільйон": 1_000_000,
}
_WORD = "|".join(sorted([*_SMALL, *_SCALE, "a", "half"], key=len, reverse=True))
_DIGITS = r"(?<!\w)(?:\d{1,3}(?:[,.\u00a0\u202f '’]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
# A number, in groups that `number_value` reads: digits, scale, words.
NUMBER = (
    rf"(?:(?P<digits>{_DIGITS})(?:[ \u00a0-](?P<scale>(?:hundred|thousand|million|тисяч\w*|тысяч\w*)\b|т[иы]с\b\.?))?"
    rf"|(?P<words>\b(?:{_WORD})(?:[ -](?:and[ -])?(?:{_WORD}))*\b))"
)
_NUMBER = re.compile(NUMBER, re.IGNORECASE)


# Spelled out for a search that is a hundred times as fast as a pattern's.
_HINTS = ("sq", "km", "hectare", "acre", "mi²", "mi2", "кв", "км", "гектар", "акр")
_HINT_HA = re.compile(r"\d\s?(?:ha|га)\b", re.IGNORECASE)


def mentions_area(text: str) -> bool:
    """Whether a unit of area may stand in a text: a cheap look before parsing."""
    low = text.lower()
    return any(hint in low for hint in _HINTS) or _HINT_HA.search(low) is not None


@dataclass(frozen=True, slots=True)
class AreaQuantity:
    """An area as written: `value` in `unit` ("sq km", "sq mi", "ha", "acre"), its span, and `high` of a range.

    `beside` is the same figure in another unit that follows in brackets or after "or".
    """

    value: float
    unit: str
    km2: float
    start: int
    end: int
    high: float | None = None
    beside: AreaQuantity | None = None

    @property
    def slip(self) -> str | None:
        """One sentence where the two units do not say the same: more than a rounding (3 %) lies between them."""
        other = self.beside
        if other is None or abs(other.km2 - self.km2) <= _ROUNDING * max(self.km2, other.km2):
            return None
        return (
            f"{self.value:,g} {self.unit} are {self.km2:,.0f} km², and the {other.value:,g} {other.unit} beside it "
            f"{other.km2:,.0f} km²"
        )


# What joins two units of one figure: "770 square miles (some 2,000 sq km)", "2,000 sq km, or 770 square miles".
_AGAIN = re.compile(
    r"[\s,–—-]*(?:\(|\[|\bor\b|\bi\.?e\.?|\bабо\b|\bили\b)[\s,(=~≈]*"
    r"(?:(?:about|around|some|roughly|nearly|almost|over|more than|approximately|approx\.?|circa|ca?\.|"
    r"близько|понад|майже|около|более|почти)\s+)?",
    re.IGNORECASE,
)
_ROUNDING = 0.03


def area_quantities(text: str) -> Iterator[AreaQuantity]:
    """Find areas in a text, in order; what says the same in another unit stands beside the first.

    >>> found = list(area_quantities("some 770 square miles (about 2,000 sq km)"))
    >>> [(a.value, a.unit, round(a.km2, 1), a.beside.value, a.slip) for a in found]
    [(770.0, 'sq mi', 1994.3, 2000.0, None)]
    """
    held: AreaQuantity | None = None
    for quantity in _each_quantity(text):
        if held is not None and held.unit != quantity.unit and _AGAIN.fullmatch(text[held.end : quantity.start]):
            held = replace(held, beside=quantity) if held.beside is None else held
            continue
        if held is not None:
            yield held
        held = quantity
    if held is not None:
        yield held


def _each_quantity(text: str) -> Iterator[AreaQuantity]:
    for unit in _UNIT.finditer(text):
        index = next(i for i in range(len(_UNITS)) if unit[f"u{i}"])
        _, name, factor = _UNITS[index]
        before = text[max(0, unit.start() - 60) : unit.start()]
        offset = unit.start() - len(before)
        numbers = [m for m in _NUMBER.finditer(before) if number_value(m) is not None]
        if not numbers or before[numbers[-1].end() :].strip(" \u00a0-\u2011") or (numbers[-1]["words"] or "") == "a":
            continue
        last = numbers[-1]
        value, high, start = number_value(last), None, last.start()
        if len(numbers) > 1 and re.fullmatch(
            r"\s*(?:-|–|—|to|and|до|and up to)\s*", before[numbers[-2].end() : last.start()]
        ):
            low = number_value(numbers[-2])
            between = before[: numbers[-2].start()].lower().rstrip().endswith("between")
            dash = before[numbers[-2].end() : last.start()].strip() != "and"
            if low is not None and value is not None and low < value and (dash or between):
                value, high, start = low, value, numbers[-2].start()
        if value is None or not 0 < value * factor <= _LAND_KM2:
            continue
        yield AreaQuantity(value, name, value * factor, offset + start, unit.end(), high)


def number_value(match: re.Match[str]) -> float | None:
    """The number that a match of `NUMBER` stands for, None where its words are none ("a")."""
    if match["digits"]:
        scale = (
            next((v for k, v in _SCALE.items() if (match["scale"] or "").lower().startswith(k)), 1)
            if match["scale"]
            else 1
        )
        return parse_number(match["digits"]) * scale
    return _from_words(match["words"])


def parse_number(digits: str) -> float:
    """Read a number with either convention of separators; a lone group of three digits is thousands.

    >>> parse_number("1,150"), parse_number("2.5"), parse_number("12 000"), parse_number("3,8")
    (1150.0, 2.5, 12000.0, 3.8)
    """
    plain = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", plain):
        return float(re.sub("[,.]", "", plain))
    if "," in plain and "." in plain:
        return float(plain.replace(",", ""))
    return float(plain.replace(",", "."))


def _from_words(words: str) -> float | None:
    """Read number words; "half a million", "two and a half thousand", "six thousand".

    >>> _from_words("six thousand"), _from_words("a hundred"), _from_words("twenty-five hundred")
    (6000.0, 100.0, 2500.0)
    """
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[ -]", words.lower()):
        if word in _SMALL:
            current, seen = current + _SMALL[word], True
        elif word == "half":
            current, seen = current + 0.5, True
        elif word in _SCALE:
            seen = True
            if _SCALE[word] == 100:
                current = (current or 1) * 100
            else:
                total, current = total + (current or 1) * _SCALE[word], 0.0
    return total + current if seen else None
