"""Armed groups and bodies that a text names itself: learnt with their names, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.claims.commonnouns import CommonNouns
from geo.claims.partynames import ADJECTIVE, Name, key, longest, names
from geo.claims.sentences import Item, Mention
from geo.model import Theatre
from geo.resources.lexicons import Lexicon


class Bodies(CommonNouns):
    """Finds the names of groups and armies that no list holds, and remembers them for the rest of the report."""

    def __init__(self, theatre: Theatre, lexicon: Lexicon, year: int | None = None) -> None:
        super().__init__(theatre, lexicon, year)
        self._names = names(theatre, year)  # shared, until this report adds some
        self._longest = longest(theatre, year)  # first part of a name -> parts of the longest one that begins so
        self.learnt: set[str] = set()  # the first words of the names that this report adds

    def _learn(self, text: str, side: str, kind: str) -> None:
        """Know a name from here on."""
        parts = key(text)
        if not self.learnt:
            self._names, self._longest = dict(self._names), dict(self._longest)
        self.learnt.add(parts[0])
        self._names.setdefault(parts, Name(side, kind, kind == "name"))
        self._longest[parts[0]] = max(self._longest.get(parts[0], 0), len(parts))

    def _named_group(
        self, items: Sequence[Item], i: int, stop: int, end: int | None = None
    ) -> tuple[Mention, int] | None:
        """A group that bears a name; an adjective or a town names it together with its noun ("Sunni militants")."""
        named = items[i + 1 : stop] if items[i].low == "the" and stop - i > 1 else items[i:stop]
        text = " ".join(w.text for w in named)
        if self._states_own(named) and self._possessor(items, i) is None:  # "the Armed Forces", "the High Command"
            side = None if self.theatre.sides else "military"
            return self._mention(items, i, end or stop, side, force=True, kind="force"), end or stop
        nation = self._nations_army(named)
        noun = items[stop].low if end == stop + 1 else ""
        by_noun = self.lexicon.has("words.followers", noun) and (items[stop - 1].place or ADJECTIVE.search(text))
        called = f"{text} {items[stop].text}" if by_noun else text
        side = self._explained(items, i) or self._possessor(items, i) or nation or called
        initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", text) if w[0].isupper())
        for known in self.seen:
            if known != text and ("".join(w[0] for w in known.split() if w[0].isupper()) == text or known == initials):
                side = known
        if side == called:
            self._irregular.add(side)
        if side in self._irregular:
            self.groups.append((items[i].start, side))
        self._learn(text, side, "name")
        if by_noun:
            self._learn(f"{text}s", side, "name")
        return self._mention(items, i, end or stop, side, force=True, kind="name"), end or stop

    def _states_own(self, named: Sequence[Item]) -> bool:
        """Whether a name is that of the body that leads or makes up any state's forces."""
        regular = len(named) > 1 and all(self.lexicon.has("words.regular_names", w.low) for w in named)
        return regular and (named[-1].low in ("command", "staff") or named[0].low in ("armed", "security"))

    def _nations_army(self, named: Sequence[Item]) -> str | None:
        """ "Royal Nepalese Army", "Syrian Arab Army": the nation; not "Ruritanian Liberation Army"."""
        known = [(item, self._names.get(key(item.text))) for item in named]
        nations = {name.side for _, name in known if name is not None and name.kind in ("demonym", "nation")}
        plain = all(name is not None or self.lexicon.has("words.regular_names", item.low) for item, name in known)
        return nations.pop() if plain and len(nations) == 1 else None

    def _possessor(self, items: Sequence[Item], i: int) -> str | None:
        """ "the GNA's Sirte Protection Force": of the party that has it."""
        while i > 2 and items[i - 1].kind in ("place", "number"):
            i -= 1
        if i < 2 or items[i - 1].low != "'s":
            return None
        name = self._names.get(key(items[i - 2].text))
        return name.side if name is not None else None

    def _explained(self, items: Sequence[Item], i: int) -> str | None:
        """ "Ukraine's security service, the SBU": an apposition belongs to the side it explains."""
        if i < 3 or items[i - 1].low != "the" or items[i - 2].low not in (",", "("):
            return None
        for k in range(i - 3, max(-1, i - 9), -1):
            name = self._names.get(key(items[k].text))
            if name is not None:
                return name.side
            if items[k].low in (",", "."):
                return None
        return None
