"""One event at one place, as a clause tells it."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model import Event, Toponym


@dataclass(frozen=True, slots=True)
class Happening:
    """One event at one place, before it is known who says it and when."""

    event: Event
    place: Toponym
    anaphor: bool
    actor: str | None
    opponent: str | None
    trigger: tuple[int, int]  # offsets of the words that fired
    rule: str
    negated: bool = False
    unreal: str | None = None
    background: str | None = None  # why the wording makes it history
    evidence: str | None = None
    partial: bool = False
    hedged: str | None = None  # the word by which the teller does not vouch for it
