"""Inflection of Ukrainian and Russian by rule: the forms of a noun with their cases, of an adjective, of a verb.

The rules are generous: a form that no speaker would use meets no text, so homonymous paradigms are simply united
(a word on -а is read both as a feminine singular and as a neuter plural). Stress, and the vowels that come and go in
a stem, are not modelled: what needs them is written out in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

# Cases by letter: nominative, genitive, dative, accusative, instrumental, locative.
Forms = Mapping[str, str]

_UK: tuple[tuple[str, str], ...] = (
    # ending of the listed form -> "ending:cases …" of its paradigm
    ("ння", "ння:NAG нню:D нням:I нні:L нь:G ннями:I ннях:L"),
    ("ття", "ття:NAG ттю:D ттям:I тті:L"),
    ("ість", "ість:NA ості:GDLN істю:I остей:G остями:I"),
    ("ія", "ія:N ії:GDL ію:A ією:I ій:G іям:D іями:I іях:L"),
    ("я", "я:N і:GDLN ю:A ею:I ь:G ям:D ями:I ях:L"),
    ("га", "га:N ги:GN зі:DL гу:A гою:I г:G гам:D гами:I гах:L"),
    ("та", "та:N ти:GN ті:DL ту:A тою:I т:G там:D тами:I тах:L"),
    ("ка", "ка:N ки:GN ці:DL ку:A кою:I к:G ок:G кам:D ками:I ках:L"),
    ("а", "а:NA и:GN і:DL у:A ою:I :G ам:D ами:I ах:L"),
    ("о", "о:NA а:GN у:DL ом:I і:L :G ам:D ами:I ах:L"),
    ("ві", "ві:N вих:GAL вим:D вими:I ві:N"),
    ("и", "и:N ів:GA :GA ам:D ами:I ах:L"),
    ("і", "і:N ів:GA ей:GA :G ям:D ам:D ями:I ами:I ях:L ах:L"),
    ("ї", "ї:NA їв:G й:G ям:D ями:I ях:L"),
    ("ій", "ій:NA ію:GDL ієм:I ії:LN їв:G"),
    ("й", "й:N я:GA ю:GDL єві:DL єм:I ї:LN їв:G ям:D ями:I ях:L"),
    ("ь", "ь:N я:GA ю:DL еві:DL ем:I і:LN ів:G ям:D ями:I ях:L"),
    ("", ":N а:GA у:GDL ові:DL ом:I і:LN и:N ів:GA ам:D ами:I ах:L"),
)
_RU: tuple[tuple[str, str], ...] = (
    ("ие", "ие:NA ия:GN ию:D ием:I ии:L ий:G иям:D иями:I иях:L"),
    ("ия", "ия:N ии:GDL ию:A ией:I ий:G иям:D иями:I иях:L"),
    ("я", "я:N и:GN е:DL ю:A ей:I ь:G ям:D ями:I ях:L"),
    ("а", "а:NA ы:GN и:GN е:DL у:A ой:I ою:I :G ам:D ами:I ах:L"),
    ("о", "о:NA а:GN у:D ом:I е:L :G ам:D ами:I ах:L"),
    ("ые", "ые:N ых:GAL ым:D ыми:I"),
    ("е", "е:N :GA ам:D ами:I ах:L"),
    ("ы", "ы:N ов:GA ев:GA :GA ам:D ами:I ах:L"),
    ("и", "и:N ов:GA ей:GA ев:GA :GA ам:D ями:I ами:I ям:D ах:L ях:L"),
    ("й", "й:N я:GA ю:D ем:I е:L и:N ев:G ям:D ями:I ях:L"),
    ("ь", "ь:NA я:GA и:GDLN ю:D ью:I ем:I е:L ей:G ям:D ями:I ях:L"),
    ("", ":N а:GA у:D ом:I е:L ы:N и:N ов:GA ам:D ами:I ах:L"),
)
_NOUNS = {"uk": _UK, "ru": _RU}
# Vowels of indeclinable words and letters that end no stem are of no concern here: such words keep their own form.
ADJECTIVE = {
    "uk": frozenset(
        [
            "ий",
            "а",
            "е",
            "і",
            "ого",
            "ої",
            "ому",
            "ій",
            "им",
            "ими",
            "их",
            "у",
            "ою",
            "ім",
            "я",
            "є",
            "ї",
            "ього",
            "ьої",
            "ьому",
            "ьою",
            "ю",
        ]
    ),
    "ru": frozenset(
        [
            "ий",
            "ый",
            "ой",
            "ая",
            "яя",
            "ое",
            "ее",
            "ие",
            "ые",
            "ого",
            "его",
            "ей",
            "ому",
            "ему",
            "им",
            "ым",
            "ими",
            "ыми",
            "их",
            "ых",
            "ую",
            "юю",
            "ом",
            "ем",
            "ою",
        ]
    ),
}
_ADJECTIVE_CASES = {
    **dict.fromkeys(["ий", "ый", "ая", "ое", "ие", "ые", "а", "е", "і", "и"], "NA"),
    "ої": "G", "ого": "GA", "его": "GA",
    "их": "GAL", "ых": "GAL", "им": "DI", "ым": "DI", "ими": "I", "ыми": "I", "ою": "I", "у": "A", "ую": "A",
    "ому": "DL", "ему": "DL", "ій": "DL", "ой": "GDIL", "ей": "GDIL", "ом": "L", "ем": "L", "ім": "L",
}  # fmt: skip
_LOOKS_ADJECTIVAL = re.compile(
    r"(?:(?:[сц]ьк|ськ|зьк|ск|н|в|л|т|р|ш|ч|ж|м|к)(?:ий|ый|ой|ого|ому|им|ым|ими|ыми|их|ых|ої|ою|ая|ое|ую|ые|ие|ей|ій))$"
    r"|^(?:сусід|верх|ниж|серед|край|даль|ближ|дав|остан|внутріш|зовніш|тодіш|сосед|сред|послед|внутрен|внеш|древ)"
    r"н(?:я|є|ю|ій|ього|ьому|ім|іх|іми|ьої|ьою|яя|ее|юю|его|ему|ей|ий|им|их|ими|ем)$"
    r"|(?:ск|цк|[бвгджзклмнпрстхцчшьй]н)(?:ом|ем)$"
    r"|(?:ськ|зьк|цьк|[бвгджзклмнпрстхцчшь]н|ов|ев)(?:а|е|і|у)$|ськ(?:і|у)$"
)


def norm(low: str) -> str:
    """One spelling for what is written in several ways: no ё, one apostrophe."""
    if "ё" in low:
        low = low.replace("ё", "е")
    return low.replace("’", "'").replace("ʼ", "'") if "’" in low or "ʼ" in low else low


@lru_cache(maxsize=50_000)
def looks_adjectival(low: str) -> bool:
    """Whether a word has the ending of an adjective in some case."""
    return len(low) > 4 and _LOOKS_ADJECTIVAL.search(low) is not None


@lru_cache(maxsize=4096)
def decline(word: str, language: str) -> Forms:
    """The forms of a noun, or of an adjective on -ий/-ый/-ський, given in the nominative of either number.

    >>> decline("армія", "uk")["армією"], decline("войска", "ru")["войск"]
    ('I', 'G')
    """
    word = norm(word.lower())
    if re.search(r"(?:ськ|цьк|зьк|ск|цк|[^аеиіїоуюяьы]н|ов|ев|ш)(?:ий|ый|ая|ое|ие|ые|і|ої)$", word):
        stem = re.sub(r"(?:ий|ый|ая|ое|ие|ые|ої|і)$", "", word)
        return {stem + e: _ADJECTIVE_CASES.get(e, "G") for e in ADJECTIVE[language]} | {word: "N"}
    out: dict[str, str] = {}
    for ending, paradigm in _NOUNS[language]:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            for pair in paradigm.split():
                form, _, cases = pair.partition(":")
                out[stem + form] = "".join(sorted(set(out.get(stem + form, "") + cases)))
            break
    if re.search(r"(?:ов|ев|єв|ин|ін|їн)$", word):  # surnames take the adjective's instrumental
        out |= {word + "ым": "I", word + "им": "I", word + "у": "DA"}
    out.setdefault(word, "N")
    return out


def adjective_forms(stem: str, language: str) -> Forms:
    """All forms of an adjective from its stem ("українськ")."""
    return {norm(stem + e): _ADJECTIVE_CASES.get(e, "") for e in ADJECTIVE[language]}


def adjective_cases(low: str) -> str:
    """The cases that the ending of an adjective allows, "" where it tells nothing."""
    return next((_ADJECTIVE_CASES[low[-n:]] for n in (3, 2, 1) if low[-n:] in _ADJECTIVE_CASES), "")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a verb. `kind`: past, present, infinitive, passive (short or on -но/-то), participle (full, passive),
    reflexive (present or past passive on -ся), gerund. Future forms of perfectives are left out: they tell of nothing
    that happened."""

    lemma: str
    kind: str
    perfective: bool
    plural: bool = False
    we: bool = False

    @property
    def passive(self) -> bool:
        return self.kind in ("passive", "participle", "reflexive")

    @property
    def moves(self) -> bool:
        """Whether the verb takes no object: "X перейшло під контроль"."""
        return self.lemma.endswith(("йти", "ся", "сь", "пасть", "пити"))


