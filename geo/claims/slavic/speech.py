"""Who says what in Ukrainian and Russian: verbs of saying, "за словами …", papers that speak, and flat denials."""

from __future__ import annotations

from geo.claims.sentences import Sentence as Span
from geo.claims.slavic.actors import Cast, Party
from geo.claims.slavic.clauses import LONGEST
from geo.claims.slavic.speakers import CLOSERS, Speakers
from geo.claims.speakers import Recent, Speaker
from geo.claims.statements import Statement, share
from geo.resources.slavic.lexicon import Lexicon
from geo.resources.slavic.morphology import VerbForm, looks_adjectival, norm

STOPS = frozenset([",", ";", ":", ".", "?", "!", "—", "–", "--", "…", "(", ")"])
NAME = 9  # items of a name in quotation marks, or of a date put in between


def find(sentence: Span, cast: Cast, words: Lexicon, last: Recent) -> list[Statement]:
    """The statements of a sentence, left to right. `last` is who "he" and "they" may be."""
    finder = _Finder(sentence, cast, words, last)
    statements = finder.find()
    share(statements, sentence)
    return finder.deny(statements)


def issuer(sentence: Span, cast: Cast, words: Lexicon, found: list[Statement]) -> Speaker | None:
    """The body whose bulletin a heading announces: "Зведення Генштабу", "Генштаб: оперативна інформація"."""
    low = [norm(x.low) for x in sentence.items]
    papers = [k for k, x in enumerate(low) if words.noun("said.papers", x) or words.noun("said.bulletins", x)]
    if not papers or any(x in words.finite for x in low):
        return None
    if found and found[0].bulletin:
        return found[0].speaker
    return _Finder(sentence, cast, words, Recent()).named_in(papers[0] + 1)


class _Finder(Speakers):
    def find(self) -> list[Statement]:
        out: list[Statement] = []
        signed = self._prefixed() or self._suffixed()
        if signed is not None:
            out.append(signed)
            self.last = self.last.then(signed.speaker)
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
            elif self.words.has("denial.calling", low):
                statement = self._calls_a_lie(i)
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
        frame = (self.sentence.start, at.end)
        return Statement(speaker, "claims", at.start, frame, [(at.end, self.sentence.end)], bulletin=True)

    def _suffixed(self) -> Statement | None:
        """ "X під контролем — Генштаб": a headline that names its speaker behind a dash."""
        if not self.sentence.headline:
            return None
        dash = next((k for k in range(len(self.low) - 1, 0, -1) if self.low[k] in ("—", "–", "-")), None)
        tail = self.items[dash + 1 :] if dash else []
        plain = all(x.kind in ("word", "actor") or x.low in "«»" for x in tail)
        if not dash or not 0 < len(tail) < NAME - 3 or not plain or any(norm(x.low) in self.words.finite for x in tail):
            return None
        speaker = self._named(tail, nominative=True)
        if speaker is None or (speaker.side is None and not speaker.person):
            return None
        at, start = self.items[dash], self.sentence.start
        return Statement(speaker, "claims", at.start, (at.start, self.sentence.end), [(start, at.start)])

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
            or self._opening(i, start)
            or self._elliptic(i, start) or self._somebody(i, stop)
        )  # fmt: skip
        return self._statement(i, stance, speaker, start, stop) if speaker else None

    def _object_of_taking(self, i: int, stop: int, stance: str) -> bool:
        """ "відкинули ворога" drives an enemy, it rejects no report."""
        rest = self.low[i + 1 : min(stop + 1, i + 5)]
        told = any(
            self.words.noun(f"said.{group}", low) or self.words.has("clause.this", low) or low in ("що", "что")
            for low in rest
            for group in ("nouns_claims", "nouns_denies", "papers")
        )
        return stance == "denies" and self.low[i] in self.words.senses and not told

    def _calls_a_lie(self, i: int) -> Statement | None:
        """ "X назвав фейком заяву про Y"."""
        start, stop = self._segment(i)
        lie = next((k for k in range(i + 1, stop) if self.words.has("denial.lies", self.low[k])), None)
        speaker = self._before(i, start) if lie is not None else None
        if lie is None or speaker is None:
            return None
        items, end = self.items, self.sentence.end
        return Statement(speaker, "denies", items[i].start, (items[start].start, items[lie].end), [(items[i].end, end)])

    def _segment(self, i: int) -> tuple[int, int]:
        """From the sign before a verb to the sign or "that" after it."""
        start, stop = i, i + 1
        first = max(0, i - LONGEST)
        while start > first:
            before = self.low[start - 1]
            if before in ("»", "”"):
                opened = self._name_in_quotes(start - 1)
                if opened is None:
                    break
                start = opened
            elif before == ",":
                inserted = self._time_inserted(start - 1)
                if inserted is None:
                    break
                start = inserted
            elif before in STOPS:
                break
            else:
                start -= 1
        end = min(len(self.items), i + LONGEST)
        while stop < end and self.low[stop] not in STOPS and self.low[stop] not in ("що", "что"):
            stop += 1
        return start, stop

    def _name_in_quotes(self, closing: int) -> int | None:
        """Where the quotation mark stands that opens a name, and no speech: "речник «Х Y» заявив"."""
        for k in range(closing - 1, max(-1, closing - NAME), -1):
            if self.low[k] in ("«", "“", "„"):
                first = self.items[k + 1]
                return k if k and self.items[k - 1].kind != "sign" and first.text[0].isupper() else None
            if self.low[k] in STOPS or self.low[k] in self.words.finite:
                return None
        return None

    def _time_inserted(self, comma: int) -> int | None:
        """Where a date between commas begins: "X у неділю, 8 листопада, заявив"."""
        for k in range(comma - 1, max(-1, comma - NAME), -1):
            if self.low[k] == ",":
                inside = range(k + 1, comma)
                dated = any(self.low[j] in self.words.months or self.low[j] in self.words.weekdays for j in inside)
                return k if dated and all(self._dates(j) for j in inside) else None
            if self.low[k] in STOPS:
                return None
        return None

    def _dates(self, k: int) -> bool:
        low = self.low[k]
        return (
            self.items[k].kind == "number"
            or low in self.words.months
            or low in self.words.weekdays
            or self.words.has("clause.times", low)
            or self.words.has("adverbs.words", low)
            or low in self.words.frames["all"]
        )

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
        final = i + 1 >= stop and stance in ("denies", "confirms", "concedes")  # "сдачу X в штабе опровергли"
        if (self._speaker_end > i or final) and not complement and not about:  # "захоплення X підтвердили у штабі"
            scopes.append((items[start].start, items[i].start))
        return Statement(speaker, stance, items[i].start, frame, scopes)

    def _points(self, i: int, stop: int) -> bool:
        return any(self.words.has("clause.this", low) for low in self.low[max(0, i - 1) : min(stop, i + 4)])

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
        span = (self._begun(i, stop), self.sentence.end)
        return Statement(
            speaker, "claims", self.items[i].start, (self.items[i].start, self.items[stop - 1].end), [span]
        )

    def _begun(self, i: int, stop: int) -> int:
        """Where the words begin that an account belongs to: "Q; за словами X, P", "Q, де, за X, P"."""
        finite = self.words.finite
        later = any(low in finite for low in self.low[stop:])
        for k in range(i - 2, 0, -1):
            inserted = self.low[k] == "," and k < i - 2 and later and any(low in finite for low in self.low[:k])
            if self.low[k] == ";" or inserted:
                return self.items[k].end
        return self.sentence.start

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
                         [(items[about].end, items[stop - 1].end)], nominal=True)  # fmt: skip
