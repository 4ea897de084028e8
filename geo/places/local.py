"""What a place is called where it lies: of all its names on record, the one in the script and language of its country.

GeoNames' alternates come without their language. A country's first language has a script; letters that the language
does not use show a name to be another's; and of several names left, the one meant is what the usual name romanises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from geo.places.fold import fold, keys

# How Unicode names the letters of a language that is not written in Latin ones.
_SCRIPTS = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ps", "ur"), "ARABIC"),
    **dict.fromkeys(("am", "ti"), "ETHIOPIC"),
    **dict.fromkeys(("hi", "ne"), "DEVANAGARI"),
    **dict.fromkeys(("ja", "zh"), "CJK"),
    "bn": "BENGALI", "dv": "THAANA", "el": "GREEK", "he": "HEBREW", "hy": "ARMENIAN", "ka": "GEORGIAN",
    "km": "KHMER", "ko": "HANGUL", "lo": "LAO", "my": "MYANMAR", "si": "SINHALA", "th": "THAI",
}
# Letters of the same script that a language does without.
_FOREIGN = {
    "uk": frozenset("ыэъёўјљњћђџѓќѕқғңөұүһәӣӯҷҳӀ"),
    "ru": frozenset("іїєґўјљњћђџѓќѕқғңөұүһәӣӯҷҳӀ"),
    "be": frozenset("ищъїєґјљњћђџѓќѕқғңөұүһәӣӯҷҳӀ"),
    "ar": frozenset("پچژگکیےھہەۆۇێڕڵۀىٔۃټډړږښګڼې"),
}
_MARKS = {0x301: None, 0x640: None, ord("'"): "\u2019"}  # a stress mark, a stretched line
_UNUSUAL = re.compile("ьск|[бвгджзклмнпрстфхцчшщ]ї")  # as no Ukrainian name is spelt
_BGN = str.maketrans({"я": "ya", "ю": "yu", "є": "ye", "ї": "yi"})
_FAR = 2  # letters of the usual name for each one in which the romanised one may differ


def local_name(usual: str, names: Iterable[str], language: str) -> str | None:
    """The name of a place in a language (ISO 639-1), where one of its names is, and beyond doubt; else None.

    >>> local_name("Nizhyn", ("Nijyn", "Нежин", "Ніжин", "尼津"), "uk")
    'Ніжин'
    >>> local_name("Lutsk", ("Луцьк", "Луцк"), "uk"), local_name("Angarsk", ("Ангарськ", "Ангарск"), "ru")
    ('Луцьк', 'Ангарск')
    >>> local_name("Paris", ("Париж",), "fr") is None
    True
    """
    script = _SCRIPTS.get(language)
    if script is None:
        return None
    foreign = _FOREIGN.get(language, frozenset())
    written = (unicodedata.normalize("NFC", name.translate(_MARKS)) for name in names if not name.isascii())
    own = [name for name in dict.fromkeys(written) if _is_in(name, script) and foreign.isdisjoint(name.casefold())]
    if script == "CYRILLIC":
        return _nearest(fold(usual), own, ukrainian=language == "uk")
    # The fuller spelling of one name says more; of several names, none is surely the one.
    return max(own, key=_marks) if len({fold(name) for name in own}) == 1 else None


def _is_in(name: str, script: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all(unicodedata.name(letter, "").startswith(script) for letter in letters)


def _nearest(usual: str, names: Iterable[str], *, ukrainian: bool) -> str | None:
    """The name whose romanisation differs least from the usual name.

    Of two alike in that, the one with more letters that only Ukrainian needs is Ukrainian, and the shorter one is not.
    """
    reading = 0 if ukrainian else -1
    ranked = sorted(
        (min(OSA.distance(usual, latin) for latin in _romanised(name, reading)), _strange(name, ukrainian), name)
        for name in names
        if not (ukrainian and _UNUSUAL.search(name.casefold()))
    )
    if not ranked or ranked[0][0] > len(usual) // _FAR or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    return ranked[0][2]


def _strange(name: str, ukrainian: bool) -> int:
    return -sum(letter in "іїєґь’" for letter in name.casefold()) if ukrainian else len(name)


def _romanised(name: str, reading: int) -> tuple[str, str]:
    """A Cyrillic name by the systems of `fold`, and with soft vowels as BGN/PCGN write them."""
    return keys(name)[reading], keys(name.casefold().translate(_BGN))[reading]


def _marks(name: str) -> tuple[int, str]:
    return len(unicodedata.normalize("NFD", name)), name
