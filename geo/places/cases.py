"""Put Ukrainian and Russian place names back into the nominative, by the regular case endings.

Only what holds for whole classes of names stands here: hard and soft masculines, feminines, neuters, plurals and
adjectives, with the changes of sound that go with them. The preposition before a name leaves few cases to choose from.
Endings follow the school grammars (Ukrainian orthography of 2019; Russian academic grammar of 1980).
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Flag, auto
from functools import lru_cache
from itertools import islice, product

_MOST = 60  # readings of one name
_LONGEST = 4  # words of a name that is inflected
_SHORTEST_STEM = 2
_HYPHENS = frozenset("-‐‑–")


class Case(Flag):
    """The oblique cases; the nominative is the name itself."""

    GENITIVE = auto()
    DATIVE = auto()
    ACCUSATIVE = auto()
    INSTRUMENTAL = auto()
    LOCATIVE = auto()


_G, _D, _A, _I, _L = Case
ANY = _G | _D | _A | _I | _L

# What prepositions of either language govern.
GOVERNED: dict[str, Case] = {
    **dict.fromkeys(("у", "в", "во"), _L | _A | _G),
    **dict.fromkeys(("на",), _L | _A),
    **dict.fromkeys(("о", "об"), _L),
    **dict.fromkeys(("по",), _L | _D),
    **dict.fromkeys(("під", "над", "за", "перед", "між", "под", "перед", "между", "поміж", "понад"), _I | _A),
    **dict.fromkeys(("через", "про", "крізь", "сквозь"), _A),
    **dict.fromkeys(("к", "ко"), _D),
    **dict.fromkeys(("з", "із", "зі", "с", "со"), _G | _I),
    **dict.fromkeys((
        "до", "від", "біля", "поблизу", "навколо", "довкола", "без", "для", "після", "проти", "коло", "неподалік",
        "от", "из", "около", "возле", "вблизи", "вокруг", "после", "против", "близ", "недалеко",
    ), _G),
}

# Nominative endings by the class of name, and what each becomes: "_" is no ending. One line for each class.
_PARADIGMS: tuple[tuple[str, dict[Case, str]], ...] = (
    # Ukrainian nouns: Бахмут, Дніпро, Маріуполь, Дунай; Полтава, Вінниця, Балаклія; Умань, Керч; Запоріжжя;
    # Рівне, поле; Суми; Чернівці
    ("_", {_G: "а у", _D: "у ові", _I: "ом ем", _L: "і у ові"}),
    ("о", {_G: "а", _D: "у ові", _I: "ом", _L: "і у"}),
    ("ь", {_G: "я ю", _D: "ю еві", _I: "ем", _L: "і ю"}),
    ("й", {_G: "я ю", _D: "ю єві", _I: "єм", _L: "ї ю"}),
    ("а", {_G: "и і", _D: "і", _A: "у", _I: "ою ею", _L: "і"}),
    ("я", {_G: "і ї", _D: "і ї", _A: "ю", _I: "ею єю", _L: "і ї"}),
    ("ь", {_G: "і", _D: "і", _I: "ю", _L: "і"}),
    ("_", {_G: "і", _D: "і", _I: "ю", _L: "і"}),
    ("я", {_G: "я", _D: "ю", _A: "я", _I: "ям", _L: "і ю"}),
    ("е", {_G: "а я", _D: "у ю", _I: "ем", _L: "і"}),
    ("и", {_G: "_ ів", _D: "ам", _I: "ами", _L: "ах"}),
    ("і", {_G: "ів ь _", _D: "ям ам", _I: "ями ами", _L: "ях ах"}),
    # Ukrainian adjectives: Нова, Козача; Великий, Верхній; Роботине, Барвінкове; Великі
    ("а", {_G: "ої", _D: "ій", _A: "у", _I: "ою", _L: "ій"}),
    ("я", {_G: "ьої", _D: "ій", _A: "ю", _I: "ьою", _L: "ій"}),
    ("ий", {_G: "ого", _D: "ому", _I: "им", _L: "ому ім"}),
    ("ій", {_G: "ього", _D: "ьому", _I: "ім", _L: "ьому ім"}),
    ("е", {_G: "ого", _D: "ому", _I: "им", _L: "ому ім"}),
    ("ів", {_G: "ового евого", _D: "овому евому", _I: "овим евим", _L: "овому евому"}),  # possessive: Часів Яр
    ("є", {_G: "ього", _D: "ьому", _I: "ім", _L: "ьому"}),
    ("і", {_G: "их", _D: "им", _I: "ими", _L: "их"}),
    # Russian nouns: Харьков, Иваново, Мариуполь, Дунай; Полтава, Балаклея; Керчь; Запорожье; Сумы; Великие Луки
    ("_", {_G: "а", _D: "у", _I: "ом ем", _L: "е"}),
    ("о", {_G: "а", _D: "у", _I: "ом", _L: "е"}),
    ("ь", {_G: "я", _D: "ю", _I: "ем", _L: "е"}),
    ("й", {_G: "я", _D: "ю", _I: "ем", _L: "е и"}),
    ("а", {_G: "ы и", _D: "е", _A: "у", _I: "ой ей", _L: "е"}),
    ("я", {_G: "и", _D: "е и", _A: "ю", _I: "ей", _L: "е и"}),
    ("ь", {_G: "и", _D: "и", _I: "ью", _L: "и"}),
    ("е", {_G: "я а", _D: "ю у", _I: "ем", _L: "е"}),
    ("ы", {_G: "_ ов ев", _D: "ам", _I: "ами", _L: "ах"}),
    ("и", {_G: "_ ов ей", _D: "ам ям", _I: "ами ями", _L: "ах ях"}),
    # Russian adjectives: Новая, Нижняя; Великий, Красный, Кривой; Отрадное, Нижнее; Великие, Старые
    ("ая", {_G: "ой ей", _D: "ой ей", _A: "ую", _I: "ой ей", _L: "ой ей"}),
    ("яя", {_G: "ей", _D: "ей", _A: "юю", _I: "ей", _L: "ей"}),
    ("ый", {_G: "ого", _D: "ому", _I: "ым", _L: "ом"}),
    ("ий", {_G: "ого его", _D: "ому ему", _I: "им", _L: "ом ем"}),
    ("ой", {_G: "ого", _D: "ому", _I: "ым им", _L: "ом"}),
    ("ое", {_G: "ого", _D: "ому", _I: "ым им", _L: "ом"}),
    ("ее", {_G: "его", _D: "ему", _I: "им", _L: "ем"}),
    ("ые", {_G: "ых", _D: "ым", _I: "ыми", _L: "ых"}),
    ("ие", {_G: "их", _D: "им", _I: "ими", _L: "их"}),
)

# Changes of sound: how a stem looks before an ending, and how it may look in the nominative.
_VOWELS = "аеєиіїоуюяыэё"
_SOFTENED = {"ц": ("к",), "з": ("г",), "с": ("х",)}  # before Ukrainian -і: Каховці, Празі, Бурлуці
_CLOSED = (  # before no ending or -ь: Харкова, Києва, Чугуєва; Рогу; Тернополя; Донця; Ставка; Лубен
    (re.compile(r"[ое]в$"), "ів"), (re.compile(r"[єе]в$"), "їв"), (re.compile(r"о(?=[^аеєиіїоуюяыэё]$)"), "і"),
    (re.compile(r"(?<=[^аеєиіїоуюяыэё])ц$"), "ец"), (re.compile(r"(?<=[^аеєиіїоуюяыэёйь])к$"), "ок"),
)
# What no name ends in: й or ь after the wrong sound, a vowel after ь or a second one that makes no known ending.
_UNSPEAKABLE = re.compile(r"(?:[^аеєиіїоуюяыэё]й|[аеєиіїоуюяыэёгґкхйь]ь|[йь][аиіоуы]|[аеєиіоуыэё][аіоуы]|ыё|[гкх]ы)$")
_OPENED = ((re.compile(r"е(?=н$)"), ""), (re.compile(r"о(?=к$)"), ""))  # Лубен, Лубны


def _by_ending() -> dict[str, tuple[tuple[str, Case], ...]]:
    """Nominative endings and cases by the ending that is seen, in the order of the paradigms."""
    found: defaultdict[str, dict[str, Case]] = defaultdict(dict)
    for nominative, forms in _PARADIGMS:
        for case, endings in forms.items():
            for ending in endings.split():
                known = found[ending.strip("_")]
                known[nominative] = known.get(nominative, Case(0)) | case
    return {ending: tuple(known.items()) for ending, known in found.items()}


# Ukrainian names of regions by their centre, as one says them: Харківщина is Харківська область.
_LAND = re.compile(r"(?P<stem>\w{2,})(?P<end>щин|ччин|жчин)(?:а|и|і|у|ою)$")
_LANDS = {"щин": "ська", "ччин": "цька", "жчин": "зька"}

_BY_ENDING = _by_ending()
_LONGEST_ENDING = max(map(len, _BY_ENDING))


@lru_cache(maxsize=32768)
def nominatives_of(word: str, cases: Case) -> tuple[str, ...]:
    """What one lower-case word may be in the nominative if it stands in one of some cases; never the word itself.

    >>> nominatives_of("полтаві", Case.LOCATIVE)[:1], "харків" in nominatives_of("харкова", Case.GENITIVE)
    (('полтав',), True)
    >>> "каховка" in nominatives_of("каховці", Case.LOCATIVE), "донець" in nominatives_of("донцем", Case.INSTRUMENTAL)
    (True, True)
    """
    found: dict[str, None] = {}
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM), -1, -1):
        stem, ending = word[:len(word) - length], word[len(word) - length:]
        for nominative, seen_in in _BY_ENDING.get(ending, ()):
            if seen_in & cases:
                found.update(dict.fromkeys(_whole(stem, ending, nominative)))
    found.pop(word, None)
    return tuple(found)


def _whole(stem: str, ending: str, nominative: str) -> list[str]:
    """A stem with its nominative ending, and with the changes of sound that may have to be undone."""
    bare = nominative.strip("_")
    if not ending and stem[-1] in _VOWELS:
        return []  # a genitive plural without ending closes its syllable
    found = [stem + bare]
    if ending == "і" and bare in ("", "а"):
        found += [stem[:-1] + hard + bare for hard in _SOFTENED.get(stem[-1], ())]
    if bare in ("", "ь"):
        found += [pattern.sub(to, stem) + bare for pattern, to in _CLOSED if pattern.search(stem)]
        if stem[-1] == stem[-2] and ending == "ю":
            found.append(stem[:-1] + bare)  # Волинню
    if not ending:
        found += [pattern.sub(to, stem) + bare for pattern, to in _OPENED if pattern.search(stem)]
    return [name for name in found if not _UNSPEAKABLE.search(name)]


@lru_cache(maxsize=32768)
def readings(words: tuple[str, ...], cases: Case) -> tuple[str, ...]:
    """What a lower-case name of some words (hyphens among them) may be in the nominative, likeliest first.

    Its words stand in one case; some may not change ("Ростові-на-Дону"), but the whole does.

    >>> "нова каховка" in readings(("новій", "каховці"), Case.LOCATIVE)
    True
    """
    names = [word for word in words if word not in _HYPHENS]
    if len(names) > _LONGEST:
        return ()
    if len(names) == 1:
        land = _LAND.fullmatch(names[0])
        return (*nominatives_of(names[0], cases), *((land["stem"] + _LANDS[land["end"]],) if land else ()))
    found: dict[str, None] = {}
    for case in Case:
        if case & cases:
            options = [(*nominatives_of(word, case), word) for word in names]
            found.update(dict.fromkeys(" ".join(reading) for reading in islice(product(*options), _MOST)))
    found.pop(" ".join(names), None)
    return tuple(found)
