"""Lexicons: TOML files that say which words tell of control, speech, doubt and time in a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from geo.errors import ResourceError
from geo.model import Event
from geo.resources.bundle import data_file

VOWELS = "aeiou"
_END_STRESSED = ("pel", "trol", "rebut", "admit", "run")  # of several syllables, and double their last letter


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One inflected form of a verb: `form` is base, s, ing, past, participle or past|participle."""

    lemma: str
    form: str
    particle: str | None = None

    @property
    def participle(self) -> bool:
        return "participle" in self.form


@dataclass(frozen=True, slots=True)
class Sense:
    """What a verb or noun says about control: the event, and in which frame its parties stand."""

    event: Event
    frame: str
    lemma: str
    form: VerbForm | None = None
    prepositions: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, eq=False)  # each is itself alone, so that what is derived from one can be cached by it
class Lexicon:
    """The words of one language, indexed by surface form."""

    language: str
    verbs: Mapping[str, tuple[Sense, ...]]  # longest first: "pull back" before "pull"
    nouns: Mapping[str, tuple[Sense, ...]]
    speech: Mapping[str, tuple[str, VerbForm]]  # form -> stance class
    light: Mapping[str, Mapping[str, VerbForm]]  # "gain" -> form -> VerbForm: verbs that go with "control of"
    frames: Mapping[str, tuple[tuple[str, ...], ...]]  # prepositions behind which a frame's place stands
    groups: Mapping[str, frozenset[str]]
    area_verbs: Mapping[str, str]  # form -> gained | lost | held

    def has(self, group: str, word: str) -> bool:
        """Whether a lower-case word belongs to a group such as `words.force_nouns`."""
        return word in self.groups[group]


def _surface_forms(entry: str) -> Iterable[tuple[str, VerbForm]]:
    """All forms of a verb written as `base[_particle][:past:participle]`, the surface without its particle.

    >>> [surface for surface, _ in _surface_forms("pull_back")]
    ['pull', 'pulls', 'pulling', 'pulled']
    """
    head, *irregular = entry.split(":")
    base, _, particle = head.partition("_")
    lemma, part = head, particle or None
    yield base, VerbForm(lemma, "base", part)
    yield _third_person(base), VerbForm(lemma, "s", part)
    yield _ing(base), VerbForm(lemma, "ing", part)
    past = irregular[0] if irregular else _past(base)
    participle = irregular[1] if len(irregular) > 1 else past
    if past == participle:
        yield past, VerbForm(lemma, "past|participle", part)
    else:
        yield past, VerbForm(lemma, "past", part)
        yield participle, VerbForm(lemma, "participle", part)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str) -> bool:
    """One syllable, consonant–vowel–consonant (`rid`), or stressed last syllable of the few that matter."""
    base = base.replace("qu", "q")  # quitting
    if len(base) < 3 or base[-1] in VOWELS + "wxy" or base[-2] not in VOWELS or base[-3] in VOWELS:
        return False
    return len(re.findall(f"[{VOWELS}]+", base)) == 1 or base.endswith(_END_STRESSED)


