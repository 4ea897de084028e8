"""A score is explained by parts that the ranking itself gives, and that add up to it."""

import pytest

from geo.model import Report
from geo.places import OfflineGeocoder, recognise, resolve
from geo.places.explain import explain_query, explain_report, told
from geo.places.geocoder import MARGIN
from geo.resources import theatres

REPORT = Report(
    id="r", title="Lyman retaken",
    text="Ukrainian troops entered Lyman in Donetsk Oblast on Saturday. They hold Sviatohirsk and Yampil, "
    "officials in Kyiv said. Shelling went on near Artemivka and in Bakhmut.",
)  # fmt: skip


@pytest.fixture(scope="module")
def offline(gazetteer):
    return OfflineGeocoder(gazetteer)


@pytest.mark.parametrize("theatre", ["none", "ukraine"])
@pytest.mark.parametrize("title", [False, True])
def test_the_parts_of_every_name_of_a_report_add_up_to_the_score_it_was_given(gazetteer, theatre, title):
    served = theatres.load(theatre)
    resolved = resolve(recognise(REPORT, gazetteer, title=title), REPORT, gazetteer, served, title=title)
    explained = explain_report(REPORT, gazetteer, served, title=title)
    assert len(resolved) == len(explained) >= 1
    for toponym, why in zip(resolved, explained, strict=True):
        for candidate, score in zip(toponym.candidates, (why.best, why.runner_up), strict=False):
            assert (score.place, score.score) == (candidate.place, candidate.score)
            assert score.score == pytest.approx(sum(value for _, value in score.parts))


def test_each_kind_of_evidence_has_its_part(gazetteer):
    explained = explain_report(REPORT, gazetteer, theatres.load("ukraine"))
    parts = {part for why in explained for part, _ in why.best.parts}
    assert parts >= {"kind and size", "named with it", "country", "region", "neighbours", "theatre"}


def test_the_region_asked_for_is_worth_what_the_ranking_gives_it(offline):
    frame = offline.frame("Lyman", country="UA", region="Donetsk Oblast")
    best = explain_query(frame, MARGIN).best
    # 0.35 for a place that lies where it was said to lie, 0.2 for the country: see `ranking._score` and `around`.
    assert dict(best.parts)["named with it"] == pytest.approx(0.35)
    assert dict(best.parts)["country"] == pytest.approx(0.2)


def test_a_former_name_costs_what_the_present_one_would_have_given(offline):
    explained = explain_query(offline.frame("Stalingrad"), MARGIN)
    assert explained.runner_up.place.name == "Volgograd Oblast"
    # Half of the 0.2 that `likelihood` takes off a region's other name.
    assert dict(explained.runner_up.parts)["name"] == pytest.approx(-0.1)


def test_what_bears_no_name_has_no_parts(offline):
    explained = explain_query(offline.frame("Qwertyne"), MARGIN).row()
    assert (explained["best"], explained["runner_up"]) == (None, None)
    assert told(explained) == ["no place bears the name, or none where it was asked for"]


def test_a_score_in_words():
    best = {"name": "Aville", "region": "A Oblast", "country": "XX", "level": "settlement", "score": 0.3,
            "parts": {"kind and size": 0.35, "name": -0.05}}  # fmt: skip
    other = best | {"name": "Bville", "score": 0.28, "parts": {"kind and size": 0.28}}
    assert told({"best": best, "runner_up": other, "margin": 0.05}) == [
        "Aville, A Oblast, XX (settlement): 0.300 = kind and size 0.350 - name 0.050",
        "Bville, A Oblast, XX (settlement): 0.280 = kind and size 0.280",
        "lead 0.020, needed 0.050",
    ]


@pytest.mark.parametrize(
    ("text", "name", "doubt"),
    [
        ("Buses ran in Lyon again.", "Lyon", None),
        ("Buses ran in Springfield again.", "Springfield", "another place comes too close"),
        ("France sent aid. Buses ran in Mount Isa.", "Mount Isa",
         "it is a small place of a country that the report does not name"),
    ],
)  # fmt: skip
def test_a_name_left_open_says_why(gazetteer, text, name, doubt):
    report, served = Report(id="r", text=text), theatres.load("none")
    resolved = resolve(recognise(report, gazetteer), report, gazetteer, served)
    (at,) = [i for i, toponym in enumerate(resolved) if toponym.name == name]
    explained = explain_report(report, gazetteer, served)[at].row()
    assert explained["doubt"] == doubt
    assert (resolved[at].place is None) is (doubt is not None)
    assert (told(explained)[-1] == f"left open: {doubt}") is (doubt is not None)
