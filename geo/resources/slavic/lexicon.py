"""The Ukrainian and Russian lexicons: words of control, speech, doubt and time, indexed by every form they take."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from geo.errors import ResourceError
from geo.model import Event
from geo.resources.bundle import data_file
from geo.resources.slavic.morphology import VerbForm, adjective_cases, adjective_forms, conjugate, decline, norm

FINITE = frozenset(["past", "present", "passive", "reflexive"])


@dataclass(frozen=True, slots=True)
class Sense:
    """What a form says about control: the event, the frame in which its parties stand, and its grammar.

    `form` is None for a noun; `cases` are those of a noun's form.
    """

    event: Event
    frame: str
    lemma: str
    form: VerbForm | None = None
    cases: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in one form: its nominative and the cases the form may be."""

    lemma: str
    cases: str


@dataclass(frozen=True, eq=False)  # each is itself alone, so that what is derived from one can be cached by it
class Lexicon:
    """The words of one language by normalised, lower-case surface form."""

    language: str
    senses: Mapping[str, tuple[Sense, ...]]
    speech: Mapping[str, tuple[str, VerbForm]]  # form -> stance, grammar
    light: Mapping[str, tuple[tuple[str, VerbForm], ...]]  # verbs that go with "control" or a flag: gain, regain …
    nouns: Mapping[str, Mapping[str, Noun]]  # group -> form -> noun
    groups: Mapping[str, frozenset[str]]
    frames: Mapping[str, frozenset[str]]  # prepositions behind which a frame's place stands
    adjectives: Mapping[str, str]  # form of a nation's adjective -> ISO 3166-1 code
    nations: Mapping[str, tuple[str, ...]]  # ISO code -> words for the country and its people
    parties: Mapping[str, tuple[str, ...]]  # printed name of a group -> its names in this language
    armies: Mapping[str, tuple[str, ...]]  # ISO code -> what its army is called besides
    lands: Mapping[str, tuple[str, ...]]  # printed name of a group -> the land whose men it is
    leaders: Mapping[str, str]  # surname -> the same in groups.toml
    generic: Mapping[str, str]  # form -> generic side ("rebels") where sides come from the text
    counted: Mapping[str, str]  # form -> what is counted, in English
    area_verbs: Mapping[str, str]  # form -> gained | lost | held
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    # Unions of the above, for a quick look at each word of a text:
    finite: frozenset[str]  # forms that are a clause's predicate
    triggers: frozenset[str]  # forms that may tell of something
    tellers: frozenset[str]  # forms by which somebody may be said to speak
    relatives: frozenset[str]  # pronouns that open a relative clause and nothing else
    owning: frozenset[str]  # forms that say whose a place is: "ours", "free", a nation's adjective in the nominative
    forces: frozenset[str]  # forms with which the naming of a force may begin, other adjectives aside

    def has(self, group: str, low: str) -> bool:
        """Whether a normalised word belongs to a group of fixed words such as `clause.conditions`."""
        return low in self.groups[group]

    def knows(self, low: str) -> bool:
        """Whether a normalised word is one of this lexicon's in any form."""
        return (
            low in self.senses or low in self.speech or low in self.light or low in self.months or low in self.weekdays
            or low in self.adjectives or any(low in table for table in (*self.nouns.values(), *self.groups.values()))
        )  # fmt: skip

    def noun(self, group: str, low: str) -> Noun | None:
        """The noun of a group such as `words.force` that a form belongs to."""
        return self.nouns[group].get(low)


@cache
def load(language: str) -> Lexicon:
    """The lexicon of "uk" or "ru".

    Raises
    ------
    ResourceError
        If there is none, or its file is not a lexicon.
    """
    path = data_file("lexicon", f"{language}.toml")
    try:
        return _parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise ResourceError(
            f"expected a lexicon with verbs, nouns and word groups in {path.name}, it fails at {error}"
        ) from error


