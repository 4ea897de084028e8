"""The values that the stages exchange: frozen, typed, and each with the ids of what it came from.

Nothing here computes. Coordinates are WGS84 degrees, `lat` before `lon`; areas are square kilometres; spans are
code-point offsets into `Report.text`, end exclusive, or into `Report.title` where a claim says `in_title`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Level(StrEnum):
    """What kind of thing a toponym names."""

    SETTLEMENT = "settlement"
    REGION = "region"
    AREA = "area"  # no borders of its own: a basin, a front, a sea
    FACILITY = "facility"
    COUNTRY = "country"


class Resolution(StrEnum):
    """Whether a name was tied to one place. Only RESOLVED names have coordinates."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a place name does in its sentence."""

    LOCATION = "location"
    METONYM = "metonym"  # "Kyiv said": the government
    MODIFIER = "modifier"  # "the X garrison", "X-based"
    PART_OF_NAME = "part-of-name"  # "the People's Republic of X"


class Event(StrEnum):
    CAPTURED = "captured"
    LIBERATED = "liberated"
    ENTERED = "entered"
    WITHDREW = "withdrew"
    CONTESTED = "contested"
    ADVANCING = "advancing"
    HELD = "held"
    SHELLED = "shelled"
    DENIED = "denied"


class Stance(StrEnum):
    CLAIMS = "claims"
    CONFIRMS = "confirms"
    CONCEDES = "concedes"
    DENIES = "denies"
    SUGGESTS = "suggests"
    REPORTS = "reports"


