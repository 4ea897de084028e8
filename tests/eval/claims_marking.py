"""Mark answers against labels: what counts as the same, and what is right, too much or missing at each level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from claims_exercises import SIDES, Answer, Row

CHANGES = frozenset(("captured", "liberated", "entered", "withdrew"))
TAKEN = frozenset(("captured", "liberated"))
KINDS = frozenset(("city", "town", "village", "settlement", "oblast", "region", "province", "district", "the", "of"))
BACKGROUND_SLACK = timedelta(days=31)  # "in the spring": where history is put is not what is asked here
SAME_AREA = 0.02  # two figures agree within 2 %

# --- what counts as the same ------------------------------------------------------------------------------------


def words(text: str | None) -> str:
    """Fold case, marks and apostrophes, and pad with blanks, so that ` word ` finds whole words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", (text or "").casefold()) if not unicodedata.combining(c))
    found = re.findall(r"[^\W_]+", re.sub(r"['’ʼ`´‘]", "", plain))
    return f" {' '.join(found)} "


def same_place(label: Row, answer: Row) -> bool:
    """Whether both name the same place: as written, less words of kind ("the city of")."""
    return any(same_name(label["place"], name) for name in (answer["place"], answer["canonical"]))


def same_name(label: str, answer: str | None) -> bool:
    """Whether an answer is the label's name or begins it: "Masisi" for "Masisi-Centre"."""
    mine, theirs = ([word for word in words(name).split() if word not in KINDS] for name in (label, answer))
    return bool(theirs) and mine[: len(theirs)] == theirs


def names_side(answer: str | None, side: str) -> bool:
    """Whether an answer names a side of `sides.toml`."""
    said = words(answer)
    return said.strip() != "" and any(_holds(said, phrase) for phrase in (*SIDES[side], side))


def _holds(said: str, phrase: str) -> bool:
    plain = words(phrase)
    if phrase.startswith("="):
        return said == plain
    return (plain[:-1] if phrase.endswith("*") else plain) in said


def same_event(label: Row, answer: Row) -> bool:
    """Whether an answer says what a label says or accepts; captured and liberated differ by history alone."""
    accepted = (label["event"], *label.get("accept_events", ()))
    if label["event"] == answer["event"] == "denied":
        denied = (label["denied_event"], *label.get("accept_denied_events", ()))
        return _family(answer["denied_event"]) in map(_family, denied)
    return _family(answer["event"]) in map(_family, accepted)


def _family(event: str | None) -> str | None:
    return "taken" if event in TAKEN else event


def same_actor(label: Row, answer: Row) -> bool:
    sides = [label["actor"], *label.get("accept_actors", ())]
    if label["event"] != answer["event"] and {label["event"], answer["event"]} & {"withdrew", "held", "denied"}:
        sides = [*sides, label["opponent"]] if label["opponent"] else sides  # the other side's part of the same news
    return None in sides or any(names_side(answer["actor"], side) for side in sides)


def same_claimant(label: Row, answer: Row) -> bool:
    accepted = [label["claimant"], *label.get("accept_claimants", ())]
    if not answer["claimant"]:
        return None in accepted
    said = set(_stems(answer["claimant"]))
    named = [name for name in accepted if name]
    return any(said & set(_stems(name)) or (name in SIDES and names_side(answer["claimant"], name)) for name in named)


def _stems(name: str) -> Iterator[str]:
    """Words long enough to tell people apart, cut where Slavic endings begin."""
    return (word[:5] if re.search("[а-яіїєґ]", word) else word for word in words(name).split() if len(word) > 2)


def same_time(label: Row, answer: Row, slack: timedelta = timedelta(0)) -> bool:
    """Whether the answer's best day, or else all its bounds, lie within the label's; an undated label asks nothing."""
    if not label["date_from"] and not label["date_to"]:
        return True
    days = [answer["date"]] if answer["date"] else [d for d in (answer["date_from"], answer["date_to"]) if d]
    first, last = (label["date_from"] or "0001-02-01"), (label["date_to"] or "9999-11-30")
    low, high = date.fromisoformat(first) - slack, date.fromisoformat(last) + slack
    return bool(days) and all(low <= date.fromisoformat(day) <= high for day in days)


