"""The scorer of claims and its exercises: what counts as right, and that the exercises are what their README says."""

from __future__ import annotations

from collections import Counter
from typing import Any

import claims_exercises
import claims_marking
import claims_scorer
import pytest

from geo.model import Event, Stance

Row = dict[str, Any]


def label(**changes: Any) -> Row:
    return {
        "place": "Masisi-Centre", "event": "captured", "actor": "M23", "opponent": "DR Congo",
        "claimant": "army spokesman", "stance": "concedes", "date_from": "2025-01-04", "date_to": "2025-01-05",
        "background": False, "denied_event": None, "required": True,
    } | changes  # fmt: skip


def claim(**changes: Any) -> Row:
    return {
        "place": "Masisi-Centre", "canonical": "Masisi", "event": "captured", "actor": "M23", "claimant": "spokesman",
        "stance": "concedes", "date": "2025-01-05", "date_from": "2025-01-05", "date_to": "2025-01-05",
        "date_edtf": "2025-01-05", "background": False, "denied_event": None,
    } | changes  # fmt: skip


def figure(**changes: Any) -> Row:
    return {
        "value": 600, "unit": "km2", "km2": 600, "change": "gained", "actor": "M23", "claimant": None, "since": None,
        "until": None,
    } | changes  # fmt: skip


def marked(
    labels: list[Row], claims: list[Row], *, areas: tuple[list[Row], list[Row]] = ([], []), negative: bool = False
) -> claims_marking.Tally:
    exercise = {"claims": labels, "areas": areas[0], "negative": negative}
    return claims_marking.mark(exercise, claims_exercises.Answer(claims=claims, areas=areas[1], seen=[])).tally


def test_the_right_answer_is_right_at_every_level() -> None:
    tally = marked([label()], [claim()])
    assert all(tally.levels[level] == [1, 0, 0] for level in claims_marking.LEVELS)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"place": "Goma", "canonical": "Goma"}, set(claims_marking.LEVELS)),
        ({"event": "withdrew"}, set(claims_marking.LEVELS) - {"place"}),
        ({"background": True}, set(claims_marking.LEVELS) - {"place"}),
        ({"actor": "DR Congo"}, {"actor", "claimant"}),
        ({"claimant": "governor"}, {"claimant", "speaker"}),
        ({"claimant": None}, {"claimant", "speaker"}),
        ({"date": "2025-01-06"}, {"date"}),
        ({"date": None, "date_from": None, "date_to": None}, {"date"}),
        ({"stance": "claims"}, {"stance"}),
        ({"event": "liberated"}, set()),
        ({"place": "Masisi", "canonical": None}, set()),
        ({"actor": "the M23 rebels"}, set()),
    ],
)
def test_an_answer_that_differs_is_wrong_where_it_differs(changes: Row, wrong: set[str]) -> None:
    tally = marked([label()], [claim(**changes)])
    assert {level for level in claims_marking.LEVELS if tally.levels[level] != [1, 0, 0]} == wrong


def test_what_is_not_required_neither_helps_nor_hurts() -> None:
    optional = label(required=False)
    assert marked([optional], [claim()]).levels["event"] == [0, 0, 0]
    assert marked([optional], []).levels["event"] == [0, 0, 0]


def test_a_second_answer_that_says_the_same_is_not_too_much() -> None:
    assert marked([label()], [claim(), claim(claimant="governor")]).levels["event"] == [1, 0, 0]


def test_a_denial_must_deny_the_same() -> None:
    denial = label(event="denied", denied_event="captured")
    assert marked([denial], [claim(event="denied", denied_event="liberated")]).levels["event"] == [1, 0, 0]
    assert marked([denial], [claim(event="denied", denied_event="withdrew")]).levels["event"] == [0, 1, 1]


def test_only_a_change_of_control_spoils_a_negative() -> None:
    assert marked([], [claim(event="shelled")], negative=True).changed == [0, 1]
    assert marked([], [claim()], negative=True).changed == [1, 1]
    history = label(background=True, required=False, date_from="2012-11-20", date_to="2012-11-20")
    assert marked([history], [claim(background=True)], negative=True).changed == [0, 1]


def test_a_figure_agrees_within_two_percent_and_within_its_range() -> None:
    def right(label: Row, answer: Row) -> int:
        return marked([], [], areas=([label], [answer])).levels["area"][0]

    assert right(figure(), figure(km2=612)) == 1
    assert right(figure(), figure(km2=613)) == 0
    assert right(figure(value_max=650), figure(km2=650)) == 1
    assert right(figure(), figure(change="lost")) == 0


def test_the_scope_of_a_figure_is_marked_apart() -> None:
    tally = marked([], [], areas=([figure(since="2025-01-01")], [figure()]))
    assert (tally.levels["area"], tally.levels["area_scope"]) == ([1, 0, 0], [0, 1, 1])


def test_floors_are_floors_and_the_negatives_a_ceiling() -> None:
    kept = {"all": {"event": 0.5, "changed": 3}}
    assert claims_scorer.fallen({"all": {"event": 0.5, "changed": 3}}, kept) == []
    assert claims_scorer.fallen({"all": {"event": 0.4, "changed": 4}}, kept) == [
        "all event: 0.4, was 0.5",
        "all changed: 4, was 3",
    ]


EXERCISES = claims_exercises.gold()


def test_there_are_enough_exercises_in_each_language() -> None:
    labelled = Counter(exercise["lang"] for exercise in EXERCISES if not exercise["negative"])
    assert labelled["en"] >= 130
    assert labelled["uk"] >= 35
    assert labelled["ru"] >= 35
    assert sum(exercise["negative"] for exercise in EXERCISES) >= 60
    assert len({exercise["war"] for exercise in EXERCISES}) >= 8


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(exercise["id"] for exercise in EXERCISES).items() if count > 1] == []


@pytest.mark.parametrize("exercise", EXERCISES, ids=[exercise["id"] for exercise in EXERCISES])
def test_labels_use_the_words_of_the_interface(exercise: Row) -> None:
    for labelled in exercise["claims"]:
        assert labelled["place"] in exercise["text"]
        assert {labelled["event"], *labelled.get("accept_events", ())} <= set(Event)
        assert {labelled["stance"], *labelled.get("accept_stances", ())} <= set(Stance)
        assert (labelled["event"] == "denied") == (labelled["denied_event"] is not None)
        assert {labelled["actor"], *labelled.get("accept_actors", ())} <= {*claims_exercises.SIDES, None}
        assert (labelled["date_from"] or "") <= (labelled["date_to"] or "9999")
        assert not (exercise["negative"] and labelled["required"])
    for area in exercise["areas"]:
        assert area["actor"] in {*claims_exercises.SIDES, None}