class Status(StrEnum):
    """How a place is held."""

    HELD = "held"
    CONTESTED = "contested"
    PRESENT = "present"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """Why a controller is believed; strongest first."""

    CONFIRMED = "confirmed"
    CONCEDED = "conceded"
    CLAIMED = "claimed"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One dated text. `text` is the body as given, less front matter or a leading date word."""

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that could not be read, and one sentence that says why."""

    source: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the gazetteer. `geonameid` is None for entries that GeoNames lacks."""

    key: str  # stable id: "gn:707292", "overlay:…", "adm1:UA-63", "country:UA", "area:donbas"
    name: str
    lat: float
    lon: float
    level: Level
    geonameid: int | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    region: str | None = None  # first-level region, English, with its kind ("X Oblast")
    region_key: str | None = None  # "adm1:UA-63"
    population: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean, with its score in 0..1."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name where it stands in a report."""

    start: int
    end: int
    name: str  # as written
    level: Level | None  # of the place, or what the wording says ("region") when unresolved
    role: Role
    resolution: Resolution
    place: Place | None = None
    candidates: tuple[Candidate, ...] = ()
    score: float = 0.0
    part: str | None = None  # "eastern" in "eastern X region": less than all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date known with some precision: `best` is the best single day, bounds are inclusive, `edtf` the precision."""

    best: date | None
    earliest: date | None
    latest: date | None
    edtf: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The explanation of a claim: the rule and the words that fired it."""

    rule: str
    trigger: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What somebody said happened at a place.

    `actor` is who gains or acts (for `withdrew`: the side that leaves); `opponent` the other party; `claimant` who is
    quoted, None when the outlet itself speaks. `start` and `end` span `quote` in the report's text.
    """

    id: str
    report: str
    place: str  # as written
    toponym: Toponym
    event: Event
    denied_event: Event | None
    actor: str | None
    opponent: str | None
    claimant: str | None
    claimant_side: str | None
    stance: Stance
    background: bool
    when: When
    said: date | None
    published: date | None
    quote: str
    start: int
    end: int
    confidence: float
    why: Why | None = None
    evidence: str | None = None  # "images", "geolocation"
    in_title: bool = False  # the span counts in Report.title, not in Report.text
    hedged: str | None = None  # the word by which the teller does not vouch for it: "reportedly", "reported"
    corrected: tuple[str, ...] = ()  # "field: reason" of what a person put right


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaClaim:
    """A reported figure of ground gained, lost or held, in its own scope."""

    id: str
    report: str
    value: float
    unit: str  # as written
    km2: float
    change: str  # gained | lost | held
    actor: str | None
    claimant: str | None
    since: date | None
    until: date | None
    region: str | None
    said: date | None
    published: date | None
    quote: str
    start: int
    end: int
    high: float | None = None  # the upper end of a range, in `unit`; `value` is the lower
    approximate: str | None = None  # "about", "more than", "up to"
    in_title: bool = False
    slip: str | None = None  # what does not agree where the report gives the figure in two units; the first is kept
    corrected: tuple[str, ...] = ()  # "field: reason" of what a person put right


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClaim:
    """A reported share of a region, or number of settlements, gained, lost or held: no area, and never turned into one.

    `value` is per cent of the region `of` (kind "share"), or how many of what `of` says, "villages" (kind "count").
    """

    id: str
    report: str
    kind: str  # share | count
    value: float
    of: str
    change: str  # gained | lost | held
    actor: str | None
    claimant: str | None
    since: date | None
    until: date | None
    region: str | None
    said: date | None
    published: date | None
    quote: str
    start: int
    end: int
    approximate: str | None = None
    in_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Words that could have made a claim and did not, with the rule and the reason."""

    report: str
    place: str
    start: int
    end: int
    trigger: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A party of a theatre. Names of all kinds lead to the side's `id`; `name` is what outputs print."""

    id: str
    name: str
    colour: str
    home: tuple[str, ...] = ()  # ISO countries this side held before the conflict
    aliases: tuple[str, ...] = ()  # "Ukraine", "the Ukrainian army"
    demonyms: tuple[str, ...] = ()  # "Ukrainian"
    metonyms: tuple[str, ...] = ()  # "Kyiv"
    bodies: tuple[str, ...] = ()  # "General Staff", "defense ministry of …"
    officials: tuple[tuple[str, str], ...] = ()  # surname, name to print
    enemies: tuple[str, ...] = ()  # ids; empty: every other side


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """Who the sides of a conflict are and where it is fought. Empty `sides`: they come from the text."""

    id: str
    name: str
    sides: tuple[Side, ...] = ()
    countries: tuple[str, ...] = ()
    extent: tuple[float, float, float, float] | None = None  # west, south, east, north in degrees
    since: date | None = None  # reports dated earlier are about another conflict

    def side(self, name: str | None) -> Side | None:
        """The side whose id or printed name is `name`."""
        return next((s for s in self.sides if name in (s.id, s.name)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlState:
    """Who holds a place on a date, as known by a date. `claims` are the ids behind it, deciding one first."""

    place: Place
    on: date
    controller: str | None
    status: Status
    basis: Basis | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The ground nearest to one settlement, clipped to its region.

    Where a mapped line cuts it in two, each part is a cell; those beside the settlement's own have a `place.key` that
    ends in "#" and the side mapped there.
    """

    place: Place
    region: str
    geometry: BaseGeometry  # lon/lat degrees, WGS84
    area_km2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The border that two neighbouring cells share, where their histories differ: what a front line is made of."""

    cells: tuple[str, str]  # Place.key of either side, ascending
    geometry: BaseGeometry  # LineString or MultiLineString, lon/lat degrees
    length_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLine:
    """The line between the ground of two sides on a date."""

    on: date
    sides: tuple[str, str]  # ascending
    geometry: BaseGeometry  # MultiLineString, lon/lat degrees
    length_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSnapshot:
    """Who holds which ground on a day, as somebody drew it: valid polygons, one a side, dissolved, none overlapping."""

    source: str
    on: date | None
    held: Mapping[str, BaseGeometry]  # by side as mapped or as the layer names it; lon/lat degrees, WGS84
    contested: BaseGeometry | None = None  # claimed by several, or named contested by the layer
    licence: str | None = None
    redistributable: bool = False  # whether exports may carry the polygons
    notes: tuple[str, ...] = ()  # what was repaired, dropped or found odd, one sentence each


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundChange:
    """What one side gained and lost between two snapshots; `before_km2 + gained_km2 - lost_km2 == after_km2`."""

    side: str
    since: date | None  # of the earlier snapshot
    until: date | None  # of the later one
    region: str | None  # None: all ground
    gained: BaseGeometry  # polygons, lon/lat degrees, WGS84
    lost: BaseGeometry
    gained_km2: float
    lost_km2: float
    before_km2: float
    after_km2: float

    @property
    def net_km2(self) -> float:
        return self.gained_km2 - self.lost_km2


@dataclass(frozen=True, slots=True, kw_only=True)
class CellState:
    """How one cell is held over a stretch of days: from `since` until the next state of the same cell begins.

    The last four say what low and high figures make of it: whether the hold is beyond reasonable doubt, which other
    sides may plausibly hold the cell, whether the front may cut through it, and whether any word bears on it at all.
    """

    since: date
    controller: str | None
    status: Status
    basis: Basis | None
    sure: bool = False
    rivals: tuple[str, ...] = ()
    front: bool = False
    heard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEstimate:
    """Square kilometres by side: `measure` is held (on `until`) or gained, lost, net (over since..until)."""

    measure: str
    since: date | None
    until: date
    side: str | None  # None: all
    region: str | None  # None: all regions concerned
    central_km2: float
    low_km2: float | None
    high_km2: float | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """A reported figure beside our estimate of the same side and days. `ratio` is ours over theirs, None where the
    scopes cannot be compared; `overlaps` whether the figure, as vague as it was put, lies within low and high; `scope`
    says in words what each of the two covers."""

    reported: AreaClaim
    estimate: AreaEstimate | None
    ratio: float | None
    scope: str
    overlaps: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Cells, how each is held over time, and the totals that follow."""

    cells: tuple[Cell, ...]
    histories: Mapping[str, tuple[CellState, ...]]  # by Place.key, oldest first
    regions: tuple[str, ...]
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that was read from some reports: the input of every output."""

    reports: tuple[Report, ...]
    theatre: Theatre
    toponyms: Mapping[str, tuple[Toponym, ...]]  # by Report.id
    claims: tuple[Claim, ...]
    areas: tuple[AreaClaim, ...]
    rejected: tuple[Rejection, ...] = ()
    faults: tuple[Fault, ...] = ()
    snapshots: tuple[ControlSnapshot, ...] = ()  # control polygons among the sources, by date
    counts: tuple[CountClaim, ...] = ()  # reported shares of a region and numbers of settlements
    baseline: ControlSnapshot | None = None  # who held which ground before the first word; sides by their ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Areas held by each side on one date; `None` keys the ground nobody is known to hold."""

    on: date
    held_km2: Mapping[str | None, float]
    contested_km2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AsKnown:
    """What a story's days looked like at the time: each with only what was published by that day."""

    dates: tuple[date, ...]  # the days on which something happened or became known, ascending
    states: Mapping[date, tuple[ControlState, ...]]  # places nobody had spoken of yet are left out
    histories: Mapping[str, tuple[CellState, ...]]  # of the territory's cells, by Place.key
    totals: tuple[Totals, ...]  # one for each of `dates`


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything a map shows, decided: the map draws and does not compute."""

    title: str
    theatre: Theatre
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    states: Mapping[date, tuple[ControlState, ...]]  # named places, for every date of `dates`
    territory: Territory | None
    totals: tuple[Totals, ...]  # one for each of `dates`
    estimates: tuple[AreaEstimate, ...]
    reconciliations: tuple[Reconciliation, ...]
    dates: tuple[date, ...]  # the dates on which something happened, ascending
    labels: tuple[Place, ...]  # well-known settlements to name on the base map, most populous first
    on: date | None  # the date shown first
    known_by: date | None
    fronts: tuple[FrontLine, ...] = ()  # between sides, for each of `dates`; only exports ask for them
    snapshots: tuple[ControlSnapshot, ...] = ()  # control polygons among the sources, by date
    then: AsKnown | None = None  # None where nothing was learnt late
    belied: Mapping[str, date] = field(default_factory=dict)  # by Claim.id: the day a word that belies it became known
    local_names: Mapping[str, str] = field(default_factory=dict)  # by Place.key: in the language and letters there
