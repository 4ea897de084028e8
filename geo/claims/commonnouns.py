"""Parties told by a common noun: "the rebels", "government security forces", "the regime", "the group"."""

from __future__ import annotations

from collections.abc import Sequence

from geo.claims.grammar import BE, HAVE, POSSESSIVES, PREPOSITIONS, is_adverb
from geo.claims.relations import Sides
from geo.claims.sentences import Item, Mention

_NO_HEAD = BE | HAVE | PREPOSITIONS
_FROM = frozenset(["from", "against", "with", "by"])
# What armed forces do, in the form of a noun: it is theirs, and not a name of theirs.
_ACTIONS = frozenset(["advance", "offensive", "counteroffensive", "counter-offensive", "assault"])
# "a group linked to X": of X's side, or near it.
LINKED = frozenset(["linked", "loyal", "affiliated", "allied", "aligned", "belonging"])
# Nouns that need a word before them to be a party: "rebel command", but "the command".
_NOT_ALONE = _ACTIONS | frozenset(
    ["command", "group", "groups", "security", "police", "officers", "commanders", "division", "divisions", "column",
     "force", "coalition", "alliance", "enemy", "personnel", "artillery", "navy", "air"]
)  # fmt: skip


class CommonNouns(Sides):
    """Finds the parties that have no name of their own."""

    def _by_kind(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        """ "troops", "rebel fighters", "government security forces": up to the noun that heads the phrase."""
        has, at = self.lexicon.has, i
        while (
            at + 1 < len(items)
            and has("words.force_modifiers", items[at].low)
            and (has("words.force_modifiers", items[at + 1].low) or has("words.force_nouns", items[at + 1].low))
        ):
            at += 1
        for stop in range(at + 1, i, -1):
            noun = items[stop - 1].low
            linked = stop < len(items) and items[stop].low in LINKED
            alone = stop == i + 1 and not (linked and has("words.group_nouns", noun))
            if has("words.force_nouns", noun) and noun not in (_NOT_ALONE if alone else _ACTIONS):
                side = self._kind_of(items, i, stop)
                return self._mention(items, i, stop, side, force=True, kind="force"), stop
        return None

    def _kind_of(self, items: Sequence[Item], i: int, stop: int) -> str | None:
        """The side that common nouns name, where sides come from the text; "its security forces" are its own."""
        words = items[i:stop]
        if self.theatre.sides:
            ours = any(self.lexicon.has("words.state_nouns", word.low) for word in words)
            return self.opponent(self.invader()) if ours else None
        kinds = [side for word in reversed(words) if (side := self._generic(word.low)) is not None]
        irregular = next((side for side in kinds if self.lexicon.has("words.irregulars", side)), None)
        states = len(words) > 1 and any(self.lexicon.has("words.state_modifiers", word.low) for word in words)
        if states and irregular in (None, "militia"):
            return None if i and items[i - 1].low in POSSESSIVES else "government"
        return irregular or (kinds[0] if kinds else None)

    def _state(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        """ "the government", "the regime" as a party; not "government buildings", "Haiti's government"."""
        if not self.lexicon.has("words.state_nouns", items[i].low) or self.theatre.sides or i + 1 == len(items):
            return None
        if any(x.low == "'s" or (x.text[0].isupper() and x.low != "the") for x in items[max(0, i - 3) : i]):
            return None
        after = items[i + 1].low
        acts = (
            items[i + 1].kind == "sign" or after in _NO_HEAD or after in ("and", "'s")
            or after in self.lexicon.verbs or after in _ACTIONS or is_adverb(items[i + 1])
            or any(after in forms for forms in self.lexicon.light.values())
        )  # fmt: skip
        return (self._mention(items, i, i + 1, "government", force=True, kind="force"), i + 1) if acts else None

    def _that_group(self, items: Sequence[Item], i: int) -> tuple[str, int] | None:
        """ "the group took X", "said the ethnic army": the armed group named last, and where its words stop."""
        has, noun = self.lexicon.has, i
        if i == 0 or items[i - 1].low != "the" or self.theatre.sides:
            return None
        if has("words.group_modifiers", items[i].low) and i + 1 < len(items):
            noun += 1
        if not has("words.group_nouns", items[noun].low) and not (noun > i and items[noun].low in ("army", "force")):
            return None
        following = items[noun + 1] if noun + 1 < len(items) else None
        if following is not None and (following.low == "of" or following.text[0].isupper()):
            return None
        named = next((x.actor.side for x in items[:i] if x.actor), None) if items[i - 2].low in _FROM else None
        group = next((side for start, side in reversed(self.groups) if side != named), None)
        if items[noun].low == "coalition":  # "the Saudi-led coalition", or else whoever is one
            group = next((side for side in self.seen if "coalition" in side), group or "coalition")
        return (group, noun + 1) if group is not None else None

    def kind_named(self, low: str) -> str | None:
        """The side of "rebel-held", "government-controlled"."""
        if self.theatre.sides:
            return None
        return "government" if self.lexicon.has("words.state_modifiers", low) else self._generic(low)

    def _generic(self, low: str) -> str | None:
        """A side that has only a common noun for a name."""
        if low == "loyalists":
            return "government"
        return low if self.lexicon.has("words.generic_sides", low) else self._generic_plural(low)

    def _generic_plural(self, low: str) -> str | None:
        plural = "paramilitaries" if low == "paramilitary" else f"{low}s"
        return plural if self.lexicon.has("words.generic_sides", plural) else None

    def _mention(
        self, items: Sequence[Item], i: int, stop: int, side: str | None, *, force: bool, kind: str
    ) -> Mention:
        start, end = items[i].start, items[stop - 1].end
        text = "".join(
            (" " if n and w.start > items[i + n - 1].end else "") + w.text for n, w in enumerate(items[i:stop])
        )
        return Mention(side, start, end, text, force, kind)
