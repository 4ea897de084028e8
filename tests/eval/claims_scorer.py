"""Score the reading of claims against the exercises in `claims/`, through the real pipeline.

    python tests/eval/claims_scorer.py                  figures, by language and by war, and what changed by exercise
    python tests/eval/claims_scorer.py --per-sentence   besides, what each exercise lacks or has too many of
    python tests/eval/claims_scorer.py --places-given   the same with the labels' places told: the grammar alone
    python tests/eval/claims_scorer.py --update         store figures and outcomes in claims/baseline.json

`claims/README.md` says what the labels mean. A gold claim that is not `required` neither helps nor hurts: it only
forgives an answer that says the same.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence

from claims_exercises import HERE, LANGUAGES, Row, gold, read
from claims_marking import AREA_LEVELS, LEVELS, Outcome, Tally, mark, ratio

from geo.places import Gazetteer, open_gazetteer

BASELINE = HERE / "baseline.json"


def run(exercises: Sequence[Row], gazetteer: Gazetteer, *, places_given: bool = False) -> dict[str, Outcome]:
    """Read and mark each exercise; outcomes by its id. What is wrong in a blind one is not told."""
    outcomes = {
        exercise["id"]: mark(exercise, read(exercise, gazetteer, places_given=places_given)) for exercise in exercises
    }
    for exercise in exercises:
        if exercise.get("blind"):
            outcomes[exercise["id"]].faults.clear()
    return outcomes


def grouped(exercises: Sequence[Row], outcomes: Mapping[str, Outcome]) -> dict[str, Tally]:
    """Counts of all, of each language, of the blind ones and of each war."""
    wars = dict.fromkeys(exercise["war"] for exercise in exercises)
    groups = {name: Tally() for name in ("all", *LANGUAGES, "blind", *wars)}
    for exercise in exercises:
        for name in ("all", exercise["lang"], *(["blind"] if exercise.get("blind") else []), exercise["war"]):
            groups[name].add(outcomes[exercise["id"]].tally)
    return groups


def stored() -> Row:
    """The baseline: `floors` by group and figure, `faults` by exercise."""
    return json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {"floors": {}, "faults": {}}


def floors(groups: Mapping[str, Tally]) -> dict[str, dict[str, float]]:
    """The F1 of each level, for all and for each language; and how many negatives may be called a change."""
    return {
        name: {level: groups[name].f1(level) or 0.0 for level in (*LEVELS, *AREA_LEVELS)}
        | {"changed": groups[name].changed[0]}
        for name in ("all", *LANGUAGES)
    }


def fallen(reached: Mapping[str, Mapping[str, float]], kept: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Say which figures are worse than their floors."""
    return [
        f"{group} {name}: {reached[group][name]}, was {floor}"
        for group, figures in kept.items()
        for name, floor in figures.items()
        if (reached[group][name] > floor if name == "changed" else reached[group][name] < floor)
    ]


def changes(outcomes: Mapping[str, Outcome], before: Mapping[str, Sequence[str]]) -> list[str]:
    """Gains (+) and losses (-) by exercise against the baseline."""
    lines = []
    for name, outcome in outcomes.items():
        old, new = Counter(before.get(name, ())), Counter(outcome.faults)
        lines += [f"+ {name}: no longer: {fault}" for fault in (old - new).elements()]
        lines += [f"- {name}: {fault}" for fault in (new - old).elements()]
    return lines


def print_figures(groups: Mapping[str, Tally]) -> None:
    heads = ("place", "+event", "+actor", "+claimant", "area", "scope", "date", "speaker", "stance", "seen", "changed")
    print(f"{'':26}{'F1':>10}{'':52}{'share of those right in event':>28}")
    print(" " * 26 + "".join(f"{head:>10}" for head in heads))
    for name, tally in groups.items():
        f1 = [tally.f1(level) for level in ("place", "event", "actor", "claimant", *AREA_LEVELS)]
        shares = [tally.of_matched(level) for level in ("date", "speaker", "stance")]
        figures = [*f1, *shares, ratio(*tally.seen)]
        cells = "".join(f"{'-' if figure is None else f'{figure:.3f}':>10}" for figure in figures)
        print(f"{name:26}{cells}{'{}/{}'.format(*tally.changed):>10}")
    print(f"\n{'all':12}{'right':>7}{'extra':>7}{'missing':>9}{'precision':>11}{'recall':>8}")
    for level, (right, extra, missing) in groups["all"].levels.items():
        share = ratio(right, right + extra) or 0, ratio(right, right + missing) or 0
        print(f"{level:12}{right:7}{extra:7}{missing:9}{share[0]:11.3f}{share[1]:8.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--per-sentence", action="store_true", help="print what is wrong in each exercise")
    parser.add_argument("--places-given", action="store_true", help="tell the places: what the grammar does, apart")
    parser.add_argument("--update", action="store_true", help="store what is reached now as the baseline")
    chosen = parser.parse_args()
    if chosen.update and chosen.places_given:
        parser.error("--update stores what the whole pipeline reaches: leave out --places-given")
    exercises, before = gold(), stored()
    outcomes = run(exercises, open_gazetteer(), places_given=chosen.places_given)
    groups = grouped(exercises, outcomes)
    if chosen.per_sentence:
        for exercise in exercises:
            if faults := outcomes[exercise["id"]].faults:
                print(f"{exercise['id']} ({exercise['published']}) {exercise['text']}")
                print("".join(f"    {fault}\n" for fault in faults))
    if chosen.places_given:
        print_figures(groups)
        return
    reached = floors(groups)
    if chosen.update:
        kept = {"floors": reached, "faults": {name: o.faults for name, o in outcomes.items() if o.faults}}
        BASELINE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print("".join(f"{line}\n" for line in changes(outcomes, before["faults"])))
    print_figures(groups)
    if chosen.update:
        print("\nstored")
    elif fell := fallen(reached, before["floors"]):
        print("\nbelow the floor: " + "; ".join(fell))
    elif reached != before["floors"]:
        print("\nabove the floor: look at what changed, and store it with --update")


if __name__ == "__main__":
    main()