def same_stance(label: Row, answer: Row) -> bool:
    return answer["stance"] in (label["stance"], *label.get("accept_stances", ()))


def forgiven(label: Row, answer: Row) -> bool:
    """Whether background is answered as such: flagged, undated, or dated then. News must not be flagged."""
    if label["background"]:
        return answer["background"] or not answer["date"] or same_time(label, answer, BACKGROUND_SLACK)
    return not answer["background"] or not label["required"]


# --- counting ---------------------------------------------------------------------------------------------------

Agree = Callable[[Row, Row], bool]


def with_event(agree: Agree) -> Agree:
    return lambda label, answer: same_event(label, answer) and agree(label, answer)


LEVELS: dict[str, Agree] = {
    "place": lambda _label, _answer: True,
    "event": same_event,
    "actor": with_event(same_actor),
    "claimant": with_event(lambda label, answer: same_actor(label, answer) and same_claimant(label, answer)),
    "speaker": with_event(same_claimant),
    "date": with_event(same_time),
    "stance": with_event(same_stance),
}
AREA_LEVELS = ("area", "area_scope")


@dataclass
class Tally:
    """Counts of a group of exercises.

    `levels`: [right, too many, missing]; each level asks for place and, above `place`, for the event as well.
    `seen`: [places of required labels that were found to be places, all of them].
    `changed`: [exercises without a change of control that were given one, all of them].
    """

    levels: dict[str, list[int]] = field(default_factory=lambda: {k: [0, 0, 0] for k in (*LEVELS, *AREA_LEVELS)})
    seen: list[int] = field(default_factory=lambda: [0, 0])
    changed: list[int] = field(default_factory=lambda: [0, 0])

    def add(self, other: Tally) -> None:
        for name, counts in other.levels.items():
            self.levels[name] = [a + b for a, b in zip(self.levels[name], counts, strict=True)]
        self.seen = [a + b for a, b in zip(self.seen, other.seen, strict=True)]
        self.changed = [a + b for a, b in zip(self.changed, other.changed, strict=True)]

    def f1(self, level: str) -> float | None:
        right, extra, missing = self.levels[level]
        return ratio(2 * right, 2 * right + extra + missing)

    def of_matched(self, level: str) -> float | None:
        """The share of the answers right in place and event that are right at this level too."""
        return ratio(self.levels[level][0], self.levels["event"][0])


def ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


@dataclass
class Outcome:
    """One exercise: its counts, and in words what is missing, wrong or too much."""

    tally: Tally
    faults: list[str]


def mark(exercise: Row, answer: Answer) -> Outcome:
    """Mark the answer given to one exercise."""
    labels = exercise["claims"]
    tally, faults = Tally(), []
    for level, agree in LEVELS.items():
        pairs, extra, missing = _match(labels, answer.claims, agree, by_place=level == "place")
        tally.levels[level] = [len(pairs), len(extra), len(missing)]
        if level == "place":
            unseen = [la["place"] for la in missing if not any(same_name(la["place"], name) for name in answer.seen)]
            tally.seen = [len(pairs) + len(missing) - len(unseen), len(pairs) + len(missing)]
            faults += [f"unseen: {name}" for name in unseen]
        if level == "event":
            faults += [f"missing: {_short(label)}" for label in missing]
            faults += [f"extra: {_short(claim)}" for claim in extra]
            faults += [fault for pair in pairs for fault in _details(*pair)]
    _mark_areas(exercise["areas"], answer.areas, tally, faults)
    if exercise["negative"]:
        changes = [claim for claim in answer.claims if claim["event"] in CHANGES]
        tally.changed = [any(not _excused(labels, claim) for claim in changes), 1]
    return Outcome(tally, faults)


