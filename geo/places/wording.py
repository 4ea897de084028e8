"""The words around place names, read from data/gazetteer/wording.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property

from geo.resources.bundle import data_file

Words = frozenset[str]


@dataclass(frozen=True)
class Wording:
    """Sets of lower-case words, named as in the file."""

    strong: Words  # prepositions that hardly ever stand before anything else that is capitalised
    weak: Words
    trusting: Words  # "shares in X", "faith in X"
    owned: Words  # "in X hands": not in X
    settlement: Words
    region: Words
    district: Words
    state: Words
    facility: Words  # "the X airbase"; some are of two words
    plural: Words  # "villages", before names
    feature: Words
    water: Words  # "the X river": not X, in lower case too
    waters_before: Words
    crossing: Words
    before: Words  # "Port", "Saint": part of the name that follows
    landmarks: Words  # "Lake", "Mount": so too, and say that it is no settlement
    natural: Words  # of these, lakes and mountains
    compass: Words
    bodies: Words
    agent_verbs: Words
    agent_nouns: Words
    agent_joined: Words
    fate_helpers: Words
    fates: Words
    falls: Words  # verbs that make a place of their subject
    passing: Words  # so too, if hands or control follow
    takers: Words  # verbs whose object is most often a place
    towns: Words  # verbs whose object is a place and no person
    moves: Words  # words before "from X" or "into X" that make X a place
    thrusts: Words  # words before "on X" or "towards X" that make X a place
    phrasal: Words  # two words: a verb and its particle
    seizing: Words  # verbs that have hardly a person as object in a text about fighting
    fought: Words  # verbs that have a place as object only there
    fighting: Words  # of which one says that a text is about fighting
    heads: Words  # "Tal", "Khirbet": begin names of several words
    apposed: Words  # nouns of what an army wants: "X, the last bastion of"
    takings: Words  # nouns: "the capture of X"
    titles: Words
    first_names: Words
    pronouns: Words  # that look like names where they open a sentence
    calendar: Words
    particles: Words
    function: Words
    abbreviations: Words
    kinds: Words
    around: Words
    around_of: Words

    @cached_property
    def kind_nouns(self) -> Words:
        """Every noun that says what kind of place a name is."""
        return self.settlement | self.region | self.district | self.state | self.feature

    @cached_property
    def prepositions(self) -> Words:
        """Strong and weak ones."""
        return self.strong | self.weak

    @cached_property
    def before_names(self) -> Words:
        """What stands before names of places rather than others."""
        particles = {pair.split()[1] for pair in self.phrasal}
        verbs = self.takers | self.fought | self.seizing
        return verbs | particles | self.prepositions | self.settlement | self.compass

    @cached_property
    def fate_signs(self) -> Words:
        """What stands right after a name whose fate is told."""
        return self.fates | self.fate_helpers | self.falls | self.passing | {"in", ","}

    @cached_property
    def regional(self) -> Words:
        """Nouns of first-level regions, under whatever name they go."""
        return self.region | self.state

    @cached_property
    def persons(self) -> Words:
        """Words after which a person's name goes on."""
        return self.titles | self.first_names

    @cached_property
    def unnamed(self) -> Words:
        """Capitalised words that are no names of their own: days, nouns of kind."""
        return self.kind_nouns | self.calendar

    @cached_property
    def harmless(self) -> Words:
        """Capitalised words that may stand before a place name without making another name of it."""
        return self.unnamed | self.compass | self.before | self.prepositions

    @cached_property
    def ordinary(self) -> Words:
        """Words that are more often something else than a place."""
        return self.calendar | self.compass | self.titles | self.bodies

    @cached_property
    def bounds(self) -> Words:
        """Capitalised words that end no person's name."""
        return self.kind_nouns | self.bodies


@cache
def load() -> Wording:
    """The bundled wording."""
    data = tomllib.loads(data_file("gazetteer", "wording.toml").read_text(encoding="utf-8"))

    def words(section: str, name: str = "words") -> Words:
        return frozenset(data[section][name])

    return Wording(
        strong=words("prepositions", "strong"), weak=words("prepositions", "weak"),
        trusting=words("prepositions", "trusting"), owned=words("prepositions", "owned"),
        settlement=words("nouns", "settlement"), region=words("nouns", "region"), district=words("nouns", "district"),
        state=words("nouns", "state"), feature=words("nouns", "feature"),
        facility=words("nouns", "facility"), plural=words("nouns", "plural"),
        water=words("nouns", "water"), waters_before=words("nouns", "waters_before"),
        crossing=words("nouns", "crossing"), before=words("nouns", "before") | words("nouns", "landmarks"),
        landmarks=words("nouns", "landmarks"),
        natural=words("nouns", "natural"),
        compass=words("compass"), bodies=words("bodies"), agent_verbs=words("agents", "verbs"),
        agent_nouns=words("agents", "nouns"), agent_joined=words("agents", "joined"),
        fate_helpers=words("fates", "helpers"), fates=words("fates"),
        falls=words("fates", "falls"), passing=words("fates", "passing"),
        towns=words("takers", "towns"), moves=words("takers", "moves"),
        takers=words("takers", "verbs"), takings=words("takers", "nouns"), apposed=words("takers", "apposed"),
        thrusts=words("takers", "thrusts"), phrasal=words("takers", "phrasal"), seizing=words("takers", "seizing"),
        fought=words("takers", "fought"), fighting=words("fighting"), heads=words("heads"),
        titles=words("persons", "titles"),
        first_names=words("persons", "first_names"), pronouns=words("pronouns"),
        calendar=words("calendar"), particles=words("particles"),
        function=words("function"), abbreviations=words("abbreviations"), kinds=words("kinds"),
        around=words("around"), around_of=words("around", "of"),
    )
