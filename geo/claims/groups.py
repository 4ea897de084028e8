"""Armed groups told by a common noun: whose "the rebels", "the paramilitaries", "fighters loyal to X" are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, takewhile

from geo.claims.actors import Cast
from geo.claims.grammar import PREPOSITIONS
from geo.claims.sentences import Item, Sentence
from geo.model import Toponym

_RULERS = frozenset(["president", "king", "premier", "presidency"])
_JOINING = frozenset(["and", "backed", "supported", "aided", "helped", "alongside", "with"])
_BESIDE = _JOINING | frozenset([",", "by", "the", "its", "their", "allied", "local", "other", "together"])
_UNITED = frozenset(["coalition", "alliance", "bloc"])
_DIFFERENT = frozenset(["rival", "other", "another", "unidentified", "unknown", "right-wing", "left-wing", "foreign"])
_KINDRED = frozenset(["linked", "affiliated", "allied"])  # "militants linked to X" may be a group of another name
_FORMER = frozenset(["ousted", "deposed", "former", "toppled"])
_LOYAL = frozenset(
    ["loyal", "linked", "aligned", "allied", "affiliated", "belonging", "answering", "led", "commanded", "fighting",
     "under", "backing", "supporting"]
)  # fmt: skip
_GOVERNING = frozenset(["under", "backing", "supporting"])  # with no preposition behind


def settle(cast: Cast, sentences: Sequence[Sentence]) -> None:
    """Give "fighters loyal to X" X's side, and "the rebels" the name of the one armed group that the report has named.

    A group beside which rebels are named in one sentence is not they, unless the text calls it so ("M23 rebels").
    """
    for sentence in sentences:
        _introduce(cast, sentence.items)
        _explain(cast, sentence.items)
        _follow(cast, sentence.items)
        _ally(cast, sentence.items)
        for item in sentence.items:
            if item.actor is not None and item.actor.kind == "backed" and (client := _client(cast, item.text)):
                _rename(cast, item, client)
    named = {side for _, side in cast.groups} - (set(cast.parties.peoples.values()) - cast.described)
    if cast.theatre.sides:
        return
    if not named:
        _one_kind(cast, sentences)
        return
    named = (named - cast.franchises) or named
    for sentence in sentences:
        if any(_by_kind(cast, item) for item in sentence.items):
            named -= {item.actor.side for item in sentence.items if item.actor is not None} - cast.described
    for item in (x for s in sentences for k, x in enumerate(s.items) if _by_kind(cast, x) and not _others(s.items, k)):
        before = {side for at, side in cast.groups if at < item.start and side in named}
        meant = next((sides for sides in (before, named, named & cast.described) if len(sides) == 1), named)
        if len(meant) == 1:
            _rename(cast, item, next(iter(meant)))


def seat(cast: Cast, dateline: Toponym | None, country: str | None) -> None:
    """Let "the government" of a report sent from a city of a state that fights be that state's.

    Parameters
    ----------
    country
        Where most of what is told happens: of two states that were in one land of today, the dateline tells which.
    """
    if dateline is None or cast.theatre.sides:
        return
    land = dateline.place.country if dateline.place else None
    state = cast.party(dateline.name) or cast.parties.of_nation(land)
    if state is not None and cast.fighting[state]:
        cast.seat = state
        cast.home = state if land == country else cast.home


def _one_kind(cast: Cast, sentences: Sequence[Sentence]) -> None:
    """Where no group is named, "the rebels" and "the insurgents" are the same, unless one sentence speaks of both."""
    told = [[x for x in s.items if _by_kind(cast, x) and x.actor is not None] for s in sentences]
    if any(len({x.actor.side for x in items if x.actor}) > 1 for items in told):
        return
    said = [x for items in told for x in items]
    for item in said[1:]:
        if said[0].actor is not None and said[0].actor.side is not None:
            _rename(cast, item, said[0].actor.side)


def _client(cast: Cast, phrase: str) -> str | None:
    """Whom "the Iran-backed group", "Kurdish-led forces" means: who has that backer here, in the text or by repute."""
    words = re.split(r"[\s-]", phrase.removeprefix("pro-"))
    if not _UNITED.isdisjoint(words):
        return None  # a coalition is more than any of its members
    patron = next((side for n in (3, 2, 1) if (side := cast.party(" ".join(words[:n]))) is not None), None)
    if patron is None:
        return None
    told = cast.backed.get(patron)
    reputed = [c for c in cast.parties.clients if patron in c.backers and c.home == cast.home]
    named = [c.group for c in reputed if c.group in cast.seen] or [c.group for c in reputed]
    return told or (named[0] if len(named) == 1 else None)


def _person(items: Sequence[Item]) -> str | None:
    """The full name that words open with: "Laurent Gbagbo", "General Khan"."""
    name = list(takewhile(lambda x: x.kind == "word" and x.text[0].isupper() and x.text.isalpha(), items))
    return " ".join(x.text for x in name) if len(name) > 1 else None


def _introduce(cast: Cast, items: Sequence[Item]) -> None:
    """ "the Ruritanian leader Rudolf Rassendyll", "the rebels' spokesman X Y": on whose side the surname is."""
    for k, item in enumerate(items):
        if item.actor is None or item.actor.side is None:
            continue
        at = office = k + 1
        while at < min(len(items), k + 7) and (items[at].low == "'s" or items[at].text.islower()):
            at += 1
            if cast.lexicon.has("speech.speakers", items[at - 1].low):
                office = at
        if office == at > k + 1 and (person := _person(items[at : at + 4])) is not None:
            cast.introduced.setdefault(person.split()[-1], item.actor.side)


def _explain(cast: Cast, items: Sequence[Item]) -> None:
    """ "a second rebel group, MODEL, said": the kind is explained by the name."""
    for k in range(len(items) - 3):
        name = items[k + 2].actor
        if items[k + 1].low == items[k + 3].low == "," and name is not None and name.side and _by_kind(cast, items[k]):
            _rename(cast, items[k], name.side)


def _follow(cast: Cast, items: Sequence[Item]) -> None:
    """ "fighters loyal to X", "forces of Y's government", "rebels led by Z": theirs."""
    for k, item in enumerate(items):
        if item.actor is None or not item.actor.force or item.actor.kind not in ("force", "demonym"):
            continue
        own = item.actor.side is None or item.actor.side == "military" or _by_kind(cast, item)
        at = k + 1
        while at < len(items) and items[at].low in _LOYAL and at - k < 3:
            at += 1
        loyal = at > k + 1
        if items[at - 1].low in _GOVERNING:
            at -= 1
        elif at == len(items) or items[at].low not in (("to", "with", "of", "by") if at > k + 1 else ("of", "from")):
            continue
        side = _first_side(cast, items[at + 1 : at + 7])
        if items[at].low in ("of", "by", "to") and at + 1 < len(items) and items[at + 1].low in _FORMER:
            begin = next((n for n in range(at + 2, min(at + 7, len(items))) if _person(items[n : n + 4])), None)
            person = _person(items[begin : begin + 4]) if begin is not None else None
            side = f"{person.split()[-1]}'s {item.actor.text.lower()}" if person and not cast.theatre.sides else side
        if side is not None and item.actor.side is None:
            cast.fighting[side] += 1
            item.actor = replace(item.actor, side=side)
        elif side is not None and (own or (loyal and cast.is_group(side))):
            if items[k + 1].low in _KINDRED:
                cast.franchises.add(side)
            elif own:
                cast.described.add(side)
            _rename(cast, item, side)  # "eastern forces under Z": Z's, whatever their nation
        elif side is None and item.actor.side is None and loyal and items[k + 1].low != "fighting":
            person = _person(items[at + 1 : at + 5])
            whose = cast.party(person.split()[-1]) if person else None
            named = f"{person.split()[-1]}'s {item.actor.text.lower()}" if person and not cast.theatre.sides else None
            item.actor = replace(item.actor, side=whose or named, kind="force" if whose or named else "loyal")


def _ally(cast: Cast, items: Sequence[Item]) -> None:
    """ "A's soldiers and allied B fighters", "A, backed by B": they fight side by side, unless "A and B clashed"."""
    acting = [k for k, item in enumerate(items) if item.actor is not None and item.actor.force and item.actor.side]
    joined: list[str] = []
    for a, b in pairwise(acting):
        between = [x.low for x in items[a + 1 : b] if x.actor is None]  # "and Lebanese Hezbollah fighters"
        around = (*items[max(0, a - 4) : a], *items[b + 1 : b + 8])
        listed = between == [","] and b + 1 < len(items) and items[b + 1].low in ("and", ",")
        beside = 0 < len(between) < 5 and _BESIDE.issuperset(between)
        if not (beside and (listed or not _JOINING.isdisjoint(between))) or any(
            x.low == "between" or "fight" in _frames(cast, x.low) for x in around
        ):
            joined = []
            continue
        joined = [*joined, *(cast.at_home(x.actor.side) for x in (items[a], items[b]) if x.actor and x.actor.side)]
        cast.allies.update(frozenset(pair) for pair in combinations(joined, 2))


def _frames(cast: Cast, low: str) -> set[str]:
    """The frames of the verbs and nouns that a word may be."""
    return {sense.frame for sense in (*cast.lexicon.verbs.get(low, ()), *cast.lexicon.nouns.get(low, ()))}


def _first_side(cast: Cast, items: Iterable[Item]) -> str | None:
    for item in items:
        if item.actor is not None and item.actor.side is not None:
            return item.actor.side
        if cast.lexicon.has("words.state_words", item.low):
            return item.low
        if item.low in _RULERS:
            return None if cast.theatre.sides else "government"
        if item.low in _FORMER:
            return None
        if item.kind == "sign" or item.low in PREPOSITIONS:
            return None
    return None


def _by_kind(cast: Cast, item: Item) -> bool:
    """Whether a party has only a common noun for a name."""
    side = item.actor.side if item.actor is not None else None
    return side is not None and (side in cast.lexicon.groups["words.irregulars"] or side in cast.kinds)


def _others(items: Sequence[Item], k: int) -> bool:
    """ "rival militants", "right-wing paramilitaries": not those spoken of before."""
    return k > 0 and items[k - 1].low in _DIFFERENT


def _rename(cast: Cast, item: Item, side: str) -> None:
    if item.actor is not None and item.actor.side is not None:
        for counts in (cast.seen, cast.fighting):
            if counts[item.actor.side]:
                counts[item.actor.side] -= 1
                counts[side] += 1
        item.actor = replace(item.actor, side=side)