def _match(
    labels: Sequence[Row], answers: Sequence[Row], agree: Agree, *, by_place: bool
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pair required labels with answers, best agreement first; an answer used once, a label once."""
    required = [label for label in labels if label["required"]]
    if by_place:
        required = list({words(label["place"]): label for label in required}.values())
        answers = list({words(answer["place"]): answer for answer in answers}.values())

    def fits(label: Row, answer: Row) -> bool:
        return same_place(label, answer) and (by_place or (forgiven(label, answer) and agree(label, answer)))

    ranked = sorted(
        (
            (_likeness(label, answer), i, j)
            for i, label in enumerate(required)
            for j, answer in enumerate(answers)
            if fits(label, answer)
        ),
        key=lambda found: (-found[0], found[1:]),
    )
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    extra = [
        answer
        for j, answer in enumerate(answers)
        if j not in pairs.values() and not any(fits(label, answer) for label in labels)
    ]
    missing = [label for i, label in enumerate(required) if i not in pairs]
    return [(required[i], answers[j]) for i, j in sorted(pairs.items())], extra, missing


def _likeness(label: Row, answer: Row) -> int:
    return (
        8 * int(label["event"] == answer["event"])
        + 4 * same_actor(label, answer)
        + 2 * same_claimant(label, answer)
        + same_time(label, answer)
    )


def _excused(labels: Sequence[Row], answer: Row) -> bool:
    return any(same_place(la, answer) and forgiven(la, answer) and same_event(la, answer) for la in labels)


def _details(label: Row, answer: Row) -> Iterator[str]:
    """Of a pair that agrees on place and event, what differs besides."""
    at = f"{label['place']} {label['event']}"
    if not same_actor(label, answer):
        yield f"actor: {at}: {answer['actor']!r}, not {label['actor']!r}"
    if not same_claimant(label, answer):
        yield f"claimant: {at}: {answer['claimant']!r}, not {label['claimant']!r}"
    if not same_time(label, answer):
        yield f"date: {at}: {answer['date'] or answer['date_edtf']!r}, not {label['date_from']}..{label['date_to']}"
    if not same_stance(label, answer):
        yield f"stance: {at}: {answer['stance']!r}, not {label['stance']!r}"


def _mark_areas(labels: Sequence[Row], answers: Sequence[Row], tally: Tally, faults: list[str]) -> None:
    """A figure is right by its size and by gained, lost or held; its scope by side, period and speaker."""
    left = list(answers)
    right = scoped = 0
    for label in labels:
        hit = next((answer for answer in left if _same_figure(label, answer)), None)
        if hit is None:
            faults.append(f"area missing: {label['value']} {label['unit']} {label['change']}")
            continue
        left.remove(hit)
        right += 1
        scoped += (same := _same_scope(label, hit))
        if not same:
            given, asked = ([row[key] for key in ("actor", "claimant", "since", "until")] for row in (hit, label))
            faults.append(f"area scope: {label['value']} {label['unit']}: {given}, not {asked}")
    faults += [f"area extra: {answer['value']} {answer['unit']} {answer['change']}" for answer in left]
    tally.levels["area"] = [right, len(left), len(labels) - right]
    tally.levels["area_scope"] = [scoped, len(left) + right - scoped, len(labels) - scoped]


def _same_figure(label: Row, answer: Row) -> bool:
    """Whether two figures agree; of a range ("600 to 650") any value between its ends will do."""
    low, high = label["km2"], label["km2"] * label.get("value_max", label["value"]) / label["value"]
    return bool(
        label["change"] == answer["change"] and low * (1 - SAME_AREA) <= answer["km2"] <= high * (1 + SAME_AREA)
    )


def _same_scope(label: Row, answer: Row) -> bool:
    """Side, speaker, and the period's bounds as far as the text states them, to the day."""
    actor = label["actor"] is None or names_side(answer["actor"], label["actor"])
    period = all(label[key] is None or answer[key] == label[key] for key in ("since", "until"))
    return actor and period and same_claimant(label, answer)


def _short(row: Row) -> str:
    denied = f"({row['denied_event']})" if row["denied_event"] else ""
    flag = " as background" if row["background"] else ""
    return f"{row['place']} {row['event']}{denied} by {row['actor']!r}{flag}"