def _ing(base: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe")):
        return base[:-1] + "ing"
    return (base + base[-1] if _doubles(base) else base) + "ing"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return (base + base[-1] if _doubles(base) else base) + "ed"


@cache
def load(language: str = "en") -> Lexicon:
    """The lexicon of a language (ISO 639-1).

    Raises
    ------
    ResourceError
        If there is none, or its file is not a lexicon.
    """
    path = data_file("lexicon", f"{language}.toml")
    try:
        return _parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise ResourceError(
            f"expected a lexicon with verbs, nouns and word groups in {path.name}, it fails at {error}"
        ) from error


FRAMES = (
    "gain", "lose", "leave", "enter", "approach", "fight", "siege", "hold", "strike", "expel", "clear", "repel", "fall",
)  # fmt: skip


def _parse(data: dict[str, Any]) -> Lexicon:
    for group in (*data["verbs"], *data["nouns"]):
        if group["frame"] not in FRAMES:
            raise ValueError(f"frame {group['frame']!r}, which is none of {', '.join(FRAMES)}")
    # Irregular forms are written once, wherever a verb stands first; other lists name the base form alone.
    irregular = {
        entry.partition(":")[0].partition("_")[0]: entry.partition(":")[2] for entry in _strings(data) if ":" in entry
    }

    def surface_forms(entry: str) -> Iterable[tuple[str, VerbForm]]:
        forms = irregular.get(entry.partition("_")[0])
        return _surface_forms(f"{entry}:{forms}" if forms and ":" not in entry else entry)

    verbs: dict[str, list[Sense]] = {}
    for group in data["verbs"]:
        for entry in group["words"]:
            for surface, form in surface_forms(entry):
                verbs.setdefault(surface, []).append(Sense(Event(group["event"]), group["frame"], form.lemma, form))
    nouns: dict[str, list[Sense]] = {}
    for group in data["nouns"]:
        prepositions = tuple(tuple(p.split()) for p in group["prepositions"])
        for word in group["words"]:
            nouns.setdefault(word, []).append(
                Sense(Event(group["event"]), group["frame"], word, prepositions=prepositions)
            )
    speech = {
        surface: (stance, form)
        for stance in ("claims", "suggests", "shows", "confirms", "concedes", "denies")
        for entry in data["speech"][stance]
        for surface, form in surface_forms(entry)
    }
    light = {
        name: {surface: form for entry in data["control"][name] for surface, form in surface_forms(entry)}
        for name in ("gain", "regain", "lose", "hold", "give", "put", "settle")
    }
    light["flag"] = {surface: form for entry in data["flag"]["raise"] for surface, form in surface_forms(entry)}
    area_verbs = {
        surface: change
        for change in ("held", "lost", "gained")
        for entry in data["area"][change]
        for surface, _ in surface_forms(entry)
    }
    area_verbs |= {  # "occupies" holds, where "has occupied" took
        surface: "held"
        for entry in data["area"]["held"]
        for surface, form in surface_forms(entry)
        if form.form in ("base", "s", "ing")
    }
    groups = {
        f"{section}.{name}": frozenset(values)
        for section, table in data.items()
        if isinstance(table, dict)
        for name, values in table.items()
        if isinstance(values, list)
    }
    return Lexicon(
        language=data["language"],
        verbs={k: tuple(sorted(v, key=lambda sense: -len(sense.lemma))) for k, v in verbs.items()},
        nouns={k: tuple(v) for k, v in nouns.items()},
        speech=speech,
        light=light,
        frames={name: tuple(tuple(p.split()) for p in listed) for name, listed in data["frames"].items()},
        groups=groups,
        area_verbs=area_verbs,
    )


@dataclass(frozen=True, slots=True)
class Client:
    """An armed group, the nations or peoples that describe it ("Iran-backed"), and whose ground it fights on."""

    group: str
    backers: frozenset[str]
    home: str


@dataclass(frozen=True)
class Parties:
    """Words that name a party anywhere: nations with their adjectives, and armed groups. All map to a printed name."""

    nations: Mapping[str, tuple[str, ...]]  # ISO 3166-1 alpha-2 (SU, YU for former states) -> printed name, other words
    groups: Mapping[str, str]  # any name of a group -> printed name
    peoples: Mapping[str, str]  # adjective or plural of a people without a state -> printed name of its fighters
    leaders: Mapping[str, str]  # surname -> printed name of whose army its bearer led
    irregular: frozenset[str]  # the printed names of groups that fight neither as nor beside a state's army
    coalitions: Mapping[str, frozenset[str]]  # printed name -> printed names of its members
    clients: tuple[Client, ...]  # groups that are known by who backs or leads them

    @cached_property
    def nation_words(self) -> frozenset[str]:
        """All names and adjectives of nations."""
        return frozenset(word for words in self.nations.values() for word in words)

    def of_nation(self, code: str | None) -> str | None:
        """The printed name of a nation."""
        return self.nations[code][0] if code is not None and code in self.nations else None


@cache
def _listed(name: str) -> Mapping[str, Any]:
    return tomllib.loads(data_file("lexicon", name).read_text(encoding="utf-8"))


@cache
def parties(year: int | None = None) -> Parties:
    """The parties as their names were meant in a year: "the Russians" of 1943 are the Soviet Union."""
    data, listed = _listed("nations.toml"), _listed("groups.toml")
    table = {code: tuple(words) for code, words in data["nations"].items()}
    for period in data["periods"]:
        if year is not None and period["since"] <= year <= period["until"]:
            then = table[period["was"]][0] if "was" in period else period["name"]
            table[period["nation"]] = (then, *table[period["nation"]])
    groups = {}
    for printed, *others in listed["groups"]:
        army_of = listed["armies"].get(printed)
        if army_of in listed["founded"] and year is not None and year < listed["founded"][army_of]:
            army_of = None
        for name in (printed, *others):
            groups[name] = table[army_of][0] if army_of else printed
    peoples = {word: printed for printed, words in listed["peoples"].items() for word in words}
    regular = {words[0] for words in table.values()} | set(listed["auxiliaries"])
    irregular = frozenset((*groups.values(), *peoples.values())) - regular
    leaders = {who: table[of][0] if of in table else groups[of] for who, of in listed["leaders"].items()}
    printed_name = {code: words[0] for code, words in table.items()}
    clients = tuple(
        Client(groups[c["group"]], frozenset(printed_name.get(who, who) for who in c["by"]), printed_name[c["in"]])
        for c in listed["clients"]
    )
    coalitions = {name: frozenset(table[code][0] for code in codes) for name, codes in listed["coalitions"].items()}
    return Parties(table, groups, peoples, leaders, irregular, coalitions, clients)
