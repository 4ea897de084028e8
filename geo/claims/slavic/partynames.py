"""The names of parties in Ukrainian and Russian in every form they take, and whom each means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from geo.model import Theatre
from geo.resources import lexicons
from geo.resources.slavic.lexicon import load
from geo.resources.slavic.morphology import Forms, adjective_forms, decline, looks_adjectival, norm


@dataclass(frozen=True, slots=True)
class Name:
    """A name of one or more words: what each word may look like, and whom it means."""

    words: tuple[Forms, ...]
    exact: bool  # capitals only: case counts and nothing inflects
    side: str
    kind: str
    printed: str
    head: int  # the word whose case is the name's

    @property
    def common(self) -> bool:
        """Whether it is made of common nouns ("Сили оборони"), which many write without a capital."""
        return len(self.words) > 1 and self.printed.split()[1][0].islower()


def _name(phrase: str, side: str, kind: str, language: str) -> Name:
    parts = phrase.replace("«", "").replace("»", "").split()
    exact = len(parts) == 1 and phrase.isupper() and len(phrase) <= 5
    words = tuple({p: "NGDAIL"} if exact else _forms(p, language) for p in parts)
    head = next((n for n, p in enumerate(parts) if not looks_adjectival(p.lower())), 0)
    return Name(words, exact, side, kind, phrase, head)


def _forms(word: str, language: str) -> Forms:
    if word.isupper() and len(word) <= 5:
        return {norm(word.lower()): "NGDAIL"}
    low = norm(word.lower())
    return {**decline(word, language), low: decline(word, language).get(low, "N")}


@cache
def table(theatre: Theatre, lexicon_language: str, year: int | None) -> dict[str, tuple[Name, ...]]:
    """Names by every form of their first word, the longest first."""
    lexicon = load(lexicon_language)
    known = lexicons.parties(year)
    names: list[Name] = []
    for side in theatre.sides:
        for words, kind in (((*side.aliases, *side.bodies), "name"), (side.metonyms, "metonym")):
            names += [_name(w, side.name, kind, lexicon_language) for w in words if _cyrillic(w)]
        for surname, full in side.officials:
            if _cyrillic(surname):
                names.append(_name(surname, side.name, "person", lexicon_language))
                if full != surname:
                    names[-1] = Name(names[-1].words, False, side.name, "person", full, 0)
    for printed, words in lexicon.parties.items():
        side_name = group_side(theatre, printed)
        names += [_name(w, side_name, "name", lexicon_language) for w in words if not w.endswith("-")]
    for surname, english in lexicon.leaders.items():
        whose = known.leaders[english]
        names.append(_name(surname, group_side(theatre, whose), "leader", lexicon_language))
    for code, words in lexicon.nations.items():
        nation = nation_side(theatre, code, known)
        if nation is not None:
            names += [_name(w, nation, "nation" if w[0].isupper() else "people", lexicon_language) for w in words]
    for code, words in lexicon.armies.items():
        nation = nation_side(theatre, code, known)
        names += [_name(w, nation, "name", lexicon_language) for w in words if nation is not None]
    for printed, words in lexicon.lands.items():
        names += [_name(w, group_side(theatre, printed), "land", lexicon_language) for w in words]
    by_form: dict[str, list[Name]] = {}
    for name in names:
        for form in name.words[0]:
            by_form.setdefault(form if not name.exact else form.lower(), []).append(name)
    return {form: tuple(sorted(listed, key=lambda n: -len(n.words))) for form, listed in by_form.items()}


def group_side(theatre: Theatre, printed: str) -> str:
    """The printed name of an armed group: that of the side of the theatre that it fights for, else its own."""
    return next((s.name for s in theatre.sides if printed in s.aliases), printed)


def _cyrillic(word: str) -> bool:
    return any("а" <= c <= "ї" or c == "ґ" for c in word.lower())


def nation_side(theatre: Theatre, code: str, known: lexicons.Parties) -> str | None:
    """The printed name of a nation: that of the side it is home to, else its own."""
    return next((s.name for s in theatre.sides if code in s.home), None) or known.of_nation(code)


@cache
def adjectives(theatre: Theatre, language: str, year: int | None) -> Mapping[str, str]:
    """Every form of a nation's or group's adjective, and the side that it names."""
    words, known = load(language), lexicons.parties(year)
    sides = {code: nation_side(theatre, code, known) for code in words.nations}
    by_form = {form: side for form, code in words.adjectives.items() if (side := sides[code]) is not None}
    for printed, listed in words.parties.items():
        for word in listed:
            if word.endswith("-"):
                by_form |= dict.fromkeys(adjective_forms(word[:-1], language), group_side(theatre, printed))
    return by_form
