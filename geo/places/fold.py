"""Fold names so that their many spellings meet: case, diacritics, apostrophes, hyphens, scripts and systems.

Three strengths of key. `keys` is safe: two names that share one differ only in how they are typed or romanised.
`skeleton` is loose: it merges the romanisations and the endings that Slavic names take in neighbouring languages, and
a match on it is worth less. `stems` undoes the regular case endings of Ukrainian and Russian place names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Ukrainian: the national system (Cabinet resolution 55 of 27 January 2010). Russian: BGN/PCGN 1947, simplified (no
# apostrophes, e everywhere). The further letters are those of the other Cyrillic alphabets of the region.
_UKRAINIAN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia",
    "ь": "", "ъ": "", "ы": "y", "э": "e", "ё": "io", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj",
    "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz", "қ": "k", "ғ": "g", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "ә": "a", "ӣ": "i", "ӯ": "u", "ҷ": "j", "ҳ": "h",
}
_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN = _UKRAINIAN | {
    "г": "g", "е": "e", "ё": "yo", "и": "i", "й": "y", "ы": "y", "э": "e", "щ": "shch", "ю": "yu", "я": "ya", "є": "e",
    "ї": "i",
}
_WORD_BEGINNING = re.compile(r"(?<![\w'’ʼ])[єїйюя]")
_TO_UKRAINIAN, _TO_RUSSIAN = str.maketrans(_UKRAINIAN), str.maketrans(_RUSSIAN)
_LATIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n", "ħ": "h",
    "ʻ": None, "ʼ": None, "ʾ": None, "ʿ": None, "ʹ": None, "ʺ": None, "’": None, "‘": None, "'": None, "`": None,
    "´": None, "′": None, "ˈ": None, "ʽ": None, "ʲ": None, ".": None, "\u00ad": None, "\u200b": None, "\u200c": None,
})
_CARON = re.compile("[čšž]")
_SCHOLARLY = str.maketrans({"č": "ch", "š": "sh", "ž": "zh", "j": "i"})
_SOFTENED = re.compile("(?<=[бвгґджзклмнпрстфхцчшщ])[юя]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SEPARATORS = re.compile(r"[\W_]+")


# Countries where Cyrillic is or was written: even small places have names in it, and several romanisations.
CYRILLIC_COUNTRIES = frozenset((
    "AM", "AZ", "BA", "BG", "BY", "GE", "KG", "KZ", "MD", "ME", "MK", "MN", "RS", "RU", "TJ", "TM", "UA", "UZ", "XK",
))


def is_cyrillic(text: str) -> bool:
    """Whether any letter of the text is Cyrillic."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold Latin (or any uncased) text to lower case without diacritics, apostrophes, dots and hyphens.

    >>> fold("Ivano-Frankivs’k"), fold("Côte d'Ivoire"), fold("U.S.")
    ('ivano frankivsk', 'cote divoire', 'us')
    """
    text = text.casefold().translate(_LATIN)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c)).translate(_LATIN)
    return _SEPARATORS.sub(" ", text).strip()


def _ukrainian(text: str) -> str:
    """Write lower-case Cyrillic in Latin letters by the Ukrainian national system."""
    text = _WORD_BEGINNING.sub(lambda m: _INITIAL[m.group()], text.replace("зг", "zgh"))
    return text.translate(_TO_UKRAINIAN)


def romanised(text: str) -> str:
    """Write Ukrainian in Latin letters by the national system, capitals kept.

    >>> romanised("Нова Згурівка"), romanised("Ялта-Юр'ївка")
    ('Nova Zghurivka', 'Yalta-Yurivka')
    """
    lower = unicodedata.normalize("NFC", text).casefold()
    latin = _ukrainian(re.sub(r"(?<=\w)['’ʼ](?=\w)", "", lower))
    capitals = iter(word[0].isupper() for word in re.findall(r"[\w'’ʼ]+", text))
    return re.sub(r"[\w'’ʼ]+", lambda m: m.group().capitalize() if next(capitals, False) else m.group(), latin)


@lru_cache(maxsize=65536)
def keys(text: str) -> tuple[str, ...]:
    """The safe keys of a name: one for Latin text, up to two (Ukrainian, Russian reading) for Cyrillic.

    Latin with carons has a second key too, for it may be a scholarly transliteration of Cyrillic (ISO 9).

    >>> keys("Ужгород"), keys("Uzhhorod"), keys("Žaškiv")
    (('uzhhorod', 'uzhgorod'), ('uzhhorod',), ('zaskiv', 'zhashkiv'))
    """
    if not is_cyrillic(text):
        folded = fold(text)
        if text.isascii() or not _CARON.search(composed := unicodedata.normalize("NFC", text).casefold()):
            return (folded,) if folded else ()
        return folded, fold(composed.translate(_SCHOLARLY))
    lower = unicodedata.normalize("NFC", text).casefold()
    both = dict.fromkeys((fold(_ukrainian(lower)), fold(lower.translate(_TO_RUSSIAN))))
    return tuple(key for key in both if key)


def unsoftened(name: str) -> str:
    """The key of a Cyrillic name whose softened vowels lose their i, as the press of other languages writes them.

    Empty where nothing changes or little is left.

    >>> unsoftened("Любомль"), unsoftened("Луцьк")
    ('luboml', '')
    """
    lower = name.casefold()
    plain = _SOFTENED.sub(lambda m: "у" if m.group() == "ю" else "а", lower)
    key = fold(_ukrainian(plain)) if plain != lower else ""
    return key if len(key) >= _SHORTEST_PLAIN else ""


_SHORTEST_PLAIN = 4
_SKELETON = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"schtsch|szcz|shch|stsch", "sc"),
        (r"tsch|tch|cz|ch|ts|tz", "c"),
        (r"sch|sh|sz", "s"),
        (r"zh|rz|dj", "z"),
        (r"kh|g|x", "h"),
        (r"w", "v"),
        (r"ou", "u"),
        (r"[ijy]+", "i"),
        (r"i(?=[aeou])", ""),
        (r"(.)\1+", r"\1"),
        (r"ks|cs", "c"),
        # The same ending in Ukrainian and Russian: -ivka/-ovka, -iv/-ov/-ev, -hirsk/-gorsk, -pil/-pol, -ске/-skoe.
        (r"[ioe]v(?=$| |k|s[ck])", "ov"),
        (r"hir(?=s|$| )", "hor"),
        (r"pil(?=$| |s)", "pol"),
        (r"(?<=\w\w\w)[aeiou]+(?=$| )", ""),
    )
]


def skeleton(key: str) -> str:
    """The loose key of a safe one; empty where too little would be left to tell names apart.

    >>> skeleton("makiivka") == skeleton("makijiwka"), skeleton("hlevakha") == skeleton("glevakha")
    (True, True)
    """
    loose = _loosened(key)
    return loose if len(loose) >= 4 else ""


def alike(one: str, other: str) -> bool:
    """Whether two safe keys are the same name in two romanisations or with two endings.

    >>> alike("lvov", "lviv"), alike("rivne", "lviv")
    (True, False)
    """
    return _loosened(one) == _loosened(other)


@lru_cache(maxsize=65536)
def _loosened(key: str) -> str:
    for pattern, to in _SKELETON:
        key = pattern.sub(to, key)
    return key


# Case endings, and what may stand there in the nominative. The gender is unknown, so each gives several.
_ENDINGS = {
    # adjectives: Харківської, Донецкой, Великого
    "ською": "ська", "ській": "ська", "ської": "ська", "ську": "ська ськ", "ського": "ське ський",
    "ському": "ське ський ськ", "цькою": "цька", "цькій": "цька", "цької": "цька", "цьку": "цька цьк", "ской": "ская",
    "скую": "ская", "ского": "ское ский", "скому": "ское ский", "ском": "ское ск", "цкой": "цкая", "цкую": "цкая",
    "ого": "е ий ое", "ому": "е ий ый ое", "ній": "на", "ної": "на", "ною": "на", "ной": "ная", "ную": "ная",
    # -івка, -овка
    "івкою": "івка", "івки": "івка", "івку": "івка", "івці": "івка", "овкой": "овка", "овке": "овка", "овку": "овка",
    "овки": "овка", "ці": "ка ц", "зі": "га", "сі": "ха са",
    # -ів, -їв, -ов, -ове
    "ова": "ів ово ове ов", "ову": "ів ово ове ов", "ові": "ів ове _", "овом": "ів ове ово", "еві": "ів еве _",
    "єва": "їв", "єву": "їв", "єві": "їв", "євом": "їв",
    # -ія, -ея
    "ії": "ія", "ію": "ія", "ии": "ия", "ию": "ия", "еи": "ея", "ею": "ея я",
    # the rest
    "ою": "а", "єю": "я", "ой": "а", "ей": "я", "ом": "_ о е", "ем": "ь е _", "єм": "й", "ями": "і и", "ами": "и ы",
    "ам": "и ы", "ям": "і и", "ах": "и ы", "ях": "і и", "ів": "и і", "ев": "_", "а": "_ о е", "я": "ь й е _",
    "у": "_ а о е", "ю": "ь я й е", "і": "_ а ь я о е", "ї": "я й", "и": "а ь _", "ы": "а _", "е": "_ а о", "о": "е",
}
_STEMS = [
    (ending, tuple(n.replace("_", "") for n in _ENDINGS[ending].split()))
    for ending in sorted(_ENDINGS, key=len, reverse=True)
]
_SHORTEST_STEM = 3


def stems(word: str) -> tuple[str, ...]:
    """What an inflected Cyrillic name may be in the nominative, most likely first; the word itself is not among them.

    >>> "Луцьк" in stems("Луцьку"), "Тернопіль" in stems("Тернопіля"), "Одеса" in stems("Одесі")
    (True, True, True)
    """
    found: dict[str, None] = {}
    for ending, nominatives in _STEMS:
        stem = word[: len(word) - len(ending)]
        if word.endswith(ending) and len(stem) >= _SHORTEST_STEM:
            found.update(dict.fromkeys(stem + nominative for nominative in nominatives))
    found.pop(word, None)
    return tuple(found)