def _parse(data: dict[str, Any]) -> Lexicon:
    language: str = data["language"]
    senses: dict[str, list[Sense]] = {}
    for group in data["verbs"]:
        event, frame = Event(group["event"]), group["frame"]
        for aspect in ("perfective", "imperfective"):
            for entry in group.get(aspect, ()):
                for surface, form in conjugate(entry, language, perfective=aspect == "perfective"):
                    senses.setdefault(surface, []).append(Sense(event, frame, form.lemma, form))
    for group in data["nouns"]:
        event, frame = Event(group["event"]), group["frame"]
        for word in group["words"]:
            for surface, cases in decline(word, language).items():
                senses.setdefault(surface, []).append(Sense(event, frame, word, None, cases))
    speech = {
        surface: (stance, form)
        for stance in ("claims", "suggests", "confirms", "concedes", "denies")
        for aspect in ("perfective", "imperfective")
        for entry in data["speech"][stance].get(aspect, ())
        for surface, form in conjugate(entry, language, perfective=aspect == "perfective")
    }
    light: dict[str, list[tuple[str, VerbForm]]] = {}
    for name, aspects in data["light"].items():
        for aspect, entries in aspects.items():
            for entry in entries:
                for surface, form in conjugate(entry, language, perfective=aspect == "perfective"):
                    light.setdefault(surface, []).append((name, form))
    generic = {
        form: printed
        for printed, words in data["generic"].items()
        for word in words
        for form in decline(word, language)
    }
    adjectives = {
        form: code
        for code, words in data["nations"].items()
        for word in words
        if word.endswith("-")
        for form in adjective_forms(word[:-1], language)
    }
    area_verbs = {
        surface: change
        for change in ("held", "lost", "gained")
        for aspect in ("perfective", "imperfective")
        for entry in data["area"][change].get(aspect, ())
        for surface, form in conjugate(entry, language, perfective=aspect == "perfective")
        if form.kind != "infinitive"
    }
    nouns = {
        f"{section}.{name}": _nouns(words, language)
        for section in ("words", "kinds", "said")
        for name, words in data[section].items()
    }
    groups = {
        f"{section}.{name}": frozenset(map(norm, words))
        for section in ("clause", "real", "adverbs", "denial", "outlets", "numbers")
        for name, words in data[section].items()
    }
    predicates = {s for s, listed in senses.items() if any(x.form and x.form.kind in FINITE for x in listed)}
    predicates |= {s for s, (_, form) in speech.items() if form.kind in FINITE}
    predicates |= {s for s, listed in light.items() if any(form.kind in FINITE for _, form in listed)}
    speaking = ("said.accounts", "said.nouns_claims", "said.nouns_denies")
    return Lexicon(
        language=language,
        finite=frozenset(predicates | groups["real.verbs"] | groups["real.implicatives"]),
        triggers=frozenset(senses).union(
            groups["clause.grey"], *(nouns[f"words.{name}"] for name in ("control", "hands", "flag"))
        ),
        tellers=frozenset(speech).union(
            groups["clause.by"], groups["clause.citing"], groups["denial.calling"], *(nouns[name] for name in speaking)
        ),
        forces=frozenset(adjectives).union(
            generic,
            *(nouns[f"words.{name}"] for name in ("force", "movement", "state")),
            groups["clause.own"],
            groups["clause.self"],
            groups["clause.theirs"],
        ),
        relatives=groups["clause.relatives"] - {"що", "что"},
        owning=groups["clause.free"].union(
            (w for w in groups["clause.own"] if w.endswith(("а", "е", "і", "и", "ш"))),
            (form for form in adjectives if "N" in adjective_cases(form)),
        ),
        senses={k: tuple(v) for k, v in senses.items()},
        speech=speech,
        light={k: tuple(v) for k, v in light.items()},
        nouns=nouns,
        groups=groups,
        frames={name: frozenset(words) for name, words in data["frames"].items()},
        adjectives=adjectives,
        nations={c: tuple(w for w in words if not w.endswith("-")) for c, words in data["nations"].items()},
        parties={printed: tuple(words) for printed, words in data["parties"].items()},
        armies={code: tuple(words) for code, words in data["armies"].items()},
        lands={printed: tuple(words) for printed, words in data["lands"].items()},
        leaders=data["leaders"],
        generic=generic,
        counted={norm(form): name for name, forms in data["counted"].items() for form in forms},
        area_verbs=area_verbs,
        months={norm(form): n for n, forms in enumerate(data["time"]["months"], start=1) for form in forms.split()},
        weekdays={norm(form): n for n, forms in enumerate(data["time"]["weekdays"]) for form in forms.split()},
    )


def _nouns(words: Iterable[str], language: str) -> dict[str, Noun]:
    """Nouns by form. A form of two of them (one listed in both numbers) has the cases of both."""
    out: dict[str, Noun] = {}
    for word in words:
        for form, cases in decline(word, language).items():
            known = out.get(form)
            out[form] = Noun(
                known.lemma if known else norm(word), "".join(sorted({*(known.cases if known else ""), *cases}))
            )
    return out
