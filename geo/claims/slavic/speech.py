"""Who says what in Ukrainian and Russian: verbs of saying, "за словами …", papers that speak, and flat denials."""

from __future__ import annotations

from collections.abc import Sequence

from geo.claims.sentences import Item
from geo.claims.sentences import Sentence as Span
from geo.claims.slavic.actors import Cast, Party
from geo.claims.slavic.clauses import LONGEST
from geo.claims.speakers import Recent, Speaker
from geo.claims.speech import Statement, _share
from geo.model import Role
from geo.resources.slavic.lexicon import Lexicon
from geo.resources.slavic.morphology import VerbForm, looks_adjectival, norm

STOPS = frozenset([",", ";", ":", ".", "?", "!", "—", "–", "--", "…", "(", ")"])
OBLIQUE = ("ам", "ям", "ові", "еві", "ом", "ем", "єм", "ами", "ями", "у", "ю", "о", "е")  # no nominative of a person
CLOSERS = frozenset([",", "—", "–", "--", "-", "»", "”", '"'])


def find(sentence: Span, cast: Cast, words: Lexicon, last: Recent) -> list[Statement]:
    """The statements of a sentence, left to right. `last` is who "he" and "they" may be."""
    finder = _Finder(sentence, cast, words, last)
    statements = finder.find()
    _share(statements, sentence)
    return finder.deny(statements)