_PRESENT = {
    "uk": (("увати", "ує"), ("ювати", "ює"), ("ати", "ає"), ("яти", "яє"), ("ити", "ить"), ("іти", "іє")),
    "ru": (("ывать", "ывает"), ("ивать", "ивает"), ("овать", "ует"), ("ать", "ает"), ("ять", "яет"), ("ить", "ит"),
           ("еть", "еет")),
}  # fmt: skip


def conjugate(entry: str, language: str, *, perfective: bool) -> Iterator[tuple[str, VerbForm]]:
    """The forms of a verb written as its infinitive with what no rule gives.

    `part=` is the stem of the passive participle, `past=` the masculine past and the stem of the others, `pres=` the
    third person of the present, singular and, if irregular, plural.

    >>> sorted(f for f, form in conjugate("покинути part=покинут", "uk", perfective=True) if form.kind == "past")
    ['покинув', 'покинула', 'покинули', 'покинуло']
    """
    infinitive, *fields = norm(entry).split()
    given = dict(field.split("=") for field in fields)
    reflexive = infinitive.endswith(("ся", "сь"))
    base = infinitive[:-2] if reflexive else infinitive
    tails = (("ся", "сь") if language == "uk" else ("сь", "ся")) if reflexive else ("",)

    def form(kind: str, *, plural: bool = False, we: bool = False) -> VerbForm:
        return VerbForm(infinitive, kind, perfective, plural, we)

    yield infinitive, form("infinitive")
    man, stem = _past(base, given.get("past"), language)
    for tail in tails:
        yield man + tail, form("past")
        for ending in ("ла", "ло", "ли"):
            yield stem + ending + tail, form("past", plural=ending == "ли")
    if not perfective:
        for surface, plural, we in _present(base, given.get("pres"), language):
            for tail in tails:
                yield surface + tail, form("present", plural=plural, we=we)
            if not reflexive and not we:
                yield surface + "ся", form("reflexive", plural=plural)
    root = base[:-2]
    if perfective:
        yield root + ("вшись" if reflexive else "вши"), form("gerund")
        if language == "ru" and not reflexive:
            yield root + "в", form("gerund")
    participle = given.get("part")
    if participle:
        yield from _participles(participle, language, form("passive"), form("participle"))


