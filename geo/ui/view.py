"""What the reader chose to see: one frozen value, and the story narrowed to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from geo import territory
from geo.model import Claim, ControlState, Event, Story, Totals
from geo.ui.words import Unit, claim_day, party


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A choice of claims. None and empty mean no bound; `sides` are printed names."""

    since: date | None = None
    until: date | None = None
    sides: frozenset[str] = frozenset()
    events: frozenset[Event] = frozenset()
    unit: Unit = Unit.KM2

    @property
    def digest(self) -> str:
        """The same text for the same choice of claims; the unit changes no claim."""
        return repr((self.since, self.until, sorted(self.sides), sorted(self.events)))

    def shows(self, claim: Claim, story: Story) -> bool:
        """Whether a claim is within the choice; an undated one is within any days."""
        filed = claim_day(claim)
        return (
            (not self.events or claim.event in self.events)
            and (not self.sides or party(story, claim.actor) in self.sides)
            and (filed is None or self.holds(filed))
        )

    def holds(self, day: date) -> bool:
        """Whether a day is within the chosen ones."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def narrow(story: Story, view: View) -> Story:
    """The part of a story that a view shows.

    Claims are left out, never weighed again: who holds what stays as all claims together decided, and places that no
    shown claim names lose their marker, not their colour.
    """
    claims = tuple(c for c in story.claims if view.shows(c, story))
    dates = tuple(d for d in story.dates if view.holds(d))
    shown = {c.id for c in claims}
    named = {c.toponym.place.key for c in claims if c.toponym.place}

    def kept(states: tuple[ControlState, ...]) -> tuple[ControlState, ...]:
        return tuple(
            replace(s, claims=tuple(i for i in s.claims if i in shown)) for s in states if s.place.key in named
        )

    on = story.on if story.on in dates else max(dates, default=None)
    return replace(
        story,
        claims=claims,
        dates=dates,
        states={d: kept(story.states[d]) for d in dates if d in story.states},
        totals=tuple(t for t in story.totals if view.holds(t.on)),
        on=on,
    )


def of_place(shown: Story, key: str | None) -> tuple[Story, str | None]:
    """The claims about one place, and its name; everything and None where no shown claim is about it."""
    claims = tuple(c for c in shown.claims if key is not None and c.toponym.place and c.toponym.place.key == key)
    if not claims or claims[0].toponym.place is None:
        return shown, None
    return replace(shown, claims=claims), claims[0].toponym.place.name


def eve(shown: Story) -> Totals:
    """What was held when the shown days began: the day before, or else that of the first."""
    first, ground = shown.totals[0], shown.territory
    if ground is None or not any(spells and spells[0].since < first.on for spells in ground.histories.values()):
        return first
    return territory.totals(ground, first.on - timedelta(days=1))


def sides_of(story: Story) -> tuple[str, ...]:
    """The sides that act in a story, most active first."""
    acts: dict[str, int] = {}
    for claim in story.claims:
        name = party(story, claim.actor)
        acts[name] = acts.get(name, 0) + 1
    return tuple(sorted(acts, key=lambda name: (-acts[name], name)))


def events_of(story: Story) -> tuple[Event, ...]:
    """The kinds of event that a story holds, in the model's order."""
    there = {c.event for c in story.claims}
    return tuple(e for e in Event if e in there)
