"""The whole way, on short reports: which days, whose ground, what was known when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from geo import pipeline
from geo.model import Report, Status
from geo.resources import bundle

DAY = timedelta(days=1)


def report(text: str, published: str, report_id: str = "r", title: str | None = None) -> Report:
    return Report(id=report_id, text=text, title=title, published=date.fromisoformat(published), language="en")


TAKEN = report(
    "Ukrainian forces liberated Izium on Saturday. Russian troops had been driven back from Kyiv in March.",
    "2022-09-11",
    "taken",
)
LATER = report("Ukrainian forces liberated Vovchansk on Monday, Russia's defense ministry said.", "2022-09-13", "later")


@pytest.fixture(scope="module")
def analyse(gazetteer):
    return lambda *reports, **options: pipeline.analyse(reports, gazetteer=gazetteer, **options)


@pytest.fixture(scope="module")
def tell(gazetteer):
    return lambda analysis, **options: pipeline.tell(analysis, gazetteer=gazetteer, **options)


def test_a_story_begins_with_its_news_and_not_with_what_it_recalls(analyse, tell):
    story = tell(analyse(TAKEN))
    assert story.dates == (date(2022, 9, 10),)
    assert story.on == date(2022, 9, 10)


def test_only_regions_where_a_settlement_changes_hands_are_measured(analyse, tell):
    """Kyiv is named, and changed in March; its region is no part of a story of September."""
    story = tell(analyse(TAKEN))
    assert story.territory.regions == ("adm1:UA-63",)
    assert sum(cell.area_km2 for cell in story.territory.cells) == pytest.approx(31_400, rel=0.01)


def test_gains_count_from_the_eve_of_the_first_day(analyse, tell):
    story = tell(analyse(TAKEN))
    (gained,) = [e for e in story.estimates if (e.measure, e.side) == ("gained", "ukraine")]
    (held,) = [e for e in story.estimates if (e.measure, e.side) == ("held", "ukraine")]
    assert (gained.since, gained.until) == (date(2022, 9, 10), date(2022, 9, 10))
    assert 0 < gained.central_km2 == held.central_km2


def test_a_day_without_an_event_can_be_shown(analyse, tell):
    quiet = date(2022, 9, 20)
    story = tell(analyse(TAKEN), on=quiet)
    assert (story.on, story.dates[-1]) == (quiet, quiet)
    assert {totals.on for totals in story.totals} == set(story.dates) == set(story.states)


def test_what_was_not_published_yet_is_not_in_the_story(analyse, tell):
    both = analyse(TAKEN, LATER)
    assert {c.report for c in tell(both).claims} == {"taken", "later"}
    story = tell(both, known_by=date(2022, 9, 12))
    assert {c.report for c in story.claims} == {r.id for r in story.reports} == {"taken"}
    assert max(story.dates) == date(2022, 9, 10)


def test_the_order_of_reports_changes_no_state(analyse, tell):
    there, back = tell(analyse(TAKEN, LATER)), tell(analyse(LATER, TAKEN))
    assert there.states == back.states
    assert there.totals == back.totals


def test_a_report_of_nothing_makes_a_story_of_nothing(analyse, tell):
    story = tell(analyse(report("The weather was fine.", "2022-09-11", title="Weather")))
    assert (story.title, story.dates, story.territory, story.on, story.labels) == ("Weather", (), None, None, ())
    assert "Weather" in pipeline.draw(story)
    assert pipeline.measure(analyse(report("Fine weather.", "2022-09-11")), None) == []


def test_each_report_has_the_theatre_it_names_and_the_analysis_that_of_most(analyse):
    other = report("M23 rebels captured Sake on Friday, Congo's army said.", "2024-02-10", "other")
    assert analyse(TAKEN).theatre.id == "ukraine"
    assert analyse(other).theatre.id == "none"
    mixed = analyse(TAKEN, other)
    assert mixed.theatre.id == "ukraine"
    alone = [claim for claim in mixed.claims if claim.report == "other"]
    assert alone == list(analyse(other).claims)


def test_a_theatre_that_is_asked_for_serves_every_report(analyse):
    assert analyse(TAKEN, theatre="none").theatre.id == "none"
    assert analyse(report("Fine weather.", "2022-09-11"), theatre="ukraine").theatre.id == "ukraine"


def test_labels_are_the_most_populous_settlements_around(analyse, tell):
    labels = tell(analyse(TAKEN, LATER)).labels
    assert "Kharkiv" in {place.name for place in labels[:5]}
    sizes = [place.population for place in labels]
    assert sizes == sorted(sizes, reverse=True)


def test_control_of_a_span_and_of_a_point_agree(analyse, gazetteer):
    analysis = analyse(TAKEN)
    days = [date(2022, 9, 9), date(2022, 9, 10)]
    place = next(c.toponym.place for c in analysis.claims if c.toponym.place.name != "Kyiv")
    at = pipeline.control_at(analysis, [replace(place, key="point:0")], days, gazetteer=gazetteer)
    named = pipeline.control(analysis, days)
    for day in days:
        (state,) = [s for s in named[day] if s.place.key == place.key]
        assert (at[day][0].controller, at[day][0].status) == (state.controller, state.status)
        assert at[day][0].claims == state.claims
    assert at[days[0]][0].controller == "russia"
    assert at[days[1]][0].controller == "ukraine"


def test_a_point_on_no_measured_ground_is_unknown(analyse, gazetteer):
    analysis = analyse(TAKEN)
    place = replace(analysis.claims[0].toponym.place, key="point:0", lat=0.0, lon=0.0)
    day = date(2022, 9, 10)
    (state,) = pipeline.control_at(analysis, [place], [day], gazetteer=gazetteer)[day]
    assert (state.controller, state.status, state.basis) == (None, Status.UNKNOWN, None)


def test_days_of_an_area_table_add_up(analyse, gazetteer):
    analysis = analyse(TAKEN, LATER)
    span = (date(2022, 9, 9), date(2022, 9, 13))

    def gained(**options):
        rows = pipeline.measure(analysis, span, gazetteer=gazetteer, **options)
        return [e.central_km2 for e, _ in rows if e and (e.measure, e.side) == ("gained", "ukraine")]

    (whole,) = gained()
    assert whole > 0
    assert len(gained(each_day=True)) == 5
    assert sum(gained(each_day=True)) == pytest.approx(whole)


def test_the_bundled_week_runs_from_its_first_to_its_last_event(gazetteer):
    analysis = pipeline.analyse(pipeline.read([bundle.seeds()]).reports, gazetteer=gazetteer)
    days = pipeline.event_days(analysis)
    assert (days[0], days[-1]) == (date(2022, 9, 8), date(2022, 10, 1))


def test_a_name_in_the_title_means_what_the_text_means_by_it(analyse):
    """Three places are called Lyman; the text says which, and the title says the same again."""
    body = "Ukrainian forces liberated Lyman in Donetsk region on Saturday."
    plain = analyse(report(body, "2022-10-02"))
    titled = analyse(report(body, "2022-10-02", title="Ukrainian forces liberated Lyman"))
    assert [claim.toponym.place for claim in titled.claims] == [claim.toponym.place for claim in plain.claims]
    alone = analyse(report("The mayor confirmed it.", "2022-10-02", title="Ukrainian forces liberated Izium"))
    assert [(claim.toponym.place.geonameid, claim.in_title) for claim in alone.claims] == [(707292, True)]