def _past(base: str, given: str | None, language: str) -> tuple[str, str]:
    """The masculine past and the stem before -ла, -ло, -ли."""
    if given:
        man, _, stem = given.partition(",")
        return man, stem or man[:-1]
    if base.endswith("йти"):
        root = base[:-3] if language == "uk" else re.sub(r"й$", "", base[:-3])
        return (root + "йшов", root + "йш") if language == "uk" else (root + "шел", root + "ш")
    root = base[:-2]
    return root + ("в" if language == "uk" else "л"), root


def _present(base: str, given: str | None, language: str) -> Iterator[tuple[str, bool, bool]]:
    singular, _, plural = (given or "").partition(",")
    singular, plural = re.sub(r"(?:ть)?ся$", "", singular), re.sub(r"ся$", "", plural)
    if not singular:
        singular = next((base[: -len(a)] + b for a, b in _PRESENT[language] if base.endswith(a)), base)
    if language == "uk":
        stem = re.sub(r"(?:є|ить|їть|е)$", "", singular)
        soft = singular.endswith("є")
        first: tuple[str, ...] = (stem + "ємо", stem + "имо", stem + "емо")
        plurals: tuple[str, ...] = (
            (plural,) if plural else (stem + "ють",) if soft else (stem + "ять", stem + "ать", stem + "уть")
        )
        yield singular, False, False
        if singular.endswith(("є", "е")):
            yield singular + "ть", False, False  # before -ся
    else:
        stem = re.sub(r"(?:ет|ит)$", "", singular)
        first = (stem + "ем", stem + "им")
        plurals = (plural,) if plural else tuple(stem + e for e in ("ют", "ут", "ят", "ат"))
        yield singular, False, False
    for surface in plurals:
        yield surface, True, False
    for surface in first:
        yield surface, True, True


def _participles(stem: str, language: str, short: VerbForm, full: VerbForm) -> Iterator[tuple[str, VerbForm]]:
    if language == "uk":
        yield stem + "о", short
        for ending in ADJECTIVE["uk"]:
            yield stem + ending, full
        return
    for ending in ("", "а", "о", "ы"):
        yield stem + ending, short
    doubled = stem + "н" if stem.endswith("н") else stem
    for ending in ADJECTIVE["ru"]:
        yield doubled + ending, full