class _Finder:
    def __init__(self, sentence: Span, cast: Cast, words: Lexicon, last: Recent) -> None:
        self.sentence, self.items, self.cast, self.words, self.last = sentence, sentence.items, cast, words, last
        self.low = [norm(x.low) for x in self.items]

    def find(self) -> list[Statement]:
        out: list[Statement] = []
        prefixed = self._prefixed()
        if prefixed is not None:
            out.append(prefixed)
            self.last = self.last.then(prefixed.speaker)
        for i, item in enumerate(self.items):
            if item.kind != "word":
                continue
            low = self.low[i]
            if low not in self.words.tellers:
                continue
            statement = None
            if low in self.words.speech:
                statement = self._verbal(i, *self.words.speech[low])
            elif self._account(i):
                statement = self._according(i)
            elif self.words.has("clause.by", low):
                statement = self._quoting(i, i + 1)
            elif self.words.has("clause.citing", low) and i + 1 < len(self.low) and self.low[i + 1] == "на":
                statement = self._quoting(i, i + 2)
            elif self.words.noun("said.nouns_denies", low) or self.words.noun("said.nouns_claims", low):
                statement = self._nominal(i)
            if statement is not None:
                out.append(statement)
                if statement.speaker.name and not statement.speaker.outlet:
                    self.last = self.last.then(statement.speaker)
        return out

    def _prefixed(self) -> Statement | None:
        """ "Генштаб: ворог атакував …": a bulletin that names its speaker before a colon."""
        colon = next((k for k, low in enumerate(self.low[:10]) if low == ":"), None)
        head = self.items[:colon] if colon else ()
        if not colon or any(x.kind in ("number", "place") or norm(x.low) in self.words.speech for x in head):
            return None
        if any(norm(x.low) in self.words.senses for x in head):
            return None
        speaker = self._named(head, nominative=True)
        if speaker is None:
            return None
        at = self.items[colon]
        return Statement(speaker, "claims", at.start, (self.sentence.start, at.end), [(at.end, self.sentence.end)])

    def deny(self, statements: list[Statement]) -> list[Statement]:
        """ "… не відповідає дійсності": all that the sentence tells is denied, by whoever speaks it."""
        text = " ".join(self.low)
        if not any(phrase in text for phrase in self.words.groups["denial.phrases"]):
            return statements
        span = (self.sentence.start, self.sentence.end)
        named = [s for s in statements if s.speaker.name]
        named = [s for s in named if not self._reported(s)] or named
        if named:
            for statement in named:
                statement.stance = "denies"
                statement.scopes = [span]
            return statements
        return [Statement(Speaker(None, None), "denies", span[0], (span[0], span[0]), [span])]

    def _reported(self, statement: Statement) -> bool:
        """Whether a statement is only spoken of ("заява росіян про …"): its speaker is not who denies it."""
        low = next((low for low, x in zip(self.low, self.items, strict=True) if x.start == statement.verb), "")
        return self.words.noun("said.nouns_claims", low) is not None

    # -- frames --------------------------------------------------------------------------------------------------

    def _verbal(self, i: int, stance: str, form: VerbForm) -> Statement | None:
        if form.kind == "infinitive" or form.we:
            return None
        negated = i > 0 and self.words.has("clause.negation", self.low[i - 1])
        if negated:
            if stance in ("denies",):
                return None
            stance = "denies" if stance in ("confirms", "concedes") else stance
            if stance not in ("denies",):
                return None
        start, stop = self._segment(i)
        if form.kind == "gerund":
            return self._continued(i, stance)
        if form.lemma in ("йтися", "ітися"):
            paper = self._paper(i, start, stop)
            if paper is not None:
                return self._statement(i, stance, paper, start, stop)
        if form.kind == "reflexive" or (form.kind == "passive" and stance != "claims"):
            paper = self._paper(i, start, stop)
            return self._statement(i, stance, paper, start, stop) if paper else None
        if self._object_of_taking(i, stop, stance):
            return None
        speaker = (
            self._before(i, start) or self._after(i, stop) or self._institution(i, start, stop, form)
            or self._elliptic(i, start) or self._somebody(i, stop)
        )  # fmt: skip
        return self._statement(i, stance, speaker, start, stop) if speaker else None

    def _object_of_taking(self, i: int, stop: int, stance: str) -> bool:
        """ "відкинули ворога" drives an enemy, it rejects no report."""
        return (
            stance == "denies"
            and self.low[i] in self.words.senses
            and any(
                x.actor is not None and isinstance(x.actor, Party) and "N" not in x.actor.cases
                for x in self.items[i + 1 : min(stop, i + 3)]
            )
        )

    def _segment(self, i: int) -> tuple[int, int]:
        """From the sign before a verb to the sign or "that" after it."""
        start, stop = i, i + 1
        while start > max(0, i - LONGEST) and not (self.low[start - 1] in STOPS or self.low[start - 1] in ("»", "”")):
            start -= 1
        end = min(len(self.items), i + LONGEST)
        while stop < end and self.low[stop] not in STOPS and self.low[stop] not in ("що", "что"):
            stop += 1
        return start, stop

    def _statement(self, i: int, stance: str, speaker: Speaker, start: int, stop: int) -> Statement:
        items = self.items
        end = self.sentence.end
        frame_end = items[min(stop, len(items)) - 1].end
        head = max(i, self._speaker_end)
        complement = stop < len(items) and (
            self.low[stop] in ("що", "что", ":")
            or (stop + 1 < len(items) and self.low[stop + 1] in ("що", "что", "нібито", "якобы", "як", "как"))
        )
        about = any(self.low[k] in ("про", "о", "об") for k in range(i + 1, stop))
        opened = self.words.has("clause.as", self.low[start])
        scopes = [(items[head].end, end)]
        frame = (items[start].start, items[head].end if about else frame_end)
        trailing = start > 0 and self.low[start - 1] in CLOSERS and not complement and not about
        if (
            stance == "denies"
            and not about
            and self._points(i, stop)
            and self.low[min(stop, len(items) - 1)] not in ("що", "что")
        ):
            scopes = []  # "спростував цю інформацію": what was told before, not what follows
        if opened:
            scopes = [(self.sentence.start, end)]
        elif trailing:
            ended = stop < len(items) and self.low[stop] == ";"
            scopes = [] if ended else scopes  # "P, каже X; Q": Q is no word of X's
            scopes.append((self.sentence.start, items[start].start))
        if self._speaker_end > i and not complement and not about:  # "захоплення X підтвердили у штабі"
            scopes.append((items[start].start, items[i].start))
        return Statement(speaker, stance, items[i].start, frame, scopes)

    def _points(self, i: int, stop: int) -> bool:
        return any(self.words.has("clause.this", low) for low in self.low[i + 1 : min(stop, i + 4)])

    def _continued(self, i: int, stance: str) -> Statement | None:
        """ ", додавши, що …": who spoke goes on."""
        if self.last.speaker is None:
            return None
        at = self.items[i]
        return Statement(self.last.speaker, stance, at.start, (at.start, at.end), [(at.end, self.sentence.end)])

    def _account(self, i: int) -> bool:
        if i == 0 or self.words.noun("said.accounts", self.low[i]) is None:
            return False
        j = i - 1
        while j > 0 and looks_adjectival(self.low[j]):
            j -= 1
        return self.low[j] in ("за", "по", "із", "з", "со", "с", "зі")

    def _according(self, i: int) -> Statement | None:
        """ "За словами X, …", "по данным X": the whole sentence is X's."""
        if self.low[i - 1] in ("із", "з", "со", "с", "зі") and not self.low[i].startswith("слов"):
            return None
        return self._quoting(i, i + 1)

    def _quoting(self, i: int, start: int) -> Statement | None:
        stop = start
        while stop < len(self.items) and self.low[stop] not in STOPS and stop - start < 12:
            if stop > start and self.low[stop] in self.words.senses and self.words.senses[self.low[stop]][0].form:
                break
            stop += 1
        if start < len(self.items) and self.words.noun("said.accounts", self.low[start]) is not None:
            start += 1
        while start < stop and (
            self.low[start] in ("з", "із", "від", "от", "с", "зі") or self.low[start] in ("даними",)
        ):
            start += 1
        speaker = self._named(self.items[start:stop])
        if speaker is None:
            return None
        span = (self.sentence.start, self.sentence.end)
        return Statement(
            speaker, "claims", self.items[i].start, (self.items[i].start, self.items[stop - 1].end), [span]
        )

    def _nominal(self, i: int) -> Statement | None:
        """ "заяви росіян про захоплення X": what follows "про" is theirs."""
        items = self.items
        owner = None
        about = None
        for k in range(i + 1, min(len(items), i + 8)):
            actor = items[k].actor
            if isinstance(actor, Party) and owner is None and actor.side:
                owner = actor
            if self.low[k] in ("про", "о", "об"):
                about = k
                break
            if self.low[k] in STOPS:
                break
        if about is None:
            return None
        denies = self.words.noun("said.nouns_denies", self.low[i]) is not None
        if owner is None and not denies:
            return None
        speaker = Speaker(owner.name or owner.text, owner.side) if owner else Speaker(None, None)
        stop = about + 1
        while stop < len(items) and self.low[stop] not in STOPS:
            stop += 1
        stance = "denies" if denies else "claims"
        return Statement(speaker, stance, items[i].start, (items[i].start, items[about].end),
                         [(items[about].end, items[stop - 1].end)])  # fmt: skip

    # -- speakers ------------------------------------------------------------------------------------------------

    _speaker_end = 0

    def _before(self, i: int, start: int) -> Speaker | None:
        """The speaker left of the verb, perhaps over phrases of place and time ("X у зверненні заявив")."""
        self._speaker_end = 0
        stop = i
        while stop > start:
            k = stop
            while k > start and not self._bounds(k - 1):
                k -= 1
            phrase: Sequence[Item] = self.items[k:stop]
            governed = k > start and self.low[k - 1] in self.words.frames["all"]
            speaker = self._named(self._after_governed(phrase) if governed else phrase, nominative=True)
            if speaker is not None or not governed:
                return speaker
            stop = k - 1
        return None

    def _bounds(self, k: int) -> bool:
        """Whether the word at item `k` cannot stand inside a speaker's name."""
        low = self.low[k]
        return (
            low in self.words.frames["all"]
            or self.words.has("clause.coordinators", low)
            or self.words.has("clause.subordinators", low)
            or self.words.has("clause.as", low)
            or (low in self.words.speech and self.words.speech[low][1].kind in ("past", "present"))
        )

    def _after_governed(self, phrase: Sequence[Item]) -> Sequence[Item]:
        """Behind the noun that a preposition governs, a subject may follow ("у зверненні президент")."""
        for n, x in enumerate(phrase[1:], start=1):
            noun = self.words.noun("said.speakers", norm(x.low))
            if (noun is not None and noun.cases == "N") or (
                isinstance(x.actor, Party) and x.actor.nominative and (x.actor.kind == "person" or x.actor.cases == "N")
            ):
                return phrase[n:]
        return ()

    def _after(self, i: int, stop: int) -> Speaker | None:
        """The speaker right of the verb: as far as a preposition, a number or a sign."""
        begin = self._over_time(i + 1, stop)
        k = begin
        while k < stop and not (
            self.low[k] in self.words.frames["all"]
            or self.items[k].kind == "number"
            or self.low[k] in self.words.weekdays
            or self.words.has("adverbs.words", self.low[k])
        ):
            k += 1
        speaker = self._named(self.items[begin:k], nominative=True)
        if speaker is not None:
            self._speaker_end = k - 1
        return speaker

    def _over_time(self, k: int, stop: int) -> int:
        """Over "у неділю", "вчора", "8 вересня" between a verb and its speaker."""
        while k < stop:
            governed = k + 1 < stop and self.low[k] in self.words.frames["all"]
            at = k + 1 if governed else k
            low = self.low[at]
            timed = (
                low in self.words.weekdays
                or low in self.words.months
                or self.words.has("clause.times", low)
                or self.items[at].kind == "number"
                or (governed and self.words.noun("said.papers", low) is not None)
            )
            if not timed and (governed or not self.words.has("adverbs.words", low)):
                return k
            k = at + 1
        return k

    def _institution(self, i: int, start: int, stop: int, form: VerbForm) -> Speaker | None:
        """ "у Генштабі повідомили": they in a body speak for it."""
        if not form.plural:
            return None
        for span in ((start, i), (i + 1, stop)):
            for k in range(*span):
                if self.low[k] in ("в", "у", "во", "на"):
                    end = k + 1
                    while (
                        end < span[1]
                        and self.low[end] not in self.words.frames["all"]
                        and self.items[end].kind != "number"
                    ):
                        end += 1
                    speaker = self._capital(k + 1, end) or self._named(self.items[k + 1 : end])
                    if speaker is not None:
                        if span[0] > i:
                            self._speaker_end = end - 1
                        return speaker
        return None

    def _capital(self, k: int, end: int) -> Speaker | None:
        """ "у Києві заявили": a capital or country for its government."""
        named = self.cast.nation_at(self.items, k) if k < end else None
        return Speaker(*named) if named else None

    def _paper(self, i: int, start: int, stop: int) -> Speaker | None:
        """ "йдеться у зведенні Генштабу": the body whose paper it is."""
        for k in range(start, stop):
            if self.words.noun("said.papers", self.low[k]) is not None:
                end = k + 1
                while end < stop and end != i and self.low[end] not in self.words.frames["all"]:
                    end += 1
                speaker = self._named(self.items[k + 1 : end])
                if speaker is not None:
                    self._speaker_end = end - 1 if end > i else 0
                    return speaker
        return None

    def _elliptic(self, i: int, start: int) -> Speaker | None:
        """ "Він додав", "і додав": who spoke last."""
        before = self.low[start:i]
        if any(self.words.has("clause.speakers", low) for low in (*before, *self.low[i + 1 : i + 2])):
            pronoun = next((p for p in before if self.words.has("clause.speakers", p)), "")
            return self.last.meant_by("he" if pronoun in ("він", "вона", "он", "она") else "they")
        rest = [
            x for x in before if not self.words.has("adverbs.words", x) and not self.words.has("clause.coordinators", x)
        ]
        if not rest and (before or (start and self.low[start - 1] in CLOSERS)):
            return self.last.speaker
        return None

    def _somebody(self, i: int, stop: int) -> Speaker | None:
        """ "повідомив чиновник": a noun right behind the verb, where nothing else can be its subject."""
        k = self._over_time(i + 1, stop)
        low = self.low[k] if k < stop else ""
        if not low or self.items[k].kind != "word" or low.endswith(OBLIQUE) or looks_adjectival(low) or self._bounds(k):
            return None
        known = low in self.words.senses or self.words.has("adverbs.words", low)
        if known or any(self.words.noun(f"said.{n}", low) for n in ("papers", "nouns_claims", "nouns_denies")):
            return None
        self._speaker_end = k
        return Speaker(self.items[k].text, None, self.words.has("outlets.words", low))

    def _named(self, phrase: Sequence[Item], *, nominative: bool = False) -> Speaker | None:
        """The speaker that a phrase names, from its first party, capitalised name or noun that can speak."""
        words = self.words
        at = next((n for n, x in enumerate(phrase) if self._speakerly(x, nominative=nominative)), None)
        if at is None:
            return None
        while at > 0 and looks_adjectival(norm(phrase[at - 1].low)) and phrase[at - 1].kind == "word":
            at -= 1
        body = [x for x in phrase[at:] if not (x.kind == "sign" and x.low not in ("«", "»", '"', "-", "“", "”"))]
        while body and words.has("adverbs.words", norm(body[-1].low)):
            body = body[:-1]
        if not body:
            return None
        text = _join(body)
        first = body[0]
        noun = words.noun("said.speakers", norm(first.low))
        if noun is not None and noun.lemma != norm(first.low) and "N" not in noun.cases:
            head = noun.lemma.capitalize() if first.text[0].isupper() else noun.lemma
            text = head + text[len(first.text) :]
        elif isinstance(first.actor, Party) and first.actor.name and len(body) == 1:
            text = first.actor.name
        sided = [x.actor for x in body if x.actor is not None and x.actor.side]
        side = next((a.side for a in sided if a.kind == "person"), sided[0].side if sided else None)
        if side is None:
            side = next((s for x in body if (s := self.cast.adjective_side(norm(x.low)))), None)
        person = self.cast.print_person(text)
        if side is None and person is None and self.last.speaker is not None and len(body) == 1 and noun is not None:
            side = self.last.speaker.side  # "the ministry": of the side that spoke last
        outlet = words.has("outlets.words", norm(first.low)) and side is None
        plain = len(body) > 1 and sum(x.text[0].isupper() for x in body) > 1
        return Speaker(person or text, side, outlet, person=bool(person) or plain)

    def _speakerly(self, item: Item, *, nominative: bool) -> bool:
        if isinstance(item.actor, Party):
            return item.actor.kind not in ("self",) and (
                not nominative or item.actor.nominative or item.actor.kind in ("demonym",)
            )
        if item.kind == "place":
            return item.place is not None and item.place.role is Role.METONYM
        if item.kind != "word":
            return False
        low = norm(item.low)
        noun = self.words.noun("said.speakers", low)
        if noun is not None:
            return not nominative or "N" in noun.cases
        if low in self.words.frames["all"] or self.words.has("adverbs.words", low) or low in self.words.weekdays:
            return False
        if self.words.has("clause.coordinators", low) or self.words.has("clause.subordinators", low):
            return False
        if item.text.isupper() and len(item.text) > 1:
            return True
        return (
            item.text[0].isupper()
            and item.start != self.sentence.start
            and len(item.text) > 2
            and low not in self.words.months
        )


def _join(items: Sequence[Item]) -> str:
    out = ""
    for n, item in enumerate(items):
        out += (" " if n and item.start > items[n - 1].end else "") + item.text
    return out.strip('«»"“” ') if out.count("«") != 1 or out.startswith("«") else out
