"""Who and where in a clause: subjects by the nominative, agents by the instrumental, places by their preposition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.claims.happening import Happening
from geo.claims.slavic import reality
from geo.claims.slavic.actors import Party
from geo.claims.slavic.clauses import HARD, REACH, Group, Sentence
from geo.claims.slavic.sides import Sides
from geo.claims.slavic.timewords import UNIT_OF
from geo.claims.subjects import Narrative
from geo.model import Event, Level
from geo.resources.slavic.lexicon import Lexicon, Sense
from geo.resources.slavic.morphology import VerbForm

IN_MIND = -1  # a place that the sentence does not name: the one spoken of before


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of something: its item, what it means there, and its clause as a range of items."""

    at: int
    sense: Sense
    start: int
    stop: int

    @property
    def form(self) -> VerbForm | None:
        return self.sense.form

    @property
    def kind(self) -> str:
        """The kind of verb form, "" for a noun."""
        return self.sense.form.kind if self.sense.form else ""

    @property
    def passive(self) -> bool:
        return self.sense.form is not None and self.sense.form.passive


class Roles:
    """Finds the parties and places of one sentence's clauses, and makes happenings of them."""

    def __init__(self, sentence: Sentence, sides: Sides, words: Lexicon, mind: Narrative) -> None:
        self.s, self.sides, self.words, self.mind = sentence, sides, words, mind
        self.items = sentence.items
        self.sides.enter(sentence)

    # -- parties -------------------------------------------------------------------------------------------------

    def parties(self, start: int, stop: int) -> Iterator[tuple[int, Party]]:
        for k in range(start, stop):
            actor = self.items[k].actor
            if isinstance(actor, Party):
                yield k, actor

    def preposition(self, k: int) -> str:
        """The preposition that governs the noun at item `k`, "" for none."""
        prepositions = self.words.frames["all"]
        j = k - 1
        while j >= max(0, k - REACH) and self.s.light(j) and self.s.low[j] not in prepositions:
            j -= 1
        return self.s.low[j] if j >= 0 and self.s.low[j] in prepositions and not self.s.breaks[j] else ""

    def subject(self, at: int, start: int, stop: int) -> Party | None:
        """The party in the nominative: of this clause, else, where it has none, of the clauses before it."""
        found = self._nominative(at, start, stop)
        span: tuple[int, int] | None = (start, stop)
        relative = any(self.words.has("clause.relatives", low) for low in self.s.low[start : start + 2])
        for _ in range(3):
            if found is not None:
                return found
            span = self.s.before(span[0]) if span else None
            if span and not relative and self.s.low[span[0]] in self.words.relatives:
                span = self.s.before(span[0])  # "A, whom B supports, took X": not B
            if span is None:
                return None
            found = self._nominative(span[1], *span)
            if found is None and relative:
                found = next((p for _, p in reversed(list(self.parties(*span)))), None)
        return found

    def _nominative(self, at: int, start: int, stop: int) -> Party | None:
        best: tuple[int, Party] | None = None
        for k, party in self.parties(start, stop):
            if not party.nominative or party.kind in ("demonym", "person", "leader", "self"):
                continue
            if party.cases != "N" and self.preposition(k):
                continue
            if self._hangs(k, start):
                continue
            distance = abs(k - at) + (0 if k < at else 2)
            if best is None or distance < best[0]:
                best = (distance, party)
        if best is not None:
            return self._leading(best[1], start)
        for k in range(start, stop):
            for group, kind in (("clause.we", "own"), ("clause.they", "pronoun")):
                if self.words.has(group, self.s.low[k]):
                    item = self.items[k]
                    return Party(None, item.start, item.end, item.text, True, kind, "N")
        return None

    def _leading(self, party: Party, start: int) -> Party:
        """Of "the army and its auxiliaries" the first."""
        k = next(k for k, p in self.parties(start, len(self.items)) if p is party)
        if k - start < 2 or not self.words.has("clause.coordinators", self.s.low[k - 1]):
            return party
        before = self.items[k - 2].actor
        return before if isinstance(before, Party) and before.nominative and before.side and before.force else party

    def _hangs(self, k: int, start: int) -> bool:
        """A party right behind a noun is that noun's genitive, where its form can be one ("атаку військ")."""
        party = self.items[k].actor
        if k <= start or not isinstance(party, Party) or "G" not in party.cases:
            return False
        low, noun = self.s.low[k - 1], self.words.noun
        if self.items[k - 1].kind != "word" or self.s.finite[k - 1]:
            return False
        if self.preposition(k - 1) and not any(p.nominative for j, p in self.parties(start, k)):
            return False  # "после боев войска взяли X"
        return any(s.form is None for s in self.words.senses.get(low, ())) or any(
            noun(group, low) for group in ("words.attack", "words.control", "words.hands", "said.speakers")
        )

    def agent(self, start: int, stop: int) -> Party | None:
        """The agent of a passive: a party in the instrumental, or one by whose doing it was ("силами бригады")."""
        for k, party in self.parties(start, stop):
            if "I" in party.cases and ("N" not in party.cases or party.kind == "name") and not self.preposition(k):
                return party
            if "G" in party.cases and k > start and self.words.has("clause.doing", self.s.low[k - 1]):
                return party
        return None

    def object_party(self, at: int, start: int, stop: int) -> Party | None:
        """The party that is led, driven or beaten; one that could be a subject too stands behind its verb."""
        listed = [(k, p) for k, p in self.parties(start, stop) if p.kind != "demonym" and not self.preposition(k)]
        for _, party in listed:
            if not party.nominative and set("AG") & set(party.cases):
                return party
        for k, party in listed:
            if k > at and party.nominative and (party.kind == "self" or any(j < at for j, _ in listed)):
                return party
        for k, party in listed:
            if k == at + 1 and party.kind not in ANIMATE:
                return party
        return None

    def genitive(self, at: int, stop: int, reach: int = 3) -> Party | None:
        """Whose a noun is: the party right behind it ("відхід військ", "контроль ЗСУ")."""
        return next((p for k, p in self.parties(at + 1, stop) if "G" in p.cases and k <= at + reach), None)

    def adjective(self, at: int, start: int) -> Party | None:
        """Whose a noun is by an adjective: "під нашим контролем", "российский флаг"."""
        for k in range(at - 1, max(start - 1, at - 3), -1):
            item = self.items[k]
            if isinstance(item.actor, Party):
                return item.actor
            if self.words.has("clause.theirs", self.s.low[k]):
                return Party(None, item.start, item.end, item.text, True, "pronoun")
            if self.words.has("clause.own", self.s.low[k]):
                return Party(None, item.start, item.end, item.text, True, "own")
            side = self.sides.cast.adjective_side(self.s.low[k])
            if side:
                return Party(side, item.start, item.end, item.text, True, "demonym")
        return None

    def loser(self, start: int, stop: int) -> str | None:
        """ "звільнили X від росіян", "отбили X у российских войск"."""
        for k, party in self.parties(start, stop):
            if party.force and self.preposition(k) in self.words.frames["loser"]:
                return self.sides.of(party)
        return None

    def actor(self, t: Trigger) -> tuple[str | None, bool]:
        """The side that acts, and whether the clause has room for one (an unknown noun may be the subject)."""
        form = t.form
        if t.passive:
            return self.sides.of(self.agent(t.start, t.stop)), True
        if form is not None and form.we:
            return self.mind.speaker_side(self.items[t.at].start), True
        subject = self.subject(t.at, t.start, t.stop)
        if subject is not None:
            return self.sides.of(subject), True
        if form is None:
            return None, True
        if form.kind == "infinitive":  # "війську вдалося"
            given = next(
                (p for k, p in self.parties(t.start, t.at) if "D" in p.cases and not self.preposition(k)), None
            )
            if given is not None:
                return self.sides.of(given), True
        impersonal = form.plural or form.kind in ("infinitive", "gerund")
        return None, impersonal and not self._stranger(t)

    def _stranger(self, t: Trigger) -> bool:
        """Whether a noun that is no party may be the subject of a verb in the plural ("туристи заполонили X")."""
        has, noun = self.words.has, self.words.noun
        for k in (t.at - 1, t.at + 1):
            if not t.start <= k < t.stop or self.items[k].kind != "word":
                continue
            low = self.s.low[k]
            known = (
                low[-1] not in "иіїыая"
                or self.s.light(k)
                or self.s.finite[k]
                or has("adverbs.words", low)
                or bool(self.preposition(k))
                or low in self.words.months
                or low in self.words.weekdays
                or low in self.words.senses
                or noun("words.control", low) is not None
                or noun("words.attack", low) is not None
                or any(has(f"clause.{group}", low) for group in ("negation", "coordinators", "subordinators", "it"))
            )
            if not known:
                return True
        return False

    # -- places --------------------------------------------------------------------------------------------------

    def groups(self, start: int, stop: int) -> list[Group]:
        return self.s.groups_in(start, stop)

    def bare(self, at: int, start: int, stop: int) -> Group | None:
        """The places without a preposition that are a clause's subject or object, nearest to item `at`."""
        found = [g for g in self.groups(start, stop) if not g.preposition and not g.modifier and not self._of(g)]
        return min(found, key=lambda g: abs(g.indices[0] - at), default=None)

    def _of(self, group: Group) -> bool:
        """A region behind a kind of settlement is its address ("20 сіл … області")."""
        k = group.indices[0]
        return k > 0 and self.s.containing(k) and self.words.noun("kinds.settlement", self.s.low[k - 1]) is not None

    def object(self, t: Trigger) -> tuple[Group | None, bool]:
        """The place taken, given up or held, and whether it stands before a relative clause that tells of it."""
        group = self.bare(t.at, t.start, t.stop)
        if group is not None:
            return group, False
        beside = [self.s.low[k] for k in (t.at - 1, t.at + 1) if t.start <= k < t.stop]
        if self.mind.place is not None and any(self.words.has("clause.it", low) for low in beside):
            return Group("", (IN_MIND,)), False
        before = self.s.before(t.start)
        if before is not None and self._inserted(before[0]):  # "X, яке вони захопили в липні, звільнено"
            around = self.s.before(before[0])
            head = self.bare(around[1], *around) if around else None
            return (head, False) if head and around and head.indices[-1] == around[1] - 1 else (None, False)
        if not self.words.has("clause.relatives", self.s.low[t.start]):
            return None, False
        if before is None:
            return None, False
        for k in range(before[1] - 1, before[0] - 1, -1):
            if self.items[k].kind == "place" and not self.s.containing(k):
                return (None if self._lies_in(k, before[0]) else Group("", (k,))), True
            if self.items[k].kind == "actor":
                break
        return None, False

    def _lies_in(self, k: int, start: int) -> bool:
        """Whether the place at item `k` only says where a thing is ("палац у X, який утримували …")."""
        if self.preposition(k) not in ("в", "у", "во"):
            return False
        j = next(j for j in range(k - 1, -1, -1) if self.s.low[j] in self.words.frames["all"]) - 1
        low = self.s.low[j] if j > start else ""
        verbal = self.s.finite[j] or low in self.words.senses or self.words.has("adverbs.words", low)
        return bool(low) and self.items[j].kind == "word" and not verbal

    def _unnamed(self, t: Trigger, event: Event, group: Group) -> str | None:
        """Who gained where no words say it: the teller's side, whoever has just gained, or those at home there.

        "X звільнено", says a side: its own troops did. "X окуповано", says who is at home there: the enemy did.
        """
        teller, country = self.mind.speaker_side(self.items[t.at].start), self._country(group)
        if teller is not None:
            lost = self.words.has("clause.hostile", t.sense.lemma) and self.sides.at_home(country) == teller
            return self.sides.cast.opponent(teller) if lost else teller
        told = self.mind.told
        if told is not None and told.actor is not None and (told.event is event or event is Event.CAPTURED):
            return told.actor if told.event in (Event.CAPTURED, Event.LIBERATED) else None
        return self.sides.freed_for(country) if event is Event.LIBERATED and t.passive else None

    def _country(self, group: Group) -> str | None:
        """Where the places of a group are, if all are known; else where the sentence takes place."""
        places = [self.items[k].place for k in group.indices if k != IN_MIND]
        countries = {p.place.country if p is not None and p.place is not None else None for p in places}
        return countries.pop() or self.sides.country() if len(countries) == 1 else self.sides.country()

    def _inserted(self, start: int) -> bool:
        """Whether the clause that begins at item `start` hangs on the noun before it."""
        low = self.s.low[start]
        participle = any(s.form is not None and s.form.kind == "participle" for s in self.words.senses.get(low, ()))
        joint = self.words.has("clause.relatives", low) or self.words.has("clause.where", low)
        return participle or joint or self._apposition(start)

    def _apposition(self, start: int) -> bool:
        """ ", столиця провінції Y, ": says what kind of place the one before it is."""
        first, stop = self.s.clause(start)
        kinds = ("kinds.settlement", "kinds.part")
        kind = any(self.words.noun(group, low) for group in kinds for low in self.s.low[first : first + 4])
        return kind and not any(self.s.finite[first:stop])

    def behind(self, frame: str, start: int, stop: int) -> Group | None:
        """The places behind a frame's prepositions in a clause; several phrases are united but for "from"."""
        allowed = self.words.frames[frame] - {""}
        found = [g for g in self.groups(start, stop) if g.preposition in allowed]
        if not found and frame == "flag":  # over a building of the place
            found = [g for g in self.groups(start, stop) if g.via in allowed]
        found = [g for g in found if not all(map(self.s.containing, g.indices))] or found
        if frame in ("leave", "expel"):
            return found[0] if found else None
        if frame == "enter":  # "увійшли до X на Y-щині"
            found = [g for g in found if g.preposition not in self.words.frames["beside"]] or found
        return united(found)

    def _gapped(self, t: Trigger, group: Group) -> list[int]:
        """Places of a clause that leaves the verb out: "взяли X, а днем раніше — Y"."""
        low, words, found = self.s.low, self.words, []
        timed, end = False, next((k for k in range(t.stop, len(low)) if low[k] in HARD), len(low))
        for k in range(t.stop, end):
            item = self.items[k]
            if item.kind == "place" and not self.s.containing(k):
                found.append(k)
            elif item.kind == "number" or low[k] in words.months or low[k] in words.weekdays or self._time(low[k]):
                timed = True
            elif item.kind not in ("sign", "place") and (not self.s.light(k) or low[k] in words.frames["all"]):
                return []
        same = all((g.preposition, g.modifier) == (group.preposition, False) for g in self.groups(t.stop, end))
        return found if timed and same else []

    def _time(self, low: str) -> bool:
        return low in UNIT_OF or any(
            self.words.has(name, low) for name in ("clause.times", "clause.earlier", "adverbs.words")
        )

    # -- happenings ----------------------------------------------------------------------------------------------

    def make(self, t: Trigger, event: Event, group: Group | None, actor: str | None, rule: str, *,
             opponent: str | None = None, background: str | None = None, negated: bool | None = None,
             unreal: str | None = None) -> list[Happening]:  # fmt: skip
        """One happening for each place of a group; the opponent is the actor's only enemy unless told."""
        if group is None:
            return []
        low = self.s.low
        if background is None and any(self.words.has("clause.earlier", word) for word in low[t.start : t.at]):
            background = "earlier"
        hedged = next((word for word in low[t.start : t.stop] if self.words.has("clause.hedged", word)), None)
        negated = reality.negated(self.s, t.at) if negated is None else negated
        unreal = unreal if unreal is not None else reality.unreal(self.s, t.at, t.sense, t.start, t.stop)
        if actor is None and opponent is None and event in (Event.CAPTURED, Event.LIBERATED):
            actor = self._unnamed(t, event, group)
        opponent = opponent or self.sides.cast.opponent(actor)
        out = []
        for k in (*group.indices, *self._gapped(t, group)):
            place = self.mind.place if k == IN_MIND else self.items[k].place
            anaphor = k == IN_MIND or self.items[k].anaphor
            if place is None or (place.level is Level.COUNTRY and event is not Event.WITHDREW):
                continue
            out.append(
                Happening(event, place, anaphor, actor, opponent, (self.items[t.at].start, self.items[t.at].end),
                          f"{rule}:{t.sense.lemma}", negated=negated, unreal=unreal, background=background,
                          partial=group.partial, hedged=hedged)
            )  # fmt: skip
        return out


ANIMATE = frozenset(["people", "occupier", "enemy", "defender"])


def united(groups: Sequence[Group]) -> Group | None:
    """Several place phrases as one."""
    if not groups:
        return None
    indices = tuple(sorted({k for g in groups for k in g.indices}))
    return Group(groups[0].preposition, indices, groups[0].partial, any(g.outskirts for g in groups))
